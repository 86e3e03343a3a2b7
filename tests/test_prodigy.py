"""The reader of Prodigy's tasks, what is written for it, and the labels that are offered to it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from annotated import messages
from documents import METADATA, TEXT, adds_up, place, rich
from hypothesis import given
from hypothesis import strategies as st
from test_doccano import STRANGERS as OTHERS
from test_doccano import ends, export, related, words

from diplograph.exports.annotation_config import write_config
from diplograph.exports.annotations import convert
from diplograph.graph_loader.checks import check
from diplograph.graph_loader.document import Document, Link, Metadata, Span
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.problems import Reason
from diplograph.graph_loader.readers import format_of, read_documents
from diplograph.ontology.load import load as load_ontology

SAID = "Anna Berg accuse Oslo de tout."
TOKENS = [
    {"text": text, "start": SAID.index(text), "end": SAID.index(text) + len(text), "id": number, "ws": text not in ("tout", ".")}
    for number, text in enumerate(("Anna", "Berg", "accuse", "Oslo", "de", "tout", "."))
]  # fmt: skip
ANNA = {"start": 0, "end": 9, "token_start": 0, "token_end": 1, "label": "Official"}
ACCUSES = {"start": 10, "end": 16, "token_start": 2, "token_end": 2, "label": "Statement:asserted"}
OSLO = {
    "text": "Oslo",
    "start": 17,
    "end": 21,
    "token_start": 3,
    "token_end": 3,
    "type": "span",
    "label": "State",
}


def joined(head: dict[str, Any], child: dict[str, Any], label: str, **more: Any) -> dict[str, Any]:
    """Return a relation as the relations interface writes it."""
    keys = ("start", "end", "token_start", "token_end", "label")
    pair = {"head_span": {key: head[key] for key in keys}, "child_span": {key: child[key] for key in keys}}
    return (
        {"head": head["token_end"], "child": child["token_end"], "color": "#ffd882", "label": label}
        | pair
        | more
    )


def task(**more: Any) -> dict[str, Any]:
    """Return an accepted task of rel.manual."""
    hashes = {
        "_input_hash": -977724056,
        "_task_hash": -665543633,
        "_is_binary": False,
        "_view_id": "relations",
    }
    said = {
        "text": SAID,
        "meta": {"source": "Essai", "id": "a"},
        "tokens": TOKENS,
        "spans": [ANNA, ACCUSES, OSLO],
    }
    said |= {"relations": [joined(ACCUSES, ANNA, "by")], "answer": "accept", "_timestamp": 1646840418}
    return hashes | said | more


def read(folder: Path, *lines: object, reading: Reading | None = None) -> list[Document]:
    """Return the documents of an export."""
    path = export(folder, *lines, name="out.jsonl")
    assert format_of(InputFile(path)) == "prodigy"
    return list(read_documents([path], reading))


def test_an_accepted_task_is_an_article(tmp_path: Path) -> None:
    """Its spans have their words, its relations go from head to child, and what Prodigy notes for itself stays there."""
    (document,) = read(tmp_path, task())
    assert words(document) == {
        "spans[0]": ("Official", "Anna Berg"),
        "spans[1]": ("Statement", "accuse"),
        "spans[2]": ("State", "Oslo"),
    }
    assert ends(document) == {("relations[0]", "by", "spans[1]", "spans[0]")}
    assert [span.attributes for span in document.spans.values()] == [{}, {"Modality": "asserted"}, {}]
    assert (document.id, document.text, document.problems) == ("a", SAID, [])


def test_offsets_are_code_points(tmp_path: Path) -> None:
    """Emoji, combining accents, CRLF and NBSP before a span, spans inside of spans: each covers its words."""
    marked = [("Post", "ministre norve\u0301gien de la De\u0301fense"), ("State", "norve\u0301gien")]
    marked += [("Meeting", "a rencontré"), ("Initiative", "atelier maritime"), ("State", "Paris")]
    spans = [
        dict(zip(("start", "end"), place(TEXT, said), strict=True), label=label) for label, said in marked
    ]
    (document,) = read(tmp_path, {"text": TEXT, "spans": spans, "answer": "accept"})
    assert words(document) == {f"spans[{number}]": each for number, each in enumerate(marked)}
    assert (document.id, document.text) == ("out-1", TEXT)


def test_spans_of_a_relation_are_told_by_place_and_label(tmp_path: Path) -> None:
    """Two labels on the same words are two spans; head and child are tokens, and don't decide."""
    ministry = ANNA | {"label": "Organization"}
    relation = joined(ACCUSES, ministry, "by") | {"head": 6, "child": 6}
    (document,) = read(tmp_path, task(spans=[ANNA, ministry, ACCUSES], relations=[relation]))
    assert ends(document) == {("relations[0]", "by", "spans[2]", "spans[1]")}


