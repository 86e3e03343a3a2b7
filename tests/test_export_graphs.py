"""The graph formats, each read back by its own well-known reader: GEXF, GraphML, Cytoscape.js JSON, DOT, Cypher."""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import gephi
import igraph
import networkx
import pytest
from answers import AWKWARD, awkward, edge, node, written
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from neo4j import Driver

from diplograph.exports import format_of
from diplograph.exports.answer import Answer
from diplograph.exports.elements import UNASSERTED
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.load import load

FORMATS = ("gexf", "graphml", "cytoscape", "dot", "cypher")
SCHEMA = Path(__file__).parent / "data" / "gexf-1.3" / "gexf.xsd"
GEXF, GRAPHML = "{http://gexf.net/1.3}", "{http://graphml.graphdrawing.org/xmlns}"

# What properties may be called, and what of that each format keeps for itself.
NAMES = ("id", "label", "class", "labels", "type", "source", "target", "sentence", "citation", "name", "weight", "value",
         "key", "parent", "color", "size", "shape", "timeset", "kind", "property_id")  # fmt: skip
OWN = {*NAMES[:9], "property_id"}
TAKEN = {
    "gexf": {"weight", "timeset", "key"},
    "graphml": {"weight", "color", "size"},
    "cytoscape": {"name", "value", "key", "parent"},
    "dot": {"name", "key", "weight", "color", "shape"},
    "cypher": {"name"},
}
VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | dict.fromkeys((0xFFFE, 0xFFFF), 0xFFFD)  # fmt: skip
TRICKY = {
    "injection": "'}) DETACH DELETE n //",
    "escaped quote": "\\u0027}) MATCH (n) DETACH DELETE n //",
    "backslashes": "\\N \\G \\l \\n \\\\ \\\" \\' ends \\",
    "entities": "&amp; &#38; &eacute; R&D; &",
    "html": "<b>gras</b>",
    "backtick": "`x`; MATCH (n) RETURN n;\n",
    "joined": '" + "',
}


class Anew:
    """Values that are made anew each time that they are gone through."""

    def __init__(self, values: list[dict[str, Any]]) -> None:
        self.values = values

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.values)


def claim(id: str, modality: str) -> dict[str, Any]:
    """Return a claim as an answer has it."""
    told = {
        "sentence": f"La Norvège a signé ({modality} ; selon la Suède)",
        "citation": f"Éditeur, {modality}",
    }
    return node(id, "Claim", name="La Norvège a signé", name_en="Norway signed", modality=modality) | told


def hard(lang: str = "fr") -> Answer:
    """Return the awkward answer with what is awkward in a graph: names that clash, texts like code, times that meet."""
    found = awkward(lang)
    clashing = {name: f"mon {name}" for name in NAMES}
    nodes = [
        *(claim(f"claim/{modality}", modality) for modality in ("denied", "hypothetical", "asserted")),
        node("e1", "Article", name="as an edge's id"),
        node("edge/e1", "Article", name="as an edge's id with a prefix"),
        node("organization/clash", "Organization", "Party", "Entity", name="Heurts")
        | {"properties": clashing},
        node("organization/none", "Organization", "Party", "Entity", name="Rien", note=None, aliases=[]),
        node('place/"q"\\', "Place", "Entity", name="Ville"),
        *(node(f"place/{name}", "Place", "Entity", name=text, note=text) for name, text in TRICKY.items()),
        node("thing/x", "Unheard", name="Classe inconnue", half=2),
        node("meeting/later", "Meeting", "Entity", name="Plus tard", start="2024-06-01", end="2024-06-02"),
        node("agreement/open", "Agreement", "Entity", name="Ouvert", start="2024-06-02"),
    ]
    edges = [
        edge("c1", "MEMBER_OF", "state/KR", "organization/clash", "membre de") | {"properties": clashing},
        edge("c2", 'T"`', 'place/"q"\\', 'place/"q"\\', "a dit \\N", quote="\\N"),
        edge("t1", "HELD_POST", "official/a", "post/x", "a occupé", attested=["2024-03", "2023-12-24", "2024-03-31/2024-04-02"]),
        edge("t2", "FOLLOWS", "meeting/later", "meeting/held", "fait suite à"),
        edge("t3", "UNDER_FRAMEWORK", "meeting/later", "agreement/open", "relève de"),
        edge("t4", "MEMBER_OF", "state/KR", "organization/none", "membre de", start="2020", basis="inferred"),
        edge("t5", "ATTENDED", "official/a", "meeting/later", "a participé à", start="2024-01", end="2024-06-01"),
        edge("t6", "MEMBER_OF", "state/KR", "organization/none", "membre de", end="2019-05~", modality="proposed"),
        edge("t7", "ATTENDED", "official/a", "meeting/later", "a participé à", attested=["2023"]),
    ]  # fmt: skip
    return replace(found, nodes=Anew([*found.nodes, *nodes]), edges=Anew([*found.edges, *edges]))


