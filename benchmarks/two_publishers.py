"""How well identity does where two publishers tell the same events: wrong merges and missed ones, by class and cause.

Run: .venv/bin/python benchmarks/two_publishers.py [DIGESTS] [SEED …]

The digests are made up (press_world.py, press_digests.py), written as brat files and loaded as a user's are, into a
server of their own. A mention is a thing in an article. Two mentions of one node that truly are two things are a wrong
merge; two of one thing that are two nodes a missed one, which the review list should ask about: the last columns are what
the graph is once somebody who knows the truth has said « same » where it is. Nothing is linked: states are told by the
tables, all else by names.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from neo4j import Driver
from own_server import own_server
from press_digests import digests
from rich.console import Console
from rich.table import Table

from diplograph.exports.annotations import convert
from diplograph.graph_loader.checks import check
from diplograph.graph_loader.coreference import clusters, without_nameless
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import apply_decisions, load
from diplograph.graph_loader.readers import read_documents
from diplograph.graph_loader.things import Things
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference
from diplograph.review import deciding
from diplograph.review.candidates import candidates

DIGESTS = 200
SEEDS = (1, 2, 3)
ROUNDS = 5  # an answer may bring up another question
CLASSES = ("State", "Place", "Post", "Official", "Organization", "Meeting", "Initiative", "Agreement")
Place = tuple[str, str]  # an article and a thing's ref in it


@dataclass(frozen=True)
class Told:
    """A thing as an article tells it: where it stands, what it truly is, and what befell it on the way."""

    place: Place
    cls: str
    truth: str
    perturbed: frozenset[str]
    language: str


@dataclass(frozen=True)
class Pair:
    """Two mentions that identity took for one by mistake, or failed to; what befell either, and their languages."""

    one: Told
    other: Told

    @property
    def causes(self) -> frozenset[str]:
        """What may be why they don't look like what they are."""
        languages = {"two languages"} if self.one.language != self.other.language else set()
        return self.one.perturbed | self.other.perturbed | languages


