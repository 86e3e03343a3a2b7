"""Load, check and remove: the stages strung together, in batches of articles, with a summary that adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from neo4j import Driver, ManagedTransaction

from diplograph.graph_loader import cypher, store
from diplograph.graph_loader.batch import Outcome
from diplograph.graph_loader.changes import Run
from diplograph.graph_loader.cycles import seldom_looking_for_cycles
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.errors import InputError, UnknownArticleError
from diplograph.graph_loader.extract import Extracted, extract_files
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.memory import Held, Memory, memory
from diplograph.graph_loader.parallel import Pool, Workers, pool
from diplograph.graph_loader.problems import Problem, Reason
from diplograph.graph_loader.rdf import SUFFIX, TurtleFile
from diplograph.graph_loader.record_checks import check_told
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.schema import ensure_schema
from diplograph.graph_loader.sessions import reading as reading_from
from diplograph.graph_loader.sessions import writing
from diplograph.graph_loader.shapes import check_shapes
from diplograph.graph_loader.store import write_batch
from diplograph.graph_loader.tally import ANNOTATIONS, Tally
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

BATCH = 6000  # claims a transaction, the size that wrote fastest when measured
SHAPES_BATCH = 25  # articles a run of the shapes, each of which reads the ontology again

USABLE = ("spans", "things", "claims")  # of annotations, and of RDF

Report = Callable[[int], None]  # called with the number of articles done


@dataclass
class Summary:
    """What a load or a check did. Everything read is mapped, unmapped or refused."""

    tally: Tally = field(default_factory=Tally)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # where each article's annotation is
    outcome: Outcome = field(default_factory=Outcome)
    run: Run | None = field(default_factory=Run.now)  # by which `changes` tells what it changed, if it does
    _noted: set[Problem] = field(default_factory=set, repr=False)
    _unwritten: dict[str, Tally] = field(
        default_factory=dict, repr=False
    )  # of articles of the batch under way

    @property
    def refused(self) -> list[Problem]:
        """The problems that left something out."""
        return [problem for problem in self.problems if problem.severity == "refused"]

    @property
    def exit_code(self) -> int:
        """0: all is in; 1: a part was left out; 2: nothing could be used, or a part was and was asked not to be."""
        if not self.refused:
            return 0
        strict = any(reason == Reason.STRICT for _, reason in self.tally.refused)
        return 1 if any(self.tally.mapped[what] for what in USABLE) and not strict else 2

    def refuse(self, document: Extracted, reason: Reason, problems: Iterable[Problem]) -> None:
        """Count a document as refused whole: nothing of it is in."""
        tally = Tally(read=document.tally.read)
        for what in ANNOTATIONS:
            tally.refuse(what, reason, tally.read[what])
        self.tally.read["documents"] += 1
        self.tally.refuse("documents", reason)
        self.tally.add(tally)
        self._note(problems)

    def take(self, document: Extracted) -> None:
        """Count a document that can be used."""
        self.tally.read["documents"] += 1
        self.tally.keep("documents")
        self._unwritten[document.id] = document.tally
        self.tally.add(document.tally)
        self._note((*document.noted, *document.found))

    def stay(self, article: str) -> None:
        """Take in that an article that can be used is in the graph as it is."""
        del self._unwritten[article]
        self.outcome.unchanged.append(article)

    def _note(self, problems: Iterable[Problem]) -> None:
        """Note problems; what is wrong with a file that several documents share once."""
        news = [problem for problem in problems if problem not in self._noted]
        self._noted.update(news)
        self.problems += news

    def settle(self, outcome: Outcome) -> None:
        """Take in what became of a batch; of an article that the graph refused nothing is in."""
        for article in (*outcome.refused, *outcome.without_text):
            self.tally.take_back("documents", Reason.CONFLICT)
            kept = self._unwritten.get(article, Tally()).mapped
            for what, count in kept.items():
                self.tally.take_back(what, Reason.CONFLICT, count)
        self._unwritten.clear()
        self.outcome += outcome


def read_all(
    paths: Sequence[Path],
    reading: Reading,
    summary: Summary,
    pool: Pool | None = None,
    memory: Memory | None = None,
    done: Report | None = None,
) -> Iterator[Record]:
    """Yield the record of each article, of annotations first; a second one of one id is refused.

    An article that is recalled, not read, is counted as unchanged, and done with.
    """
    turtle, annotated = rdf_files(paths)
    if annotated:
        for each in extract_files(annotated, reading, pool or Pool(), memory):
            if not accept(each, summary, reading.strict):
                continue
            if each.record:
                yield each.record
            else:
                summary.stay(each.id)
                if done:
                    done(1)
    for path in turtle:
        yield from read_turtle(path, summary, reading.strict)


def accept(document: Extracted, summary: Summary, strict: bool = False) -> bool:
    """Count a document, and tell whether its record is to be used."""
    every = (*document.noted, *document.found)
    if document.unusable:
        summary.refuse(document, document.unusable, every)
    elif document.id in summary.files:
        said = Problem("refused", document.file, None, "", *_twice(document.id, summary))
        summary.refuse(document, Reason.TWICE, (*document.noted, said))
    else:
        summary.files[document.id] = document.file
        if not strict or all(problem.severity != "refused" for problem in every):
            summary.take(document)
            return True
        said = Problem("refused", document.file, None, "", *_incomplete(document.id))
        summary.refuse(document, Reason.STRICT, (*every, said))
    return False


def read_turtle(path: Path, summary: Summary, strict: bool = False) -> Iterator[Record]:
    """Yield what fits of the articles of a Turtle file; a second one of one id is refused."""
    try:
        file = TurtleFile(path)
    except InputError as error:
        summary.problems.append(Problem("refused", str(path), None, "", error.message, error.hint or ""))
        return
    for told in file.articles():
        article = told.article["id"]
        summary.tally.read["documents"] += 1
        if article in summary.files:
            message, hint = _twice(article, summary)
            summary.problems.append(Problem("refused", str(path), None, f"article/{article}", message, hint))
            summary.tally.refuse("documents", Reason.TWICE)
            continue
        summary.files[article] = str(path)
        record, problems, tally = check_told(told, str(path), load_ontology())
        summary.problems += problems
        if strict and any(problem.severity == "refused" for problem in problems):
            message, hint = _incomplete(article)
            summary.problems.append(Problem("refused", str(path), None, f"article/{article}", message, hint))
            summary.tally.refuse("documents", Reason.STRICT)
            continue
        summary.tally.keep("documents")
        summary.tally.add(tally)
        summary._unwritten[article] = tally
        yield record
    for name in file.strays():
        message = "it belongs to no article of this file"
        hint = "dd:evidencedBy names a claim's article, rdf:subject a mention's."
        summary.problems.append(Problem("refused", str(path), None, name, message, hint))


def _twice(article: str, summary: Summary) -> tuple[str, str]:
    return (
        f"the article {article} is in {summary.files[article]} already",
        "Give each article an id of its own.",
    )


def _incomplete(article: str) -> tuple[str, str]:
    return (
        f"a part of the article {article} would be left out, so all of it is",
        "Mend what is said above, or load without --strict.",
    )


def validate(paths: Sequence[Path], reading: Reading | None = None) -> Summary:
    """Run every check that a load runs, and the shapes; nothing is written and no Neo4j is needed."""
    summary = Summary()
    for batch in batched_list(read_all(paths, reading or Reading(), summary), SHAPES_BATCH):
        summary.problems += check_shapes(batch, summary.files, load_ontology(), reference())
        summary.settle(Outcome())  # nothing was written, and nothing of the batch is kept
    return summary


def load(
    driver: Driver,
    database: str,
    paths: Sequence[Path],
    reading: Reading | None = None,
    done: Report | None = None,
    workers: Workers | None = None,
    remembered: Path | None = None,
) -> Summary:
    """Load annotated articles. Loading again changes nothing; a changed file replaces what it said.

    ``remembered`` is the file in which is kept what other files came to (memory.py): what the graph holds as they
    are isn't read again.
    """
    summary, how = Summary(), reading or Reading()

    def held(articles: list[str]) -> Held:
        rows = session.execute_read(lambda tx: tx.run(cypher.ARTICLES, ids=articles).data())
        return {row["id"]: (row["content_hash"], row["sha256"]) for row in rows}

    with ExitStack() as stack:
        crew = stack.enter_context(pool(workers or Workers()))
        session = stack.enter_context(reading_from(driver, database))
        known = stack.enter_context(memory(remembered, how, held)) if remembered else None
        load_records(driver, database, read_all(paths, how, summary, crew, known, done), summary, done)
    summary.problems += _refused(summary)
    return summary


def _refused(summary: Summary) -> Iterator[Problem]:
    """Yield what is wrong with the articles that the graph refused."""
    for article in summary.outcome.refused:
        message = f"the article {article} is in the graph with another text; it stays as it is"
        hint = f"diplograph remove {article} takes the old one out; or give this one another id."
        yield Problem("refused", summary.files.get(article, article), None, "", message, hint)
    for article in summary.outcome.without_text:
        message = f"the article {article} is in the graph with its text, and comes without; it stays as it is"
        hint = "Its quotes would be lost: name the folder of the texts with --texts."
        yield Problem("refused", summary.files.get(article, article), None, "", message, hint)


def rdf_files(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the Turtle files among some paths, and the other paths: RDF holds records, not annotations."""
    turtle = [path for path in dict.fromkeys(paths) if path.suffix == SUFFIX and path.is_file()]
    return turtle, [path for path in paths if path not in turtle]


