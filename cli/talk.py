"""How commands speak: data on stdout, talk and progress on stderr, and nothing of a text reaches the terminal raw."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

FILE_WIDTH = 160  # columns of a table that goes to a file or a pipe


class PlainFormat(StrEnum):
    """How what isn't a list of rows is printed."""

    table = "table"
    json = "json"


class Language(StrEnum):
    """The language of titles, headings, names and sentences."""

    en = "en"
    fr = "fr"


SummaryFormat = Annotated[PlainFormat, typer.Option("--format", help="How the result is printed.")]


def language() -> Language:
    """Return the user's language as their environment says it, English where it says neither."""
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return Language.fr if said.lower().startswith("fr") else Language.en


def out() -> Console:
    """Return the console for data."""
    piped = None if sys.stdout.isatty() or "COLUMNS" in os.environ else FILE_WIDTH
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=piped)


def err() -> Console:
    """Return the console for talk."""
    return Console(file=sys.stderr, highlight=False, markup=False, emoji=False)


def say(text: str) -> None:
    """Tell the user something, on a line that isn't broken."""
    err().print(clean(text), soft_wrap=True)


def print_json(value: Any) -> None:
    """Print data as JSON."""
    print(as_text(value))


def as_text(value: Any) -> str:
    """Return data as JSON; what of a file's name is no text is a question mark."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode()


def clean(text: str) -> str:
    """Return a text without the control characters by which it could draw on the terminal; line breaks stay."""
    return "".join("�" if unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in "\n\t\u200d" else letter for letter in text)  # fmt: skip


def cell(value: object) -> Text:
    """Return a value as a cell of a table."""
    if value is None:
        return Text()
    if isinstance(value, bool):
        return Text("✓" if value else "")
    if isinstance(value, list):
        return Text(clean("; ".join(map(str, value))))
    return Text(clean(str(value)))


class Bar:
    """The progress of a long step, drawn on stderr where that is a terminal, and told in one line where it isn't."""

    def __init__(self) -> None:
        self._console = err()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def start(self, total: int, description: str) -> None:
        """Begin a step; a total of 0 is an unknown one."""
        if not self._console.is_terminal:
            self._console.print(f"{description} …")
            return
        columns = (TextColumn("{task.description}"), BarColumn(), _amount(total), TimeElapsedColumn())
        self._bar = Progress(*columns, console=self._console)
        self._task = self._bar.add_task(description, total=total or None)
        self._bar.start()

    def advance(self, n: int) -> None:
        """Count ``n`` more units."""
        if self._bar and self._task is not None:
            self._bar.advance(self._task, n)

    def finish(self) -> None:
        """End the step; done or not, the bar stays as it stood."""
        if self._bar:
            self._bar.stop()
            self._bar = self._task = None


def _amount(total: int) -> TextColumn | MofNCompleteColumn:
    if not total:
        return TextColumn("{task.completed:,.0f}")
    megabytes = total > 1_000_000
    return TextColumn("{task.percentage:>3.0f} %") if megabytes else MofNCompleteColumn()
