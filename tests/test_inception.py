"""INCEpTION's files: CAS JSON and XMI, ZIPs of documents and projects, layers; offsets are UTF-16 units."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import cassis
import pytest
from annotated import edges, values
from documents import adds_up, canonical, documents, rich
from hypothesis import HealthCheck, given, settings

from diplograph.exports.annotation_config import write_config
from diplograph.exports.annotations import convert
from diplograph.exports.annotations.inception import HOLDS, cas
from diplograph.graph_loader.checks import check
from diplograph.graph_loader.document import Document, Link, Metadata
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.features import fitted
from diplograph.graph_loader.formats import inception_export
from diplograph.graph_loader.formats.uima import METADATA
from diplograph.graph_loader.input_file import InputFile, Reading
from diplograph.graph_loader.problems import Reason
from diplograph.graph_loader.readers import read_documents
from diplograph.graph_loader.readers.inception import matches, read
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

EXAMPLE = Path(__file__).parent / "data" / "example"
TEXT = " 🛡️ Norve\u0301ge\r\net\u00a0Suède, 🚢 Oslo."
ANNOTATION, STRING = "uima.tcas.Annotation", "uima.cas.String"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
EVENT, LINK, REL = "webanno.custom.Event", "webanno.custom.EventWhoLink", "webanno.custom.Rel"
ABOUT = "webanno.custom.Source"
CHAIN, CHAIN_LINK = "webanno.custom.CorefChain", "webanno.custom.CorefLink"
TYPES: dict[str, tuple[str, dict[str, str]]] = {
    METADATA: ("uima.tcas.DocumentAnnotation", dict.fromkeys(("documentTitle", "documentId", "documentUri"), STRING)),
    TOKEN: (ANNOTATION, {"order": "uima.cas.Integer"}),
    ENTITY: (ANNOTATION, {"value": STRING, "identifier": STRING}),
    LINK: ("uima.cas.TOP", {"role": STRING, "target": ENTITY, "Confidence": STRING}),
    EVENT: (
        ANNOTATION,
        dict.fromkeys(("category", "Modality", "class", "get", "Note"), STRING)
        | {"sure": "uima.cas.Boolean", "count": "uima.cas.Integer", "p": "uima.cas.Double"}
        | {"tags": "uima.cas.StringArray", "who": "uima.cas.FSArray", "whom": ENTITY},
    ),
    REL: (ANNOTATION, {"Governor": ANNOTATION, "Dependent": ANNOTATION, "label": STRING, "Tenure": STRING, "third": ENTITY}),
    ABOUT: ("uima.cas.AnnotationBase", {"title": STRING, "issued": STRING, "cites": "uima.cas.StringArray", "mood": STRING}),
    CHAIN: ("uima.cas.AnnotationBase", {"first": CHAIN_LINK}),
    CHAIN_LINK: (ANNOTATION, {"next": CHAIN_LINK, "referenceType": STRING, "referenceRelation": STRING}),
}  # fmt: skip


def units(text: str, words: str) -> tuple[int, int]:
    """Return where words stand in a text, in UTF-16 units."""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return start, start + len(words.encode("utf-16-le")) // 2


class Made:
    """A CAS under construction: each feature structure is the dictionary that CAS JSON has."""

    def __init__(self, text: str = TEXT) -> None:
        self.text = text
        sofa = {
            "%ID": 1,
            "%TYPE": "uima.cas.Sofa",
            "sofaNum": 1,
            "sofaID": "_InitialView",
            "mimeType": "text",
            "sofaString": text,
        }
        self.all: list[dict[str, Any]] = [sofa]

    def put(self, kind: str, words: str | None = None, **said: Any) -> int:
        """Add a feature structure, on words where there are; return its id."""
        number = len(self.all) + 1
        place = dict(zip(("begin", "end"), units(self.text, words), strict=True)) if words else {}
        sofa = {} if kind in (LINK, "uima.cas.FSArray", "uima.cas.StringArray") else {"@sofa": 1}
        self.all.append({"%ID": number, "%TYPE": kind} | sofa | place | said)
        return number

    def json(self) -> dict[str, Any]:
        """Return it as INCEpTION's CAS JSON."""
        types = {
            name: {"%NAME": name, "%SUPER_TYPE": parent}
            | {key: {"%NAME": key, "%RANGE": "uima.cas.TOP[]" if kind == "uima.cas.FSArray" else kind.replace("StringArray", "String[]")} for key, kind in features.items()}
            for name, (parent, features) in TYPES.items()
        }  # fmt: skip
        members = [each["%ID"] for each in self.all if "@sofa" in each]
        return {
            "%TYPES": types,
            "%FEATURE_STRUCTURES": self.all,
            "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}},
        }

    def xmi(self) -> str:
        """Return it as INCEpTION's XMI: arrays inline, texts of arrays as elements."""
        arrays = {each["%ID"]: each["%ELEMENTS"] for each in self.all if "%ELEMENTS" in each}
        lines = []
        for each in self.all[1:]:
            if "%ELEMENTS" not in each:
                package, _, name = each["%TYPE"].rpartition(".")
                said, inside = {"xmi:id": each["%ID"]}, ""
                for key, value in each.items():
                    if key.startswith("@") and value in arrays and isinstance(arrays[value][0], str):
                        inside += "".join(f"<{key[1:]}>{_xml(item)}</{key[1:]}>" for item in arrays[value])
                    elif not key.startswith("%"):
                        said[key.lstrip("@")] = (
                            " ".join(map(str, arrays.get(value, [value]))) if key[0] == "@" else value
                        )
                told = " ".join(
                    f'{key}="{_xml(str(value).lower() if isinstance(value, bool) else value)}"'
                    for key, value in said.items()
                )
                lines.append(
                    f'<x:{name} xmlns:x="http:///{package.replace(".", "/")}.ecore" {told}>{inside}</x:{name}>'
                )
        members = " ".join(str(each["%ID"]) for each in self.all if "@sofa" in each)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI xmlns:cas="http:///uima/cas.ecore" xmlns:xmi="http://www.omg.org/XMI" '
            'xmi:version="2.0">\n<cas:NULL xmi:id="0"/>\n'
            + "\n".join(lines)
            + '\n<cas:Sofa xmi:id="1" sofaNum="1" '
            f'sofaID="_InitialView" mimeType="text" sofaString="{_xml(self.text)}"/>\n<cas:View sofa="1" members="{members}"/>\n</xmi:XMI>\n'
        )


