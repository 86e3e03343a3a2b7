"""One transaction that writes a batch of articles whole: mentions, claims, and the facts that they support.

What an article said before is taken out by set difference; a fact is computed from the claims that support it, in
the same transaction. A process killed at any moment leaves the graph as it was before the batch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from neo4j import ManagedTransaction

from diplograph.graph_loader import conflicts, cypher
from diplograph.graph_loader.answering import answering
from diplograph.graph_loader.changes import Run, Told, reports
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.entities import VALUES, properties, renamed
from diplograph.graph_loader.facts import edge_id, fact, reference_fact, tenures, value_id
from diplograph.graph_loader.holders import presumed
from diplograph.graph_loader.identity import Mention
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.reference_facts import said_of
from diplograph.graph_loader.removal import without_forgotten
from diplograph.graph_loader.resolve import Resolution, Resolver, Stored
from diplograph.graph_loader.rows import (
    Row,
    article_row,
    claim_row,
    fact_id,
    mention_id,
    mention_row,
    relocate,
    to_record,
    to_thing,
)
from diplograph.ontology.model import Ontology
from diplograph.ontology.reference import Reference

REFERENCE_TYPES = ("LOCATED_IN", "MEMBER_OF", "PART_OF")


@dataclass
class Outcome:
    """What a batch did, by article id, and how many elements came and went."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    without_text: list[str] = field(default_factory=list)
    claims_added: int = 0
    claims_removed: int = 0
    facts_written: int = 0
    facts_removed: int = 0
    entities_added: int = 0
    entities_removed: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        """Return what both did."""
        return Outcome(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Outcome)))


def write_batch(
    tx: ManagedTransaction,
    records: Sequence[Record],
    removals: Sequence[str],
    ontology: Ontology,
    reference: Reference,
    run: Run | None = None,
) -> Outcome:
    """Write records and take out articles. Each record replaces what its article said; an equal one changes nothing.

    Of every article that came, changed or went stays a report, as of ``run``, or of one that begins now.

    An article that is in the graph with another text is refused, never replaced in silence; so is one that is there
    with its text and comes without: its quotes would be lost. The decisions that the graph holds apply.
    """
    batch = _Batch(tx, ontology, reference)
    outcome = batch.write(records, removals)
    batch.leave_reports(run or Run.now())
    return outcome


def apply_decisions(
    tx: ManagedTransaction, decisions: Decisions, ontology: Ontology, reference: Reference
) -> Outcome:
    """Make these the decisions that the graph holds, and the graph what it would be, had they always been."""
    return _Batch(tx, ontology, reference).decide(decisions)


