"""``diplograph review``: what may be one thing, and what a person decides of it, as lines of a file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Concatenate, ParamSpec, TypeVar

import typer
from neo4j import Driver, ManagedTransaction
from rich.table import Table

from diplograph.articles import put_in_force
from diplograph.graph_loader.decisions import Decision, Decisions, append, read_decisions, take_out
from diplograph.graph_loader.sessions import reading
from diplograph.neo4j_server.connection import connection
from diplograph.ontology.errors import DiplographError
from diplograph.review import deciding
from diplograph.review.candidates import Candidate, Review, candidates
from diplograph.review.passages import Passage
from diplograph.talk import Language, PlainFormat, SummaryFormat, cell, language, out, print_json, say

FILE = Path("decisions.txt")
NOTHING = "Nothing is waiting for a decision."
SHOWN = 50  # candidates that a list shows unless told

Named = tuple[str, str] | None
Found = TypeVar("Found")
Given = ParamSpec("Given")


class NoDecisionsFileError(DiplographError):
    """The graph holds decisions, and the file that should hold them isn't there."""

    title = "No file of decisions"


def review(
    decisions: Annotated[Path, typer.Option(metavar="FILE", help="The file of decisions.")] = FILE,
    list_: Annotated[
        bool, typer.Option("--list", help="List what may be one thing, and decide nothing.")
    ] = False,
    same: Annotated[Named, typer.Option(metavar="A B", help="Decide that two things are one.")] = None,
    different: Annotated[
        Named,
        typer.Option(
            metavar="A B", help="Decide that two things aren't one; ID@ARTICLE for what one article tells of."
        ),
    ] = None,
    name: Annotated[
        Named, typer.Option(metavar="ID NAME", help="Set a display name, in both languages.")
    ] = None,
    name_fr: Annotated[Named, typer.Option(metavar="ID NAME", help="Set the French display name.")] = None,
    name_en: Annotated[Named, typer.Option(metavar="ID NAME", help="Set the English display name.")] = None,
    forget: Annotated[
        str | None, typer.Option(metavar="ID", help="Remove a person's data from the whole graph.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many candidates a list shows.")] = SHOWN,
    lang: Annotated[
        Language | None, typer.Option(help="The language of the reasons.", show_default="that of your locale")
    ] = None,
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Decide what is one thing and what isn't, one candidate after the other, or as the options say.

    Each decision is a line of the file, which is yours to keep under version control: it holds for what is loaded
    later, and a line taken out is taken back. Every run first makes the graph what the file says.

    Example: diplograph review --list
    """
    found = connection()
    with found.driver() as driver:
        desk = Desk(driver, found.database, decisions, lang or language())
        desk.apply()
        made = [
            *([desk.read(deciding.same, *same)] if same else []),
            *([desk.read(deciding.different, *different)] if different else []),
            *([desk.read(deciding.forget, forget)] if forget else []),
        ]
        for side, said in (("", name), ("fr", name_fr), ("en", name_en)):
            made += [desk.read(deciding.name, said[0], side, said[1])] if said else []
        named = desk.read(deciding.names_of, forget) if forget else frozenset[str]()
        if gone := take_out(decisions, lambda line: not named.isdisjoint(line.words)):
            say(
                f"{decisions}: {gone} line(s) that named the person are taken out; older versions of the file may hold them"
            )
        for each in made:
            desk.decide(each)
        if list_:
            desk.show(limit, format_)
        elif not made:
            desk.ask()


class Desk:
    """Where decisions are made: the graph, and the file that goes before it."""

    def __init__(self, driver: Driver, database: str, path: Path, shown: Language) -> None:
        self._driver, self._database, self._path, self._shown = driver, database, path, shown

    def read(
        self,
        work: Callable[Concatenate[ManagedTransaction, Given], Found],
        *words: Given.args,
        **more: Given.kwargs,
    ) -> Found:
        """Return what a function of ``deciding`` finds in the graph."""
        with reading(self._driver, self._database) as session:
            return session.execute_read(work, *words, **more)

    def apply(self) -> None:
        """Make the graph what the file says. Raises NoDecisionsFileError where a missing file would undo decisions."""
        before = self.read(deciding.in_force)
        if before.all and not self._path.exists():
            raise NoDecisionsFileError(
                f"The graph holds {len(before.all)} decision(s), and there is no {self._path}.",
                "Name the file with --decisions; an empty one takes them all back.",
            )
        after = read_decisions(self._path)
        self._put(after)
        for line in sorted(set(before.lines) - set(after.lines)):
            say(f"taken back: {line}")
        for line in sorted(set(after.lines) - set(before.lines)):
            say(f"applied: {line}")

    def decide(self, decision: Decision, comment: str = "") -> None:
        """Write a decision down, then make the graph follow."""
        if str(decision) not in read_decisions(self._path).lines:
            append(self._path, decision, comment)
        self._put(read_decisions(self._path))
        say(f"{self._path}: {decision}")

    def _put(self, decisions: Decisions) -> None:
        put_in_force(self._driver, self._database, decisions)

    def candidates(self, limit: int, later: Collection[frozenset[str]] = ()) -> Review:
        """Return what may be one thing, and nobody has decided, the likeliest first."""
        apart = self.read(deciding.told_apart, self.read(deciding.in_force))
        return candidates(self._driver, self._database, apart.union(later), limit=limit)

    def show(self, limit: int, format_: PlainFormat) -> None:
        """List candidates with reasons and quotes."""
        found = self.candidates(limit)
        if format_ is PlainFormat.json:
            print_json(asdict(found))
            return
        for each in found.candidates:
            self._print(each)
        say(f"{found.total} to decide on, {len(found.candidates)} shown." if found.total else NOTHING)
        for block in found.skipped:
            say(f"not compared: {block.size} things of class {block.cls} that share {block.key!r}")

    def ask(self) -> None:
        """Go through the candidates, one by one, until the user has had enough."""
        later: set[frozenset[str]] = set()
        while waiting := self.candidates(1, later).candidates:
            candidate = waiting[0]
            self._print(candidate)
            answer = typer.prompt("[s]ame, [d]ifferent, [l]ater, [q]uit", default="l").strip().lower()[:1]
            if answer == "q":
                return
            if answer not in ("s", "d"):
                later.add(frozenset((candidate.first, candidate.second)))
                continue
            made = deciding.same if answer == "s" else deciding.different
            decision = self.read(made, candidate.first, candidate.second)
            self.decide(decision, f"{candidate.first_name} / {candidate.second_name}")
        say(NOTHING)

    def _print(self, candidate: Candidate) -> None:
        table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_row(
            cell(candidate.cls),
            cell(" · ".join(str(getattr(each, self._shown)) for each in candidate.reasons)),
        )
        for name, identifier, passage in (
            (candidate.first_name, candidate.first, candidate.first_passage),
            (candidate.second_name, candidate.second, candidate.second_passage),
        ):
            table.add_row(cell(name), cell(identifier))
            table.add_row("", cell(_said(passage)))
        out().print(table)
        out().print()


def _said(passage: Passage | None) -> str:
    if passage is None:
        return ""
    quote = f"« {passage.quote} » " if passage.quote else ""
    return f"{quote}({', '.join(filter(None, [passage.article, passage.publisher, passage.issued]))})"
