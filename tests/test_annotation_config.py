"""The configuration for an annotation tool says what the ontology says, no more and no less."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from diplograph.exports import ExistingFileError, UnknownFormatError
from diplograph.exports.annotation_config import tools, write_config
from diplograph.ontology.load import load


def sections(path: Path) -> dict[str, list[str]]:
    """Return the lines of a brat configuration by section."""
    found: dict[str, list[str]] = {}
    for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
        if header := re.fullmatch(r"\[(\w+)\]", line):
            found[header[1]] = []
        else:
            found[list(found)[-1]].append(line)
    return found


def test_brat_offers_the_scheme(tmp_path: Path) -> None:
    """The tool brat is offered every label, every role between the classes it joins, and every closed list of values."""
    ontology = load()
    written = write_config("brat", tmp_path / "new" / "folder")
    assert [path.name for path in written] == ["annotation.conf", "visual.conf", "tools.conf"]
    found = sections(written[0])
    events = {line.split("\t")[0]: line.split("\t")[1] for line in found["events"]}
    assert {*found["entities"], *events} == set(ontology.span_labels)

    labels = ontology.span_labels
    offered = set()
    for line in found["relations"]:
        role, source, targets = re.fullmatch(r"(\w+)\tArg1:(\w+), Arg2:(\S+)", line).groups()  # type: ignore[union-attr]
        offered |= {(role, source, target) for target in targets.split("|")}
    allowed = {each for each in product(ontology.role_names, labels, labels) if ontology.role(*each)}
    assert offered == allowed

    of_events = {
        (role, event, target)
        for event, arguments in events.items()
        for role, targets in re.findall(r"(\w+)\*:(\S+?)(?:,|$)", arguments)
        for target in targets.split("|")
    }
    assert of_events == {each for each in allowed if each[1] in events and each[0] != "sameAs"}

    lists = {line.split("\t")[0] for line in found["attributes"]}
    assert lists == {name for name, each in ontology.attributes.items() if each.values}


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """A configuration that somebody may have changed stays as it is, and nothing else is written."""
    tmp_path.joinpath("visual.conf").write_text("mine", encoding="utf-8")
    with pytest.raises(ExistingFileError, match="is there already"):
        write_config("brat", tmp_path)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("visual.conf", "mine")
    ]


def test_an_unknown_tool_is_told_which_there_are(tmp_path: Path) -> None:
    """A tool without a configuration is refused with those that have one."""
    assert tools() == ["brat", "doccano", "inception", "label-studio", "prodigy"]
    with pytest.raises(UnknownFormatError, match="There is one for brat, doccano, inception, label-studio"):
        write_config("paper", tmp_path)
