"""Labels that aren't ours: by a label map of the user's own, and by what a label carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated import edges, values
from hypothesis import given
from hypothesis import strategies as st

from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.label_map import LabelMapError, like, read_label_map
from diplograph.graph_loader.labels import compose, qualify_by_labels
from diplograph.graph_loader.readers import map_labels
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

TEXT = "Le général Paul Roy dirige la Marine."
MAP = """
[[label]]  # the first that fits wins
is = "PER*"
where = { rank = "gen*" }
to = "Official"
set = { Mention = "name" }

[[label]]
is = "PER*"
to = "Post"

[[label]]
is = "TOKEN"
skip = true

[[role]]
is = "employs"
source = "ORG"
to = "holds"
reverse = true
set = { Tenure = "acting" }

[[role]]
is = "employs"
skip = true

[[attribute]]
is = "certainty"
on = "PER*"
to = "Confidence"
values = { "sure*" = "1", "?aybe" = "0.5" }

[[attribute]]
is = "rank"
to = "Rank"

[[attribute]]
is = "color"
skip = true
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "map.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mapped(folder: Path, document: Document, text: str = MAP) -> Document:
    """Return the document with its labels mapped."""
    read_label_map(written(folder, text), load_ontology()).apply(document)
    return document


def theirs() -> Document:
    """Return a document in somebody else's labels."""
    document = Document("a", "a.json", TEXT)
    for name, label, words, attributes in (
        ("p1", "PERSON", "Paul Roy", {"rank": "general", "certainty": "sure thing", "color": "blue"}),
        ("p2", "PERSON", "général", {"certainty": "maybe"}),
        ("o", "ORG", "la Marine", {"certainty": "sure"}),
        ("t", "TOKEN", "dirige", {}),
    ):
        start = TEXT.index(words)
        document.mark(Span(name, label, ((start, start + len(words)),), words, attributes=attributes))
    for number, (source, target) in enumerate([("o", "p1"), ("p1", "o"), ("t", "o")]):
        document.connect(Arc(f"a{number}", "employs", source, target))
    document.groups = [("p1", "p2", "t"), ("o", "t")]
    return document


def test_the_first_rule_that_fits_decides(tmp_path: Path) -> None:
    """Patterns, conditions on attributes and ends, values, a turned arc and what a rule gives: each does what it says."""
    document = mapped(tmp_path, theirs())
    assert {name: (span.label, span.attributes) for name, span in document.spans.items()} == {
        "p1": ("Official", {"Rank": "general", "Confidence": "1", "Mention": "name"}),
        "p2": ("Post", {"Confidence": "0.5"}),
        "o": ("ORG", {"certainty": "sure"}),
    }
    assert [(arc.role, arc.source, arc.target, arc.attributes) for arc in document.arcs] == [
        ("holds", "p1", "o", {"Tenure": "acting"})
    ]
    assert document.groups == [("p1", "p2")]


def test_what_is_skipped_is_counted(tmp_path: Path) -> None:
    """Read is mapped, unmapped and refused, and what was skipped on purpose is named among the unmapped."""
    document = mapped(tmp_path, theirs())
    extract(document, load_ontology(), reference())
    tally = document.tally
    assert tally.reasons("unmapped", "spans") == {"ORG": 1, "TOKEN, skipped": 1}
    assert tally.reasons("unmapped", "arcs") == {"employs, skipped": 2, "holds, to or from ORG": 1}
    assert tally.reasons("unmapped", "attributes")["color, skipped"] == 1
    assert {what: tally.read[what] for what in ("spans", "arcs", "attributes")} == {
        "spans": 4,
        "arcs": 3,
        "attributes": 5 + 2,  # two more are the rules' own
    }
    for what in ("spans", "arcs", "attributes", "links"):
        assert sum(tally.fates(what).values()) == tally.read[what]


def test_an_empty_map_changes_nothing(tmp_path: Path) -> None:
    """Where no rule fits, everything stays as it is."""
    document = mapped(tmp_path, theirs(), "")
    assert (document.spans, document.arcs, document.groups) == (
        theirs().spans,
        theirs().arcs,
        theirs().groups,
    )


