"""GraphML (http://graphml.graphdrawing.org): the picture as a table of nodes and one of edges, for Gephi, yEd, Cytoscape, igraph and networkx.

Each node has as data its label, class, labels, its class's colour and its properties, a claim its sentence and citation
too; each edge, with an id of its own, its type, label, sentence, citation and properties. Values are boolean, long or
double where all of a name are, else string; lists are joined by "; ". yEd shows labels once its Properties Mapper is
told to take ``label``. Gephi adds up edges between the same two nodes, whatever their type: GEXF keeps them apart.
A property called as a field is, or as something that a reader of GraphML sets itself, is ``property_NAME``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.elements import color, edge_data, node_data, types
from diplograph.exports.texts import flat, xml_text

MEDIA_TYPE = "application/graphml+xml"
ENDING = "graphml"

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
GEPHI = "nodelabel edgelabel weight color r g b size x y z xpos ypos zpos"  # what it takes for looks
TAKEN = frozenset(GEPHI.split())
IN_XML = ("id", "source", "target")  # told as an element's own attributes


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the picture, a node and an edge at a time."""
    from lxml import etree  # takes long to import

    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: NAMESPACE}):
            about = {"title": answer.title, "made": answer.made.isoformat()}
            kinds = {"graph": [about], "node": _nodes(answer), "edge": _edges(answer)}
            for kind, things in kinds.items():
                for name, type in types(things).items():
                    if name not in IN_XML:
                        key = {
                            "id": _key(kind, name),
                            "for": kind,
                            "attr.name": xml_text(name),
                            "attr.type": type,
                        }
                        xml.write(etree.Element("key", key), "\n")
            with xml.element("graph", edgedefault="directed"):
                for data in _data("graph", about):
                    xml.write(data)
                for kind, things in (("node", _nodes(answer)), ("edge", _edges(answer))):
                    for thing in things:
                        element = etree.Element(
                            kind, {name: xml_text(thing[name]) for name in IN_XML if name in thing}
                        )
                        element.extend(_data(kind, thing))
                        xml.write(element, "\n")


def _nodes(answer: Answer) -> Iterator[Mapping[str, Any]]:
    return (node_data(node, TAKEN) | {"color": color(node)} for node in answer.nodes)


def _edges(answer: Answer) -> Iterator[Mapping[str, Any]]:
    return (edge_data(edge, TAKEN) for edge in answer.edges)


def _key(kind: str, name: str) -> str:
    return f"{kind}.{xml_text(name)}"


def _data(kind: str, thing: Mapping[str, Any]) -> Iterable[Any]:
    from lxml import etree

    for name, value in thing.items():
        if name not in IN_XML:
            data = etree.Element("data", key=_key(kind, name))
            data.text = xml_text(flat(value))
            yield data
