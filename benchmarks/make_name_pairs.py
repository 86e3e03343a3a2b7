"""Writes tests/data/name_pairs.csv from officials.csv: who is who is known there, so every label is true by construction.

Run: .venv/bin/python benchmarks/make_name_pairs.py
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product
from pathlib import Path

HERE = Path(__file__).parent
PAIRS = HERE.parent / "tests" / "data" / "name_pairs.csv"
SIDE = ("name", "language", "post", "in", "year")
COLUMNS = (*(f"{name}_{side}" for side in "ab" for name in SIDE), "label", "why", "half")
POSTS = {  # what the letters of officials.csv stand for
    "D": ("ministre de la Défense", "defence minister"),
    "C": ("chef d’état-major des armées", "chief of the general staff"),
    "J": ("président du comité des chefs d’état-major interarmées", "chairman of the Joint Chiefs of Staff"),
    "P": ("président", "president"),
    "M": ("premier ministre", "prime minister"),
    "F": ("ministre des Affaires étrangères", "foreign minister"),
    "H": ("dirigeant suprême", "supreme leader"),
    "S": ("secrétaire général", "secretary general"),
}
TITLES = {
    "m": ("M.", "Mr"),
    "f": ("Mme", "Ms"),
    "g": ("le général", "Gen."),
    "a": ("l’amiral", "Adm."),
    "dr": ("Dr", "Dr"),
    "l": ("lord", "Lord"),
}


@dataclass(frozen=True)
class Official:
    """A person in a post; names have the family name between slashes, per language."""

    person: str
    where: str
    post: str
    start: int
    end: int
    title: str
    names: tuple[tuple[str, ...], tuple[str, ...]]
    family: str
    half: str

    @property
    def surname(self) -> str:
        """The family name, without accents."""
        return _parts(_unaccented(self.names[1][0]))[1].casefold()


@dataclass(frozen=True)
class Said:
    """A mention as an article gives it; language 0 is French, 1 English."""

    who: Official
    name: str
    language: int
    year: int

    def row(self) -> tuple[str, ...]:
        """Return its cells."""
        return (
            self.name.replace("/", ""),
            ("fr", "en")[self.language],
            POSTS[self.who.post][self.language],
            self.who.where,
            str(self.year),
        )


def officials() -> list[Official]:
    """Return the rows of officials.csv."""
    with (HERE / "officials.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Official(
                row["person"], row["in"], row["post"], int(row["from"]), int(row["to"]), row["title"],
                (tuple(row["fr"].split("|")), tuple(row["en"].split("|"))), row["family"], row["half"],
            )
            for row in csv.DictReader(lines)
        ]  # fmt: skip


def rows() -> list[tuple[str, ...]]:
    """Return every pair, each once, the same in every run."""
    people = officials()
    told = [(a, b, "same", why) for a, b, why in _same(people)]
    told += [(a, b, "different", why) for a, b, why in _different(people)]
    return list(dict.fromkeys((*a.row(), *b.row(), label, why, _half(a, b)) for a, b, label, why in told))


def _half(one: Said, other: Said) -> str:
    """Return held-out where one of the two is: no rule was written with that one in view."""
    return min(one.who.half, other.who.half)


def _parts(name: str) -> tuple[str, str, str]:
    before, family, after = name.split("/")
    return before.strip(), family, after.strip()


def _unaccented(name: str) -> str:
    plain = name.translate(str.maketrans("ĐđŁłØøı", "DdLlOoi"))
    return "".join(
        letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter)
    )


def _turned(name: str) -> str:
    """Return family name last where it was first, and first where it was last."""
    before, family, after = _parts(name)
    return f"/{family}/ {before}" if before else f"{after} /{family}/"


def _initialled(name: str) -> str:
    before, family, _ = _parts(name)
    return f"{'-'.join(f'{part[0]}.' for part in before.split()[0].split('-'))} /{family}/"


def _same(people: list[Official]) -> Iterator[tuple[Said, Said, str]]:
    for number, who in enumerate(people):
        french, english = Said(who, who.names[0][0], 0, who.start), Said(who, who.names[1][0], 1, who.end)
        for other in who.names[1]:
            yield french, replace(english, name=other), "two languages"
        for side, first in enumerate((french, english)):
            for other in who.names[side][1:]:
                yield first, replace(first, name=other, year=who.end), "another spelling or form"
        yield from _rewritten(who, french, english)
        yield from _easy(who, french if number % 2 else english)
        if number % 3 == 0:
            title = TITLES[who.title][1]
            yield french, Said(who, f"{title} {_parts(english.name)[1]}", 1, who.start), "surname alone"
    for one, other in combinations(people, 2):
        if one.person == other.person:
            yield (
                Said(one, one.names[0][0], 0, one.end),
                Said(other, other.names[1][0], 1, other.start),
                "two posts",
            )


def _easy(who: Official, said: Said) -> Iterator[tuple[Said, Said, str]]:
    """Yield one way that changes no letter of the name; one a person, so that the easy don't outweigh the rest."""
    family = _parts(said.name)[1]
    if who.start % 2:
        yield (
            replace(said, name=said.name.replace(f"/{family}/", f"/{family.upper()}/")),
            said,
            "family name in capitals",
        )
    else:
        yield replace(said, name=f"{TITLES[who.title][said.language]} {said.name}"), said, "title"


