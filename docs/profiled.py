"""What runs while the API answers and while batches are written: each statement with its plan, profiled as it ran."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
from neo4j import Driver, EagerResult, ManagedTransaction, Result

from diplograph.api import (
    addresses,
    article_graph,
    articles,
    claims,
    entities,
    evidence,
    names,
    search,
    version,
)
from diplograph.api.app import create_app
from diplograph.api.graph import Graph
from diplograph.api.reconcile import properties
from diplograph.api.settings import Settings
from diplograph.graph_loader import cypher, store
from diplograph.graph_loader.batch import KEPT
from diplograph.graph_loader.decisions import Decisions, hashed
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary, read_all
from diplograph.graph_loader.schema import edge_types
from diplograph.neo4j_server.connection import Connection
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference
from diplograph.queries.catalogue import catalogue

Plan = Mapping[str, Any]
Ran = dict[str, Plan]  # plans by the text of their statements

MODULES = (addresses, article_graph, articles, claims, entities, evidence, names, properties, search, version)
# Each way on from things and articles that the API has, and what finds nothing.
PATHS = (
    "/v1/entities?class=State", "/v1/entities?q=Coree", "/v1/entities/state/KR", "/v1/entities/state/none",
    "/v1/entities/state/KR/neighbours", "/v1/entities/state/KR/neighbours?type=POST_IN&direction=in",
    "/v1/entities/state/KR/articles", "/v1/entities/state/KR/claims", "/v1/articles", "/v1/articles/none",
    "/v1/articles/rok-nato-2024-02-fr", "/v1/articles/rok-nato-2024-02-fr/claims",
    "/v1/articles/rok-nato-2024-02-fr/graph", "/v1/articles/rok-nato-2024-02-fr/text",
    "/v1/queries/who-met-whom?official=Shin Won-sik", "/v1/queries/who-met-whom?official=Shin",
    "/v1/queries/allegations", "/v1/queries/evidence?of=0123456789abcdef",
    "/v1/reconcile/suggest/entity?prefix=Seo", "/v1/reconcile/preview?id=official/shin-won-sik",
    '/v1/reconcile?queries={"a":{"query":"Shin","type":"Official","properties":[{"pid":"state","v":"state/KR"}]}}',
    '/v1/reconcile?extend={"ids":["official/shin-won-sik"],"properties":[{"id":"state"}]}',
)  # fmt: skip
PART = {"nodes": ["state/KR", "state/JP"]}


@dataclass(frozen=True)
class _ProfiledGraph(Graph):
    """A graph that keeps the plans of what it reads."""

    ran: Ran = field(default_factory=dict)

    async def read(self, endpoint: str, text: str, *more: Any, **options: Any) -> EagerResult:
        result = await super().read(endpoint, f"PROFILE\n{text}", *more, **options)
        assert result.summary.profile
        self.ran.setdefault(text, result.summary.profile)
        return result


async def api_statements(connection: Connection, texts: Path) -> Ran:
    """Let the API answer, and return what it ran but the questions' own texts."""
    app = create_app(connection, Settings(texts=texts))
    questions = {query.text for query in catalogue().values()}
    async with app.router.lifespan_context(app):
        graph: Graph = app.state.graph
        app.state.graph = watched = _ProfiledGraph(**{**vars(graph), "proven": questions})
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=60) as client:
            for path in PATHS:
                assert (await client.get(path)).status_code in (200, 404, 409), path
            edges = (await client.post("/v1/graph", json=PART)).json()["graph"]["edges"]
            await client.post("/v1/graph", json={**PART, "edges": [edge["id"] for edge in edges]})
    return {text: plan for text, plan in watched.ran.items() if text not in questions}


class _ProfiledTransaction:
    """A transaction that keeps the plans of what runs in it."""

    def __init__(self, tx: ManagedTransaction) -> None:
        self._tx, self._results = tx, dict[str, Result]()

    def run(self, text: str, *values: Any, **more: Any) -> Result:
        result = self._tx.run(f"PROFILE\n{text}", *values, **more)
        self._results[text.removeprefix(KEPT)] = result
        return result

    def ran(self) -> Ran:
        plans = {text: result.consume().profile for text, result in self._results.items()}
        return {text: plan for text, plan in plans.items() if plan}


def load_statements(driver: Driver, database: str, paths: Sequence[Path]) -> Ran:
    """Take articles out and put them in again; change, decide on, forget and remove some; return what ran."""
    tables = load_ontology(), reference()
    records = list(read_all(paths, Reading(), Summary()))
    cut = [replace(record, claims=record.claims[1:]) for record in records[::2]]
    slugs = {
        slug for record in cut for each in record.things if each.cls == "Official" for slug in each.slugs
    }
    one, other, third = sorted(slugs)[:3]
    decided, forgotten = Decisions.of([f"same {one} {other}"]), Decisions.of([f"forget {hashed(third)}"])
    steps: tuple[Callable[[Any], Any], ...] = (
        lambda tx: store.write_batch(tx, [], [record.article for record in records], *tables),
        lambda tx: store.write_batch(tx, records, [], *tables),
        lambda tx: store.write_batch(tx, cut, [record.article for record in records[1::2]], *tables),
        lambda tx: store.apply_decisions(tx, decided, *tables),
        lambda tx: store.apply_decisions(tx, Decisions(), *tables),
        lambda tx: store.forget(tx, forgotten, *tables),
    )
    found: Ran = {}
    with driver.session(database=database) as session:
        for step in steps:
            found |= session.execute_write(_profiled, step)
    return found


def _profiled(tx: ManagedTransaction, step: Callable[[Any], Any]) -> Ran:
    watched = _ProfiledTransaction(tx)
    step(watched)
    return watched.ran()


def named(ran: Ran) -> Iterator[tuple[str, str, Plan]]:
    """Yield each statement with a name, its text and its plan: that of its constant or function where it has one.

    Of those that differ in the type of an edge or the class of a thing alone, one.
    """
    known, used = names_of_texts(), set[str]()
    for text, plan in sorted(ran.items()):
        name = known.get(text) or f"part-{len(used)}"
        if name not in used:
            used.add(name)
            yield name, text, plan


def names_of_texts() -> dict[str, str]:
    """Return the names of the statements that are constants or made by functions, by their text."""
    ontology = load_ontology()
    found = {text: name for module in (cypher, *MODULES) for name, text in _constants(module)}
    for make in (cypher.put_facts, cypher.delete_facts, cypher.facts, cypher.facts_of):
        found |= {make(edge_type): make.__name__ for edge_type in edge_types(ontology)}
    found |= {cypher.put_facts(edge_type, "Claim"): "put_facts" for edge_type in edge_types(ontology)}
    return found | {
        cypher.put_entities(cls.neo4j_labels): "put_entities" for cls in ontology.classes.values()
    }


def _constants(module: ModuleType) -> Iterator[tuple[str, str]]:
    for name, text in vars(module).items():
        if name.isupper() and not name.startswith("_") and isinstance(text, str):
            yield f"{module.__name__.rpartition('.')[2]}.{name}".removeprefix("cypher.").lower(), text
