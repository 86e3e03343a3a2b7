"""Label Studio: its JSON export as versions and storages write it, and the labeling interface made from the ontology.

The shapes are those of the tool's documentation (https://labelstud.io/guide/task_format, /guide/export) and of the
results that its editor saves: one a control and region, each repeating where the region is.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from annotated import messages
from documents import rich
from hypothesis import strategies as st

from diplograph.exports.annotation_config import write_config
from diplograph.exports.annotations import convert
from diplograph.graph_loader.checks import check
from diplograph.graph_loader.document import Arc, Document, Link, Metadata, Span
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.offsets import Offsets, Unit
from diplograph.graph_loader.readers import format_of, read_documents
from diplograph.graph_loader.readers.label_studio import matches, read
from diplograph.graph_loader.tally import ANNOTATIONS
from diplograph.ontology.load import load as load_ontology

TEXT = "🛡️ Anna Berg, ministre norvégienne de la De\u0301fense,\r\na rencontré «\u00a0Paul  Roy\u00a0» 🚢 à Oslo, hier."
Result = dict[str, Any]


def region(name: str, label: str, words: str, text: str = TEXT, **more: Any) -> Result:
    """Return a labelled region as the editor saves it: offsets in code points, line breaks as backslash and n."""
    start = text.index(words)
    place = {"start": start, "end": start + len(words), "text": re.sub(r"[\r\n]", r"\\n", words)}
    return {
        "value": place | {"labels": [label]},
        "id": name,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
    } | more


def given_to(on: Result, name: str, kind: str, said: Any) -> Result:
    """Return what a control says of a region; a text of a region takes the place of its words."""
    value = {key: each for key, each in on["value"].items() if not key.endswith("labels")}
    key = "text" if kind == "textarea" else kind
    return {"value": value | {key: said}, "id": on["id"], "from_name": name, "to_name": "text", "type": kind}


def relation(source: str, target: str, *labels: str, **more: Any) -> Result:
    """Return a relation, which has no id and no value."""
    ends = {"from_id": source, "to_id": target, "type": "relation", "direction": "right"}
    return ends | ({"labels": list(labels)} if labels else {}) | more


def annotation(*results: Any, **more: Any) -> Result:
    """Return one annotator's annotation of a task, as the export has it."""
    return {
        "id": 1001,
        "completed_by": 7,
        "result": list(results),
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2024-11-21T10:00:00.000000Z",
        "updated_at": "2024-11-21T11:00:00.000000Z",
        "lead_time": 61.5,
        "result_count": len(results),
        "task": 12,
        "project": 3,
    } | more


def task(*annotations: Result, text: str = TEXT, **more: Any) -> Result:
    """Return a task, as the export has it."""
    return {
        "id": 12,
        "annotations": list(annotations),
        "drafts": [],
        "predictions": [],
        "data": {"text": text},
        "meta": {},
        "inner_id": 1,
        "total_annotations": len(annotations),
        "project": 3,
        "updated_by": 7,
    } | more


def saved(folder: Path, content: Any, name: str = "export.json") -> Path:
    """Write an export: text and bytes as they are, anything else as JSON."""
    path = folder / name
    raw = content if isinstance(content, bytes | str) else json.dumps(content, ensure_ascii=False)
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return path


def read_all(folder: Path, content: Any, name: str = "export.json", **how: Any) -> list[Document]:
    return list(read(InputFile(saved(folder, content, name), Reading(**how))))


def read_one(folder: Path, *results: Any, text: str = TEXT, **how: Any) -> Document:
    """Return the document of one task with one annotation."""
    (found,) = read_all(folder, [task(annotation(*results), text=text)], **how)
    return found


def told(found: Document) -> list[str]:
    return [str(problem).partition(": ")[2] for problem in found.problems]


def spans(found: Document) -> dict[str, tuple[str, str]]:
    """Return each span's label and words, which stand where it is."""
    for span in found.spans.values():
        assert found.text is None or span.words == found.text[span.start : span.end]
    return {name: (span.label, span.words) for name, span in found.spans.items()}


def arcs(found: Document) -> set[tuple[str, str, str, str]]:
    return {(arc.id, arc.role, arc.source, arc.target) for arc in found.arcs}


ANNA = region("anna", "Official", "Anna Berg")
PAUL = region("paul", "Official", "Paul  Roy")
POST = region("post", "Post", "ministre norvégienne de la De\u0301fense")
STATE = region("state", "State", "norvégienne")
MET = region("met", "Meeting", "a rencontré")
REGIONS = (ANNA, PAUL, POST, STATE, MET)

