"""What is wrong with an input: where, what was expected, what to do next. A problem never ends a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Severity = Literal["refused", "warning"]


class Reason(StrEnum):
    """Why an annotation was refused: what the summary counts by."""

    MALFORMED = "malformed"
    REPEATED = "id used twice"
    OFFSETS = "offsets or words that don't fit the text"
    MISSING = "names what isn't there"
    ENDS = "an end was refused"
    WRONG_ENDS = "ends that don't fit the role"
    VALUE = "wrong value"
    MISPLACED = "attribute of something else"
    UNSURE = "may be an allegation"
    UNATTRIBUTED = "alleged or denied by nobody"
    ITSELF = "an arc to the same thing"
    EXCLUSIVE = "within and on the sidelines"
    NAMELESS = "nothing names it"
    DISCARDED = "discarded by its annotator"
    SUPERSEDED = "another annotation of it is read"
    UNREADABLE = "unreadable"
    UNANNOTATED = "nobody has annotated it"
    TWICE = "article read already"
    CONFLICT = "article in the graph with another text"
    STRICT = "a part of it was left out"


SHOWN = 120  # characters of somebody's text that a message repeats


@dataclass(frozen=True)
class Problem:
    """One finding. ``refused``: this part is not in the graph; ``warning``: it is, and deserves a look."""

    severity: Severity
    file: str
    line: int | None
    annotation: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return ``file:line ID: message. Hint``, the form that editors turn into a link."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        head = f"{place} {self.annotation}".rstrip()
        return f"{head}: {self.message}" + (f" → {self.hint}" if self.hint else "")


def shorten(text: str) -> str:
    """Return a text fit for a message: one line, at most ``SHOWN`` characters."""
    line = text[: SHOWN + 1].replace("\r", " ").replace("\n", " ")
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"
