"""``diplograph bulk-load``: an empty database from a whole corpus, by Neo4j's own import."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from diplograph.articles import (
    AllProblems,
    DecisionsFile,
    Map,
    Names,
    Paths,
    Report,
    Scheduler,
    Strict,
    Texts,
    as_said,
    tell,
)
from diplograph.bulk_load import tables
from diplograph.bulk_load.bulk import SCHEMA_FILE, finishing, write_files
from diplograph.database import ensured
from diplograph.graph_loader.decisions import Decisions, read_decisions
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary
from diplograph.graph_loader.parallel import Workers, pool
from diplograph.graph_loader.sessions import reading as reading_from
from diplograph.graph_loader.sessions import writing
from diplograph.neo4j_server import importing, mutex, server
from diplograph.neo4j_server.connection import Connection
from diplograph.neo4j_server.home import ServerFolder
from diplograph.ontology.errors import DiplographError
from diplograph.review.deciding import in_force
from diplograph.talk import Bar, PlainFormat, SummaryFormat, say


class NotEmptyError(DiplographError):
    """The graph holds something already."""

    status = 409
    title = "The graph isn't empty"


def bulk_load(
    paths: Paths,
    texts: Texts = None,
    map_: Map = None,
    strict: Strict = False,
    annotators: Names = False,
    decisions: DecisionsFile = None,
    files: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write the files there, with the command that imports them, and import nothing: for a Neo4j of your own.",
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            envvar="DIPLOGRAPH_WORKERS",
            min=1,
            help="Processes that read articles and compute facts.",
            show_default="one a core",
        ),
    ] = os.cpu_count() or 1,
    scheduler: Scheduler = None,
    report: Report = None,
    all_problems: AllProblems = False,
    format_: SummaryFormat = PlainFormat.table,
) -> None:
    """Load a whole corpus into an empty graph, faster than a load the more cores there are: the graph is the same.

    The local Neo4j is stopped for a while and started again. For a Neo4j of your own, --files writes what its
    neo4j-admin imports. No report of what changed is kept: all of it is new.

    Example: diplograph bulk-load corpus/ --workers 8
    """
    reading = as_said(texts, map_, annotators, strict)
    decided = read_decisions(decisions, must_exist=True) if decisions else None
    crew = Workers(workers, scheduler)
    if files:
        summary = _into_files(files, paths, reading, crew, decided)
    elif os.environ.get("NEO4J_URI"):
        raise typer.BadParameter(
            "NEO4J_URI names a Neo4j of your own, whose files are out of reach. Name a folder: --files FOLDER."
        )
    else:
        summary = _into_local(paths, reading, crew, decided)
    tell(summary, all_problems, format_, report, stored=True)


def _into_files(
    folder: Path, paths: list[Path], reading: Reading, crew: Workers, decided: Decisions | None
) -> Summary:
    with pool(crew) as workers:
        summary = write_files(paths, reading, folder, workers, Bar(), decided)
    command = " ".join(
        f"'{word}'" if "\\" in word else word for word in importing.command(tables.arguments(folder))
    )
    say(
        f"The files are in {folder}. On the server, with Neo4j stopped and its database empty:\n"
        f"  cd {folder} && neo4j-admin {command}\n"
        f"and with Neo4j started again:\n  cypher-shell --file {SCHEMA_FILE}"
    )
    return summary


def _into_local(paths: list[Path], reading: Reading, crew: Workers, decided: Decisions | None) -> Summary:
    folder = ServerFolder.current()
    folder.create()
    with mutex.held(folder.run / "bulk", 0):
        held = _decisions_of_empty(ensured())
        shutil.rmtree(folder.incoming, ignore_errors=True)  # of one that was killed
        try:
            with pool(crew, folder.root) as workers:
                summary = write_files(paths, reading, folder.incoming, workers, Bar(), decided or held)
            _decisions_of_empty(ensured())  # nothing was loaded meanwhile
            say("Importing …")
            server.import_files(folder.incoming, tables.arguments(folder.incoming))
        finally:
            shutil.rmtree(folder.incoming, ignore_errors=True)
        _finish(ensured())
    return summary


def _decisions_of_empty(to: Connection) -> Decisions:
    """Return the decisions that an empty graph holds. Raises NotEmptyError where it isn't empty."""
    with to.driver() as driver, reading_from(driver, to.database) as session:
        if session.run("MATCH (n) WHERE NOT n:GraphState RETURN n LIMIT 1").single():
            raise NotEmptyError(
                "The graph isn't empty, and a bulk load makes one from nothing.",
                "diplograph load adds to it; another DIPLOGRAPH_HOME has a graph of its own.",
            )
        return session.execute_read(in_force)


def _finish(to: Connection) -> None:
    say("Making indexes …")
    with to.driver() as driver, writing(driver, to.database) as session:
        for statement in finishing():
            session.run(statement).consume()
        session.run("CALL db.awaitIndexes(36000)").consume()