def test_ids_tell_two_things_on_the_same_words_apart(tmp_path: Path) -> None:
    """Where spans have ids, a relation's spans are found by them; two equal spans without ids are one."""
    twins = [ACCUSES | {"id": "s1"}, ACCUSES | {"id": 2}]
    relations = [joined(ACCUSES, ANNA, "by"), joined(ACCUSES, OSLO, "to")]
    relations[0]["head_span"]["id"], relations[1]["head_span"]["id"] = "s1", 2
    (document,) = read(tmp_path, task(spans=[ANNA, OSLO, *twins], relations=relations))
    assert ends(document) == {
        ("relations[0]", "by", "s1", "spans[0]"),
        ("relations[1]", "to", "2", "spans[1]"),
    }
    assert document.problems == []

    (document,) = read(tmp_path, task(spans=[ANNA, ACCUSES, ACCUSES]))
    assert messages(document.problems) == [("refused", 1, "spans[2]")]
    assert +document.tally.refused == {("spans", Reason.REPEATED): 1}
    assert ends(document) == {("relations[0]", "by", "spans[1]", "spans[0]")}


def test_without_spans_a_relation_goes_by_its_tokens(tmp_path: Path) -> None:
    """The tokens stand in where there is nothing else, and one span alone ends on each."""
    bare = {"head": 2, "child": 1, "label": "by"}
    (document,) = read(tmp_path, task(relations=[bare]))
    assert ends(document) == {("relations[0]", "by", "spans[1]", "spans[0]")}
    (document,) = read(tmp_path, task(relations=[bare, bare | {"head": 6}]))
    assert messages(document.problems) == [("refused", 1, "relations[1]")]
    assert document.problems[0].message == "0 spans end on its head, the token 6"


def test_without_tokens_offsets_are_enough(tmp_path: Path) -> None:
    """A task may have no tokens, and spans no token numbers."""
    spans = [{key: each[key] for key in ("start", "end", "label")} for each in (ANNA, ACCUSES)]
    whole = task(spans=spans)
    del whole["tokens"]
    (document,) = read(tmp_path, whole)
    assert ends(document) == {("relations[0]", "by", "spans[1]", "spans[0]")}


def test_attributes_and_links_are_keys_that_prodigy_keeps(tmp_path: Path) -> None:
    """A key of a span or relation that Prodigy doesn't know is an attribute, in ``attributes`` too; Link and kb_id are links."""
    spans = [
        ANNA
        | {
            "Rank": "générale",
            "score": 0.5,
            "pattern": -7,
            "_mine": "x",
            "Mention": None,
            "kb_id": "Wikidata:Q1",
        },
        ACCUSES
        | {"label": "Statement", "attributes": {"Modality": "alleged", "Confidence": 0.5, "sure": False}},
        OSLO | {"Link": ["ISO:NO", "NIL"]},
    ]
    (document,) = read(tmp_path, task(spans=spans, relations=[joined(ANNA, OSLO, "in", Basis="coref", attributes={"Tenure": "acting"})]))  # fmt: skip
    anna, accuses, oslo = document.spans.values()
    assert (anna.attributes, anna.links) == ({"Rank": "générale"}, [Link("Wikidata:Q1")])
    assert accuses.attributes == {"Modality": "alleged", "Confidence": "0.5", "sure": "false"}
    assert oslo.links == [Link("ISO:NO"), Link("NIL")]
    assert [arc.attributes for arc in document.arcs] == [{"Basis": "coref", "Tenure": "acting"}]
    assert (document.qualified, document.problems) == (True, [])


def test_where_nothing_says_a_modality_there_is_a_warning(tmp_path: Path) -> None:
    """Prodigy's interfaces have labels alone: all would read as asserted, which is said."""
    (document,) = read(tmp_path, task(spans=[ANNA, OSLO], relations=[]))
    assert messages(document.problems) == [("warning", None, "")]
    assert "all of it reads as asserted" in document.problems[0].message


