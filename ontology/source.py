"""The data files as they are: the folder, the TOML tables, and the Turtle files as one RDF graph."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from diplograph.ontology.model import LANGUAGES, NAMESPACE, Labels, OntologyError

DD = Namespace(NAMESPACE)

Table = dict[str, Any]


def folder() -> Traversable:
    """Return the folder of the data files, wherever the package is installed."""
    return files("diplograph.ontology")


def read_table(name: str, at: Traversable | None = None) -> Table:
    """Return a TOML file of the ontology, such as ``reference/states.toml``."""
    try:
        return tomllib.loads(_file(at or folder(), name).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise OntologyError(f"{name}: {error}") from error


def check_keys(entry: Table, known: tuple[str, ...], file: str, name: str) -> None:
    """Refuse a key that isn't known (a misspelt one would say nothing), and the lack of one marked "!"."""
    names = [key.rstrip("!") for key in known]
    for key in entry:
        if key not in names:
            raise OntologyError(f"{file}: {name}: there is no key {key}", f"The keys are {', '.join(names)}.")
    for key in known:
        if key.endswith("!") and key[:-1] not in entry:
            raise OntologyError(f"{file}: {name} has no {key[:-1]}")


def turtle_names(at: Traversable | None = None) -> tuple[str, ...]:
    """Return the names of the Turtle files, the classes' first; a new file needs no list."""
    top = at or folder()
    classes = sorted(f"classes/{item.name}" for item in (top / "classes").iterdir())
    return tuple(
        name for name in (*classes, *sorted(item.name for item in top.iterdir())) if name.endswith(".ttl")
    )


def contents() -> list[bytes]:
    """Return what is in all data files, Turtle and TOML, in the order of their names."""
    folders = (folder(), folder() / "classes", folder() / "reference")
    return [
        file.read_bytes()
        for within in folders
        for file in sorted(within.iterdir(), key=lambda each: each.name)
        if file.name.endswith((".ttl", ".toml"))
    ]


def read_turtle(name: str, at: Traversable | None = None) -> Graph:
    """Return one Turtle file as a graph."""
    try:
        return Graph().parse(data=_file(at or folder(), name).read_text("utf-8"), format="turtle")
    except Exception as error:  # rdflib's parser raises many kinds; the file's name must stand in all
        raise OntologyError(f"{name}: {error}") from error


def merge(graphs: Iterator[Graph]) -> Graph:
    """Return the union of some graphs, with the ontology's prefixes."""
    union = Graph(bind_namespaces="none")
    for one in graphs:
        for prefix, namespace in one.namespaces():
            union.bind(prefix, namespace, override=False)
        union += one
    return union


@cache
def graph() -> Graph:
    """Return every Turtle file as one graph. It is shared: copy it before adding to it."""
    return merge(read_turtle(name) for name in turtle_names())


@cache
def shapes() -> Graph:
    """Return the SHACL shapes alone, for pyshacl's ``shacl_graph``; its ``ont_graph`` is ``graph()``."""
    every = graph()
    found = Graph()
    for shape in every.subjects(RDF.type, SH.NodeShape):
        every.cbd(shape, target_graph=found)
    return found


def texts(data: Graph, subject: Node, predicate: URIRef, name: str, file: str) -> Labels:
    """Return the two languages of a label or comment, or fail with the file and the name."""
    found = {
        text.language: str(text)
        for text in data.objects(subject, predicate)
        if isinstance(text, Literal) and text.language
    }
    for language in LANGUAGES:
        if language not in found:
            what = "label" if predicate != RDFS.comment else "comment"
            raise OntologyError(f"{file}: {name} has no {what} in {language}")
    return {language: found[language] for language in LANGUAGES}


def _file(top: Traversable, name: str) -> Traversable:
    for part in name.split("/"):
        top = top / part
    return top