def _xml(value: object) -> str:
    return re.sub(r'[&<>"\r\n\t]', lambda found: f"&#{ord(found[0])};", str(value))


def type_system() -> str:
    """Return TypeSystem.xml."""
    described = "".join(
        f"<typeDescription><name>{name}</name><description/><supertypeName>{parent}</supertypeName><features>"
        + "".join(f"<featureDescription><name>{key}</name><description/><rangeTypeName>{kind}</rangeTypeName></featureDescription>" for key, kind in features.items())
        + "</features></typeDescription>"
        for name, (parent, features) in TYPES.items()
    )  # fmt: skip
    return f'<?xml version="1.0"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>{described}</types></typeSystemDescription>'


def stored(folder: Path, made: Made, form: str, name: str = "a") -> Path:
    """Write a CAS in one of its forms."""
    path = folder / f"{name}.{form}"
    path.write_text(made.xmi() if form == "xmi" else json.dumps(made.json()), encoding="utf-8")
    if form == "xmi":
        folder.joinpath("TypeSystem.xml").write_text(type_system(), encoding="utf-8")
    return path


def one(path: Path, reading: Reading | None = None) -> Document:
    """Return a file's one document."""
    (found,) = read(InputFile(path, reading))
    return found


def spans(found: Document) -> dict[str, tuple[str, str]]:
    return {name: (span.label, span.words) for name, span in found.spans.items()}


def arcs(found: Document) -> set[tuple[str, str, str, str]]:
    return {(arc.id, arc.role, arc.source, arc.target) for arc in found.arcs}


def said(found: Document) -> list[str]:
    return [f"{problem.severity} {problem.annotation}: {problem.message}" for problem in found.problems]


both = pytest.mark.parametrize("form", ["json", "xmi"])


def full() -> Made:
    """Return a CAS with every kind of layer."""
    made = Made()
    made.put(
        METADATA,
        documentTitle="essai.txt",
        documentId="anna",
        documentUri="file:/home/anna/essai.txt",
        language="fr",
        begin=0,
        end=3,
    )  # 2
    made.put(TOKEN, "Suède", order=0)  # 3
    norway = made.put(
        ENTITY, "Norve\u0301ge", value="State", identifier="http://www.wikidata.org/entity/Q20"
    )  # 4
    made.put(ENTITY, "ge\r\net\u00a0S")  # 5
    oslo = made.put(ENTITY, "Oslo", value="Place", identifier="ISO:NO")  # 6
    links = [
        made.put(LINK, role="host", Confidence="0.5", **{"@target": norway}),
        made.put(LINK, **{"@target": oslo}),
    ]  # 7, 8
    several = made.put("uima.cas.FSArray", **{"%ELEMENTS": links})  # 9
    tags = made.put("uima.cas.StringArray", **{"%ELEMENTS": ["a b"]})  # 10
    made.put(
        EVENT,
        "🚢",
        category="Meeting",
        Modality="planned",
        sure=True,
        count=2,
        p=0.5,
        get="g",
        Note="une note",
        **{"class": "k", "@who": several, "@tags": tags, "@whom": oslo},
    )  # 11
    made.put(
        REL, "Oslo", label="locatedIn", Tenure="acting", **{"@Governor": oslo, "@Dependent": norway}
    )  # 12
    made.put(REL, "Oslo", **{"@Governor": norway, "@Dependent": 11})  # 13
    last = made.put(CHAIN_LINK, "Suède", referenceType="State")  # 14
    first = made.put(CHAIN_LINK, "Norve\u0301ge", referenceRelation="same", **{"@next": last})  # 15
    made.put(CHAIN, **{"@first": first})  # 16
    cites = made.put("uima.cas.StringArray", **{"%ELEMENTS": ["b", "c"]})  # 17
    made.put(ABOUT, title="Été", issued="2031-03", **{"@cites": cites})  # 18
    return made  # fmt: skip


@both
def test_every_kind_of_layer_is_read(tmp_path: Path, form: str) -> None:
    """Span layers are spans, relations and slots arcs, chains groups, other features attributes, links and notes."""
    found = one(stored(tmp_path, full(), form))
    assert said(found) == []
    assert spans(found) == {
        "NamedEntity#4": ("State", "Norve\u0301ge"),
        "NamedEntity#5": ("NamedEntity", "ge\r\net\u00a0S"),
        "NamedEntity#6": ("Place", "Oslo"),
        "Event#11": ("Meeting", "🚢"),
        "CorefLink#14": ("State", "Suède"),
        "CorefLink#15": ("Coref", "Norve\u0301ge"),
    }
    assert arcs(found) == {
        ("EventWhoLink#7", "host", "Event#11", "NamedEntity#4"),
        ("EventWhoLink#8", "who", "Event#11", "NamedEntity#6"),
        ("Event#11.whom.1", "whom", "Event#11", "NamedEntity#6"),
        ("Rel#12", "locatedIn", "NamedEntity#6", "NamedEntity#4"),
        ("Rel#13", "Rel", "NamedEntity#4", "Event#11"),
    }
    assert found.groups == [("CorefLink#15", "CorefLink#14")]
    event = found.spans["Event#11"]
    told = {"Modality": "planned", "sure": "true", "count": "2", "p": "0.5", "get": "g", "tags": "a b"}
    assert event.attributes == told | ({"class": "k"})
    assert event.notes == ["une note"]
    assert {arc.id: arc.attributes for arc in found.arcs if arc.attributes} == {
        "Rel#12": {"Tenure": "acting"},
        "EventWhoLink#7": {"Confidence": "0.5"},
    }
    links = {name: span.links for name, span in found.spans.items() if span.links}
    assert links == {"NamedEntity#4": [Link("Wikidata:Q20")], "NamedEntity#6": [Link("ISO:NO")]}
    assert found.metadata == Metadata(title="Été", issued="2031-03", language="fr", cites=("b", "c"))
    assert (found.id, found.text) == ("essai", TEXT)
    assert (found.annotator or "").startswith("annotator-")


