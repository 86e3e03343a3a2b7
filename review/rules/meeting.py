"""Meetings of compatible dates with somebody in common, where nothing contradicts.

What contradicts: another number or series, another place on one day, people of one side who aren't the same (ministers
and vice-ministers of two states may meet on one day), sides of one that aren't the other's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from diplograph.ontology.reference import reference
from diplograph.ontology.text import fold
from diplograph.review import signs as shared
from diplograph.review.reasons import Sign, sign
from diplograph.review.thing import Period, Present, Thing

CLASSES = ("Meeting",)
NEAR = frozenset[str]()  # two meetings of one article are one only where the annotator says so
LONGEST = 400  # days, of a date that tells something
BEFORE = 31  # days before an article's date in which a meeting without a date was most likely held
MOST_SIDES = 8  # whose pairs are keys


def keys(thing: Thing) -> Iterator[str]:
    """Yield, for each month that the meeting may be in, its people, its series, and each two of its sides."""
    sides = sorted(thing.parties)
    pairs = [" ".join(pair) for pair in combinations(sides[:MOST_SIDES], 2)] if len(sides) > 1 else sides
    who = [*(each.id for each in thing.present if each.is_person), *thing.series, *pairs]
    posts = {post for each in thing.present for post in each.posts}
    for month in _months(thing.date):
        yield from (f"{each}|{month}" for each in {*who, *posts})


def compare(one: Thing, other: Thing) -> list[Sign] | None:
    """Compare dates, then series, sides, people and place."""
    when = shared.dates(one, other)
    if not set(_months(one.date)) & set(_months(other.date)) or not when:
        return None
    if when[0].code == "other_dates" or _contradict(one, other):
        return None
    who = _people(one, other)
    common = one.parties & other.parties
    series = one.series & other.series and (one.ordinal is None) != (other.ordinal is None)
    places = one.places & other.places
    if not who and not series and len(common) < (1 if places and when[0].code == "same_day" else 2):
        return None
    signs = list(who)
    if common and not who:
        signs.append(sign("same_parties", sides=tuple(sorted(common))))
    if series:
        number = str(one.ordinal or other.ordinal)
        signs.append(sign("same_series", series=tuple(sorted(one.series & other.series)), ordinal=number))
    signs += when
    if places:
        signs.append(sign("same_place", places=tuple(sorted(places))))
    return signs + shared.kinds(one, other)


def _contradict(one: Thing, other: Thing) -> bool:
    numbers = one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal
    series = bool(one.series and other.series and not one.series & other.series)
    days = one.date == other.date and one.date.first == one.date.last
    places = days and _elsewhere(one.places, other.places)
    formats = bool(one.format and other.format and one.format != other.format)
    a, b = one.parties, other.parties
    sides = (
        bool(a and b) and not (a <= b or b <= a) and (min(len(a), len(b)) <= 2 or 2 * len(a & b) < len(a | b))
    )
    return (
        numbers or series or places or formats or sides or _other_people(one, other) or _strangers(one, other)
    )


def _elsewhere(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two meetings were in cities that the tables know, none of them both; a venue may be in any."""
    known = reference().entries
    cities = [{place for place in places if place in known} for places in (one, other)]
    return all(cities) and not cities[0] & cities[1]


def _strangers(one: Thing, other: Thing) -> bool:
    """Tell whether each of two small meetings has somebody of unknown side who isn't at the other."""
    alone = [
        any(p.is_person and not p.sides and not any(_may_be_one(p, q) for q in b.present) for p in a.present)
        for a, b in ((one, other), (other, one))
    ]
    return all(alone) and min(len(one.present), len(other.present)) <= 2


def _other_people(one: Thing, other: Thing) -> bool:
    """Tell whether a side that both name people of is represented by others at each."""
    for side in one.parties & other.parties:
        mine, theirs = ([p for p in each.present if p.is_person and side in p.sides] for each in (one, other))
        if mine and theirs and not any(_may_be_one(a, b) for a in mine for b in theirs):
            return True
    return False


def _may_be_one(a: Present, b: Present) -> bool:
    return a.id == b.id or ((_is_post(a) or _is_post(b)) and bool(a.posts & b.posts)) or _namesakes(a, b)


def _is_post(present: Present) -> bool:
    return present.id.startswith("post/")


def _namesakes(a: Present, b: Present) -> bool:
    """Tell whether the names of two officials end or begin with one word."""
    if _is_post(a) or _is_post(b):
        return False
    mine, theirs = fold(a.name).split(), fold(b.name).split()
    short = min(mine, theirs, key=len)
    return len(short) == 1 and short[0] in (mine[0], mine[-1]) and short[0] in (theirs[0], theirs[-1])


def _people(one: Thing, other: Thing) -> list[Sign]:
    """Return who takes part in both: the same people, else the same posts, else people of like names."""
    mine, theirs = ([each for each in meeting.present if each.is_person] for meeting in (one, other))
    same = {each.id for each in mine} & {each.id for each in theirs}
    if same:
        return [sign("same_people", people=tuple(sorted(same)))]
    pairs = [(a, b) for a in mine for b in theirs if _may_be_one(a, b)]
    posts = {post for a, b in pairs for post in a.posts & b.posts if _is_post(a) or _is_post(b)}
    if posts:
        return [sign("same_function", posts=tuple(sorted(posts)))]
    names = {each.id for pair in pairs for each in pair}
    return [sign("alike_people", people=tuple(sorted(names)))] if names else []


def _months(period: Period) -> list[str]:
    """Return the months that a date may be in; none where it tells too little."""
    if period.last is None:
        return []
    last = date.fromisoformat(period.last)
    first = date.fromisoformat(period.first) if period.first else last - timedelta(days=BEFORE)
    if (last - first).days > LONGEST:
        return []
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]
