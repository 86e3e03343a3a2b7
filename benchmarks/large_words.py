"""How the large world is told: the sentences of each sort of event, in French and English, with their annotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from large_articles import (
    Article,
    Fact,
    Naming,
    capital,
    day_of,
    function_names,
    kind_names,
    listed,
    phrase,
    table_names,
)
from large_events import Accusation, Announcement, Meeting, News, Session, Telling, Work
from large_world import BODIES, FOREIGN, START, Named, Person, Post, holder, term, terms_of
from press_digests import MONTHS
from press_world import CHIEF, DEPUTY, MINISTER, Country

from diplograph.graph_loader.document import Link, Span
from diplograph.ontology.reference import Entry, reference
from diplograph.ontology.text import slug

POSTS = {
    ("fr", MINISTER): "ministre {} de la Défense",
    ("fr", FOREIGN): "ministre {} des Affaires étrangères",
    ("fr", CHIEF): "chef d’état-major {} des armées",
    ("fr", DEPUTY): "vice-ministre {} de la Défense",
    ("en", MINISTER): "{} defence minister",
    ("en", FOREIGN): "{} foreign minister",
    ("en", CHIEF): "{} chief of defence",
    ("en", DEPUTY): "{} deputy defence minister",
}
COUNTERPARTS = {"fr": "homologue {}", "en": "{} counterpart"}
KINDS = {MINISTER: "ministerial", FOREIGN: "ministerial", CHIEF: "staff_talks", DEPUTY: "vice_ministerial"}
MINISTRY = "ministry-of-defence"
BY_SURNAME, BY_PRONOUN = 0.3, 0.4  # share of those who are named again
NEW_IN_POST = 0.1  # share of those of whom an article says since when they are in their post
BY_ACRONYM = 0.3  # share of forums and programmes that are known well enough
PROPOSALS = (
    ("workshop", "atelier conjoint", "joint workshop"), ("exercise", "exercice conjoint", "joint exercise"),
    ("training", "stage commun", "shared course"), ("programme", "programme de recherche", "research programme"),
)  # fmt: skip
SAID = {
    "support": ("a appuyé", "backed"), "request": ("a demandé", "asked for"),
    "commitment": ("a promis", "promised"), "condemnation": ("a condamné", "condemned"),
}  # fmt: skip


def tell(seed: int, telling: Telling) -> Article:
    """Return the article that a telling makes."""
    article = _Telling(seed, telling)
    article.tell()
    return article


class _Telling(Article):
    """Writes an article; what it leaves to chance depends on its number."""

    def __init__(self, seed: int, telling: Telling) -> None:
        super().__init__(seed, telling)
        self._turn = telling.number * 2_654_435_761 + seed

    def tell(self) -> None:
        """Tell the event."""
        event = self.telling.event
        match event:
            case Session():
                self._session_news(event)
            case Meeting():
                self._meeting_news(event)
            case News():
                self._programme_news(event)
            case Accusation():
                self._accusation(event)
            case Announcement():
                self._announcement(event)

    def _befalls(self, share: float) -> bool:
        """Tell whether something befalls, so often as its share says."""
        self._turn = (self._turn * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        return self._turn >> 33 < share * 2**31

    # --- Things ---

    def _state(self, state: Country, article: bool = True) -> Span:
        before, name = state.fr if self.language == "fr" else state.en
        if article:
            self.say(before)
        return self.thing(self.mark("State", name), state.id)

    def _states(self, states: Sequence[Country]) -> Iterator[Span]:
        for place in self._list(len(states)):
            yield self._state(states[place])

    def _list(self, count: int) -> Iterator[int]:
        """Yield the places of a list, and write what stands between its members."""
        for place in range(count):
            if place == count - 1 and place:
                self.put(" et ", " and ")
            elif place:
                self.say(", ")
            yield place

    def _adjective(
        self, state: Country, pattern: str, label: str, feminine: bool = False
    ) -> tuple[Span, Span]:
        """Write a span with a state's adjective in it; return both."""
        start = len(self.document.text or "")
        adjective = self.either(state.adjective_fr[feminine], state.adjective_en)
        whole = self.mark(label, pattern.format(adjective))
        return whole, self.thing(self.mark_at("State", start + pattern.index("{}"), adjective), state.id)

    def _post(self, post: Post, feminine: bool = False, counterpart: bool = False) -> Span:
        patterns = COUNTERPARTS[self.language] if counterpart else POSTS[self.language, post.function]
        span, state = self._adjective(post.state, patterns, "Post", feminine)
        basis = "inferred" if counterpart else "explicit"
        self.thing(span, post.id, Naming((), *function_names(post.function, post.state)), basis)
        self.tie("in", span, state, "POST_IN")
        return span

    def _named_holder(self, post: Post, first: bool = False) -> tuple[Span, Person]:
        """Write a post and who holds it."""
        number = term(self.seed, post, self.telling.issued)
        who = holder(self.seed, post, number)
        feminine = who.woman and post.function != CHIEF
        article = self.either("la " if feminine else "le ", "the ")
        self.say(capital(article) if first else article)
        held = self._post(post, feminine)
        self.say(", ")
        person = self._person(who, who.name)
        length, over = terms_of(self.seed, post)
        since = (
            (START + timedelta(number * length - over)).isoformat() if self._befalls(NEW_IN_POST) else None
        )
        self.tie("holds", person, held, "HELD_POST", start=since)
        return person, who

    def _person(self, who: Person, words: str) -> Span:
        return self.thing(self.mark("Official", words), who.id, Naming((words,)))

    def _again(self, person: Span, who: Person, others: Sequence[Person]) -> Span:
        """Name somebody again, at the beginning of a sentence."""
        if self._befalls(BY_PRONOUN):
            words = self.either("Elle" if who.woman else "Il", "She" if who.woman else "He")
            return self.same(self.mark("Official", words, Mention="pronoun"), person, "coref")
        if self._befalls(BY_SURNAME) and all(who.family != other.family for other in others):
            self.say(self.either("Mme " if who.woman else "M. ", "Ms " if who.woman else "Mr "))
            return self._person(who, who.family)
        return self._person(who, who.name)

    def _place(self, thing: Span, city: Country) -> None:
        name = self.either(*city.capital)
        self.put(" à ", " in ")
        found = str(reference().place(name))
        self.tie(
            "place", thing, self.thing(self.mark("Place", name), found, Naming((name,))), "TOOK_PLACE_IN"
        )

    def _topics(self, thing: Span, topics: Sequence[Entry]) -> None:
        for place in self._list(len(topics)):
            self._topic(thing, topics[place])

    def _topic(self, thing: Span, topic: Entry) -> Span:
        span = self.thing(self.mark("Domain", self.either(topic.name_fr, topic.name_en)), topic.id)
        if thing.label != "Statement":
            self.tie("topic", thing, span, "CONCERNS")
        return span

    def _body(self, body: Entry) -> Span:
        before, name = next(self.either_pair(fr, en) for known, fr, en in BODIES if known == body.id)
        self.say(before)
        return self.thing(self.mark("Organization", name), body.id)

    def either_pair(self, french: tuple[str, str], english: tuple[str, str]) -> tuple[str, str]:
        """Return the article and the name of the article's language."""
        return french if self.language == "fr" else english

    def _named(self, named: Named, known: bool = False, **attributes: str) -> Span:
        """Write a forum, programme or agreement, with its acronym, or by that alone where it is ``known``."""
        attributes |= {"Kind": named.kind}
        if known and self._befalls(BY_ACRONYM):
            names: tuple[str, ...] = (named.acronym,)
            span = self.mark(named.label, named.acronym, **attributes)
        else:
            names = (self.either(named.fr, named.en), named.acronym)
            span = self.mark(named.label, names[0], **attributes)
            self.say(" (")
            self.thing(self.mark(named.label, named.acronym), named.id)
            self.say(")")
        self.thing(span, named.id, Naming(names))
        self.note(span)
        return span

    def _date_in_words(self, day: int) -> str:
        when = day_of(day)
        first = self.either("er" if when.day == 1 else "", "")
        return f"{when.day}{first} {MONTHS[self.language][when.month - 1]} {when.year}"

    def _day(self, thing: Span, day: int) -> None:
        self.put(" le ", " on ")
        self.dated(thing, day_of(day).isoformat(), self._date_in_words(day))

    # --- Meetings ---

    def _meeting_news(self, event: Meeting) -> None:
        posts = [Post(state, event.function) for state in event.sides]
        present: list[tuple[Span, tuple[str, str]]] = []
        people: list[tuple[Span, Person]] = []
        for place, post in enumerate(posts):
            self.put(", et " if place else "", ", and " if place else "")
            if event.how == "posts":
                self.say(self.either("le ", "the ") if place else self.either("Le ", "The "))
                present.append((self._post(post), function_names(post.function, post.state)))
            elif event.how == "counterpart" and place:
                self.put("son ", "the ")
                present.append(
                    (self._post(post, counterpart=True), function_names(post.function, post.state))
                )
            else:
                people.append(self._named_holder(post, first=not place))
                present.append((people[-1][0], (people[-1][1].name, people[-1][1].name)))
        self.document.metadata = self._titled(present)
        meeting = self._encounter(event, present)
        self.say(". ")
        self.put("L’entretien a porté sur ", "The talks were about ")
        self._topics(meeting, event.topics)
        self.say(". ")
        if event.work and not self.telling.announces:
            self._work(event, event.work, meeting, present, people)
        if people and self._befalls(0.25):
            self._wish(event, meeting, people)

    def _titled(self, present: Sequence[tuple[Span, tuple[str, str]]]) -> object:
        french, english = listed([name for _, name in present])
        about = self.document.metadata
        return type(about)(
            **(vars(about) | {"title": self.either(f"Rencontre : {french}", f"Talks: {english}")})
        )

    def _encounter(self, event: Meeting, present: Sequence[tuple[Span, tuple[str, str]]]) -> Span:
        """Write that they met, will meet, or won't; return the meeting."""
        told = self.telling
        story = (
            "announced"
            if told.announces
            else "cancelled"
            if event.story == "cancelled" and told.odd
            else "held"
        )
        words = {
            "announced": ("se rencontreront", "will meet"),
            "cancelled": ("ne se rencontreront pas", "will not meet"),
            "held": ("se sont rencontrés", "met"),
        }[story]
        kind = KINDS[event.function]
        attributes = {"Kind": kind, "Format": "bilateral"}
        if story != "held":
            attributes |= {
                "Modality": "planned",
                "Status": "planned" if story == "announced" else "cancelled",
            }
        elif not self._befalls(0.2):
            attributes["Status"] = "held"
        self.say(" ")
        meeting = self.mark("Meeting", self.either(*words), **attributes)
        if event.link:
            meeting.links.append(Link(event.link))
        day = event.other_day if event.other_day is not None and told.odd else event.day
        when = None if event.undated else day_of(day).isoformat()
        names = sorted(self._id_of(span) for span, _ in present)
        identifier = (
            f"meeting/{slug(event.link.partition(':')[2])}" if event.link
            else f"meeting/{phrase('-'.join([when, *names]))}" if when
            else f"meeting/{phrase(f'{self.id}-{meeting.words}')}"
        )  # fmt: skip
        (fr, en), (who_fr, who_en) = kind_names("Meeting", kind), listed([name for _, name in present])
        behind = f" ({when})" if when else ""
        titles = f"{capital(fr)} : {who_fr}{behind}", f"{capital(en)}: {who_en}{behind}"
        self.thing(meeting, identifier, Naming((), *titles, event.link))
        self.note(meeting)
        if "Status" not in attributes:
            self.value(meeting, "status", "held", "inferred")
        if when:
            self._day(meeting, day)
        else:
            self.value(meeting, "date", f"../{self.issued}", "inferred")
        for span, _ in present:
            self.tie(
                "participant", meeting, span, "ATTENDED" if span.label == "Official" else "REPRESENTED_AT"
            )
        self._place(meeting, event.other_city if event.other_city and told.odd else event.city)
        if event.sidelines:
            self.put(", en marge de la ", ", on the sidelines of the ")
            self.tie("sidelinesOf", meeting, self._session(event.sidelines), "ON_SIDELINES_OF")
        return meeting

    def _id_of(self, span: Span) -> str:
        return slug(self._thing[span.id].partition("/")[2])

    def _work(
        self, event: Meeting, work: Work, meeting: Span,
        present: Sequence[tuple[Span, tuple[str, str]]], people: Sequence[tuple[Span, Person]],
    ) -> None:  # fmt: skip
        if work.sort == "proposal":
            self._proposal(event, meeting, people)
        elif work.named and work.sort == "programme":
            self.put("Ils ont fait le point sur : ", "They took stock of: ")
            self.tie("topic", meeting, self._named(work.named, known=True), "CONCERNS")
            self.say(". ")
        elif work.named:
            self.put("Ils ont signé un texte, ", "They signed a text, the ")
            signed = self._named(work.named)
            self._day(signed, event.day)
            self.put(", qui lie ", ", which binds ")
            for state in self._states(work.named.parties):
                self.tie("party", signed, state, "PARTY_TO")
            self.say(". ")
            for span, _ in present:
                self.tie("signedBy", signed, span, "SIGNED")

    def _proposal(self, event: Meeting, meeting: Span, people: Sequence[tuple[Span, Person]]) -> None:
        if people:
            proposer = self._again(*people[0], [who for _, who in people[1:]])
        else:
            before, name = self.either_pair(event.sides[0].fr, event.sides[0].en)
            self.say(capital(before))
            proposer = self.thing(self.mark("State", name), event.sides[0].id)
        kind, fr, en = PROPOSALS[self.telling.number % len(PROPOSALS)]
        self.put(" a proposé un ", " proposed a ")
        words = self.either(fr, en)
        explicit = {"Status": "proposed"} if self._befalls(0.5) else {}
        work = self.mark("Initiative", words, Kind=kind, Modality="proposed", **explicit)
        titles = (words, None) if self.language == "fr" else (None, words)
        self.thing(work, f"initiative/{phrase(f'{self.id}-{words}')}", Naming((), *titles))
        self.note(work)
        if not explicit:
            self.value(work, "status", "proposed", "inferred")
        self.tie("proposedBy", work, proposer, "PROPOSED", "asserted")
        self.tie("at", work, meeting, "PRESENTED_AT", "asserted")
        self.put(" entre ", " between ")
        for state in self._states(event.sides):
            self.tie("party", work, state, "PARTICIPATES_IN", role="party")
        self.put(" sur : ", " on: ")
        self._topic(work, event.topics[0])
        self.say(". ")

    def _wish(self, event: Meeting, meeting: Span, people: Sequence[tuple[Span, Person]]) -> None:
        person = self._again(*people[0], [who for _, who in people[1:]])
        name = people[0][1].name
        statement = self._statement("wish", (" a dit vouloir", " wants"), [(person, (name, name))])
        self.put(" travailler avec ", " to work with ")
        self.tie("to", statement, self._state(event.sides[1]), "ADDRESSED_TO")
        self.put(" sur : ", " on: ")
        self.tie("about", statement, self._topic(statement, event.topics[0]), "ABOUT")
        self.tie("at", statement, meeting, "STATED_AT")
        self.say(". ")

    def _statement(
        self, kind: str, words: tuple[str, str], by: Sequence[tuple[Span, tuple[str, str]]]
    ) -> Span:
        """Write a statement of those who stand before it."""
        said = self.either(*words)
        self.say(" " * (len(said) - len(said.lstrip())))
        statement = self.mark("Statement", said.lstrip(), Kind=kind)
        (fr, en), (who_fr, who_en) = kind_names("Statement", kind), listed([name for _, name in by])
        titles = (
            f"{capital(fr)} : {who_fr} « {statement.words} »",
            f"{capital(en)}: {who_en} “{statement.words}”",
        )
        self.thing(statement, f"statement/{phrase(f'{self.id}-{statement.words}')}", Naming((), *titles))
        self.note(statement)
        for span, _ in by:
            self.tie("by", statement, span, "STATED")
        return statement

    # --- Sessions ---

    def _session(self, event: Session, *, told: bool = False) -> Span:
        """Write a session by its number and forum; ``told`` with its day."""
        number = self.either(
            f"{event.ordinal}{'re' if event.ordinal == 1 else 'e'} session",
            f"{event.ordinal}{_th(event.ordinal)} session",
        )
        attributes = {
            "Kind": "forum_session",
            "Format": "multilateral",
            "Ordinal": str(event.ordinal),
            "Status": "held",
        }
        session = self.mark("Meeting", number, **attributes)
        self.put(" du forum ", " of the forum ")
        forum = self._named(event.forum, known=True)
        name = max((self.namings[event.forum.id].names), key=len)
        day = event.other_day if event.other_day is not None and self.telling.odd else event.day
        (fr, en), when = (
            kind_names("Meeting", "forum_session"),
            f" ({day_of(day).isoformat()})" if told else "",
        )
        titles = (
            f"{event.ordinal}e {fr} : {name}{when}",
            f"{event.ordinal}{_th(event.ordinal)} {en}: {name}{when}",
        )
        self.thing(session, f"meeting/{phrase(event.forum.acronym)}-{event.ordinal}", Naming((), *titles))
        self.note(session)
        self.tie("sessionOf", session, forum, "SESSION_OF", ordinal=event.ordinal)
        if told:
            self.put(" s’est tenue", " was held")
            self._day(session, day)
        elif session.attributes["Status"] == "held":
            self.value(session, "date", f"../{self.issued}", "inferred")
        return session

    def _session_news(self, event: Session) -> None:
        self.put("La ", "The ")
        session = self._session(event, told=True)
        self._place(session, event.host)
        self.put(" sous la présidence de l’hôte, ", " under the chair of the host, ")
        host = self._state(event.host)
        self.tie("chair", session, host, "PARTICIPATES_IN", role="chair")
        self.tie("host", session, host, "HOSTED")
        self.put(". Y ont pris part ", ". It was attended by ")
        denied = event.denier if self.telling.odd else None
        present = [*event.present, *([event.denier] if event.denier and not denied else [])]
        for state in self._states(present):
            self.tie("participant", session, state, "PARTICIPATES_IN")
        self.put(". On y a parlé de : ", ". It dealt with: ")
        self._topics(session, event.topics)
        self.say(". ")
        if denied:
            before, name = self.either_pair(denied.fr, denied.en)
            self.say(capital(before))
            state = self.thing(self.mark("State", name), denied.id)
            self.put(" dément y ", " denies that it ")
            there = self.same(
                self.mark("Meeting", self.either("avoir pris part", "took part"), Modality="denied"), session
            )
            self.arc("attributedTo", there, state)
            self.allege("participant", there, state, "PARTICIPATES_IN", [state])
            self.say(". ")

    # --- Programmes ---

    def _programme_news(self, event: News) -> None:
        self.put("À noter : ", "Of note: ")
        more = (
            {"Modality": event.modality, "Status": event.modality}
            if event.modality
            else {"Status": "ongoing"}
        )
        named = self._named(event.programme, known=event.modality is None, **more)
        if event.modality:
            self.put(", prévu pour ", ", to come in ")
            year = str(day_of(event.day).year + 1)
            self.dated(named, year, year)
        self.put(", sous la direction de : ", ", led by: ")
        self.tie("lead", named, self._state(event.parties[0]), "PARTICIPATES_IN", role="lead")
        self.put(". En sont aussi ", ". Also in it: ")
        for state in self._states(event.parties[1:]):
            self.tie("party", named, state, "PARTICIPATES_IN", role="party")
        self.put(". Il s’agit de : ", ". It is about: ")
        self._topics(named, event.topics)
        body = reference().entries[BODIES[int(slug(event.programme.acronym)[-1] in "aei")][0]]
        self.put(". Cela relève de ", ". It comes under ")
        self.tie("under", named, self._body(body), "UNDER_FRAMEWORK")
        self.say(". ")
        if event.alleged:
            before, name = self.either_pair(event.parties[0].fr, event.parties[0].en)
            self.put("Selon ", "According to ")
            self.say(before)
            sayer = self.thing(self.mark("State", name), event.parties[0].id)
            self.say(", ")
            joining = self._state(event.alleged)
            self.say(" ")
            words = self.either("y participerait", "has joined it")
            claimed = self.same(self.mark("Initiative", words, Modality="alleged"), named, "coref")
            self.arc("attributedTo", claimed, sayer)
            self.allege("party", claimed, joining, "PARTICIPATES_IN", [sayer])
            self.say(". ")

    # --- What is said ---

    def _accusation(self, event: Accusation) -> None:
        denies = self.telling.odd
        sayers: list[tuple[Span, tuple[str, str]]] = []
        if denies:
            sayers.append((self._first_state(event.accused), table_names(event.accused.id)))
        elif event.by_ministry:
            sayers.append(self._ministry(event.accusers[0]))
        else:
            for place in self._list(len(event.accusers)):
                state = event.accusers[place]
                span = self._state(state) if place else self._first_state(state)
                sayers.append((span, table_names(state.id)))
        if denies:
            statement = self._statement("position", (" dément", " denies"), sayers)
            self.put(" ", " ")
        else:
            words = (" affirment que", " say that") if len(sayers) > 1 else (" affirme que", " says that")
            statement = self._statement("accusation", words, sayers)
            self.say(" ")
            accused = self._state(event.accused)
            self.say(" ")
        words = (
            self.either("avoir livré des armes", "having delivered arms")
            if denies
            else self.either("livre des armes", "delivers arms")
        )
        transfer = self.mark("Initiative", words, Kind="transfer", Modality="denied" if denies else "alleged")
        if denies:
            accused = sayers[0][0]
        said_by = [span for span, _ in sayers]
        for span in said_by:
            self.arc("attributedTo", transfer, span)
        self.allege("lead", transfer, accused, "PARTICIPATES_IN", said_by)
        self.put(" à ", " to ")
        self.allege("beneficiary", transfer, self._state(event.receiver), "PARTICIPATES_IN", said_by)
        self.say(". ")
        self.arc("about", statement, transfer)
        for each in self.unfounded[-2:]:
            self.facts.append(Fact(self._thing[statement.id], "ABOUT", f"claim/{each.ends[0]}"))

    def _first_state(self, state: Country) -> Span:
        before, name = self.either_pair(state.fr, state.en)
        self.say(capital(before))
        return self.thing(self.mark("State", name), state.id)

    def _ministry(self, state: Country) -> tuple[Span, tuple[str, str]]:
        self.put("Le ", "The ")
        names = function_names(MINISTRY, state, of_body=True)
        span = self.mark(
            "Organization", self.either("ministère de la Défense", "ministry of defence"), Kind="ministry"
        )
        self.thing(span, f"organization/{slug(state.code)}-{MINISTRY}", Naming((), *names))
        self.note(span)
        self.put(f" {state.of_fr}", f" of {state.en[0]}")
        self.tie("partOf", span, self._state(state, article=False), "PART_OF")
        return span, names

    def _announcement(self, event: Announcement) -> None:
        self.put("Réunis à son siège, les alliés l’ont fait savoir : ", "From its seat the word came: ")
        body = self._body(event.body)
        self.put(", avec pour membre ", ", with as a member ")
        member = self._state(event.member)
        self.say(",")
        self.tie("memberOf", member, body, "MEMBER_OF")
        words = SAID[event.kind]
        statement = self._statement(
            event.kind, (f" {words[0]}", f" {words[1]}"), [(body, table_names(event.body.id))]
        )
        self.put(" une mesure, auprès de ", " a measure, towards ")
        self.tie("to", statement, self._state(event.member), "ADDRESSED_TO")
        self.put(", sur : ", ", on: ")
        self.tie("about", statement, self._topic(statement, event.topic), "ABOUT")
        self.say(". ")


def _th(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
