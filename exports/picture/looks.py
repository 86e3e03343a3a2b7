"""How things look: colours by class, outlines by status, lines by how far a fact is said, and from what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diplograph.exports.elements import class_color

INK, QUIET, PALE = "#1a1a1a", "#555555", "#8a8a8a"

# Solid is what is asserted. Apart without colours: dashes, dots, and what no fact should have but a picture mustn't hide.
DASHES = {
    "planned": "7 4",
    "proposed": "0.1 4.5",
    "cancelled": "10 3 2 3",
    "alleged": "2 3 7 3",
    "denied": "2 3 7 3",
    "hypothetical": "2 3 7 3",
    "inferred": "11 4",
}
NOT_HELD = ("planned", "proposed", "cancelled")
ASSERTED, INFERRED, PROVENANCE = "asserted", "inferred", "provenance"

# Okabe and Ito 2008: colours that colour-blind readers tell apart.
RELATIONS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#56B4E9", "#7B3FA0")


def mixed(color: str, other: str, share: float) -> str:
    """Return a colour with a share of another in it."""
    parts = zip(_parts(color), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in parts)


def fill(cls: str) -> str:
    """Return the light tint that a class's boxes are filled with: black letters on it are read well, printed too."""
    return mixed(class_color(cls), "#ffffff", 0.68)


def outline(cls: str) -> str:
    """Return the colour of a class's outlines."""
    return mixed(class_color(cls), "#000000", 0.3)


def status(node: Mapping[str, Any]) -> str | None:
    """Return planned, proposed or cancelled, where a thing is that."""
    found = node["properties"].get("status")
    return found if found in NOT_HELD else None


def kinds(edge: Mapping[str, Any]) -> list[str]:
    """Return what kind of line an edge is: its modality and inferred, asserted where neither; or provenance, where it is no fact."""
    properties = edge["properties"]
    if "basis" not in properties:
        return [PROVENANCE]
    modality = properties.get("modality") or ASSERTED
    inferred = [INFERRED] if properties["basis"] == INFERRED else []
    return ([modality] if modality != ASSERTED else []) + inferred or [ASSERTED]


def _parts(color: str) -> list[int]:
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]