def test_what_is_in_meta_is_about_the_article(tmp_path: Path) -> None:
    """Keys called like the columns of metadata.csv count, in meta before those beside it; the annotator is a pseudonym."""
    about = {"id": 12, "title": "Été", "issued": "2031-03", "cites": ["b"], "pattern": "0"}
    line = task(meta=about, title="autre", language="fr", _annotator_id="out-anna", _session_id="out-anna")
    (document,) = read(tmp_path, line)
    assert (document.id, document.metadata) == (
        "12",
        Metadata("Été", issued="2031-03", language="fr", cites=("b",)),
    )
    assert document.annotator == Reading().annotator("out-anna")
    (named,) = read(tmp_path, line | {"_annotator_id": None}, reading=Reading(names=True))
    assert named.annotator == "out-anna"


@pytest.mark.parametrize(
    ("line", "why", "said"),
    [
        (task(answer="reject"), Reason.DISCARDED, "its answer is reject; only what was accepted is read"),
        (task(answer="ignore"), Reason.DISCARDED, "its answer is ignore; only what was accepted is read"),
        (task(answer=5), Reason.DISCARDED, "its answer is none of Prodigy's; only what was accepted is read"),
        (task(answer=None), Reason.DISCARDED, "it has no answer: nobody has accepted it yet"),
        (task(text=None), Reason.MALFORMED, "it has no text: a task of images or sounds"),
    ],
)
def test_what_nobody_accepted_is_left_out_and_counted(
    tmp_path: Path, line: dict[str, Any], why: Reason, said: str
) -> None:
    """A task that was rejected, passed over or never looked at says nothing; its line and its spans are told."""
    first, second = read(tmp_path, task(), line | {"meta": {"id": "b"}})
    assert (bool(first.unusable), first.problems, bool(second.unusable)) == (False, [], True)
    assert messages(second.problems) == [("refused", 2, "")]
    assert second.problems[0].message == said
    assert +second.tally.refused == {("spans", why): 3, ("arcs", why): 1}
    assert (second.spans, second.arcs) == ({}, [])


def test_a_suggestion_that_was_rejected_is_left_out(tmp_path: Path) -> None:
    """Of binary tasks each span may have its own answer."""
    (document,) = read(
        tmp_path, task(spans=[ANNA | {"answer": "accept"}, OSLO | {"answer": "reject"}, ACCUSES])
    )
    assert list(document.spans) == ["spans[0]", "spans[2]"]
    assert messages(document.problems) == [("refused", 1, "spans[1]")]
    assert +document.tally.refused == {("spans", Reason.DISCARDED): 1}


def test_a_text_that_was_accepted_twice_is_read_once(tmp_path: Path) -> None:
    """Two annotators of one text are not two articles; what has an id of its own is another article."""
    lines = [
        task(meta={}),
        task(meta={}, _annotator_id="b"),
        task(meta={}, answer="reject", _input_hash=None),
        task(meta={"id": "c"}),
    ]
    found = read(tmp_path, *lines)
    assert [(each.id, bool(each.unusable)) for each in found] == [
        ("out--977724056", False),
        ("out--977724056", True),
        ("out-3", True),
        ("c", False),
    ]
    assert "accepted on line 1 already" in found[1].problems[0].message
    assert messages(found[1].problems) == [("refused", 2, "")]


@pytest.mark.parametrize(
    "line",
    [
        {"text": SAID, "label": "POS", "answer": "accept"},
        {"text": SAID, "options": [{"id": "POS"}], "accept": ["POS"], "answer": "accept"},
    ],
)
def test_tasks_about_whole_texts_are_refused_kindly(tmp_path: Path, line: dict[str, Any]) -> None:
    """A task of text classification is recognised, and says which tasks mark words."""
    (document,) = read(tmp_path, line)
    assert document.unusable
    assert messages(document.problems) == [("refused", 1, "")]
    assert "spans.manual" in document.problems[0].hint


def test_tasks_of_images_are_recognised(tmp_path: Path) -> None:
    """An image's spans are regions, and nothing of them is read as words."""
    image = {"image": "a.jpg", "spans": [{"label": "x", "points": [[0, 0]]}], "_input_hash": 1, "_task_hash": 2, "answer": "accept"}  # fmt: skip
    (document,) = read(tmp_path, image)
    assert messages(document.problems) == [("refused", 1, "")]
    assert +document.tally.refused == {("spans", Reason.MALFORMED): 1}


