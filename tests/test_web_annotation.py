"""The reader and writer of W3C Web Annotations: the shapes that tools write, quotes and positions, relations, sources."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from annotated import messages
from documents import adds_up, canonical, written_and_read

from diplograph.exports.annotations import convert
from diplograph.graph_loader.document import Arc, Document, Link, Span
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.offsets import Unit
from diplograph.graph_loader.readers import format_of, read_documents
from diplograph.graph_loader.readers.web_annotation import matches, read

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SOURCE = "https://example.org/news/article.txt"
TEXT = "🛡️ Le ministre de la De\u0301fense, Anna Berg,\r\na rencontré à Oslo «\u00a0un ministre\u00a0»."


def tag(value: str, purpose: str | None = "tagging") -> dict[str, Any]:
    """Return a body of text."""
    return {"type": "TextualBody", "value": value} | ({"purpose": purpose} if purpose else {})


def quote(exact: str, prefix: str = "", suffix: str = "") -> dict[str, Any]:
    """Return a quote selector."""
    around = {"prefix": prefix, "suffix": suffix}
    return {"type": "TextQuoteSelector", "exact": exact} | {
        name: each for name, each in around.items() if each
    }


def position(start: Any, end: Any) -> dict[str, Any]:
    """Return a position selector."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


def annotation(name: str, body: Any, *selectors: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an annotation of a part of the article."""
    target = {"source": SOURCE, "selector": list(selectors)}
    return {"@context": CONTEXT, "id": name, "type": "Annotation", "body": body, "target": target} | more


def relation(name: str, body: Any, target: Any, **more: Any) -> dict[str, Any]:
    """Return an annotation that links."""
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "Annotation",
        "motivation": "linking",
        "body": body,
        "target": target,
    } | more


def dumped(content: Any) -> bytes:
    """Return JSON; of a list each item has its line, from 1."""
    if not isinstance(content, list):
        return json.dumps(content, ensure_ascii=False).encode()
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in content)
    return f"[{lines}]".encode()


def read_all(
    folder: Path, content: Any, text: str | None = TEXT, name: str = "a.json", reading: Reading | None = None
) -> list[Document]:
    """Return the documents of a file, with the article's text beside it."""
    if text is not None:
        folder.joinpath("article.txt").write_bytes(text.encode())
    raw = content if isinstance(content, bytes) else dumped(content)
    folder.joinpath(name).write_bytes(raw)
    return list(read(InputFile(folder / name, reading)))


def read_one(folder: Path, content: Any, text: str | None = TEXT, **more: Any) -> Document:
    """Return the one document of a file."""
    (found,) = read_all(folder, content, text, **more)
    return found


def spans(found: Document) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the label of each span, and the words of the text that it covers."""
    text = found.text or ""
    return {
        name: (span.label, tuple(text[start:end] for start, end in span.fragments))
        for name, span in found.spans.items()
    }


def arcs(found: Document) -> set[tuple[str, str, str, str]]:
    return {(arc.id, arc.role, arc.source, arc.target) for arc in found.arcs}


def test_a_file_is_known_by_its_context_or_its_shape(tmp_path: Path) -> None:
    """The context, a page or an annotation with a target tell; other tools' JSON doesn't, whatever the file's name."""
    one = annotation("a", [tag("State")], quote("Oslo"))
    bare = {"id": "a", "type": "Annotation", "target": "x"}
    contents: dict[str, Any] = {
        "one.json": one,
        "list.json": [one],
        "contexts.json": one | {"@context": ["http://example.org/ns.jsonld", CONTEXT]},
        "page.jsonld": {"@context": CONTEXT, "type": "AnnotationPage", "items": []},
        "collection.json": {"type": ["AnnotationCollection"], "first": {"items": [one]}},
        "wires.json": [[{"id": "r", "motivation": "linking", "body": "a", "target": "b"}]],
        "bare.json": bare,
        "rows.json": {"total": 1, "rows": [{"user": "acct:a@b", "uri": SOURCE, "target": []}]},
        "export.json": {"export_date": "2031", "annotations": []},
        "spans.json": {"text": "a", "label": [[0, 1, "State"]]},
        "studio.json": [{"data": {"text": "a"}, "annotations": []}],
        "cas.json": {"%TYPES": {}, "%FEATURE_STRUCTURES": [], "%VIEWS": {}},
        "other.json": {"type": "Annotation"},
        "strange.json": {"@context": {"a": 1}, "items": 3, "rows": "x"},
        "empty.json": [],
        "text.json": "text",
        "deep.json": None,
    }
    for name, content in contents.items():
        raw = b"[" * 100_000 if name == "deep.json" else json.dumps(content).encode()
        tmp_path.joinpath(name).write_bytes(raw)
    files = {name: InputFile(tmp_path / name) for name in contents}
    ours = [name for name, file in files.items() if matches(file)]
    assert ours == list(contents)[:9]
    assert [name for name, file in files.items() if format_of(file) == "web-annotation"] == ours


def test_a_span_has_its_label_attributes_links_and_notes(tmp_path: Path) -> None:
    """Each purpose has its meaning: classifying, tagging, identifying, commenting; the text is beside the file."""
    body = [
        tag("Official", "classifying"),
        tag("Rank = vice-amiral = a\\b"),
        tag("Link=ISO:NO"),
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": "http://www.wikidata.org/entity/Q7184",
        },
        {
            "purpose": "identifying",
            "source": {"id": "https://w3id.org/diplograph/id/person/berg", "label": "Anna"},
        },
        "https://www.wikidata.org/wiki/Q42",
        "NIL:",
        tag("à vérifier", "commenting"),
        tag("décrit", "oa:describing"),
        tag("sans but", None),
        tag(" ", None),
    ]
    found = read_one(tmp_path, annotation("urn:x:1", body, quote("Anna Berg")))
    (span,) = found.spans.values()
    assert (found.id, found.text, found.metadata.url) == ("article", TEXT, SOURCE)
    assert (span.id, span.label, span.words, span.line) == ("urn:x:1", "Official", "Anna Berg", None)
    assert span.attributes == {"Rank": "vice-amiral = a\\b"}
    assert span.links == [
        Link("ISO:NO"),
        Link("Wikidata:Q7184"),
        Link("diplograph:person/berg", "Anna"),
        Link("Wikidata:Q42"),
        Link("NIL:"),
    ]
    assert span.notes == ["à vérifier", "décrit", "sans but"]
    assert found.problems == []


