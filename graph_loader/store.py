"""One transaction that writes a batch of articles whole: mentions, claims, and the facts that they support.

What an article said before is taken out by set difference; a fact is computed from the claims that support it, in
the same transaction. A process killed at any moment leaves the graph as it was before the batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from neo4j import ManagedTransaction

from diplograph.graph_loader import cypher, kin, summaries
from diplograph.graph_loader.answering import answering
from diplograph.graph_loader.batch import Batch, Outcome
from diplograph.graph_loader.changes import Run, reports
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.derive import derive
from diplograph.graph_loader.identity import Mention
from diplograph.graph_loader.names import is_full_name
from diplograph.graph_loader.records import Record, Thing
from diplograph.graph_loader.removal import without_forgotten
from diplograph.graph_loader.resolve import Resolution, Resolver, Stored
from diplograph.graph_loader.rows import (
    Row,
    article_row,
    claim_row,
    mention_id,
    mention_row,
    read_row,
    relocate,
    to_record,
    to_thing,
)
from diplograph.ontology.model import Ontology
from diplograph.ontology.reference import Reference


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
    batch = _Writing(tx, ontology, reference)
    outcome = batch.write(records, removals)
    batch.leave_reports(run or Run.now())
    return outcome


def forget(tx: ManagedTransaction, decisions: Decisions, ontology: Ontology, reference: Reference) -> Outcome:
    """Take out of the graph whom these decisions forget and those that it holds don't.

    In a transaction of its own, before ``apply_decisions``: broken off between the two, both go on where they were.
    """
    return _Writing(tx, ontology, reference).forget(decisions)


def apply_decisions(
    tx: ManagedTransaction, decisions: Decisions, ontology: Ontology, reference: Reference
) -> Outcome:
    """Make these the decisions that the graph holds, and the graph what it would be, had they always been."""
    return _Writing(tx, ontology, reference).decide(decisions)


class _Writing(Batch):
    """Writes what articles say, mentions and claims; what follows from it is derive.py's."""

    def write(self, records: Sequence[Record], removals: Sequence[str]) -> Outcome:
        records = [without_forgotten(record, self.decisions) for record in records]
        known = {
            row["id"]: row
            for row in self.read(cypher.ARTICLES, ids=[*(r.article for r in records), *removals])
        }
        fresh = [record for record in records if self._is_news(record, known.get(record.article))]
        self.outcome.removed = [article for article in removals if article in known]
        leaving = [record.article for record in fresh if record.article in known] + self.outcome.removed
        if not fresh and not leaving:
            return self.outcome
        self.tx.run(cypher.NEW_VERSION).consume()
        self.told.articles = known
        old = self._stored_rows(cypher.MENTIONS_OF_ARTICLES, leaving)
        old_claims = {
            row["claim"]["id"]: row["claim"] for row in self.read(cypher.CLAIMS_OF_ARTICLES, ids=leaving)
        }
        new = [
            self.decisions.of_mention(Mention.of(record.article, thing))
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
        kin.find(self, fresh)
        kin.note(self, fresh, [known[article] for article in leaving])
        self._write(fresh, old, old_claims, resolution)
        return self.outcome

    def decide(self, decisions: Decisions) -> Outcome:
        """Put other decisions in force: only mentions that a changed one concerns are looked at."""
        before, self.decisions = self.decisions, decisions
        changed = before.all ^ decisions.all
        if not changed:
            return self.outcome
        self.tx.run(cypher.NEW_VERSION).consume()
        self.tx.run(cypher.PUT_DECISIONS, lines=decisions.lines).consume()
        names = {name for each in changed for name in each.ids}
        found = answering(self.tx, names)
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
        self.touched |= names | {each.entity for each in found}  # a name may have been set
        self._write([], [], {}, resolution)
        return self.outcome

    def forget(self, decisions: Decisions) -> Outcome:
        """Tell the articles of whoever is to be forgotten anew, as the graph holds them; without their reports."""
        new = {each for each in decisions.all - self.decisions.all if each.verb == "forget"}
        if not new:
            return self.outcome
        self.decisions = Decisions(self.decisions.all | new)
        self.tx.run(cypher.PUT_DECISIONS, lines=self.decisions.lines).consume()
        rows = self.tx.run(cypher.MENTIONS_OF_CLASS, cls="Official").data()
        told = [row for row in rows if self.decisions.forgets(row["article"], to_thing(row["mention"]))]
        articles = sorted({row["article"] for row in told})
        mentions, claims = dict[str, list[Row]](), dict[str, list[Row]]()
        for row in self.read(cypher.MENTIONS_OF_ARTICLES, ids=articles):
            mentions.setdefault(row["article"], []).append(row["mention"])
        for row in self.read(cypher.CLAIMS_OF_ARTICLES, ids=articles):
            claims.setdefault(row["claim"]["article"], []).append(row["claim"])
        whole = [row["article"] for row in self.read(cypher.WHOLE_ARTICLES, ids=articles)]
        records = [to_record(row, mentions[row["id"]], claims.get(row["id"], [])) for row in whole]
        self.write(records, [])
        names = sorted(
            {name for row in told for name in row["mention"].get("names", []) if is_full_name(name)}
        )
        self.tx.run(cypher.DELETE_CHANGES, ids=articles, names=names).consume()
        return self.outcome

    def _write(
        self, fresh: list[Record], old: list[Stored], old_claims: dict[str, Row], resolution: Resolution
    ) -> None:
        self._write_mentions(fresh, old, resolution)
        self._write_claims(fresh, old_claims, resolution)
        derive(self)

    def leave_reports(self, run: Run) -> None:
        """Write what each article of the batch changed."""
        denied = set(self.told.denials(self.ontology).values()) - self.told.claims.keys()
        self.told.claims |= self.claims_of(denied)
        outcomes = {name: getattr(self.outcome, name) for name in ("added", "changed", "removed")}
        self.run(cypher.PUT_CHANGES, rows=reports(self.told, outcomes, run, self.ontology))

    def _is_news(self, record: Record, known: Row | None) -> bool:
        if known is None:
            self.outcome.added.append(record.article)
            return True
        if record.sha256 and known["sha256"] and record.sha256 != known["sha256"]:
            self.outcome.refused.append(record.article)
            return False
        if known["sha256"] and not record.sha256:
            self.outcome.without_text.append(record.article)
            return False
        changed = bool(record.content_hash != known["content_hash"])
        (self.outcome.changed if changed else self.outcome.unchanged).append(record.article)
        return changed

    def _owners(self, handles: list[str]) -> dict[str, list[str]]:
        return {row["id"]: row["entities"] for row in self.read(cypher.KEYS, ids=handles)}

    def _stored(self, entities: list[str]) -> list[Stored]:
        return self._stored_rows(cypher.MENTIONS_OF_ENTITIES, entities)

    def _stored_rows(self, text: str, ids: list[str]) -> list[Stored]:
        """Return mentions with what the decisions make of them."""
        found = (Stored.of(row) for row in self.read(text, ids=ids))
        return [replace(each, mention=self.decisions.of_mention(each.mention)) for each in found]

    def _write_mentions(self, fresh: list[Record], old: list[Stored], resolution: Resolution) -> None:
        self.run(cypher.PUT_ARTICLES, rows=[article_row(record) for record in fresh])
        told = [
            (record, thing, resolution.ids[record.article, thing.ref])
            for record in fresh
            for thing in record.things
        ]
        rows = [mention_row(*each) for each in told]
        by_class: dict[str, set[str]] = {}
        for _, thing, entity in told:
            by_class.setdefault(thing.cls, set()).add(entity)
        for stored, entity in resolution.moved.values():
            by_class.setdefault(stored.mention.cls, set()).add(entity)
        ids = sorted(set[str]().union(*by_class.values()))
        self.known = {row["entity"]["id"]: row["entity"] for row in self.read(cypher.ENTITIES, ids=ids)}
        unknown = {cls: names - self.known.keys() for cls, names in by_class.items()}
        self.put_entities({cls: names for cls, names in unknown.items() if names})
        stays = {(row["id"], row["entity"]) for row in rows}
        leaves = [each for each in old if (each.edge, each.entity) not in stays]
        moved = self._moved_rows(resolution)
        self.run(cypher.DELETE_MENTIONS, ids=[each.edge for each in leaves] + [row["id"] for row in moved])
        self.run(cypher.PUT_MENTIONS, rows=sorted([*rows, *moved], key=lambda row: str(row["entity"])))
        stirred = {row["entity"] for row in moved} | {each.entity for each in old}
        stirred |= {stored.entity for stored, _ in resolution.moved.values()}
        stirred |= {entity for record, thing, entity in told if self._is_given_a_name(record, thing)}
        self.named = summaries.named_rows(told)
        self.new = self.named.keys() - self.known.keys() - stirred
        summaries.find_steady(self, stirred)
        self.touched |= (self.named.keys() - self.steady) | stirred
        self.run(
            cypher.PUT_KEYS,
            rows=[{"id": key, "entities": ids} for key, ids in resolution.keys.items() if ids],
        )
        self.run(cypher.DELETE_KEYS, ids=[key for key, ids in resolution.keys.items() if not ids])

    def _is_given_a_name(self, record: Record, thing: Thing) -> bool:
        """Tell whether a decision gives a name to what this mention is of, by an id of the mention."""
        if not self.decisions.names or thing.fixed:
            return False
        mention = self.decisions.of_mention(Mention.of(record.article, thing))
        return not mention.ids.isdisjoint(self.decisions.names)

    def _moved_rows(self, resolution: Resolution) -> list[Row]:
        """Return the mentions of other articles that moved, with their new entity."""
        articles = sorted({article for article, _ in resolution.moved})
        rows = {
            (row["article"], row["mention"]["ref"]): row
            for row in self.read(cypher.MENTIONS_OF_ARTICLES, ids=articles)
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

    def _write_claims(self, fresh: list[Record], old: dict[str, Row], resolution: Resolution) -> None:
        rows = (
            claim_row(record.article, claim, resolution.ids, self.ontology)
            for record in fresh
            for claim in record.claims
        )
        new = {row["id"]: row for row in rows}
        changed = {name: row for name, row in new.items() if name in old and self._relocated(old[name], row)}
        added = {name: row for name, row in new.items() if name not in old}
        removed = {name: row for name, row in old.items() if name not in new}
        before, after = self._claims_of_moved(resolution)
        changed |= after
        about = {record.article: record.metadata for record in fresh}
        for row in new.values():
            if row["edge"] and row["article"] not in self.told.articles:
                self.added.setdefault(row["edge"], []).append(read_row(row, about[row["article"]]))
        # An article told anew may differ in its date or in what it cites, on which all its facts depend.
        for row in [*new.values(), *old.values(), *before, *after.values()]:
            if row.get("edge"):
                self.edges[row["edge"]] = row
                if row["id"] not in new or row["article"] in self.told.articles:
                    self.disturbed.add(row["edge"])
        # An article that links a place moves it to another id, also for meetings that it doesn't mention.
        moved = [*before, *after.values()]
        self.touched |= {row[side] for row in moved for side in ("subject", "object") if row.get(side)}
        self.run(cypher.DELETE_CLAIMS, ids=sorted(removed))
        self.run(cypher.CREATE_CLAIMS, rows=list(added.values()))
        self.run(cypher.UPDATE_CLAIMS, rows=list(changed.values()))
        self._link_claims([*added.values(), *changed.values()])
        self.told.old, self.told.new, self.told.moved, self.told.facts = old, new, before, self.edges
        self.outcome.claims_added += len(added)
        self.outcome.claims_removed += len(removed)

    @staticmethod
    def _relocated(before: Row, after: Row) -> bool:
        return any(before.get(name) != after.get(name) for name in ("subject", "object", "attributed_to"))

    def _claims_of_moved(self, resolution: Resolution) -> tuple[list[Row], dict[str, Row]]:
        """Return the claims of other articles whose ends moved: as they were, and as they are now."""
        articles = sorted({article for article, _ in resolution.moved})
        rows = [row["claim"] for row in self.read(cypher.CLAIMS_OF_ARTICLES, ids=articles)]
        mentions = (Stored.of(row) for row in self.read(cypher.MENTIONS_OF_ARTICLES, ids=articles))
        ids = {each.mention.place: each.entity for each in mentions}
        pairs = [(row, relocate(row, ids, self.ontology)) for row in rows]
        pairs = [(before, after) for before, after in pairs if self._relocated(before, after)]
        return [before for before, _ in pairs], {after["id"]: after for _, after in pairs}

    def _link_claims(self, rows: list[Row]) -> None:
        """Tie claims without a fact's edge, values too, to what has a node, and each to whom it is attributed."""
        loose = [row for row in rows if not row["edge"] or row.get("value") is not None]
        subjects = [{"claim": row["id"], "entity": row["subject"]} for row in loose if row["subject"]]
        objects = [{"claim": row["id"], "entity": row["object"]} for row in loose if row["object"]]
        sayers = [{"claim": row["id"], "entity": name} for row in rows for name in row["attributed_to"] or []]
        self.run(cypher.LINK_SUBJECTS, rows=subjects)
        self.run(cypher.LINK_OBJECTS, rows=objects)
        self.run(cypher.LINK_SAYERS, rows=sayers)
