"""What a thing is one by, where no link or table gives it a fixed id: keys, and the slugs its id is chosen from.

A key holds nothing that another article might say otherwise and mean the same: names are folded, bodies and people
are their tokens.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from diplograph.graph_loader import dates, meetings, named, officials, titles
from diplograph.graph_loader.meetings import TAKES_PART
from diplograph.graph_loader.names import acronym, is_full_name, name_key, without_acronym
from diplograph.graph_loader.records import digest
from diplograph.ontology import functions
from diplograph.ontology.text import slug

if TYPE_CHECKING:  # things.py calls this module
    from diplograph.graph_loader.things import Resolved, Things

SLUG_WORDS, SLUG_LENGTH = 12, 120  # words and letters of a phrase that an id repeats
KEY_LENGTH = 1000  # of a key; Neo4j indexes no more than about 8,000 bytes
ORDER = (  # a key may hold what stands before it
    ("State", "Organization", "Place", "Domain"),
    ("Post",),
    ("Official",),
    ("Initiative", "Agreement"),
    ("Meeting",),
    ("Statement",),
)


def give_keys(things: Things) -> None:
    """Give every thing without a fixed id its keys and slugs."""
    for classes in ORDER:
        for thing in things.all:
            if thing.cls in classes and not thing.fixed:
                _give(things, thing)
    _tell_apart(things)


def _give(things: Things, thing: Resolved) -> None:
    """Give a thing without a fixed id the keys it is one by, and the slugs that its id is chosen from."""
    makers = {
        "Official": _official_keys,
        "Post": _post_keys,
        "Meeting": _meeting_keys,
        "Initiative": _work_keys,
        "Agreement": _work_keys,
    }
    comparing = {
        "Official": officials.handles,
        "Meeting": meetings.handles,
        "Organization": named.handles,
        "Initiative": named.handles,
        "Agreement": named.handles,
    }
    keys, names = makers.get(thing.cls, _name_keys)(things, thing)
    if thing.cls in comparing:
        found = comparing[thing.cls](things, thing)
        keys += found.keys
        thing.likely = sorted({_bounded(key) for key in found.likely})
        thing.traits = sorted({_bounded(trait) for trait in found.traits})
    thing.keys += sorted({_bounded(key) for key in keys})
    if not thing.keys:
        thing.keys.append(f"local|{things.document.id}|{thing.ref}")
    if not thing.slugs:
        thing.slugs = sorted({f"{thing.cls.lower()}/{_phrase(name)}" for name in names})


def _name_keys(things: Things, thing: Resolved) -> tuple[list[str], list[str]]:
    """Organisations, places, states and domains: any of their names."""
    names = thing.cluster.names
    if thing.cls in ("State", "Domain"):
        names = [span.words for span in thing.cluster.spans]
        if thing.cluster.links:
            return [], names
        things.warn(
            thing,
            f"« {names[0]} » is in no table of {thing.cls.lower()}s: a new one is made",
            "Link it, if it is one that we know.",
        )
    own = (
        [] if thing.function else names
    )  # « ministère de la Défense » names one only together with its state
    bare = map(without_acronym, own) if thing.cls == "Organization" else own
    return [f"{thing.cls}|{name_key(name)}" for name in bare], names or [_local_name(things, thing)]


def _official_keys(things: Things, thing: Resolved) -> tuple[list[str], list[str]]:
    """An official's keys are those of officials.py; a full name is the better id."""
    full = [name for name in thing.cluster.names if is_full_name(name)]
    return [], full or thing.cluster.names or [_local_name(things, thing)]


