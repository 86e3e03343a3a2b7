"""An invented world of defence relations: officials, bodies, meetings, programmes and agreements, from a seed.

Everything is a pure function of the seed and a number, so a world of any size is told event by event in bounded
memory. A scene is four events of one fortnight: two that are easily mistaken for each other (its trap) and two plain
ones, of states that are not in the trap. The states are real; whoever and whatever acts for them is made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

START = date(2031, 1, 6)
SCENE_DAYS = 15  # from one scene's first day to the next one's
EVENTS = 4  # of a scene


@dataclass(frozen=True)
class Country:
    """A state in both languages: its name behind an article, with its preposition, as an adjective."""

    code: str
    fr: tuple[str, str]
    of_fr: str
    adjective_fr: tuple[str, str]  # masculine, feminine
    en: tuple[str, str]
    adjective_en: str
    capital: tuple[str, str]  # in French, in English
    venue: str  # an invented house where guests are received
    tradition: str

    @property
    def id(self) -> str:
        """What it truly is."""
        return f"state/{self.code}"


COUNTRIES = {
    country.code: country
    for country in (
        Country("FR", ("la ", "France"), "de ", ("français", "française"), ("", "France"), "French", ("Paris", "Paris"), "Villa Beauvoir", "french"),
        Country("BE", ("la ", "Belgique"), "de ", ("belge", "belge"), ("", "Belgium"), "Belgian", ("Bruxelles", "Brussels"), "Villa Hortensia", "french"),
        Country("GB", ("le ", "Royaume-Uni"), "du ", ("britannique", "britannique"), ("the ", "United Kingdom"), "British", ("Londres", "London"), "Villa Larkfield", "english"),
        Country("AU", ("l’", "Australie"), "d’", ("australien", "australienne"), ("", "Australia"), "Australian", ("Canberra", "Canberra"), "Villa Banksia", "english"),
        Country("KR", ("la ", "Corée du Sud"), "de ", ("sud-coréen", "sud-coréenne"), ("", "South Korea"), "South Korean", ("Séoul", "Seoul"), "Villa Songjeong", "korean"),
        Country("VN", ("le ", "Vietnam"), "du ", ("vietnamien", "vietnamienne"), ("", "Vietnam"), "Vietnamese", ("Hanoï", "Hanoi"), "Villa Hoa Sen", "vietnamese"),
        Country("NO", ("la ", "Norvège"), "de ", ("norvégien", "norvégienne"), ("", "Norway"), "Norwegian", ("Oslo", "Oslo"), "Villa Solbakken", "norwegian"),
    )
}  # fmt: skip
TWINS = (("FR", "BE"), ("GB", "AU"))  # states whose officials may be namesakes
MINISTER, DEPUTY, CHIEF = "defence-minister", "deputy-defence-minister", "chief-of-defence"
CLANS = ("KR", "VN", "FR")  # here the minister and the chief of defence bear one surname

# Family names, given names of ministers and deputies, given names of chiefs of defence: apart, so that none is another.
# Behind a slash the same name in another romanisation; "+" marks a woman's name.
NAMES = {
    "french": (
        "Barrière Delcourt Fabrègues Guérande Hautecœur Lanvollon Mérindol Orsières Péronnet Quéméneur Rochebrune Vauquelin",
        "Jean-Noël Hélène+ Anne-Cécile+ Rémi Théodore Solène+ Maëlle+ Aurélien",
        "Pierre-Yves Gaétan Sévère Clémence+",
    ),
    "english": (
        "Ashdown Birkwell Carrowmore Dunstead Elverton Fenwright Garrick Holmsby Inglewood Kestrel Lockhurst Merriden",
        "Alistair Beatrice+ Dorothy+ Clement Edmund Felicity+ Harriet+ Gareth",
        "Jasper Malcolm Rowena+ Tobias",
    ),
    "korean": (
        "Kim/Gim Lee/Yi Park/Pak Choi/Choe Jung/Jeong Yoon/Yun Lim/Im Kwon/Gwon Cho/Jo Kang/Gang Baek/Paik Noh/Roh",
        "Tae-gun Sung-min/Seong-min Hyun-ah/Hyeon-a+ Joon-hyuk/Jun-hyeok Eun-kyung/Eun-gyeong+ Woo-jin/U-jin Min-soo/Min-su Bo-ram+",
        "Dong-wook/Dong-uk Chul-ho/Cheol-ho Ki-young/Gi-yeong Sang-hoon/Sang-hun",
    ),
    "vietnamese": (
        "Đặng Trịnh Lương Hoàng Phạm Bùi Đỗ Võ Huỳnh Tạ Đinh Quách",
        "Văn_Minh Thị_Hạnh+ Thu_Hương+ Quốc_Bảo Đức_Thắng Ngọc_Ánh+ Thanh_Vân+ Hữu_Lộc",
        "Xuân_Phúc Bá_Cường Đình_Khôi Trọng_Nghĩa",
    ),
    "norwegian": (
        "Sørli/Soerli Bråten/Braaten Kjærstad/Kjaerstad Myhre Østbø/Oestboe Fjelldal Haugsvær/Haugsvaer Nygård/Nygaard Rønning/Roenning Tveit Åsheim/Aasheim Lie-Moen",
        "Håkon/Haakon Ingebjørg/Ingebjoerg+ Åse/Aase+ Sverre Jørn/Joern Solveig+ Rannveig+ Even",
        "Bjørn-Erik/Bjoern-Erik Torgeir Gunnhild+ Øystein/Oeystein",
    ),
}


@dataclass(frozen=True)
class Person:
    """An official in a post. ``other`` is the same name in another romanisation, as (family, given)."""

    country: Country
    function: str
    term: int
    family: str
    given: str
    other: tuple[str, str]
    woman: bool

    @property
    def id(self) -> str:
        """Who it truly is."""
        return f"official/{self.country.code}-{self.function}-{self.term}"

    @property
    def post(self) -> str:
        """Which post it truly is, whoever holds it."""
        return f"post/{self.country.code}-{self.function}"


@dataclass(frozen=True)
class Named:
    """A body, an initiative or an agreement, with its name in French and English and its acronym, if it has one."""

    id: str
    label: str
    kind: str
    fr: str
    en: str
    acronym: str | None = None
    parties: tuple[Country, ...] = ()


@dataclass(frozen=True)
class Event:
    """A meeting as it was. ``trap`` is what makes it look like another; ``visit`` are the days of the visit around it."""

    number: int
    trap: str
    day: date
    people: tuple[Person, ...]
    host: Country
    visit: tuple[date, date] | None = None
    observer: Country | None = None
    series: Named | None = None
    ordinal: int | None = None
    work: Named | None = None

    @property
    def id(self) -> str:
        """Which meeting it truly is."""
        return f"meeting/{self.number}"


def person(seed: int, code: str, function: str, term: int) -> Person:
    """Return who holds a post in a term. For 24 terms nobody has the name of another, but for the deputies of twins."""
    country = COUNTRIES[code]
    twins = next((pair for pair in TWINS if code in pair), (code,))
    families, civil, military = (tuple(names.split()) for names in NAMES[country.tradition])
    turn = random.Random(f"{seed}/{country.tradition}").randrange(len(families))
    twin = twins.index(code)
    place = turn + 5 * term + (1 if function == DEPUTY else 6 * twin)
    second_pass = term // len(families)  # then the families come round, with other given names
    choice = (place + second_pass) % 2
    family = families[place % len(families)]
    given = {
        MINISTER: civil[2 * (2 * twin + choice)],
        DEPUTY: civil[2 * choice + 1],  # twins have namesakes in this post
        CHIEF: military[2 * twin + choice],
    }[function]
    if function == CHIEF and code not in CLANS:
        family = families[(place + 4) % len(families)]
    first, _, other_family = family.partition("/")
    own, _, other_given = given.removesuffix("+").replace("_", " ").partition("/")
    other = (other_family or first, other_given or own)
    return Person(country, function, term, first, own, other, given.endswith("+"))


# --- Bodies, initiatives and agreements -------------------------------------------------------------------------------

FORUMS = (("Forum", "Forum", "F"), ("Dialogue", "Dialogue", "D"), ("Conférence", "Conference", "C"))
REGIONS = (
    ("des mers froides", "Cold Seas", "CS"), ("des détroits", "Straits", "ST"), ("de l’archipel", "Archipelago", "AR"),
    ("du grand Sud", "Far South", "FS"), ("des deux rives", "Two Shores", "TS"),
)  # fmt: skip
SUBJECTS = (
    ("la veille maritime", "Maritime Watch", "MW"), ("la cyberdéfense", "Cyber Defence", "CD"),
    ("le déminage", "Mine Clearance", "MC"), ("le sauvetage en mer", "Sea Rescue", "SR"),
    ("le soutien médical", "Medical Support", "MS"), ("la surveillance aérienne", "Air Surveillance", "AS"),
)  # fmt: skip
INITIATIVES = (
    ("workshop", "Atelier conjoint sur", "Joint", "Workshop", "W"), ("exercise", "Exercice conjoint sur", "Joint", "Exercise", "E"),
    ("training", "Stage conjoint sur", "Joint", "Course", "C"), ("programme", "Programme conjoint sur", "Joint", "Programme", "P"),
)  # fmt: skip
AGREEMENTS = (
    ("memorandum", "Mémorandum d’entente sur", "Memorandum of Understanding on"),
    ("treaty", "Accord de coopération sur", "Cooperation Agreement on"),
    ("implementation_plan", "Plan d’action sur", "Action Plan on"),
)


def forum(number: int) -> Named:
    """Return a standing forum that meets in sessions; they come round."""
    (fr, en, letter), (of_fr, of_en, letters) = (
        FORUMS[number % len(FORUMS)],
        REGIONS[number % len(REGIONS)],
    )
    acronym = letters + letter
    return Named(
        f"organization/{acronym}", "Organization", "forum", f"{fr} {of_fr}", f"{of_en} {en}", acronym
    )


def initiative(kind: int, subject: int, *parties: Country) -> Named:
    """Return an initiative; its acronym ends with its parties' codes, so that no other has it."""
    name, fr, before, en, letter = INITIATIVES[kind % len(INITIATIVES)]
    of_fr, of_en, letters = SUBJECTS[subject % len(SUBJECTS)]
    codes = "".join(sorted(party.code for party in parties))
    acronym = f"J{letters}{letter}-{codes}"
    names = (f"{fr} {of_fr}", f"{before} {of_en} {en}")
    return Named(f"initiative/{acronym}", "Initiative", name, *names, acronym, parties)


