"""A thing's own properties, from every mention of it: names, aliases and the values best supported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from diplograph.graph_loader.conflicts import PLACE, Compared
from diplograph.graph_loader.facts import Row, date_properties
from diplograph.graph_loader.names import acronym
from diplograph.ontology.reference import Reference

TABLE_ALIASES = ("State", "Organization")  # theirs are the table's too; others' are what articles call them
VALUES = ("kind", "status", "format", "mode", "ordinal", "date")


def properties(
    identifier: str, told: Sequence[Row], values: Mapping[str, Compared], reference: Reference
) -> dict[str, Any]:
    """Return an entity's properties: its names, and its values by name, compared."""
    return naming(identifier, told, reference) | shown(identifier, values, reference)


def naming(identifier: str, told: Sequence[Row], reference: Reference) -> dict[str, Any]:
    """Return an entity's id and names.

    ``told`` are rows of names, links, link_name, title_fr, title_en and language, and how many ``times`` articles
    tell it so.
    """
    entry = reference.entries.get(identifier)
    named = _names(identifier, told)
    if entry:
        named |= {"name": entry.name_fr, "name_fr": entry.name_fr, "name_en": entry.name_en}
        if entry.cls in TABLE_ALIASES:
            named["aliases"] = sorted({*named["aliases"], *entry.aliases})
    links = sorted({link for row in told for link in row.get("links") or []})
    wikidata = next((link.partition(":")[2] for link in links if link.startswith("Wikidata:")), None)
    return {"id": identifier, "wikidata": (entry.wikidata if entry else None) or wikidata, **named}


def renamed(row: dict[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """Return an entity's properties with the names that a person gave it: by language, "" for both."""
    if not given:
        return row
    both = given.get("")
    french, english = (given.get(side) or both or row[f"name_{side}"] for side in ("fr", "en"))
    shown = english if row["name"] == row["name_en"] != row["name_fr"] else french
    return row | {"name": shown or english or row["name"], "name_fr": french, "name_en": english}


def _names(identifier: str, told: Sequence[Row]) -> dict[str, Any]:
    """Return display name, names by language and aliases: only names are aliases, never « le ministre »."""
    linked: dict[str | None, Counter[str]] = defaultdict(Counter)  # by language of the article, None for all
    for row in told:
        if row.get("link_name"):
            for language in (row["language"], None):
                linked[language][row["link_name"]] += row["times"]
    by_language = {
        language: {n for row in told if row["language"] == language for n in row.get("names") or []}
        for language in ("fr", "en")
    }
    every = {name for row in told for name in row.get("names") or []}
    titles = {
        side: min(
            (row[f"title_{side}"] for row in told if row.get(f"title_{side}")),
            default=None,
        )
        for side in ("fr", "en")
    }
    french = _most(linked["fr"]) or _longest(by_language["fr"]) or (None if every else titles["fr"])
    english = _most(linked["en"]) or _longest(by_language["en"]) or (None if every else titles["en"])
    name = (
        _most(linked["fr"])
        or _most(linked[None])
        or french
        or english
        or _longest(every)
        or titles["fr"]
        or identifier
    )
    if identifier.startswith("official/"):
        french = english = name  # a person has one name in both languages
    return {"name": name, "name_fr": french, "name_en": english, "aliases": sorted(every)}


def _most(names: Counter[str]) -> str | None:
    """Return the most frequent name, of several the first."""
    return min(names, key=lambda name: (-names[name], name), default=None)


def _longest(names: Iterable[str]) -> str | None:
    """Return the fullest of some names: no acronym where there is another, then the longest, then the first."""
    return min(names, key=lambda name: (acronym(name) == name, -len(name), name), default=None)


def shown(identifier: str, values: Mapping[str, Compared], reference: Reference) -> dict[str, Any]:
    """Return the values that an entity shows."""
    entry = reference.entries.get(identifier)
    standing = {name: [group[0] for group in found.standing] for name, found in values.items()}
    first = {name: next(iter(standing.get(name, [])), None) for name in VALUES}
    found: dict[str, Any] = {name: row["value"] if row else None for name, row in first.items()}
    if found["kind"] is None and entry:
        found["kind"] = entry.kind
    if found["ordinal"] is not None:
        found["ordinal"] = int(found["ordinal"])
    found["places"] = [row["value"] for row in standing.get(PLACE, [])] or None
    when = first["date"]
    found |= date_properties(found.pop("date")) | {"date_text": when.get("date_text") if when else None}
    return found