def test_an_accepted_task_without_spans_is_an_article_without_annotations(tmp_path: Path) -> None:
    """Nothing to mark is an answer too; it is said, for it may have been forgotten."""
    (document,) = read(tmp_path, task(spans=[], relations=[]))
    assert (bool(document.unusable), document.text) == (False, SAID)
    assert messages(document.problems) == [("warning", 1, "")]


STRANGERS: list[object] = [
    *(each for each in OTHERS if not isinstance(each, dict) or "spans" not in each),
    related(),
    {"text": "Oslo", "label": [[0, 4, "State"]]},
    {"question": "?", "text": "Oslo", "answer": "Oslo"},
    {"text": "Oslo", "spans": [[0, 4, "State"]]},
    {"text": "Oslo", "spans": []},
    {"tokens": ["Oslo"], "ner": [[0, 0, "State"]]},
]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda value: str(value)[:40])
def test_files_of_others_are_left_to_them(tmp_path: Path, stranger: object) -> None:
    """What isn't Prodigy's is never taken for it, whatever it is called."""
    assert format_of(InputFile(export(tmp_path, stranger))) != "prodigy"


# --- What is wrong with a task --------------------------------------------------------------------------------------

SPANS: dict[str, tuple[object, str, str]] = {
    "no object": (["x"], "spans[3]", "is no object"),
    "no label": ({"start": 22, "end": 24}, "spans[3]", "it has no label"),
    "an empty label": ({"start": 22, "end": 24, "label": ""}, "spans[3]", "it has no label"),
    "no end": ({"id": "x", "start": 22, "label": "State"}, "x", "it has no end"),
    "a start in words": ({"start": "22", "end": 24, "label": "State"}, "spans[3]", "a whole number"),
    "an end before its start": ({"start": 24, "end": 22, "label": "State"}, "spans[3]", "24:22 covers nothing"),
    "a negative start": ({"start": -2, "end": 2, "label": "State"}, "spans[3]", "-2:2 covers nothing"),
    "an end behind the text": ({"start": 22, "end": 10**30, "label": "State"}, "spans[3]", "which has 30 code points"),
    "other words": ({"start": 21, "end": 23, "label": "State", "text": "de"}, "spans[3]", '"de" ≠ article[21:23] " d"'),
    "another first token": ({"start": 21, "end": 24, "label": "State", "token_start": 4}, "spans[3]", '"de" ≠ article[21:23] " d"'),
    "another last token": ({"start": 22, "end": 25, "label": "State", "token_end": 4}, "spans[3]", '"de" ≠ article[23:25] "e "'),
    "an id that stands twice": ({"id": "spans[0]", "start": 22, "end": 24, "label": "State"}, "spans[0]", "stands already on line 2"),
    "a list in a list in a list": ({"start": 22, "end": 24, "label": json.loads("[" * 400 + "]" * 400)}, "spans[3]", "a text"),
}  # fmt: skip
NOWHERE = {"start": 22, "end": 24, "token_start": 4, "token_end": 4, "label": None}
RELATIONS: dict[str, tuple[object, str]] = {
    "no object": (5, "'5' is no object"),
    "no label": (joined(ANNA, OSLO, "") | {"label": None}, "it has no label"),
    "an empty label": (joined(ANNA, OSLO, ""), "it has no label"),
    "a token that is no span": (joined(ANNA, NOWHERE, "in"), "no span has the place and label of its child_span, 22:24"),
    "another label": (joined(ANNA | {"label": "Post"}, OSLO, "in"), "no span has the place and label of its head_span, 0:9 Post"),
    "no ends": ({"label": "in"}, "it has no head"),
    "a span that is a number": ({"label": "in", "head_span": 1}, "an object"),
    "an id that is nowhere": (joined(ANNA, OSLO, "in") | {"child_span": {"id": "s9"}}, "in names s9"),
}  # fmt: skip