def agreement(kind: int, subject: int, *parties: Country) -> Named:
    """Return an agreement, which has no acronym."""
    name, fr, en = AGREEMENTS[kind % len(AGREEMENTS)]
    of_fr, of_en, letters = SUBJECTS[subject % len(SUBJECTS)]
    codes = "".join(sorted(party.code for party in parties))
    names = (f"{fr} {of_fr}", f"{en} {of_en}")
    return Named(f"agreement/{name}-{letters}-{codes}", "Agreement", name, *names, None, parties)


# --- Scenes -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Scene:
    """The cast and the days of a scene: ``codes`` are all states in an order of its own."""

    seed: int
    number: int
    codes: tuple[str, ...]
    chance: random.Random

    def one(self, code: str, function: str, later: int = 0) -> Person:
        return person(self.seed, code, function, self.number // len(TRAPS) + later)

    def meeting(self, offset: int, function: str, *codes: str, **more: object) -> Event:
        people = tuple(self.one(code, function) for code in codes)
        day = START + timedelta(days=SCENE_DAYS * self.number + offset)
        made = Event(0, "", day, people, COUNTRIES[codes[0]])
        return replace(made, **more)  # type: ignore[arg-type]


def _same_week(scene: _Scene) -> Iterator[Event]:
    """Two meetings of the same ministers within a week."""
    one, other, *_ = scene.codes
    yield scene.meeting(0, MINISTER, one, other)
    yield scene.meeting(4, MINISTER, other, one)


def _same_day(scene: _Scene) -> Iterator[Event]:
    """Two meetings of the same two states on one day in one city, at different levels."""
    one, other, *_ = scene.codes
    yield scene.meeting(1, MINISTER, one, other)
    yield scene.meeting(1, CHIEF, one, other)


def _same_surname(scene: _Scene) -> Iterator[Event]:
    """Two officials of one surname in one state, days apart."""
    one, other = scene.chance.choice(CLANS), next(code for code in scene.codes if code not in CLANS)
    yield scene.meeting(0, MINISTER, one, other)
    yield scene.meeting(2, CHIEF, one, other)


def _namesakes(scene: _Scene) -> Iterator[Event]:
    """Two officials of one name in two states, each meeting the same third party."""
    one, other = scene.chance.choice(TWINS)
    third = next(code for code in scene.codes if code not in (one, other))
    yield scene.meeting(0, DEPUTY, one, third)
    yield scene.meeting(1, DEPUTY, other, third)


def _similar_works(scene: _Scene) -> Iterator[Event]:
    """Two initiatives of similar names with the same parties, of two meetings of the same ministers."""
    one, other, *_ = scene.codes
    subject, parties = scene.chance.randrange(len(SUBJECTS)), (COUNTRIES[one], COUNTRIES[other])
    yield scene.meeting(0, MINISTER, one, other, work=initiative(0, subject, *parties))
    yield scene.meeting(6, MINISTER, one, other, work=initiative(1, subject, *parties))


def _two_sessions(scene: _Scene) -> Iterator[Event]:
    """Two sessions of one series with the same members."""
    series, turn = forum(scene.number // len(TRAPS)), 1 + 2 * (scene.number // len(TRAPS))
    yield scene.meeting(0, DEPUTY, *scene.codes[:3], series=series, ordinal=turn)
    yield scene.meeting(8, DEPUTY, *scene.codes[:3], series=series, ordinal=turn + 1)


def _successors(scene: _Scene) -> Iterator[Event]:
    """A minister and that minister's successor, with the same counterpart; from the next scene on all are new."""
    one, other, *_ = scene.codes
    yield scene.meeting(0, MINISTER, one, other)
    later = scene.meeting(9, MINISTER, one, other)
    yield replace(later, people=(scene.one(one, MINISTER, 1), later.people[1]))


TRAPS = (_same_week, _same_day, _same_surname, _namesakes, _similar_works, _two_sessions, _successors)


@cache
def _trap_name(number: int) -> str:
    return TRAPS[number % len(TRAPS)].__name__.strip("_").replace("_", " ")


def scene(seed: int, number: int) -> list[Event]:
    """Return the four events of a scene."""
    chance = random.Random(f"{seed}/{number}")
    codes = chance.sample(sorted(COUNTRIES), len(COUNTRIES))
    made = _Scene(seed, number, tuple(codes), chance)
    trapped = [replace(each, trap=_trap_name(number)) for each in TRAPS[number % len(TRAPS)](made)]
    busy = {who.country.code for each in trapped for who in each.people}
    idle = [code for code in codes if code not in busy]
    plain = [_plain(made, 3, *idle[:2]), _plain(made, 5, *idle[2:4])]
    events = [_dressed(each, chance) for each in (*trapped, *plain)]
    return [replace(each, number=EVENTS * number + place) for place, each in enumerate(events)]


def _plain(made: _Scene, offset: int, *codes: str) -> Event:
    chance = made.chance
    event = made.meeting(offset, chance.choice((MINISTER, DEPUTY, CHIEF)), *codes)
    parties = [who.country for who in event.people]
    make = chance.choice((initiative, agreement, agreement, None))
    work = make(chance.randrange(4), chance.randrange(len(SUBJECTS)), *parties) if make else None
    return replace(event, work=work)


def _dressed(event: Event, chance: random.Random) -> Event:
    """Give a meeting the visit that it is a part of, and an observer, where it has them."""
    if event.series is None and chance.random() < 0.4:
        first = event.day - timedelta(days=chance.randint(0, 2))
        event = replace(event, visit=(first, event.day + timedelta(days=chance.randint(1, 2))))
    present = {who.country.code for who in event.people}
    absent = [country for code, country in COUNTRIES.items() if code not in present]
    return replace(event, observer=chance.choice(absent) if chance.random() < 0.3 else None)


def event(seed: int, number: int) -> Event:
    """Return one event of the world."""
    return scene(seed, number // EVENTS)[number % EVENTS]
