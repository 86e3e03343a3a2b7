"""Codes as people read them: the labels of the columns, of the code lists and of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diplograph.ontology.load import load as load_ontology

OTHER = "other_"  # before the names of a second passage's columns
CLASSES = ("tie", "class", "kind")  # columns whose codes may be classes
EDGES = ("did", "a_did", "b_did", "took_part", "relation")  # columns whose codes are types of edges


def labelled(column: Mapping[str, Any], row: Mapping[str, Any], lang: str) -> Any:
    """Return a code as its label: the column's own, or of a code list named like it, a property, an edge's type or a class.

    A column is one of ``Answer.columns``. A column value or other holds what is told by the property that the row names.
    """
    name, value = column["name"], row[column["name"]]
    if not isinstance(value, str):
        return value
    if value in column["values"]:
        return column["values"][value][lang]
    property_ = row.get("what") or row.get("predicate")
    ontology = load_ontology()
    if value == property_ and value in ontology.properties:
        return ontology.properties[value].labels[lang]
    codes_of = property_ if name in ("value", "other") else name.removeprefix(OTHER)
    cls = row.get("class") or row.get(
        "tie"
    )  # of what kind a thing is, its class tells: two have working groups
    lists = ontology.code_lists
    for listed in sorted(lists, key=lambda each: each != f"{cls}.{codes_of}"):
        if codes_of == listed.rpartition(".")[2] and value in lists[listed]:
            return lists[listed][value][lang]
    if name in CLASSES and value in ontology.classes:
        return ontology.classes[value].labels[lang]
    return relation_label(value, lang) if name in EDGES else value


def code_label(listed: str, value: Any, lang: str) -> str:
    """Return a code of a list, such as status, as its label; anything else as text."""
    labels = load_ontology().code_lists.get(listed, {}).get(str(value))
    return labels[lang] if labels else str(value)


def class_label(cls: str, lang: str) -> str:
    """Return a class's label; a name that is no class's stands for itself."""
    known = load_ontology().classes.get(cls)
    return known.labels[lang] if known else cls


def relation_label(type_: str, lang: str) -> str:
    """Return the label of a type of edge; a type that is no property's stands for itself."""
    known = load_ontology().edge_labels.get(type_)
    return known[lang] if known else type_
