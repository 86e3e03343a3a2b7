"""The files that neo4j-admin imports: a header for each kind of node and relationship, and any number of parts behind it.

CSV, gzipped. A value that isn't there is an empty cell, an empty text a pair of quotes. The members of a list have
U+001F between them, which no text should hold.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplograph.graph_loader.document import Metadata
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.records import Thing, field_names
from diplograph.graph_loader.rows import CLAIM_ENDS, END_FIELDS, PLAIN, QUALIFIERS

QUOTE = '"'
BETWEEN = "\x1f"  # the members of a list
LINES = 2000  # written at once
FAST = 1  # of gzip's levels
BROKEN = "-broken"  # in the name of a file whose fields have line breaks
UNFINISHED = ".unfinished"

Row = Mapping[str, Any]
TYPES = {  # of a property, where it isn't a text
    **dict.fromkeys(("cites", "keys", "slugs", "likely", "traits", "forms", "names", "links"), "string[]"),
    **dict.fromkeys(("aliases", "places", "attested", "attributed_refs", "attributed_to"), "string[]"),
    **dict.fromkeys(("entities", "articles", "named", "told"), "string[]"),
    **dict.fromkeys(("char_start", "char_end", "ordinal", "count"), "long"),
    **dict.fromkeys(("subject_start", "subject_end", "object_start", "object_end"), "long"),
    **dict.fromkeys(("other_sources", "version"), "long"),
    "confidence": "double",
    "machine_translated": "boolean",
}
EVIDENCE = ("quote", "char_start", "char_end")
FACT = (
    *("id", "modality", "basis", "confidence", "sources", "first_reported", "last_reported"),
    *("claim", "article", *EVIDENCE, "attested", "role", "mode", "rank", "ordinal", "start", "end", "tenure"),
    *("rule", "post", "represented", "held"),
)


@dataclass(frozen=True)
class Table:
    """One kind of node or relationship: ``ends`` are the columns that neo4j-admin has names of its own for."""

    name: str
    kind: str  # nodes, or relationships; behind it the label or type that all have
    ends: Mapping[str, str]  # key in a row → column
    properties: tuple[str, ...]
    types: Mapping[str, str]

    @property
    def header(self) -> str:
        """The line that names the columns."""
        named = [f"{name}:{self.types.get(name, 'string')}" for name in self.properties]
        return ",".join([*self.ends.values(), *named]) + "\n"

    def line(self, row: Row) -> str:
        """Return a row's line. Raises InputError where a list can't be told from its members."""
        values = [row[name] for name in self.ends] + [row.get(name) for name in self.properties]
        return ",".join(["" if value is None else _cell(value) for value in values]) + "\n"


def _table(
    name: str, kind: str, ends: Mapping[str, str], properties: Iterable[str] = (), **types: str
) -> Table:
    return Table(name, kind, ends, tuple(properties), {**TYPES, **types})


def _between(start: str, end: str) -> dict[str, str]:
    return {"from": f":START_ID({start})", "to": f":END_ID({end})"}


ARTICLES = _table(
    "articles",
    "nodes=Article",
    {"id": "id:ID(Article)"},
    (*field_names(Metadata), "name", "sha256", "content_hash"),
)
ENTITIES = _table(
    "entities",
    "nodes",
    {"id": "id:ID(Entity)", "labels": ":LABEL"},
    (
        *("wikidata", "name", "name_fr", "name_en", "aliases", "kind", "status", "format", "mode", "ordinal"),
        *("places", "edtf", "start", "end", "date_text"),
    ),
)
CLAIMS = _table(
    "claims",
    "nodes=Claim",
    {"id": "id:ID(Claim)"},
    (
        *("article", *PLAIN, *QUALIFIERS, "attributed_refs"),
        *(f"{side}_{name}" for side in CLAIM_ENDS for name in END_FIELDS),
        *("thing", "name", "name_en", *CLAIM_ENDS, "attributed_to", "edge"),
    ),
)
KEYS = _table("keys", "nodes=IdentityKey", {"id": "id:ID(Key)"}, ("entities",))
WITNESSES = _table("witnesses", "nodes=Witness", {"id": "id:ID(Witness)"}, ("articles",))
SUMMARIES = _table("summaries", "nodes=Summary", {"id": "id:ID(Summary)"}, ("named", "told"))
STATE = _table(
    "state", "nodes=GraphState", {"id": "id:ID(State)"}, ("version", "decisions"), decisions="string[]"
)
MENTIONS = _table(
    "mentions", "relationships=MENTIONS", _between("Article", "Entity"), ("id", *field_names(Thing))
)
EVIDENCED = _table("evidenced", "relationships=EVIDENCED_BY", _between("Claim", "Article"))
SUBJECTS = _table("subjects", "relationships=CLAIM_SUBJECT", _between("Claim", "Entity"))
OBJECTS = _table("objects", "relationships=CLAIM_OBJECT", _between("Claim", "Entity"))
SAYERS = _table("sayers", "relationships=ATTRIBUTED_TO", _between("Claim", "Entity"))
CONFLICTS = _table(
    "conflicts",
    "relationships=CONTRADICTS",
    _between("Claim", "Claim"),
    ("sources", "other_sources"),
    sources="long",
)
FACTS = _table(
    "facts", "relationships", _between("Entity", "Entity") | {"type": ":TYPE"}, FACT, sources="long"
)
ABOUT = _table(
    "about", "relationships", _between("Entity", "Claim") | {"type": ":TYPE"}, FACT, sources="long"
)
TABLES = (
    *(ARTICLES, ENTITIES, CLAIMS, KEYS, WITNESSES, SUMMARIES, STATE),
    *(MENTIONS, EVIDENCED, SUBJECTS, OBJECTS, SAYERS, CONFLICTS, FACTS, ABOUT),
)

Put = Callable[[Table, Row], None]


@contextmanager
def writer(folder: Path, part: str) -> Iterator[Put]:
    """Give a way to write rows of any table into its file of this part; the files are whole at the end.

    Rows with a line break in a field have a file of their own, which the import reads slower: of others every line is
    a row.
    """

    def file(name: str, ending: str) -> Path:
        return folder / f"{name}.csv.gz{ending}"

    lines: dict[str, list[str]] = {}
    with ExitStack() as stack:
        files: dict[str, gzip.GzipFile] = {}

        def flush(name: str) -> None:
            if name not in files:
                files[name] = stack.enter_context(gzip.GzipFile(file(name, UNFINISHED), "wb", FAST))
            files[name].write("".join(lines.pop(name)).encode())

        def put(table: Table, row: Row) -> None:
            line = table.line(row)
            name = f"{table.name}.{part}" + (BROKEN if "\n" in line[:-1] or "\r" in line else "")
            waiting = lines.setdefault(name, [])
            waiting.append(line)
            if len(waiting) == LINES:
                flush(name)

        yield put
        for name in list(lines):
            flush(name)
    for name in files:
        file(name, UNFINISHED).replace(file(name, ""))


def write_headers(folder: Path) -> None:
    """Write the header of every table."""
    for table in TABLES:
        (folder / f"{table.name}.header.csv").write_text(table.header, encoding="utf-8")


def arguments(folder: Path) -> list[str]:
    """Return what neo4j-admin is told, in the folder, of the tables that have rows; the files are a pattern."""
    tables = [
        f"--{table.kind}=./{table.name}.header.csv,./{table.name}\\.[-0-9a-z]+\\.csv\\.gz"
        for table in TABLES
        if any(folder.glob(f"{table.name}.*.csv.gz"))
    ]
    if not any(folder.glob(f"*{BROKEN}.csv.gz")):
        return tables
    # v2 is the format in which files are named
    return [
        *tables,
        "--multiline-fields-format=v2",
        f"--multiline-fields=./[a-z]+\\.[0-9a-z]+{BROKEN}\\.csv\\.gz",
    ]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return f'"{value.replace(QUOTE, QUOTE * 2)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return _cell(_joined(value)) if value else ""  # no list can be said to be empty
    return repr(value)


def _joined(members: Iterable[str]) -> str:
    told = list(members)
    if any(BETWEEN in each for each in told) or told == [""]:
        raise InputError(
            f"A list of {told[0]!r} … can't be written: a member is empty or has the character U+001F.",
            "Take the article out, and load it afterwards with diplograph load.",
        )
    return BETWEEN.join(told)
