"""What features of a layer say by their names, in UIMA CAS and WebAnno TSV alike; and who INCEpTION's own users are."""

from __future__ import annotations

LABELS = ("label", "Label", "value", "category", "class", "referenceType")  # features that may hold a label
ROLES = ("role", "label", "Label", "value", "category", "DependencyType")
LINKS = ("identifier", "link")  # folded names of features that hold a link, whatever it is
NOTES = ("note", "notes", "comment", "comments")
CURATED, INITIAL = "CURATION_USER", "INITIAL_CAS"  # the curated document, and that of nobody
NOBODY = (CURATED, INITIAL)  # they name no annotator
