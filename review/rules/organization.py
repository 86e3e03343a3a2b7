"""Organisations: alike words, or an acronym that fits the initials, where no state or whole body contradicts.

A ministry or staff that is named by its function alone is one of its state: it needs a state or body in common.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.ontology import functions
from diplograph.review import signs as shared
from diplograph.review.likeness import acronyms, core, initials, pair_keys, stem_keys
from diplograph.review.reasons import Sign, sign
from diplograph.review.thing import Thing

CLASSES = ("Organization",)
NEAR = frozenset({"same_name", "acronym_fits", "same_acronym"})


def keys(thing: Thing) -> Iterator[str]:
    """Yield keys of the words' first letters, pairs of them within a state, and of the acronym."""
    if not thing.named:
        return
    for name in thing.names:
        told = core(name)
        yield from (f"words|{key}" for key in stem_keys(told))
        yield from (f"{side}|{key}" for side in thing.sides for key in pair_keys(told))
    yield from (f"acronym|{each}" for each in acronyms(thing.names) | initials(thing.names))


def compare(one: Thing, other: Thing) -> list[Sign] | None:
    """Compare the names, then the states or bodies that they are in."""
    common = one.sides & other.sides
    if not (one.named and other.named) or (one.sides and other.sides and not common):
        return None
    found = shared.words(one, other) or shared.acronym(one, other)
    if found is None or (not common and _is_function(found)):
        return None
    signs = [found]
    if common:
        signs.append(sign("same_side", sides=tuple(sorted(common))))
    return signs + shared.kinds(one, other)


def _is_function(found: Sign) -> bool:
    """Tell whether the names that are alike say no more than a function, such as « ministère de la Défense »."""
    said = [str(value) for name, value in found.values.items() if name in ("one", "other", "name")]
    return any(functions.match_body_function(name) for name in said)