@pytest.mark.parametrize("case", SPANS)
def test_a_bad_span_is_one_problem_and_the_rest_is_read(tmp_path: Path, case: str) -> None:
    """It names the line and the span, and everything else is there."""
    found, name, said = SPANS[case]
    first, second = read(tmp_path, task(meta={"id": "b"}), task(spans=[ANNA, ACCUSES, OSLO, found]))
    assert messages(second.problems) == [("refused", 2, name)]
    assert said in second.problems[0].message
    assert (words(second), ends(second)) == (words(first), ends(first))
    assert sum(second.tally.fates("spans").values()) == 1


@pytest.mark.parametrize("case", RELATIONS)
def test_a_bad_relation_is_one_problem_and_the_rest_is_read(tmp_path: Path, case: str) -> None:
    """It names the line and the relation, and everything else is there."""
    found, said = RELATIONS[case]
    first, second = read(tmp_path, task(meta={"id": "b"}), task(relations=[*task()["relations"], found]))
    assert messages(second.problems) == [("refused", 2, "relations[1]")]
    assert said in second.problems[0].message
    assert (words(second), ends(second)) == (words(first), ends(first))
    assert sum(second.tally.fates("arcs").values()) == 1


def test_offsets_of_another_unit_are_named(tmp_path: Path) -> None:
    """Where the tokens say other words than the text has there, the message says what Prodigy's offsets count."""
    text, token = "🛡 Oslo", {"text": "Oslo", "start": 3, "end": 7, "id": 0, "ws": False}
    span = {"start": 3, "end": 7, "token_start": 0, "token_end": 0, "label": "State"}  # UTF-16 units
    one, other = (span, span | {"text": "Oslo", "token_start": None, "token_end": None, "end": 6})
    (document,) = read(tmp_path, {"text": text, "tokens": [token], "spans": [one, other], "answer": "accept"})
    assert messages(document.problems)[:2] == [("refused", 1, "spans[0]"), ("refused", 1, "spans[1]")]
    assert [("code points" in str(problem)) for problem in document.problems[:2]] == [True, True]


def test_an_attribute_that_is_no_value_may_be_a_doubt(tmp_path: Path) -> None:
    """It is refused alone, and remembered: a Modality that can't be read may be an allegation."""
    odd = ACCUSES | {"label": "Statement", "Modality": ["alleged"], "Link": {"id": 1}}
    (document,) = read(tmp_path, task(spans=[ANNA, odd, OSLO], relations=[]))
    assert messages(document.problems) == [("refused", 1, "spans[1]"), ("refused", 1, "spans[1]")]
    assert +document.tally.refused == {("attributes", Reason.MALFORMED): 1, ("links", Reason.MALFORMED): 1}
    assert document.lost == {"spans[1]": [("Modality", "['alleged']"), ("Link", "{'id': 1}")]}


BARE = {"label": "Statement"}
LOST: dict[str, dict[str, Any]] = {
    "attributes in a list": {"attributes": [{"Modality": "alleged"}]},
    "attributes that are names": {"attributes": ["alleged"]},
    "attributes that are a text": {"attributes": "alleged"},
    "a list of tags": {"tags": ["alleged"]},
    "an object": {"about": {"sure": "alleged"}},
    "an attribute in a list": {"attributes": {"Modality": ["alleged"]}},
    "an attribute without a name": {"attributes": {"": "alleged"}},
    "a key that begins like Prodigy's own": {"_modality": "alleged"},
    "a list where Prodigy has a text": {"source": ["alleged"]},
    "an answer that is none of Prodigy's": {"answer": "alleged"},
    "a link that is none": {"Link": [{"id": "alleged"}]},
}


@pytest.mark.parametrize("case", LOST)
def test_what_cant_be_used_leaves_its_span_out(tmp_path: Path, case: str) -> None:
    """Whatever a span says that can't be read may say that it is alleged, and is no fact then."""
    (document,) = read(tmp_path, task(spans=[ANNA, ACCUSES | BARE | LOST[case], OSLO], relations=[]))
    assert "alleged" in str(document.lost) or "answer" in case
    assert set(check(document, load_ontology()).spans) == {"spans[0]", "spans[2]"}
    assert adds_up(document)


@pytest.mark.parametrize("case", LOST)
def test_what_cant_be_used_leaves_its_relation_out(tmp_path: Path, case: str) -> None:
    """A relation has no answer and no link of its own; the rest is as a span's."""
    relation = joined(ACCUSES | BARE, ANNA, "by", **LOST[case])
    (document,) = read(tmp_path, task(spans=[ANNA, ACCUSES | BARE, OSLO], relations=[relation]))
    assert len(check(document, load_ontology()).spans) == 3
    assert check(document, load_ontology()).arcs == []


