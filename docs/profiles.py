"""Writes how Neo4j answers what is asked of it, by PROFILE, to docs/profiles/. Run: make profiles.

On a server of its own, stopped at the end, with a graph that is always the same: the sample corpus, made-up digests
and two articles that disagree. Each question is asked with what it needs alone, and with all that it takes; the statements of
the API and of the loader are profiled as they run, while the API answers and batches are written. Tests hold each file
to the text that it is of, and the plans to what may be read.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotated import disagreeing
from neo4j import Driver
from own_server import own_server
from press_digests import digests
from profiled import Plan, api_statements, load_statements, named

from diplograph.exports.annotations import convert
from diplograph.graph_loader.load import load
from diplograph.neo4j_server.connection import connection
from diplograph.neo4j_server.lock import NEO4J_VERSION
from diplograph.queries.catalogue import Parameter, Query, catalogue

HERE = Path(__file__).parent / "profiles"
SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
DIGESTS = 12
WIDEST = 200  # characters of an operator's details
SETS = {  # operators whose details have no order, and what stands between them
    "Filter": " AND ", **dict.fromkeys(("Argument", "CacheProperties", "Optional", "Projection"), ", "),
}  # fmt: skip
AS_THEY_ARE = ("limit", "offset", "lang")
SAID = {"from": "2023", "to": "2040", "reported_from": "2023", "reported_to": "2040", "as_of": "2024-02", "since": "2020"}  # fmt: skip
STORED = {  # where values of other parameters are
    "publisher": "MATCH (a:Article) RETURN max(a.publisher) AS found",
    "language": "MATCH (a:Article) RETURN max(a.language) AS found",
    "article": "MATCH (a:Article) RETURN max(a.id) AS found",
    "load": "MATCH (c:Change) RETURN max(c.load) AS found",
}
BUSIEST = """
MATCH (e:Entity) WHERE any(label IN labels(e) WHERE label IN $classes)
RETURN e.id AS id ORDER BY COUNT { (e)--() } DESC, id LIMIT 3
"""


class Step(NamedTuple):
    """An operator of a plan that ran: what it does to what, how much it read (db hits), how many rows it gave."""

    operator: str
    details: str
    hits: int
    rows: int
    depth: int  # of branches


def main() -> None:
    """Write the files anew."""
    with own_server() as (driver, database, home):
        paths = corpus(home / "corpus")
        fill(driver, database, paths)
        pages = dict(_pages(driver, database, paths))
    for old in HERE.glob("**/*.txt"):
        old.unlink()
    for name, lines in pages.items():
        path = HERE / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def corpus(folder: Path) -> list[Path]:
    """Write the articles that there are beside the sample corpus into a folder, and return where all are."""
    convert((each.document for each in digests(1, DIGESTS)), "brat", folder / "digests")
    return [SAMPLE, folder / "digests", disagreeing(folder / "two")]


def fill(driver: Driver, database: str, paths: Sequence[Path]) -> None:
    """Load articles, and let Neo4j plan with what it counts then."""
    load(driver, database, paths)
    driver.execute_query("CALL db.prepareForReplanning(120)", database_=database)


def _pages(driver: Driver, database: str, paths: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    """Yield the file of each question and statement, by its name."""
    for query in catalogue().values():
        ways = list(ways_to_ask(driver, database, query))
        lines = _head(query.name, query.text)
        for given in (ways[0], ways[-1]) if len(ways) > 1 else ways:
            lines += _shown(_told(given), plan_of(driver, database, query, given))
        yield query.name, lines
    api = asyncio.run(api_statements(connection(), SAMPLE))
    for folder, ran in (("api", api), ("load", load_statements(driver, database, paths))):
        for name, text, plan in named(ran):
            yield f"{folder}/{name}", [*_head(name, text), *_shown(text.strip(), plan)]


def _head(name: str, text: str) -> list[str]:
    return [f"{name}: what Neo4j {NEO4J_VERSION} does for it (make profiles)", hashed(text)]


def hashed(text: str) -> str:
    """Return the line that says which text a profile is of."""
    return f"text {hashlib.sha256(text.encode()).hexdigest()}"


def _told(given: Mapping[str, Any]) -> str:
    told = (f"{name} = {'the last' if name == 'load' else value}" for name, value in given.items())
    return ", ".join(told) or "nothing given"


def ways_to_ask(driver: Driver, database: str, query: Query) -> Iterator[dict[str, Any]]:
    """Yield what a question may be given: what it needs alone, then one more thing at a time that narrows it, then all."""
    values: dict[str, Any] = {}
    for each in query.parameters.values():
        if each.name not in AS_THEY_ARE:
            values[each.name] = _value(driver, database, each, values)
    needed = {name: value for name, value in values.items() if query.parameters[name].required}
    yield needed
    more = [name for name in values if name not in needed]
    narrowing = [
        name for name in more if query.parameters[name].type in ("entity", "evidence", "string", "time")
    ]
    yield from (needed | {name: values[name]} for name in narrowing)
    if more and more != narrowing:
        yield values


def _value(driver: Driver, database: str, parameter: Parameter, others: Mapping[str, Any]) -> Any:
    """Return what a user may give for a parameter: of things the busiest; of choices not the default."""
    if parameter.type in ("entity", "evidence"):
        classes = list(parameter.classes or ("State",))
        found = driver.execute_query(BUSIEST, classes=classes, database_=database).records
        return next(row["id"] for row in found if row["id"] not in others.values())
    if parameter.type == "boolean":
        return not parameter.default
    if parameter.type == "choice":
        return next(value for value in reversed(parameter.values) if value != parameter.default)
    if parameter.name in STORED:
        return driver.execute_query(STORED[parameter.name], database_=database).records[0]["found"]
    return SAID.get(parameter.name, parameter.default)


def plan_of(driver: Driver, database: str, query: Query, given: Mapping[str, Any]) -> Plan:
    """Ask a question, its other parameters as they are by default; return the plan, with what it read."""
    values = {each.name: each.default for each in query.parameters.values()} | given
    summary = driver.execute_query(f"PROFILE\n{query.text}", values, database_=database).summary
    assert summary.profile
    return summary.profile


def steps(plan: Plan, depth: int = 0) -> Iterator[Step]:
    """Yield the operators of a plan, the last first; of several that one reads from, the later are a branch."""
    about = plan["args"]
    operator = plan["operatorType"].partition("@")[0]
    yield Step(
        operator,
        _details(operator, str(about.get("Details", ""))),
        about.get("DbHits", 0),
        about.get("Rows", 0),
        depth,
    )
    for number, each in reversed(list(enumerate(plan.get("children", ())))):
        yield from steps(each, depth + number)


def _details(operator: str, text: str) -> str:
    """Return an operator's details as they are at each run: Neo4j numbers and orders its own variables as it comes."""
    text = re.sub(r"anon_\d+", "anon", re.sub(r"\s+", " ", text))
    joined = SETS.get(operator)
    return joined.join(sorted(_parts(text, joined))) if joined else text


def _parts(text: str, joined: str) -> list[str]:
    """Return what is joined, not within brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        parts[-1] += letter
        if depth == 0 and parts[-1].endswith(joined):
            parts[-1:] = [parts[-1].removesuffix(joined), ""]
    return parts


def _shown(title: str, plan: Plan) -> Iterator[str]:
    """Yield a plan as lines: the last operator first, db hits and rows before each."""
    done = list(steps(plan))
    yield from ("", f"## {title}", f"{done[0].rows} rows, {sum(each.hits for each in done)} db hits", "")
    yield f"{'db hits':>9} {'rows':>6}  operator"
    for each in done:
        cut = each.details[:WIDEST] + "…" * (len(each.details) > WIDEST)
        yield f"{each.hits:>9} {each.rows:>6}  {'| ' * each.depth}{each.operator}  {cut}".rstrip()


if __name__ == "__main__":
    main()
