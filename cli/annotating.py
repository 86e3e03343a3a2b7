"""``diplograph inspect``, ``convert`` and ``annotation-config``: annotation files and the tools that make them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from diplograph.articles import AllProblems, Map, Names, Paths, Texts, as_said, list_problems
from diplograph.files import OutputError
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.inspection import Inspection, Name, skeleton
from diplograph.graph_loader.inspection import inspect as look
from diplograph.graph_loader.problems import Problem
from diplograph.graph_loader.readers import read_documents
from diplograph.ontology.load import load as load_ontology
from diplograph.talk import PlainFormat, SummaryFormat, cell, out, print_json, say


def inspect(
    paths: Paths,
    texts: Texts = None,
    map_: Map = None,
    all_problems: AllProblems = False,
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Look into annotation files: formats, labels, roles, attributes, what maps to ours and what doesn't.

    What doesn't map ends as the skeleton of a label map, to fill in and to load with --map.

    Example: diplograph inspect annotations/
    """
    ontology = load_ontology()
    found = look(paths, as_said(texts, map_), ontology)
    rules = skeleton(found, ontology)
    list_problems(list(found.problems), all_problems)
    if format_ is PlainFormat.json:
        print_json(_as_json(found) | {"skeleton": rules})
        return
    files = Table("format", "files", "documents", box=None, pad_edge=False)
    for name, count in sorted(found.files.items()):
        files.add_row(*map(cell, (name, count, found.documents[name])))
    files.add_row(*map(cell, ("none of these", len(found.others), "")))
    out().print(files)
    for title, names in _tables(found).items():
        if names:
            table = Table(title, "count", "ours", "such as", box=None, pad_edge=False)
            for name, seen in sorted(names.items(), key=lambda item: (-item[1].count, item[0])):
                table.add_row(*map(cell, (name, seen.count, _ours(seen), seen.example)))
            out().print()
            out().print(table)
    if found.links:
        out().print()
        out().print(
            cell(f"links: {', '.join(f'{base} {count}' for base, count in found.links.most_common())}")
        )
    if rules:
        out().print()
        head = (
            "# A label map for what doesn't map: fill in each to, or write skip = true, and load with --map."
        )
        out().print(cell(f"{head}\n{rules}"), soft_wrap=True)


def convert(
    paths: Paths,
    to: Annotated[str, typer.Option(metavar="FORMAT", help="The format; an unknown one lists them.")],
    folder: Annotated[
        Path | None, typer.Option("--out", help="The folder to make; without it, one named like the format.")
    ] = None,
    texts: Texts = None,
    map_: Map = None,
    annotators: Names = False,
    all_problems: AllProblems = False,
) -> None:
    """Write annotated articles in another annotation format; what it can't hold is listed.

    The exit status is 1 when something was left out or lost, 2 when nothing could be used.

    Example: diplograph convert annotations/ --to doccano --out for-doccano
    """
    from diplograph.exports.annotations import convert as write  # what it needs is slow to load
    from diplograph.exports.annotations import writer

    writer(to)  # an unknown one is told before anything else
    target = folder or Path(to)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputError(f"{target} is there already, and not empty.", "Name a new folder with --out.")
    problems: list[Problem] = []
    read = 0

    def noted(document: Document) -> Document:
        nonlocal read
        read += 1
        problems.extend(document.problems)
        return document

    done = write(map(noted, read_documents(paths, as_said(texts, map_, annotators))), to, target)
    list_problems(problems, all_problems)
    for document, why in done.left_out:
        if why:
            say(f"{document.file}: {why}")
    for feature, count in done.lost.items():
        say(f"{to} has no place for {feature}: {count} lost.")
    for path in done.files:
        print(path)
    whole = not done.lost and not done.left_out and not any(each.severity == "refused" for each in problems)
    raise typer.Exit(0 if whole else 2 if len(done.left_out) == read else 1)


def annotation_config(
    tool: Annotated[
        str, typer.Argument(metavar="TOOL", help="The annotation tool; an unknown one lists them.")
    ],
    to: Annotated[Path, typer.Option(help="The folder to write into.")] = Path(),
) -> None:
    """Write the annotation scheme as the configuration of an annotation tool.

    Example: diplograph annotation-config brat --to brat/data/articles
    """
    from diplograph.exports.annotation_config import write_config  # what it needs is slow to load

    for path in write_config(tool, to):
        print(path)


def _tables(found: Inspection) -> dict[str, dict[str, Name]]:
    return {"label": found.labels, "role": found.roles, "attribute": found.attributes}


def _ours(seen: Name) -> str:
    mapped = ", ".join(seen.ours)
    missing = seen.count - sum(seen.ours.values())
    return f"{mapped}, {missing} not" if mapped and missing else mapped or "—"


def _as_json(found: Inspection) -> dict[str, Any]:
    def plain(names: dict[str, Name]) -> dict[str, Any]:
        return {
            name: {"count": seen.count, "ours": dict(seen.ours), "example": seen.example}
            for name, seen in names.items()
        }

    counts: dict[str, Counter[str]] = {
        "files": found.files,
        "documents": found.documents,
        "links": found.links,
    }
    tables = {f"{name}s": plain(names) for name, names in _tables(found).items()}
    return {name: dict(each) for name, each in counts.items()} | tables | {"others": found.others}