@pytest.mark.parametrize(
    "more", [{"accept": ["alleged"], "options": [{"id": "alleged"}]}, {"label": "ALLEGED"}]
)
def test_what_is_chosen_for_the_whole_text_is_said_of_all(tmp_path: Path, more: dict[str, Any]) -> None:
    """A choice beside the spans may say that all of them are alleged."""
    (document,) = read(tmp_path, task(spans=[ANNA, ACCUSES | BARE, OSLO], **more))
    assert set(check(document, load_ontology()).spans) == {"spans[0]", "spans[2]"}
    assert document.lost[""]


def test_what_prodigy_notes_for_itself_is_no_loss(tmp_path: Path) -> None:
    """Scores, hashes, colours and patterns of a span cost nothing."""
    own = {
        "score": 0.5,
        "pattern": -7,
        "_input_hash": 1,
        "_task_hash": 2,
        "color": "#fff",
        "type": "span",
        "kb_url": "x",
    }
    own |= {
        "source": "core_web",
        "answer": "accept",
        "_session_id": "a",
        "token_start": 2,
        "Kind": None,
        "attributes": {},
    }
    (document,) = read(tmp_path, task(spans=[ANNA, ACCUSES | BARE | own], relations=[]))
    assert document.lost == {}
    assert len(check(document, load_ontology()).spans) == 2


SECOND = ACCUSES | BARE | {"attributes": {"Modality": "alleged"}}


@pytest.mark.parametrize("name", [{}, {"id": "s1"}])
def test_what_a_second_span_says_of_the_first_is_not_forgotten(tmp_path: Path, name: dict[str, Any]) -> None:
    """Of two equal spans the first counts, but not as a fact where the second one says that it is alleged."""
    spans = [ANNA, ACCUSES | BARE | name, SECOND | name]
    (document,) = read(tmp_path, task(spans=spans, relations=[]))
    assert +document.tally.refused == {("spans", Reason.REPEATED): 1, ("attributes", Reason.ENDS): 1}
    assert set(check(document, load_ontology()).spans) == {"spans[0]"}
    assert adds_up(document)


def test_what_is_on_refused_spans_and_relations_is_counted(tmp_path: Path) -> None:
    """Attributes and links of whatever is left out are read and refused, like it."""
    more = {"attributes": {"Rank": "x", "Basis": "y"}, "Link": ["ISO:NO", "NIL"]}
    bad = [{"end": 99}, {"answer": "reject"}, {"token_start": 4}, {"label": None}, {"start": 30, "end": 2}]
    spans = [OSLO | more, ANNA | {"Rank": "x"}, *(OSLO | {"text": None} | more | each for each in bad)]
    relations = [
        joined(ANNA, OSLO, "in", **more) | each for each in ({"label": None}, {"head_span": {"id": "x"}})
    ]
    relations.append(joined(ANNA, OSLO | {"label": "Post"}, "in", **more))
    (document,) = read(tmp_path, task(spans=spans, relations=relations))
    assert list(document.spans) == ["spans[0]", "spans[1]"]
    assert adds_up(document)
    assert document.tally.read["attributes"] == 3 + 5 * 2 + 3 * 2 + 3
    assert document.tally.read["links"] == 2 + 5 * 2


def test_a_line_more_renames_no_article(tmp_path: Path) -> None:
    """A task is called by its input's hash, which stays wherever it stands; without one it is numbered."""
    hashed, bare = (
        task(meta={}),
        {"text": "Oslo", "spans": [{"start": 0, "end": 4, "label": "State"}], "answer": "accept"},
    )
    assert [each.id for each in read(tmp_path, hashed)] == ["out--977724056"]
    assert [each.id for each in read(tmp_path, bare)] == ["out-1"]
    assert [each.id for each in read(tmp_path, bare, hashed)] == ["out-1", "out--977724056"]


@pytest.mark.parametrize(
    "line", ['{"text": "Oslo", "spans": [{"start"', "[" * 100_000, "5", "null", '"texte"']
)
def test_a_bad_line_costs_itself_alone(tmp_path: Path, line: str) -> None:
    """It is an article that can't be used, at its line; those around it are read."""
    found = read(tmp_path, task(), line, task(meta={"id": "b"}))
    assert [(each.id, each.problems) for each in found if not each.unusable] == [("a", []), ("b", [])]
    (bad,) = [each for each in found if each.unusable]
    assert messages(bad.problems) == [("refused", 2, "")]


