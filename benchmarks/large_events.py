"""What happens in the large world, month by month, and who tells it: a pure function of the seed and the month's number.

A month makes ARTICLES articles. An event is told by one to five of them, the first of which the others may cite or
translate; nothing that is told in one month happened in another, but what lasts (posts, programmes, memberships).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import large_world
from large_world import (
    ACCUSED,
    BODIES,
    FAMOUS,
    FUNCTIONS,
    STATES,
    Named,
    Post,
    agreement,
    domains,
    forums,
    programmes,
    states,
)
from press_world import Country

from diplograph.ontology.reference import Entry, reference

ARTICLES = 1000  # of a month
DAYS = 33  # of a month: some 30 articles a day
SESSIONS = 20  # of a month
OWN_NAMES = 200  # of a month's agreements, and of its programmes that aren't famous
LATEST = 3  # days after an event until its last article
SOONEST, EARLIEST = 3, 12  # days before a meeting when it is announced

PUBLISHERS = {
    "fr": ("Agence du Large", "La Dépêche des Deux Rives", "Le Courrier du Cap"),
    "en": ("Harbour Wire", "The Northern Observer", "Strait Dispatch"),
}
TELLERS = (
    (1,) * 9 + (2,) * 5 + (3,) * 3 + (4,) * 2 + (5,)
)  # articles of an event, as often as they stand here
CITES, TRANSLATES = 0.25, 0.15  # share of an event's later articles
MODALITIES = ("proposed", "planned")


@dataclass(frozen=True)
class Session:
    """A session of a forum. ``denier`` is said to have been there, and says that it wasn't."""

    day: int
    forum: Named
    ordinal: int
    host: Country
    present: tuple[Country, ...]
    topics: tuple[Entry, ...]
    other_day: int | None  # which the odd articles tell
    denier: Country | None


@dataclass(frozen=True)
class Meeting:
    """Two officials of one function meet. ``how`` they are told of: by their names, as a counterpart, by their posts.

    ``story``: held; planned, and never held; announced, then held; held as most say, cancelled as the odd ones do.
    ``work`` is what comes of it: a nameless proposal, a programme, an agreement. ``city`` is its capital's; ``other_city`` and ``other_day`` are what the odd articles tell.
    """

    day: int
    function: str
    sides: tuple[Country, Country]
    how: str
    story: str
    city: Country
    topics: tuple[Entry, ...]
    other_city: Country | None = None
    other_day: int | None = None
    link: str | None = None
    undated: bool = False
    work: Named | str | None = None
    sidelines: Session | None = None


@dataclass(frozen=True)
class News:
    """News of a programme or exercise, ``under`` a body. ``modality`` is that of one which isn't famous yet; ``alleged`` a state said to join."""

    day: int
    programme: Named
    parties: tuple[Country, ...]
    topics: tuple[Entry, ...]
    under: str
    modality: str | None
    alleged: Country | None


@dataclass(frozen=True)
class Accusation:
    """States say that another one delivers arms to a third; the odd articles tell that it denies it."""

    day: int
    accusers: tuple[Country, ...]
    by_ministry: bool
    accused: Country
    receiver: Country


@dataclass(frozen=True)
class Announcement:
    """A body says something to a state that is its member."""

    day: int
    body: str
    member: Country
    kind: str
    topic: Entry


Event = Session | Meeting | News | Accusation | Announcement


@dataclass
class Telling:
    """An article to be: which event it tells, when, in which language. ``source`` is the article that it rests on.

    ``announces``: the event is still to come. ``odd``: it tells it otherwise than most.
    """

    event: Event
    issued: int
    language: str
    publisher: str
    source: Telling | None = None
    translates: bool = False
    announces: bool = False
    odd: bool = False
    number: int = 0


@dataclass
class _Month:
    seed: int
    number: int
    chance: random.Random
    first: int = 0  # day of the world
    sessions: list[Session] = field(default_factory=list)
    met: set[tuple[int, frozenset[str]]] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=dict)

    def own_number(self, sort: str) -> int:
        """Return a number that no other agreement, or programme, of the world has."""
        place = self.names[sort] = self.names.get(sort, -1) + 1
        assert place < OWN_NAMES, sort
        return self.number * OWN_NAMES + place


def tellings(seed: int, number: int) -> list[Telling]:
    """Return a month's tellings in the order of their articles, numbered."""
    month = _Month(seed, number, random.Random(f"{seed}/{number}"), DAYS * number)
    found: list[Telling] = []
    for forum in forums().draw_several(month.chance, SESSIONS):
        session = _session(month, forum)
        month.sessions.append(session)
        found += _told(month, session)
    while len(found) < ARTICLES:
        make = month.chance.choices(list(SHARES), list(SHARES.values()))[0]
        found += _told(month, make(month))
    found = sorted(found[:ARTICLES], key=lambda telling: telling.issued)
    for place, telling in enumerate(found):
        telling.number = ARTICLES * number + place
    return found