def test_patterns() -> None:
    """``*`` stands for any letters, ``?`` for one, anything else for itself."""
    fits = [("PER*", "PERSON"), ("*", ""), ("?.x", "a.x"), ("a[1]", "a[1]"), ("É*", "Énoncé\n")]
    fits += [("a*b*c", "aXbXbXc"), ("*a*a*", "aa"), ("", "")]
    fails = [("PER", "PERSON"), ("?", ""), ("?.x", "abx"), ("a[1]", "a1"), ("a*b", "abc"), ("*a*a", "a")]
    fails += [("*a" * 11 + "b", "a" * 400)]  # not tried again and again
    assert [like(*pair) for pair in fits] == [True] * len(fits)
    assert [like(*pair) for pair in fails] == [False] * len(fails)


@pytest.mark.parametrize(
    ("rules", "line", "said"),
    [
        ('\n[[label]]\nis = "A"\nto = "Stat"', 2, "'Stat' is no label of the scheme.\nIs it State?"),
        ('[[label]]\nis = "A"\nto = "State"\n\n[[label]]\nto = "State"', 5, "doesn't say whose label"),
        ('[[role]]\nis = "A"', 1, "either to or skip = true"),
        ('[[role]]\nis = "A"\nto = "holds"\nskip = true', 1, "either to or skip = true"),
        ('[[role]]\nis = "A"\nto = "hold"', 1, "is no role"),
        ('[[role]]\nis = "A"\nto = "holds"\nrevers = true', 1, "revers means nothing in a rule of a role.\nIs it reverse?"),
        ('[[role]]\nis = "A"\nto = "holds"\nreverse = "yes"', 1, "reverse is true or false"),
        ('[[attribute]]\nis = "A"\nto = "Modality"\nvalues = { a = "aleged" }', 1, "Modality is 'aleged'"),
        ('[[label]]\nis = "A"\nto = "State"\nset = { Mentoin = "name" }', 1, "no attribute of the scheme.\nIs it Mention?"),
        ('[[label]]\nis = "A"\nto = "State"\nset = { Mention = 1 }', 1, "every value of set is a text"),
        ('[[label]]\nis = "A"\nto = "State"\nwhere = "x"', 1, "where is a table"),
        ('[[label]]\nis = ""\nto = "State"', 1, "doesn't say whose label"),
        ('\n[label]\nis = "A"\nto = "State"', 2, "label is no rule"),
        ('label = [{is = "A", to = "State"}]', 1, "label is no rule"),
    ],
)  # fmt: skip
def test_a_bad_map_fails_at_once_with_the_line_of_its_rule(
    tmp_path: Path, rules: str, line: int, said: str
) -> None:
    """What is wrong is said with the file, the line of the rule and what was expected."""
    path = written(tmp_path, rules)
    with pytest.raises(LabelMapError) as caught:
        read_label_map(path, load_ontology())
    message = f"{caught.value.message}\n{caught.value.hint}"
    assert message.startswith(f"{path}:{line}: ")
    assert said in message


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("[[label]\n", "line 1"),
        ('[[tag]]\nis = "A"', "tag is no rule"),
        ("label = 1", "label is no rule"),
        ("label = [1]", "label is no rule"),
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, rules: str, said: str) -> None:
    """Text that isn't TOML, and tables that are no rules, are refused by name."""
    with pytest.raises(LabelMapError, match=said):
        read_label_map(written(tmp_path, rules), load_ontology())
    with pytest.raises(LabelMapError, match="can't be read"):
        read_label_map(tmp_path / "missing.toml", load_ontology())