@pytest.mark.parametrize(
    ("body", "more", "label"),
    [
        (tag("State"), {}, "State"),
        ([tag("Initiative"), tag("alleged")], {}, "Initiative:alleged"),
        ([tag("alleged"), tag("Initiative", "classifying")], {}, "Initiative:alleged"),
        (tag("State", None), {"motivation": "tagging"}, "State"),
        (tag("State", None), {"motivation": ["oa:classifying", "highlighting"]}, "State"),
        (None, {"bodyValue": "State", "motivation": "tagging"}, "State"),
        ({"purpose": "classifying", "source": "https://w3id.org/diplograph/ontology#State"}, {}, "State"),
        ({"type": "Choice", "items": [tag("State"), tag("Place")]}, {}, "State"),
        ({"type": "Composite", "items": [tag("Meeting"), tag("planned")]}, {}, "Meeting:planned"),
        (tag("http://www.w3.org/ns/oa#x=y", "classifying"), {}, "http://www.w3.org/ns/oa#x=y"),
    ],
)
def test_a_label_may_be_said_in_many_ways(
    tmp_path: Path, body: Any, more: dict[str, Any], label: str
) -> None:
    """A tag, several tags, a class by its IRI, the annotation's own motivation: all name the label."""
    found = read_one(tmp_path, annotation("a", body, quote("Oslo"), **more))
    assert [(span.label, span.attributes, span.links) for span in found.spans.values()] == [(label, {}, [])]
    assert found.problems == []


def test_several_tags_are_read_as_labels_with_attributes_are(tmp_path: Path) -> None:
    """Initiative and alleged, each a tag of its own, are an initiative that is alleged."""
    read_one(
        tmp_path, [annotation("a", [tag("Initiative"), tag("alleged"), tag("Kind=transfer")], quote("Oslo"))]
    )
    (found,) = read_documents([tmp_path / "a.json"])
    (span,) = found.spans.values()
    assert (span.label, span.attributes) == ("Initiative", {"Modality": "alleged", "Kind": "transfer"})


@pytest.mark.parametrize(
    ("selectors", "words"),
    [
        ([quote("Oslo")], "Oslo"),
        ([quote("ministre", "Le ", " de la")], "ministre"),
        ([quote("ministre", "«\u00a0un ")], "ministre@2"),
        ([quote("ministre"), position(67, 75)], "ministre@2"),
        ([position(67, 75), quote("ministre")], "ministre@2"),
        ([quote("ministre", "nowhere"), position(67, 75)], "ministre@2"),
        ([{"type": "Choice", "items": [quote("Oslo"), position(57, 61)]}], "Oslo"),
        ([quote("Anna Berg, a rencontré")], "Anna Berg,\r\na rencontré"),
        ([quote("Anna Berg,\na", suffix=" rencontré")], "Anna Berg,\r\na"),
        ([quote("a", prefix="Berg,\n", suffix=" rencontré")], "a@@"),
        ([{"type": "XPathSelector", "value": "/p"}, quote("Oslo")], "Oslo"),
        ([quote("Oslo « un ministre »") | {"refinedBy": quote("ministre")}], "ministre@2"),
        ([position(53, 78) | {"refinedBy": [quote("Oslo")]}], "Oslo"),
        ([quote("à Oslo") | {"refinedBy": position(2, 6)}], "Oslo"),
        ([{"type": "FragmentSelector", "value": "char=57,61"}], "Oslo"),
        ([position(57, 61)], "Oslo"),
        ([quote(""), position(57, 61)], "Oslo"),
    ],
)
def test_the_quote_decides_and_context_and_position_break_ties(
    tmp_path: Path, selectors: list[dict[str, Any]], words: str
) -> None:
    """Prefix and suffix choose among places, then the position; spaces may differ; a selector may refine another."""
    places = {
        "ministre": (6, 14),
        "ministre@2": (67, 75),
        "a@@": (TEXT.index("a rencontré"), TEXT.index("a rencontré") + 1),
    }
    start = TEXT.index(words) if words not in places else 0
    place = places.get(words, (start, start + len(words)))
    found = read_one(tmp_path, annotation("a", tag("State"), *selectors))
    assert [str(problem) for problem in found.problems] == []
    assert [span.fragments for span in found.spans.values()] == [(place,)]


