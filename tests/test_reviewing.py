"""``diplograph review`` as a user runs it: lists, decides by option or by answer, and keeps the file the user's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from annotated import write
from neo4j import Driver
from test_cli import run

from diplograph.graph_loader.decisions import read_decisions
from diplograph.neo4j_server.connection import Connection

Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def rows(driver: Driver, connection: Connection) -> Rows:
    """Give a way to read the graph."""
    return lambda text, **values: [
        each.data() for each in driver.execute_query(text, values, database_=connection.database).records
    ]


@pytest.fixture
def folder(tmp_path: Path, empty_graph: None) -> Path:
    """Load two articles that spell a minister's name in two ways, too far apart to be made one."""
    corpus = tmp_path / "corpus"
    for name, who in (("a", "Ingrid Solheim"), ("b", "Ingrida Solheim")):
        write(
            corpus, name, f"{who}, ministre norvégien de la Défense, a souri.",
            f"T1 Official {who}", "T2 Post ministre norvégien de la Défense", "T3 State norvégien",
            "R1 holds Arg1:T1 Arg2:T2", "R2 in Arg1:T2 Arg2:T3", issued="2031-05-05", language="fr", publisher="Essai",
        )  # fmt: skip
    assert run("load", str(corpus)).returncode == 0
    return tmp_path


ALL = "MATCH (e:Official) RETURN e.id AS id ORDER BY id"
TWO = [{"id": "official/ingrid-solheim"}, {"id": "official/ingrida-solheim"}]


def review(folder: Path, *arguments: str, answers: str | None = None) -> Any:
    """Run the command with a file of decisions in the folder."""
    return run("review", "--decisions", str(folder / "decisions.txt"), *arguments, given=answers)


def test_the_list_has_reasons_and_both_quotes(folder: Path, rows: Rows) -> None:
    """Both names with their ids and quotes, in either language, as a table or as JSON; nothing is decided."""
    shown = review(folder, "--list", "--lang", "fr").stdout
    for said in ("official/ingrid-solheim", "official/ingrida-solheim", "« Ingrid Solheim, ministre", "« Ingrida Solheim, ministre", "Essai"):  # fmt: skip
        assert said in shown
    [candidate] = json.loads(review(folder, "--list", "--format", "json").stdout)["candidates"]
    assert (candidate["first"], candidate["second"]) == (TWO[0]["id"], TWO[1]["id"])
    assert rows(ALL) == TWO
    assert not (folder / "decisions.txt").exists()


def test_a_script_decides_and_takes_back(folder: Path, rows: Rows) -> None:
    """--same writes a line and makes one node; without the line there are two; --different leaves the list."""
    assert review(folder, "--same", TWO[0]["id"], TWO[1]["id"]).returncode == 0
    assert rows(ALL) == TWO[:1]
    path = folder / "decisions.txt"
    assert len(read_decisions(path).all) == 1
    again = review(folder, "--same", TWO[0]["id"], TWO[1]["id"])
    assert again.returncode == 2
    assert "are one thing already" in again.stderr
    path.write_text("", encoding="utf-8")
    assert "taken back: same" in review(folder, "--list").stderr
    assert rows(ALL) == TWO
    assert review(folder, "--different", TWO[0]["id"], TWO[1]["id"]).returncode == 0
    assert json.loads(review(folder, "--list", "--format", "json").stdout)["candidates"] == []


def test_a_user_is_asked(folder: Path, rows: Rows) -> None:
    """The answers are same, different, later and quit; the line keeps both names as a comment."""
    assert review(folder, answers="q\n").returncode == 0
    assert rows(ALL) == TWO
    assert "Nothing is waiting" in review(folder, answers="l\n").stderr
    assert review(folder, answers="s\n").returncode == 0
    assert rows(ALL) == TWO[:1]
    assert "# Ingrid Solheim / Ingrida Solheim" in (folder / "decisions.txt").read_text(encoding="utf-8")


def test_a_missing_file_undoes_nothing(folder: Path, rows: Rows) -> None:
    """Where the graph holds decisions, a file that isn't there is a mistake, not an empty one."""
    review(folder, "--same", TWO[0]["id"], TWO[1]["id"])
    (folder / "decisions.txt").rename(folder / "ours.txt")
    done = review(folder, "--list")
    assert done.returncode == 2
    assert "The graph holds 1 decision" in done.stderr
    assert rows(ALL) == TWO[:1]
    assert run("review", "--decisions", str(folder / "ours.txt"), "--list").returncode == 0


def test_a_load_respects_and_brings_decisions(
    folder: Path, rows: Rows, driver: Driver, connection: Connection
) -> None:
    """A plain load keeps what was decided; --decisions puts a file in force first, and a file must be there."""
    review(folder, "--same", TWO[0]["id"], TWO[1]["id"])
    corpus = str(folder / "corpus")
    run("remove", "b")
    run("load", corpus)
    assert rows(ALL) == TWO[:1]
    (folder / "none.txt").write_text("# none\n", encoding="utf-8")
    assert run("load", corpus, "--decisions", str(folder / "none.txt")).returncode == 0
    assert rows(ALL) == TWO
    assert run("load", corpus, "--decisions", str(folder / "missing.txt")).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--same", "official/nobody", "official/ingrid-solheim"), "official/nobody is nothing that the graph holds"),
        (("--same", "state/NO", "official/ingrid-solheim"), "are of two classes"),
        (("--forget", "state/NO"), "state/NO is no person"),
        (("--different", "official/ingrid-solheim@a", "official/ingrid-solheim@z"), "official/ingrid-solheim@z is nothing"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_said(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    """The message names the id; nothing is written."""
    done = review(folder, *arguments)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not (folder / "decisions.txt").exists()


def test_names_and_forgetting_by_option(folder: Path, rows: Rows) -> None:
    """A name in one language or both; a person forgotten by a line without their name."""
    review(folder, "--name", TWO[0]["id"], "Ingrid S.", "--name-en", "state/NO", "Kingdom of Norway")
    named = "MATCH (e:Entity {id: $id}) RETURN e.name AS name, e.name_en AS english"
    assert rows(named, id=TWO[0]["id"]) == [{"name": "Ingrid S.", "english": "Ingrid S."}]
    assert rows(named, id="state/NO") == [{"name": "Norvège", "english": "Kingdom of Norway"}]
    review(folder, "--forget", TWO[1]["id"])
    assert rows(ALL) == TWO[:1]
    assert "ingrida" not in (folder / "decisions.txt").read_text(encoding="utf-8")