FILES = {
    "an export": [task(annotation(ANNA))],
    "an export of a skipped task": [task(annotation(was_cancelled=True))],
    "an export without annotations": [task()],
    "tasks a line": "\n".join(json.dumps(task(annotation(ANNA))) for _ in range(2)),
    "one task": task(annotation(ANNA)),
    "an annotation with its task": annotation(ANNA, task={"id": 12, "data": {"text": TEXT}}),
    "an annotation without its task": annotation(ANNA),
    "tasks with predictions": [{"data": {"text": TEXT}, "predictions": [{"result": [ANNA]}]}],
    "an export before 1.0": [{"id": 0, "completions": [{"id": 1, "result": [ANNA]}], "data": {"text": TEXT}}],
    "a JSON-MIN export": [{"text": TEXT, "id": 1, "label": [], "annotator": 1, "annotation_id": 1, "lead_time": 2.0}],
    "a BOM": b"\xef\xbb\xbf" + json.dumps([task(annotation(ANNA))]).encode(),
}  # fmt: skip
OTHERS = {
    "doccano": {"id": 1, "text": "Oslo", "entities": [{"id": 1, "label": "Place"}], "relations": [], "Comments": []},
    "doccano's metadata": {"id": 1, "text": "Oslo", "label": [[0, 4, "Place"]], "data": "x", "project": 3},
    "Prodigy": {"text": "Oslo", "spans": [], "answer": "accept", "_task_hash": 1, "_input_hash": 2},
    "UIMA CAS JSON": {"%TYPES": {}, "%VIEWS": {}, "%FEATURE_STRUCTURES": []},
    "a W3C annotation": {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "body": [], "target": "x"},
    "COCO": {"images": [], "annotations": [{"id": 1, "bbox": []}], "categories": []},
    "tasks to annotate": [{"data": {"text": "Oslo"}}],
    "other JSON": {"data": {"a": 1}, "annotations": [1, 2], "result": []},
    "predictions of something else": {"data": {"a": 1}, "predictions": [0.5]},
    "a project's settings": {"data": {}, "project": "x"},
    "a list of lists": [[[]]],
    "deep JSON": "[" * 100_000,
    "brat": "T1\tState 0 3\tLao\n",
    "no JSON": "{]",
    "UTF-16": json.dumps([task(annotation(ANNA))]).encode("utf-16"),
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("case", [*FILES, *OTHERS])
def test_a_file_is_label_studios_by_its_content(tmp_path: Path, case: str) -> None:
    """Every way that Label Studio writes annotations is known, under any name; no other tool's file is taken for it."""
    file = InputFile(saved(tmp_path, (FILES | OTHERS)[case], "any.name"))
    assert matches(file) == (case in FILES)
    if case in FILES:
        assert format_of(file) == "label-studio"


def test_a_region_is_a_span(tmp_path: Path) -> None:
    """It has its id, its label, its place in code points, its words as the text has them, and the line of its task."""
    (found,) = read_all(tmp_path, f"[\n{json.dumps(task(annotation(*REGIONS)))}\n]")
    assert told(found) == []
    assert spans(found) == {
        "anna": ("Official", "Anna Berg"),
        "paul": ("Official", "Paul  Roy"),
        "post": ("Post", "ministre norvégienne de la De\u0301fense"),
        "state": ("State", "norvégienne"),
        "met": ("Meeting", "a rencontré"),
    }
    assert {span.line for span in found.spans.values()} == {2}
    assert (found.id, found.text, found.unit) == ("export-12", TEXT, Unit.CODE_POINTS)


def test_what_a_control_says_of_a_region_is_its_attribute(tmp_path: Path) -> None:
    """A choice, number, rating, date, text, or the last part of a taxonomy's path, in whatever order results stand."""
    found = read_one(
        tmp_path,
        given_to(MET, "Format", "choices", ["bilateral"]),
        given_to(MET, "Kind_Meeting", "choices", ["talks"]),
        given_to(MET, "Mode", "taxonomy", [["how", "in_person"]]),
        given_to(MET, "Ordinal", "number", 4),
        given_to(MET, "Weight", "number", 4.0),
        given_to(MET, "Confidence", "number", 0.8),
        given_to(MET, "Stars", "rating", 3),
        given_to(MET, "When", "datetime", "2024-11-21"),
        given_to(MET, "Modality", "textarea", "planned"),
        given_to(MET, "Note", "textarea", [""]),
        given_to(ANNA, "Rank", "textarea", [" générale :\u00a02e classe\n"]),
        *REGIONS,
    )
    assert told(found) == []
    assert {name: span.attributes for name, span in found.spans.items() if span.attributes} == {
        "met": {
            "Format": "bilateral",
            "Kind": "talks",
            "Mode": "in_person",
            "Ordinal": "4",
            "Weight": "4",
            "Confidence": "0.8",
            "Stars": "3",
            "When": "2024-11-21",
            "Modality": "planned",
        },
        "anna": {"Rank": "générale :\u00a02e classe"},
    }


def test_two_values_of_one_attribute_pass_no_check(tmp_path: Path) -> None:
    """Which of them holds isn't ours to say; a modality like that leaves the whole region out."""
    met = given_to(MET, "Modality", "choices", ["asserted", "alleged"])
    found = read_one(tmp_path, MET, met, given_to(MET, "Modality", "choices", ["asserted", "alleged"]))
    checked = check(found, load_ontology())
    assert checked.spans == {}
    assert "its Modality is 'asserted' and 'alleged'" in told(found)[0]
    assert found.tally.read["attributes"] == sum(found.tally.fates("attributes").values())


def test_a_text_named_link_holds_links(tmp_path: Path) -> None:
    """One a line or entry, each with its name behind a space; NIL is one; what has no colon is none."""
    entries = ["ISO:NO Norvège (royaume)\nWikidata:Q20\r\n", "NIL", "Wikidata:NULL", "Norvège"]
    found = read_one(tmp_path, STATE, given_to(STATE, "Link", "textarea", entries))
    assert found.spans["state"].links == [
        Link("ISO:NO", "Norvège (royaume)"),
        Link("Wikidata:Q20"),
        Link("NIL"),
        Link("Wikidata:NULL"),
    ]
    assert messages(found.problems) == [("refused", 1, "state")]
    assert told(found) == ["'Norvège' is no link → Such as: ISO:NO, or ISO:NO Norvège."]
    assert dict(found.tally.refused) == {("links", "malformed"): 1}


def test_notes_are_what_is_written_about_a_region(tmp_path: Path) -> None:
    """They are kept as they are, once, though every result of the region repeats them."""
    meta = {"meta": {"text": [" à voir\n🛡️"], "lead_time": 3}}
    on = ANNA | meta
    found = read_one(
        tmp_path, on, given_to(on, "Rank", "textarea", ["x"]) | meta, PAUL | {"meta": {"text": "un"}}
    )
    assert {name: span.notes for name, span in found.spans.items()} == {
        "anna": [" à voir\n🛡️"],
        "paul": ["un"],
    }
    assert told(found) == []


def test_relations_are_arcs_one_a_label(tmp_path: Path) -> None:
    """The direction left turns an arc round; both ways means something for sameAs alone."""
    found = read_one(
        tmp_path,
        relation("anna", "post", "holds"),
        relation("state", "post", "in", direction="left"),
        relation("met", "anna", "participant", "chair"),
        relation("anna", "paul", "sameAs", "follows", direction="bi"),
        relation("met", "paul"),
        relation("met", "paul", labels=[]),
        {"from_id": "met", "to_id": "paul", "type": "relation", "labels": ["host"]},
        *REGIONS,
    )
    assert arcs(found) == {
        ("anna→post", "holds", "anna", "post"),
        ("state→post", "in", "post", "state"),
        ("met→anna", "participant", "met", "anna"),
        ("met→anna.2", "chair", "met", "anna"),
        ("anna→paul", "sameAs", "anna", "paul"),
        ("met→paul", "host", "met", "paul"),
    }
    unlabelled = "a relation without a label → Choose its role in the list of relations."
    assert told(found) == [
        "follows goes both ways → Click its arrow until it has one direction.",
        unlabelled,
        unlabelled,
    ]
    assert messages(found.problems) == [("refused", 1, "anna→paul")] + [("refused", 1, "met→paul")] * 2


def test_a_relations_label_may_carry_attributes(tmp_path: Path) -> None:
    """Label Studio's relations have no attributes of their own."""
    path = saved(
        tmp_path, [task(annotation(*REGIONS, relation("anna", "post", "holds:Tenure=acting:Basis=inferred")))]
    )
    (found,) = read_documents([path])
    assert [(arc.role, arc.attributes) for arc in found.arcs] == [
        ("holds", {"Tenure": "acting", "Basis": "inferred"})
    ]


def test_a_file_that_says_no_attribute_warns_of_allegations(tmp_path: Path) -> None:
    """Where no region of a task has any attribute, its project may have no control for a modality."""
    without, has = (
        task(annotation(MET, *more)) for more in ((), (given_to(MET, "Format", "choices", ["bilateral"]),))
    )
    found = list(read_documents([saved(tmp_path, [without, has])]))
    assert [document.qualified for document in found] == [False, True]
    assert [messages(document.problems) for document in found] == [[("warning", None, "")], []]


def in_utf16(result: Result, text: str = TEXT) -> Result:
    """Return a region as versions until late 2021 wrote it."""
    offsets = Offsets(text, Unit.UTF16)
    value = result["value"]
    ends = {key: offsets.from_code_points(value[key]) for key in ("start", "end")}
    return result | {"value": value | ends}


def test_the_words_tell_the_unit_of_the_offsets(tmp_path: Path) -> None:
    """Versions until late 2021 counted UTF-16 units, which a task's words show; the spans are the same."""
    new = read_one(tmp_path, *REGIONS)
    old = read_one(tmp_path, *map(in_utf16, REGIONS))
    assert (new.unit, old.unit) == (Unit.CODE_POINTS, Unit.UTF16)
    assert (spans(new), told(new)) == (spans(old), told(old))
    assert [span.fragments for span in new.spans.values()] == [span.fragments for span in old.spans.values()]


def test_a_region_in_another_unit_is_refused(tmp_path: Path) -> None:
    """The message says what was found there, which unit the task counts and that the other would fit."""
    late = region("late", "Place", "Oslo")
    found = read_one(tmp_path, *REGIONS, in_utf16(late))
    assert set(found.spans) == {each["id"] for each in REGIONS}
    assert messages(found.problems) == [("refused", 1, "late")]
    assert '"Oslo" ≠ article[' in told(found)[0]
    assert "Offsets are code points of the text" in told(found)[0]
    assert "Counted in UTF-16 units they would fit" in told(found)[0]


def test_offsets_without_words_are_code_points_with_a_warning(tmp_path: Path) -> None:
    """A Text tag may keep the words to itself; where the unit matters, it is said."""
    bare = ANNA | {"value": {"start": 3, "end": 12, "labels": ["Official"]}}
    found = read_one(tmp_path, bare)
    assert spans(found) == {"anna": ("Official", "Anna Berg")}
    assert told(found) == [
        "no words tell what its offsets count; they are read as code points → Let the Text tag have saveTextResult."
    ]
    plain = ANNA | {"value": {"start": 0, "end": 4, "labels": ["Official"]}}
    assert told(read_one(tmp_path, plain, text="Anna")) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Défense,\r\na", "Défense,\\n\\na"),  # each break is an escape
        ("Défense,\r\na", "Défense,\na"),
        ("«\u00a0Paul", "« Paul"),
        ("Paul  Roy", "Paul Roy"),  # browsers show one space
        ("C:\\new", "C:\\new"),  # a backslash and an n of the text's own
    ],
)
def test_words_may_differ_in_spaces_and_breaks(tmp_path: Path, words: str, said: str) -> None:
    """The span has the text's own words, whatever the browser showed."""
    text = f"🛡️ {words} à Oslo."
    on = region("x", "Place", words, text)
    found = read_one(tmp_path, on | {"value": on["value"] | {"text": said}}, text=text)
    assert told(found) == []
    assert spans(found) == {"x": ("Place", words)}