def told(format: str, thing: dict[str, Any]) -> dict[str, Any]:
    """Return what a format must tell of a node or an edge, besides its id and ends."""
    if "labels" in thing:
        shown = thing["sentence"] or thing["name"] or thing["id"]
        fields = {"label": shown, "class": thing["labels"][0], "labels": thing["labels"]}
    else:
        fields = {"label": thing["label"], "type": thing["type"]}
    fields |= {"sentence": thing["sentence"], "citation": thing["citation"]}
    for name, value in thing["properties"].items():
        if name == "name_en" and thing["properties"].get("modality") in UNASSERTED:
            continue  # bare: the sentence says who made it
        fields[f"property_{name}" if name in OWN | TAKEN[format] else name] = value
    return {name: value for name, value in fields.items() if value is not None}


def flat(value: Any) -> str:
    """Return a value as text, numbers as they are compared."""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(float(value)) if isinstance(value, int | float) else str(value)


def texts(values: dict[str, Any]) -> dict[str, str]:
    """Return values as the texts that XML can hold, without the empty ones, which readers take for none."""
    found = {name: flat(value).translate(VISIBLE) for name, value in values.items()}
    return {name: text for name, text in found.items() if text}


def color(thing: dict[str, Any]) -> str:
    """Return the ontology's colour of a node."""
    classes = load().classes
    return classes[thing["labels"][0] if thing["labels"][0] in classes else "Entity"].color


# All


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_same_answer_gives_the_same_bytes(format: str, lang: str) -> None:
    """Nothing but the answer is in the file: written twice, it is the same."""
    assert written(format, hard(lang)) == written(format, hard(lang))


@pytest.mark.parametrize("format", FORMATS)
def test_edges_are_written_as_they_come(format: str) -> None:
    """When the last of many edges is read, most of the file is written: it isn't kept until the end."""
    stream, sizes = BytesIO(), []

    class Many:
        def __iter__(self) -> Iterator[dict[str, Any]]:
            for index in range(2000):
                sizes.append(stream.tell())
                yield edge(f"e{index}", "MEMBER_OF", "a", "b", "membre de")

    nodes = [node(id, "State", "Party", "Entity", name=id) for id in "ab"]
    format_of(format).write(replace(awkward(), nodes=nodes, edges=Many()), stream)
    assert sizes[-1] > 0.9 * len(stream.getvalue())


@pytest.mark.parametrize("format", FORMATS)
def test_an_answer_of_nothing_is_a_file(format: str, tmp_path: Path) -> None:
    """An answer without a node is written too, and is no error for its reader."""
    empty = written(format, replace(awkward(), nodes=[], edges=[]))
    if format in ("gexf", "graphml"):
        assert etree.fromstring(empty).findall(".//{*}node") == []
    if format == "dot":
        assert drawn(empty).get("objects", []) == []
    if format == "cytoscape":
        assert json.loads(empty)["elements"] == {"nodes": [], "edges": []}


@pytest.mark.parametrize("format", FORMATS)
def test_an_allegation_never_stands_alone(format: str) -> None:
    """The bare name of what is alleged, denied or a hypothesis is in no file; the sentence that says who made it is."""
    for modality in ("alleged", "denied", "hypothetical"):
        bare, said = "NU" * 20, "DIT PAR LA SUÈDE"
        alleged = node("claim/9", "Claim", name=bare, modality=modality)
        for sentence in (said, None):
            text = written(
                format, replace(awkward(), nodes=[alleged | {"sentence": sentence}], edges=[])
            ).decode()
            assert (bare in text, said in text) == (False, sentence is not None)


# GEXF