@dataclass(frozen=True)
class Score:
    """Of one class: true things, nodes, pairs of mentions that are one node, those that should be; both kinds of error.

    ``asked`` are the missed pairs about whose nodes the review list asks.
    """

    things: int
    nodes: int
    merged: int
    expected: tuple[Pair, ...]
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]
    asked: int

    @property
    def precision(self) -> float:
        """Share of the pairs that are one node which truly are one thing."""
        return 1 - len(self.wrong) / self.merged if self.merged else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that truly are one thing which are one node."""
        return 1 - len(self.missed) / len(self.expected) if self.expected else 1.0


def write(seed: int, count: int, folder: Path) -> None:
    """Write a corpus as brat files."""
    convert((each.document for each in digests(seed, count)), "brat", folder)


def told(seed: int, count: int, folder: Path) -> Iterator[Told]:
    """Yield what a corpus truly tells, by the refs that a load gives its things."""
    documents = {document.id: document for document in read_documents([folder], Reading())}
    for each in digests(seed, count):
        document = documents[each.document.id]
        checked = check(document, load_ontology())
        things = Things(
            checked, without_nameless(checked, clusters(checked, reference())), load_ontology(), reference()
        )
        people = [befell for thing, befell in each.perturbed.items() if thing.startswith("official/")]
        for ref, truth in sorted({(things.by_span[name].ref, truth) for name, truth in each.truth.items()}):
            cls = ref.partition("@")[0]
            befell = each.perturbed.get(truth, set()).union(*people if cls == "Meeting" else [])
            yield Told(
                (document.id, ref), cls, truth, frozenset(befell), str(each.document.metadata.language)
            )


def nodes(driver: Driver, database: str) -> dict[Place, str]:
    """Return the node of each thing of each article."""
    text = "MATCH (a:Article)-[m:MENTIONS]->(e:Entity) RETURN a.id AS article, m.ref AS ref, e.id AS id"
    rows = driver.execute_query(text, database_=database).records
    return {(row["article"], row["ref"]): row["id"] for row in rows}


def to_review(driver: Driver, database: str) -> set[frozenset[str]]:
    """Return the pairs of nodes that the review list asks about."""
    return {frozenset((each.first, each.second)) for each in candidates(driver, database).candidates}


def answer(driver: Driver, database: str, mentions: Sequence[Told]) -> int:
    """Answer what the review list asks about as somebody who knows the truth, until nothing is one; count the answers."""
    made = Decisions()
    for _ in range(ROUNDS):
        found = nodes(driver, database)
        truth = {found[each.place]: each.truth for each in mentions}
        asked = candidates(driver, database).candidates
        with driver.session(database=database) as session:
            yes = [
                deciding.same(session, pair.first, pair.second)
                for pair in asked
                if truth.get(pair.first) == truth.get(pair.second) is not None
            ]
        if not yes:
            break
        made = Decisions(made.all.union(yes))
        apply_decisions(driver, database, made)
    return len(made.all)


def scores(
    mentions: Iterable[Told], found: dict[Place, str], review: Container[frozenset[str]] = ()
) -> dict[str, Score]:
    """Hold what is one node against what is one thing, by class."""
    by_class: dict[str, list[Told]] = {cls: [] for cls in CLASSES}
    for each in mentions:
        by_class[each.cls].append(each)
    return {cls: _score(each, found, review) for cls, each in by_class.items()}


def _score(mentions: list[Told], found: dict[Place, str], review: Container[frozenset[str]]) -> Score:
    by_thing: dict[str, list[Told]] = {}
    by_node: dict[str, list[Told]] = {}
    for each in mentions:
        by_thing.setdefault(each.truth, []).append(each)
        by_node.setdefault(found[each.place], []).append(each)
    same = [Pair(*pair) for group in by_thing.values() for pair in combinations(group, 2)]
    merged = [Pair(*pair) for group in by_node.values() for pair in combinations(group, 2)]
    missed = [pair for pair in same if found[pair.one.place] != found[pair.other.place]]
    return Score(
        things=len(by_thing),
        nodes=len(by_node),
        merged=len(merged),
        expected=tuple(same),
        wrong=tuple(pair for pair in merged if pair.one.truth != pair.other.truth),
        missed=tuple(missed),
        asked=sum(frozenset((found[p.one.place], found[p.other.place])) in review for p in missed),
    )


def causes(score: Score) -> list[tuple[str, int, int, int]]:
    """Return (what befell, pairs that it befell, those of them that are missed, those that nothing else befell)."""
    befell = Counter(cause for pair in score.expected for cause in pair.causes)
    missed = Counter(cause for pair in score.missed for cause in pair.causes)
    alone = Counter(cause for pair in score.missed if len(pair.causes) == 1 for cause in pair.causes)
    by_share = sorted(missed, key=lambda cause: (-missed[cause] / befell[cause], cause))
    return [(cause, befell[cause], missed[cause], alone[cause]) for cause in by_share]


def main(arguments: Sequence[str]) -> None:
    """Load a corpus of each seed and print how it went."""
    count = int(arguments[0]) if arguments else DIGESTS
    seeds = tuple(map(int, arguments[1:])) or SEEDS
    with own_server() as (driver, database, home):
        for seed in seeds:
            folder = home / f"corpus-{seed}"
            write(seed, count, folder)
            driver.execute_query("MATCH (n) DETACH DELETE n", database_=database)
            load(driver, database, [folder])
            mentions = list(told(seed, count, folder))
            before = scores(mentions, nodes(driver, database), to_review(driver, database))
            answers = answer(driver, database, mentions)
            _print(seed, count, before, answers, scores(mentions, nodes(driver, database)))


def _print(
    seed: int, count: int, by_class: dict[str, Score], answers: int, reviewed: dict[str, Score]
) -> None:
    console = Console(width=110)
    table = Table("class", "things", "nodes", "pairs", "wrong", "missed", "asked", "precision", "recall", "nodes then", "wrong then", title=f"{count} digests, seed {seed}; then, with {answers} of the review list's questions answered")  # fmt: skip
    for cls, score in by_class.items():
        counts = (
            score.things,
            score.nodes,
            len(score.expected),
            len(score.wrong),
            len(score.missed),
            score.asked,
        )
        then = reviewed[cls]
        table.add_row(
            cls,
            *map(str, counts),
            f"{score.precision:.3f}",
            f"{score.recall:.3f}",
            str(then.nodes),
            str(len(then.wrong)),
        )
    console.print(table)
    why = Table("class", "what befell", "pairs", "missed", "only this")
    for cls, score in by_class.items():
        for cause, *counts in causes(score):
            why.add_row(cls, cause, *map(str, counts))
    console.print(why)
    for cls, score in by_class.items():
        wrong = Counter(tuple(sorted((pair.one.truth, pair.other.truth))) for pair in score.wrong)
        for (one, other), pairs in wrong.items():
            console.print(f"wrong: {cls} {one} and {other} are one node, {pairs} pairs")


if __name__ == "__main__":
    main(sys.argv[1:])