def test_a_region_beside_its_words_is_refused(tmp_path: Path) -> None:
    """One space too far is not where the words are."""
    value = ANNA["value"]
    found = read_one(tmp_path, ANNA | {"value": value | {"start": value["start"] - 1}})
    assert found.spans == {}
    assert messages(found.problems) == [("refused", 1, "anna")]


def test_two_regions_at_the_same_words_are_two_spans(tmp_path: Path) -> None:
    """A thing is a region; regions nest, cross and coincide."""
    again = MET | {"id": "met2"}
    found = read_one(tmp_path, MET, again, relation("met", "met2", "sameAs"))
    assert spans(found) == dict.fromkeys(("met", "met2"), ("Meeting", "a rencontré"))
    assert told(found) == []


def several(label: str) -> Result:
    return STATE | {"value": STATE["value"] | {"labels": ["State", label]}}


@pytest.mark.parametrize("results", [(several("Place"),), (STATE, STATE | {"from_name": "other", "value": STATE["value"] | {"labels": ["Place"]}})])  # fmt: skip
def test_a_region_with_several_labels_is_refused(tmp_path: Path, results: tuple[Result, ...]) -> None:
    """Which of the things its relations mean can't be told; its relations say that they lost an end."""
    found = read_one(tmp_path, *results, POST, relation("post", "state", "in"))
    assert (set(found.spans), found.arcs) == ({"post"}, [])
    assert messages(found.problems) == [("refused", 1, "state")] * len(results) + [
        ("refused", 1, "post→state")
    ]
    assert told(found)[0] == (
        "it has several labels (State, Place): which its relations mean can't be told → Mark the words once for each."
    )


