"""The reader of doccano's exports, what is written for it, and the labels that are offered to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from annotated import messages
from documents import TEXT, adds_up, place, rich
from hypothesis import strategies as st

from diplograph.exports.annotation_config import write_config
from diplograph.exports.annotations import convert
from diplograph.graph_loader.checks import check
from diplograph.graph_loader.document import Arc, Document, Link, Metadata, Span
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.labels import qualify_by_labels
from diplograph.graph_loader.offsets import Offsets, Unit
from diplograph.graph_loader.problems import Reason
from diplograph.graph_loader.readers import format_of, read_documents
from diplograph.ontology.load import load as load_ontology

JOINED = [  # what doccano has no place for is in the labels
    {"id": 31, "label": "Official", "start_offset": 0, "end_offset": 9},
    {"id": 32, "label": "State", "start_offset": 17, "end_offset": 21},
    {"id": 33, "label": "Initiative:alleged", "start_offset": 10, "end_offset": 16},
]
HINT = "all of it reads as asserted"


def utf16(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Return where words stand in a text, in UTF-16 units."""
    offsets = Offsets(text, Unit.UTF16)
    start, end = place(text, words, nth)
    return offsets.from_code_points(start), offsets.from_code_points(end)


def related(**more: Any) -> dict[str, Any]:
    """Return a line of an export with relations."""
    line = {"id": 7, "text": "Anna Berg accuse Oslo de tout.", "entities": JOINED}
    relations = [{"id": 1, "from_id": 33, "to_id": 31, "type": "attributedTo"}]
    return line | {"relations": relations, "Comments": []} | more


def export(folder: Path, *lines: object, name: str = "all.jsonl") -> Path:
    """Write lines as doccano does, without escaping what isn't ASCII; a text is written as it is."""
    path = folder / name
    said = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("".join(f"{line}\n" for line in said), encoding="utf-8", newline="")
    return path


def read(folder: Path, *lines: object, reading: Reading | None = None) -> list[Document]:
    """Return the documents of an export."""
    path = export(folder, *lines)
    assert format_of(InputFile(path)) == "doccano"
    return list(read_documents([path], reading))


def words(document: Document) -> dict[str, tuple[str, str]]:
    """Return the label and words of each span by id."""
    return {name: (span.label, span.words) for name, span in document.spans.items()}


def ends(document: Document) -> set[tuple[str, str, str, str]]:
    """Return each arc: id, role, source, target."""
    return {(arc.id, arc.role, arc.source, arc.target) for arc in document.arcs}


def test_spans_of_sequence_labelling_are_in_utf16_units(tmp_path: Path) -> None:
    """Emoji, combining accents, CRLF and NBSP before a span, spans inside of spans: each covers its words."""
    marked = [("Post", "ministre norve\u0301gien de la De\u0301fense"), ("State", "norve\u0301gien")]
    marked += [("Meeting", "a rencontré"), ("Initiative", "atelier maritime"), ("State", "Paris")]
    triples = [[*utf16(TEXT, said), label] for label, said in marked]
    (document,) = read(tmp_path, {"id": 12, "text": TEXT, "label": triples, "Comments": []})
    assert words(document) == {f"label[{number}]": each for number, each in enumerate(marked)}
    assert (document.id, document.text, document.unit) == ("all-12", TEXT, Unit.UTF16)
    assert {span.line for span in document.spans.values()} == {1}


def test_relations_join_entities_by_their_ids(tmp_path: Path) -> None:
    """An entity's id is its own in the whole project, and a relation goes from one to another."""
    (document,) = read(tmp_path, related())
    assert words(document) == {
        "31": ("Official", "Anna Berg"),
        "32": ("State", "Oslo"),
        "33": ("Initiative", "accuse"),
    }
    assert ends(document) == {("relation 1", "attributedTo", "33", "31")}
    assert document.spans["33"].attributes == {"Modality": "alleged"}
    assert document.problems == []


