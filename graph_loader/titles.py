"""Names for what has none: a meeting from its kind, parties and date, a post from its function and state.

Composed from the article alone, so that they don't depend on what else is loaded; in French and in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplograph.graph_loader.names import is_full_name
from diplograph.ontology.model import Ontology
from diplograph.ontology.reference import Reference
from diplograph.ontology.text import slug

if TYPE_CHECKING:  # things.py calls this module
    from diplograph.graph_loader.things import Resolved, Things

Pair = tuple[str | None, str | None]  # French, English

BY = ("stated",)
PRESENT = ("attended", "representedAt", "participatesIn", "hosted")
MOST_NAMES = 4  # that a composed name lists
ORDINALS_EN = {1: "st", 2: "nd", 3: "rd"}


def compose(things: Things, thing: Resolved, ontology: Ontology, reference: Reference) -> Pair:
    """Return the French and English name of a thing without a name of its own; (None, None) where it has one."""
    if thing.fixed in reference.entries or thing.cluster.names:
        return None, None
    composed = _of_function(things, thing, reference)
    if composed:
        return composed
    if thing.cls == "Meeting" and thing.cluster.attribute("Mention") != "name":
        return _meeting(things, thing, ontology, reference)
    if thing.cls == "Statement":
        return _statement(things, thing, ontology, reference)
    words = " ".join(thing.cluster.spans[0].words.split())
    if thing.cls == "Post" and thing.body:
        body = _pair(things, thing.body, reference)
        return f"{words} ({body[0]})", f"{words} ({body[1]})"
    language = things.document.metadata.language
    return (None if language == "en" else words), (None if language == "fr" else words)


def short(thing: Resolved) -> str:
    """Return the slug that stands for a participant in a meeting's id."""
    full = sorted(name for name in thing.cluster.names if is_full_name(name))
    if not thing.fixed and not thing.cluster.names and thing.cluster.links:
        return slug(thing.cluster.links[0].partition(":")[2].rpartition("/")[2])
    return (
        slug(thing.fixed.partition("/")[2])
        if thing.fixed
        else slug((full or thing.cluster.names or [thing.ref])[0])
    )


def _pair(things: Things, thing: Resolved, reference: Reference) -> Pair:
    """Return what a thing is called inside another's composed name."""
    entry = reference.entries.get(thing.fixed or "")
    if entry:
        return entry.name_fr, entry.name_en
    names = sorted(thing.cluster.names, key=lambda name: (-len(name), name))
    if names:
        return names[0], names[0]
    words = " ".join(thing.cluster.spans[0].words.split())
    return _of_function(things, thing, reference) or (words, words)


def _of_function(things: Things, thing: Resolved, reference: Reference) -> Pair | None:
    """Return the name of a post or a ministry from its function and its state or body."""
    states = (part for part in things.targets(thing, "partOf") if part.cls == "State")
    whose = thing.body or next(states, None)
    if not thing.function or whose is None:
        return None
    french, english = _pair(things, whose, reference)
    return f"{_capital(thing.function.name_fr)} ({french})", f"{_capital(thing.function.name_en)} ({english})"


def _listed(pairs: list[Pair]) -> tuple[str, str]:
    both = [", ".join(dict.fromkeys(str(pair[side]) for pair in pairs[:MOST_NAMES])) for side in (0, 1)]
    more = "…" if len(pairs) > MOST_NAMES else ""
    return both[0] + more, both[1] + more


def _meeting(things: Things, thing: Resolved, ontology: Ontology, reference: Reference) -> Pair:
    kind = ontology.code_lists["Meeting.kind"].get(
        thing.cluster.attribute("Kind") or "", {"fr": "réunion", "en": "meeting"}
    )
    ordinal, series = thing.cluster.attribute("Ordinal"), things.targets(thing, "sessionOf")
    when = f" ({thing.date})" if thing.date else ""
    if series and ordinal:
        name = _pair(things, series[0], reference)
        return f"{ordinal}e {kind['fr']} : {name[0]}{when}", f"{_nth(ordinal)} {kind['en']}: {name[1]}{when}"
    others = {other.ref: other for other in [*series, *things.targets(thing, *PRESENT)]}
    people = {ref: other for ref, other in others.items() if other.cls in ("Official", "Post")}
    others = people if len(people) > 1 else others  # their states and bodies go without saying
    who = _listed([_pair(things, other, reference) for other in others.values()])
    if not others:
        words = " ".join(thing.cluster.spans[0].words.split())
        who = (words, words)
    return f"{_capital(kind['fr'])} : {who[0]}{when}", f"{_capital(kind['en'])}: {who[1]}{when}"


def _statement(things: Things, thing: Resolved, ontology: Ontology, reference: Reference) -> Pair:
    kind = ontology.code_lists["Statement.kind"].get(
        thing.cluster.attribute("Kind") or "", {"fr": "déclaration", "en": "statement"}
    )
    who = _listed([_pair(things, other, reference) for other in things.targets(thing, *BY)])
    words = " ".join(thing.cluster.spans[0].words.split())
    return f"{_capital(kind['fr'])} : {who[0]} « {words} »", f"{_capital(kind['en'])}: {who[1]} “{words}”"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _nth(ordinal: str) -> str:
    number = int(ordinal)
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else ORDINALS_EN.get(number % 10, 'th')}"