@both
def test_offsets_are_cassis_own(tmp_path: Path, form: str) -> None:
    """Behind emoji the spans stand where cassis, which turns UTF-16 units into code points by itself, puts them."""
    path = stored(tmp_path, full(), form)
    if form == "json":
        theirs = cassis.load_cas_from_json(
            json.dumps(full().json()).replace('"class"', '"klass"').replace('"get"', '"gets"')
        )
    else:
        types = type_system().replace("<name>class<", "<name>klass<").replace("<name>get<", "<name>gets<")
        theirs = cassis.load_cas_from_xmi(
            full().xmi().replace("class=", "klass=").replace(" get=", " gets="), cassis.load_typesystem(types)
        )
    own = {name.rpartition("#")[2]: span.fragments for name, span in one(path).spans.items()}
    kinds = (ENTITY, EVENT, CHAIN_LINK)
    assert own == {
        str(each.xmiID): ((each.begin, each.end),) for kind in kinds for each in theirs.select(kind)
    }


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    """A CAS under any name, a ZIP with one, and the legacy JSON are INCEpTION's; other XML, JSON and ZIPs aren't."""
    contents: dict[str, bytes] = {
        "a": json.dumps(Made().json()).encode(),
        "b.txt": Made().xmi().encode(),
        "c": json.dumps({"_context": {}, "_views": {}, "_referenced_fss": {}}).encode(),
        "d": zipped({"x.xmi": b"", "TypeSystem.xml": b""}),
        "e": zipped({"/exportedproject16840032991893297296.json": b""}),
        "f": zipped({"curation/a.txt/CURATION_USER.json": b""})[:60],
        "g": b'<!DOCTYPE x><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"/>',
        "no1": b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:uml="http://uml"/>',
        "no2": type_system().encode(),
        "no3": json.dumps({"_context": "x", "%TYPES": {}}).encode(),
        "no4": zipped({"word/document.xml": b""}),
        "no5": b"PK\x03\x04",
        "no6": b"",
        "no7": b"[1, {}]",
        "no8": b"{",
        "no10": b"<!-- a -->" * 5000 + b"<html>",
        "no9": zipped({"source/a.txt": b"", "annotation/a/b.ann": b""}),
    }
    for name, content in contents.items():
        tmp_path.joinpath(name).write_bytes(content)
    assert [name for name in contents if matches(InputFile(tmp_path / name))] == ["a", "b.txt", *"cdefg"]


@both
def test_what_nobody_filled_in_says_nothing(tmp_path: Path, form: str) -> None:
    """Empty texts, 0 and false are UIMA's unset values, no attributes."""
    made = Made()
    made.put(EVENT, "Oslo", Modality="", sure=False, count=0, p=0.0)
    found = one(stored(tmp_path, made, form))
    assert (said(found), found.spans["Event#2"].attributes, spans(found)) == (
        [],
        {},
        {"Event#2": ("Event", "Oslo")},
    )


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ("http://www.wikidata.org/entity/Q7184", "Wikidata:Q7184"),
        ("https://w3id.org/diplograph/id/organization/nato", "diplograph:organization/nato"),
        ("http://example.org/kb#Oslo", "http://example.org/kb#Oslo"),
        ("diplograph:organization/nato", "diplograph:organization/nato"),
        ("NIL", "NIL"),
    ],
)
def test_a_concept_is_a_link(tmp_path: Path, value: str, target: str) -> None:
    """The IRI of a knowledge base is a link by its short name; another one, an id of ours and NIL stay as they are."""
    made = Made()
    made.put(ENTITY, "Oslo", identifier=value)
    assert one(stored(tmp_path, made, "json")).spans["NamedEntity#2"].links == [Link(target)]


@pytest.mark.parametrize(
    ("title", "identifier", "expected"),
    [
        ("essai.txt", "CURATION_USER", ("essai", None, None)),
        ("essai.json", "INITIAL_CAS", ("essai", None, None)),
        ("essai.txt", "essai.txt", ("essai", None, None)),
        ("Une visite à Oslo", "b.xml", ("b", "Une visite à Oslo", None)),
        ("essai.txt", "Anna Berg", ("essai", None, "Anna Berg")),
        (None, "c", ("c", None, None)),
        ("a/b", "x.txt", ("x", "a/b", None)),
    ],
)
def test_a_document_is_told_by_its_metadata(
    tmp_path: Path, title: str | None, identifier: str, expected: tuple[str | None, ...]
) -> None:
    """INCEpTION's title is the document's name and its id the annotator; another tool's are a title and an id."""
    made = Made()
    made.put(METADATA, documentId=identifier, begin=0, end=3, **({"documentTitle": title} if title else {}))
    found = one(stored(tmp_path, made, "json", "stem"), Reading(names=True))
    assert (found.id, found.metadata.title, found.annotator) == expected


@both
def test_missing_types_are_named(tmp_path: Path, form: str) -> None:
    """A type that isn't defined is named, with the export that defines it; that of tokens isn't needed."""
    made = full()
    path = stored(tmp_path, made, form)
    beside, defined = tmp_path / "TypeSystem.xml", made.json()
    del defined["%TYPES"][EVENT], defined["%TYPES"][TOKEN]
    if form == "json":
        path.write_text(json.dumps(defined), encoding="utf-8")
    else:
        beside.write_text(
            type_system().replace(f"<name>{EVENT}<", "<name>x.Y<").replace(f"<name>{TOKEN}<", "<name>x.Z<"),
            encoding="utf-8",
        )
    found = one(path)
    assert (bool(found.unusable), said(found)) == (
        True,
        [f"refused : the types {EVENT} aren't defined in it"],
    )
    assert "UIMA CAS JSON 0.4.0" in found.problems[-1].hint
    if form == "json":
        path.write_text(json.dumps(made.json() | {"%TYPES": None}), encoding="utf-8")
    else:
        beside.unlink()
    (message,) = said(one(path))
    assert EVENT in message
    assert message.endswith("its type system is missing")


def test_legacy_json_is_refused(tmp_path: Path) -> None:
    """UIMA's old JSON is refused with the name of the right export."""
    path = tmp_path / "a.json"
    path.write_text('{"_context": {"_types": {}}, "_views": {"_InitialView": {}}}', encoding="utf-8")
    (found,) = read_documents([path])
    assert found.unusable
    assert (
        found.problems[0].hint == "In INCEpTION export it as UIMA CAS JSON 0.4.0, which isn't the legacy one."
    )


def test_a_document_level_feature_that_is_no_column_is_refused(tmp_path: Path) -> None:
    """What is said of the article and has no place is said to be left out."""
    made = Made()
    made.put(ABOUT, title="Été", mood="glad")
    found = one(stored(tmp_path, made, "json"))
    assert said(found) == [
        "refused Source#2: its mood, 'glad', is of the article, and no column of metadata.csv"
    ]
    assert found.tally.reasons("refused", "attributes") == {"attribute of something else": 1}