@pytest.mark.parametrize(
    "line",
    [
        {"id": 3, "text": "Oslo", "label": [[0, 4, "State"]]},
        {"id": 3, "text": "Oslo", "labels": [[0, 4, "State"]], "meta": {}, "annotation_approver": None},
        {"id": 3, "data": "Oslo", "label": [[0, 4, "State"]]},
        {"id": 3, "text": "Oslo", "label": [{"start_offset": 0, "end_offset": 4, "label": "State"}]},
        {"id": 3, "text": "Oslo", "cats": [], "entities": [[0, 4, "State"]], "Comments": []},
        {"text": "Oslo", "label": [[0, 4, "State"]], "id": "3"},
        {"id": 3, "text": "Oslo", "annotations": [{"label": "State", "start_offset": 0, "end_offset": 4, "user": 1}]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("array", [False, True])
def test_the_shapes_of_all_versions_are_read(tmp_path: Path, line: dict[str, Any], array: bool) -> None:
    """The text and the spans have had several names, and the whole may be one JSON array."""
    for each in read(tmp_path, json.dumps([line, line], indent=1) if array else line):
        said = "3" if line["id"] == "3" else "all-3"
        assert (each.id, each.text, list(words(each).values())) == (said, "Oslo", [("State", "Oslo")])


def test_labels_of_the_oldest_exports_are_numbers(tmp_path: Path) -> None:
    """A number is a label like any other, which a label map can name; the user is a pseudonym."""
    line = {
        "id": 4,
        "text": "Oslo",
        "annotations": [{"label": 2, "start_offset": 0, "end_offset": 4, "user": 1}],
    }
    (document,) = read(tmp_path, line)
    assert words(document) == {"annotations[0]": ("2", "Oslo")}
    assert document.annotator == Reading().annotator("doccano/1")
    (named,) = read(tmp_path, line, reading=Reading(names=True))
    assert named.annotator == "doccano/1"


def by(user: object, label: str, start: int = 0) -> dict[str, Any]:
    """Return an annotation of the oldest exports."""
    return {"label": label, "start_offset": start, "end_offset": start + 4} | ({"user": user} if user else {})


@pytest.mark.parametrize(
    ("made", "kept", "who", "others"),
    [
        ([by(1, "State"), by(2, "Place"), by(2, "Post")], ["Place", "Post"], 2, [1]),
        ([by(10, "State"), by(9, "Place")], ["Place"], 9, [10]),
        ([by(3, "State"), by(2, "Place"), by(1, "Post"), by(3, "Post")], ["State", "Post"], 3, [1, 2]),
        ([by(None, "State"), by(7, "Place")], ["Place"], 7, [None]),
        ([by("b", "State"), by("a", "Place"), by(12, "Post")], ["Post"], 12, ["a", "b"]),
    ],
)
def test_annotations_of_several_users_are_never_mixed(
    tmp_path: Path, made: list[Any], kept: list[str], who: object, others: list[object]
) -> None:
    """The user with most annotations counts, then the lowest number; one warning names the others by pseudonym."""
    (document,) = read(tmp_path, {"id": 4, "text": "Oslo et Paris", "annotations": made, "meta": {}})

    def called(user: object) -> str:
        return str(Reading().annotator(f"doccano/{user}")) if user else "somebody"

    assert [span.label for span in document.spans.values()] == kept
    assert document.annotator == called(who)
    assert document.tally.refused == {("spans", Reason.SUPERSEDED): len(made) - len(kept)}
    (warning,) = [problem for problem in document.problems if "counts" in problem.message]
    assert (warning.severity, warning.line) == ("warning", 1)
    assert warning.message == (
        f"{len(others) + 1} users annotated it; {called(who)} counts, who marked most, "
        f"not {', '.join(map(called, others))}"
    )
    assert adds_up(document)


def test_a_number_of_doccanos_is_its_projects_own(tmp_path: Path) -> None:
    """Lines of two projects with one number are two articles; a text that came with the line is the article's id."""
    ids = []
    for name in ("one.jsonl", "two.jsonl"):
        export(tmp_path, related(id=7), related(id="essai"), related(id=True), name=name)
        ids += [each.id for each in read_documents([tmp_path / name])]
    assert ids == ["one-7", "essai", "one-3", "two-7", "essai", "two-3"]


def test_a_line_more_renames_no_article(tmp_path: Path) -> None:
    """A line without an id is numbered, be it the only one."""
    line = {key: value for key, value in related().items() if key != "id"}
    assert [each.id for each in read(tmp_path, line)] == ["all-1"]
    assert [each.id for each in read(tmp_path, line, line)] == ["all-1", "all-2"]


LOST: dict[str, dict[str, Any]] = {
    "a key of an entity": {"entities": [*JOINED[:2], JOINED[2] | {"label": "Initiative", "tags": ["alleged"]}]},
    "a text of an entity": {"entities": [*JOINED[:2], JOINED[2] | {"label": "Initiative", "note": "alleged"}]},
    "another entity of its id": {"entities": [*JOINED[:2], JOINED[2] | {"label": "Initiative"}, JOINED[2]]},
    "a category of the text": {"entities": [*JOINED[:2], JOINED[2] | {"label": "Initiative"}], "cats": ["alleged"]},
    "a category among spans": {"entities": [*JOINED[:2], JOINED[2] | {"label": "Initiative"}], "label": ["alleged"]},
}  # fmt: skip


@pytest.mark.parametrize("case", LOST)
def test_what_cant_be_used_leaves_its_span_out(tmp_path: Path, case: str) -> None:
    """What doccano has no place for may say that something is alleged, and is no fact then."""
    (document,) = read(tmp_path, related(**LOST[case]))
    assert "alleged" in str(document.lost)
    assert set(check(document, load_ontology()).spans) == {"31", "32"}
    assert adds_up(document)


def test_a_relation_of_which_something_is_lost_is_left_out(tmp_path: Path) -> None:
    """A relation has a type and nothing else that is read."""
    entities = [*JOINED[:2], JOINED[2] | {"label": "Initiative"}]
    relations = [{"id": 1, "from_id": 33, "to_id": 31, "type": "lead", "attributes": {"Modality": "alleged"}}]
    (document,) = read(tmp_path, related(entities=entities, relations=relations))
    assert document.lost == {"relation 1": [("attributes", "{'Modality': 'alleged'}")]}
    assert check(document, load_ontology()).arcs == []


def test_what_came_with_a_line_is_about_the_article(tmp_path: Path) -> None:
    """Keys called like the columns of metadata.csv count, an id of its own replaces doccano's, and the table adds."""
    tmp_path.joinpath("metadata.csv").write_text(
        "id,publisher,title\narticle-9,Essai,autre\n", encoding="utf-8"
    )
    about = {
        "title": "Été",
        "issued": "2031-03",
        "language": "fr",
        "cites": ["b", "a"],
        "rubrique": 3,
        "url": None,
    }
    new, old = related(id="article-9.txt", **about), related(id=8, meta=about | {"issued": "hier"})
    found = read(tmp_path, new, old)
    told = Metadata(title="Été", issued="2031-03", language="fr", cites=("a", "b"))
    assert [each.id for each in found] == ["article-9", "all-8"]
    assert found[0].metadata == Metadata("Été", "Essai", "2031-03", None, "fr", cites=("a", "b"))
    assert found[1].metadata == Metadata(title=told.title, language="fr", cites=told.cites)
    assert ["issued 'hier' is no EDTF date" in problem.message for problem in found[1].problems] == [True]


def test_an_export_without_relations_says_so_once(tmp_path: Path) -> None:
    """Relations come from projects that use them alone, and in some versions only of checked documents."""
    found = read(
        tmp_path, related(entities=[], relations=[]), related(id=8, relations=[]), related(id=9, relations=[])
    )
    told = [(each.id, problem.line, problem.message) for each in found for problem in each.problems]
    assert told == [
        ("all-7", 1, "no annotation in this line"),
        ("all-8", 2, "nothing in this file is joined by a relation"),
    ]
    assert "JSONL(relation)" in found[1].problems[0].hint
    assert "checked" in found[1].problems[0].hint
    assert [each.problems for each in read(tmp_path, related(), related(id=9, relations=[]))] == [[], []]


def test_where_no_label_says_a_modality_there_is_a_warning(tmp_path: Path) -> None:
    """There is no place for a modality but the labels: all would read as asserted, which is said."""
    (document,) = read(
        tmp_path, related(entities=JOINED[:2], relations=[{"from_id": 31, "to_id": 32, "type": "in"}])
    )
    assert messages(document.problems) == [("warning", None, "")]
    assert HINT in document.problems[0].message
    assert ends(document) == {("relations[0]", "in", "31", "32")}


def test_comments_and_categories_are_about_the_text(tmp_path: Path) -> None:
    """What has no place is said with its count, and what somebody wrote there isn't repeated."""
    (document,) = read(
        tmp_path, related(Comments=[{"id": 1, "comment": "à Anna : appeler"}], cats=["POS", "NEG"])
    )
    told = [(problem.severity, problem.line, problem.message) for problem in document.problems]
    assert told == [
        ("warning", 1, "its Comments (1) are about the whole text; they are not kept"),
        ("warning", 1, "its cats (2) are about the whole text; they are not kept"),
    ]


@pytest.mark.parametrize("label", [["POS"], ["une traduction", "une autre"]])
def test_labels_of_whole_texts_are_refused_kindly(tmp_path: Path, label: list[str]) -> None:
    """An export of text classification is recognised, and says which project marks words."""
    (document,) = read(tmp_path, {"id": 1, "text": "Oslo", "label": label, "Comments": []})
    assert document.unusable
    assert messages(document.problems) == [("refused", 1, "")]
    assert "sequence labelling" in document.problems[0].hint


STRANGERS: list[object] = [
    {"text": "Oslo", "entities": [[0, 4, "State"]]},  # spaCy's, in code points
    ["Oslo", {"entities": [[0, 4, "State"]]}],
    {"id": 1, "data": {"text": "Oslo"}, "annotations": [{"result": []}]},  # Label Studio's
    {"id": 1, "text": "Oslo", "label": [{"start": 0, "end": 4, "text": "Oslo", "labels": ["State"]}]},
    {
        "text": "Oslo",
        "spans": [],
        "tokens": [],
        "_input_hash": 1,
        "_task_hash": 2,
        "label": [[0, 4, "State"]],
    },
    {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "body": [], "target": {}},
    {"%TYPES": {}, "%FEATURE_STRUCTURES": [], "%VIEWS": {}},
    {"id": 1, "text": "Oslo", "label": "POS"},
    {"id": 1, "filename": "a.png", "label": ["cat"], "Comments": []},
    {"text": "Oslo", "labels": ["a"], "split": "train"},
    {"text": "Oslo"},
    {"text": "Oslo", "label": []},
    {"label": [[0, 4, "State"]]},
    [],
    [[0, 4, "State"]],
    "Oslo",
    12,
    None,
    "T1\tState 0 4\tOslo",
    "#FORMAT=WebAnno TSV 3.3",
    '<?xml version="1.0"?><xmi:XMI/>',
    "PK\x03\x04",
    '{"text": "Oslo", "label": [[0, 4',
    "\0\0\0",
    "",
]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda value: str(value)[:40])
def test_files_of_others_are_left_to_them(tmp_path: Path, stranger: object) -> None:
    """What isn't doccano's is never taken for it, whatever it is called."""
    assert format_of(InputFile(export(tmp_path, stranger))) != "doccano"


# --- What is wrong with a line --------------------------------------------------------------------------------------

SPANS: dict[str, tuple[object, str, str]] = {
    "no object": ("Oslo", "entities[3]", "'Oslo' is no object"),
    "no label": ({"id": 40, "start_offset": 0, "end_offset": 4}, "40", "it has no label"),
    "an empty label": ({"id": 40, "label": "", "start_offset": 0, "end_offset": 4}, "40", "it has no label"),
    "a label that is a list": ({"label": ["State"], "start_offset": 0, "end_offset": 4}, "entities[3]", "it should be a text"),
    "no start": ({"id": 40, "label": "State", "end_offset": 4}, "40", "it has no start_offset"),
    "a start in words": ({"id": 40, "label": "State", "start_offset": "0", "end_offset": 4}, "40", "a whole number"),
    "a start that is true": ({"id": 40, "label": "State", "start_offset": True, "end_offset": 4}, "40", "a whole number"),
    "half an offset": ({"id": 40, "label": "State", "start_offset": 0.5, "end_offset": 4}, "40", "a whole number"),
    "an end before its start": ({"id": 40, "label": "State", "start_offset": 9, "end_offset": 4}, "40", "9:4 covers nothing"),
    "an empty span": ({"id": 40, "label": "State", "start_offset": 4, "end_offset": 4}, "40", "4:4 covers nothing"),
    "a negative start": ({"id": 40, "label": "State", "start_offset": -1, "end_offset": 4}, "40", "-1:4 covers nothing"),
    "an end behind the text": ({"id": 40, "label": "State", "start_offset": 0, "end_offset": 10**30}, "40", "which has 30 UTF-16 units"),
    "an id that stands twice": ({"id": 31, "label": "State", "start_offset": 0, "end_offset": 4}, "31", "stands already on line 2"),
    "a triple of two": ([0, 4], "entities[3]", "is no [start, end, label]"),
    "a list in a list in a list": ([0, 4, json.loads("[" * 400 + "]" * 400)], "entities[3]", ""),
}  # fmt: skip
RELATIONS: dict[str, tuple[object, str, str]] = {
    "no object": (5, "relations[1]", "'5' is no object"),
    "no type": ({"id": 2, "from_id": 31, "to_id": 32}, "relation 2", "it has no type"),
    "no end": ({"id": 2, "from_id": 31, "type": "in"}, "relation 2", "it has no to_id"),
    "an end in words": ({"id": 2, "from_id": "x", "to_id": 32, "type": "in"}, "relation 2", "a whole number"),
    "an end that is nowhere": (
        {"id": 2, "from_id": 31, "to_id": 99, "type": "in"},
        "relation 2",
        "in names 99",
    ),
    "an id that stands twice": (
        {"id": 1, "from_id": 31, "to_id": 32, "type": "in"},
        "relation 1",
        "stands twice",
    ),
}


@pytest.mark.parametrize("case", SPANS)
def test_a_bad_span_is_one_problem_and_the_rest_is_read(tmp_path: Path, case: str) -> None:
    """It names the line and the entity as doccano calls it, and everything else is there."""
    found, name, said = SPANS[case]
    first, second = read(tmp_path, related(id=6), related(entities=[*JOINED, found]))
    assert messages(second.problems) == [("refused", 2, name)]
    assert said in second.problems[0].message
    assert (words(second), ends(second)) == (words(first), ends(first))
    assert sum(second.tally.fates("spans").values()) == 1


@pytest.mark.parametrize("case", RELATIONS)
def test_a_bad_relation_is_one_problem_and_the_rest_is_read(tmp_path: Path, case: str) -> None:
    """It names the line and the relation, and everything else is there."""
    found, name, said = RELATIONS[case]
    good = related()["relations"]
    first, second = read(tmp_path, related(id=6), related(relations=[*good, found]))
    assert messages(second.problems) == [("refused", 2, name)]
    assert said in second.problems[0].message
    assert (words(second), ends(second)) == (words(first), ends(first))
    assert sum(second.tally.fates("arcs").values()) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": 8, "text": "Oslo", "label": [[0, 4', "no JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"id": 8, "text": "Oslo", "label": [[0, 1' + "0" * 5000 + ', "State"]]}', "no JSON"),
        ("5", "it is no object"),
        ("null", "it is no object"),
        ('"texte"', "it is no object"),
    ],
)
def test_a_bad_line_costs_itself_alone(tmp_path: Path, line: str, said: str) -> None:
    """It is an article that can't be used, at its line; those around it are read."""
    found = read(tmp_path, related(), line, related(id=9))
    good = [each for each in found if not each.unusable]
    assert [each.id for each in good] == ["all-7", "all-9"]
    assert [each.problems for each in good] == [[], []]
    (bad,) = [each for each in found if each.unusable]
    assert messages(bad.problems) == [("refused", 2, "")]
    assert said in bad.problems[0].message