def test_positions_are_code_points_unless_the_quotes_say_otherwise(tmp_path: Path) -> None:
    """The recommendation counts code points; what a browser's tool counted is told by its quotes."""
    points = [
        annotation("a", tag("Place"), quote("Oslo"), position(57, 61)),
        annotation("b", tag("Post"), position(67, 75)),
    ]
    units = [
        annotation("a", tag("Place"), quote("Oslo"), position(58, 62)),
        annotation("b", tag("Post"), position(68, 76)),
    ]
    for content, unit in ((points, Unit.CODE_POINTS), (units, Unit.UTF16)):
        found = read_one(tmp_path, content)
        assert found.unit is unit
        assert spans(found) == {"a": ("Place", ("Oslo",)), "b": ("Post", ("ministre",))}
        assert found.problems == []


def test_a_position_that_disagrees_gives_way_to_a_quote_that_stands_once(tmp_path: Path) -> None:
    """The quote counts, with a warning that names the unit; a context that is gone draws one, too."""
    moved = annotation("a", tag("Place"), quote("Oslo"), position(3, 7))
    gone = annotation("b", tag("Official"), quote("Anna Berg", "Mme "))
    beyond = annotation("c", tag("Official"), quote("Anna"), position(10**30, 10**31))
    found = read_one(tmp_path, [moved, gone, beyond])
    assert spans(found) == {
        "a": ("Place", ("Oslo",)),
        "b": ("Official", ("Anna Berg",)),
        "c": ("Official", ("Anna",)),
    }
    assert messages(found.problems) == [("warning", 1, "a"), ("warning", 2, "b"), ("warning", 3, "c")]
    assert "its position is 3:7 code points" in str(found.problems[0])