def broken(made: Made) -> list[str]:
    """Break a CAS at many places; return the id of each."""
    at = units(TEXT, "🚢")[0]
    for begin, end in (
        (at, at + 1),
        (at + 1, at + 2),
        (0, 10_000),
        (4, 4),
        (9, 2),
        (-1, 3),
        ("x", 4),
        (0, 10**30),
    ):
        made.put(ENTITY, begin=begin, end=end)
    names = [f"NamedEntity#{number}" for number in range(2, 10)]
    made.put(ENTITY, "Oslo", value="Place")  # 10
    made.put(REL, "Oslo", label="in", **{"@Governor": 10, "@Dependent": 999})  # 11
    made.put(REL, "Oslo", label="in", **{"@Governor": 10, "@Dependent": 2})  # 12
    made.put(REL, "Oslo", label="in", **{"@Dependent": 10}, Tenure="acting")  # 13
    made.put(ENTITY, "Oslo", unheard="of")  # 14
    made.put(ENTITY, "Oslo", **{"@sofa": 77})  # 15
    made.put(EVENT, "Oslo", **{"@whom": 998})  # 16
    made.put(CHAIN, **{"@first": 997})  # 17
    made.put(EVENT, "Oslo", **{"@whom": made.put(LINK, role="r")})  # 18, 19
    made.all.append({"%ID": 10, "%TYPE": ENTITY, "@sofa": 1, "begin": 1, "end": 2})
    made.all.append({"%ID": "é", "%TYPE": ENTITY, "@sofa": 1, "begin": 1, "end": 2})
    ends = [
        "NamedEntity#10",
        "NamedEntity#14",
        "NamedEntity#15",
        "NamedEntity#é",
        "Rel#11",
        "Rel#12",
        "Rel#13",
    ]
    return sorted([*names, *ends, "Event#16", "EventWhoLink#18", "CorefChain#17", "feature structure#é"])


@both
def test_what_has_no_place_in_the_text_takes_none(tmp_path: Path, form: str) -> None:
    """Offsets and a sofa of what is no annotation are refused, and the rest is read."""
    made = Made()
    made.put(EVENT, "Oslo", **{"@whom": made.put(ENTITY, "Oslo")})
    made.put(ABOUT, title="t", begin=1, end=2)
    made.all.append({"%ID": 9, "%TYPE": LINK, "@sofa": 1, "begin": 1, "end": 2})
    found = one(stored(tmp_path, made, form))
    assert [problem.annotation for problem in found.problems] == ["Source#4"] * 2 + ["EventWhoLink#9"] * 3
    assert (set(found.spans), len(found.arcs)) == ({"NamedEntity#2", "Event#3"}, 1)
    assert adds_up(found)


def test_no_type_of_uima_s_is_refused_alone(tmp_path: Path) -> None:
    """A feature structure whose type can't be one is refused, and the rest is read."""
    made = Made()
    made.put(ENTITY, "Oslo")
    for name in ("", "uima.tcas.Nothing"):
        made.put(name, "Oslo")
    found = one(stored(tmp_path, made, "json"))
    assert [problem.annotation for problem in found.problems] == [
        f"feature structure#{number}" for number in (3, 4)
    ]
    assert set(found.spans) == {"NamedEntity#2"}
    path = stored(tmp_path, made, "xmi")
    path.write_text(
        made.xmi().replace("http:///.ecore", "urn:x").replace("x: ", "x:Odd ").replace("x:>", "x:Odd>"),
        encoding="utf-8",
    )
    found = one(path)
    assert len(found.problems) == 2
    assert set(found.spans) == {"NamedEntity#2"}
    assert adds_up(found)


@both
def test_what_is_wrong_is_refused_alone(tmp_path: Path, form: str) -> None:
    """Each broken annotation is one problem with its id, and the rest is read; nothing is lost in the sums."""
    made = Made()
    names = broken(made)
    found = one(stored(tmp_path, made, form))
    assert sorted(problem.annotation for problem in found.problems) == names
    assert spans(found) == {
        "NamedEntity#10": ("Place", "Oslo"),
        "NamedEntity#14": ("NamedEntity", "Oslo"),
        "Event#16": ("Event", "Oslo"),
        "Event#19": ("Event", "Oslo"),
    }
    assert not found.arcs
    told = {problem.annotation: problem.message for problem in found.problems}
    where = "{}:{}: {} lies inside of one character UTF-16 units".format
    at = units(TEXT, "🚢")[0]
    assert told["NamedEntity#2"] == where(at, at + 1, at + 1)
    assert told["NamedEntity#14"] == f"its unheard, 'of', isn't a feature of {ENTITY}"
    if form == "xmi":
        assert all(problem.line for problem in found.problems if problem.annotation != "feature structure#é")
    assert adds_up(found)


def test_a_relation_has_two_ends(tmp_path: Path) -> None:
    """A third one is refused, and the relation is read."""
    made = Made()
    made.put(ENTITY, "Oslo")
    made.put(REL, "Oslo", label="in", **{"@Governor": 2, "@Dependent": 2, "@third": 2})
    found = one(stored(tmp_path, made, "json"))
    assert said(found) == ["refused Rel#3: its third names NamedEntity#2: a relation has two ends only"]
    assert arcs(found) == {("Rel#3", "in", "NamedEntity#2", "NamedEntity#2")}
    assert adds_up(found)


def test_wrong_values_are_refused_alone(tmp_path: Path) -> None:
    """In XMI a number that is none, and elements where none belong, are left out with a message."""
    made = Made()
    made.put(EVENT, "Oslo", count="two", sure="yes", p="x", Modality="planned")
    path = stored(tmp_path, made, "xmi")
    path.write_text(
        path.read_text(encoding="utf-8").replace("></x:Event>", "><Note>a</Note><tags><b/></tags></x:Event>"),
        encoding="utf-8",
    )
    found = one(path)
    assert found.spans["Event#2"].attributes == {"Modality": "planned"}
    assert [message.split(",")[0] for message in said(found)] == [f"refused Event#2: its {name}" for name in ("count", "sure", "p", "Note", "tags")]  # fmt: skip
    assert adds_up(found)


def test_what_was_deleted_is_refused(tmp_path: Path) -> None:
    """An annotation that no view has was deleted; a relation that still names it is refused with it."""
    made = Made()
    made.put(ENTITY, "Oslo")
    made.put(REL, "Oslo", **{"@Governor": 2, "@Dependent": 2})
    path = tmp_path / "a.json"
    data = made.json()
    data["%VIEWS"]["_InitialView"]["%MEMBERS"] = [3, 42]
    path.write_text(json.dumps(data), encoding="utf-8")
    found = one(path)
    assert (spans(found), arcs(found)) == ({}, set())
    assert {problem.annotation for problem in found.problems} == {
        "NamedEntity#2",
        "Rel#3",
        "feature structure#42",
    }
    assert adds_up(found)


