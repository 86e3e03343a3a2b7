"""``diplograph load``, ``validate`` and ``remove``: articles into the graph, and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from neo4j import Driver
from rich.table import Table

from diplograph.database import ensured
from diplograph.files import write_whole
from diplograph.graph_loader import load as loading
from diplograph.graph_loader import memory
from diplograph.graph_loader.batch import Outcome
from diplograph.graph_loader.decisions import Decisions, read_decisions
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.label_map import read_label_map
from diplograph.graph_loader.load import Summary
from diplograph.graph_loader.parallel import Workers
from diplograph.graph_loader.problems import Problem
from diplograph.graph_loader.report import as_json, kinds, load_id
from diplograph.neo4j_server.connection import Connection, connection
from diplograph.neo4j_server.home import files_read
from diplograph.ontology.load import load as load_ontology
from diplograph.talk import Bar, PlainFormat, SummaryFormat, as_text, cell, out, print_json, say

WARNINGS_SHOWN = 20
REASONS_SHOWN = 5

Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Annotation files, or folders of them.")]
Texts = Annotated[
    Path | None,
    typer.Option(help="The folder of the articles' texts, where they don't travel with the annotations."),
]
Map = Annotated[
    Path | None,
    typer.Option("--map", metavar="FILE", help="A label map: your labels, roles and attributes to ours."),
]
Names = Annotated[
    bool, typer.Option("--annotators", help="Keep the names of annotators; without it they are pseudonyms.")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Refuse an article whole where a part of it would be left out.")
]
Report = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the summary and every problem as JSON.")
]
AllProblems = Annotated[
    bool, typer.Option("--all-problems", help=f"List every warning, not the first {WARNINGS_SHOWN}.")
]

Count = Annotated[
    int, typer.Option("--workers", envvar="DIPLOGRAPH_WORKERS", min=1, help="Processes that read articles.")
]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="The file of decisions (diplograph review), to be in force from now on."
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        envvar="DIPLOGRAPH_SCHEDULER",
        metavar="tcp://HOST:PORT",
        help="The scheduler of a Dask cluster, whose workers read articles instead; they see the files under the same names.",
    ),
]


def load(
    paths: Paths,
    texts: Texts = None,
    map_: Map = None,
    strict: Strict = False,
    annotators: Names = False,
    decisions: DecisionsFile = None,
    workers: Count = 1,
    scheduler: Scheduler = None,
    report: Report = None,
    all_problems: AllProblems = False,
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Load annotated articles into the graph; the local Neo4j is started if need be.

    Loading again is safe: the same file changes nothing, a changed one replaces what it said. Decisions that the
    graph holds apply, with --decisions those of the file. The exit status is 1 when a part was left out, 2 when
    nothing could be used or, with --strict, an article was refused.

    Example: diplograph load annotations/ --texts articles/
    """
    reading = as_said(texts, map_, annotators, strict)
    decided = read_decisions(decisions, must_exist=True) if decisions else None
    to = ensured()
    if decided is not None:
        with to.driver() as driver:
            put_in_force(driver, to.database, decided)
        say(f"{len(decided.all)} decision(s) of {decisions} are in force.")
    summary = load_into(to, paths, reading, Workers(workers, scheduler))
    tell(summary, all_problems, format_, report, stored=True)


