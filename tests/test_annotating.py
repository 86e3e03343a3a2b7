"""``inspect``, ``convert``, label maps, reports and exit codes: what who annotates meets, as they run it."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from annotated import write
from conftest import EXAMPLE
from documents import canonical
from neo4j import Driver
from test_cli import run

from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary, load
from diplograph.graph_loader.readers import read_documents
from diplograph.neo4j_server.connection import Connection

TEXT = "Anna Berg a rencontré Paul Roy à Oslo."
GOOD = (
    "T1 Official Anna Berg",
    "T2 Official Paul Roy",
    "T3 Meeting a rencontré",
    "E1 Meeting:T3 participant:T1 participant2:T2",
)
THEIRS = ("T1 PERSON Anna Berg", "T2 PERSON Paul Roy", "T3 Meeting a rencontré", "R1 attendee Arg1:T3 Arg2:T1", "R2 attendee Arg1:T3 Arg2:T2", "A1 certainty T3 high")  # fmt: skip


def test_inspect_shows_what_is_there_and_what_maps(tmp_path: Path) -> None:
    """Formats, documents, labels, roles and attributes with their counts; what maps to nothing has a rule to fill in."""
    write(tmp_path, "a", TEXT, *THEIRS)
    done = run("inspect", str(tmp_path))
    assert done.returncode == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["brat", "1", "1"] in lines
    assert ["none", "of", "these", "2"] in lines
    assert ["PERSON", "2", "—", "Anna", "Berg"] in lines
    assert ["Meeting", "1", "Meeting", "a", "rencontré"] in lines
    assert ["attendee", "2", "—", "Meeting", "→", "PERSON"] in lines
    assert ["certainty", "1", "—", "high"] in lines
    assert '[[label]]\nis = "PERSON"\nto = ""' in done.stdout


def test_the_skeleton_filled_in_is_a_map_that_loads(tmp_path: Path) -> None:
    """What inspect prints, with its gaps filled, makes the same files map whole; unfilled it is refused by its line."""
    write(tmp_path / "in", "a", TEXT, *THEIRS, issued="2031-03", language="fr")
    rules = json.loads(run("inspect", str(tmp_path / "in"), "--format", "json").stdout)["skeleton"]
    assert {kind: [rule["is"] for rule in found] for kind, found in tomllib.loads(rules).items()} == {
        "label": ["PERSON"],
        "role": ["attendee"],
        "attribute": ["certainty"],
    }
    file = tmp_path / "map.toml"
    file.write_text(rules, encoding="utf-8")
    unfilled = run("validate", str(tmp_path / "in"), "--map", str(file))
    assert (unfilled.returncode, unfilled.stdout) == (2, "")
    assert f"{file}:4: '' is no label of the scheme." in unfilled.stderr
    for name, ours in (("PERSON", "Official"), ("attendee", "participant")):
        rules = rules.replace(f'is = "{name}"\nto = ""', f'is = "{name}"\nto = "{ours}"')
    rules = rules.replace(
        'is = "certainty"\nto = ""', 'is = "certainty"\nto = "Confidence"\nvalues = { high = "1" }'
    )
    file.write_text(rules, encoding="utf-8")
    mapped = run("validate", str(tmp_path / "in"), "--map", str(file), "--format", "json")
    assert mapped.returncode == 0, mapped.stderr
    again = json.loads(run("inspect", str(tmp_path / "in"), "--map", str(file), "--format", "json").stdout)
    assert again["skeleton"] == ""
    assert {name: found["ours"] for name, found in again["labels"].items()} == {
        "PERSON": {"Official": 2},
        "Meeting": {"Meeting": 1},
    }


def summary(*arguments: str) -> tuple[int, dict[str, Any]]:
    done = run("validate", *arguments, "--format", "json")
    return done.returncode, json.loads(done.stdout)


def test_everything_read_is_mapped_unmapped_or_refused(tmp_path: Path) -> None:
    """The summary says of documents, spans, arcs, attributes and links what became of them, by label and by reason."""
    write(
        tmp_path,
        "a",
        TEXT,
        *GOOD,
        "T9 PERSON Oslo",
        "T8\tPlace 900 901\tx",
        "R9 in Arg1:T1 Arg2:T2",
        "A1 Colour E1 red",
    )
    tmp_path.joinpath("b.json").write_text("[{", encoding="utf-8")
    code, said = summary(str(tmp_path))
    assert code == 1
    assert said["read"] == {
        "documents": {"read": 2, "mapped": 1, "unmapped": {}, "refused": {"unreadable": 1}},
        "spans": {
            "read": 5,
            "mapped": 3,
            "unmapped": {"PERSON": 1},
            "refused": {"offsets or words that don't fit the text": 1},
        },
        "arcs": {"read": 3, "mapped": 2, "unmapped": {}, "refused": {"ends that don't fit the role": 1}},
        "attributes": {"read": 1, "mapped": 0, "unmapped": {"Colour": 1}, "refused": {}},
        "links": {"read": 0, "mapped": 0, "unmapped": {}, "refused": {}},
    }


def test_the_exit_status_says_how_much_is_in(tmp_path: Path) -> None:
    """0: all; 1: a part was left out; 2: nothing could be used, or --strict refused an article."""
    write(tmp_path / "good", "a", TEXT, *GOOD)
    write(tmp_path / "mixed", "a", TEXT, *GOOD)
    write(tmp_path / "mixed", "b", TEXT, *GOOD, "T9 PERSON Oslo")
    tmp_path.joinpath("bad").mkdir()
    tmp_path.joinpath("bad", "a.json").write_text('{"a":', encoding="utf-8")
    assert {name: summary(str(tmp_path / name))[0] for name in ("good", "mixed", "bad")} == {
        "good": 0,
        "mixed": 1,
        "bad": 2,
    }
    assert summary(str(tmp_path / "good"), "--strict")[0] == 0
    code, said = summary(str(tmp_path / "mixed"), "--strict")
    assert code == 2
    assert said["read"]["documents"] == {
        "read": 2,
        "mapped": 1,
        "unmapped": {},
        "refused": {"a part of it was left out": 1},
    }
    assert said["read"]["spans"] == {
        "read": 7,
        "mapped": 3,
        "unmapped": {},
        "refused": {"a part of it was left out": 4},
    }


def test_strict_loads_an_article_whole_or_not_at_all(tmp_path: Path, loaded: Callable[..., Summary]) -> None:
    """What would lose a part stays out of the graph, the other articles are in."""
    write(tmp_path, "a", TEXT, *GOOD)
    write(tmp_path, "b", TEXT, *GOOD, "T9 PERSON Oslo")
    assert loaded(tmp_path, strict=True).outcome.added == ["a"]


def test_an_unreadable_file_takes_nothing_away(tmp_path: Path, loaded: Callable[..., Summary]) -> None:
    """An article whose file is broken today stays in the graph as it was."""
    path = write(tmp_path, "a", TEXT, *GOOD)
    assert loaded(tmp_path).outcome.added == ["a"]
    path.write_bytes(b"\xff\xfe\0\0")
    broken = loaded(tmp_path)
    assert (broken.exit_code, broken.outcome.changed, broken.outcome.unchanged) == (2, [], [])
    path.write_bytes(b"")
    assert loaded(tmp_path).outcome.changed == ["a"]


def test_files_of_a_folder_may_be_named_one_by_one(tmp_path: Path) -> None:
    """A shell's folder/* names texts and tables too: what is no annotation is passed over as in the folder."""
    write(tmp_path, "a", TEXT, *GOOD)
    code, said = summary(*map(str, sorted(tmp_path.iterdir())))
    assert (code, said) == summary(str(tmp_path))
    assert code == 0


