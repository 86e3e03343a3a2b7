"""Stage 3: which thing each mention is. By chunk, mentions go to the part of their component; by part, they get ids."""

from __future__ import annotations

from dataclasses import dataclass

from diplograph.bulk_load import spill
from diplograph.bulk_load.articles import Place, Said, mentions, said, signature
from diplograph.bulk_load.components import Components
from diplograph.bulk_load.tables import KEYS, writer
from diplograph.graph_loader.identity import Mention, assign
from diplograph.graph_loader.likeness import RULES

Named = dict[str, set[str]]  # things that answer to a name of a decision, by that name


@dataclass(frozen=True)
class Used:
    """The records of a chunk that are used, by their places in it."""

    number: int
    records: tuple[int, ...]


def divide(task: tuple[Used, int, Place]) -> None:
    """Write the mentions of a chunk by the part of their component."""
    used, parts, place = task
    (records,) = spill.read([place.file("records", used.number)], 0)
    told: dict[Said, list[tuple[str, str]]] = {}
    for number in used.records:
        for mention in mentions(records[number], place.decisions):
            told.setdefault(said(mention), []).append(mention.place)
    components = Components(*place.files("components", ("signatures.npy", "numbers.npy")))
    numbers = components.of([signature(each) for each in told])
    by_part: dict[int, list[tuple[int, Said, list[tuple[str, str]]]]] = {}
    for component, (each, places) in zip(numbers, told.items(), strict=True):
        by_part.setdefault(component % parts, []).append((component, each, places))
    spill.write(place.file("mentions", used.number), by_part)


def name(task: tuple[int, int, Place]) -> Named:
    """Write the ids of a part's mentions by chunk, and its identity keys; return what the decisions name."""
    part, chunks, place = task
    components: dict[int, dict[Said, list[tuple[str, str]]]] = {}
    chunk_of: dict[str, int] = {}
    for chunk in range(chunks):
        for rows in spill.read([place.file("mentions", chunk)], part):
            for component, each, places in rows:
                components.setdefault(component, {}).setdefault(each, []).extend(places)
                chunk_of |= {article: chunk for article, _ in places}
    ids: dict[int, list[tuple[str, str, str]]] = {}
    named: Named = {}
    with writer(place.made, f"i{part}") as put:
        for _, told in sorted(components.items()):
            found = _assign(told)
            owners: dict[str, set[str]] = {}
            for each, places in told.items():
                entities = {found[where] for where in places}
                for handle in Mention("", "", *each).handles:
                    owners.setdefault(handle, set()).update(entities)
                for where in places:
                    ids.setdefault(chunk_of[where[0]], []).append((*where, found[where]))
                    if place.decisions.names:
                        answers = Mention(*where, *each).ids & place.decisions.names.keys()
                        for given in answers:
                            named.setdefault(given, set()).add(found[where])
            for handle, things in sorted(owners.items()):
                put(KEYS, {"id": handle, "entities": sorted(things)})
    spill.write(place.file("ids", part), ids)
    return named


def _assign(told: dict[Said, list[tuple[str, str]]]) -> dict[tuple[str, str], str]:
    """Return the id of each mention of a component, by article and ref.

    Of a class that is compared (likeness.py), an article says by what it mentions who somebody isn't, so that each
    mention counts; of another, the first stands for all that say the same.
    """
    alike = {each: sorted(places) for each, places in told.items()}
    counted = {each: places if each[0] in RULES else places[:1] for each, places in alike.items()}
    found = assign(Mention(*where, *each) for each, places in counted.items() for where in places)
    for each, places in alike.items():
        if each[0] not in RULES:
            found |= dict.fromkeys(places[1:], found[places[0]])
    return found