def alleged(folder: Path, rules: str, label: str = "EVENT", **attributes: str) -> set[str]:
    """Return the modalities of what a map makes of an accusation."""
    text = "Oslo accuse Paris de livrer."
    document = Document("a", "a.json", text)
    for name, words, said in (("i", "livrer", label), ("p", "Paris", "State"), ("o", "Oslo", "State")):
        start = text.index(words)
        document.mark(
            Span(
                name,
                said,
                ((start, start + len(words)),),
                words,
                attributes=attributes if name == "i" else {},
            )
        )
    document.connect(Arc("r1", "lead", "i", "p"))
    document.connect(Arc("r2", "attributedTo", "i", "o"))
    map_labels(document, read_label_map(written(folder, rules), load_ontology()))
    record, _ = extract(document, load_ontology(), reference())
    return {claim.modality for claim in record.claims if claim.predicate == "participatesIn"}


EVENTS = '[[label]]\nis = "EVENT*"\nto = "Initiative"\n'
SURE = (
    '[[attribute]]\nis = "certainty"\nto = "Modality"\nvalues = { rumour = "alleged", fact = "asserted" }\n'
)


def test_no_map_makes_an_accusation_a_fact(tmp_path: Path) -> None:
    """A value that no rule knows, a skip that goes too far, a pattern that swallows a label's attribute: none of them does."""
    assert alleged(tmp_path, EVENTS + SURE, certainty="rumour") == {"alleged"}
    assert alleged(tmp_path, EVENTS + SURE, certainty="fact") == {"asserted"}
    assert alleged(tmp_path, EVENTS + SURE, certainty="Rumour") == set()
    assert alleged(tmp_path, EVENTS, "EVENT:alleged") == {"alleged"}
    assert alleged(tmp_path, EVENTS, "EVENT:aleged") == set()
    assert alleged(tmp_path, EVENTS + '[[attribute]]\nis = "*"\nskip = true\n', Modality="alleged") == {
        "alleged"
    }
    assert alleged(tmp_path, EVENTS + '[[attribute]]\nis = "*"\nto = "Rank"\n', Modality="alleged") == {
        "alleged"
    }
    with pytest.raises(LabelMapError, match="can't be skipped"):
        alleged(tmp_path, '[[attribute]]\nis = "Modality"\nskip = true\n')


# --- Labels that carry attributes -------------------------------------------------------------------------------------


def read(label: str, role: str = "lead") -> tuple[str, dict[str, str], list[str], str, dict[str, str]]:
    """Return what a label and a role are read as."""
    document = Document("a", "a.jsonl", TEXT, qualified=False)
    for name, said in (("a", label), ("b", "State")):
        document.mark(Span(name, said, ((0, 2),)  , "Le"))  # fmt: skip
    document.connect(Arc("r", role, "a", "b"))
    qualify_by_labels(document, load_ontology())
    span, (arc,) = document.spans["a"], document.arcs
    return span.label, span.attributes, [link.target for link in span.links], arc.role, arc.attributes


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Initiative:alleged", ("Initiative", {"Modality": "alleged"}, [])),
        ("Initiative:proposed:exercise", ("Initiative", {"Modality": "proposed", "Kind": "exercise"}, [])),
        ("Meeting:held:bilateral", ("Meeting", {"Status": "held", "Format": "bilateral"}, [])),
        ("Initiative:Status=planned", ("Initiative", {"Status": "planned"}, [])),
        ("Date:Value=2031-03-12", ("Date", {"Value": "2031-03-12"}, [])),
        ("State:Link=ISO:KR", ("State", {}, ["ISO:KR"])),
        ("Post:former:Link=diplograph:post/x", ("Post", {"Tenure": "former"}, ["diplograph:post/x"])),
        ("Official:Rank=a\\:b", ("Official", {"Rank": "a:b"}, [])),
        ("Initiative:aleged", ("Initiative:aleged", {}, [])),
        ("Initiative:", ("Initiative:", {}, [])),
        ("PERSON:alleged", ("PERSON:alleged", {}, [])),
        ("PERSON:certainty=low", ("PERSON", {"certainty": "low"}, [])),
        ("Meeting:held:held", ("Meeting:held:held", {}, [])),
        ("Initiative:Link=Wikidata:Q1:alleged", ("Initiative:Link=Wikidata:Q1:alleged", {}, [])),
    ],
)
def test_a_label_may_carry_attributes(label: str, expected: tuple[str, dict[str, str], list[str]]) -> None:
    """A code is the attribute that has it there, Modality before any other; what can't be read is left whole."""
    assert read(label)[:3] == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("lead:alleged", ("lead", {"Modality": "alleged"})),
        ("holds:acting", ("holds", {"Tenure": "acting"})),
        ("lead:Basis=inferred:Confidence=0.5", ("lead", {"Basis": "inferred", "Confidence": "0.5"})),
        ("lead:who", ("lead:who", {})),
    ],
)
def test_a_role_may_carry_attributes(role: str, expected: tuple[str, dict[str, str]]) -> None:
    """What a role carries is said of that one arc."""
    assert read("Initiative", role)[3:] == expected


