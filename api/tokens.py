"""Tokens: who may read, and who may write. What is kept of one is its hash, in a file that only its owner reads."""

from __future__ import annotations

import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from diplograph.ontology.errors import DiplographError

FILE = "tokens.json"
BYTES = 32  # of chance: nothing that a faster hash would make guessable


class Scope(StrEnum):
    """What a token allows; who may write may read."""

    read = "read"
    write = "write"


@dataclass(frozen=True)
class Token:
    """A token as it is kept."""

    name: str
    scope: Scope
    sha256: str
    created: str


class TokenError(DiplographError):
    """A token's name is taken or unknown, or the file of tokens can't be read."""

    title = "Token"


class Tokens:
    """The tokens of a file, read anew when the file changes, so that a revoked one ends at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[int, list[Token]] = (0, [])

    def all(self) -> list[Token]:
        """Return the tokens, in the order they were made."""
        try:
            changed = self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return []
        if changed != self._read[0]:
            self._read = (changed, _parse(self._path))
        return self._read[1]

    def scope(self, secret: str) -> Scope | None:
        """Return what a token allows, None where it is none of these; how long that takes tells nothing of them."""
        given = _hash(secret)
        found = [each.scope for each in self.all() if hmac.compare_digest(each.sha256, given)]
        return found[0] if found else None

    def create(self, name: str, scope: Scope) -> str:
        """Make a token and return its secret, which is nowhere kept. Raises TokenError where the name is taken."""
        kept = self.all()
        if any(each.name == name for each in kept):
            raise TokenError(f"There is a token {name!r} already.", f"diplograph token revoke {name}")
        secret = secrets.token_urlsafe(BYTES)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._write([*kept, Token(name, scope, _hash(secret), now)])
        return secret

    def revoke(self, name: str) -> None:
        """Take a token out. Raises TokenError where there is none of that name."""
        kept = [each for each in self.all() if each.name != name]
        if len(kept) == len(self.all()):
            raise TokenError(f"There is no token {name!r}.", "diplograph token list")
        self._write(kept)

    def _write(self, tokens: Iterable[Token]) -> None:
        """Write the file whole or not at all, for its owner alone."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.unlink(missing_ok=True)  # of a command that was killed
        with os.fdopen(
            os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump([asdict(each) for each in tokens], file, indent=1)
        fresh.replace(self._path)


def _parse(path: Path) -> list[Token]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [Token(row["name"], Scope(row["scope"]), row["sha256"], row["created"]) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        hint = "Take the file away, and make new tokens: diplograph token create NAME"
        raise TokenError(f"{path} is no file of tokens: {error}.", hint) from error


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
