"""The invented world as two publishers tell it: each event twice, as annotated digests that differ as in life.

Digest ``number`` tells event ``number // 2``: an even one is of a French publisher, an odd one of an English one, which
has a French edition now and then. Each is a pure function of the seed and its number. What makes it differ from a
plain telling is a perturbation: RATES says how often, and a digest says of each thing which it underwent. Which true
thing every span means is known because the span was made from it.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from draft import Draft
from press_world import CHIEF, DEPUTY, MINISTER, Country, Event, Named, Person, event

from diplograph.graph_loader.document import Document, Metadata, Span

PUBLISHERS = ("Agence du Large", "Harbour Wire")
FRENCH_EDITION = 0.25  # share of the second publisher's digests
RATES = {  # of what each may befall; where there is nothing to change, nothing changes
    # an official's name
    "word order": 0.2, "no accents": 0.15, "hyphens": 0.15, "capitals": 0.15, "title": 0.3, "initials": 0.06,
    "romanisation": 0.1, "surname alone": 0.06,
    # a post, a body, an initiative
    "post in other words": 0.4, "acronym alone": 0.15, "no acronym": 0.15, "a party left out": 0.1,
    # a meeting
    "weekday": 0.15, "month only": 0.1, "days of the visit": 0.4, "a day off": 0.04, "no date": 0.05,
    "posts only": 0.15, "states only": 0.1, "counterpart": 0.1, "observer left out": 0.4, "no number": 0.3,
    "general kind": 0.3, "venue": 0.3,
}  # fmt: skip
MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}  # fmt: skip
POSTS = {  # {adjective} or a state behind it; the first is the plain wording
    ("fr", MINISTER): ("ministre {} de la Défense", "ministre de la Défense", "ministre de la Défense nationale", "ministre {} des Armées"),
    ("en", MINISTER): ("{} defence minister", "minister of defence", "minister of national defence", "{} defense minister"),
    ("fr", DEPUTY): ("vice-ministre {} de la Défense", "vice-ministre de la Défense", "ministre adjoint de la Défense", "vice-ministre de la Défense nationale"),
    ("en", DEPUTY): ("{} deputy defence minister", "deputy minister of defence", "{} vice defence minister", "vice minister of national defence"),
    ("fr", CHIEF): ("chef d’état-major {} des armées", "chef d’état-major des armées", "chef d’état-major de la défense", "chef {} de la défense"),
    ("en", CHIEF): ("{} chief of defence", "chief of defence", "chief of the defence staff", "{} chief of the general staff"),
}  # fmt: skip
RANKS = {
    "fr": {MINISTER: ("M. ", "Mme "), DEPUTY: ("M. ", "Mme "), CHIEF: ("le général ", "la générale ")},
    "en": {MINISTER: ("Mr ", "Ms "), DEPUTY: ("Mr ", "Ms "), CHIEF: ("General ", "General ")},
}
COUNTERPARTS = {"fr": "homologue {}", "en": "{} counterpart"}
KINDS = {MINISTER: "ministerial", DEPUTY: "vice_ministerial", CHIEF: "staff_talks"}
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "œ": "oe"}
)  # what no accent makes


@dataclass
class Digest:
    """A digest, the true thing of each span by its id, and what befell each true thing in it."""

    document: Document
    truth: dict[str, str] = field(default_factory=dict)
    perturbed: dict[str, set[str]] = field(default_factory=dict)


def digests(seed: int, count: int) -> Iterator[Digest]:
    """Yield the first digests of a seed's corpus."""
    return (digest(seed, number) for number in range(count))