@pytest.mark.parametrize("name", ["a=__import__('os').abort()", "a b", "é", "from", "__init__", "x" * 500])
@both
def test_names_of_features_are_never_run(tmp_path: Path, name: str, form: str) -> None:
    """Cassis makes Python code of names: whatever one is, it is only a name, and its value is read where XML allows it."""
    made = Made()
    path = stored(tmp_path, made, form)
    if form == "json":
        made.put(EVENT, "Oslo", **{name: "v"})
        path.write_text(
            json.dumps(made.json()).replace('"Modality": {"%NAME"', f'{json.dumps(name)}: {{"%NAME"'),
            encoding="utf-8",
        )
        assert one(path).spans["Event#2"].attributes == {name: "v"}
    else:
        made.put(EVENT, "Oslo", Modality="v")
        plain = re.fullmatch(r"\w+", name) is not None
        path.write_text(made.xmi().replace("Modality", name) if plain else made.xmi(), encoding="utf-8")
        tmp_path.joinpath("TypeSystem.xml").write_text(
            type_system().replace("<name>Modality<", f"<name>{name}<"), encoding="utf-8"
        )
        assert one(path).spans["Event#2"].attributes == ({name: "v"} if plain else {})


@pytest.mark.parametrize("where", ["a.xmi", "TypeSystem.xml"])
def test_xml_with_a_doctype_is_refused(tmp_path: Path, where: str) -> None:
    """No entity is resolved, no other file read: a DOCTYPE is refused."""
    path = stored(tmp_path, full(), "xmi")
    victim = tmp_path / where
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    inside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY a "{"b" * 50}">]>'
    victim.write_text(
        re.sub(r"(<\?.*?\?>)", lambda match: match[1] + inside, victim.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    found = one(path)
    assert (bool(found.unusable), len(found.problems)) == (True, 1)
    assert "has a DOCTYPE" in found.problems[0].message


@pytest.mark.parametrize(
    "data",
    [
        {"%TYPES": {}, "%VIEWS": {}},
        {"%TYPES": [], "%FEATURE_STRUCTURES": []},
        {"%TYPES": {"a": 1}, "%FEATURE_STRUCTURES": []},
        {"%TYPES": {"a": {"%SUPER_TYPE": "b"}, "b": {"%SUPER_TYPE": "a"}}, "%FEATURE_STRUCTURES": []},
        {"%TYPES": {f"t{n}": {"%SUPER_TYPE": f"t{n - 1}" if n else ANNOTATION} for n in range(99)}, "%FEATURE_STRUCTURES": []},
        {"%TYPES": {"a": {"%SUPER_TYPE": 1}}, "%FEATURE_STRUCTURES": []},
        {"%TYPES": {"a": {"%SUPER_TYPE": ANNOTATION, "f": 1}}, "%FEATURE_STRUCTURES": []},
        {"%TYPES": {}, "%FEATURE_STRUCTURES": [1, {}, {"%TYPE": []}], "%VIEWS": []},
        {"%TYPES": {}, "%FEATURE_STRUCTURES": {"1": {"%TYPE": "uima.cas.Sofa"}}, "%VIEWS": {"_InitialView": 1}},
        {"%TYPES": {"a": {"%SUPER_TYPE": ANNOTATION} | {f"f{n}": {"%RANGE": STRING} for n in range(600)}}, "%FEATURE_STRUCTURES": []},
    ],
)  # fmt: skip
def test_json_that_is_no_cas_is_given_up(tmp_path: Path, data: object) -> None:
    """A file without feature structures, types or a text is refused whole, with the export to take."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = one(path)
    assert (bool(found.unusable), len(found.problems), bool(found.problems[0].hint)) == (True, 1, True)


def test_structures_may_stand_by_id(tmp_path: Path) -> None:
    """CAS JSON's other form, an object of feature structures by id, is the same document."""
    data = full().json()
    data["%FEATURE_STRUCTURES"] = {str(each.pop("%ID")): each for each in data["%FEATURE_STRUCTURES"]}
    path = tmp_path / "b.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert canonical(one(path)) == canonical(one(stored(tmp_path, full(), "json")))


# --- ZIP files ---


def zipped(members: dict[str, bytes | str]) -> bytes:
    """Return a ZIP."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return raw.getvalue()


def project(folder: Path, members: dict[str, bytes | str]) -> list[Document]:
    """Return the documents of a project's ZIP."""
    path = folder / "project.zip"
    path.write_bytes(zipped({"exportedproject.json": "{}"} | members))
    return list(read_documents([path], Reading(names=True)))


def entity(label: str) -> str:
    """Return a CAS with one span."""
    made = Made()
    made.put(METADATA, documentTitle="other.txt", documentId="x", begin=0, end=1)
    made.put(ENTITY, "Oslo", value=label)
    return json.dumps(made.json())


def export(made: Made) -> bytes:
    """Return the ZIP of a document as XMI."""
    return zipped({"anna.xmi": made.xmi(), "TypeSystem.xml": type_system()})


def test_a_document_s_zip_is_read(tmp_path: Path) -> None:
    """XMI in a ZIP with its type system, as a document is exported, is that document; nothing is unpacked."""
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"../../anna.xmi": full().xmi(), "TypeSystem.xml": type_system()}))
    found = one(path)
    assert said(found) == []
    assert canonical(found) == canonical(one(stored(tmp_path, full(), "xmi")))
    assert {each.name for each in tmp_path.iterdir()} == {"a.zip", "a.xmi", "TypeSystem.xml"}


