"""Which spans of one article are one thing: what the annotator said, one link, one name, a surname alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from diplograph.graph_loader.checks import Checked
from diplograph.graph_loader.document import Arc, Span
from diplograph.graph_loader.names import (
    acronym,
    bare_name,
    by_generation,
    is_full_name,
    is_initialled,
    is_name,
    may_be_one,
    name_key,
    person_key,
    shortened,
    surnames,
    without_acronym,
)
from diplograph.graph_loader.partition import Partition
from diplograph.graph_loader.problems import Reason
from diplograph.graph_loader.records import SUPPORTING
from diplograph.ontology.functions import match_body_function
from diplograph.ontology.reference import Reference
from diplograph.ontology.text import fold

WORKS = ("Initiative", "Agreement")
ACRONYMED = ("Organization", *WORKS)
LONGEST_GAP = 4  # letters between a name and its acronym, the bracket among them
COINED = "diplograph"  # links with this prefix are ids of ours
LONGEST_LINK = 200  # letters; the graph indexes it
NOWHERE = ("NIL", "NULL", "")  # a link that says: in no knowledge base


@dataclass
class Cluster:
    """Spans of one article that are one thing, in reading order; it is whole when it is made."""

    spans: list[Span] = field(default_factory=list)

    @property
    def cls(self) -> str:
        """The class that all its spans have."""
        return self.spans[0].label

    @cached_property
    def named(self) -> list[Span]:
        """The spans whose words are a name."""
        return [span for span in self.spans if is_name(span)]

    @cached_property
    def names(self) -> list[str]:
        """Its names as written, without article and title, each once."""
        return list(dict.fromkeys(bare_name(span) for span in self.named))

    @cached_property
    def links(self) -> list[str]:
        """What the annotator linked it to, each once; links to nothing, and of another class, aside."""
        return [link for link in self.said_links if fits(self.cls, link)]

    @cached_property
    def said_links(self) -> list[str]:
        """Every link of its spans that leads somewhere, each once."""
        targets = (link.target for span in self.spans for link in span.links)
        return list(dict.fromkeys(filter(is_link, targets)))

    @property
    def link_name(self) -> str | None:
        """What its first link is called in its knowledge base."""
        links = (link for span in self.spans for link in span.links if fits(self.cls, link.target))
        return next((link.name for link in links if link.name), None)

    def attribute(self, name: str) -> str | None:
        """Return the first value that one of its spans has for an attribute."""
        return next((span.attributes[name] for span in self.spans if name in span.attributes), None)


def is_link(target: str) -> bool:
    """Tell whether a link leads somewhere."""
    return target.partition(":")[2].strip().upper() not in NOWHERE and not target.upper().startswith("NIL")


def fits(cls: str, link: str) -> bool:
    """Tell whether a link can be a thing's: a state's code is a state's, an id of ours names its class."""
    base, _, local = link.partition(":")
    named, _, rest = local.partition("/")
    meant = {"ISO": "state", COINED: named}.get(base, cls.lower())
    return meant == cls.lower() and (base != COINED or bool(rest)) and len(link) <= LONGEST_LINK


def known_link(link: str, reference: Reference) -> str | None:
    """Return the known thing that a link leads to: a state's code, a body's item, an id of the tables."""
    base, _, local = link.partition(":")
    if base == "ISO":
        return reference.state_by_code(local)
    if base == "Wikidata":
        return reference.body_by_wikidata(local)
    return local if base == COINED and local in reference.entries else None


def known_words(cls: str, words: str, reference: Reference) -> str | None:
    """Return the known state, body, city or domain that words name."""
    tables = {
        "State": reference.state,
        "Organization": reference.body,
        "Place": reference.place,
        "Domain": reference.domain,
    }
    if cls not in tables:
        return None
    return tables[cls](words) or (tables[cls](without_acronym(words)) if cls == "Organization" else None)


def clusters(checked: Checked, reference: Reference) -> list[Cluster]:
    """Return the things of a document, Dates aside."""
    spans = {name: span for name, span in checked.spans.items() if span.label != "Date"}
    partition = Partition(spans)
    for group in checked.groups:
        members = [name for name in group if name in spans]
        if members:
            partition.join(*members)
    states = _states(checked, reference)
    for same in _one_link_or_name(spans.values(), states, reference):
        partition.join(*same)
    for same in _works(checked, partition):
        partition.join(*same)
    for same in _in_brackets(checked):
        partition.join(*same)
    for same in _initials(checked, spans, partition):
        partition.join(*same)
    for surname, person in _surnames(spans, states, partition):
        partition.join(person, surname)
    for same in _surnames_alone(checked, spans):
        partition.join(*same)
    ordered = [
        sorted((spans[name] for name in part), key=lambda span: (span.start, span.id))
        for part in partition.parts()
    ]
    return [Cluster(part) for part in sorted(ordered, key=lambda part: (part[0].start, part[0].id))]


