"""Search by name: what somebody typed as a query of the full-text index, and what it finds.

The index folds case and accents itself. What was typed is never Lucene's syntax: phrases are escaped, words are
letters and digits only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diplograph.api.graph import Graph
from diplograph.api.values import class_of
from diplograph.graph_loader.schema import SEARCH_INDEX
from diplograph.ontology.text import fold

MOST_WORDS = 12  # of what was typed; a name has fewer, and each becomes three clauses
SHORTEST = 2  # letters of a word that may be a beginning or a slip
SHORT = 4  # letters; in a word of so few, one slip is enough to make it another
NEAR = 5

BY_NAME = """
CALL db.index.fulltext.queryNodes($index, $text) YIELD node, score AS alike
// the index likes short names; who is called just so comes before all others
WITH node, alike + CASE WHEN toLower($typed) IN [name IN [node.name, node.name_fr, node.name_en] + node.aliases | toLower(name)]
                   THEN 1000.0 ELSE 0.0 END AS score
WHERE any(label IN labels(node) WHERE label IN $classes)
  AND ($score IS NULL OR score < $score OR (score = $score AND node.id > $id))
RETURN node.id AS id, node.name AS name, labels(node) AS labels, node.name_fr AS name_fr, node.name_en AS name_en,
       node.aliases AS aliases, node.kind AS kind, score AS score
ORDER BY score DESC, id LIMIT $limit
"""


@dataclass(frozen=True)
class Found:
    """An entity, with every name it goes by."""

    id: str
    name: str
    cls: str
    name_fr: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    labels: frozenset[str] = frozenset()
    score: float = 0.0  # by which a search sorts

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Found:
        """Return what a row of BY_NAME, or one like it, tells."""
        return cls(
            row["id"],
            row["name"] or row["id"],
            class_of(row["labels"]),
            row["name_fr"],
            row["name_en"],
            tuple(row["aliases"] or ()),
            row["kind"],
            frozenset(row["labels"]),
            row.get("score", 0.0),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it is called."""
        return tuple(name for name in (self.name, self.name_fr, self.name_en, *self.aliases) if name)

    def short(self) -> dict[str, str]:
        """Return what is enough to choose by."""
        return {"id": self.id, "name": self.name, "class": self.cls}

    def full(self) -> dict[str, Any]:
        """Return what a list of entities shows."""
        names = {
            "name_en": self.name_en,
            "name_fr": self.name_fr,
            "aliases": list(self.aliases),
            "kind": self.kind,
        }
        return {**self.short(), **names, "href": f"/v1/entities/{self.id}"}


async def by_name(
    graph: Graph,
    endpoint: str,
    text: str,
    classes: Collection[str],
    limit: int,
    after: Sequence[Any] = (None, None),
    typed: str = "",
) -> list[Found]:
    """Return the entities of some classes that a query of the index finds, the best first.

    What is called just as ``typed`` comes before all others. ``after`` are the score and id behind which to begin.
    """
    if not text:
        return []
    parameters = {
        "index": SEARCH_INDEX,
        "text": text,
        "typed": typed,
        "classes": sorted(classes),
        "limit": limit,
    }
    score, identifier = after
    result = await graph.read(endpoint, BY_NAME, parameters | {"score": score, "id": identifier})
    return [Found.of(row) for row in result.records]


async def search(
    graph: Graph,
    endpoint: str,
    typed: str,
    classes: Collection[str],
    limit: int,
    after: Sequence[Any] | None = None,
) -> tuple[bool, list[Found]]:
    """Return what may be meant, typing slips and beginnings of words included; and whether it has all the words.

    What has only some of the words is looked for where nothing has all. ``after``: whether the page before had all,
    and the score and id that it ended with.
    """
    for whole in (True, False) if after is None else (after[0],):
        text = loosely(typed, " AND " if whole else " OR ")
        place = after[1:] if after else (None, None)
        if found := await by_name(graph, endpoint, text, classes, limit, place, typed):
            return whole, found
    return False, []


def phrase(typed: str) -> str:
    """Return the query for a name as typed, and before that for its words in any order."""
    wanted = words(typed)
    if not wanted:
        return ""
    escaped = re.sub(r'[\\"]', r"\\\g<0>", typed.casefold())
    return f'"{escaped}"^8 OR {" OR ".join(wanted)}'


def loosely(typed: str, joined: str = " OR ") -> str:
    """Return the query for names like the one typed: whole words, beginnings of words, words with slips."""
    return joined.join(f"({_or_like_it(word)})" for word in words(typed))


def words(typed: str) -> list[str]:
    """Return the words to look for, without accents; in a script of its own where folding would transcribe it."""
    spelled = re.findall(r"\w+", typed.casefold())
    kept = spelled if any(ord(letter) > 0x24F for word in spelled for letter in word) else fold(typed).split()
    return list(dict.fromkeys(kept))[:MOST_WORDS]


def _or_like_it(word: str) -> str:
    if len(word) < SHORTEST:  # nearly everything is like it
        return word
    return f"{word}^4 OR {word}*^2 OR {word}~{1 if len(word) <= SHORT else 2}"