def load_records(
    driver: Driver, database: str, records: Iterable[Record], summary: Summary, done: Report | None = None
) -> None:
    """Write records in batches, each in one transaction; the outcome is added to the summary's, the reports are its run's."""
    ensure_schema(driver, database, load_ontology())
    with writing(driver, database) as session, seldom_looking_for_cycles():
        for batch in batched_list(records, BATCH, lambda record: len(record.claims)):
            outcome = session.execute_write(write_batch, batch, [], load_ontology(), reference(), summary.run)
            summary.settle(outcome)
            if done:
                done(len(batch))


def apply_decisions(driver: Driver, database: str, decisions: Decisions) -> Outcome:
    """Put a file's decisions in force in place of those that the graph holds."""
    ensure_schema(driver, database, load_ontology())
    with writing(driver, database) as session:
        tables = load_ontology(), reference()
        forgotten = session.execute_write(store.forget, decisions, *tables)
        return forgotten + session.execute_write(store.apply_decisions, decisions, *tables)


def remove(driver: Driver, database: str, articles: Sequence[str]) -> Outcome:
    """Take articles out, with their claims and all that only they carried.

    Raises UnknownArticleError, and removes nothing, when one of them isn't in the graph.
    """
    with writing(driver, database) as session:
        return session.execute_write(_remove, articles, Run.now())


def _remove(tx: ManagedTransaction, articles: Sequence[str], run: Run) -> Outcome:
    outcome = write_batch(tx, [], list(articles), load_ontology(), reference(), run)
    if missing := sorted(set(articles) - set(outcome.removed)):
        raise UnknownArticleError(
            f"No article {', '.join(missing)} is in the graph.",
            "An article's id is its annotation file's name, without its ending.",
        )
    return outcome


def batched_list(
    records: Iterable[Record], size: int, weight: Callable[[Record], int] = lambda _: 0
) -> Iterator[list[Record]]:
    """Yield lists of records, each ended by the one with which it weighs ``size``; a record weighs at least 1."""
    batch: list[Record] = []
    total = 0
    for record in records:
        batch.append(record)
        total += max(1, weight(record))
        if total >= size:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch
