"""What an official is one by: a full name and a state, near in time; else a name that is likely the same in one post.

A key's second part is its kind. Kinds differ in how many years may lie between two mentions that they make one:

- name: seven, the longest term of office in use. Whoever is out of office for a term is linked, father and son who
  followed each other in one state (Bush, Karamanlis, Marcos) were eight years apart or more;
- sound (“Shoigu”, « Choïgou »): as for a name, but in one post only;
- initial (« J. Mattis »): four, about a term;
- surname (« M. Austin »): one, the calendar year or its neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from diplograph.graph_loader import dates
from diplograph.graph_loader.names import (
    by_generation,
    is_full_name,
    is_initialled,
    may_be_one,
    person_key,
    shortened,
    sound_key,
    surnames,
)
from diplograph.graph_loader.traits import Handles, Traits
from diplograph.ontology.romanisation import sound

if TYPE_CHECKING:  # things.py calls keys.py, which calls this module
    from diplograph.graph_loader.things import Resolved, Things

WITHIN = {"name": 7, "sound": 7, "initial": 4, "surname": 1}  # years
NAME = "Official|name|"  # what begins a key that makes one only what is linked in time

Years = tuple[tuple[int, int], ...]  # first and last of each period


def handles(things: Things, official: Resolved) -> Handles:
    """Return what an official is one by: at any level of the bodies of the posts, or likely in one of the posts.

    A post that a counterpart took over from the one it faces makes nobody one with anybody.
    """
    names = official.cluster.names
    full = [name for name in names if is_full_name(name)]
    spelled = [name for name in full if not is_initialled(name)]
    posts = things.targets(official, "heldPost")
    bodies = [each for post in posts if post.body for each in (post.body, *things.above(post.body))]
    tokens = {token for body in bodies for token in body.tokens}
    years = _years(things, official)
    said = [post.fixed for post in posts if post.fixed and not post.taken_over] if years else []
    whole = spelled or full or names
    return Handles(
        [f"{NAME}{person_key(name)}|{token}" for name in spelled for token in tokens],
        [f"Official|{kind}|{post}" for post in said for kind in _kinds(whole, bool(spelled), bool(full))],
        sorted(_traits(whole, years, bool(spelled), bool(full))),
    )


def _kinds(names: list[str], spelled: bool, full: bool) -> set[str]:
    """Return the kinds of likely keys of somebody's fullest names, each with what of the name it holds."""
    found = {f"sound|{sound_key(name)}" for name in names if spelled}
    found |= {f"initial|{short[0]}" for name in names if full and (short := shortened(name))}
    if spelled or not full:
        alone = {part for name in names for part in (surnames(name) if full else {by_generation(name)[0]})}
        found |= {f"surname|{' '.join(sound(part))}" for part in alone if sound(part)}
    return found


def _traits(names: list[str], years: Years, spelled: bool, full: bool) -> Iterator[str]:
    yield from (f"years={first}/{last}" for first, last in years)
    yield from {f"generation={told}" for name in names if (told := by_generation(name)[1])}
    if not spelled:
        yield f"form={'initial' if full else 'surname'}"
    if full and years:
        yield from {f"given={' = '.join(short)}" for name in names if (short := shortened(name))}


def _years(things: Things, official: Resolved) -> Years:
    """Return the years that an article speaks of: those of each post, or the article's own where it says none.

    Who only held posts formerly, nobody knows when, is dated by nothing.
    """
    issued = things.document.metadata.issued
    held = list(things.tenures(official))
    told = [period for tenure in held for period in _periods(tenure, issued)]
    if not held and issued:
        told.append((issued, issued))
    found = sorted({span for first, last in told if (span := _span(first, last))})
    merged: list[tuple[int, int]] = []
    for first, last in found:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _periods(tenure: dict[str, str], issued: str | None) -> Iterator[tuple[str, str]]:
    """Yield the periods of one tenure as EDTF: its first and its last date."""
    first, last, attested = tenure.get("Start"), tenure.get("End"), tenure.get("Attested")
    now = None if tenure.get("Tenure") == "former" else issued
    if attested:
        yield attested, attested
    if first or last:
        yield first or last or "", last or (not attested and now) or first or ""
    elif now and not attested:
        yield now, now


def _span(first: str, last: str) -> tuple[int, int] | None:
    """Return the first and the last year of a period; an open side is left out."""
    known = [day for date in (first, last) for day in vars(dates.bounds(date)).values() if day]
    years = sorted(int(day[:4]) for day in known)
    return (years[0], years[-1]) if years else None


# --- Comparing --------------------------------------------------------------------------------------------------------


def near(key: str, one: Traits, other: Traits) -> bool:
    """Tell whether mentions with these traits are near enough in time for a key.

    A surname alone is near only to a full name: two of them may mean two people.
    """
    kind = key.partition("|")[2].partition("|")[0]
    if kind not in WITHIN or (kind == "surname" and ("form=surname" in one) == ("form=surname" in other)):
        return False
    return any(
        first - WITHIN[kind] <= end and start <= last + WITHIN[kind]
        for first, last in years(one)
        for start, end in years(other)
    )


def contradict(one: Traits, other: Traits) -> bool:
    """Tell whether two generations, or given names of one shortened name, contradict one another."""
    generation = {*generations(one)}, {*generations(other)}
    given, others = _given(one), _given(other)
    return (bool(generation[0]) and bool(generation[1]) and generation[0] != generation[1]) or any(
        not may_be_one(name, another)
        for short in given.keys() & others.keys()
        for name in given[short]
        for another in others[short]
    )


@lru_cache(maxsize=8192)
def _given(traits: Traits) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for trait in traits:
        if trait.startswith("given="):
            short, _, given = trait.removeprefix("given=").partition(" = ")
            found.setdefault(short, set()).add(given)
    return found


def generations(traits: Traits) -> tuple[str, ...]:
    """Return « generation:jr » where traits say so."""
    return tuple(sorted(trait.replace("=", ":") for trait in traits if trait.startswith("generation=")))


def first_year(traits: Traits) -> int | None:
    """Return the first year among traits; None where nothing says when."""
    return min((first for first, _ in years(traits)), default=None)


@lru_cache(maxsize=8192)
def years(traits: Traits) -> Years:
    """Return the periods among traits."""
    periods = (trait.removeprefix("years=").split("/") for trait in traits if trait.startswith("years="))
    return tuple(sorted((int(first), int(last)) for first, last in periods))
