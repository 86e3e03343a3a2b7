"""What a meeting is likely one by: a day that it may have been on and its sides, where nothing else that is said differs.

A side is the state or body that a participant stands for, so that « les deux ministres » and two names meet; whoever
only observed is none. Likely is not enough where nothing says the level: on one day two states' ministers meet, and so
do their staffs. A date of a month, or « a day off », joins nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from diplograph.graph_loader import dates
from diplograph.graph_loader.names import sound_key
from diplograph.graph_loader.traits import Handles, Traits, beginning, differ, said
from diplograph.ontology.romanisation import sound

if TYPE_CHECKING:  # things.py calls keys.py, which calls this module
    from diplograph.graph_loader.things import Resolved, Things

TAKES_PART = ("attended", "representedAt", "participatesIn")
ABSENT = ("observer", "invited")  # roles of who is no side
GENERAL = {"talks", "visit", "call"}  # kinds that say nothing of the level
LONGEST_STAY = 8  # days: a date that leaves more open is near nothing
ALIKE = 60  # percent: enough for two romanisations of a name in one post on one day, and for nothing else


def handles(things: Things, meeting: Resolved) -> Handles:
    """Return a likely key for each of its days with its sides, and what its article says of it."""
    traits = set(_sides(things, meeting))
    parties = sorted(trait.removeprefix("party=") for trait in traits if trait.startswith("party="))
    works = (w for w in things.targets(meeting, "concerns") if w.cls in ("Initiative", "Agreement"))
    traits |= {f"work={key}" for work in works for key in work.keys}
    for name in ("Kind", "Format", "Status", "Ordinal"):
        value = meeting.cluster.attribute(name)
        traits |= {f"{name.lower()}={value}"} if value else set()
    traits |= {f"date={meeting.date}"} if meeting.date else set()
    traits |= {f"series={min(each.tokens)}" for each in things.targets(meeting, "sessionOf") if each.tokens}
    traits |= {
        f"city={each.fixed}"
        for each in things.targets(meeting, "tookPlaceIn")
        if each.cls == "Place" and each.fixed
    }
    days = _days(meeting.date) if meeting.date and len(parties) > 1 else []
    return Handles([], [f"Meeting|{day}|{' '.join(parties)}" for day in days], sorted(traits))


def _sides(things: Things, meeting: Resolved) -> Iterator[str]:
    for name in TAKES_PART:
        for who, arc in things.arcs(meeting, name):
            if arc.role in ABSENT:
                continue
            posts = [who] if who.cls == "Post" else things.targets(who, "heldPost")
            bodies = [post.body for post in posts if post.body] or (
                [] if posts or who.cls == "Official" else [who]
            )
            for party in {min(body.tokens) for body in bodies if body.tokens}:
                yield f"party={party}"
                yield from (f"function={party}:{post.function.slug}" for post in posts if post.function)
                if who.cls == "Official":
                    yield from (f"person={party}:{each}" for each in who.cluster.names)


def _days(edtf: str) -> list[str]:
    bounds = dates.bounds(edtf)
    if bounds.start is None or bounds.end is None:
        return []
    first, last = date.fromisoformat(bounds.start), date.fromisoformat(bounds.end)
    stay = (last - first).days + 1
    return [(first + timedelta(days=n)).isoformat() for n in range(stay)] if stay <= LONGEST_STAY else []


# --- Comparing --------------------------------------------------------------------------------------------------------


def near(_key: str, one: Traits, other: Traits) -> bool:
    """Tell whether two meetings of one day and the same sides are of one level, by a function, a kind or a work."""
    kinds = (said(one, "kind") & said(other, "kind")) - GENERAL
    return bool(kinds or any(said(one, name) & said(other, name) for name in ("function", "work")))


def contradict(one: Traits, other: Traits) -> bool:
    """Tell whether what two articles say of a meeting can't be said of one."""
    if said(one, "party") != said(other, "party"):
        return True
    if any(differ(said(one, name), said(other, name)) for name in ("ordinal", "format", "series", "city")):
        return True
    if differ(said(one, "kind") - GENERAL, said(other, "kind") - GENERAL) or _one_is_within(one, other):
        return True
    if {"held", "cancelled"} <= said(one, "status") | said(other, "status"):
        return True
    days = ((dates.bounds(a), dates.bounds(b)) for a in said(one, "date") for b in said(other, "date"))
    if not all(a.within(b) or b.within(a) for a, b in days):
        return True
    return any(_side_differs(one, other, party) for party in said(one, "party"))


def marks(traits: Traits) -> tuple[str, ...]:
    """Return « kind:summit » of a meeting of states: where nobody is named, by post or name, the kind is its level."""
    if said(traits, "person") or said(traits, "function"):
        return ()
    return tuple(sorted(f"kind:{kind}" for kind in said(traits, "kind") - GENERAL))


def _one_is_within(one: Traits, other: Traits) -> bool:
    """Tell whether one is a visit of several days and the other isn't one, or a call: talks in a visit aren't it."""
    kinds = said(one, "kind") | said(other, "kind")
    visits = [name for name in (one, other) if "visit" in said(name, "kind")]
    if "visit" in kinds and "call" in kinds:
        return True
    return len(visits) == 1 and any("/" in day for day in said(visits[0], "date"))


def _side_differs(one: Traits, other: Traits, party: str) -> bool:
    """Tell whether other functions, or other people, stand for a party."""
    functions = [beginning(said(traits, "function"), f"{party}:") for traits in (one, other)]
    people = [beginning(said(traits, "person"), f"{party}:") for traits in (one, other)]
    return differ(*functions) or (
        all(people) and not any(may_be_one_name(mine, theirs) for mine in people[0] for theirs in people[1])
    )


def may_be_one_name(one: str, other: str) -> bool:
    """Tell whether two names, of one post on one day, may be one person's: no more than that.

    Equal in any order, a surname alone, initials, or letters that are nearly the same.
    """
    mine, theirs = sound(one), sound(other)
    if not mine or not theirs or sound_key(one) == sound_key(other):
        return True
    fewer, more = sorted((mine, theirs), key=len)
    if len(fewer) == 1:
        return fewer[0] in more
    if any(len(word) == 1 for word in (*mine, *theirs)):
        return _abbreviates(mine, theirs) or _abbreviates(theirs, mine)
    turns = ("".join(theirs[place:] + theirs[:place]) for place in range(len(theirs)))
    return any(ratio("".join(mine), turned) >= ALIKE for turned in turns)


def _abbreviates(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether each word stands in a full name, or is the first letter of another one of its words."""
    written = {word for word in short if len(word) > 1}
    rest = [word for word in full if word not in written]
    return (
        bool(written)
        and written <= set(full)
        and all(any(word.startswith(letter) for word in rest) for letter in short if len(letter) == 1)
    )
