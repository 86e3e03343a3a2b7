"""How things of a class are compared where a key isn't enough: which are near, and which contradict one another.

A thing carries ``likely`` keys, and ``traits``, texts « name=value ». The trait « form=… » marks what is known by less
than others are, such as a surname alone: it is the one thing that it can be, or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from diplograph.graph_loader import officials

Traits = frozenset[str]

FORM = "form="
TRAIT = re.compile(r"(?!years=)[a-z]+=.+|years=\d{4}/\d{4}", re.DOTALL)


class Rules(NamedTuple):
    """The rules of a class.

    ``timed`` begins the keys that make one only what is ``near``; other keys always do. ``near`` takes a key and the
    traits of two things; what has no ``first_year`` is near nothing. ``marks`` are traits that part even what shares
    a sure key, as « base:value »; ``contradict`` says what no likely key makes one.
    """

    timed: str
    near: Callable[[str, Traits, Traits], bool]
    contradict: Callable[[Traits, Traits], bool]
    marks: Callable[[Traits], tuple[str, ...]]
    first_year: Callable[[Traits], int | None]


RULES = {
    "Official": Rules(
        officials.NAME, officials.near, officials.contradict, officials.generations, officials.first_year
    )
}