def test_the_same_label_twice_is_one(tmp_path: Path) -> None:
    """A list that repeats a label says no more than it."""
    found = read_one(tmp_path, several("State"))
    assert (spans(found), told(found)) == ({"state": ("State", "norvégienne")}, [])


def test_regions_under_regions_are_warned_of(tmp_path: Path) -> None:
    """The outliner's order says nothing in the scheme."""
    found = read_one(tmp_path, POST, STATE | {"parentID": "post"})
    assert set(found.spans) == {"post", "state"}
    assert messages(found.problems) == [("warning", 1, "")]


DATA = {
    "another key": {"body": TEXT, "source": "x" * 200},
    "text and another": {"summary": TEXT, "text": TEXT},
    "a longer text": {"text": "y" * 500, "body": TEXT},
    "a column": {"title": TEXT},
    "an empty text": {"text": "", "body": TEXT, "n": 3, "list": [1], "none": None},
}


@pytest.mark.parametrize("case", DATA)
def test_the_text_is_what_the_words_fit(tmp_path: Path, case: str) -> None:
    """The export doesn't say which of a task's data was annotated."""
    (found,) = read_all(tmp_path, [task(annotation(*REGIONS), data=DATA[case])])
    assert (found.text, told(found)) == (TEXT, [])
    assert len(found.spans) == 5


def test_without_words_the_text_is_the_one_named_so_or_the_only_one(tmp_path: Path) -> None:
    """Columns of metadata and addresses are no text; where two could be, none is."""
    bare = ANNA | {"value": {"start": 3, "end": 12, "labels": ["Official"]}}
    plain = TEXT.replace("🛡️", "..").replace("🚢", ".")
    cases: list[tuple[dict[str, str], str | None]] = [
        ({"other": plain + "x", "text": plain}, plain),
        ({"body": plain, "title": "A title that is long enough", "url": "https://example.org/1"}, plain),
        ({"body": plain, "note": "Oslo"}, plain),
        ({"body": plain, "note": plain}, None),
        ({"text": "https://example.org/articles/1.txt"}, None),
        ({"text": "/data/upload/3/article.txt"}, None),
    ]
    for data, text in cases:
        (found,) = read_all(tmp_path, [task(annotation(bare), data=data)])
        assert found.text == text
        assert [message[:10] for message in told(found)] == ([] if text else ["no text at"])


def test_a_text_that_is_elsewhere_is_found_beside_the_file_or_in_the_folder_of_texts(tmp_path: Path) -> None:
    """A task may hold an address alone; the article's id is its data's."""
    texts = tmp_path / "texts"
    texts.mkdir()
    texts.joinpath("essai.txt").write_bytes(TEXT.encode())
    tasks = [task(annotation(*map(in_utf16, REGIONS)), data={"id": "essai", "text": "s3://bucket/essai.txt"})]
    (found,) = read_all(tmp_path, tasks, texts=texts)
    assert (found.text, found.unit, told(found)) == (TEXT, Unit.UTF16, [])
    assert len(found.spans) == 5


def test_regions_of_another_text_are_refused(tmp_path: Path) -> None:
    """Offsets of a title mean nothing in the article, unless the words stand there too."""
    title = region("title", "Place", "Oslo", "à Oslo", to_name="title")
    same = region("same", "Place", "Oslo", to_name="title")
    found = read_one(tmp_path, *REGIONS, title, same)
    assert set(found.spans) == {*(each["id"] for each in REGIONS), "same"}
    assert messages(found.problems) == [("refused", 1, "title")]
    assert told(found) == ["it is on 'title', not on the article's text, 'text' → Annotate one text a task."]


HTML = "<p>🛡️ Anna&nbsp;Berg,<br/>ministre</p><style>p {}</style><p>a <b>rencontré</b> Paul Roy.</p>"


def on_page(name: str, label: str, words: str, **more: Any) -> Result:
    """Return a region of a page: paths, offsets in their nodes, and offsets in what the page shows."""
    shown = "🛡️ Anna\u00a0Berg,\nministrea rencontré Paul Roy."
    start = shown.index(words)
    value = {
        "start": "/p[1]/text()[1]",
        "end": "/p[1]/text()[1]",
        "startOffset": 3,
        "endOffset": 12,
        "globalOffsets": {"start": start, "end": start + len(words)},
        "text": words.replace("\u00a0", " "),
        "hypertextlabels": [label],
    }
    return {
        "value": value | more,
        "id": name,
        "from_name": "label",
        "to_name": "text",
        "type": "hypertextlabels",
    }


def test_a_page_is_read_by_its_global_offsets(tmp_path: Path) -> None:
    """They count what the page shows, which is the text then; a region with paths alone is refused with a hint."""
    anna, met = on_page("anna", "Official", "Anna\u00a0Berg"), on_page("met", "Meeting", "a rencontré")
    old = on_page("old", "Official", "Paul Roy", htmllabels=["Official"])
    del old["value"]["globalOffsets"]
    found = read_one(tmp_path, anna, met, old, text=HTML)
    assert found.text == "🛡️ Anna\u00a0Berg,\nministrea rencontré Paul Roy."
    assert spans(found) == {"anna": ("Official", "Anna\u00a0Berg"), "met": ("Meeting", "a rencontré")}
    assert messages(found.problems) == [("refused", 1, "old")]
    assert "a path in a page and has no globalOffsets; a newer Label Studio writes them" in told(found)[0]


@pytest.mark.parametrize("html", ["<![x[ Anna Berg", "<!-- Anna Berg", "</", "<a " * 5000, "&#xD83D;"])
def test_a_broken_page_harms_nothing(tmp_path: Path, html: str) -> None:
    """Where its regions don't fit, they are refused."""
    found = read_one(tmp_path, on_page("anna", "Official", "Anna\u00a0Berg"), text=html)
    assert {problem.annotation for problem in found.problems} <= {"anna"}


def numbered(user: str) -> str:
    """Return the pseudonym of an annotator of whom only the number is known."""
    return str(Reading().annotator(f"label-studio/{user}"))