def test_lists_of_another_type_are_refused_by_their_names(tmp_path: Path) -> None:
    """Spans that are no list are one refused thing, and so are relations and tokens."""
    (document,) = read(tmp_path, task(spans="x", relations={"a": 1}, tokens=1))
    assert messages(document.problems) == [("refused", 1, name) for name in ("tokens", "spans", "relations")]


# --- What is written ------------------------------------------------------------------------------------------------


def test_what_is_written_is_an_accepted_task(tmp_path: Path) -> None:
    """Spans begin and end with a token, the tokens make up the text, and relations repeat their spans."""
    done = convert([rich()], "prodigy", tmp_path)
    assert [path.name for path in done.files] == ["prodigy.jsonl"]
    (line,) = done.files[0].read_text(encoding="utf-8").splitlines()
    written = json.loads(line)
    assert list(written) == ["text", "meta", "tokens", "spans", "relations", "answer"]
    assert (written["text"], written["answer"]) == (TEXT, "accept")
    about = {
        "title": METADATA.title,
        "publisher": "Essai",
        "issued": "2031-03-13",
        "language": "fr",
        "cites": ["b", "c"],
    }
    assert written["meta"] == {"id": "essai"} | about

    tokens = written["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == TEXT
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    assert {TEXT[token["start"] : token["end"]] == token["text"] for token in tokens} == {True}
    for span in written["spans"]:
        assert (tokens[span["token_start"]]["start"], tokens[span["token_end"]]["end"]) == (
            span["start"],
            span["end"],
        )
    spans = {span["id"]: span for span in written["spans"]}
    assert len(spans) == len(written["spans"]) == 14
    for relation in written["relations"]:
        for name in ("head", "child"):
            end = relation[f"{name}_span"]
            assert end == {key: spans[end["id"]][key] for key in end}
            assert relation[name] == end["token_end"]
    assert spans["norway2"]["Link"] == ["ISO:NO", "Wikidata:Q20"]
    assert spans["munitions"]["attributes"] == {"Modality": "alleged", "Kind": "transfer"}


@given(text=st.text(st.sampled_from("ab \n\t\u00a0é\u0301🛡.")), data=st.data())
def test_tokens_make_up_any_text(text: str, data: st.DataObject) -> None:
    """Wherever spans begin and end, in spaces too, a token begins and ends there and no letter is lost."""
    document = Document("a", "a", f"x{text}")
    for number in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start + 1, len(text) + 1))
        document.mark(Span(f"s{number}", "State", ((start, end),), ""))
    with tempfile.TemporaryDirectory() as folder:
        written = json.loads(
            convert([document], "prodigy", Path(folder)).files[0].read_text(encoding="utf-8")
        )
    tokens = written["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == document.text
    assert all(token["text"] for token in tokens)
    for span in written["spans"]:
        assert (tokens[span["token_start"]]["start"], tokens[span["token_end"]]["end"]) == (
            span["start"],
            span["end"],
        )


def test_labels_offered_to_prodigy_are_those_of_the_scheme(tmp_path: Path) -> None:
    """Every label with its colour, every modality of a trigger, and every role, one a line."""
    ontology = load_ontology()
    written = write_config("prodigy", tmp_path)
    assert [path.name for path in written] == ["prodigy.json", "labels.txt", "relations.txt"]
    labels, relations = (path.read_text(encoding="utf-8").splitlines() for path in written[1:])
    assert relations == list(ontology.role_names)
    triggers = ("Agreement", "Initiative", "Meeting", "Statement")
    codes = [code for code in ontology.attributes["Modality"].values if code != "asserted"]
    assert labels[: len(ontology.span_labels)] == list(ontology.span_labels)
    assert set(labels) == {
        *ontology.span_labels,
        *(f"{label}:{code}" for label in triggers for code in codes),
    }
    theme = json.loads(written[0].read_text(encoding="utf-8"))["custom_theme"]["labels"]
    assert theme == {
        label: ontology.classes[label.split(":")[0]].color for label in labels if label != "Date"
    }