@pytest.mark.parametrize(
    ("selectors", "message"),
    [
        ([quote("ministre")], "'ministre' stands 2 times in the text"),
        (
            [quote("ministre"), position(8, 16)],
            "stands 2 times in the text; its position is 8:16 code points",
        ),
        (
            [quote("Bergen"), position(57, 61)],
            "'Bergen' isn't in the text; its position is 57:61 code points",
        ),
        ([position(57, 640)], "640 lies outside of the text, which has 78 code points"),
        ([position(-1, 3)], "covers nothing"),
        ([position(5, 5)], "covers nothing"),
        ([position("1", 2)], "its start is '1'; it should be a whole number"),
        ([position(True, 2)], "its start is True"),
        ([position(None, 2)], "it has no start"),
        ([quote(3)], "its exact is 3; it should be a text"),  # type: ignore[arg-type]  # what a broken file holds
        ([{"type": "TextQuoteSelector"}], "it has no exact"),
        ([{"type": "XPathSelector", "value": "/p"}], "nothing selects its words in this text: XPathSelector"),
        ([{"type": "FragmentSelector", "value": "xywh=0,0,1,1"}], "FragmentSelector"),
        ([{}], "no selector"),
        ([position(0, 500) | {"refinedBy": position(0, 2)}], "TextPositionSelector"),
        ([quote("Oslo") | {"refinedBy": quote("Bergen")}], "'Bergen' isn't in the text"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_id(
    tmp_path: Path, selectors: list[dict[str, Any]], message: str
) -> None:
    """One problem, which says what was looked for; everything else is read."""
    good = annotation("good", tag("Place"), quote("Oslo"))
    found = read_one(tmp_path, [annotation("bad", tag("State"), *selectors), good])
    assert messages(found.problems) == [("refused", 1, "bad")]
    assert message in str(found.problems[0])
    assert spans(found) == {"good": ("Place", ("Oslo",))}
    assert adds_up(found)


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        (3, "annotation 1"),
        ({"id": "bad", "type": "Annotation"}, "bad"),
        ({"id": 7, "target": {"source": SOURCE, "selector": [quote("Oslo")]}}, "annotation 1"),
        (annotation("bad", tag("State"), quote("Oslo")) | {"target": [3]}, "bad"),
        (
            annotation("bad", tag("State"), quote("Oslo"))
            | {"target": {"type": "Independents", "items": []}},
            "bad",
        ),
        (
            annotation("bad", tag("State"))
            | {"target": {"type": "List", "items": [{"type": "List", "items": []}]}},
            "bad",
        ),
        (annotation("bad", tag("State")), "bad"),
        (annotation("bad", tag("State")) | {"target": SOURCE}, "bad"),
        (annotation("bad", None, quote("Oslo")), "bad"),
        (annotation("bad", tag("une note", "commenting"), quote("Oslo")), "bad"),
        (
            annotation("bad", tag("State"))
            | {"target": [{"source": source, "selector": quote("Oslo")} for source in "xy"]},
            "bad",
        ),
        (annotation("good", tag("State"), quote("Oslo")), "good"),
    ],
)
def test_what_is_no_annotation_of_words_is_refused(tmp_path: Path, bad: Any, name: str) -> None:
    """No target, no words, no tag, targets in two sources, an id used twice: each costs itself alone."""
    good = annotation("good", tag("Place"), quote("Oslo"))
    content = [good, bad] if name == "good" else [bad, good]
    documents = read_all(tmp_path, content)
    found = next(each for each in documents if each.spans)
    problems = [problem for each in documents for problem in each.problems if problem.severity == "refused"]
    assert [problem.annotation for problem in problems] == [name]
    assert all(problem.line for problem in problems)
    assert spans(found) == {"good": ("Place", ("Oslo",))}
    assert all(map(adds_up, documents))


def test_a_body_that_cannot_be_read_may_be_a_doubt(tmp_path: Path) -> None:
    """It is refused and kept in mind: where it may say that something is alleged, its span isn't used."""
    body = [
        tag("Initiative"),
        {"purpose": "tagging", "value": ["Modality", "alleged"]},
        3,
        {"type": "TextualBody"},
    ]
    found = read_one(tmp_path, [annotation("a", body, quote("Oslo"))])
    assert messages(found.problems) == [("refused", None, "a")] * 3
    assert "alleged" in str(found.lost["a"])
    assert adds_up(found)
    assert found.tally.mapped["spans"] == 0


@pytest.mark.parametrize(
    "about",
    [
        {"id": 7, "target": "a"},
        {"target": ["a", 3]},
        {"id": "m", "target": [{"id": "a"}, {"items": [], "type": "Independents"}]},
        {"id": "m", "target": {"source": "a", "selector": quote("Oslo")}},
        {"id": "m", "target": {"type": "List", "items": [{"items": [{"source": {"id": "a"}}]}]}},
        {"id": "b", "target": {"id": "r"}, "body": tag("alleged")},
    ],
)
def test_what_a_refused_annotation_says_of_another_may_be_a_doubt(
    tmp_path: Path, about: dict[str, Any]
) -> None:
    """An annotation that can't be read may say that what it is about is only alleged: that isn't used then."""
    content = [
        annotation("a", tag("Initiative"), quote("Oslo")),
        annotation("b", tag("Meeting"), quote("Anna Berg")),
        relation("r", ["b", tag("topic")], "a"),
        {"type": "Annotation", "body": tag("alleged")} | about,
    ]
    found = read_one(tmp_path, content)
    if about.get("id") == "b":  # a second annotation of that id, about a relation
        assert [arc.role for arc in found.arcs] == ["topic:alleged"]
        return
    assert found.lost["a"] == [("", "alleged")]
    assert found.lost.keys() == {"a"}
    assert adds_up(found)
    assert found.tally.mapped["spans"] == 1
    assert found.tally.mapped["arcs"] == 0


def test_of_what_an_annotation_is_about_what_is_here_gets_what_it_says(tmp_path: Path) -> None:
    """One of its targets isn't here: that one is refused; another, even by way of a third annotation, is alleged."""
    content = [
        annotation("a", tag("Initiative"), quote("Oslo")),
        annotation("b", tag("Initiative"), quote("Anna Berg")),
        {"id": "n", "type": "Annotation", "body": tag("un avis", "commenting"), "target": "b"},
        {"id": "m", "type": "Annotation", "body": tag("alleged"), "target": ["a", {"id": "nobody"}, "n"]},
    ]
    found = read_one(tmp_path, content)
    assert {name: span.label for name, span in found.spans.items()} == dict.fromkeys(
        "ab", "Initiative:alleged"
    )
    assert messages(found.problems) == [("refused", 4, "m")]
    assert "nobody" in found.problems[0].message
    assert adds_up(found)


def test_a_reply_is_about_what_it_answers(tmp_path: Path) -> None:
    """Hypothesis' replies name what they answer as their references, and the whole article as their target."""
    row = {"id": "x1", "user": "acct:a@b", "uri": SOURCE, "tags": ["Initiative"]}
    row["target"] = [{"source": SOURCE, "selector": [quote("Oslo")]}]  # type: ignore[assignment]  # JSON
    reply = {"id": "x2", "user": "acct:a@b", "uri": SOURCE, "tags": ["alleged"], "references": ["x1"]}
    reply["target"] = [{"source": SOURCE}]  # type: ignore[list-item]  # JSON
    found = read_one(tmp_path, {"total": 2, "rows": [row, reply]})
    assert spans(found) == {"x1": ("Initiative:alleged", ("Oslo",))}
    assert found.problems == []


def test_a_doubt_about_the_whole_article_is_kept_in_mind(tmp_path: Path) -> None:
    """What selects no words is refused; what its tags say is said of all that is in the article."""
    about = {"id": "m", "type": "Annotation", "body": tag("Modality=alleged"), "target": SOURCE}
    found = read_one(tmp_path, [annotation("a", tag("Initiative"), quote("Oslo")), about])
    assert found.lost == {"": [("Modality", "alleged")]}
    assert adds_up(found)
    assert found.tally.mapped["spans"] == 0
    assert found.tally.refused["attributes", "malformed"] == 1
    both = read_one(
        tmp_path, [annotation("a", tag("State"), quote("Oslo")), about | {"target": ["a", SOURCE]}]
    )
    assert both.lost == {"": [("Modality", "alleged")]}
    assert both.spans["a"].attributes == {"Modality": "alleged"}


@pytest.mark.parametrize(
    ("body", "label", "lost"),
    [
        ({"purpose": "tagging", "source": "https://example.org/tags/alleged"}, "Initiative:alleged", 0),
        ({"purpose": "tagging", "id": "https://example.org/tags#Kind=talks"}, "Initiative", 0),
        ({"purpose": "oa:tagging", "source": {"id": "urn:tags:alleged"}}, "Initiative:alleged", 0),
        (
            {"type": "List", "purpose": "tagging", "items": [{"value": "alleged"}]},
            "Initiative:alleged",
            0,
        ),
        ({"purpose": {"id": "oa:tagging"}, "value": "alleged"}, "Initiative:alleged", 0),
        ({"purpose": [3], "value": "alleged"}, "Initiative", 1),
        ({"purpose": "tagging", "source": "http://www.wikidata.org/entity/Q1136330"}, "Initiative", 1),
        ({"purpose": "tagging", "source": "https://example.org/tags?tag=alleged"}, "Initiative", 1),
        ({"purpose": "tagging", "source": "https://example.org/tags/17"}, "Initiative", 1),
        ({"purpose": "describing", "source": "https://example.org/tags/alleged"}, "Initiative", 1),
        ("https://example.org/tags/alleged", "Initiative", 1),
        (tag("Initiative") | {"value": "", "modality": "no"}, "Initiative", 1),
    ],
)
def test_a_tag_may_be_an_iri_and_is_never_a_link(tmp_path: Path, body: Any, label: str, lost: int) -> None:
    """The last part of its IRI is the tag; one that ends in no word, and an IRI of no known use, may be a doubt."""
    found = read_one(tmp_path, [annotation("a", [tag("Initiative"), body], quote("Oslo"))])
    (span,) = found.spans.values()
    assert (span.label, span.links, len(found.lost.get("a", []))) == (label, [], lost)
    assert adds_up(found)
    assert lost == 0 or found.tally.mapped["spans"] == 0


def test_a_purpose_of_ones_own_is_an_attribute(tmp_path: Path) -> None:
    """What a tool's own widget says for a purpose of its own is no note: it may be the modality."""
    body = [tag("Initiative"), tag("alleged", "Modality"), tag("rumour", "certainty")]
    found = read_one(tmp_path, [annotation("a", body, quote("Oslo"))])
    assert found.spans["a"].attributes == {"Modality": "alleged", "certainty": "rumour"}
    assert found.spans["a"].notes == []


def test_what_is_on_a_refused_span_is_counted(tmp_path: Path) -> None:
    """Attributes and links of a span whose words aren't there, whose id is used twice, or of an arc without an end."""
    body = [tag("Official"), tag("Rank=x"), tag("Link=ISO:NO"), tag("http://a/b", "identifying")]
    content = [
        annotation("a", [tag("Official")], quote("Oslo")),
        annotation("b", body, quote("Bergen")),
        annotation("a", body, quote("Anna Berg")),
        relation("r", ["nobody", tag("participant"), tag("Confidence=0.8")], "a"),
        relation("s", ["b", tag("participant"), tag("Confidence=0.8")], "a"),
        annotation("c", body) | {"target": SOURCE},
    ]
    found = read_one(tmp_path, content)
    assert adds_up(found)
    assert {
        what: found.tally.fates(what)["refused"] for what in ("spans", "attributes", "links", "arcs")
    } == {
        "spans": 3,
        "attributes": 5,
        "links": 6,
        "arcs": 2,
    }


def test_of_two_annotations_of_one_id_neither_is_a_fact_where_they_disagree(tmp_path: Path) -> None:
    """The first counts; but what the second says otherwise may be that it is alleged."""
    content = [
        annotation("a", tag("Initiative"), quote("Oslo")),
        annotation("a", [tag("Initiative"), tag("alleged")], quote("Oslo")),
    ]
    found = read_one(tmp_path, content)
    assert found.lost == {"a": [("", "Initiative alleged")]}
    assert adds_up(found)
    assert found.tally.mapped["spans"] == 0


def test_annotations_without_an_id_never_collide(tmp_path: Path) -> None:
    """They are named by their number; one that is called so, or of which another speaks by that name, is another."""
    bare = annotation("x", tag("Initiative"), quote("Oslo"))
    del bare["id"]
    about = {"id": "m", "type": "Annotation", "body": tag("alleged"), "target": "annotation 2"}
    called = annotation("annotation 2", tag("Meeting"), quote("Anna Berg"))
    found = read_one(tmp_path, [bare, bare, called, bare, about])
    assert {name: span.label for name, span in found.spans.items()} == {
        "annotation 1": "Initiative",
        "annotation 2*": "Initiative",
        "annotation 2": "Meeting:alleged",
        "annotation 4": "Initiative",
    }
    assert found.problems == []


def test_a_relation_says_which_of_its_ends_is_absent(tmp_path: Path) -> None:
    """Of two ends behind it one isn't here: the other is drawn, this one is refused."""
    content = [
        annotation("a", tag("Official"), quote("Anna Berg")),
        annotation("b", tag("Meeting"), quote("a rencontré")),
        relation("r", ["a", "nobody", tag("participant")], "b"),
    ]
    found = read_one(tmp_path, content)
    assert arcs(found) == {("r", "participant", "b", "a")}
    assert messages(found.problems) == [("refused", 3, "r")]
    assert adds_up(found)


def test_a_quote_is_looked_for_once(tmp_path: Path) -> None:
    """A thousand spans on one word in a long text, with spaces that differ around it, take no minute."""
    text = "".join(f"un ministre\r\n  à Oslo le {number}. " for number in range(10_000))
    places = [text.index("Oslo", text.index(f"le {number}.") - 6) for number in range(1000)]
    content = [
        annotation(
            str(number),
            tag("Place"),
            quote("Oslo", "\nà " if number % 2 else " à ", f" le {number}."),
            *([position(place, place + 4)] if number % 2 else []),
        )
        for number, place in enumerate(places)
    ]
    before = time.process_time()
    found = read_one(tmp_path, content, text)
    assert time.process_time() - before < 10
    assert found.problems == []
    assert [span.fragments for span in found.spans.values()] == [((place, place + 4),) for place in places]


def test_a_quote_that_stands_very_often_is_found_by_its_context(tmp_path: Path) -> None:
    """However often a letter stands in a text, what stands around it decides."""
    text = "a " * 12_000 + "le a fin"
    found = read_one(tmp_path, annotation("x", tag("Place"), quote("a", "le ", " fin")), text)
    assert found.problems == []
    assert found.spans["x"].fragments == ((24_003, 24_004),)


def test_several_targets_are_one_discontinuous_span(tmp_path: Path) -> None:
    """So Recogito writes them; a Composite or a List says the same; of a Choice the first counts."""
    parts = [{"source": SOURCE, "selector": [quote(words)]} for words in ("Oslo", "Anna Berg")]
    found = read_one(
        tmp_path,
        [
            annotation("a", tag("Post")) | {"target": parts},
            annotation("b", tag("Post")) | {"target": {"type": "Composite", "items": parts}},
            annotation("c", tag("Post")) | {"target": {"type": "List", "items": parts[:1]}},
            annotation("d", tag("Post")) | {"target": {"type": "Choice", "items": parts}},
        ],
    )
    assert spans(found) == {
        "a": ("Post", ("Anna Berg", "Oslo")),
        "b": ("Post", ("Anna Berg", "Oslo")),
        "c": ("Post", ("Oslo",)),
        "d": ("Post", ("Oslo",)),
    }
    assert found.problems == []


def test_relations_are_read_in_every_shape_that_tools_write(tmp_path: Path) -> None:
    """From target to body, from the first target to the second, and with a tag in an annotation of its own."""
    found = read_one(
        tmp_path,
        [
            annotation("a", tag("Official"), quote("Anna Berg")),
            annotation("b", tag("Meeting"), quote("a rencontré")),
            annotation("c", tag("Place"), quote("Oslo")),
            relation("r1", ["a", tag("participant"), tag("Confidence=0.8")], "b"),
            relation("r2", tag("place"), [{"id": "b"}, {"id": "c"}]),
            [
                {"id": "r3", "motivation": "linking", "body": "c", "target": "b"},
                {"motivation": "tagging", "body": [{"value": "place"}], "target": "r3"},
            ],
            relation("r4", [{"source": "a"}, {"id": "c"}, tag("topic", "classifying")], {"source": "b"}),
            relation("r5", ["a", tag("participant"), tag("planned")], ["b"]),
            {"id": "more", "type": "Annotation", "body": [tag("Rank=général")], "target": {"id": "a"}},
        ],
    )
    assert [str(problem) for problem in found.problems] == []
    assert arcs(found) == {
        ("r1", "participant", "b", "a"),
        ("r2", "place", "b", "c"),
        ("r3", "place", "b", "c"),
        ("r4.1", "topic", "b", "a"),
        ("r4.2", "topic", "b", "c"),
        ("r5", "participant:planned", "b", "a"),
    }
    assert {arc.id: arc.attributes for arc in found.arcs if arc.attributes} == {"r1": {"Confidence": "0.8"}}
    assert found.spans["a"].attributes == {"Rank": "général"}


def test_relations_that_lack_something_are_refused(tmp_path: Path) -> None:
    """An end that isn't there, no role, one end: each with its id; what a relation can't have is said."""
    found = read_one(
        tmp_path,
        [
            annotation("a", tag("Official"), quote("Anna Berg")),
            annotation("b", tag("Meeting"), quote("a rencontré")),
            annotation("lost", tag("Place"), quote("Bergen")),
            relation("r1", ["nobody", tag("participant")], "b"),
            relation("r2", ["a"], "b"),
            relation("r3", tag("participant"), "b"),
            relation("r4", tag("participant"), ["b", "nobody"]),
            relation("r5", ["lost", tag("place")], "b"),
            relation(
                "r6", ["a", tag("participant"), tag("note", "commenting"), tag("ISO:NO", "identifying")], "b"
            ),
        ],
    )
    assert arcs(found) == {("r6", "participant", "b", "a")}
    assert sorted(messages(found.problems)) == [
        ("refused", 3, "lost"),
        *(("refused", line, f"r{line - 3}") for line in (4, 5, 6, 7, 8)),
        ("refused", 9, "r6"),
        ("refused", 9, "r6"),
    ]
    assert adds_up(found)


def test_each_source_is_a_document(tmp_path: Path) -> None:
    """Articles are told apart by their source, and named by its last part; relations go to the article of their ends."""
    tmp_path.joinpath("un deux.txt").write_text("Oslo accuse Paris.")
    sources = {
        "a": SOURCE,
        "b": "urn:articles:un%20deux",
        "c": "https://example.org/news/other/?page=2#top",
        "d": "https://example.net/article.html",
    }
    content = [annotation(name, tag("State"), quote("Oslo"), position(0, 4)) for name in sources]
    for each, source in zip(content, sources.values(), strict=True):
        each["target"]["source"] = {"id": source} if "urn" in source else source
    content.append(
        annotation("e", tag("State"), quote("Paris"))
        | {"target": {"source": sources["b"], "selector": quote("Paris")}}
    )
    content.append(relation("r", ["e", tag("sameAs")], "b"))
    found = read_all(tmp_path, content)
    assert [
        (each.id, list(each.spans), [arc.id for arc in each.arcs], each.metadata.url) for each in found
    ] == [
        ("article", ["a"], [], sources["a"]),
        ("un deux", ["b", "e"], ["r"], None),
        ("other", ["c"], [], sources["c"]),
        ("a-4", ["d"], [], sources["d"]),
    ]


def test_a_page_without_sources_is_about_the_text_of_its_own_name(tmp_path: Path) -> None:
    """Recogito may leave the source out; and one article's text may have the file's name rather than its source's."""
    tmp_path.joinpath("a.txt").write_text("Oslo")
    one = annotation("#1", tag("State"), quote("Oslo"))
    bare = one | {"target": {"id": "x", "selector": [quote("Oslo"), position(0, 4)]}}
    page = {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "first": {"type": "AnnotationPage", "items": [bare]},
    }
    for content in (bare, page, one, {"@context": CONTEXT, "@graph": [one]}):
        found = read_one(tmp_path, content, None)
        assert (found.id, found.text, set(found.spans), found.problems) == ("a", "Oslo", {"#1"}, [])


def test_hypothesis_own_json_is_read_too(tmp_path: Path) -> None:
    """What its search and its export hold: tags, text, user, uri and title; page notes have no words."""
    target = {
        "source": SOURCE,
        "selector": [
            {"type": "RangeSelector", "startContainer": "/p"},
            position(58, 62),
            quote("Oslo", "à ", " «"),
        ],
    }
    row = {
        "id": "x1",
        "user": "acct:anna@hypothes.is",
        "uri": SOURCE,
        "text": "**note**",
        "tags": ["State", "Link=ISO:NO"],
    }
    row |= {"target": [target], "document": {"title": ["Le titre"]}, "permissions": {"read": []}, "links": {}}
    note = row | {"id": "x2", "target": [{"source": SOURCE}]}
    for content in (
        {"total": 2, "rows": [row, note]},
        {"export_date": "2031-01-01", "annotations": [row, note]},
    ):
        found = read_one(tmp_path, content)
        assert (found.id, found.metadata.title, found.unit) == ("article", "Le titre", Unit.UTF16)
        assert found.annotator is not None
        assert "hypothes" not in found.annotator
        assert spans(found) == {"x1": ("State", ("Oslo",))}
        assert (found.spans["x1"].links, found.spans["x1"].notes) == ([Link("ISO:NO")], ["**note**"])
        assert messages(found.problems) == [("refused", None, "x2")]


def test_who_annotated_has_a_pseudonym_where_it_was_one_person(tmp_path: Path) -> None:
    """Names and addresses are kept only when asked for; of several people none is named, with a warning."""
    people = [
        {"type": "Person", "name": "Anna", "email": "mailto:anna@mail.example"},
        [{"name": "Anna"}],
        "Anna",
    ]
    content = [
        annotation(str(number), tag("State"), quote("Oslo"), creator=each)
        for number, each in enumerate(people)
    ]
    found = read_one(tmp_path, content)
    assert found.annotator == Reading().annotator("Anna")
    assert "mail.example" not in str(found)
    assert read_one(tmp_path, content, reading=Reading(names=True)).annotator == "Anna"
    content[0]["creator"] = "https://example.org/berit"
    found = read_one(tmp_path, content)
    assert found.annotator is None
    assert messages(found.problems) == [("warning", None, "")]


def test_without_its_text_positions_are_kept(tmp_path: Path) -> None:
    """Offsets and words stay as they are said; a quote alone has no place."""
    content = [
        annotation("a", tag("Place"), quote("Oslo"), position(57, 61)),
        annotation("b", tag("State"), quote("Oslo")),
    ]
    found = read_one(tmp_path, content, None)
    assert {name: (span.fragments, span.words) for name, span in found.spans.items()} == {
        "a": (((57, 61),), "Oslo")
    }
    assert messages(found.problems) == [("warning", None, ""), ("refused", 2, "b")]


def test_what_is_cut_off_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    """A list is read up to where it breaks; other encodings and deep nesting give the file up, with a place."""
    good = json.dumps(annotation("a", tag("Place"), quote("Oslo"))).encode()
    found = read_one(tmp_path, b"[\n" + good + b",\n" + good[:50])
    assert spans(found) == {"a": ("Place", ("Oslo",))}
    assert messages(found.problems) == [("refused", 3, "")]
    found = read_one(tmp_path, b'{"type": "Annotation", "target": ' + b"[" * 100_000)
    assert found.unusable
    assert messages(found.problems)[-1] == ("refused", 1, "")


def test_what_is_written_is_a_list_of_annotations(tmp_path: Path) -> None:
    """One a line, with quote, context and position; the article's id in its source; relations from target to body."""
    document = Document("à b", "x", TEXT, annotator="annotator-0a1b2c3d")
    document.mark(
        Span(
            "o", "Official", ((31, 40),), "", attributes={"Rank=x": "y"}, links=[Link("Wikidata:Q1", "Anna")]
        )
    )
    document.mark(Span("p", "Post", ((6, 14), (57, 61)), "", links=[Link("NIL:")], notes=["une note"]))
    document.connect(Arc("1", "holds", "o", "p", attributes={"Tenure": "acting"}))
    done = convert([document], "web-annotation", tmp_path)
    assert [path.name for path in done.files] == ["à b.jsonld", "à b.txt", "metadata.csv"]
    lines = tmp_path.joinpath("à b.jsonld").read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 5)
    first, second, third = (json.loads(line.rstrip(",")) for line in lines[1:-1])
    source, by = "%C3%A0%20b.txt", {"creator": {"type": "Person", "nickname": "annotator-0a1b2c3d"}}
    here = {"type": "TextQuoteSelector", "exact": TEXT[31:40], "prefix": TEXT[0:31], "suffix": TEXT[40:72]}
    link = {"type": "SpecificResource", "purpose": "identifying"}
    wikidata = link | {"source": {"id": "http://www.wikidata.org/entity/Q1", "label": "Anna"}}
    assert first == {
        "@context": CONTEXT,
        "id": "#span-1",
        "type": "Annotation",
        **by,
        "body": [tag("Official", "classifying"), tag("Rank\\=x=y"), wikidata],
        "target": [{"source": source, "selector": [here, position(31, 40)]}],
    }
    assert second["body"] == [
        tag("Post", "classifying"),
        link | {"source": "NIL:"},
        tag("une note", "commenting"),
    ]
    assert [each["selector"][1] for each in second["target"]] == [position(6, 14), position(57, 61)]
    assert third == relation(
        "#relation-1", ["#span-2", tag("holds", "classifying"), tag("Tenure=acting")], "#span-1", **by
    )


def test_annotations_without_their_text_come_back(tmp_path: Path) -> None:
    """Their offsets and words are all that there is."""
    document = Document("a", "x")
    document.mark(Span("s", "State", ((3, 7),), "Oslo"))
    document.mark(Span("t", "Post", ((0, 2), (3, 7)), "un Oslo"))
    expected, found = written_and_read(document, "web-annotation", tmp_path)
    assert canonical(found) == canonical(expected)


def test_spaces_and_repeated_words_come_back(tmp_path: Path) -> None:
    """Any span comes back to its own place, however often its words stand in the text."""
    document = Document("a", "x", "\u00a0a a\r\na  🛡️a\u0301 a")
    for number, place in enumerate(
        [(0, 1), (1, 2), (2, 3), (3, 4), (4, 6), (6, 7), (7, 9), (9, 11), (11, 12), (11, 13)]
    ):
        document.mark(Span(f"s{number}", "State", (place,), ""))
    expected, found = written_and_read(document, "web-annotation", tmp_path)
    assert [str(problem) for problem in found.problems] == []
    assert canonical(found) == canonical(expected)