def test_of_several_annotations_the_ground_truth_counts_else_the_latest(tmp_path: Path) -> None:
    """They are never mixed; the others are named by pseudonym."""
    early = annotation(ANNA, completed_by=1, updated_at="2024-11-21T10:00:00Z")
    late = annotation(PAUL, completed_by=2, updated_at="2024-11-21T12:00:00+01:00")
    later = annotation(MET, completed_by=3, updated_at="2024-11-21T11:30:00.123456Z")
    true = annotation(STATE, completed_by=4, updated_at="2020-01-01T00:00:00Z", ground_truth=True)
    for order, kept, who in (
        ([early, later, late], "met", "3"),
        ([true, early, later], "state", "4"),
        ([early, early | {"result": [POST], "completed_by": 5}], "post", "5"),
    ):
        (found,) = read_all(tmp_path, [task(*order)])
        assert (set(found.spans), found.annotator) == ({kept}, numbered(who))
        assert messages(found.problems) == [("warning", 1, "")]
        others = [str(each["completed_by"]) for each in order if str(each["completed_by"]) != who]
        assert f"not those of {', '.join(map(numbered, others))}" in told(found)[0]


def test_what_its_annotator_cancelled_is_left_out_and_counted(tmp_path: Path) -> None:
    """A skipped task says nothing, however much was marked before."""
    skipped = annotation(
        ANNA, POST, given_to(ANNA, "Rank", "textarea", ["x"]), relation("anna", "post", "holds"),
        id=1002, was_cancelled=True, updated_at="2030-01-01T00:00:00Z", ground_truth=True,
    )  # fmt: skip
    empty = annotation(id=1003, was_cancelled=True)
    (found,) = read_all(tmp_path, [task(skipped, annotation(MET), empty)])
    assert set(found.spans) == {"met"}
    assert messages(found.problems) == [("refused", 1, "annotation 1002"), ("warning", 1, "annotation 1003")]
    assert {what: found.tally.reasons("refused", what) for what in ANNOTATIONS} == {
        "spans": {"discarded by its annotator": 2},
        "arcs": {"discarded by its annotator": 1},
        "attributes": {"discarded by its annotator": 1},
        "links": {},
    }


def test_predictions_are_no_annotations(tmp_path: Path) -> None:
    """A task with predictions only is an article without annotations, and says so; beside annotations they are nothing."""
    guess = {"model_version": "x", "score": 0.5, "result": [MET]}
    alone, beside, neither = task(), task(annotation(ANNA)), task()
    alone["predictions"] = beside["predictions"] = [guess]
    found = read_all(tmp_path, [alone, beside, neither])
    assert [set(document.spans) for document in found] == [set(), {"anna"}, set()]
    assert [document.text for document in found] == [TEXT] * 3
    assert [told(document) for document in found] == [
        ["only predictions, which nobody made → Submit it, and export it again."],
        [],
        ["no annotation of this task → Submit it, and export it again."],
    ]


USER = {"id": 7, "email": "anna@example.org", "first_name": "Anna", "last_name": "Berg"}


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize(
    "user", [7, USER, {"email": USER["email"]}, USER["email"], None, {}, [USER], {"id": [1]}]
)
def test_no_e_mail_address_of_an_annotator_is_kept(tmp_path: Path, user: Any, names: bool) -> None:
    """An annotator is a pseudonym, the same for a number and its person, another than any other tool's user of that number."""
    (found,) = read_all(tmp_path, [task(annotation(ANNA, completed_by=user))], names=names)
    assert "@" not in repr(found)
    known = isinstance(user, dict) and user.get("id") == 7
    if names and (user == 7 or known):
        assert found.annotator == ("Anna Berg" if known else "label-studio/7")
    elif user == 7 or known:
        assert found.annotator == numbered("7")
    else:
        assert found.annotator == (
            Reading().annotator("anna@example.org") if "@" in str(user) and user != [USER] else None
        )


def test_a_json_min_export_is_refused_with_what_to_export(tmp_path: Path) -> None:
    """It has no relations, so that nothing of it would be worth loading."""
    (found,) = read_documents([saved(tmp_path, FILES["a JSON-MIN export"])])
    assert found.unusable
    assert messages(found.problems) == [("refused", 1, "")]
    assert told(found) == [
        "this is Label Studio's JSON-MIN export, which has no relations → Export the project as JSON, not JSON-MIN."
    ]


def test_what_is_synced_to_a_storage_is_read(tmp_path: Path) -> None:
    """A file a task, a file an annotation with its task inside, files without an ending, tasks a line."""
    inside = annotation(
        *REGIONS, completed_by=USER, task={"id": 15, "data": {"text": TEXT}, "predictions": []}
    )
    for name, content in {
        "13": json.dumps(task(annotation(*REGIONS), id=13), indent=2),
        "15": inside,
        "lines.jsonl": "\n".join(json.dumps(task(annotation(*REGIONS), id=number)) for number in (16, 17)),
        "old.json": [{"id": 18, "completions": [{"id": 1, "result": list(REGIONS), "created_at": 1609789589}], "data": {"text": TEXT}}],
    }.items():  # fmt: skip
        saved(tmp_path, content, name)
    found = list(read_documents([tmp_path]))
    assert [document.id for document in found] == ["13-13", "15-15", "lines-16", "lines-17", "old-18"]
    assert {len(document.spans) for document in found} == {5}
    assert [span.line for span in found[3].spans.values()] == [2] * 5


def test_an_annotation_without_its_task_is_refused_with_what_to_export(tmp_path: Path) -> None:
    """What the interface for programs gives of one task has no text to load with."""
    (found,) = read_documents([saved(tmp_path, [annotation(ANNA)])])
    assert (bool(found.unusable), messages(found.problems)) == (True, [("refused", 1, "")])
    assert told(found) == [
        "no task: its task is 12; it should be an object → Export the project again as JSON."
    ]