def _told(month: _Month, event: Event) -> Iterator[Telling]:
    """Yield the articles that tell an event, the first one first."""
    chance = month.chance
    count = chance.choice(TELLERS)
    if isinstance(event, Meeting) and event.undated:
        count = 1  # nothing makes two of them one
    elif isinstance(event, Meeting) and (event.other_city or event.other_day or event.story != "held"):
        count = max(count, 2)
    days = sorted(
        event.day + chance.randint(0 if isinstance(event, News) else 1, LATEST) for _ in range(count)
    )
    ahead = {"planned": count, "announced": chance.randint(1, count - 1) if count > 1 else 0}
    announcing = ahead.get(event.story, 0) if isinstance(event, Meeting) else 0
    early = sorted(event.day - chance.randint(SOONEST, EARLIEST) for _ in range(announcing))
    first: Telling | None = None
    for place, day in enumerate((*early, *days[announcing:])):
        language = chance.choice(("fr", "en"))
        told = Telling(
            event, day, language, chance.choice(PUBLISHERS[language]), announces=place < announcing
        )
        if first is None:
            first = told
        elif place >= announcing and first.announces:
            pass  # it tells what the first one couldn't know
        elif language != first.language and chance.random() < TRANSLATES:
            told.source, told.translates, told.odd = first, True, first.odd
        elif chance.random() < CITES:
            told.source = first
        told.odd = told.odd if told.translates else place > announcing and chance.random() < 0.5
        yield told


def _days(month: _Month, before: int = 0) -> int:
    return month.first + month.chance.randint(before, DAYS - LATEST - 1)


def _topics(month: _Month, most: int) -> tuple[Entry, ...]:
    return tuple(domains().draw_several(month.chance, month.chance.randint(1, most)))


def _session(month: _Month, forum: Named) -> Session:
    chance = month.chance
    present = chance.sample(forum.parties, chance.randint(4, len(forum.parties)))
    day = _days(month, before=1)
    absent = [state for state in STATES if state not in forum.parties]
    return Session(
        day, forum, month.number + 1, present[0], tuple(present[1:]), _topics(month, 2),
        day - 1 if chance.random() < 0.2 else None,
        chance.choice(absent) if chance.random() < 0.1 else None,
    )  # fmt: skip


def _meeting(month: _Month) -> Meeting:
    chance = month.chance
    story = chance.choices(("held", "planned", "announced", "cancelled"), (75, 8, 12, 5))[0]
    sidelines = chance.choice(month.sessions) if story == "held" and chance.random() < 0.1 else None
    function = chance.choices(FUNCTIONS, (5, 2, 3, 1))[0]
    how = chance.choices(("names", "counterpart", "posts"), (70, 18, 12))[0]
    while True:
        day = sidelines.day if sidelines else _days(month, 0 if story == "held" else EARLIEST)
        one, other = states().draw_several(chance, 2)
        pair = frozenset((one.code, other.code))
        days = {(day, pair), (day - 1, pair)}  # an odd article may tell the day before
        if month.met & days or not all(
            _stays(month.seed, Post(each, function), day) for each in (one, other)
        ):
            continue
        month.met |= days
        break
    meeting = {"day": day, "function": function, "sides": (one, other), "how": how, "story": story}
    meeting |= {
        "city": sidelines.host if sidelines else one,
        "topics": _topics(month, 2),
        "sidelines": sidelines,
    }
    if story == "held":
        fate = chance.random()
        if fate < 0.05 and not sidelines:
            meeting["other_city"] = other
        elif fate < 0.09:
            meeting |= {"other_day": day - 1, "link": f"Wikidata:Q{990_000_000 + month.own_number('link')}"}
        elif fate < 0.14 and not sidelines:
            meeting["undated"] = True
        elif fate < 0.6:
            meeting["work"] = _work(month, (one, other))
    return Meeting(**meeting)  # type: ignore[arg-type]


def _stays(seed: int, post: Post, day: int) -> bool:
    """Tell whether one person is in a post as long as articles speak of a meeting on a day."""
    number = large_world.term(seed, post, max(day - EARLIEST, 0))
    return number == large_world.term(seed, post, day + LATEST)


def _work(month: _Month, sides: Sequence[Country]) -> Named | str:
    sort = month.chance.choice(("proposal", "proposal", "programme", "agreement"))
    if sort == "agreement":
        return agreement(month.own_number(sort), sides)
    return programmes().draw(month.chance) if sort == "programme" else sort


def _news(month: _Month) -> News:
    chance = month.chance
    famous = chance.random() < 0.75
    named = (
        programmes().draw(chance) if famous else large_world.programme(FAMOUS + month.own_number("programme"))
    )
    told = chance.sample(named.parties[1:], chance.randint(1, len(named.parties) - 1))
    absent = [state for state in STATES if state not in named.parties]
    alleged = chance.choice(absent) if chance.random() < 0.15 else None
    modality = None if famous else chance.choice((None, *MODALITIES))
    own = random.Random(named.acronym)  # what it is about and comes under, whoever tells
    topics, under = domains().draw_several(own, 2), own.choice(list(BODIES))
    parties = (named.parties[0], *told)
    return News(_days(month), named, parties, tuple(topics), under, modality, alleged)


def _accusation(month: _Month) -> Accusation:
    chance = month.chance
    accused, receiver = chance.sample(ACCUSED, 2)
    by_ministry = chance.random() < 0.3
    accusers = states().draw_several(chance, 1 if by_ministry else chance.randint(1, 2))
    return Accusation(_days(month), tuple(accusers), by_ministry, accused, receiver)


def _announcement(month: _Month) -> Announcement:
    chance = month.chance
    body = chance.choices(list(BODIES), (3, 1))[0]
    members = {member for member, _ in reference().entries[body].members}
    member = next(s for s in iter(lambda: states().draw(chance), None) if s.id in members)
    kind = chance.choice(("support", "request", "commitment", "condemnation"))
    return Announcement(_days(month), body, member, kind, domains().draw(chance))


SHARES: dict[Callable[[_Month], Event], int] = {_meeting: 60, _news: 22, _accusation: 9, _announcement: 9}
