"""When two things may be one: a module for each class or two, found in this folder.

``CLASSES`` are the classes it is for. ``keys(thing)`` yields what alike things share, so that only these are compared.
``compare(one, other)`` returns the signs, or None where the two are no candidates; it is symmetric.
``NEAR`` are the signs by which two things that one article tells apart may be one all the same.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from diplograph.review.reasons import Sign
from diplograph.review.thing import Thing


class Rule(Protocol):
    """What a module of this folder gives."""

    CLASSES: tuple[str, ...]
    NEAR: frozenset[str]

    def keys(self, thing: Thing) -> Iterable[str]:
        """Yield the keys of the blocks that a thing is in."""

    def compare(self, one: Thing, other: Thing) -> list[Sign] | None:
        """Return why two things may be one, or None where they are no candidates."""


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rule of each class that has one, in the order of classes."""
    modules = (
        cast(Rule, import_module(f"{__name__}.{each.name}")) for each in pkgutil.iter_modules(__path__)
    )
    return dict(sorted((cls, module) for module in modules for cls in module.CLASSES))
