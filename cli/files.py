"""Files that commands write: there whole, or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from diplograph.ontology.errors import DiplographError
from diplograph.talk import say

STDOUT = "-"


class OutputError(DiplographError):
    """A file can't be written."""

    title = "Unwritable file"


def write_whole(to: str, write: Callable[[BinaryIO], object]) -> None:
    """Write to stdout, a pipe or a device; or to a file, that is there whole or not at all. Raises OutputError."""
    if to == STDOUT:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    target = Path(to).resolve()  # what a link names, not the link
    if target.is_dir():
        raise OutputError(f"{target} is a folder.", "Name a file in it.")
    if target.exists() and not target.is_file():  # a pipe or a device stays what it is
        with target.open("wb") as stream:
            write(stream)
        return
    part = target.with_name(f".diplograph.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            write(stream)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except OSError as error:
        raise OutputError(
            f"{target} can't be written: {error.strerror or error}.", "Name another file."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    say(f"Written: {target}")
