"""``diplograph load``, ``validate`` and ``remove``: articles into the graph, and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from diplograph.database import ensured
from diplograph.graph_loader import load as loading
from diplograph.graph_loader.load import Summary
from diplograph.graph_loader.readers import readers
from diplograph.graph_loader.store import Outcome
from diplograph.neo4j_server.connection import Connection, connection
from diplograph.talk import Bar, PlainFormat, SummaryFormat, cell, out, print_json, say

WARNINGS_SHOWN = 20
READ = ("spans", "arcs", "attributes", "links")
READ_OF_RDF = ("things", "claims")
FATES = ("mapped", "unmapped", "refused")

Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Annotation files, or folders of them.")]
Texts = Annotated[
    Path | None,
    typer.Option(help="The folder of the articles' texts, where they don't travel with the annotations."),
]
AllProblems = Annotated[
    bool, typer.Option("--all-problems", help=f"List every warning, not the first {WARNINGS_SHOWN}.")
]


def load(
    paths: Paths,
    texts: Texts = None,
    all_problems: AllProblems = False,
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Load annotated articles into the graph; the local Neo4j is started if need be.

    Loading again is safe: the same file changes nothing, a changed one replaces what it said. The exit status is 1
    when a part was refused, 2 when nothing could be used.

    Example: diplograph load annotations/ --texts articles/
    """
    summary = load_into(ensured(), paths, texts)
    _report(summary, all_problems, format_, stored=True)


def validate(
    paths: Paths,
    texts: Texts = None,
    all_problems: AllProblems = False,
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Check annotated articles as a load would; nothing is written, and no Neo4j is needed.

    Example: diplograph validate annotations/ --texts articles/
    """
    _report(loading.validate(paths, texts), all_problems, format_, stored=False)


def remove(
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…", help="Ids of articles.")],
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Take articles out of the graph, with their claims and all that only they carried.

    Example: diplograph remove asean-japan-2023-11-fr
    """
    with (found := connection()).driver() as driver:
        outcome = loading.remove(driver, found.database, articles)
    if format_ is PlainFormat.json:
        print_json(asdict(outcome))
    else:
        out().print(_table(_outcome_rows(outcome)))


def load_into(to: Connection, paths: Sequence[Path], texts: Path | None = None) -> Summary:
    """Load articles with a progress bar."""
    bar = Bar()
    bar.start(_count(paths), "Loading")
    try:
        with to.driver() as driver:
            return loading.load(driver, to.database, paths, texts, bar.advance)
    finally:
        bar.finish()


def _count(paths: Sequence[Path]) -> int:
    """Count the files to read, so that the bar knows how far it is; a missing path is the load's to report."""
    turtle, annotated = loading.rdf_files(paths)
    files = (file for path in annotated for file in ([path] if path.is_file() else path.rglob("*")))
    return len(turtle) + sum(any(reader.matches(file) for reader in readers()) for file in files)


def _report(summary: Summary, all_problems: bool, format_: PlainFormat, stored: bool) -> None:
    _list_problems(summary, all_problems)
    if format_ is PlainFormat.json:
        print_json(as_json(summary))
    else:
        rows = _read_rows(summary) + (_outcome_rows(summary.outcome) if stored else [])
        out().print(_table([("documents", summary.documents, ""), *rows]))
    raise typer.Exit(summary.exit_code)


def _list_problems(summary: Summary, all_problems: bool) -> None:
    warnings = [problem for problem in summary.problems if problem.severity == "warning"]
    shown = warnings if all_problems else warnings[:WARNINGS_SHOWN]
    for problem in summary.refused:
        say(f"{problem}")
    for problem in shown:
        say(f"warning: {problem}")
    if len(shown) < len(warnings):
        say(f"… and {len(warnings) - len(shown)} more warnings; --all-problems lists them.")


def as_json(summary: Summary) -> dict[str, Any]:
    """Return a summary as JSON."""
    problems = [asdict(problem) for problem in summary.problems]
    counts = {"documents": summary.documents, "read": dict(summary.read), "counts": dict(summary.counts)}
    return {**counts, "outcome": asdict(summary.outcome), "problems": problems}


def _read_rows(summary: Summary) -> list[tuple[str, object, str]]:
    rows: list[tuple[str, object, str]] = []
    for what in _shown(summary):
        fates = {fate: summary.counts[f"{what} {fate}"] for fate in FATES}
        parts = ", ".join(f"{count} {fate}" for fate, count in fates.items() if count)
        rows.append((f"{what} read", sum(fates.values()), parts))
    refused = len(summary.refused)
    return [
        *rows,
        ("problems", len(summary.problems), f"{refused} refused, {len(summary.problems) - refused} warnings"),
    ]


def _shown(summary: Summary) -> tuple[str, ...]:
    """Return what an annotation is read as, and what RDF is, where there was RDF."""
    if not any(summary.read[what] for what in READ_OF_RDF):
        return READ
    return (*(READ if any(summary.read[what] for what in READ) else ()), *READ_OF_RDF)


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
