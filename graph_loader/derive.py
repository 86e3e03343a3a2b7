"""What is computed from claims: facts, the properties of things, what contradicts what, who is presumed where.

Each step looks at what its batch touched, computes it anew, and writes the difference.
"""

from __future__ import annotations

from collections.abc import Collection

from diplograph.graph_loader import conflicts, cypher, summaries
from diplograph.graph_loader.answering import answering
from diplograph.graph_loader.batch import Batch
from diplograph.graph_loader.entities import VALUES, naming, properties, renamed, shown
from diplograph.graph_loader.facts import reference_fact, value_id
from diplograph.graph_loader.holders import change, presumed
from diplograph.graph_loader.reference_facts import said_of, wanted
from diplograph.graph_loader.rows import Row, fact_id
from diplograph.graph_loader.summaries import is_settled
from diplograph.graph_loader.support import support
from diplograph.ontology.functions import may_have_several_holders

REFERENCE_TYPES = ("LOCATED_IN", "MEMBER_OF", "PART_OF")


def derive(batch: Batch) -> None:
    """Compute what the claims of a batch say now, in the order in which one step goes by another."""
    tenures = _write_facts(batch)
    alive = _write_entities(batch)
    _write_presumed(batch, tenures)
    _write_reference(batch, alive)
    batch.run(cypher.DELETE_ARTICLES, ids=batch.outcome.removed)
    _delete_orphans(batch, batch.touched - alive - batch.steady)


def _write_facts(batch: Batch) -> dict[str, tuple[Row | None, Row | None]]:
    """Write what the touched facts are now; return each tenure as it was and as it is."""
    before, now, claims = support(batch)
    batch.told.claims |= claims
    gone: dict[str, list[str]] = {}
    kept: dict[tuple[str, str], list[Row]] = {}
    for edge, found in now.items():
        row = batch.edges[edge]
        edge_type = str(batch.ontology.properties[row["predicate"]].neo4j_type)
        if found is None:
            gone.setdefault(edge_type, []).append(edge)
        else:
            label = "Claim" if row.get("object_cls") == "Claim" else "Entity"
            ends = {"id": edge, "subject": row["subject"], "object": row["object"]}
            kept.setdefault((edge_type, label), []).append(ends | {"fact": {"id": edge} | found})
    for edge_type, ids in gone.items():
        batch.delete_facts(edge_type, ids)
    for (edge_type, label), rows in kept.items():
        batch.run(cypher.put_facts(edge_type, label), rows=rows)
        batch.outcome.facts_written += len(rows)
    held = [edge for edge in now if batch.edges[edge]["predicate"] == "heldPost"]
    return {edge: (before.get(edge), now[edge]) for edge in held}


def _write_entities(batch: Batch) -> set[str]:
    """Compute what changed of the properties of things; return which of those touched an article still mentions."""
    valued = _revalued(batch)
    batch.touched |= valued
    new, old = batch.new, batch.touched - batch.new
    alive = new | {row["id"] for row in batch.read(cypher.MENTIONED, ids=sorted(old))}
    told = {entity: batch.named[entity] for entity in sorted(new)}
    for row in batch.read(cypher.NAMES_OF_ENTITIES, ids=sorted((old & alive) - batch.steady)):
        told.setdefault(row["entity"], []).append(row)
    values = _values_of(batch, new, (valued | (old - batch.known.keys())) & alive)
    compared = {name: conflicts.compare(name, of, batch.reference) for name, of in values.items()}
    given = _set_names(batch, told)
    rows = []
    for entity in sorted(told.keys() | values.keys()):
        row = batch.known.get(entity, {})
        if entity in told:
            row = row | renamed(naming(entity, told[entity], batch.reference), given.get(entity, {}))
        if entity in values:
            row = row | shown(entity, compared[entity], batch.reference)
        rows.append(row)
    batch.run(cypher.SET_ENTITIES, rows=rows)
    summaries.write(batch, told, values)
    batch.told.names |= {row["id"]: row["name"] for row in (*batch.known.values(), *rows)}
    _write_conflicts(batch, alive | batch.steady, values, compared)
    return alive