@pytest.fixture(scope="module")
def in_gephi(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the hard answer as Gephi sees its GEXF, and its timeline on some days."""
    path = tmp_path_factory.mktemp("gexf") / "hard.gexf"
    path.write_bytes(written("gexf", hard()))
    return gephi.seen(path, *SHOWN)


TIMES = {  # by hand, from the dates in hard() and awkward(); all the rest is always there
    "meeting/planned": [["2024-03-01", "2024-03-05"]],
    "initiative/proposed": [["2025-01-01", "2025-12-31"]],
    "meeting/held": [["2024-02-29", "2024-02-29"]],
    "meeting/later": [["2024-06-01", "2024-06-02"]],
    "agreement/open": [["2024-06-02", None]],
    "e1 edge": [["2024-02-29", "2024-02-29"]],
    "e2 edge": [["2024-02-29", "2024-02-29"]],
    "e3 edge": [["2024-03-01", "2024-03-05"]],
    "e4 edge": [["2025-01-01", "2025-12-31"]],
    "e5 edge": [["2023-10-01", "2024-05-02"]],
    "e6 edge": [["2024-03-01", "2024-03-05"]],
    "t1 edge": [["2023-12-24", "2023-12-24"], ["2024-03-01", "2024-04-02"]],
    "t3 edge": [["2024-06-02", "2024-06-02"]],
    "t4 edge": [["2020-01-01", None]],
    "t5 edge": [["2024-06-01", "2024-06-01"]],
    "t6 edge": [[None, "2019-05-31"]],
}
SHOWN = {  # which of these Gephi's timeline shows on a day
    "2024-02-28": {"e5 edge", "t4 edge"},
    "2024-02-29": {"meeting/held", "e1 edge", "e2 edge", "e5 edge", "t4 edge"},
    "2024-03-05": {"meeting/planned", "e3 edge", "e6 edge", "e5 edge", "t1 edge", "t4 edge"},
    "2024-03-06": {"e5 edge", "t1 edge", "t4 edge"},
    "2024-06-02": {"meeting/later", "agreement/open", "t3 edge", "t4 edge", "t7 edge"},
    "2019-05-31": {"t6 edge"},
}


def test_gexf_is_valid() -> None:
    """The file fits the official schema of GEXF 1.3, with the title and the day that the answer says of itself."""
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    for answer in (hard(), hard("en"), replace(awkward(), nodes=[], edges=[])):
        root = etree.fromstring(written("gexf", answer))
        assert schema.validate(root.getroottree()), schema.error_log
        meta = root.find(f"{GEXF}meta")
        assert (meta.get("lastmodifieddate"), meta.findtext(f"{GEXF}description")) == (
            "2024-03-06",
            answer.title,
        )


def test_gexf_tells_days() -> None:
    """Each dated node and edge has its days in the file, no end before its start and none that says nothing."""
    found = {}
    for each in etree.fromstring(written("gexf", hard())).iter(f"{GEXF}node", f"{GEXF}edge"):
        if each.find(f"{GEXF}spells") is not None:
            name = each.get("id") if each.tag == f"{GEXF}node" else f"{each.get('id')} edge"
            found[name] = [[spell.get("start"), spell.get("end")] for spell in each.iter(f"{GEXF}spell")]
    assert found == TIMES


def test_gephi_sees_every_node(in_gephi: dict[str, Any]) -> None:
    """Every node is in Gephi with its label, colour and every attribute, and the days that it was there."""
    expected = {}
    for each in hard().nodes:
        values = texts(told("gexf", each))
        times = TIMES.get(each["id"], [])
        expected[each["id"]] = {
            "label": values.pop("label"),
            "color": color(each),
            "times": times,
            "attributes": values,
        }
    assert read_in(in_gephi["nodes"]) == expected


def test_gephi_sees_every_edge(in_gephi: dict[str, Any]) -> None:
    """Every edge is in Gephi, parallel ones too, with its ends, type and every attribute, and the days that it was there."""
    again = {"e2": "ATTENDED 2", "t1": "HELD_POST 2", "t6": "MEMBER_OF 2", "t7": "ATTENDED 2"}
    expected = {}
    for each in hard().edges:
        values = texts(told("gexf", each))
        expected[each["id"]] = {
            "label": values.pop("label"),
            "color": "#000000",  # Gephi's own: it gives an edge its source's
            "source": each["source"],
            "target": each["target"],
            "kind": again.get(each["id"], each["type"]),
            "weight": 1.0,
            "times": TIMES.get(f"{each['id']} edge", []),
            "attributes": values,
        }
    assert read_in(in_gephi["edges"]) == expected


def read_in(found: dict[str, Any]) -> dict[str, Any]:
    """Return what Gephi saw with its values as the texts that are compared."""
    return {id: each | {"attributes": texts(each["attributes"])} for id, each in found.items()}


def test_gephi_timeline_plays(in_gephi: dict[str, Any]) -> None:
    """On a day, Gephi's timeline shows what was there then and what has no date, and no more."""
    nodes, edges = list(hard().nodes), list(hard().edges)
    for day, dated in SHOWN.items():
        there = {each["id"] for each in nodes if each["id"] not in TIMES or each["id"] in dated}
        assert set(in_gephi["shown"][day]["nodes"]) == there
        assert set(in_gephi["shown"][day]["edges"]) == {
            each["id"] for each in edges
            if (f"{each['id']} edge" not in TIMES or f"{each['id']} edge" in dated) and {each["source"], each["target"]} <= there
        }  # fmt: skip


def test_networkx_reads_gexf() -> None:
    """Networkx reads every node and edge with every value, parallel edges apart."""
    found = networkx.read_gexf(BytesIO(written("gexf", hard())))

    def read(values: dict[str, Any]) -> dict[str, str]:
        return texts({name: value for name, value in values.items() if name != "spells"})

    assert {name: read(values) for name, values in found.nodes(data=True)} == {
        each["id"]: texts(told("gexf", each)) for each in hard().nodes
    }
    assert {
        values["id"]: (source, target, read(values)) for source, target, values in found.edges(data=True)
    } == {
        each["id"]: (each["source"], each["target"], texts(told("gexf", each) | {"id": each["id"]}))
        for each in hard().edges
    }


def test_gexf_marks_what_is_not_sure() -> None:
    """Planned edges are dashed, proposed ones dotted, inferred ones double, all others as they are."""
    root = etree.fromstring(written("gexf", hard()))
    found = {each.get("id"): each.find(f"{GEXF}shape").get("value") for each in root.iter(f"{GEXF}edge") if each.find(f"{GEXF}shape") is not None}  # fmt: skip
    assert found == {"e3": "dashed", "e4": "dotted", "e6": "double", "t4": "double", "t6": "dotted"}


@pytest.mark.parametrize(("format", "declared"), [("gexf", "title"), ("graphml", "attr.name")])
def test_types_are_what_all_values_have(format: str, declared: str) -> None:
    """A name is boolean, long or double where all its values are, and a text where they differ or there are other ones."""
    values = {
        "yes": [True, False], "many": [1, 2**40], "share": [0.5, 2], "mixed": [True, 1], "other": [1, "x"], "words": [["a"], "b"],
        "huge": [2**64, 1], "endless": [math.inf, 1.0], "none": [None, 3],
    }  # fmt: skip
    nodes = [
        node(f"n{at}", "Post", "Entity", name="x", **{name: pair[at] for name, pair in values.items()})
        for at in (0, 1)
    ]
    root = etree.fromstring(written(format, replace(awkward(), nodes=nodes, edges=[])))
    types = {
        each.get(declared): each.get("attr.type") or each.get("type")
        for each in root.iter("{*}attribute", "{*}key")
    }
    assert {name: types[name] for name in values} == {
        "yes": "boolean", "many": "long", "share": "double", "mixed": "string", "other": "string", "words": "string",
        "huge": "string", "endless": "string", "none": "long",
    }  # fmt: skip


# GraphML


def test_networkx_reads_graphml(tmp_path: Path) -> None:
    """Networkx reads every node and edge, by its own id, with every value."""
    path = tmp_path / "hard.graphml"
    path.write_bytes(written("graphml", hard()))
    found = networkx.read_graphml(path, force_multigraph=True)
    assert isinstance(found, networkx.MultiDiGraph)
    assert {name: texts(values) for name, values in found.nodes(data=True)} == {
        each["id"]: texts(told("graphml", each)) | {"color": color(each)} for each in hard().nodes
    }
    assert {
        ends: texts(values) for *ends_, values in found.edges(keys=True, data=True) for ends in [tuple(ends_)]
    } == {(each["source"], each["target"], each["id"]): texts(told("graphml", each)) for each in hard().edges}
    assert (found.graph["title"], found.graph["made"]) == ("Ce qui est malcommode", "2024-03-06")


def test_igraph_reads_graphml(tmp_path: Path) -> None:
    """Igraph reads every node and edge with every value, parallel edges apart (it gives edges no ids of the file's)."""
    path = tmp_path / "hard.graphml"
    path.write_bytes(written("graphml", hard()))
    found = igraph.Graph.Read_GraphML(str(path))

    def read(values: dict[str, Any]) -> dict[str, str]:  # a number that isn't there is NaN, a boolean False
        return texts({name: value for name, value in values.items() if value == value and value is not False})

    nodes = {each["id"]: read(each.attributes()) for each in found.vs}
    assert nodes == {
        each["id"]: texts(told("graphml", each)) | {"color": color(each), "id": each["id"]}
        for each in hard().nodes
    }
    ids = found.vs["id"]
    edges = [(ids[each.source], ids[each.target], read({**each.attributes(), "id": ""})) for each in found.es]
    expected = [(each["source"], each["target"], texts(told("graphml", each))) for each in hard().edges]
    assert edges == expected


def test_gephi_reads_graphml(tmp_path: Path) -> None:
    """Gephi reads every node with its label, colour and every value, and joins the same nodes."""
    path = tmp_path / "hard.graphml"
    path.write_bytes(written("graphml", hard()))
    found = gephi.seen(path)
    assert {
        id: (each["label"], each["color"], texts(each["attributes"])) for id, each in found["nodes"].items()
    } == {
        each["id"]: (values.pop("label"), color(each), values)
        for each in hard().nodes
        for values in [texts(told("graphml", each))]
    }
    joined = {(each["source"], each["target"]) for each in found["edges"].values()}
    assert joined == {(each["source"], each["target"]) for each in hard().edges}


# Cytoscape.js


def test_networkx_reads_cytoscape_json() -> None:
    """Networkx reads every node and edge, by its own id, with every value as it was: lists stay lists."""
    found = networkx.cytoscape_graph(json.loads(written("cytoscape", hard())))
    assert isinstance(found, networkx.MultiDiGraph)
    assert dict(found.nodes(data=True)) == {
        each["id"]: values | {"id": each["id"], "value": each["id"], "name": values["label"]}
        for each in hard().nodes
        for values in [told("cytoscape", each)]
    }
    assert {(source, target, key): values for source, target, key, values in found.edges(keys=True, data=True)} == {
        (each["source"], each["target"], each["id"]): told("cytoscape", each)
        | {"id": f"edge//{each['id']}", "key": each["id"], "name": each["label"], "source": each["source"], "target": each["target"]}
        for each in hard().edges
    }  # fmt: skip
    assert found.graph == {"title": "Ce qui est malcommode", "made": "2024-03-06", "lang": "fr"}


def test_cytoscape_ids_are_unique() -> None:
    """No two elements share an id, even where a node is called as an edge; classes say what a thing is."""
    elements = json.loads(written("cytoscape", hard()))["elements"]
    both = [*elements["nodes"], *elements["edges"]]
    classes = {each["data"]["id"]: each["classes"] for each in both}
    assert len(classes) == len(both)
    assert classes["meeting/planned"] == "Meeting planned"
    assert classes["edge//e6"] == "ATTENDED inferred"


# DOT


def drawn(text: bytes) -> dict[str, Any]:
    """Return a DOT file as Graphviz lays it out."""
    done = subprocess.run(
        ["dot", "-Kneato", "-Tjson"], input=text, capture_output=True, check=True, timeout=120
    )
    assert done.stderr == b""
    found: dict[str, Any] = json.loads(done.stdout, strict=False)
    return found


def unescaped(values: dict[str, str]) -> dict[str, str]:
    """Return Graphviz's texts as they were: its backslashes are doubled, and so are entities."""
    found = {name: text.replace("\\\\", "\\").replace("&amp;", "&") for name, text in values.items()}
    return {name: text for name, text in found.items() if text}


def attributes(thing: dict[str, Any], *others: str) -> dict[str, str]:
    """Return what of a drawn thing's attributes is ours."""
    look = {"fillcolor", "fontcolor", "fontname", "height", "pos", "shape", "style", "tooltip", "width", "name", "lp",
            "arrowhead", "peripheries", *others}  # fmt: skip
    texts = {name: value for name, value in thing.items() if isinstance(value, str) and name not in look}
    return unescaped(texts)


def plain(values: dict[str, Any]) -> dict[str, str]:
    """Return what DOT must tell, numbers as Python writes them."""
    found = {
        name: str(value) if isinstance(value, int | float) and not isinstance(value, bool) else flat(value)
        for name, value in values.items()
    }
    return {name: text.translate(VISIBLE) for name, text in found.items() if text}


def test_graphviz_reads_dot() -> None:
    """Graphviz reads every node and edge with every value, parallel edges apart."""
    found = drawn(written("dot", hard()))
    names = [unescaped({"name": each["name"]})["name"] for each in found["objects"]]
    assert {name: attributes(each) for name, each in zip(names, found["objects"], strict=True)} == {
        each["id"]: plain(told("dot", each) | {"id": each["id"]}) for each in hard().nodes
    }
    assert {
        each["id"]: (names[each["tail"]], names[each["head"]], attributes(each)) for each in found["edges"]
    } == {
        each["id"]: (each["source"], each["target"], plain(told("dot", each) | {"id": each["id"]}))
        for each in hard().edges
    }


def test_graphviz_draws_labels_as_text() -> None:
    """What Graphviz draws is the label to the letter, and no code, escape, entity or markup in it."""
    found = drawn(written("dot", hard()))
    labels = {each["id"]: told("dot", each)["label"].translate(VISIBLE) for each in hard().nodes}
    for shown in found["objects"]:
        id = unescaped({"name": shown["name"]})["name"]
        assert lines(shown) == [line for line in labels.pop(id).split("\n") if line]
    assert labels == {}


def lines(shown: dict[str, Any]) -> list[str]:
    """Return the lines of a label as drawn; Graphviz draws nothing for an empty one."""
    return [op["text"] for op in shown.get("_ldraw_", ()) if op["op"] == "T"]


def test_dot_shows_what_is_not_sure() -> None:
    """Colours are of the classes, and what is planned, proposed or inferred looks it."""
    found = drawn(written("dot", hard()))
    looks = {each["name"]: (each["fillcolor"], each["style"]) for each in found["objects"]}
    assert looks["meeting/planned"] == ("#D9534F", "filled,dashed")
    assert looks["initiative/proposed"] == ("#8DCC93", "filled,dotted")
    assert looks["meeting/held"] == ("#D9534F", "filled")
    edges = {each["id"]: (each.get("style"), each.get("arrowhead")) for each in found["edges"]}
    unsure = {id: look for id, look in edges.items() if look != (None, None)}
    assert unsure == {
        "e3": ("dashed", None), "e4": ("dotted", None), "e6": (None, "empty"), "t4": (None, "empty"), "t6": ("dotted", None),
    }  # fmt: skip


# Cypher


def run(driver: Driver, connection: Connection, script: bytes) -> None:
    """Run a script as cypher-shell does, statement by statement."""
    for statement in script.decode().removesuffix(";\n").split(";\n"):
        driver.execute_query(statement, database_=connection.database)


def test_cypher_rebuilds_the_picture(driver: Driver, connection: Connection, empty_graph: None) -> None:
    """The script gives Neo4j every node and edge with every value; run again, it changes nothing."""
    script = written("cypher", hard())
    for _ in range(2):
        run(driver, connection, script)
        nodes = driver.execute_query(
            "MATCH (n) WHERE NOT n:TestDatabase RETURN labels(n) AS labels, properties(n) AS kept",
            database_=connection.database,
        ).records
        assert {row["kept"]["id"]: (set(row["labels"]), typed(row["kept"])) for row in nodes} == {
            each["id"]: (set(each["labels"]), kept(each)) for each in hard().nodes
        }
        assert len(nodes) == len(list(hard().nodes))
        edges = driver.execute_query(
            "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS kept",
            database_=connection.database,
        ).records
        assert {
            row["kept"]["id"]: (row["a"], row["type"], row["b"], typed(row["kept"])) for row in edges
        } == {each["id"]: (each["source"], each["type"], each["target"], kept(each)) for each in hard().edges}
        assert len(edges) == len(list(hard().edges))


def kept(thing: dict[str, Any]) -> dict[str, Any]:
    """Return the properties that Neo4j must have of a node or an edge, with their types."""
    values = told("cypher", thing)
    named = {"id": thing["id"]} | ({"name": values.pop("label")} if "labels" in thing else {})
    return typed(
        {name: value for name, value in (values | named).items() if name not in ("class", "labels", "type")}
    )


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """Return values with their types: a whole number isn't a broken one, though Python takes 2 and 2.0 for equal."""
    return {name: (type(value), value) for name, value in values.items()}


def test_cypher_holds_what_neo4j_cannot_as_json(
    driver: Driver, connection: Connection, empty_graph: None
) -> None:
    """A map and a mixed list are JSON texts; numbers of any size and lists of one kind are themselves; None is nothing."""
    values = {"map": {"a": ["é"]}, "mixed": [1, "a"], "nested": [[1]], "holes": ["a", None], "numbers": [1, 2.5], "flags": [True],
              "tiny": 1e-300, "big": -(2**63), "none": None, "empty": [], "`odd\\u0060 name": 1}  # fmt: skip
    run(
        driver,
        connection,
        written("cypher", replace(awkward(), nodes=[node("x", name="x") | {"properties": values}], edges=[])),
    )
    found = driver.execute_query(
        "MATCH (n {id: 'x'}) RETURN properties(n) AS kept", database_=connection.database
    ).records
    assert [row["kept"] for row in found] == [
        {"id": "x", "name": "x", "map": '{"a": ["é"]}', "mixed": '[1, "a"]', "nested": "[[1]]", "holes": '["a", null]',
         "numbers": [1.0, 2.5], "flags": [True], "tiny": 1e-300, "big": -(2**63), "empty": [], "`odd\\u0060 name": 1}
    ]  # fmt: skip


# Any text

TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("\\\"'`;{}<>&\n\r\t\x00u0027+/ "), max_size=40)