@pytest.mark.parametrize("first", [True, False])
def test_annotators_are_named_as_the_last_load_said(
    tmp_path: Path, driver: Driver, connection: Connection, empty_graph: None, first: bool
) -> None:
    """A load without --annotators takes the names out of the graph that an earlier one put in, and the reverse."""
    task = {
        "text": TEXT,
        "spans": [{"start": 0, "end": 9, "label": "Official"}],
        "answer": "accept",
        "_annotator_id": "Jane Doe",
    }
    spans = [
        {"start": 0, "end": 9, "label": "Official"},
        {"start": 12, "end": 21, "label": "Meeting", "Status": "held"},
    ]
    tmp_path.joinpath("a.jsonl").write_text(json.dumps(task | {"spans": spans}), encoding="utf-8")
    for names in (first, not first):
        load(driver, connection.database, [tmp_path], Reading(names=names))
        rows = driver.execute_query(
            "MATCH (c:Claim) RETURN DISTINCT c.annotator AS name", database_=connection.database
        ).records
        assert [row["name"] for row in rows] == ["Jane Doe" if names else Reading().annotator("Jane Doe")]


def test_a_report_is_the_summary_as_json(tmp_path: Path) -> None:
    """--report writes what --format json prints, every problem with its place, to a file of its own."""
    write(tmp_path / "in", "a", TEXT, *GOOD, "T9 PERSON Oslo")
    report = tmp_path / "report.json"
    done = run("validate", str(tmp_path / "in"), "--report", str(report), "--format", "json")
    assert json.loads(report.read_text(encoding="utf-8")) == json.loads(done.stdout)
    (problem,) = [each for each in json.loads(done.stdout)["problems"] if each["severity"] == "refused"]
    assert (problem["line"], problem["annotation"]) == (5, "T9")
    nowhere = run("validate", str(tmp_path / "in"), "--report", str(tmp_path / "no" / "report.json"))
    assert nowhere.returncode == 2
    assert "can't be written" in nowhere.stderr