def _revalued(batch: Batch) -> set[str]:
    """Return the things whose values may have changed."""
    found = set()
    for edge, row in batch.edges.items():
        if row["predicate"] == conflicts.PLACE:
            found.add(row["subject"])
        elif row.get("value") is not None:
            if is_settled(batch, edge):
                shown = {**batch.added[edge][0], "id": edge, "article": ""}  # for all that were there
                batch.told.claims[edge] = [shown, *batch.added[edge]]
            else:
                found.add(row["subject"])
    return found


def _set_names(batch: Batch, alive: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the names that decisions give to things of the batch, by id and language."""
    given = batch.decisions.names
    if not given:
        return {}
    called = {name: {name} for name in given.keys() & alive}
    for each in answering(batch.tx, given):
        for name in each.mention.ids & given.keys():
            called.setdefault(name, set()).add(each.entity)
    found: dict[str, dict[str, str]] = {}
    for name, entities in sorted(called.items()):
        for entity in entities:
            found[entity] = found.get(entity, {}) | given[name]
    return found


def _values_of(batch: Batch, new: set[str], old: set[str]) -> dict[str, dict[str, list[Row]]]:
    """Return the claims of each thing's values, its places among them, by property: of new things, the batch's."""
    names = {value_id(thing, name): (thing, name, None) for thing in new | old for name in VALUES}
    for row in batch.read(cypher.PLACES_OF_THINGS, ids=sorted(new | old)):
        names[row["id"]] = row["thing"], conflicts.PLACE, row["place"]
    found: dict[str, dict[str, list[Row]]] = {thing: {} for thing in new | old}
    claims = batch.claims_of(name for name, (thing, _, _) in names.items() if thing in old)
    claims |= {
        name: batch.added[name]
        for name, (thing, _, _) in names.items()
        if thing in new and name in batch.added
    }
    batch.told.claims |= claims
    for edge, rows in claims.items():
        thing, name, place = names[edge]
        told = [row | {"value": place} for row in rows] if place else rows
        found[thing].setdefault(name, []).extend(told)
    return found


def _write_conflicts(
    batch: Batch,
    things: set[str],
    values: dict[str, dict[str, list[Row]]],
    compared: dict[str, dict[str, conflicts.Compared]],
) -> None:
    """Tie claims to those that they contradict; between what is left of a single value there is no tie."""
    found = [each for names in compared.values() for one in names.values() for each in one.conflicts]
    every = (rows for names in values.values() for rows in names.values())
    several = [rows for rows in every if len({row["value"] for row in rows}) > 1]
    denials: dict[str, list[Row]] = {}
    for row in batch.read(cypher.DENIALS, ids=sorted(things)):
        edge = fact_id(row, batch.ontology)
        if edge:
            denials.setdefault(edge, []).append(row)
    for edge, rows in batch.claims_of(denials).items():
        found += conflicts.denied(rows, denials[edge])
    again = {row["id"] for rows in [*several, *denials.values()] for row in rows}
    batch.run(cypher.DELETE_CONFLICTS, ids=sorted(again))
    batch.run(cypher.PUT_CONFLICTS, rows=[each._asdict() for each in found])


def _write_presumed(batch: Batch, tenures: dict[str, tuple[Row | None, Row | None]]) -> None:
    """Presume the holders of posts at meetings, where what is known of either changed; withdraw the others."""
    edges = batch.edges.values()
    meetings = {row["object"] for row in edges if row["predicate"] in ("attended", "representedAt")}
    meetings |= {row["subject"] for row in edges if row["predicate"] == "date"}
    changes = [(batch.edges[edge]["object"], change(*pair)) for edge, pair in sorted(tenures.items())]
    rows = [
        {
            "post": post,
            "first": each.days[0],
            "last": each.days[1],
            "sources": each.sources,
            "confidence": each.confidence,
        }
        for post, each in changes
        if each
    ]
    meetings |= {row["id"] for row in batch.read(cypher.MEETINGS_OF_POSTS, rows=rows)}
    rows = batch.read(cypher.REPRESENTED, ids=sorted(meetings))
    represented = [row for row in rows if not may_have_several_holders(row["post"])]
    held: dict[str, list[Row]] = {}
    for row in batch.read(cypher.HOLDERS, ids=sorted({row["post"] for row in represented})):
        held.setdefault(row["post"], []).append(row["fact"] | {"official": row["official"]})
    before: dict[str, Row] = {}
    present: dict[str, set[str]] = {}
    for row in batch.read(cypher.ATTENDANCES, ids=sorted(meetings)):
        if "rule" in row["fact"]:
            before[row["fact"]["id"]] = row["fact"]
        else:
            present.setdefault(row["meeting"], set()).add(row["official"])
    after = presumed(represented, held, present)
    news = [row for edge, row in after.items() if before.get(edge) != row["fact"]]
    if gone := sorted(before.keys() - after.keys()):
        batch.delete_facts("ATTENDED", gone)
    batch.run(cypher.put_facts("ATTENDED"), rows=news)
    batch.outcome.facts_written += len(news)


def _write_reference(batch: Batch, alive: set[str]) -> None:
    """Bring in what the reference tables say of what articles mention, and nothing more."""
    located = {row["subject"] for row in batch.edges.values() if row["predicate"] == "locatedIn"}
    batch.touched |= located
    wanted = _wanted(batch, alive | (located & batch.steady))
    batch.told.tabled |= wanted.keys()
    present: dict[str, Row] = {}
    for edge_type in REFERENCE_TYPES:
        for row in batch.read(cypher.facts_of(edge_type), ids=sorted(batch.touched)):
            present[row["id"]] = row | {"type": edge_type}
    stale = [row for name, row in present.items() if row["basis"] == "reference" and name not in wanted]
    for row in stale:
        batch.delete_facts(row["type"], [row["id"]])
        batch.touched |= {row["subject"], row["object"]}
    missing = [row for name, row in wanted.items() if name not in present]
    states = {row["object"] for row in missing if row["type"] == "LOCATED_IN"}
    states -= {row["id"] for row in batch.read(cypher.MENTIONED, ids=sorted(states))}
    batch.put_entities({"State": states} if states else {})
    batch.run(
        cypher.SET_ENTITIES, rows=[properties(name, [], {}, batch.reference) for name in sorted(states)]
    )
    for edge_type in REFERENCE_TYPES:
        rows = [
            row | {"fact": {"id": row["id"]} | reference_fact() | {"start": row["start"]}}
            for row in missing
            if row["type"] == edge_type
        ]
        batch.run(cypher.put_facts(edge_type), rows=rows)
    batch.outcome.facts_written += len(missing)


def _wanted(batch: Batch, alive: set[str]) -> dict[str, Row]:
    """Return the reference facts of mentioned things, by id: a city's state, a body's members and its whole."""
    rows = said_of(batch.touched, batch.reference)
    others = {end for row in rows for end in (row.subject, row.object)} - batch.touched
    mentioned = alive | {row["id"] for row in batch.read(cypher.MENTIONED, ids=sorted(others))}
    places = {row.subject for row in rows if row.type == "LOCATED_IN"}
    placed = {row["id"] for row in batch.read(cypher.PLACED, ids=sorted(places))}
    return wanted(batch.touched, mentioned, placed, batch.reference)


def _delete_orphans(batch: Batch, dead: set[str]) -> None:
    """Delete what no article mentions any more, but for a state that a mentioned place lies in."""
    unmentioned = {row["id"]: row["name"] for row in batch.read(cypher.UNMENTIONED, ids=sorted(dead))}
    batch.told.names |= unmentioned
    anchored = {row["id"] for row in batch.read(cypher.PLACES_OF_STATES, ids=sorted(unmentioned))}
    orphans = sorted(unmentioned.keys() - anchored)
    alone = [properties(name, [], {}, batch.reference) for name in sorted(anchored)]
    batch.run(cypher.SET_ENTITIES, rows=alone)  # of what an article said of them, nothing stays
    batch.run(cypher.DELETE_SUMMARIES, ids=sorted(unmentioned))
    batch.run(cypher.DELETE_ENTITIES, ids=orphans)
    batch.outcome.entities_removed += len(orphans)