def _post_keys(things: Things, thing: Resolved) -> tuple[list[str], list[str]]:
    """A post that the table of functions doesn't know: its own words and its body; « homologue » names nothing."""
    words = [span.words for span in thing.cluster.spans if not functions.is_counterpart(span.words)]
    tokens = thing.body.tokens if thing.body else []
    said = [thing.function.slug] if thing.function else [name_key(word) for word in words]
    keys = [f"Post|{name}|{token}" for name in said for token in tokens]
    names = [
        f"{tail(thing.body.fixed)}-{word}" if thing.body and thing.body.fixed else word for word in words
    ]
    return keys, names if keys else [_local_name(things, thing)]


def _work_keys(things: Things, thing: Resolved) -> tuple[list[str], list[str]]:
    """Initiatives and agreements: a name or acronym together with its parties; an initiative's acronym also alone.

    Not an agreement's: partners sign programmes of one acronym with many.
    """
    names = thing.cluster.names
    parties = sorted(
        {token for party in things.targets(thing, "participatesIn", "partyTo") for token in party.tokens}
    )
    said = [name_key(name) for name in names] + [f"acronym {found}" for found in map(acronym, names) if found]
    keys = [f"{thing.cls}|{name}|{' '.join(parties)}" for name in said if parties]
    if thing.cls == "Initiative":
        keys += [f"{thing.cls}|acronym|{found}" for found in map(acronym, names) if found]
    return keys, names or [_local_name(things, thing)]


def _meeting_keys(things: Things, thing: Resolved) -> tuple[list[str], list[str]]:
    """A session of a series by its number, any other by its day and all its participants (at least two)."""
    ordinal = thing.cluster.attribute("Ordinal")
    series = things.targets(thing, "sessionOf")
    if ordinal and series:
        keys = [f"Meeting|series|{token}|{ordinal}" for token in series[0].tokens]
        names = [tail(series[0].fixed)] if series[0].fixed else series[0].cluster.names
        return keys, [f"{_phrase(name, for_number=True)}-{ordinal}" for name in names] or [
            _local_name(things, thing)
        ]
    present = list({other.ref: other for other in things.targets(thing, *TAKES_PART)}.values())
    tokens = sorted(min(other.tokens, default="") for other in present)  # namesakes stay two
    if thing.date and dates.is_day(thing.date) and len(tokens) > 1 and all(tokens):
        names = sorted({titles.short(other) for other in present})
        return [f"Meeting|day|{thing.date}|{' '.join(tokens)}"], [f"{thing.date}-{'-'.join(names)}"]
    return [], [_local_name(things, thing)]


def _local_name(things: Things, thing: Resolved) -> str:
    return f"{things.document.id}-{thing.cluster.spans[0].words}"


def _tell_apart(things: Things) -> None:
    """Two meetings or works of one article are one only through sameAs: a key that both have makes neither one."""
    for classes in (("Meeting",), ("Initiative", "Agreement")):
        rivals = [thing for thing in things.all if thing.cls in classes and not thing.fixed]
        count = Counter(key for thing in rivals for key in thing.keys)
        for thing in rivals:
            if any(count[key] > 1 for key in thing.keys):
                message = f"looks like another {thing.cls.lower()} of this article, by name, number, or day and participants"
                things.warn(thing, message, "If it is, say sameAs.")
                thing.keys = [f"local|{things.document.id}|{thing.ref}"]


def tail(identifier: str) -> str:
    """Return an id without its class, or a key without its class, as a slug."""
    return slug(identifier.partition("/")[2] or identifier.partition(":")[2])


def _phrase(name: str, *, for_number: bool = False) -> str:
    """Return a name as an id repeats it: cut, with room for the number of a session where one follows."""
    words, letters = (SLUG_WORDS - 1, SLUG_LENGTH - 5) if for_number else (SLUG_WORDS, SLUG_LENGTH)
    return "-".join(slug(name).split("-")[:words])[:letters]


def _bounded(key: str) -> str:
    """Return a key that the graph can index: the end of a long one, such as a crowd's at a meeting, is hashed."""
    return key if len(key) <= KEY_LENGTH else f"{key[:KEY_LENGTH]}|{digest(key)}"
