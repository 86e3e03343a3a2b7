"""What a body, initiative or agreement is likely one by: an acronym or a name that it shares with another article's.

“Forum X (FX)”, “FX” and “Forum X” are one where nothing differs: parties, one's among the other's, and names in one
language. Two names in two languages may be one thing's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplograph.graph_loader.names import acronym, name_key, without_acronym
from diplograph.graph_loader.traits import Handles, Traits, beginning, differ, said

COMMON = 3  # letters of an acronym that bodies of two languages may share by chance

if TYPE_CHECKING:  # things.py calls keys.py, which calls this module
    from diplograph.graph_loader.things import Resolved, Things


def handles(things: Things, named: Resolved) -> Handles:
    """Return a key for each acronym and name, and what its article says of it."""
    told = [] if named.function else named.cluster.names  # « le ministère » is one only with its state
    short = {found for found in map(acronym, told) if found}
    bare = {without_acronym(name) for name in told} - short - {""}
    language = things.document.metadata.language or ""
    traits = {f"acronym={each}" for each in short} | {f"name={language}:{name_key(name)}" for name in bare}
    if named.cls != "Organization":
        parties = [p for p in things.targets(named, "participatesIn", "partyTo") if p.cls != "Meeting"]
        traits |= {f"party={min(party.tokens)}" for party in parties if party.tokens}
    else:
        traits |= {
            f"state={each.fixed}" for each in things.above(named) if each.cls == "State" and each.fixed
        }
    if kind := named.cluster.attribute("Kind"):
        traits.add(f"kind={kind}")
    shared = sorted(short | {name_key(name) for name in bare})
    return Handles([], [f"{named.cls}|{each}" for each in shared], sorted(traits))


def near(key: str, one: Traits, other: Traits) -> bool:
    """Tell whether what shares an acronym or name has parties on both sides, if it is a work.

    Of an agreement at least two: partners sign programmes of one acronym with many.
    """
    fewest = {"Organization": 0, "Initiative": 1, "Agreement": 2}[key.partition("|")[0]]
    return min(len(said(one, "party")), len(said(other, "party"))) >= fewest


def contradict(one: Traits, other: Traits) -> bool:
    """Tell whether other kinds, acronyms, names in one language, or parties of which neither has all, are said."""
    if any(differ(said(one, name), said(other, name)) for name in ("kind", "acronym", "state")):
        return True
    parties = said(one, "party"), said(other, "party")
    if not (parties[0] <= parties[1] or parties[1] <= parties[0]):
        return True
    names = said(one, "name"), said(other, "name")
    languages = {name.partition(":")[0] for name in names[0]}
    if all(names) and not any(beginning(names[1], f"{each}:") for each in languages):
        shared = said(one, "acronym") & said(other, "acronym")
        return all(len(acronym) <= COMMON for acronym in shared) and not _meet(*names)
    return any(differ(*(beginning(told, f"{each}:") for told in names)) for each in languages)


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two languages have a name in common."""
    return bool({name.partition(":")[2] for name in one} & {name.partition(":")[2] for name in other})


def marks(traits: Traits) -> tuple[str, ...]:
    """Return « state:state/NO » of a body: « Garde nationale » is one of many states'."""
    return tuple(sorted(f"state:{state}" for state in said(traits, "state")))
