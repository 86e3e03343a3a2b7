"""GEXF 1.3 (https://gexf.net): the picture with its time, for Gephi, whose timeline plays it; networkx reads it too.

Each node has its class's colour, and as attributes its class, labels and properties, a claim its sentence and
citation too; each edge its type, sentence, citation and properties. Lists are joined by "; ". An empty text is there,
but Gephi shows it as none. A property called as a field is, or as something that Gephi or networkx sets itself, is ``property_NAME``.
Nodes are shown from their start to their end, both days included. An edge has its own start and end, else the dates
that it is attested on, else the days of its ends; it is cut to the days that its dated ends share, and where there
are none it shows whenever both ends do. An open start or end is left out. What has no date is always there.
Planned edges are dashed, proposed ones dotted, inferred ones double, in tools that draw GEXF's shapes; Gephi 0.10 doesn't.
An edge's kind is its type; Gephi adds up edges of one kind between the same two nodes, so the second has ATTENDED 2.
For that, who is joined how often is kept in memory while writing, and the times of dated nodes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.elements import color, edge_data, marks, node_data, types
from diplograph.exports.texts import flat, xml_text
from diplograph.graph_loader.dates import Bounds, bounds, is_edtf

MEDIA_TYPE = "application/gexf+xml"
ENDING = "gexf"

NAMESPACE = "http://gexf.net/1.3"
TAKEN = (
    "weight",
    "timeset",
    "interval",
    "key",
    "networkx_key",
    "spells",
    "viz",
)  # Gephi's columns, networkx's names
IN_XML = ("id", "label", "source", "target")  # told as an element's own attributes
SHAPES = {"planned": "dashed", "proposed": "dotted", "inferred": "double"}
ALWAYS = Bounds(None, None)


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the picture, a node and an edge at a time."""
    from lxml import etree  # takes long to import

    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", nsmap={None: NAMESPACE}, version="1.3"):
            meta = etree.Element("meta", lastmodifieddate=answer.made.isoformat())
            etree.SubElement(meta, "creator").text = "diplograph"
            etree.SubElement(meta, "description").text = xml_text(answer.title)
            xml.write(meta, "\n")
            time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
            with xml.element("graph", time, defaultedgetype="directed", idtype="string"):
                xml.write(_declared("node", (node_data(node, TAKEN) for node in answer.nodes)))
                xml.write(_declared("edge", (edge_data(edge, TAKEN) for edge in answer.edges)))
                dated: dict[str, Bounds] = {}
                with xml.element("nodes"):
                    for node in answer.nodes:
                        xml.write(_node(node, dated), "\n")
                joined: Counter[tuple[str, ...]] = Counter()
                with xml.element("edges"):
                    for edge in answer.edges:
                        xml.write(_edge(edge, dated, joined), "\n")


def _declared(kind: str, things: Iterable[Mapping[str, Any]]) -> Any:
    from lxml import etree

    declared = etree.Element("attributes", {"class": kind, "mode": "static"})
    for name, type in types(things).items():
        if name not in IN_XML:
            etree.SubElement(declared, "attribute", id=xml_text(name), title=xml_text(name), type=type)
    return declared


def _node(node: Mapping[str, Any], dated: dict[str, Bounds]) -> Any:
    times = _times(node["properties"])
    if times:
        dated[node["id"]] = Bounds(times[0].start, times[-1].end)
    element = _element("node", node_data(node, TAKEN), times)
    # In GEXF's own namespace, as its XML Schema has it; its RELAX NG schema has it in another. Gephi reads both.
    red, green, blue = bytes.fromhex(color(node).removeprefix("#"))
    _add(element, "color", r=red, g=green, b=blue)
    return element


def _edge(edge: Mapping[str, Any], dated: Mapping[str, Bounds], joined: Counter[tuple[str, ...]]) -> Any:
    element = _element("edge", edge_data(edge, TAKEN), _shared_times(edge, dated))
    among = (edge["source"], edge["target"], edge["type"])
    joined[among] += 1
    element.set("kind", xml_text(edge["type"] if joined[among] == 1 else f"{edge['type']} {joined[among]}"))
    for mark in marks(edge)[:1]:
        _add(element, "shape", value=SHAPES[mark])
    return element


def _element(tag: str, data: Mapping[str, Any], times: list[Bounds]) -> Any:
    from lxml import etree

    element = etree.Element(tag, {name: xml_text(data[name]) for name in IN_XML if name in data})
    if times:
        spells = _add(element, "spells")
        for time in times:
            _add(spells, "spell", **{name: day for name, day in vars(time).items() if day})
    values = _add(element, "attvalues")
    for name, value in data.items():
        if name not in IN_XML:
            _add(values, "attvalue", **{"for": xml_text(name), "value": xml_text(flat(value))})
    return element


def _add(element: Any, tag: str, **attributes: object) -> Any:
    from lxml import etree

    return etree.SubElement(element, tag, {name: str(value) for name, value in attributes.items()})


def _times(properties: Mapping[str, Any]) -> list[Bounds]:
    """Return when a thing is there, first to last, no two at once; nothing where it has no date."""
    start, end = _bounds(properties.get("start")).start, _bounds(properties.get("end")).end
    if start and end and end < start:  # of articles that contradict one another: Gephi would drop both
        return []
    if start or end:
        return [Bounds(start, end)]
    times: list[Bounds] = []
    for time in sorted(map(_bounds, properties.get("attested") or ()), key=lambda time: time.start or ""):
        if times and not times[-1].apart(time):  # Gephi refuses times that overlap
            last = times.pop()
            time = Bounds(last.start, max(last.end, time.end) if last.end and time.end else None)
        times.append(time)
    return _dated(times)


def _bounds(text: str | None) -> Bounds:
    return bounds(text) if text and is_edtf(text) else ALWAYS


def _shared_times(edge: Mapping[str, Any], dated: Mapping[str, Bounds]) -> list[Bounds]:
    """Return when an edge is there: its own times, cut to those of its dated ends."""
    times = _times(edge["properties"]) or [ALWAYS]
    for end in (dated[edge[name]] for name in ("source", "target") if edge[name] in dated):
        times = [_shared(time, end) for time in times if not time.apart(end)]
    return _dated(times)


def _shared(one: Bounds, other: Bounds) -> Bounds:
    starts, ends = (one.start, other.start), (one.end, other.end)
    return Bounds(max(filter(None, starts), default=None), min(filter(None, ends), default=None))


def _dated(times: list[Bounds]) -> list[Bounds]:
    return [time for time in times if time != ALWAYS]