def digest(seed: int, number: int) -> Digest:
    """Return one digest."""
    told, publisher = event(seed, number // 2), number % 2
    chance = random.Random(f"{seed}/digest/{number}")
    french = publisher == 0 or chance.random() < FRENCH_EDITION
    name = f"{'large' if publisher == 0 else 'harbour'}-{number // 2:06}"
    return _Telling(told, name, PUBLISHERS[publisher], "fr" if french else "en", chance).digest()


class _Telling(Draft):
    """One event as one publisher tells it: text, spans and arcs grow together."""

    def __init__(self, told: Event, name: str, publisher: str, language: str, chance: random.Random) -> None:
        self._event, self._language, self._chance = told, language, chance
        self._issued = told.day + timedelta(days=chance.randint(1, 3))
        about = Metadata(None, publisher, self._issued.isoformat(), language=language)
        super().__init__(Document(name, f"{name}.ann", metadata=about))
        self._made = Digest(self.document)

    def digest(self) -> Digest:
        """Tell the event."""
        self._dateline()
        meeting = self._meeting()
        self._observer(meeting)
        self._work(meeting)
        self._afterword()
        return self._made

    # --- Writing ---

    def _say(self, french: str, english: str | None = None) -> None:
        self.say(self._either(french, english))

    def _either(self, french: str, english: str | None = None) -> str:
        return french if self._language == "fr" or english is None else english

    def _mark(self, label: str, words: str, truth: str | None = None, **attributes: str) -> Span:
        return self._meant(self.mark(label, words, **attributes), truth)

    def _meant(self, span: Span, truth: str | None) -> Span:
        """Note what a span truly means."""
        if truth:
            self._made.truth[span.id] = truth
        return span

    def _list(self, count: int) -> Iterator[int]:
        """Yield the places of a list, and write what stands between its members."""
        for place in range(count):
            if place:
                self._say(" et " if place == count - 1 else ", ", " and " if place == count - 1 else ", ")
            yield place

    def _befalls(self, what: str, thing: str) -> bool:
        """Tell whether something befalls a thing here, and note it."""
        struck = self._chance.random() < RATES[what]
        if struck:
            self._note(what, thing)
        return struck

    def _note(self, what: str, thing: str) -> None:
        self._made.perturbed.setdefault(thing, set()).add(what)

    def _changes(self, what: str, thing: str, before: str, after: str) -> str:
        """Return a name changed or as it was; what leaves it as it was didn't befall it."""
        return after if after != before and self._befalls(what, thing) else before

    # --- States, posts, people ---

    def _state(self, country: Country, article: bool = True) -> Span:
        before, name = country.fr if self._language == "fr" else country.en
        if article:
            self._say(before)
        return self._mark("State", name, country.id)

    def _post(self, who: Person, pattern: str | None = None) -> Span:
        """Write a post with its state, as an adjective in the middle or as a name behind."""
        wordings = POSTS[self._language, who.function]
        if pattern is None:
            other = self._befalls("post in other words", who.post)
            pattern = self._chance.choice(wordings[1:]) if other else wordings[0]
        start = len(self.document.text or "")
        feminine = _feminine(who) and "homologue" not in pattern
        adjective = self._either(who.country.adjective_fr[feminine], who.country.adjective_en)
        words = pattern.format(adjective)
        post = self._mark("Post", words, who.post)
        if "{}" in pattern:
            place = start + pattern.index("{}")
            state = self._meant(self.mark_at("State", place, adjective), who.country.id)
        else:
            self._say(f" {who.country.of_fr}", f" of {who.country.en[0]}")
            state = self._state(who.country, article=False)
        self.arc("in", post, state)
        return post

    def _definite_post(self, who: Person, pattern: str | None = None) -> Span:
        self._say("la " if _feminine(who) else "le ", "the ")
        return self._post(who, pattern)

    def _person(self, who: Person) -> Span:
        """Write an official's name and post."""
        if self._befalls("surname alone", who.id):
            post = self._definite_post(who)
            self._say(", ")
            person = self._mark("Official", self._title(who) + who.family, who.id)
        else:
            person = self._mark("Official", self._full_name(who), who.id)
            self._say(", ")
            post = self._post(who)
        self.arc("holds", person, post)
        return person

    def _full_name(self, who: Person) -> str:
        """Return a name as this digest writes it."""
        family, given = who.family, who.given
        if who.other != (family, given) and self._befalls("romanisation", who.id):
            family, given = who.other
        first, _, second = given.partition("-")
        apart = f"{first} {second}" if self._chance.random() < 0.5 else first + second.lower()
        given = self._changes("hyphens", who.id, given, apart if second else given)
        if _plain(family + given) != family + given and self._befalls("no accents", who.id):
            family, given = _plain(family), _plain(given)
        initials = " ".join(f"{word[0]}." for word in given.replace("-", " ").split())
        if not _family_first(who):
            given = self._changes("initials", who.id, given, initials)
        family = self._changes("capitals", who.id, family, family.upper())
        turned = self._befalls("word order", who.id)
        name = f"{family} {given}" if _family_first(who) != turned else f"{given} {family}"
        return self._changes("title", who.id, name, self._title(who) + name)

    def _title(self, who: Person) -> str:
        return RANKS[self._language][who.function][who.woman]

    # --- The meeting ---

    def _dateline(self) -> None:
        city = self._either(*self._event.host.capital)
        self._say(f"{city}, {self._day(self._issued)}. — ")

    def _meeting(self) -> Span:
        told = self._event
        general = self._befalls("general kind", told.id)
        kind = "forum_session" if told.series else "talks" if general else KINDS[told.people[0].function]
        attributes = {"Kind": kind, "Status": "held"}
        attributes["Format"] = "bilateral" if len(told.people) == 2 else "multilateral"
        if told.series:
            return self._session(told.series, attributes)
        present = self._present()
        words = self._chance.choice(
            ("se sont réunis", "ont eu un entretien") if self._language == "fr" else ("met", "held talks")
        )
        self._say(" ")
        meeting = self._mark("Meeting", words, told.id, **attributes)
        self._when_and_where(meeting)
        self._say(". ")
        for span in present:
            self.arc("participant", meeting, span)
        return meeting

    def _session(self, series: Named, attributes: dict[str, str]) -> Span:
        number = self._event.ordinal or 0
        self._note("of a series", self._event.id)
        self._say("La ", "The ")
        if self._befalls("no number", self._event.id):
            meeting = self._mark("Meeting", "session", self._event.id, **attributes)
        else:
            ordinal = self._either(
                f"{number}{'re' if number == 1 else 'e'} session", f"{number}{th(number)} session"
            )
            meeting = self._mark("Meeting", ordinal, self._event.id, Ordinal=str(number), **attributes)
        self._say(" du forum « ", " of the “")
        body = self._named(series)
        self._say(" » s’est tenue", "” was held")
        self._when_and_where(meeting)
        self._say(" ; y ont pris part ", "; it was attended by ")
        present = self._present()
        self._say(". ")
        self.arc("sessionOf", meeting, body)
        for span in present:
            self.arc("participant", meeting, span)
        return meeting

    def _present(self) -> list[Span]:
        """Write who took part, all as officials, as posts or as states."""
        told = self._event
        people = self._chance.sample(told.people, len(told.people))
        if self._befalls("posts only", told.id):
            return [self._definite_post(people[place]) for place in self._list(len(people))]
        if self._befalls("states only", told.id):
            return [self._state(people[place].country) for place in self._list(len(people))]
        if len(people) == 2 and self._befalls("counterpart", told.id):
            first = self._person(people[0])
            self._say(", et son ", ", and the ")
            return [first, self._post(people[1], COUNTERPARTS[self._language])]
        return [self._person(people[place]) for place in self._list(len(people))]

    def _when_and_where(self, meeting: Span) -> None:
        when = self._date()
        if when:
            self.arc("date", meeting, when)
        host = self._event.host
        if self._befalls("venue", self._event.id):
            self._say(" à la ", " at ")
            place = self._mark("Place", host.venue, f"place/{host.venue}")
        else:
            self._say(" à ", " in ")
            place = self._mark("Place", self._either(*host.capital), f"place/{host.code}")
        self.arc("place", meeting, place)

    def _date(self) -> Span | None:
        """Write the day of the meeting, or less than that."""
        told, day = self._event, self._event.day
        if self._befalls("no date", told.id):
            return None
        if told.visit and self._befalls("days of the visit", told.id):
            first, last = told.visit
            self._say(" lors d’une visite ", " during a visit ")
            words = self._either(
                f"du {self._day(first)} au {self._day(last)}", f"from {self._day(first)} to {self._day(last)}"
            )
            return self._mark("Date", words, Value=f"[{first.isoformat()}..{last.isoformat()}]")
        if self._befalls("month only", told.id):
            self._say(" en ", " in ")
            return self._mark("Date", f"{MONTHS[self._language][day.month - 1]} {day.year}")
        if self._befalls("weekday", told.id):
            self._say(" ", " on ")
            return self._mark("Date", DAYS[self._language][day.weekday()])
        if self._befalls("a day off", told.id):
            day += timedelta(days=1)
        self._say(" le ", " on ")
        given = {"Value": day.isoformat()} if self._chance.random() < 0.5 else {}
        return self._mark("Date", self._day(day), **given)

    def _day(self, day: date) -> str:
        month = MONTHS[self._language][day.month - 1]
        return self._either(
            f"{day.day}{'er' * (day.day == 1)} {month} {day.year}", f"{day.day} {month} {day.year}"
        )

    # --- What else is told ---

    def _observer(self, meeting: Span) -> None:
        country = self._event.observer
        if country is None or self._befalls("observer left out", self._event.id):
            return
        self._say("En observateur y assistait ", "Present as an observer was ")
        self.arc("observer", meeting, self._state(country))
        self._say(". ")

    def _work(self, meeting: Span) -> None:
        """Tell of the initiative or agreement that came of the meeting."""
        work = self._event.work
        if work is None:
            return
        agreed = work.label == "Agreement"
        parties = self._chance.sample(work.parties, len(work.parties))
        if not agreed and self._befalls("a party left out", work.id):
            parties = parties[:1]
        self._say(
            "Texte signé : « " if agreed else "Projet lancé : « ",
            "Signed there: “" if agreed else "Launched there: “",
        )
        span = self._named(work)
        self._say(" ». Y prennent part ", "”. Taking part: ")
        for place in self._list(len(parties)):
            self.arc("party", span, self._state(parties[place]))
        self._say(". ")
        if not agreed:
            self.arc("topic", meeting, span)

    def _named(self, thing: Named) -> Span:
        """Write a body, an initiative or an agreement by its name, its acronym or both."""
        name = self._either(thing.fr, thing.en)
        words = name if thing.acronym is None else f"{name} ({thing.acronym})"
        if thing.acronym and self._befalls("acronym alone", thing.id):
            words = thing.acronym
        elif thing.acronym and self._befalls("no acronym", thing.id):
            words = name
        return self._mark(thing.label, words, thing.id, Kind=thing.kind)

    def _afterword(self) -> None:
        """Name one of those named above again, by the surname alone."""
        named = [who for who in self._event.people if who.id in self._made.truth.values()]
        if not named or self._chance.random() < 0.5:
            return
        who = self._chance.choice(named)
        shown = who.given.split()[-1] if who.country.tradition == "vietnamese" else who.family
        self._say("Le bilan est jugé bon par ", "The outcome was called good by ")
        self._note("named again by surname", who.id)
        self._mark("Official", self._title(who) + shown, who.id)
        self._say(".")


def _family_first(who: Person) -> bool:
    return who.country.tradition in ("korean", "vietnamese")


def _feminine(who: Person) -> bool:
    """Tell whether a post has a feminine article: « la ministre », « le chef d’état-major » whoever it is."""
    return who.woman and who.function != CHIEF


def _plain(name: str) -> str:
    """Return a name without accents."""
    apart = unicodedata.normalize("NFD", name.translate(LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def th(number: int) -> str:
    """Return what stands behind a number in English: 1st, 12th."""
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