def test_a_project_is_read_as_it_was_curated(tmp_path: Path) -> None:
    """Curated documents count; else one annotator's, with a warning that names the others; the initial CAS is nobody's."""
    made = Made()
    made.put(ENTITY, "Oslo", value="zip")
    found = project(
        tmp_path,
        {
            "source/a.txt": TEXT,
            "curation/a.txt/CURATION_USER.json": entity("curated"),
            "curation_ser/a.txt/CURATION_USER.ser": b"\xac\xed",
            "annotation/a.txt/anna.json": entity("anna"),
            "annotation/a.txt/INITIAL_CAS.json": entity("initial"),
            "/annotation/b.txt/zoe.json": entity("zoe"),
            "/annotation/b.txt/anna.zip": export(made),
            "annotation_ser/b.txt/anna.ser": b"\xac\xed",
            "annotation/c.txt/INITIAL_CAS.json": entity("initial"),
            "source/c.txt": TEXT,
            "annotation_ser/d.txt/anna.ser": b"\xac\xed",
            "annotation/e.txt/anna.json": entity("anna"),
            "curation/e.txt/CURATION_USER.tsv": "#FORMAT",
            "annotation/f.txt/anna.json": "{broken",
            "annotation/g.txt/anna.zip": zipped({"x": b""}),
        },
    )
    told = {
        each.id: (each.annotator, bool(each.unusable), [span.label for span in each.spans.values()])
        for each in found
    }
    assert told == {
        "a": (None, False, ["curated"]),
        "b": ("anna", False, ["zip"]),
        "c": (None, True, []),
        "d": (None, True, []),
        "e": (None, True, []),
        "f": (None, True, []),
        "g": (None, True, []),
    }
    problems = {
        each.id: [(problem.severity, problem.message.split(":")[0]) for problem in each.problems]
        for each in found
    }
    assert problems == {
        "a": [],
        "b": [("warning", "anna's annotation is read, and not that of zoe")],
        "c": [("warning", "nobody has annotated c.txt yet")],
        "d": [("refused", "annotation_ser/d.txt/anna.ser is neither UIMA CAS JSON nor XMI")],
        "e": [("refused", "curation/e.txt/CURATION_USER.tsv is neither UIMA CAS JSON nor XMI")],
        "f": [("refused", "annotation/f.txt/anna.json can't be read")],
        "g": [("refused", "annotation/g.txt/anna.zip can't be read")],
    }
    assert [each.file.removeprefix(str(tmp_path)) for each in found][:2] == [
        "/project.zip/curation/a.txt/CURATION_USER.json",
        "/project.zip/annotation/b.txt/anna.zip",
    ]


def test_annotators_are_pseudonyms(tmp_path: Path) -> None:
    """Nobody's name is in what is read of a project, unless names were asked for."""
    path = tmp_path / "p.zip"
    path.write_bytes(zipped({f"annotation/a.txt/{name}.json": entity("x") for name in ("anna", "zoe")}))
    found = one(path)
    anna, zoe = (Reading().annotator(name) for name in ("anna", "zoe"))
    assert found.annotator == anna
    assert found.problems[0].message == f"{anna}'s annotation is read, and not that of {zoe}"
    assert found.file == f"{path}/annotation/a.txt/{anna}.json"


def initiative(**said: Any) -> Made:
    """Return a CAS in which a trigger says something; asserted, it would be a fact."""
    made = Made()
    made.put(ENTITY, "Norve\u0301ge", value="State")  # 2
    made.put(EVENT, "🚢", **({"category": "Initiative"} | said))  # 3
    made.put(REL, "Norve\u0301ge", label="lead", **{"@Governor": 3, "@Dependent": 2})  # 4
    return made


def facts(found: Document) -> set[str]:
    """Return the ids of the triggers and arcs that would be facts."""
    checked = check(found, load_ontology())
    assert adds_up(found)
    return {"Event#3"} & {*checked.spans} | {arc.id for arc, _ in checked.arcs}


@both
def test_a_modality_without_its_feature_makes_no_fact(tmp_path: Path, form: str) -> None:
    """What an old type system has no feature for may have said that a span, or an arc, is alleged: it isn't asserted."""
    path = stored(tmp_path, initiative(), form)
    assert facts(one(path)) == {"Event#3", "Rel#4"}
    path = stored(tmp_path, initiative(Modality="alleged"), form)
    if form == "json":
        data = initiative(Modality="alleged").json()
        del data["%TYPES"][EVENT]["Modality"]
        path.write_text(json.dumps(data), encoding="utf-8")
    else:
        beside = tmp_path / "TypeSystem.xml"
        beside.write_text(type_system().replace("<name>Modality<", "<name>Other<"), encoding="utf-8")
    found = one(path)
    assert found.lost == {"Event#3": [("Modality", "alleged")]}
    assert facts(found) == set()
    made = initiative()
    made.all[-1]["Modality"] = "alleged"
    found = one(stored(tmp_path, made, form))
    assert found.lost == {"Rel#4": [("Modality", "alleged")]}
    assert facts(found) == {"Event#3"}


@pytest.mark.parametrize(
    "said",
    [
        {"Modality": ["alleged"]},
        {"Modality": {"is": "alleged"}},
        {"@Modality": 2},
        {"@whom": 77},
        {"@whom": "alleged"},
        {"Modality": "asserted", "^Modality": "alleged"},
        {"Modality": "asserted", "#Modality": "alleged"},
    ],
)
def test_a_value_of_another_shape_makes_no_fact(tmp_path: Path, said: dict[str, Any]) -> None:
    """A list, an object, a reference that leads nowhere, or two values of one feature may say that it is alleged."""
    found = one(stored(tmp_path, initiative(**said), "json"))
    assert [name for name, _ in found.lost["Event#3"]] == [next(iter(said)).lstrip("@")]
    assert facts(found) == set()


@pytest.mark.parametrize("inside", [[["alleged"]], "alleged", [{"is": "alleged"}]])
def test_what_an_array_cannot_hold_makes_no_fact(tmp_path: Path, inside: Any) -> None:
    """What can't be read of an array is lost to the annotation that has it."""
    made = initiative(**{"@tags": 5})
    made.put("uima.cas.StringArray", **{"%ELEMENTS": inside})
    found = one(stored(tmp_path, made, "json"))
    assert [name for name, _ in found.lost["Event#3"]] == ["tags"]
    assert facts(found) == set()


def test_several_values_make_no_fact(tmp_path: Path) -> None:
    """Of an array of two modalities neither is kept."""
    made = initiative(**{"@tags": 5})
    made.put("uima.cas.StringArray", **{"%ELEMENTS": ["asserted", "alleged"]})
    found = one(stored(tmp_path, made, "json"))
    assert (found.spans["Event#3"].attributes, facts(found)) == ({}, set())


def test_what_a_sub_object_says_makes_no_fact(tmp_path: Path) -> None:
    """A feature structure without a place in the text, which a feature names, may say that it is alleged."""
    made = initiative(**{"@who": 5})
    made.put("uima.cas.FSArray", **{"%ELEMENTS": [6]})
    made.put(ABOUT, mood="alleged")
    found = one(stored(tmp_path, made, "json"))
    assert found.lost["Event#3"] == [("who", "mood: alleged")]
    assert facts(found) == set()
    made.all[5] |= {"@sofa": 88}
    found = one(stored(tmp_path, made, "json"))
    assert found.lost["Event#3"] == [("who", "6")]
    assert facts(found) == set()


