"""How things of a class are compared where a key isn't enough: which are near, and which contradict one another.

A thing carries ``likely`` keys, and ``traits``, texts « name=value ». The trait « form=… » marks what is known by less
than others are, such as a surname alone: it is the one thing that it can be, or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from diplograph.graph_loader import meetings, named, officials
from diplograph.graph_loader.traits import Traits

FORM = "form="
TRAIT = re.compile(r"(?!years=)[a-z]+=.+|years=\d{4}/\d{4}", re.DOTALL)


class Rules(NamedTuple):
    """The rules of a class.

    ``near`` takes a likely key and the traits of two things that share it; ``contradict`` says what no likely key
    makes one. ``timed`` begins the sure keys that, too, make one only what is ``near``; what has no ``first_year``
    is near nothing. ``marks`` are traits that part even what shares a sure key, as « base:value ».
    """

    near: Callable[[str, Traits, Traits], bool]
    contradict: Callable[[Traits, Traits], bool]
    timed: str | None = None
    marks: Callable[[Traits], tuple[str, ...]] = lambda _: ()
    first_year: Callable[[Traits], int | None] = lambda _: None


NAMED = Rules(named.near, named.contradict, marks=named.marks)
RULES = {
    "Official": Rules(
        officials.near, officials.contradict, officials.NAME, officials.generations, officials.first_year
    ),
    "Meeting": Rules(meetings.near, meetings.contradict, marks=meetings.marks),
    "Organization": NAMED,
    "Initiative": NAMED,
    "Agreement": NAMED,
}
