"""The stages strung together: from files and folders to the files of a whole graph, and into a server's empty store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from diplograph.bulk_load import claims, components, facts, holders, identities, tables
from diplograph.bulk_load.articles import ARTICLES, Place, Told, keep, read_files
from diplograph.bulk_load.facts import Known
from diplograph.bulk_load.identities import Named, Used
from diplograph.graph_loader.batch import Outcome
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.entities import properties
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.extract import Extracted
from diplograph.graph_loader.facts import reference_fact
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary, accept, rdf_files, read_turtle
from diplograph.graph_loader.parallel import Pool
from diplograph.graph_loader.readers import nothing_to_read
from diplograph.graph_loader.reference_facts import wanted
from diplograph.graph_loader.schema import statements
from diplograph.graph_loader.tally import Tally
from diplograph.neo4j_server.progress import Progress
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

PARTS = 8  # by key, at least
ARTICLES_A_PART = 5000  # whose claims, some 60,000, a worker holds at once
Task = TypeVar("Task")
Result = TypeVar("Result")

SCHEMA_FILE = "schema.cypher"  # beside the files: what makes the imported graph a whole one
WORK = "work"  # the folder beside the files for what one stage leaves for the next

EMPTY = {
    "Entity": "aliases",
    "Summary": "told",
}  # lists that may be: a file can't say so, and leaves them out


def write_files(
    paths: Sequence[Path],
    reading: Reading,
    folder: Path,
    pool: Pool,
    progress: Progress,
    decisions: Decisions | None = None,
) -> Summary:
    """Write the files of the graph that these articles make into an empty folder; return what was read and written.

    Raises InputError where a path doesn't exist, where there is nothing to read, and where the folder isn't empty.
    """
    with _work(folder) as place:
        work = _Work(Place(place, folder, decisions or Decisions()), pool, progress)
        work.read(paths, reading)
        work.identify()
        work.tell()
        work.derive()
    tables.write_headers(folder)
    text = "".join(f"{statement};\n" for statement in finishing())
    (folder / SCHEMA_FILE).write_text(text, encoding="utf-8")
    return work.summary


def finishing() -> list[str]:
    """Return the statements that make an imported graph a whole one; each may run again."""
    empty = [
        f"MATCH (n:{label}) WHERE n.{name} IS NULL CALL (n) {{ SET n.{name} = [] }} IN TRANSACTIONS OF 10000 ROWS"
        for label, name in EMPTY.items()
    ]
    return [*empty, *statements(load_ontology()).values()]


@contextmanager
def _work(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / WORK, ignore_errors=True)  # of one that was killed
    if any(folder.iterdir()):
        raise InputError(f"{folder} isn't empty.", "Name a folder for the files alone.")
    (folder / WORK).mkdir()
    try:
        yield folder / WORK
    finally:
        shutil.rmtree(folder / WORK)


@dataclass
class _Work:
    """A bulk load under way."""

    place: Place
    pool: Pool
    progress: Progress
    summary: Summary = field(default_factory=lambda: Summary(run=None))
    used: list[Used] = field(default_factory=list)
    named: Named = field(default_factory=dict)

    @property
    def parts(self) -> int:
        """How many parts the graph has, by key."""
        return max(PARTS, len(self.summary.files) // ARTICLES_A_PART)

    def read(self, paths: Sequence[Path], reading: Reading) -> None:
        """Read every article; its record is on the disk then."""
        turtle, annotated = rdf_files(paths)
        self.progress.start(0, "Reading articles")
        try:
            if annotated:
                for told in read_files(annotated, reading, self.place, self.pool):
                    self._take(told, reading.strict)
                if not self.used:
                    raise nothing_to_read(annotated)
            for path in turtle:
                records = read_turtle(path, self.summary, reading.strict)
                while batch := list(islice(records, ARTICLES)):
                    documents = [
                        Extracted(each.article, str(path), None, (), (), Tally(), each) for each in batch
                    ]
                    keep(len(self.used), documents, self.place)
                    self._use(range(len(batch)), [each.article for each in batch])
        finally:
            self.progress.finish()

    def _take(self, told: Told, strict: bool) -> None:
        usable = [number for number, each in enumerate(told.documents) if accept(each, self.summary, strict)]
        self._use(usable, [told.documents[number].id for number in usable])

    def _use(self, records: Iterable[int], articles: list[str]) -> None:
        self.used.append(Used(len(self.used), tuple(records)))
        self.summary.settle(Outcome(added=articles))
        self.progress.advance(len(articles))

    def identify(self) -> None:
        """Find which thing each mention is."""
        place, chunks, parts = self.place, len(self.used), self.parts
        numbers = range(chunks)
        found = place.files("components", ("signatures.npy", "numbers.npy"))
        handles = place.files("handles", (f"{number}.npy" for number in numbers))
        components.find(handles, *found)
        _remove(handles)
        self._each("Comparing mentions", identities.divide, [(each, parts, place) for each in self.used])
        tasks = [(part, chunks, place) for part in range(parts)]
        for named in self._each("Naming things", identities.name, tasks):
            for name, things in named.items():
                self.named.setdefault(name, set()).update(things)
        _remove([*found, *place.files("mentions", numbers)])

    def tell(self) -> None:
        """Write articles, mentions and claims."""
        place, parts = self.place, self.parts
        tasks = [(each, parts, parts, place) for each in self.used]
        self.summary.outcome.claims_added = sum(self._each("Writing claims", claims.tell, tasks))
        _remove([*place.files("records", range(len(self.used))), *place.files("ids", range(parts))])

    def derive(self) -> None:
        """Write what follows from the claims."""
        place, parts, chunks = self.place, self.parts, len(self.used)
        given = self._given()
        tasks = [(part, parts, chunks, place, given) for part in range(parts)]
        known = sum(self._each("Writing facts", facts.derive, tasks), Known())
        _remove(place.files("rows", range(chunks)))
        by_part = [(part, parts, place) for part in range(parts)]
        self._each("Looking for holders of posts", holders.divide, by_part)
        presumed = sum(self._each("Presuming who was there", holders.presume, by_part))
        tabled, states = self._from_tables(known)
        outcome = self.summary.outcome
        outcome.facts_written = known.written["facts"] + presumed + tabled
        outcome.entities_added = known.written["entities"] + states

    def _given(self) -> dict[str, dict[str, str]]:
        """Return the names that decisions give to things, by id and language."""
        found: dict[str, dict[str, str]] = {}
        for name, given in sorted(self.place.decisions.names.items()):
            for thing in sorted(self.named.get(name, set()) | {name}):
                found[thing] = found.get(thing, {}) | given
        return found

    def _from_tables(self, known: Known) -> tuple[int, int]:
        """Write what the reference tables say of what is mentioned, and the graph's state; count facts and states."""
        ontology, known_things = load_ontology(), reference()
        told = wanted(known.mentioned, known.mentioned, known.placed, known_things)
        missing = [row for name, row in told.items() if name not in known.facts]
        states = {str(row["object"]) for row in missing if row["type"] == "LOCATED_IN"} - known.mentioned
        labels = tables.BETWEEN.join(sorted(ontology.classes["State"].neo4j_labels))
        with tables.writer(self.place.made, "tables") as put:
            for row in missing:
                ends = {"from": row["subject"], "to": row["object"], "type": row["type"]}
                put(tables.FACTS, ends | {"id": row["id"], "start": row["start"]} | reference_fact())
            for name in sorted(states):
                put(tables.ENTITIES, properties(name, [], {}, known_things) | {"labels": labels})
            decisions = self.place.decisions.lines or None
            put(tables.STATE, {"id": "graph", "version": 1, "decisions": decisions})
        return len(missing), len(states)

    def _each(self, description: str, stage: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
        """Run a stage on each of its pieces; return what they give."""
        self.progress.start(len(tasks), description)
        found = []
        try:
            for result in self.pool.map(stage, tasks):
                found.append(result)
                self.progress.advance(1)
        finally:
            self.progress.finish()
        return found


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink()