def test_a_second_structure_of_one_id_makes_no_fact(tmp_path: Path) -> None:
    """Of two that have one id the second may be the one that says that it is alleged."""
    made = initiative()
    made.all.append(made.all[2] | {"Modality": "alleged"})
    found = one(stored(tmp_path, made, "json"))
    assert ("Modality", "alleged") in found.lost["Event#3"]
    assert facts(found) == set()


@pytest.mark.parametrize("kind", [ABOUT, METADATA])
@both
def test_what_is_said_of_the_whole_article_makes_no_fact(tmp_path: Path, form: str, kind: str) -> None:
    """A document-level feature that says that all is alleged has no place here, so nothing is a fact."""
    made = initiative()
    made.put(kind, **{"mood": "all is alleged"} | ({"begin": 0, "end": 1} if kind == METADATA else {}))
    found = one(stored(tmp_path, made, form))
    assert found.lost == {"": [("mood", "all is alleged")]}
    assert facts(found) == set()


@both
def test_what_is_on_refused_annotations_is_counted(tmp_path: Path, form: str) -> None:
    """Attributes and links of a span or arc that is refused, for whatever reason, are refused with it, not forgotten."""
    made = Made()
    on = {"category": "Initiative", "Modality": "alleged", "Note": "n"}
    made.put(EVENT, begin=4, end=4, **on)  # covers nothing: 1 attribute
    made.put(EVENT, begin="x", end=4, **on)
    made.put(EVENT, "Oslo", **on | {"@sofa": 77})
    made.put(ENTITY, begin=4, end=4, value="State", identifier="ISO:NO")  # a link
    made.put(REL, "Oslo", label="in", Tenure="acting", **{"@Governor": 2, "@Dependent": 2})
    made.all.append({"%ID": 5, "%TYPE": EVENT, "@sofa": 1, "begin": 1, "end": 2} | on)
    found = one(stored(tmp_path, made, form))
    assert adds_up(found)
    assert found.tally.read == {"spans": 5, "arcs": 1, "attributes": 5, "links": 1}


def unzipped(folder: Path, *paths: str) -> dict[str, tuple[str | None, bool, list[str]]]:
    """Return what is read of an unzipped project by file: the reason why it isn't read, and its labels; problems are warnings."""
    for path in paths:
        folder.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(path).write_text(entity(path.replace("/", " ")), encoding="utf-8")
    return {
        each.file.removeprefix(f"{folder}/"): (
            each.unusable,
            {problem.severity for problem in each.problems} <= {"warning"},
            [span.label for span in each.spans.values()],
        )
        for each in read_documents([folder])
    }


def test_an_unzipped_project_is_read_as_it_was_curated(tmp_path: Path) -> None:
    """In folders as in the ZIP the curated document counts, else the first annotator's; the initial CAS is nobody's."""
    found = unzipped(
        tmp_path,
        "annotation/a.txt/INITIAL_CAS.json",
        "annotation/a.txt/anna.json",
        "annotation/b.txt/zoe.json",
        "annotation/b.txt/INITIAL_CAS.json",
        "annotation/b.txt/berg.json",
        "annotation/c.txt/INITIAL_CAS.json",
        "curation/a.txt/CURATION_USER.json",
    )
    other, nobody = (Reason.SUPERSEDED, True, []), (Reason.UNANNOTATED, True, [])
    assert found == {
        "annotation/a.txt/INITIAL_CAS.json": nobody,
        "annotation/a.txt/anna.json": other,
        "annotation/b.txt/INITIAL_CAS.json": nobody,
        "annotation/b.txt/berg.json": (None, True, ["annotation b.txt berg.json"]),
        "annotation/b.txt/zoe.json": other,
        "annotation/c.txt/INITIAL_CAS.json": nobody,
        "curation/a.txt/CURATION_USER.json": (None, True, ["curation a.txt CURATION_USER.json"]),
    }
    read = {each.file: each for each in read_documents([tmp_path])}
    berg = read[str(tmp_path / "annotation/b.txt/berg.json")]
    assert (berg.id, berg.annotator) == ("b", Reading().annotator("berg"))
    told = [problem.message for each in read.values() for problem in each.problems]
    zoe = Reading().annotator("zoe")
    assert f"{berg.annotator}'s annotation is read, and not that of {zoe}" in told
    assert not any("zoe" in each or "berg" in each for each in told)


def test_no_name_is_in_a_member_s_path(tmp_path: Path) -> None:
    """An annotator's name or address is in no path and no message, even where a member can't be read."""
    wrong = zipped({"anna.berg@x.org.xmi": "<", "TypeSystem.xml": type_system()})
    members: dict[str, bytes | str] = {
        "annotation/a.txt/anna.berg@x.org.json": entity("x"),
        "annotation/b.txt/anna.berg@x.org.json": "{",
        "annotation/c.txt/anna.berg@x.org.tsv": "#FORMAT",
        "annotation/d.txt/anna.berg@x.org.zip": wrong,
        "annotation/e.txt/anna.berg@x.org.zip": wrong[:60],
        "annotation/f.txt/anna.berg@x.org.json": entity("y") * 9,
    }
    raw = zipped(members)
    place = raw.index(b"annotation/f.txt") + 90
    for name, content in {"p": raw[:place] + b"\0" + raw[place + 1 :], "q": wrong}.items():
        path = tmp_path / f"{name}.zip"
        path.write_bytes(content)
        found = list(read_documents([path]))
        told = [each.file for each in found] + [str(each) for one in found for each in one.problems]
        assert len(told) == (11 if name == "p" else 2)
        assert [each for each in told if "berg" in each] == []


def test_of_type_systems_beside_the_first_is_taken(tmp_path: Path) -> None:
    """Where two files beside XMI are called so, the order of the folder's listing decides nothing."""
    path = stored(tmp_path, initiative(), "xmi")
    for name in ("typesystem.xml", "TYPESYSTEM.xml"):
        tmp_path.joinpath(name).write_text("<", encoding="utf-8")
    found = one(path)
    assert found.unusable  # TYPESYSTEM.xml
    tmp_path.joinpath("TYPESYSTEM.xml").unlink()
    assert not one(path).unusable