def without_nameless(checked: Checked, found: list[Cluster]) -> list[Cluster]:
    """Leave out officials whom nothing names, with their arcs: an unnamed one is a Post.

    Who is only accused has no node anyway, and who only says so is needed for that.
    """
    sayers = {name for names in checked.attributed.values() for name in names}
    kept = []
    for cluster in found:
        ids = {span.id for span in cluster.spans}
        if cluster.cls != "Official" or cluster.names or cluster.links or ids & sayers:
            kept.append(cluster)
            continue
        arcs = [pair for pair in checked.arcs if ids & {pair[0].source, pair[0].target}]
        if arcs and all(checked.resolved(arc, rule) not in SUPPORTING for arc, rule in arcs):
            kept.append(cluster)
            continue
        checked.arcs = [pair for pair in checked.arcs if pair not in arcs]
        checked.spans = {name: span for name, span in checked.spans.items() if name not in ids}
        for what, count in (("arcs", len(arcs)), ("spans", len(ids))):
            checked.document.tally.take_back(what, Reason.NAMELESS, count)
        on: list[Span | Arc] = [*cluster.spans, *(arc for arc, _ in arcs)]
        checked.document.tally.take_back(
            "attributes", Reason.NAMELESS, sum(len(each.attributes) for each in on)
        )
        checked.document.tally.take_back(
            "links", Reason.NAMELESS, sum(len(span.links) for span in cluster.spans)
        )
        message = (
            f"the official « {cluster.spans[0].words} » has no name; it is left out, with {len(arcs)} arcs"
        )
        hint = "Make it a Post, or one with a named Official (sameAs)."
        checked.document.report("refused", cluster.spans[0], message, hint)
    return kept


def _states(checked: Checked, reference: Reference) -> dict[str, set[str]]:
    """Return the states that officials have a post in, and that bodies are part of, by span id."""
    of_post: dict[str, set[str]] = {}
    of_person: dict[str, set[str]] = {}
    for arc, rule in checked.arcs:
        state = checked.spans[arc.target]
        if rule.property in ("postIn", "partOf") and state.label == "State":
            linked = (known_link(link, reference) for link in Cluster([state]).links)
            name = next(filter(None, linked), None) or known_words("State", state.words, reference)
            found = of_post if rule.property == "postIn" else of_person
            found.setdefault(arc.source, set()).add(name or fold(state.words))
    for arc, rule in checked.arcs:
        if rule.property == "heldPost":
            of_person.setdefault(arc.source, set()).update(of_post.get(arc.target, ()))
    return {person: states for person, states in of_person.items() if states}


def _one_link_or_name(
    spans: Iterable[Span], states: dict[str, set[str]], reference: Reference
) -> Iterator[list[str]]:
    """Yield the spans of one link or name; namesakes who act for two states are apart, with all of their name."""
    found: dict[tuple[str, ...], list[str]] = {}
    for span in spans:
        for link in Cluster([span]).links:
            found.setdefault((span.label, "link", known_link(link, reference) or link), []).append(span.id)
        known = None if span.links else known_words(span.label, span.words, reference)
        if known:
            found.setdefault((span.label, "link", known), []).append(span.id)
        if is_name(span) and span.label not in WORKS and not _is_body_of_state(span):
            name = bare_name(span)
            key: tuple[str, ...] = (name_key(name),)
            if span.label == "Organization":
                key = (name_key(without_acronym(name)),)
                short = acronym(name)
                named = {known_words(span.label, each, reference) for each in (name, short or name)}
                if short and len(named) == 1:  # « Comité des amis (OTAN) » isn't the OTAN
                    found.setdefault((span.label, "name", name_key(short)), []).append(span.id)
            if span.label == "Official":
                key = (
                    person_key(name),
                    by_generation(name)[1] or "",
                )  # an article tells father and son apart
            if span.label != "Official" or is_full_name(name):
                found.setdefault((span.label, "name", *key), []).append(span.id)
    for (_, by, *_), same in found.items():
        told = [states[name] for name in same if name in states]
        if by == "link" or all(one & other for one, other in combinations(told, 2)):
            yield same


def _is_body_of_state(span: Span) -> bool:
    """Tell whether words name a ministry or a staff: which one, only its state can say."""
    return span.label == "Organization" and match_body_function(span.words) is not None