def validate(
    paths: Paths,
    texts: Texts = None,
    map_: Map = None,
    strict: Strict = False,
    report: Report = None,
    all_problems: AllProblems = False,
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Check annotated articles as a load would; nothing is written, and no Neo4j is needed.

    Example: diplograph validate annotations/ --texts articles/
    """
    summary = loading.validate(paths, as_said(texts, map_, strict=strict))
    tell(summary, all_problems, format_, report, stored=False)


def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids of articles.")],
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Take articles out of the graph, with their claims and all that only they carried.

    Example: diplograph remove asean-japan-2023-11-fr
    """
    with (found := connection()).driver() as driver:
        outcome = loading.remove(driver, found.database, articles)
    memory.forget(files_read())
    if format_ is PlainFormat.json:
        print_json(asdict(outcome))
    else:
        out().print(_table(_outcome_rows(outcome)))
    say("What it changed: diplograph ask changes")


def as_said(
    texts: Path | None = None, labels: Path | None = None, names: bool = False, strict: bool = False
) -> Reading:
    """Return how files are to be read. A label map that is wrong ends the command here, before anything is read."""
    return Reading(texts, read_label_map(labels, load_ontology()) if labels else None, names, strict)


def load_into(
    to: Connection, paths: Sequence[Path], reading: Reading | None = None, workers: Workers | None = None
) -> Summary:
    """Load articles with a progress bar."""
    bar = Bar()
    bar.start(0, "Loading")  # a file may hold many articles: how many is known when it has been read
    try:
        with to.driver() as driver:
            return loading.load(driver, to.database, paths, reading, bar.advance, workers, files_read())
    finally:
        bar.finish()


def put_in_force(driver: Driver, database: str, decisions: Decisions) -> None:
    """Make these the decisions in the graph. Whom they forget nothing here tells of any more."""
    loading.apply_decisions(driver, database, decisions)
    if any(each.verb == "forget" for each in decisions.all):
        memory.forget(files_read())


def tell(
    summary: Summary, all_problems: bool, format_: PlainFormat, report: Path | None, stored: bool
) -> None:
    """Print what was read and written, and end the command with the exit status that says how it went."""
    list_problems(summary.problems, all_problems)
    if format_ is PlainFormat.json:
        print_json(as_json(summary))
    else:
        rows = _read_rows(summary) + (_outcome_rows(summary.outcome) if stored else [])
        out().print(_table(rows))
        if changed := load_id(summary):
            say(f"What it changed: diplograph ask changes --load {changed}")
    if report:
        text = as_text(as_json(summary))
        write_whole(str(report), lambda stream: stream.write(f"{text}\n".encode()))
    raise typer.Exit(summary.exit_code)


def list_problems(problems: Sequence[Problem], all_problems: bool) -> None:
    """Tell what was left out, then what deserves a look: as many warnings as fit a screen, or all."""
    warnings = [problem for problem in problems if problem.severity == "warning"]
    shown = warnings if all_problems else warnings[:WARNINGS_SHOWN]
    for problem in problems:
        if problem.severity == "refused":
            say(f"{problem}")
    for problem in shown:
        say(f"warning: {problem}")
    if len(shown) < len(warnings):
        say(f"… and {len(warnings) - len(shown)} more warnings; --all-problems lists them.")


def _read_rows(summary: Summary) -> list[tuple[str, object, str]]:
    rows: list[tuple[str, object, str]] = []
    for what in kinds(summary):
        fates = summary.tally.fates(what)
        parts = [f"{count} {fate}{_why(summary, fate, what)}" for fate, count in fates.items() if count]
        rows.append((f"{what} read", summary.tally.read[what], ", ".join(parts)))
    refused = len(summary.refused)
    return [
        *rows,
        ("problems", len(summary.problems), f"{refused} refused, {len(summary.problems) - refused} warnings"),
    ]


def _why(summary: Summary, fate: str, what: str) -> str:
    """Return the labels of what is unmapped, or the reasons of what is refused, in brackets."""
    if fate == "mapped":
        return ""
    reasons = summary.tally.reasons(fate, what)
    shown = [f"{why}: {count}" for why, count in list(reasons.items())[:REASONS_SHOWN]]
    return f" ({'; '.join(shown)}{'; …' if len(reasons) > REASONS_SHOWN else ''})"


def _outcome_rows(outcome: Outcome) -> list[tuple[str, object, str]]:
    fates = ("added", "changed", "unchanged", "removed", "refused")
    counts = {fate: len(getattr(outcome, fate)) for fate in fates}
    counts["refused"] += len(outcome.without_text)
    parts = ", ".join(f"{count} {fate}" for fate, count in counts.items() if count)
    return [
        ("articles", sum(counts.values()), parts),
        ("claims", "", f"{outcome.claims_added} added, {outcome.claims_removed} removed"),
        ("facts", "", f"{outcome.facts_written} written, {outcome.facts_removed} removed"),
        ("entities", "", f"{outcome.entities_added} added, {outcome.entities_removed} removed"),
    ]


def _table(rows: list[tuple[str, object, str]]) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    for row in rows:
        table.add_row(*map(cell, row))
    return table
