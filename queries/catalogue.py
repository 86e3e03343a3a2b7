"""Reads the query files: title, TOML header in comments, Cypher.

The whole file is the text that runs, in the API and in Neo4j Browser alike; nothing is added to it or taken away.
Declared, used and documented parameters must agree, and so must the columns: a file that breaks its contract stops
the start, with its name. Parameters and columns that many questions share are described once, in vocabulary.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import Any, Literal

from diplograph.ontology.errors import DiplographError
from diplograph.ontology.model import Labels

MODALITIES = ("asserted", "planned", "proposed")
TYPES = ("entity", "evidence", "boolean", "string", "integer", "date", "time", "choice")
WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|LOAD|DROP)\b")  # clauses that no question has
PATH = "path"  # the type of a column that holds a path: the picture of the answer, not a cell of its table


@dataclass(frozen=True)
class Parameter:
    """A parameter. ``entity``: an id or a name, of one of ``classes``; ``evidence``: that, or an edge's id.

    ``date``: a day, month or year in ISO 8601; ``time``: that, or a time of a day, in UTC; ``choice``: one of ``values``; an integer is from ``least`` to ``most``.
    Without ``default`` it is required, unless it is ``optional``: then it is null where it isn't given.
    """

    name: str
    type: Literal["entity", "evidence", "boolean", "string", "integer", "date", "time", "choice"]
    labels: Labels
    classes: tuple[str, ...] = ()
    default: Any = None
    required: bool = True
    values: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class Column:
    """A column of the answer and the JSON type of its values; ``path`` columns make the graph of the answer.

    ``values``: labels of its codes, where they are no code list's of the ontology.
    """

    name: str
    type: str
    labels: Labels
    values: Mapping[str, Labels] = field(default_factory=dict)


@dataclass(frozen=True)
class Query:
    """A question. ``modality``: what a fact must at least be to count in it."""

    name: str
    titles: Labels
    summaries: Labels
    modality: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, Column]
    example: Mapping[str, Any]
    text: str

    @property
    def cells(self) -> list[Column]:
        """The columns of its table: all but the paths."""
        return [column for column in self.columns.values() if column.type != PATH]


class QueryFileError(DiplographError):
    """A query file breaks its contract."""

    title = "Broken query file"


class UnknownQueryError(DiplographError):
    """No question of that name."""

    status = 404
    title = "Unknown question"


@cache
def catalogue() -> dict[str, Query]:
    """Return every question by name, in the order of names."""
    folder = files(__package__)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".cypher"))
    return {
        query.name: query
        for query in (parse(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in names)
    }


def get(name: str) -> Query:
    """Return a question. Raises UnknownQueryError, which lists those that there are."""
    if name not in catalogue():
        raise UnknownQueryError(f"There is no question {name!r}.", f"There are {', '.join(catalogue())}.")
    return catalogue()[name]


@cache
def vocabulary() -> dict[str, dict[str, Any]]:
    """Return the parameters and columns that questions share, as a header would describe them, by "params" and "columns"."""
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))


def parse(file: str, text: str) -> Query:
    """Return the question of a file. Raises QueryFileError where header and Cypher don't agree."""
    head = list(takewhile(lambda line: line.startswith("//"), text.splitlines()))
    if not head:
        raise QueryFileError(f"queries/{file}: the header is the comment lines at the top, the title first.")
    try:
        header = tomllib.loads("\n".join(line[2:] for line in head[1:]))
        query = _query(file.removesuffix(".cypher"), head[0][2:].strip(), header, text)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise QueryFileError(f"queries/{file}: its header lacks or spoils {error}.") from error
    _agree(file, query)
    return query


def _query(name: str, title: str, header: dict[str, Any], text: str) -> Query:
    shared, (used, returned) = vocabulary(), _names(text)
    told = header.get("params", {})
    told |= {key: about for key, about in shared["params"].items() if key in used and key not in told}
    cells = header.get("columns", {})
    cells |= {key: about for key, about in shared["columns"].items() if key in returned and key not in cells}
    parameters = {key: _parameter(key, about) for key, about in told.items()}
    columns = {
        key: Column(key, about["type"], about["label"], about.get("values", {}))
        for key, about in sorted(cells.items(), key=lambda cell: _place(cell[0], returned))
    }
    titles = {"en": title, "fr": header["title"]["fr"]}
    return Query(
        name,
        titles,
        header["summary"],
        tuple(header["modality"]),
        parameters,
        columns,
        header["example"],
        text,
    )


def _parameter(name: str, about: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name,
        about["type"],
        about["label"],
        tuple(about.get("classes", ())),
        about.get("default"),
        "default" not in about and not about.get("optional", False),
        tuple(about.get("values", ())),
        about.get("least"),
        about.get("most"),
    )


def _code(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("//"))


def _names(text: str) -> tuple[set[str], list[str]]:
    """Return the parameters that a text uses, and the columns that it returns, in their order."""
    code = _code(text)
    last = code[code.rindex("RETURN") :] if "RETURN" in code else ""
    return set(re.findall(r"\$(\w+)", code)), re.findall(r"\bAS (\w+)", last)


def _place(name: str, returned: list[str]) -> int:
    return returned.index(name) if name in returned else len(returned)


def _agree(file: str, query: Query) -> None:
    used, returned = _names(query.text)
    checks: dict[str, tuple[set[str], set[str]]] = {
        "parameters": (set(query.parameters), used),
        "columns": (set(query.columns), set(returned)),
        "languages": ({"en", "fr"}, set(query.summaries) & set(query.titles)),
        "modality": (set(query.modality) - set(MODALITIES), set()),
        "types": ({str(p.type) for p in query.parameters.values()} - set(TYPES), set()),
        "clauses": (set(WRITES.findall(_code(query.text))), set()),
        "example": (
            set(query.example) | {n for n, p in query.parameters.items() if not p.required},
            set(query.parameters),
        ),
    }
    for what, (declared, found) in checks.items():
        if declared != found:
            names = ", ".join(sorted(declared ^ found))
            raise QueryFileError(f"queries/{file}: the {what} of header and Cypher don't agree on {names}.")