def with_texts(given: list[str]) -> Answer:
    """Return an answer with a node and an edge for each text, and the text in both."""
    nodes = [node(f"n{index}", "Place", "Entity", name=text, note=text) for index, text in enumerate(given)]
    edges = [
        edge(f"e{index}", "NEAR", f"n{index}", "n0", text, quote=text) for index, text in enumerate(given)
    ]
    return replace(awkward(), nodes=nodes, edges=edges)


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_xml_holds_any_text(given: list[str]) -> None:
    """GEXF and GraphML give back any text as it was, but for what XML can't hold."""
    gexf = etree.fromstring(written("gexf", with_texts(given)))
    graphml = etree.fromstring(written("graphml", with_texts(given)))
    for kind, name in (("node", "note"), ("edge", "quote")):
        expected = [text.translate(VISIBLE) for text in given]
        assert [
            each.get("value") for each in gexf.iterfind(f".//{GEXF}{kind}/*/{GEXF}attvalue[@for='{name}']")
        ] == expected
        found = graphml.iterfind(f".//{GRAPHML}{kind}/{GRAPHML}data[@key='{kind}.{name}']")
        assert [each.text or "" for each in found] == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_dot_holds_any_text(given: list[str]) -> None:
    """Graphviz draws any text to the letter."""
    found = drawn(written("dot", with_texts(given)))
    for index, (text, each) in enumerate(zip(given, found["objects"], strict=True)):
        label = (text or f"n{index}").translate(VISIBLE)
        assert lines(each) == [line for line in label.split("\n") if line]


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_cypher_holds_any_text(driver: Driver, connection: Connection, given: list[str]) -> None:
    """Neo4j gives back any text to the letter; none is run."""
    run(driver, connection, written("cypher", with_texts(given)))
    query = "MATCH (n:Place)-[r:NEAR]->(:Place {id: 'n0'}) WHERE n.id IN $ids AND r.quote = n.note RETURN n.id AS id, n.note AS note"
    ids = [f"n{index}" for index in range(len(given))]
    found = driver.execute_query(query, ids=ids, database_=connection.database).records
    assert {row["id"]: row["note"] for row in found} == dict(zip(ids, given, strict=True))


def test_every_awkward_text_was_read() -> None:
    """The answer that is read back above has every awkward text in a name, a property and a quote."""
    nodes, edges = list(hard().nodes), list(hard().edges)
    assert set(AWKWARD.values()) <= {each["name"] for each in nodes} & {
        each["properties"].get("note") for each in nodes
    }
    assert set(AWKWARD.values()) <= {each["properties"].get("quote") for each in edges}