def test_a_list_of_another_type_is_refused_by_its_name(tmp_path: Path) -> None:
    """Spans that are no list are one refused thing, and so are relations."""
    first, second = read(tmp_path, related(), related(id=8, entities={"a": 1}, relations="x"))
    assert messages(second.problems)[:2] == [("refused", 2, "entities"), ("refused", 2, "relations")]
    assert first.problems == []


def test_offsets_of_another_unit_are_named(tmp_path: Path) -> None:
    """An offset inside of an emoji counts something else, and the message says what doccano counts."""
    text = "🛡🛡 Oslo"
    (document,) = read(tmp_path, {"id": 1, "text": text, "label": [[3, 7, "State"], [5, 9, "State"]]})
    assert words(document) == {"label[1]": ("State", "Oslo")}
    assert messages(document.problems)[0] == ("refused", 1, "label[0]")
    assert document.problems[0].message == "3:7: 3 lies inside of one character UTF-16 units"


def test_a_line_without_its_text_finds_it_beside(tmp_path: Path) -> None:
    """Annotations may travel without their text, which is then looked for under the article's id."""
    line = related(id="a")
    folder = tmp_path / "texts"
    folder.mkdir()
    folder.joinpath("a.txt").write_text(line["text"], encoding="utf-8")
    (document,) = read(tmp_path, related(), line | {"text": None}, reading=Reading(folder))[1:]
    assert (document.text, words(document)["31"]) == (line["text"], ("Official", "Anna Berg"))
    (without,) = read(tmp_path, related(), line | {"text": None})[1:]
    assert (without.text, words(without)["31"]) == (None, ("Official", ""))
    assert messages(without.problems) == [("warning", None, "")]