def test_an_empty_project_says_so(tmp_path: Path) -> None:
    """A project without documents is told as such."""
    assert [said(each) for each in project(tmp_path, {})] == [["refused : the project has no document"]]


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of members, the size of each and of all have limits."""
    members: dict[str, bytes | str] = {"annotation/a.txt/anna.json": entity("x")}
    for name in ("MOST_MEMBERS", "MOST_BYTES", "LARGEST"):
        with monkeypatch.context() as patch:
            patch.setattr(inception_export, name, 1)
            (found,) = project(tmp_path, members)
            assert (bool(found.unusable), len(found.problems)) == (True, 1)
            assert "more than" in found.problems[0].message


# --- Writing, and what INCEpTION is told ---


def as_xmi(document: Document, folder: Path) -> Document:
    """Return a document after writing it as XMI with its type system."""
    made = cas(document)
    made.to_xmi(folder / "a.xmi")
    made.typesystem.to_xml(folder / "TypeSystem.xml")
    return one(folder / "a.xmi")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_any_document_survives_as_xmi(document: Document) -> None:
    """The other form, XMI with its type system, is read as the same document."""
    fit = fitted(document, HOLDS)[0]
    with tempfile.TemporaryDirectory() as folder:
        found = as_xmi(fit, Path(folder))
    assert said(found) == []
    assert canonical(found) == canonical(fit)


def test_any_name_of_an_attribute_survives(tmp_path: Path) -> None:
    """What can't be a feature's name, or means something else there, comes back all the same."""
    fit = fitted(rich(), HOLDS)[0]
    names = (
        "label",
        "role",
        "Value",
        "End",
        "end",
        "my attr é",
        "class",
        "x_a",
        "_x0041_",
        "note",
        "self",
        "get",
        "٣",
        "a-b",
        "next",
    )
    for at in [*fit.spans.values(), *fit.arcs]:
        at.attributes |= {name: f"v {name}" for name in names}
    (path, _) = convert([fit], "inception", tmp_path).files
    assert canonical(one(path)) == canonical(as_xmi(fit, tmp_path)) == canonical(fit)


def test_the_example_says_the_same(tmp_path: Path) -> None:
    """The annotated example, through INCEpTION's format, gives the same edges, values, quotes and offsets."""
    (document,) = read_documents([EXAMPLE])
    convert([document], "inception", tmp_path)
    (found,) = read_documents([tmp_path])
    fit = fitted(document, HOLDS)[0]
    records = [extract(each, load_ontology(), reference())[0] for each in (fit, found)]
    assert edges(records[0]) == edges(records[1])
    assert values(records[0]) == values(records[1])
    places = [
        sorted((str(claim.quote), claim.char_start or 0, claim.char_end or 0) for claim in record.claims)
        for record in records
    ]
    assert places[0] == places[1]
    assert places[0]


def layers_of(path: Path) -> dict[str, dict[str, Any]]:
    return {layer["name"]: layer for layer in json.loads(path.read_text(encoding="utf-8"))}


def tags(feature: dict[str, Any]) -> set[str]:
    return {tag["tag_name"] for tag in feature["tag_set"]["tags"]} if feature["tag_set"] else set()


def test_inception_is_offered_the_scheme(tmp_path: Path) -> None:
    """The layers have every label, role and attribute, with each closed list; the constraints what fits a label or a pair."""
    ontology = load_ontology()
    layers, constraints = write_config("inception", tmp_path)
    found = layers_of(layers)
    assert {name: layer["type"] for name, layer in found.items()} == {
        "webanno.custom.Thing": "span",
        "webanno.custom.Role": "relation",
        "webanno.custom.Article": "document-metadata",
    }
    assert found["webanno.custom.Role"]["attach_type"] == {"name": "webanno.custom.Thing"}
    thing, role = (
        {each["name"]: each for each in found[f"webanno.custom.{name}"]["features"]}
        for name in ("Thing", "Role")
    )
    assert tags(thing.pop("label")) == set(ontology.span_labels)
    assert tags(role.pop("role")) == set(ontology.role_names)
    own = {name: thing.pop(name)["type"] for name in ("Link", "identifier", "Note")}
    assert own == {"Link": "uima.cas.StringArray", "identifier": "kb:<ANY>", "Note": "uima.cas.StringArray"}
    for offered, on in ((thing, "labels"), (role, "roles")):
        expected = {each.name: set(each.values) for each in ontology.attributes.values() if getattr(each, on)}
        assert {name: tags(each) for name, each in offered.items()} == expected
    text = constraints.read_text(encoding="utf-8")
    pairs = {
        (a, b)
        for a in ontology.span_labels
        for b in ontology.span_labels
        if any(ontology.role(name, a, b) for name in ontology.role_names)
    }
    assert set(re.findall(r'Governor\.label = "(\w+)" & Dependent\.label = "(\w+)"', text)) == pairs
    kinds = {
        label: set(re.findall(r'Kind = "(\w+)"', rule))
        for label, rule in re.findall(r'^  label = "(\w+)" -> (.*);$', text, re.MULTILINE)
    }
    assert {label: each for label, each in kinds.items() if each} == {
        label: set(ontology.values("Kind", label)) for label in ontology.attributes["Kind"].labels
    }


def test_what_is_written_has_its_layers(tmp_path: Path) -> None:
    """The layers beside the documents have a feature for each attribute of them, the scheme's and others; nobody reads them as an article."""
    document = fitted(rich(), HOLDS)[0]
    document.spans["oslo"].attributes["certainty"] = "high"
    document.arcs[0].attributes["my note"] = "x"
    convert([document], "inception", tmp_path)
    data = json.loads(tmp_path.joinpath("essai.json").read_text(encoding="utf-8"))
    offered = layers_of(tmp_path / "layers.json")
    for name in ("webanno.custom.Thing", "webanno.custom.Role"):
        needed = {key for key in data["%TYPES"][name] if not key.startswith("%")} - {"Governor", "Dependent"}
        assert needed <= {each["name"] for each in offered[name]["features"]}
    assert [each.id for each in read_documents([tmp_path])] == ["essai"]


def test_what_another_export_drops_is_said(tmp_path: Path) -> None:
    """The features that WebAnno TSV leaves out say so where INCEpTION shows them."""
    thing = layers_of(write_config("inception", tmp_path)[0])["webanno.custom.Thing"]
    told = {
        each["name"]: each["description"] for each in thing["features"] if each["multi_value_mode"] == "ARRAY"
    }
    assert set(told) == {"Link", "Note"}
    assert all("WebAnno TSV leaves it out" in each for each in told.values())