plain = st.text(min_size=1, max_size=8)
stripped = plain.map(str.strip).filter(bool)


@given(plain, st.dictionaries(plain, stripped, max_size=3), st.none() | plain)
def test_what_is_composed_is_read(label: str, attributes: dict[str, str], link: str | None) -> None:
    """Whatever stands in a label, its attributes and its link, colons and backslashes too, comes back."""
    said = compose(label, attributes, [Link(link)] if link else [])
    if attributes or link:
        assert read(said)[:3] == (label, attributes, [link] if link else [])


def test_an_accusation_never_becomes_a_fact_because_its_tool_couldnt_say_so() -> None:
    """A label that says alleged keeps its arcs out of the facts; a misspelt one leaves them out altogether."""
    text = "Oslo accuse Paris de livrer."
    for label, modality in (("Initiative:alleged", "alleged"), ("Initiative:aleged", None)):
        document = Document("a", "a.jsonl", text, qualified=False)
        for name, words, said in (("i", "livrer", label), ("p", "Paris", "State"), ("o", "Oslo", "State")):
            start = text.index(words)
            document.mark(Span(name, said, ((start, start + len(words)),), words))
        document.connect(Arc("r1", "lead", "i", "p"))
        document.connect(Arc("r2", "attributedTo", "i", "o"))
        qualify_by_labels(document, load_ontology())
        record, _ = extract(document, load_ontology(), reference())
        assert {claim.modality for claim in record.claims} == ({modality} if modality else set())


@pytest.mark.parametrize(("label", "warned"), [("Meeting", True), ("Meeting:planned", False)])
def test_a_format_that_cant_say_modality_is_warned_of(label: str, warned: bool) -> None:
    """Where no attribute can be said and no label says a modality, the user is told that all reads as asserted."""
    document = Document("a", "a.jsonl", TEXT, qualified=False)
    document.mark(Span("a", label, ((0, 2),), "Le"))
    qualify_by_labels(document, load_ontology())
    assert ["reads as asserted" in problem.message for problem in document.problems] == (
        [True] if warned else []
    )


def test_a_mapped_article_gives_the_same_claims(tmp_path: Path) -> None:
    """Labels of their own and a map give what our labels give."""
    rules = """
        [[label]]
        is = "PERSON"
        to = "Official"
        [[label]]
        is = "ROLE"
        to = "Post"
        [[role]]
        is = "held_by"
        to = "holds"
        reverse = true
    """
    told = []
    for labels, role, ends in (
        (("PERSON", "ROLE"), "held_by", ("b", "a")),
        (("Official", "Post"), "holds", ("a", "b")),
    ):
        document = Document("a", "a.json", TEXT)
        for name, label, words in (("a", labels[0], "Paul Roy"), ("b", labels[1], "général")):
            start = TEXT.index(words)
            document.mark(Span(name, label, ((start, start + len(words)),), words))
        document.connect(Arc("r", role, *ends))
        record, _ = extract(mapped(tmp_path, document, rules), load_ontology(), reference())
        told.append((edges(record), values(record)))
    assert told[0] == told[1]
    assert told[0][0]
