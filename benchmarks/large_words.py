"""How the large world is told: the sentences of each sort of event, in French and English, with their annotation."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from large_articles import (
    Article,
    Fact,
    Naming,
    Pair,
    capital,
    day_of,
    function_names,
    kind_names,
    listed,
    phrase,
    table_names,
)
from large_events import Accusation, Announcement, Meeting, News, Session, Telling
from large_world import BODIES, FOREIGN, Named, Person, Post, first_day, holder, term
from press_digests import COUNTERPARTS, KINDS, MONTHS, POSTS, th
from press_world import CHIEF, Country

from diplograph.graph_loader.document import Link, Span
from diplograph.ontology.reference import Entry, reference
from diplograph.ontology.text import slug

WORDINGS = {key: patterns[0] for key, patterns in POSTS.items()} | {
    ("fr", FOREIGN): "ministre {} des Affaires étrangères",
    ("en", FOREIGN): "{} foreign minister",
}
MEETING_KINDS = KINDS | {FOREIGN: "ministerial"}
MINISTRY = "ministry-of-defence"
PROPOSALS = (
    ("workshop", "atelier conjoint", "joint workshop"), ("exercise", "exercice conjoint", "joint exercise"),
    ("training", "stage commun", "shared course"), ("programme", "programme de recherche", "research programme"),
)  # fmt: skip
SAID = {
    "support": ("a appuyé", "backed"), "request": ("a demandé", "asked for"),
    "commitment": ("a promis", "promised"), "condemnation": ("a condamné", "condemned"),
}  # fmt: skip
MET = {
    "announced": ("se rencontreront", "will meet"),
    "cancelled": ("ne se rencontreront pas", "will not meet"),
    "held": ("se sont rencontrés", "met"),
}
SHARES = {  # how often what befalls an article
    "named again by a pronoun": 0.4,
    "named again by surname": 0.3,
    "since when": 0.1,  # somebody is in a post
    "acronym alone": 0.3,  # of what is well known
    "no status": 0.2,  # of a meeting that was held
    "status of a proposal": 0.5,
    "a wish": 0.25,
}


class Present(NamedTuple):
    """Who takes part or speaks: the span, what that is called in a composed name, and who it is, if that is said."""

    span: Span
    names: Pair
    person: Person | None = None


def tell(seed: int, telling: Telling) -> Article:
    """Return the article that a telling makes."""
    article = _Telling(seed, telling)
    telling_of: dict[type, Callable[[Any], None]] = {
        Session: article.tell_session,
        Meeting: article.tell_meeting,
        News: article.tell_programme,
        Accusation: article.tell_accusation,
        Announcement: article.tell_announcement,
    }
    telling_of[type(telling.event)](telling.event)
    return article


class _Telling(Article):
    """Writes an article, event by event."""

    def __init__(self, seed: int, telling: Telling) -> None:
        super().__init__(seed, telling)
        self._chance = random.Random(f"{seed}/article/{telling.number}")

    def _befalls(self, what: str) -> bool:
        return self._chance.random() < SHARES[what]

    # --- Things ---

    def _state(self, state: Country, *, article: bool = True, first: bool = False) -> Span:
        """Write a state, with its article; ``first`` of a sentence."""
        before, name = self.either(state.fr, state.en)
        if article:
            self.say(capital(before) if first else before)
        return self.thing(self.mark("State", name), state.id)

    def _states(self, states: Sequence[Country]) -> Iterator[Span]:
        return (self._state(states[place]) for place in self._list(len(states)))

    def _list(self, count: int) -> Iterator[int]:
        """Yield the places of a list, and write what stands between its members."""
        for place in range(count):
            if place:
                self.put(*((" et ", " and ") if place == count - 1 else (", ", ", ")))
            yield place

    def _post(self, post: Post, feminine: bool = False, counterpart: bool = False) -> Span:
        """Write a post, with its state's adjective in it."""
        pattern = COUNTERPARTS[self.language] if counterpart else WORDINGS[self.language, post.function]
        adjective = self.either(post.state.adjective_fr[feminine], post.state.adjective_en)
        start = len(self.document.text or "") + pattern.index("{}")
        span = self.mark("Post", pattern.format(adjective))
        state = self.thing(self.mark_at("State", start, adjective), post.state.id)
        names = function_names(post.function, post.state)
        self.thing(span, post.id, Naming((), *names), "inferred" if counterpart else "explicit")
        self.tie("in", span, state, "POST_IN")
        return span

    def _official(self, post: Post, first: bool) -> Present:
        """Write a post and who holds it; ``first`` of a sentence."""
        number = term(self.seed, post, self.telling.issued)
        who = holder(self.seed, post, number)
        feminine = who.woman and post.function != CHIEF
        article = self.either("la " if feminine else "le ", "the ")
        self.say(capital(article) if first else article)
        held = self._post(post, feminine)
        self.say(", ")
        person = self._person(who, who.name)
        since = self._befalls("since when")
        start = day_of(first_day(self.seed, post, number)).isoformat() if since else None
        self.tie("holds", person, held, "HELD_POST", start=start)
        return Present(person, (who.name, who.name), who)

    def _person(self, who: Person, words: str) -> Span:
        return self.thing(self.mark("Official", words), who.id, Naming((words,)))

    def _again(self, official: Present, others: Sequence[Person]) -> Span:
        """Name somebody again, first in a sentence."""
        who = official.person
        assert who
        if self._befalls("named again by a pronoun"):
            words = self.either("Elle" if who.woman else "Il", "She" if who.woman else "He")
            return self.same(self.mark("Official", words, Mention="pronoun"), official.span, "coref")
        if self._befalls("named again by surname") and all(who.family != other.family for other in others):
            self.say(self.either("Mme " if who.woman else "M. ", "Ms " if who.woman else "Mr "))
            return self._person(who, who.family)
        return self._person(who, who.name)

    def _place(self, thing: Span, city: Country) -> None:
        name = self.either(*city.capital)
        self.put(" à ", " in ")
        place = self.thing(self.mark("Place", name), str(reference().place(name)), Naming((name,)))
        self.tie("place", thing, place, "TOOK_PLACE_IN")

    def _topics(self, thing: Span, topics: Sequence[Entry]) -> None:
        for place in self._list(len(topics)):
            self.tie("topic", thing, self._domain(topics[place]), "CONCERNS")

    def _domain(self, topic: Entry) -> Span:
        return self.thing(self.mark("Domain", self.either(topic.name_fr, topic.name_en)), topic.id)

    def _body(self, body: str) -> Span:
        french, english = BODIES[body]
        before, name = self.either(french, english)
        self.say(before)
        return self.thing(self.mark("Organization", name), body)

    def _named(self, named: Named, known: bool = False, **attributes: str) -> Span:
        """Write a forum, programme or agreement, with its acronym, or by that alone where it is ``known``."""
        names = [self.either(named.fr, named.en), named.acronym]
        if known and self._befalls("acronym alone"):
            names = [named.acronym]
        span = self.mark(named.label, names[0], Kind=named.kind, **attributes)
        if len(names) > 1:
            self.say(" (")
            self.thing(self.mark(named.label, named.acronym), named.id)
            self.say(")")
        self.thing(span, named.id, Naming(tuple(names)))
        self.note(span)
        return span

    def _day(self, thing: Span, day: int) -> None:
        """Write when something was, and say so of it."""
        when = day_of(day)
        first = self.either("er" if when.day == 1 else "", "")
        self.put(" le ", " on ")
        words = f"{when.day}{first} {MONTHS[self.language][when.month - 1]} {when.year}"
        self.dated(thing, when.isoformat(), words)

    # --- Meetings ---

    def tell_meeting(self, event: Meeting) -> None:
        """Two met, will meet or won't; and what came of it."""
        present = list(self._sides(event))
        french, english = listed([each.names for each in present])
        self.entitle(f"Rencontre : {french}", f"Talks: {english}")
        meeting = self._encounter(event, present)
        self.put(". L’entretien a porté sur ", ". The talks were about ")
        self._topics(meeting, event.topics)
        self.say(". ")
        if event.work and not self.telling.announces:
            self._work(event, meeting, present)
        if present[0].person and self._befalls("a wish"):
            self._wish(event, meeting, present)

    def _sides(self, event: Meeting) -> Iterator[Present]:
        for place, state in enumerate(event.sides):
            post = Post(state, event.function)
            names = function_names(post.function, post.state)
            self.put(", et " if place else "", ", and " if place else "")
            if event.how == "posts":
                article = self.either("le ", "the ")
                self.say(article if place else capital(article))
                yield Present(self._post(post), names)
            elif event.how == "counterpart" and place:
                self.put("son ", "the ")
                yield Present(self._post(post, counterpart=True), names)
            else:
                yield self._official(post, first=not place)

    def _encounter(self, event: Meeting, present: Sequence[Present]) -> Span:
        """Write that they met, will meet, or won't; return the meeting."""
        told = self.telling
        story = (
            "announced"
            if told.announces
            else "cancelled"
            if event.story == "cancelled" and told.odd
            else "held"
        )
        kind = MEETING_KINDS[event.function]
        attributes = {"Kind": kind, "Format": "bilateral"}
        if story != "held":
            attributes |= {"Modality": "planned", "Status": {"announced": "planned"}.get(story, story)}
        elif not self._befalls("no status"):
            attributes["Status"] = "held"
        self.say(" ")
        meeting = self.mark("Meeting", self.either(*MET[story]), **attributes)
        meeting.links += [Link(event.link)] if event.link else []
        day = event.other_day if event.other_day is not None and told.odd else event.day
        when = None if event.undated else day_of(day).isoformat()
        titles = _titles(*kind_names("Meeting", kind), listed([each.names for each in present]), when)
        self.thing(meeting, self._meeting_id(event, when, meeting, present), Naming((), *titles, event.link))
        self.note(meeting)
        if "Status" not in attributes:
            self.value(meeting, "status", "held", "inferred")
        if when:
            self._day(meeting, day)
        else:
            self.value(meeting, "date", f"../{self.issued}", "inferred")
        for each in present:
            fact = "ATTENDED" if each.span.label == "Official" else "REPRESENTED_AT"
            self.tie("participant", meeting, each.span, fact)
        self._place(meeting, event.other_city if event.other_city and told.odd else event.city)
        if event.sidelines:
            self.put(", en marge de la ", ", on the sidelines of the ")
            session = self._session(event.sidelines)
            self.value(session, "date", f"../{self.issued}", "inferred")  # held before, nobody says when
            self.tie("sidelinesOf", meeting, session, "ON_SIDELINES_OF")
        return meeting

    def _meeting_id(self, event: Meeting, when: str | None, meeting: Span, present: Sequence[Present]) -> str:
        """Return a meeting's id: its link's, else that of its day and those present, else its article's own."""
        if event.link:
            return f"meeting/{slug(event.link.partition(':')[2])}"
        names = sorted(slug(self.id_of(each.span).partition("/")[2]) for each in present)
        return f"meeting/{phrase('-'.join([when, *names]) if when else f'{self.id}-{meeting.words}')}"

    def _work(self, event: Meeting, meeting: Span, present: Sequence[Present]) -> None:
        """Write what came of a meeting."""
        work = event.work
        if work == "proposal":
            self._proposal(event, meeting, present)
        elif isinstance(work, Named) and work.label == "Initiative":
            self.put("Ils ont fait le point sur : ", "They took stock of: ")
            self.tie("topic", meeting, self._named(work, known=True), "CONCERNS")
            self.say(". ")
        elif isinstance(work, Named):
            self.put("Ils ont signé un texte, ", "They signed a text, the ")
            signed = self._named(work)
            self._day(signed, event.day)
            self.put(", qui lie ", ", which binds ")
            for state in self._states(work.parties):
                self.tie("party", signed, state, "PARTY_TO")
            self.say(". ")
            for each in present:
                self.tie("signedBy", signed, each.span, "SIGNED")

    def _proposal(self, event: Meeting, meeting: Span, present: Sequence[Present]) -> None:
        named = present[0].person is not None
        proposer = (
            self._again(present[0], _others(present)) if named else self._state(event.sides[0], first=True)
        )
        kind, french, english = self._chance.choice(PROPOSALS)
        words, explicit = self.either(french, english), self._befalls("status of a proposal")
        self.put(" a proposé un ", " proposed a ")
        attributes = {"Kind": kind, "Modality": "proposed"} | ({"Status": "proposed"} if explicit else {})
        work = self.mark("Initiative", words, **attributes)
        titles = self.either((words, None), (None, words))
        self.thing(work, f"initiative/{phrase(f'{self.id}-{words}')}", Naming((), *titles))
        self.note(work)
        if not explicit:
            self.value(work, "status", "proposed", "inferred")
        self.tie("proposedBy", work, proposer, "PROPOSED", "asserted")
        self.tie("at", work, meeting, "PRESENTED_AT", "asserted")
        self.put(" entre ", " between ")
        for state in self._states(event.sides):
            self.tie("party", work, state, "PARTICIPATES_IN", part="party")
        self.put(" sur : ", " on: ")
        self._topics(work, event.topics[:1])
        self.say(". ")

    def _wish(self, event: Meeting, meeting: Span, present: Sequence[Present]) -> None:
        speaker = present[0]._replace(span=self._again(present[0], _others(present)))
        statement = self._statement("wish", ("a dit vouloir", "wants"), [speaker])
        self.put(" travailler avec ", " to work with ")
        self.tie("to", statement, self._state(event.sides[1]), "ADDRESSED_TO")
        self.put(" sur : ", " on: ")
        self.tie("about", statement, self._domain(event.topics[0]), "ABOUT")
        self.tie("at", statement, meeting, "STATED_AT")
        self.say(". ")

    # --- Sessions ---

    def _session(self, event: Session, when: str | None = None) -> Span:
        """Write a session by its number and forum; ``when`` is the day that the article gives it."""
        nth = event.ordinal
        number = self.either(f"{nth}{'re' if nth == 1 else 'e'} session", f"{nth}{th(nth)} session")
        attributes = {
            "Kind": "forum_session",
            "Format": "multilateral",
            "Ordinal": str(nth),
            "Status": "held",
        }
        session = self.mark("Meeting", number, **attributes)
        self.put(" du forum ", " of the forum ")
        forum = self._named(event.forum, known=True)
        french, english = kind_names("Meeting", "forum_session")
        name = max(self.namings[event.forum.id].names, key=len)
        titles = _titles(f"{nth}e {french}", f"{nth}{th(nth)} {english}", (name, name), when)
        self.thing(session, f"meeting/{phrase(event.forum.acronym)}-{nth}", Naming((), *titles))
        self.note(session)
        self.tie("sessionOf", session, forum, "SESSION_OF", ordinal=nth)
        return session

    def tell_session(self, event: Session) -> None:
        """A forum met."""
        odd = self.telling.odd
        day = event.other_day if event.other_day is not None and odd else event.day
        self.put("La ", "The ")
        session = self._session(event, day_of(day).isoformat())
        self.put(" s’est tenue", " was held")
        self._day(session, day)
        self._place(session, event.host)
        self.put(" sous la présidence de l’hôte, ", " under the chair of the host, ")
        host = self._state(event.host)
        self.tie("chair", session, host, "PARTICIPATES_IN", part="chair")
        self.tie("host", session, host, "HOSTED")
        self.put(". Y ont pris part ", ". It was attended by ")
        denier = [event.denier] if event.denier else []
        for state in self._states([*event.present, *([] if odd else denier)]):
            self.tie("participant", session, state, "PARTICIPATES_IN")
        self.put(". On y a parlé de : ", ". It dealt with: ")
        self._topics(session, event.topics)
        self.say(". ")
        for country in denier if odd else []:
            state = self._state(country, first=True)
            self.put(" dément y ", " denies that it ")
            words = self.either("avoir pris part", "took part")
            there = self.same(self.mark("Meeting", words, Modality="denied"), session)
            self.attribute(there, [state])
            self.allege("participant", there, state, "PARTICIPATES_IN", [state])
            self.say(". ")

    # --- Programmes ---

    def tell_programme(self, event: News) -> None:
        """A programme or exercise goes on, is planned or proposed, has these parties."""
        self.put("À noter : ", "Of note: ")
        unsure = event.modality
        more = {"Modality": unsure, "Status": unsure} if unsure else {"Status": "ongoing"}
        named = self._named(event.programme, known=not unsure, **more)
        if unsure:
            self.put(", prévu pour ", ", to come in ")
            year = str(day_of(event.day).year + 1)
            self.dated(named, year, year)
        self.put(", sous la direction de : ", ", led by: ")
        self.tie("lead", named, self._state(event.parties[0]), "PARTICIPATES_IN", part="lead")
        self.put(". En sont aussi ", ". Also in it: ")
        for state in self._states(event.parties[1:]):
            self.tie("party", named, state, "PARTICIPATES_IN", part="party")
        self.put(". Il s’agit de : ", ". It is about: ")
        self._topics(named, event.topics)
        self.put(". Cela relève de ", ". It comes under ")
        self.tie("under", named, self._body(event.under), "UNDER_FRAMEWORK")
        self.say(". ")
        if event.alleged:
            self.put("Selon ", "According to ")
            sayer = self._state(event.parties[0])
            self.say(", ")
            joining = self._state(event.alleged)
            self.say(" ")
            words = self.either("y participerait", "has joined it")
            claimed = self.same(self.mark("Initiative", words, Modality="alleged"), named, "coref")
            self.attribute(claimed, [sayer])
            self.allege("party", claimed, joining, "PARTICIPATES_IN", [sayer])
            self.say(". ")

    # --- What is said ---

    def _statement(self, kind: str, words: Pair, by: Sequence[Present]) -> Span:
        """Write a statement of those who stand before it."""
        self.say(" ")
        said = self.either(*words)
        statement = self.mark("Statement", said, Kind=kind)
        (french, english), who = kind_names("Statement", kind), listed([each.names for each in by])
        titles = f"{capital(french)} : {who[0]} « {said} »", f"{capital(english)}: {who[1]} “{said}”"
        self.thing(statement, f"statement/{phrase(f'{self.id}-{said}')}", Naming((), *titles))
        self.note(statement)
        for each in by:
            self.tie("by", statement, each.span, "STATED")
        return statement

    def tell_accusation(self, event: Accusation) -> None:
        """States, or a ministry, accuse a state; or it denies what they accuse it of."""
        if self.telling.odd:
            accused = self._state(event.accused, first=True)
            sayers = [Present(accused, table_names(event.accused.id))]
            statement = self._statement("position", ("dément", "denies"), sayers)
            words, modality = self.either("avoir livré des armes", "having delivered arms"), "denied"
        else:
            sayers = [self._ministry(event.accusers[0])] if event.by_ministry else list(self._accusers(event))
            several = ("affirment que", "say that"), ("affirme que", "says that")
            statement = self._statement("accusation", several[len(sayers) == 1], sayers)
            self.say(" ")
            accused = self._state(event.accused)
            words, modality = self.either("livre des armes", "delivers arms"), "alleged"
        self.say(" ")
        transfer = self.mark("Initiative", words, Kind="transfer", Modality=modality)
        said_by = [each.span for each in sayers]
        self.attribute(transfer, said_by)
        self.allege("lead", transfer, accused, "PARTICIPATES_IN", said_by)
        self.put(" à ", " to ")
        self.allege("beneficiary", transfer, self._state(event.receiver), "PARTICIPATES_IN", said_by)
        self.say(". ")
        self.arc("about", statement, transfer)
        for each in self.unfounded:  # the transfer has no node: the statement is about what is claimed of it
            self.facts.append(Fact(self.id_of(statement), "ABOUT", f"claim/{each.ends[0]}"))

    def _accusers(self, event: Accusation) -> Iterator[Present]:
        for place in self._list(len(event.accusers)):
            state = event.accusers[place]
            yield Present(self._state(state, first=not place), table_names(state.id))

    def _ministry(self, state: Country) -> Present:
        self.put("Le ", "The ")
        names = function_names(MINISTRY, state)
        words = self.either("ministère de la Défense", "ministry of defence")
        span = self.mark("Organization", words, Kind="ministry")
        self.thing(span, f"organization/{slug(state.code)}-{MINISTRY}", Naming((), *names))
        self.note(span)
        self.put(f" {state.of_fr}", f" of {state.en[0]}")
        self.tie("partOf", span, self._state(state, article=False), "PART_OF")
        return Present(span, names)

    def tell_announcement(self, event: Announcement) -> None:
        """A body says something to one of its members."""
        self.put("Un communiqué a paru : ", "A communiqué came out: ")
        body = self._body(event.body)
        self.put(", avec pour membre ", ", with as a member ")
        self.tie("memberOf", self._state(event.member), body, "MEMBER_OF")
        self.say(",")
        statement = self._statement(event.kind, SAID[event.kind], [Present(body, table_names(event.body))])
        self.put(" une mesure, auprès de ", " a measure, towards ")
        self.tie("to", statement, self._state(event.member), "ADDRESSED_TO")
        self.put(", sur : ", ", on: ")
        self.tie("about", statement, self._domain(event.topic), "ABOUT")
        self.say(". ")


def _others(present: Sequence[Present]) -> list[Person]:
    return [each.person for each in present[1:] if each.person]


def _titles(french: str, english: str, who: Pair, when: str | None) -> Pair:
    """Return the composed names of a meeting."""
    behind = f" ({when})" if when else ""
    return f"{capital(french)} : {who[0]}{behind}", f"{capital(english)}: {who[1]}{behind}"
