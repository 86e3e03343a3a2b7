"""What UIMA CAS and WebAnno TSV have in common: what features say by their names, and whose file of a project is read.

A project export, unzipped, has annotation/NAME.txt/ANNOTATOR.json, or .xmi or .tsv, a document and annotator, and
curation/NAME.txt/CURATION_USER.json a curated document.
"""

from __future__ import annotations

import re
from pathlib import Path

from diplograph.graph_loader.beside import look_at
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.formats.uima import CHAINED, SOURCE, TARGET
from diplograph.graph_loader.input_file import InputFile
from diplograph.graph_loader.problems import Reason

LABELS = ("label", "Label", "value", "category", "class", "referenceType")  # features that may hold a label
ROLES = ("role", "label", "Label", "value", "category", "DependencyType")
LINKS = ("identifier", "link")  # folded names of features that hold a link, whatever it is
NOTES = ("note", "notes", "comment", "comments")
OWN = ("begin", "end", "sofa", SOURCE, TARGET, *CHAINED)  # what every feature structure of a layer has
INTERNAL = "i7n_"  # begins the names of what INCEpTION keeps for itself
DIGITS = "0123456789"  # behind a feature's name: another one, such as Comment2
CURATED, INITIAL = "CURATION_USER", "INITIAL_CAS"  # the curated document, and that of nobody
NOBODY = (CURATED, INITIAL)  # they name no annotator
DOCUMENT_NAME = re.compile(r"(.+)\.(?:txt|xmi|xml|json|html?|pdf|tsv|conllu?|tei)")
ANNOTATION, CURATION = "annotation", "curation"  # a project's folders
ENDINGS = (".json", ".tsv", ".xmi", ".zip")


def stem_of(name: str | None) -> str | None:
    """Return a document's name without the ending of its file."""
    match = DOCUMENT_NAME.fullmatch(name or "")
    return match[1] if match else name


def in_project(path: Path) -> tuple[str, str] | None:
    """Return the document and the annotator whose file a path is in an unzipped project, or None."""
    folder = path.absolute().parent
    return (folder.name, path.stem) if folder.parent.name in (ANNOTATION, CURATION) else None


def is_read(file: InputFile, document: Document) -> bool:
    """Tell whether a project's file is the one that is read of its document; where it isn't, the document is unusable.

    That is the curated one, else that of the first annotator; who else annotated it is told, by pseudonym.
    """
    folder = file.path.absolute().parent
    if file.path.stem == INITIAL:
        document.unusable = Reason.UNANNOTATED
        document.report("warning", None, f"nobody has annotated this file of {folder.name}")
        return False
    if folder.parent.name == CURATION:
        return True
    hint = "Curate the document in INCEpTION: the curated one is read."
    if _annotated(folder.parent.parent / CURATION / folder.name):
        message = f"the curated {folder.name} is read, and not this annotator's"
    else:
        first, *others = _annotated(folder)
        names = [each.stem for each in others if each.stem != first.stem]
        message = not_that_of(file, first.stem, *dict.fromkeys(names)) if names else ""
        if file.path.name == first.name:
            if message:
                document.report("warning", None, message, hint)
            return True
        message = message or f"{first.suffix} of the same annotator is read, and not this file"
    document.unusable = Reason.SUPERSEDED
    document.report("warning", None, message, hint)
    return False


def not_that_of(file: InputFile, first: str, *others: str) -> str:
    """Return the message that one annotator's document is read, and not those of others."""
    names = ", ".join(str(file.reading.annotator(each)) for each in others)
    return f"{file.reading.annotator(first)}'s annotation is read, and not that of {names}"


def _annotated(folder: Path) -> list[Path]:
    """Return the files of a document in the order of their names, but for what nobody annotated."""
    found = folder.iterdir() if look_at(folder).is_dir() else ()
    return sorted(each for each in found if each.suffix in ENDINGS and each.stem != INITIAL)