class _Batch:
    def __init__(self, tx: ManagedTransaction, ontology: Ontology, reference: Reference) -> None:
        self._tx, self._ontology, self._reference = tx, ontology, reference
        self._outcome = Outcome()
        self._touched: set[str] = set()
        self._edges: dict[str, Row] = {}
        locked = tx.run(cypher.LOCK).single(strict=True)
        self._decisions = Decisions.of(locked["decisions"], "the decisions in the graph")
        self._told = Told()

    def write(self, records: Sequence[Record], removals: Sequence[str]) -> Outcome:
        records = [without_forgotten(record, self._decisions) for record in records]
        known = {
            row["id"]: row
            for row in self._read(cypher.ARTICLES, ids=[*(r.article for r in records), *removals])
        }
        fresh = [record for record in records if self._is_news(record, known.get(record.article))]
        self._outcome.removed = [article for article in removals if article in known]
        leaving = [record.article for record in fresh if record.article in known] + self._outcome.removed
        if not fresh and not leaving:
            return self._outcome
        self._tx.run(cypher.NEW_VERSION).consume()
        self._told.articles = known
        old = self._stored_rows(cypher.MENTIONS_OF_ARTICLES, leaving)
        old_claims = {
            row["claim"]["id"]: row["claim"] for row in self._read(cypher.CLAIMS_OF_ARTICLES, ids=leaving)
        }
        new = [
            self._decisions.of_mention(Mention.of(record.article, thing))
            for record in fresh
            for thing in record.things
            if not thing.fixed
        ]
        resolution = Resolver(self._owners, self._stored).resolve(
            new, [each for each in old if not each.fixed]
        )
        own = {record.article for record in fresh}  # written anew anyway
        resolution.moved = {place: to for place, to in resolution.moved.items() if place[0] not in own}
        for record in fresh:
            resolution.ids |= {
                (record.article, thing.ref): thing.fixed for thing in record.things if thing.fixed
            }

        self._write(fresh, old, old_claims, resolution)
        return self._outcome

    def decide(self, decisions: Decisions) -> Outcome:
        """Put other decisions in force: only mentions that a changed one concerns are looked at."""
        before, self._decisions = self._decisions, decisions
        changed = before.all ^ decisions.all
        if not changed:
            return self._outcome
        self._tx.run(cypher.NEW_VERSION).consume()
        self._tx.run(cypher.PUT_DECISIONS, lines=decisions.lines).consume()
        names = {name for each in changed for name in each.ids}
        found = answering(self._tx, names)
        plain = [(replace(each, mention=before.of_mention(each.mention)), each.mention) for each in found]
        moving = [
            (old, new) for old, mention in plain if old.mention != (new := decisions.of_mention(mention))
        ]
        resolution = Resolver(self._owners, self._stored).resolve(
            [new for _, new in moving], [old for old, _ in moving]
        )
        for old, new in moving:
            if (entity := resolution.ids[new.place]) != old.entity:
                resolution.moved[new.place] = (old, entity)
        self._touched |= names | {each.entity for each in found}  # a name may have been set
        self._write([], [], {}, resolution)
        if any(each.verb == "forget" for each in decisions.all - before.all):
            self._forget()
        return self._outcome

    def _forget(self) -> None:
        """Tell the articles of whoever is to be forgotten anew, as the graph holds them; without their reports."""
        rows = self._tx.run(cypher.MENTIONS_OF_CLASS, cls="Official").data()
        told = [row for row in rows if self._decisions.forgets(row["article"], to_thing(row["mention"]))]
        articles = sorted({row["article"] for row in told})
        mentions, claims = dict[str, list[Row]](), dict[str, list[Row]]()
        for row in self._read(cypher.MENTIONS_OF_ARTICLES, ids=articles):
            mentions.setdefault(row["article"], []).append(row["mention"])
        for row in self._read(cypher.CLAIMS_OF_ARTICLES, ids=articles):
            claims.setdefault(row["claim"]["article"], []).append(row["claim"])
        whole = [row["article"] for row in self._read(cypher.WHOLE_ARTICLES, ids=articles)]
        records = [to_record(row, mentions[row["id"]], claims.get(row["id"], [])) for row in whole]
        self._outcome += _Batch(self._tx, self._ontology, self._reference).write(records, [])
        names = sorted({name for row in told for name in row["mention"].get("names", [])})
        self._tx.run(cypher.DELETE_CHANGES, ids=articles, names=names).consume()

    def _write(
        self, fresh: list[Record], old: list[Stored], old_claims: dict[str, Row], resolution: Resolution
    ) -> None:
        self._write_mentions(fresh, old, resolution)
        self._write_claims(fresh, old_claims, resolution)
        self._write_facts()
        alive = self._write_entities()
        self._write_presumed()
        self._write_reference(alive)
        self._run(cypher.DELETE_ARTICLES, ids=self._outcome.removed)
        self._delete_orphans(self._touched - alive)

    def leave_reports(self, run: Run) -> None:
        """Write what each article of the batch changed."""
        denied = set(self._told.denials(self._ontology).values()) - self._told.claims.keys()
        self._told.claims |= self._claims_of(denied)
        outcomes = {name: getattr(self._outcome, name) for name in ("added", "changed", "removed")}
        self._run(cypher.PUT_CHANGES, rows=reports(self._told, outcomes, run, self._ontology))

    def _is_news(self, record: Record, known: Row | None) -> bool:
        if known is None:
            self._outcome.added.append(record.article)
            return True
        if record.sha256 and known["sha256"] and record.sha256 != known["sha256"]:
            self._outcome.refused.append(record.article)
            return False
        if known["sha256"] and not record.sha256:
            self._outcome.without_text.append(record.article)
            return False
        changed = bool(record.content_hash != known["content_hash"])
        (self._outcome.changed if changed else self._outcome.unchanged).append(record.article)
        return changed

    def _read(self, text: str, **parameters: Any) -> list[Row]:
        lists = [value for value in parameters.values() if isinstance(value, list)]
        if not all(lists):
            return []
        result = self._tx.run(text, parameters)
        names = result.keys()
        return [dict(zip(names, record.values(), strict=True)) for record in result]

    def _run(self, text: str, **parameters: Any) -> None:
        """Run a statement on one list of values; nothing to do where the list is empty."""
        if all(parameters.values()):
            self._tx.run(text, parameters).consume()

    def _owners(self, handles: list[str]) -> dict[str, list[str]]:
        return {row["id"]: row["entities"] for row in self._read(cypher.KEYS, ids=handles)}

    def _stored(self, entities: list[str]) -> list[Stored]:
        return self._stored_rows(cypher.MENTIONS_OF_ENTITIES, entities)

    def _stored_rows(self, text: str, ids: list[str]) -> list[Stored]:
        """Return mentions with what the decisions make of them."""
        found = (Stored.of(row) for row in self._read(text, ids=ids))
        return [replace(each, mention=self._decisions.of_mention(each.mention)) for each in found]

    def _set_names(self, alive: Collection[str]) -> dict[str, dict[str, str]]:
        """Return the names that decisions give to things of the batch, by id and language."""
        given = self._decisions.names
        found = {name: given[name] for name in given.keys() & alive}
        for each in answering(self._tx, given) if given else []:
            for name in sorted(each.mention.ids & given.keys()):
                found[each.entity] = found.get(each.entity, {}) | given[name]
        return found

    def _write_mentions(self, fresh: list[Record], old: list[Stored], resolution: Resolution) -> None:
        self._run(cypher.PUT_ARTICLES, rows=[article_row(record) for record in fresh])
        rows = [
            mention_row(record, thing, resolution.ids[record.article, thing.ref])
            for record in fresh
            for thing in record.things
        ]
        by_class: dict[str, set[str]] = {}
        for record in fresh:
            for thing in record.things:
                by_class.setdefault(thing.cls, set()).add(resolution.ids[record.article, thing.ref])
        for stored, entity in resolution.moved.values():
            by_class.setdefault(stored.mention.cls, set()).add(entity)
        self._put_entities(by_class)
        stays = {(row["id"], row["entity"]) for row in rows}
        leaves = [each for each in old if (each.edge, each.entity) not in stays]
        moved = self._moved_rows(resolution)
        self._run(cypher.DELETE_MENTIONS, ids=[each.edge for each in leaves] + [row["id"] for row in moved])
        self._run(cypher.PUT_MENTIONS, rows=sorted([*rows, *moved], key=lambda row: str(row["entity"])))
        self._touched |= {row["entity"] for row in [*rows, *moved]} | {each.entity for each in old}
        self._touched |= {stored.entity for stored, _ in resolution.moved.values()}
        self._run(
            cypher.PUT_KEYS,
            rows=[{"id": key, "entities": ids} for key, ids in resolution.keys.items() if ids],
        )
        self._run(cypher.DELETE_KEYS, ids=[key for key, ids in resolution.keys.items() if not ids])

    def _moved_rows(self, resolution: Resolution) -> list[Row]:
        """Return the mentions of other articles that moved, with their new entity."""
        articles = sorted({article for article, _ in resolution.moved})
        rows = {
            (row["article"], row["mention"]["ref"]): row
            for row in self._read(cypher.MENTIONS_OF_ARTICLES, ids=articles)
        }
        return [
            {
                "id": mention_id(*place),
                "article": place[0],
                "entity": entity,
                "mention": rows[place]["mention"],
            }
            for place, (_, entity) in resolution.moved.items()
        ]

    def _put_entities(self, by_class: dict[str, set[str]]) -> None:
        for cls, ids in sorted(by_class.items()):
            text = cypher.put_entities(self._ontology.classes[cls].neo4j_labels)
            summary = self._tx.run(text, ids=sorted(ids)).consume()
            self._outcome.entities_added += summary.counters.nodes_created

    def _write_claims(self, fresh: list[Record], old: dict[str, Row], resolution: Resolution) -> None:
        rows = (
            claim_row(record.article, claim, resolution.ids, self._ontology)
            for record in fresh
            for claim in record.claims
        )
        new = {row["id"]: row for row in rows}
        changed = {name: row for name, row in new.items() if name in old and self._relocated(old[name], row)}
        added = {name: row for name, row in new.items() if name not in old}
        removed = {name: row for name, row in old.items() if name not in new}
        before, after = self._claims_of_moved(resolution)
        changed |= after
        # An article told anew may differ in its date or in what it cites, on which all its facts depend.
        for row in [*new.values(), *old.values(), *before, *after.values()]:
            if row.get("edge"):
                self._edges[row["edge"]] = row
        # An article that links a place moves it to another id, also for meetings that it doesn't mention.
        moved = [*before, *after.values()]
        self._touched |= {row[side] for row in moved for side in ("subject", "object") if row.get(side)}
        self._run(cypher.DELETE_CLAIMS, ids=sorted(removed))
        self._run(cypher.CREATE_CLAIMS, rows=list(added.values()))
        self._run(cypher.UPDATE_CLAIMS, rows=list(changed.values()))
        self._link_claims([*added.values(), *changed.values()])
        self._told.old, self._told.new, self._told.moved, self._told.facts = old, new, before, self._edges
        self._outcome.claims_added += len(added)
        self._outcome.claims_removed += len(removed)

    @staticmethod
    def _relocated(before: Row, after: Row) -> bool:
        return any(before.get(name) != after.get(name) for name in ("subject", "object", "attributed_to"))

    def _claims_of_moved(self, resolution: Resolution) -> tuple[list[Row], dict[str, Row]]:
        """Return the claims of other articles whose ends moved: as they were, and as they are now."""
        articles = sorted({article for article, _ in resolution.moved})
        rows = [row["claim"] for row in self._read(cypher.CLAIMS_OF_ARTICLES, ids=articles)]
        mentions = (Stored.of(row) for row in self._read(cypher.MENTIONS_OF_ARTICLES, ids=articles))
        ids = {each.mention.place: each.entity for each in mentions}
        pairs = [(row, relocate(row, ids, self._ontology)) for row in rows]
        pairs = [(before, after) for before, after in pairs if self._relocated(before, after)]
        return [before for before, _ in pairs], {after["id"]: after for _, after in pairs}

    def _link_claims(self, rows: list[Row]) -> None:
        """Tie claims without a fact's edge, values too, to what has a node, and each to whom it is attributed."""
        loose = [row for row in rows if not row["edge"] or row.get("value") is not None]
        subjects = [{"claim": row["id"], "entity": row["subject"]} for row in loose if row["subject"]]
        objects = [{"claim": row["id"], "entity": row["object"]} for row in loose if row["object"]]
        sayers = [{"claim": row["id"], "entity": name} for row in rows for name in row["attributed_to"] or []]
        self._run(cypher.LINK_SUBJECTS, rows=subjects)
        self._run(cypher.LINK_OBJECTS, rows=objects)
        self._run(cypher.LINK_SAYERS, rows=sayers)

    def _claims_of(self, edges: Iterable[str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self._read(cypher.CLAIMS_OF_EDGES, ids=sorted(edges)):
            found.setdefault(row["edge"], []).append(row)
        return found

    def _write_facts(self) -> None:
        claims = self._claims_of_facts()
        self._told.claims |= claims
        gone: dict[str, list[str]] = {}
        kept: dict[tuple[str, str], list[Row]] = {}
        for edge, row in self._edges.items():
            if row.get("value") is not None:
                self._touched.add(row["subject"])
                continue
            edge_type = str(self._ontology.properties[row["predicate"]].neo4j_type)
            found = fact(claims.get(edge, []))
            if found is None:
                gone.setdefault(edge_type, []).append(edge)
            else:
                label = "Claim" if row.get("object_cls") == "Claim" else "Entity"
                ends = {"id": edge, "subject": row["subject"], "object": row["object"]}
                kept.setdefault((edge_type, label), []).append(ends | {"fact": {"id": edge} | found})
        for edge_type in REFERENCE_TYPES:
            ids = [row["id"] for (name, _), rows in kept.items() if name == edge_type for row in rows]
            self._told.tabled_before |= {row["id"] for row in self._read(cypher.tabled(edge_type), ids=ids)}
        for edge_type, ids in gone.items():
            self._delete_facts(edge_type, ids)
        for (edge_type, label), rows in kept.items():
            self._run(cypher.put_facts(edge_type, label), rows=rows)
            self._outcome.facts_written += len(rows)

    def _claims_of_facts(self) -> dict[str, list[Row]]:
        """Return the claims of the touched facts by fact, those of a person in a post by tenure."""
        held = {
            (row["subject"], row["object"]): row
            for row in self._edges.values()
            if row["predicate"] == "heldPost"
        }
        pairs = [{"subject": subject, "object": target} for subject, target in held]
        for row in self._read(cypher.TENURES, rows=pairs):
            self._edges[row["id"]] = held[row["subject"], row["object"]]
        claims = self._claims_of(edge for edge, row in self._edges.items() if row.get("value") is None)
        edges: dict[tuple[str, str], set[str]] = {}
        for edge, row in self._edges.items():
            if row["predicate"] == "heldPost":
                edges.setdefault((row["subject"], row["object"]), set()).add(edge)
        moved = []
        for pair, names in edges.items():
            told = [claim for name in sorted(names) for claim in claims.pop(name, [])]
            for number, group in enumerate(tenures(told), 1):
                edge = edge_id(pair[0], "HELD_POST", pair[1], str(number) if number > 1 else None)
                self._edges[edge], claims[edge] = held[pair], group
                moved += [{"id": claim["id"], "edge": edge} for claim in group if claim["edge"] != edge]
        self._run(cypher.MOVE_CLAIMS, rows=moved)
        return claims

    def _delete_facts(self, edge_type: str, ids: list[str]) -> None:
        text = cypher.delete_facts(edge_type)
        summary = self._tx.run(text, ids=ids).consume()
        self._outcome.facts_removed += summary.counters.relationships_deleted

    def _write_entities(self) -> set[str]:
        """Compute the properties of what was touched; return which of it an article still mentions."""
        alive = {row["id"] for row in self._read(cypher.MENTIONED, ids=sorted(self._touched))}
        told: dict[str, list[Row]] = {}
        for row in self._read(cypher.NAMES_OF_ENTITIES, ids=sorted(alive)):
            told.setdefault(row["entity"], []).append(row)
        values = self._values_of(alive)
        compared = {e: conflicts.compare(e, values.get(e, {}), self._reference) for e in sorted(alive)}
        rows = [properties(e, told[e], compared[e], self._reference) for e in sorted(alive)]
        given = self._set_names(alive)
        rows = [renamed(row, given.get(row["id"], {})) for row in rows]
        self._run(cypher.SET_ENTITIES, rows=rows)
        self._told.names |= {row["id"]: row["name"] for row in rows}
        self._write_conflicts(alive, values, compared)
        return alive

    def _values_of(self, things: set[str]) -> dict[str, dict[str, list[Row]]]:
        """Return the claims of each thing's values, its places among them, by property."""
        names = {value_id(thing, name): (thing, name, None) for thing in things for name in VALUES}
        for row in self._read(cypher.PLACES_OF_THINGS, ids=sorted(things)):
            names[row["id"]] = row["thing"], conflicts.PLACE, row["place"]
        found: dict[str, dict[str, list[Row]]] = {}
        claims = self._claims_of(names)
        self._told.claims |= claims
        for edge, rows in claims.items():
            thing, name, place = names[edge]
            told = [row | {"value": place} for row in rows] if place else rows
            found.setdefault(thing, {}).setdefault(name, []).extend(told)
        return found

    def _write_conflicts(
        self,
        things: set[str],
        values: dict[str, dict[str, list[Row]]],
        compared: dict[str, dict[str, conflicts.Compared]],
    ) -> None:
        """Tie claims to those that they contradict; between what is left of a single value there is no tie."""
        found = [each for names in compared.values() for one in names.values() for each in one.conflicts]
        every = (rows for names in values.values() for rows in names.values())
        several = [rows for rows in every if len({row["value"] for row in rows}) > 1]
        denials: dict[str, list[Row]] = {}
        for row in self._read(cypher.DENIALS, ids=sorted(things)):
            edge = fact_id(row, self._ontology)
            if edge:
                denials.setdefault(edge, []).append(row)
        for edge, rows in self._claims_of(denials).items():
            found += conflicts.denied(rows, denials[edge])
        again = {row["id"] for rows in [*several, *denials.values()] for row in rows}
        self._run(cypher.DELETE_CONFLICTS, ids=sorted(again))
        self._run(cypher.PUT_CONFLICTS, rows=[each._asdict() for each in found])

    def _write_presumed(self) -> None:
        """Presume the holders of posts at meetings, where what is known of either changed; withdraw the others."""
        rows = self._edges.values()
        meetings = {row["object"] for row in rows if row["predicate"] in ("attended", "representedAt")}
        meetings |= {row["subject"] for row in rows if row["predicate"] == "date"}
        posts = {row["object"] for row in rows if row["predicate"] == "heldPost"}
        meetings |= {row["id"] for row in self._read(cypher.MEETINGS_OF_POSTS, ids=sorted(posts))}
        represented = self._read(cypher.REPRESENTED, ids=sorted(meetings))
        held: dict[str, list[Row]] = {}
        for row in self._read(cypher.HOLDERS, ids=sorted({row["post"] for row in represented})):
            held.setdefault(row["post"], []).append(row["fact"] | {"official": row["official"]})
        before: dict[str, Row] = {}
        present: dict[str, set[str]] = {}
        for row in self._read(cypher.ATTENDANCES, ids=sorted(meetings)):
            if "rule" in row["fact"]:
                before[row["fact"]["id"]] = row["fact"]
            else:
                present.setdefault(row["meeting"], set()).add(row["official"])
        after = presumed(represented, held, present)
        news = [row for edge, row in after.items() if before.get(edge) != row["fact"]]
        if gone := sorted(before.keys() - after.keys()):
            self._delete_facts("ATTENDED", gone)
        self._run(cypher.put_facts("ATTENDED"), rows=news)
        self._outcome.facts_written += len(news)

    def _write_reference(self, alive: set[str]) -> None:
        """Bring in what the reference tables say of what articles mention, and nothing more."""
        wanted = self._wanted(alive)
        self._told.tabled |= wanted.keys()
        present: dict[str, Row] = {}
        for edge_type in REFERENCE_TYPES:
            for row in self._read(cypher.facts_of(edge_type), ids=sorted(self._touched)):
                present[row["id"]] = row | {"type": edge_type}
        stale = [row for name, row in present.items() if row["basis"] == "reference" and name not in wanted]
        for row in stale:
            self._delete_facts(row["type"], [row["id"]])
            self._touched |= {row["subject"], row["object"]}
        missing = [row for name, row in wanted.items() if name not in present]
        states = {row["object"] for row in missing if row["type"] == "LOCATED_IN"}
        states -= {row["id"] for row in self._read(cypher.MENTIONED, ids=sorted(states))}
        self._put_entities({"State": states} if states else {})
        self._run(
            cypher.SET_ENTITIES, rows=[properties(name, [], {}, self._reference) for name in sorted(states)]
        )
        for row in missing:
            self._run(
                cypher.put_facts(row["type"]),
                rows=[row | {"fact": {"id": row["id"]} | reference_fact() | {"start": row["start"]}}],
            )
        self._outcome.facts_written += len(missing)

    def _wanted(self, alive: set[str]) -> dict[str, Row]:
        """Return the reference facts of mentioned things, by id: a city's state, a body's members and its whole."""
        rows = said_of(self._touched, self._reference)
        others = {end for row in rows for end in (row.subject, row.object)} - self._touched
        mentioned = alive | {row["id"] for row in self._read(cypher.MENTIONED, ids=sorted(others))}
        places = {row.subject for row in rows if row.type == "LOCATED_IN"}
        placed = {row["id"] for row in self._read(cypher.PLACED, ids=sorted(places))}
        found: dict[str, Row] = {}
        for row in rows:
            located = row.type == "LOCATED_IN"
            if row.subject in mentioned and (
                row.subject not in placed if located else row.object in mentioned
            ):
                name = edge_id(row.subject, row.type, row.object)
                found[name] = asdict(row) | {"id": name}
        return found

    def _delete_orphans(self, dead: set[str]) -> None:
        """Delete what no article mentions any more, but for a state that a mentioned place lies in."""
        unmentioned = {row["id"]: row["name"] for row in self._read(cypher.UNMENTIONED, ids=sorted(dead))}
        self._told.names |= unmentioned
        anchored = {row["id"] for row in self._read(cypher.PLACES_OF_STATES, ids=sorted(unmentioned))}
        orphans = sorted(unmentioned.keys() - anchored)
        alone = [properties(name, [], {}, self._reference) for name in sorted(anchored)]
        self._run(cypher.SET_ENTITIES, rows=alone)  # of what an article said of them, nothing stays
        self._run(cypher.DELETE_ENTITIES, ids=orphans)
        self._outcome.entities_removed += len(orphans)
