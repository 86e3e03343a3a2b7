r"""DOT (https://graphviz.org/doc/info/lang.html): the picture for Graphviz, ready to be drawn: ``dot -Tsvg answer.dot``.

Nodes have the colour of their class, edges their label; what is planned is dashed, what is proposed dotted, and what is
inferred has an empty arrowhead, a node a double line. Pointing at a node or an edge of an SVG shows its sentence, or name.
Each carries as attributes, which Graphviz passes over, its id, class or type, labels, sentence, citation and
properties, lists joined by "; ". A property called as an attribute of Graphviz's is ``property_NAME``.
Texts show as they are: a backslash is written twice, everywhere, or Graphviz would read ``\N`` as the node's name, and
the ``&`` of what looks like an entity as ``&amp;``. Control characters become visible ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer
from diplograph.exports.elements import color, edge_data, marks, node_data
from diplograph.exports.texts import flat, xml_text

MEDIA_TYPE = "text/vnd.graphviz"
ENDING = "dot"

ENTITY = re.compile(r"&(?=#?\w+;)")
ENDS = ("source", "target")
GRAPHVIZ = (  # what it reads of a node or an edge
    "URL area arrowhead arrowsize arrowtail color colorscheme comment constraint decorate dir distortion edgehref edgetarget "
    "edgetooltip edgeURL fillcolor fixedsize fontcolor fontname fontsize gradientangle group headclip headhref headlabel "
    "headport headtarget headtooltip headURL head_lp height href image imagepos imagescale labelURL labelangle labeldistance "
    "labelfloat labelfontcolor labelfontname labelfontsize labelhref labeljust labelloc labeltarget labeltooltip layer len "
    "lhead lp ltail margin minlen nojustify ordering orientation penwidth peripheries pin pos radius rects regular root "
    "samehead sametail samplepoints shape shapefile showboxes sides skew sortv style tailclip tailhref taillabel tailport "
    "tailtarget tailtooltip tailURL tail_lp tooltip vertices weight width xlabel xlp z"
)
TAKEN = frozenset(
    (*GRAPHVIZ.split(), "key", "name", "head", "tail")
)  # key: makes edges one; the rest: of its JSON
PIECE = 4000  # characters: Graphviz reads no more than 16,384 bytes at a time
STYLES = {"planned": "dashed", "proposed": "dotted"}


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the picture, a node and an edge at a time."""

    def say(text: str) -> None:
        stream.write(text.encode())

    say(f"digraph {_quoted(answer.name)} {{\n")
    say(
        f"graph {_attributes({'label': answer.title, 'labelloc': 't', 'rankdir': 'LR', 'charset': 'UTF-8'})};\n"
    )
    say('node [fontname="sans-serif", shape="box"];\nedge [fontname="sans-serif"];\n')
    for node in answer.nodes:
        say(f"{_quoted(node['id'])} {_attributes(_node(node))};\n")
    for edge in answer.edges:
        say(f"{_quoted(edge['source'])} -> {_quoted(edge['target'])} {_attributes(_edge(edge))};\n")
    say("}\n")


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    data, told = node_data(node, TAKEN), marks(node)
    style = ",".join(["filled", *(STYLES[mark] for mark in told if mark in STYLES)])
    fill = color(node)
    look = {"style": style, "fillcolor": fill, "fontcolor": _on(fill), "tooltip": data["label"]}
    return data | look | ({"peripheries": 2} if "inferred" in told else {})


def _edge(edge: Mapping[str, Any]) -> dict[str, Any]:
    data, told = edge_data(edge, TAKEN), marks(edge)
    styles = ",".join(STYLES[mark] for mark in told if mark in STYLES)
    look = {"tooltip": data.get("sentence", data["label"])} | ({"style": styles} if styles else {})
    shown = {name: value for name, value in data.items() if name not in ENDS}
    return shown | look | ({"arrowhead": "empty"} if "inferred" in told else {})


def _on(fill: str) -> str:
    """Return what can be read on a colour, ``#RRGGBB``: white on the dark, by its luma (ITU-R BT.601)."""
    red, green, blue = bytes.fromhex(fill.removeprefix("#"))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 128 else "black"


def _attributes(values: Mapping[str, Any]) -> str:
    return f"[{', '.join(f'{_quoted(name)}={_quoted(flat(value))}' for name, value in values.items())}]"


def _quoted(text: str) -> str:
    """Return a text as quoted strings, joined by +, that Graphviz shows as it is."""
    shown = ENTITY.sub("&amp;", xml_text(text))
    pieces = [shown[start : start + PIECE] for start in range(0, len(shown), PIECE)] or [""]
    return " + ".join('"' + piece.replace("\\", r"\\").replace('"', r"\"") + '"' for piece in pieces)
