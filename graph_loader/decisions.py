"""What a person decided of identity and names: lines of a file that they keep, and what each line does to mentions.

    same official/kim-yong-hyun-state-kr official/gim-yonghyeon-state-kr   # one minister, two romanisations
    is organization/atlantic-alliance-alliance-atlantic organization/nato  # a name that the tables don't know
    different official/john-smith@article-1 official/john-smith@article-9  # father and son
    name organization/naval-forum-forum-naval fr 'Forum naval'
    forget official/~0123456789abcdef                                      # on request, 2031-03-13

A line concerns every mention that answers to its ids, of articles loaded now or later; an ``id@article`` is what one
article tells of. Without the line, everything is as if it had never been there.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from diplograph.graph_loader.apart import DECIDED_SAME
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.groups import DECIDED_ID
from diplograph.graph_loader.identity import Mention
from diplograph.graph_loader.records import Thing, digest

VERBS = {  # verb → what follows it
    "same": "ID ID",
    "is": "ID ID, the second one of a table, a link or a function",
    "different": "ID ID",
    "name": "ID fr|en NAME, or ID NAME",
    "forget": "ID…, hashed as diplograph review writes them",
}
LANGUAGES = ("fr", "en")
HEADER = "# Decisions of diplograph review: keep this file under version control. A line taken out is taken back.\n"


@dataclass(frozen=True)
class Decision:
    """One line, without its comment: the verb and its words."""

    verb: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        """Return the line."""
        return shlex.join((self.verb, *self.words))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that it concerns."""
        return {"is": self.words[:1], "name": self.words[:1]}.get(self.verb, self.words)

    @property
    def number(self) -> str:
        """What tells it from every other decision: a hash of what it says."""
        return digest(self.verb, self.words)


@dataclass(frozen=True)
class Decisions:
    """The decisions in force. Equal ones say the same, in whatever order."""

    all: frozenset[Decision] = frozenset()

    @classmethod
    def of(cls, lines: Iterable[str], file: str = "decisions") -> Decisions:
        """Return the decisions of a file's lines. Raises InputError, with every line that is wrong."""
        found, wrong = set[Decision](), list[str]()
        named: dict[tuple[str, ...], int] = {}
        for number, line in enumerate(lines, 1):
            try:
                for each in _read(line):
                    found.add(each)
                    if each.verb == "name" and named.setdefault(each.words[:-1], number) != number:
                        raise ValueError(f"line {named[each.words[:-1]]} gives it another name already")
            except ValueError as error:
                wrong.append(f"{file}:{number}: {error}")
        if wrong:
            raise InputError("\n".join(wrong), "Mend these lines; nothing was applied.")
        return cls(frozenset(found))

    @property
    def lines(self) -> list[str]:
        """Every decision as a line, in order."""
        return sorted(map(str, self.all))

    def of_mention(self, mention: Mention) -> Mention:
        """Return a mention with what the decisions make of it: a key that it shares, or what tells it apart."""
        if not self._effects:
            return mention
        effects = {effect for name in mention.ids for effect in self._effects.get(name, ())}
        if not effects:
            return mention
        shared = {effect for effect in effects if effect.startswith(DECIDED_SAME)}
        sides = Counter(effect.partition(":")[0] for effect in effects)
        # An article that gives two different persons both names is on neither side.
        decided = (effect for effect in effects - shared if sides[effect.partition(":")[0]] == 1)
        return replace(mention, keys=tuple(sorted({*mention.keys, *shared})), decided=tuple(sorted(decided)))

    @cached_property
    def _effects(self) -> dict[str, list[str]]:
        """What mentions get by the ids that they answer to: a key to share, a side of a difference, or an id."""
        found: dict[str, list[str]] = {}
        for each in self.all:
            for place, name in enumerate(each.ids):
                effect = {
                    "same": f"{DECIDED_SAME}{each.number}",
                    "is": f"{DECIDED_ID}{each.words[-1]}",
                    "different": f"different-{each.number}:{place}",
                }.get(each.verb)
                if effect:
                    found.setdefault(name, []).append(effect)
        return found

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """The display names that were set, by id and language; by "" where one is for both."""
        found: dict[str, dict[str, str]] = {}
        for each in sorted(self.all, key=str):
            if each.verb == "name":
                language = each.words[1] if len(each.words) > 2 else ""
                found.setdefault(each.words[0], {})[language] = each.words[-1]
        return found

    @cached_property
    def _forgotten(self) -> frozenset[str]:
        return frozenset(name for each in self.all if each.verb == "forget" for name in each.words)

    def forgets(self, article: str, thing: Thing) -> bool:
        """Tell whether a person that an article tells of is to be forgotten."""
        if not self._forgotten or thing.cls != "Official":
            return False
        mention = Mention.of(article, thing)
        return not self._forgotten.isdisjoint(map(hashed, (*mention.own_keys, *mention.ids)))


def hashed(text: str) -> str:
    """Return what stands for a person's key or id in a file that outlives what it makes the graph forget."""
    return f"official/~{digest(text)}"


def read_decisions(path: Path, must_exist: bool = False) -> Decisions:
    """Return the decisions of a file; none where there is no file, unless there must be one.

    Raises InputError where a line is wrong.
    """
    if path.is_dir() or (must_exist and not path.is_file()):
        what = "is a folder" if path.is_dir() else "isn't there"
        raise InputError(f"{path} {what}.", "Name the file of decisions, as diplograph review writes it.")
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: {error.reason}.", "Save it as UTF-8.") from error
    return Decisions.of(text.splitlines(), str(path))


def append(path: Path, decision: Decision, comment: str = "") -> None:
    """Add a line to a file of decisions, which is made where there is none; a new name takes the place of the old."""
    if decision.verb == "name":
        take_out(path, lambda old: old.verb == "name" and old.words[:-1] == decision.words[:-1])
    text = (path.read_text(encoding="utf-8") if path.exists() else "") or HEADER
    gap = "" if text.endswith("\n") else "\n"
    note = " ".join(comment.split())
    path.write_text(f"{text}{gap}{decision}" + (f"  # {note}\n" if note else "\n"), encoding="utf-8")


def take_out(path: Path, unwanted: Callable[[Decision], bool]) -> int:
    """Take lines out of a file of decisions, with their comments; count them."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    kept = [line for line in lines if not any(map(unwanted, _read(line)))]
    if len(kept) < len(lines):
        path.write_text("".join(kept), encoding="utf-8")
    return len(lines) - len(kept)


def _read(line: str) -> Iterator[Decision]:
    """Yield the decision of a line; none of an empty line or a comment. Raises ValueError where it is no decision."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, "#"
    try:
        verb, *words = list(lexer) or [""]
    except ValueError as error:
        raise ValueError(f"{str(error).lower()}: a name of several words stands in quotes") from error
    if not verb:
        return
    if verb not in VERBS:
        raise ValueError(f"{verb!r} is no decision; they are {', '.join(VERBS)}")
    ids = words[:1] if verb == "name" else words
    expected = {"name": (2, 3), "forget": (1, len(words))}.get(verb, (2, 2))
    fits = expected[0] <= len(words) <= expected[1] and all("/" in name for name in ids)
    fits = fits and (verb != "name" or (len(words) == 3) == (words[1] in LANGUAGES))
    fits = fits and (verb not in ("same", "is", "different") or words[0] != words[1])
    if not fits:
        raise ValueError(f"{verb} is followed by {VERBS[verb]}")
    ordered = sorted(words) if verb in ("same", "different", "forget") else words
    yield Decision(verb, tuple(ordered))