def _works(checked: Checked, partition: Partition) -> Iterator[list[str]]:
    """Yield the initiatives and agreements of one name that are one: those with the same parties, and those with none.

    Two on the same words never are: one phrase may announce a partnership with each of two partners.
    """
    parties: dict[str, set[str]] = {}
    for arc, rule in checked.arcs:
        if rule.property in ("participatesIn", "partyTo"):
            parties.setdefault(arc.source, set()).add(partition.root(arc.target))
    named: dict[tuple[str, str], list[Span]] = {}
    for span in checked.spans.values():
        if span.label in WORKS and is_name(span):
            named.setdefault((span.label, name_key(bare_name(span))), []).append(span)
    for spans in named.values():
        told = {frozenset(parties[span.id]) for span in spans if span.id in parties}
        apart = len({span.fragments for span in spans}) == len(spans)
        if apart and len(told) <= 1:
            yield [span.id for span in spans]


def _in_brackets(checked: Checked) -> Iterator[list[str]]:
    """Yield names with the acronym that the text puts in brackets behind them: « Forum du Nord (FDN) »."""
    text = checked.document.text or ""
    by_end = {(span.label, span.end): span.id for span in checked.spans.values() if is_name(span)}
    for span in checked.spans.values():
        gap = re.search(r"\s*\(\s*$", text[max(span.start - LONGEST_GAP, 0) : span.start])
        behind = text[span.end : span.end + 1] == ")"
        if span.label in ACRONYMED and gap and behind and acronym(span.words) == span.words:
            name = by_end.get((span.label, span.start - len(gap[0])))
            if name:
                yield [name, span.id]


def _initials(checked: Checked, spans: dict[str, Span], partition: Partition) -> Iterator[list[str]]:
    """Yield « R. Vintersen » with the one person of the article whose name it shortens; not if both are given posts."""
    holders = {partition.root(arc.source) for arc, rule in checked.arcs if rule.property == "heldPost"}
    officials = [span for span in spans.values() if span.label == "Official" and is_name(span)]
    told = [(span, short) for span in officials if (short := shortened(bare_name(span)))]
    for span, (key, given) in told:
        if is_initialled(bare_name(span)):
            meant = {
                partition.root(other.id)
                for other, (other_key, other_given) in told
                if other_key == key and not is_initialled(bare_name(other)) and may_be_one(given, other_given)
            }
            if len(meant) == 1 and len(holders & {*meant, partition.root(span.id)}) < 2:
                yield [meant.pop(), span.id]


def _surnames(
    spans: dict[str, Span], states: dict[str, set[str]], partition: Partition
) -> Iterator[tuple[str, str]]:
    """Yield (surname alone, person) where exactly one person of the article bears that surname, and acts for its state.

    « Le Drian » may be the surname alone too, where somebody of the article has it behind a given name.
    """
    officials = [span for span in spans.values() if span.label == "Official" and is_name(span)]
    bearers: dict[tuple[str, str | None], dict[str, str]] = {}
    for span in officials:
        if is_full_name(bare_name(span)):
            for surname in surnames(bare_name(span)):
                for generation in {None, by_generation(bare_name(span))[1]}:
                    bearers.setdefault((fold(surname), generation), {})[partition.root(span.id)] = span.id
    for span in officials:
        name, generation = by_generation(bare_name(span))
        persons = bearers.get((fold(name), generation), {})
        if len(persons) != 1:
            continue
        root, person = next(iter(persons.items()))
        theirs = {state for name in states if partition.root(name) == root for state in states[name]}
        if not theirs or states.get(span.id, theirs) & theirs:
            yield span.id, person


def _surnames_alone(checked: Checked, spans: dict[str, Span]) -> Iterator[list[str]]:
    """Yield the spans of a surname that nobody of the article has behind a given name, if only one has a post."""
    officials = [span for span in spans.values() if span.label == "Official" and is_name(span)]
    full = [bare_name(span) for span in officials if is_full_name(bare_name(span))]
    borne = {fold(surname) for name in full for surname in surnames(name)}
    holders = {arc.source for arc, rule in checked.arcs if rule.property == "heldPost"}
    alone: dict[tuple[str, str | None], list[str]] = {}
    for span in officials:
        name, generation = by_generation(bare_name(span))
        if not is_full_name(name) and fold(name) not in borne:
            alone.setdefault((fold(name), generation), []).append(span.id)
    yield from (same for same in alone.values() if len(holders.intersection(same)) <= 1)