# --- Whatever a file holds ------------------------------------------------------------------------------------------

ODD = st.sampled_from(
    [
        None,
        True,
        -1,
        0,
        1.5,
        10**30,
        "",
        "x",
        "é" * 300,
        "\ud83d",
        [],
        {},
        [[]],
        {"id": {}},
        [0, 1, "x"],
        float("nan"),
    ]
)


# --- What is written ------------------------------------------------------------------------------------------------


def test_what_is_written_is_what_doccano_imports(tmp_path: Path) -> None:
    """Entities have ids of their own in the whole file, offsets of a browser, and labels that say everything."""
    documents = [rich(), rich()]
    documents[1].id = "autre"
    done = convert(documents, "doccano", tmp_path)
    assert [path.name for path in done.files] == ["doccano.jsonl"]
    lines = [json.loads(line) for line in done.files[0].read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["essai", "autre"]
    assert {tuple(entity) for line in lines for entity in line["entities"]} == {
        ("id", "label", "start_offset", "end_offset")
    }
    assert {tuple(each) for line in lines for each in line["relations"]} == {
        ("id", "from_id", "to_id", "type")
    }
    ids = [entity["id"] for line in lines for entity in line["entities"]]
    assert len(ids) == len(set(ids)) == 28
    (paris,) = [entity for entity in lines[0]["entities"] if entity["label"] == "State:Link=ISO:FR"]
    assert (paris["start_offset"], paris["end_offset"]) == utf16(TEXT, "Paris")
    rank = next(e["label"] for e in lines[0]["entities"] if e["label"].startswith("Official:Rank"))
    assert rank == "Official:Rank=générale \\: 2e classe:Link=Wikidata:NULL"


RESERVED = [
    "Link",
    "id",
    "start",
    "end",
    "label",
    "text",
    "attributes",
    "Modality",
    "alleged",
    "Initiative",
    "State",
]
ANY = st.text(st.sampled_from("=:\\Lk _é\n"), min_size=1, max_size=5)
NAMES = st.sampled_from(RESERVED) | ANY | st.tuples(st.sampled_from(RESERVED), ANY).map("".join)


def test_labels_offered_to_doccano_are_read_as_the_scheme(tmp_path: Path) -> None:
    """Every label, role and modality is offered, none twice and no key twice, and what is marked with them loads."""
    ontology = load_ontology()
    written = write_config("doccano", tmp_path)
    assert [path.name for path in written] == ["span_labels.json", "relation_labels.json"]
    spans, relations = (json.loads(path.read_text(encoding="utf-8")) for path in written)
    fields = ("text", "prefix_key", "suffix_key", "background_color", "text_color")
    assert {tuple(each) for each in [*spans, *relations]} == {fields}
    assert [each["text"] for each in relations] == list(ontology.role_names)
    keys = [each["suffix_key"] for each in spans if each["suffix_key"]]
    assert len(keys) == len(set(keys))
    assert all(len(each["background_color"]) == 7 for each in [*spans, *relations])

    document = Document("a", "a")
    for number, each in enumerate(spans):
        document.mark(Span(f"s{number}", each["text"], ((number, number + 1),), ""))
    document.connect(Arc("r", "in", *list(document.spans)[:2]))
    qualify_by_labels(document, ontology)
    codes = [code for code in ontology.attributes["Modality"].values if code != "asserted"]
    triggers = ("Agreement", "Initiative", "Meeting", "Statement")
    said = [(span.label, tuple(span.attributes.items())) for span in document.spans.values()]
    expected = {(label, ()) for label in ontology.span_labels}
    expected |= {(label, (("Modality", code),)) for label in triggers for code in codes}
    assert len(said) == len(expected)
    assert set(said) == expected


def test_a_link_in_a_label_is_a_link(tmp_path: Path) -> None:
    """Without a field for them, links stand behind a label; NIL is one like any other."""
    entities = [entity | {"label": f"State:Link={link}"} for entity, link in zip(JOINED, ("ISO:NO", "NIL", "Wikidata:Q1"), strict=True)]  # fmt: skip
    (document,) = read(tmp_path, related(entities=entities))
    assert [span.links for span in document.spans.values()] == [
        [Link("ISO:NO")],
        [Link("NIL")],
        [Link("Wikidata:Q1")],
    ]
