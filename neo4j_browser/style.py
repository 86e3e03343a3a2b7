"""The style: each class in its colour and size, each node by its name, each edge by its type.

Rules of Neo4j Browser match by label or type alone, so that it can't tell what is planned or proposed from what is
asserted: an edge's properties do. Where several match, what a later one says holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.exports.picture.looks import mixed
from diplograph.ontology.load import load
from diplograph.ontology.model import OntologyClass

NAME = "{name}"
# The bare name of what is only said isn't shown.
CAPTIONS = {"Claim": "{modality} · {name}"}
# Bookkeeping, which no class of the ontology is.
OTHERS = {"Change": NAME, **dict.fromkeys(("GraphState", "IdentityKey", "Summary", "Witness"), "{id}")}
LIGHT, DARK = "#ffffff", "#1a1a1a"
BRIGHT = 0.55  # from here on dark letters are read better


def style() -> str:
    """Return the style, as ``:style`` reads it."""
    return "\n".join(_rules()) + "\n"


def ink(color: str) -> str:
    """Return the colour of letters on a colour, ``#RRGGBB``."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return DARK if 0.299 * red + 0.587 * green + 0.114 * blue > BRIGHT else LIGHT


def _rules() -> Iterator[str]:
    plain = load().classes["Entity"]
    yield _rule("node", _look(plain), caption=NAME)
    # A superclass before its classes, whose look is the one that holds.
    for cls in sorted(load().classes.values(), key=lambda each: (len(each.neo4j_labels), each.name)):
        if cls.neo4j_labels:
            yield _rule(f"node.{cls.name}", _look(cls), caption=CAPTIONS.get(cls.name, NAME))
    for label, caption in OTHERS.items():
        yield _rule(f"node.{label}", _look(plain), caption=caption)
    yield _rule("relationship", {"color": "#8a8a8a", "shaft-width": "1px", "font-size": "8px", "padding": "3px", "text-color-external": DARK, "text-color-internal": LIGHT}, caption="<type>")  # fmt: skip


def _look(cls: OntologyClass) -> dict[str, str]:
    return {
        "color": cls.color,
        "border-color": mixed(cls.color, "#000000", 0.3),
        "border-width": "2px",
        "text-color-internal": ink(cls.color),
        "diameter": f"{cls.diameter}px",
        "font-size": "10px",
    }


def _rule(selector: str, look: dict[str, str], caption: str) -> str:
    lines = [f"  {name}: {value};" for name, value in look.items()]
    return "\n".join([f"{selector} {{", *lines, f'  caption: "{caption}";', "}"])
