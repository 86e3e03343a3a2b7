"""Files that commands write: there whole, or not at all."""

from __future__ import annotations

import os
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
    """Write to stdout, or to a file that is there whole or not at all."""
    if to == STDOUT:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    target = Path(to)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            write(stream)
        part.replace(target)
    except OSError as error:
        raise OutputError(
            f"{target} can't be written: {error.strerror or error}.", "Name another file."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    say(f"Written: {target}")