def test_the_data_says_what_is_known_about_the_article(tmp_path: Path) -> None:
    """Keys named like the columns of metadata.csv, and the article's id; the table beside the file adds the rest."""
    tmp_path.joinpath("metadata.csv").write_text("id,title,publisher\nessai,Non,Le Monde\n", encoding="utf-8")
    data = {
        "id": "essai.txt", "text": TEXT, "title": "« Été »", "issued": "2024-11", "cites": ["c", "b"], "url": "https://example.org/1",
        "machine_translated": True, "language": {"no": "text"}, "other": "x",
    }  # fmt: skip
    (found,) = read_all(tmp_path, [task(annotation(ANNA), data=data)])
    assert (found.id, told(found)) == ("essai", [])
    assert found.metadata == Metadata(
        "« Été »",
        "Le Monde",
        "2024-11",
        url="https://example.org/1",
        cites=("b", "c"),
        machine_translated=True,
    )
    ids = [read_all(tmp_path, [task(annotation(), id=number, data={"text": "x", "id": given})])[0].id
           for number, given in ((4, 5), (4, None), (4, "a/b"), (True, None), ("x", ""))]  # fmt: skip
    assert ids == ["5", "export-4", "export-4", "export-1", "export-1"]


WITHOUT = {key: value for key, value in PAUL.items() if key != "value"}
BAD: dict[str, tuple[Any, str, str]] = {
    "a region without a value": (WITHOUT, "paul", "it has no value"),
    "a region without an id": (PAUL | {"id": None}, "", "it has no id"),
    "a region without a label": (PAUL | {"value": {"start": 0, "end": 2}}, "paul", "it has no label"),
    "labels that are no list": (PAUL | {"value": PAUL["value"] | {"labels": "State"}}, "paul", "its labels is 'State'; it should be a list"),
    "a label that is no text": (PAUL | {"value": PAUL["value"] | {"labels": [None]}}, "paul", "it has no label"),
    "offsets that are texts": (PAUL | {"value": PAUL["value"] | {"end": "x"}}, "paul", "its end is 'x'; it should be a whole number"),
    "offsets that are fractions": (PAUL | {"value": PAUL["value"] | {"end": 3.5}}, "paul", "its end is 3.5"),
    "a missing offset": (PAUL | {"value": {"start": 3, "labels": ["Official"]}}, "paul", "it has no end"),
    "reversed offsets": (PAUL | {"value": PAUL["value"] | {"start": 80}}, "paul", "covers nothing"),
    "negative offsets": (PAUL | {"value": PAUL["value"] | {"start": -1}}, "paul", "covers nothing"),
    "an offset behind the end": (PAUL | {"value": PAUL["value"] | {"end": 10**30}}, "paul", "lies outside of the text"),
    "other words": (PAUL | {"value": PAUL["value"] | {"text": "Oslo"}}, "paul", '"Oslo" ≠ article['),
    "an id used twice": (ANNA | {"value": STATE["value"]}, "anna", "the id anna stands already"),
    "a type of another tool": (PAUL | {"type": "rectanglelabels"}, "paul", "a result of type rectanglelabels"),
    "a dialogue": (PAUL | {"type": "paragraphlabels"}, "paul", "a result of type paragraphlabels"),
    "a type that is no text": (PAUL | {"type": ["labels"]}, "paul", "a result without a type"),
    "no result": (None, "", "a result without a type"),
    "a number": (3, "", "a result without a type"),
    "a choice of the whole task": ({"id": "x", "from_name": "mood", "type": "choices", "value": {"choices": ["good"]}}, "x", "mood is on the whole task"),
    "an attribute of a missing region": (given_to(PAUL, "Rank", "textarea", ["x"]), "paul", "Rank is on paul, which was refused or isn't here"),
    "an attribute without a name": (given_to(ANNA, "", "choices", ["x"]) | {"from_name": None}, "anna", "it has no from_name"),
    "an attribute without a value": (given_to(ANNA, "Rank", "number", None), "anna", "Rank: its number is None; it should be a text or a number"),
    "a number that is true": (given_to(ANNA, "Rank", "number", True), "anna", "its number is True"),
    "a choice that is an object": (given_to(ANNA, "Rank", "choices", [{}]), "anna", "its choices is {}"),
    "a relation to a missing region": (relation("anna", "gone", "holds"), "anna→gone", "holds names gone, which was refused or isn't in this file"),
    "a relation without an end": (relation("anna", "x", "holds") | {"to_id": None}, "anna→", "it has no to_id"),
    "a relation with a text as labels": (relation("anna", "met", labels="holds"), "anna→met", "its labels is 'holds'"),
    "a relation with a number as label": (relation("anna", "met", labels=[3]), "anna→met", "a label of the relation is no text"),
    "an unknown direction": (relation("anna", "met", "holds", direction="up"), "anna→met", "its direction is 'up'; it should be right, left or bi"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_result_is_one_problem_and_the_rest_is_read(tmp_path: Path, case: str) -> None:
    """It names the task's line and the region, and says what was found; nothing else changes."""
    result, where, words = BAD[case]
    good = (ANNA, MET, relation("met", "anna", "participant"), given_to(ANNA, "Mention", "choices", ["name"]))
    (found,) = read_all(tmp_path, f"[\n\n{json.dumps(task(annotation(*good, result)))}]")
    assert messages(found.problems) == [("refused", 3, where)]
    assert words in told(found)[0]
    assert spans(found) == {"anna": ("Official", "Anna Berg"), "met": ("Meeting", "a rencontré")}
    assert found.spans["anna"].attributes == {"Mention": "name"}
    assert arcs(found) == {("met→anna", "participant", "met", "anna")}
    found.count()
    counts = {what: found.tally.read[what] for what in ANNOTATIONS}
    assert sum(counts.values()) == 2 + 1 + 1 + 1
    assert sum(found.tally.refused.values()) == 1


def test_a_modality_that_cant_be_read_leaves_its_region_out(tmp_path: Path) -> None:
    """What may be an allegation is no fact."""
    found = read_one(tmp_path, MET, given_to(MET, "Modality", "choices", [{"alleged": 1}]))
    checked = check(found, load_ontology())
    assert checked.spans == {}
    assert {problem.annotation for problem in found.problems} == {"met"}
    assert found.tally.reasons("refused", "spans") == {"may be an allegation": 1}


ALLEGED = given_to(MET, "Modality", "choices", ["alleged"])
LOST: dict[str, list[Any]] = {
    "a control without a name": [ALLEGED | {"from_name": None}],
    "a control whose name is empty": [ALLEGED | {"from_name": ""}],
    "a control whose name is a list": [ALLEGED | {"from_name": ["Modality"]}],
    "a type that nothing reads": [ALLEGED | {"type": "ranker"}],
    "a result without a type": [ALLEGED | {"type": None}],
    "a choice in the label's own result": [MET | {"id": "other", "value": MET["value"] | {"choices": ["alleged"]}}],
    "a link that is none": [given_to(MET, "Link", "textarea", ["alleged"])],
    "a choice of the whole task": [given_to(MET, "Modality", "choices", ["alleged"]) | {"id": "x", "value": {"choices": ["alleged"]}}],
    "a choice of the whole task without an id": [{"from_name": "sure", "type": "choices", "value": {"choices": ["alleged"]}}],
    "a second region of the id": [region("met", "Meeting:alleged", "à Oslo")],
}  # fmt: skip


@pytest.mark.parametrize("case", LOST)
def test_what_cant_be_used_leaves_its_region_out(tmp_path: Path, case: str) -> None:
    """Whatever is said of a region, or of the whole task, and can't be read may have said that it is alleged."""
    met = [] if "own result" in case else [MET]
    found = read_one(tmp_path, ANNA, *met, *LOST[case])
    assert found.lost
    assert "alleged" in str(found.lost)
    assert set(check(found, load_ontology()).spans) == {"anna"}
    assert found.tally.read["attributes"] == sum(found.tally.fates("attributes").values())


def test_a_relation_of_which_something_is_lost_is_left_out(tmp_path: Path) -> None:
    """A relation has a label and nothing else; what else stands there may have said that it is alleged."""
    found = read_one(tmp_path, ANNA, MET, relation("met", "anna", "participant", choices=["alleged"]))
    assert found.lost == {"met→anna": [("choices", "['alleged']")]}
    assert check(found, load_ontology()).arcs == []


def test_a_modality_of_a_region_that_isnt_there_is_one_of_anything(tmp_path: Path) -> None:
    """A choice with an id of its own, at a region's place, leaves no accusation a fact."""
    odd = given_to(MET, "Modality", "choices", ["alleged"]) | {"id": "elsewhere"}
    found = read_one(tmp_path, MET, STATE, odd)
    assert set(check(found, load_ontology()).spans) == {"state"}


def test_a_choice_of_the_whole_task_is_no_place_for_a_modality(tmp_path: Path) -> None:
    """A harmless one costs nothing, and regions without any attribute are warned of as before."""
    mood = {
        "id": "x",
        "from_name": "mood",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["good"]},
    }
    for more in ([mood], [mood, given_to(STATE, "Link", "textarea", ["ISO:NO"])]):
        found = read_one(tmp_path, MET, STATE, *more)
        assert (found.qualified, found.lost) == (False, {"": [("mood", "{'choices': ['good']}")]})
        assert set(check(found, load_ontology()).spans) == {"met", "state"}


@pytest.mark.parametrize(
    "name", ["Foo_State", "Rank_State", "Foo_State_State", "Link_State", "Kind_State", "Kind_Meeting"]
)
def test_an_attribute_keeps_its_name(tmp_path: Path, name: str) -> None:
    """Only a control that is one label's own has that label in its name; what is called alike comes back as it was."""
    document = Document("a", "a", "Oslo a rencontré Paris")
    document.mark(Span("s1", "State", ((0, 4),), "", attributes={name: "x"}))
    document.mark(Span("s2", "Meeting", ((5, 16),), "", attributes={name: "x", "Kind": "talks"}))
    convert([document], "label-studio", tmp_path / "out")
    (found,) = read_documents([tmp_path / "out"])
    assert [span.attributes for span in found.spans.values()] == [{name: "x"}, {name: "x", "Kind": "talks"}]


def test_deep_results_are_refused_alone(tmp_path: Path) -> None:
    """Whatever is nested in a value, the rest of the task is read."""
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    wrong = [
        given_to(ANNA, "Rank", "choices", deep),
        PAUL | {"value": {"labels": deep}},
        relation("anna", "met", labels=deep),
    ]
    found = read_one(tmp_path, ANNA, MET, *wrong)
    assert set(found.spans) == {"anna", "met"}
    assert sorted(messages(found.problems)) == [
        ("refused", 1, where) for where in ("anna", "anna→met", "paul")
    ]


def test_a_broken_task_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    """What is no task, and what of an annotation is no list, costs nothing else."""
    good = task(annotation(ANNA))
    cases: list[Any] = [
        3, None, [], {}, {"data": "x"}, task(annotation(ANNA)) | {"data": None}, good | {"annotations": {"a": 1}},
        good | {"annotations": [None, 3]}, task(annotation() | {"result": {"a": 1}}), task(annotation() | {"result": None}),
    ]  # fmt: skip
    for case in cases:
        first, broken, last = read_all(
            tmp_path, f"[{json.dumps(good)},\n{json.dumps(case)},{json.dumps(good)}]"
        )
        assert [set(each.spans) for each in (first, broken, last)] == [{"anna"}, set(), {"anna"}]
        assert (told(first), told(last)) == ([], [])
        assert {(problem.severity, problem.line) for problem in broken.problems} == {("refused", 2)}


def test_what_stands_before_a_broken_place_is_read(tmp_path: Path) -> None:
    """A cut-off array costs what is behind the cut; a broken line costs that line."""
    whole = json.dumps(
        [task(annotation(ANNA), id=1), task(annotation(ANNA), id=2), task(annotation(ANNA), id=3)], indent=1
    )
    found = read_all(tmp_path, whole[: whole.index('"id": 3') + 5])
    assert [(document.id, bool(document.unusable)) for document in found] == [
        ("export-1", False),
        ("export-2", False),
        ("export", True),
    ]
    assert [problem.severity for problem in found[2].problems] == ["refused"]
    assert (found[2].problems[0].line or 0) > 50
    line = json.dumps(task(annotation(ANNA)))
    found = read_all(tmp_path, f"{line}\n{line[:-20]}\n{line}\n")
    assert [(set(document.spans), bool(document.unusable)) for document in found] == [({"anna"}, False), (set(), True), ({"anna"}, False)]  # fmt: skip
    assert messages(found[1].problems) == [("refused", 2, "")]


ODD: st.SearchStrategy[Any] = st.sampled_from([None, True, -1, 0, 1.5, 10**30, "", "x", "\ud83d", "NIL", [], {}, [[]], {"": None}, "sameAs", "Modality"])  # fmt: skip


def test_a_document_is_written_as_the_editor_would_save_it(tmp_path: Path) -> None:
    """One relation joins two regions, whatever its roles; each result names a control and repeats the region's place."""
    document = Document("a", "a", "Anna Berg a rencontré Paul.")
    document.mark(Span("s1", "Official", ((0, 9),), "", attributes={"Rank": "x", "Mode": "online"}, links=[Link("NIL")], notes=["n"]))  # fmt: skip
    document.mark(Span("s2", "Meeting", ((10, 21),), "", attributes={"Ordinal": "4", "Kind": "talks", "Confidence": "0.8"}))  # fmt: skip
    document.connect(Arc("a1", "participant", "s2", "s1"))
    document.connect(Arc("a2", "chair", "s2", "s1", attributes={"Basis": "inferred"}))
    done = convert([document], "label-studio", tmp_path)
    anna, met = {"start": 0, "end": 9, "text": "Anna Berg"}, {"start": 10, "end": 21, "text": "a rencontré"}
    assert json.loads(done.files[0].read_text(encoding="utf-8")) == [
        {
            "id": 1,
            "data": {"id": "a", "text": "Anna Berg a rencontré Paul."},
            "annotations": [
                {
                    "result": [
                        result("r1", "label", "labels", anna | {"labels": ["Official"]})
                        | {"meta": {"text": ["n"]}},
                        result("r1", "Rank", "textarea", anna | {"text": ["x"]}),
                        result("r1", "Mode", "choices", anna | {"choices": ["online"]}),
                        result("r1", "Link", "textarea", anna | {"text": ["NIL"]}),
                        result("r2", "label", "labels", met | {"labels": ["Meeting"]}),
                        result("r2", "Ordinal", "number", met | {"number": 4}),
                        result("r2", "Kind_Meeting", "choices", met | {"choices": ["talks"]}),
                        result("r2", "Confidence", "textarea", met | {"text": ["0.8"]}),
                        relation("r2", "r1", "participant", "chair:Basis=inferred"),
                    ],
                    "was_cancelled": False,
                }
            ],
            "predictions": [],
        }
    ]


def result(name: str, control: str, kind: str, value: Result) -> Result:
    return {"id": name, "from_name": control, "to_name": "text", "type": kind, "value": value}


def test_no_document_is_no_file(tmp_path: Path) -> None:
    """Many are one file, a task a line."""
    assert convert([], "label-studio", tmp_path).files == []
    documents = [rich(), rich()]
    documents[1].id = "autre"
    done = convert(documents, "label-studio", tmp_path)
    assert [path.name for path in done.files] == ["tasks.json"]
    lines = done.files[0].read_text(encoding="utf-8").split("\n")
    assert (lines[0], lines[-2:], len(lines)) == ("[", ["]", ""], 5)


def interface(folder: Path) -> ElementTree.Element:
    (path,) = write_config("label-studio", folder)
    assert path.name == "labeling-interface.xml"
    return ElementTree.parse(path).getroot()


def test_the_labeling_interface_offers_the_scheme(tmp_path: Path) -> None:
    """Every label and role; a control an attribute, shown on its labels alone, with its closed list; and links."""
    ontology, view = load_ontology(), interface(tmp_path)
    assert [each.get("value") for each in view.iter("Label")] == list(ontology.span_labels)
    assert [each.get("value") for each in view.iter("Relation")] == list(ontology.role_names)
    assert [(each.get("name"), each.get("value")) for each in view.iter("Text")] == [("text", "$text")]
    offered: dict[tuple[str, str], tuple[str, ...]] = {}
    for shown in view.findall("View"):
        assert (shown.get("visibleWhen"), shown.get("whenTagName")) == ("region-selected", "label")
        header, control = shown
        assert (header.tag, control.get("toName"), control.get("perRegion")) == ("Header", "text", "true")
        for label in str(shown.get("whenLabelValue")).split(","):
            name = str(control.get("name")).removesuffix(f"_{label}")
            assert (name, label) not in offered
            offered[name, label] = tuple(str(each.get("value")) for each in control)
    links = {("Link", label): () for label in ontology.span_labels if label != "Date"}
    assert offered == links | {
        (name, label): ontology.values(name, label)
        for name, attribute in ontology.attributes.items()
        for label in ontology.span_labels
        if ontology.lineage(label).intersection(attribute.labels)
    }
    names = [each.get("name") for each in view.iter() if each.get("name")]
    assert len(names) == len(set(names))
    assert all(each.get("hint") for each in (*view.iter("Label"), *view.iter("Choice")))


VALUES = {"Link": "ISO:NO", "Ordinal": 4, "Confidence": "0.8", "Rank": "générale"}  # others are dates


def test_what_is_annotated_with_the_interface_loads(tmp_path: Path) -> None:
    """A region of each label with every control that it shows has no problem, and is all mapped."""
    view = interface(tmp_path / "config")
    results = []
    for number, label in enumerate(str(each.get("value")) for each in view.iter("Label")):
        on = region(f"r{number}", label, "Anna Berg")
        results.append(on)
        for shown in view.findall("View"):
            control = shown[1]
            if label in str(shown.get("whenLabelValue")).split(","):
                name, kind = str(control.get("name")), control.tag.lower()
                choices = [each.get("value") for each in control]
                value = VALUES.get(name, "2031-03-12")
                said = choices[:1] if kind == "choices" else [value] if kind == "textarea" else value
                results.append(given_to(on, name, kind, said))
    (found,) = read_documents([saved(tmp_path, [task(annotation(*results))])])
    checked = check(found, load_ontology())
    assert told(found) == []
    assert [span.label for span in checked.spans.values()] == list(load_ontology().span_labels)
    assert found.tally.read == found.tally.mapped
    assert found.tally.mapped["attributes"] > 30
    assert found.tally.mapped["links"] == len(load_ontology().span_labels) - 1