def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    """A name that isn't UTF-8 ends nothing: neither the JSON on the screen nor the report."""
    path = write(tmp_path / "in", "a", TEXT, *GOOD)
    path.rename(os.fsdecode(os.fsencode(path.parent) + b"/\xff.ann"))
    report = tmp_path / "report.json"
    done = run("validate", str(tmp_path / "in"), "--report", str(report), "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(report.read_text(encoding="utf-8")) == json.loads(done.stdout)


def test_inspect_of_nothing_says_so(tmp_path: Path) -> None:
    """A folder without annotations is told as any other command does."""
    done = run("inspect", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Nothing to read" in done.stderr


def test_the_skeleton_can_be_pasted_from_a_narrow_screen(tmp_path: Path) -> None:
    """No line of it is broken: what stands on the screen is TOML."""
    write(tmp_path, "a", TEXT, *THEIRS)
    shown = run("inspect", str(tmp_path), COLUMNS="40").stdout
    assert tomllib.loads(shown[shown.index("# A label map") :])["label"] == [{"is": "PERSON", "to": ""}]


def test_convert_and_back(tmp_path: Path) -> None:
    """The example in another format is the example; its files are listed, and a folder in use is left alone."""
    done = run("convert", str(EXAMPLE), "--to", "brat", "--out", str(tmp_path / "brat"))
    assert done.returncode == 0, done.stderr
    assert {Path(line) for line in done.stdout.splitlines()} == set((tmp_path / "brat").iterdir())
    (before,), (after,) = read_documents([EXAMPLE]), read_documents([tmp_path / "brat"])
    assert canonical(after) == canonical(before)
    again = run("convert", str(EXAMPLE), "--to", "brat", "--out", str(tmp_path / "brat"))
    assert (again.returncode, again.stdout) == (2, "")
    assert "is there already, and not empty" in again.stderr


def test_convert_says_what_it_lost(tmp_path: Path) -> None:
    """What a format has no place for is listed with its count, and the exit status is 1."""
    lines = (*GOOD, "#1 AnnotatorNotes T1\tune note", "T9 Post Anna|Paul")
    write(tmp_path / "in", "a", TEXT, *lines)
    done = run("convert", str(tmp_path / "in"), "--to", "doccano", "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "doccano has no place for notes: 1 lost." in done.stderr
    assert "doccano has no place for discontinuous spans: 1 lost." in done.stderr


@pytest.mark.parametrize("tool", ["pen", "label studio"])
def test_an_unknown_format_lists_those_there_are(tmp_path: Path, tool: str) -> None:
    """Whoever mistypes a format is told the right ones; nothing is made."""
    for arguments in (
        ("convert", str(EXAMPLE), "--to", tool, "--out", str(tmp_path / "out")),
        ("annotation-config", tool),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "label-studio" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_annotators_are_pseudonyms_unless_asked() -> None:
    """One annotator has one pseudonym, which doesn't hold the name; asked for, the name is there."""
    pseudonym = Reading().annotator("anna@example.org")
    assert pseudonym == Reading().annotator("anna@example.org") != Reading().annotator("paul@example.org")
    assert pseudonym is not None
    assert "anna" not in pseudonym
    assert Reading(names=True).annotator("Anna") == "Anna"
    assert Reading().annotator(None) is None
