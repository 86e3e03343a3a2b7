"""The managed server's password: generated once, in a file that only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

USER = "neo4j"


def read(path: Path) -> str:
    """Return the password in the file."""
    return path.read_text(encoding="utf-8").strip()


def generate(path: Path) -> str:
    """Make a password, in a file that is there whole or not at all; one that is there already stays."""
    if path.exists():
        return read(path)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)  # of a start that was killed
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        # Hex on purpose: what begins with a hyphen would be an option to neo4j-admin.
        file.write(secrets.token_hex(24) + "\n")
    fresh.replace(path)
    return read(path)