def _rewritten(who: Official, french: Said, english: Said) -> Iterator[tuple[Said, Said, str]]:
    before, _, after = _parts(english.name)
    if not (before and after) and " de" not in before and " bin" not in before:
        yield replace(english, name=_turned(english.name)), english, "family name first or last"
    if _unaccented(french.name) != french.name:
        yield replace(french, name=_unaccented(french.name), year=who.end), french, "accents"
    if before and "." not in before:
        yield replace(english, name=_initialled(english.name)), english, "initial"
    if not before and "-" in after:
        for sign, why in ((" ", "hyphen or space"), ("", "hyphen or none")):
            joined = re.sub(r"-(\w)", lambda m, by=sign: by + (m[1].upper() if by else m[1]), english.name)
            yield replace(english, name=joined), french, why


def _different(people: list[Official]) -> Iterator[tuple[Said, Said, str]]:
    for one, other in combinations(people, 2):
        why = _kind(one, other)
        if why is None or one.person == other.person:
            continue
        earlier, later = sorted((one, other), key=lambda who: who.start)
        for a, b in ((0, 0), (0, 1), (1, 1)):
            yield (
                Said(earlier, earlier.names[a][0], a, earlier.end),
                Said(later, later.names[b][0], b, later.start),
                why,
            )
        if why == "father and son":
            yield from _relations(earlier, later)
        before = _parts(earlier.names[1][0])[0]
        if before and "." not in before and earlier.surname == later.surname:
            short = Said(earlier, _initialled(earlier.names[1][0]), 1, earlier.end)
            yield short, Said(later, later.names[1][0], 1, later.start), why
        if earlier.surname == later.surname:
            yield from _surname_alone(earlier, later)


def _surname_alone(earlier: Official, later: Official) -> Iterator[tuple[Said, Said, str]]:
    """Yield each by the surname alone, the other by the full name: where they followed each other, nothing tells them."""
    for one, other, years in (
        (earlier, later, (earlier.end, later.start)),
        (later, earlier, (later.start, earlier.end)),
    ):
        family = f"{TITLES[one.title][1]} {_parts(one.names[1][0])[1]}"
        yield Said(one, family, 1, years[0]), Said(other, other.names[1][0], 1, years[1]), "surname alone"


def _relations(earlier: Official, later: Official) -> Iterator[tuple[Said, Said, str]]:
    """Yield every form of one with every form of the other; some have one name (George Bush)."""
    for a, b in product((0, 1), (0, 1)):
        for one, other in product(earlier.names[a], later.names[b]):
            yield Said(earlier, one, a, earlier.end), Said(later, other, b, later.start), "father and son"


def _kind(one: Official, other: Official) -> str | None:
    """Return what makes two people hard to tell apart, None where nothing does."""
    if one.family and one.family == other.family:
        return "father and son"
    if one.surname == other.surname == "kim":
        return "two Kims"
    if one.surname == other.surname:
        return "one surname"
    return "one post" if (one.where, one.post) == (other.where, other.post) else None


def main() -> None:
    """Write the file."""
    with PAIRS.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())


if __name__ == "__main__":
    main()
