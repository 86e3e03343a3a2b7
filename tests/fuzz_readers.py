"""Broken annotation files for every reader, a minute each: no crash, no hang, every refusal with its place.

Run by ``make fuzz``; ``python tests/fuzz_readers.py --seconds 10 doccano`` tries one format. Seeds are the rich document of
documents.py and the example in each format, with whatever tests/data/<format>/ holds. A failure is shrunk and shown.
"""

from __future__ import annotations

import argparse
import json
import math
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from documents import adds_up, rich
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from diplograph.exports.annotations import convert
from diplograph.graph_loader.errors import InputError
from diplograph.graph_loader.extract import extract
from diplograph.graph_loader.readers import read_documents, readers
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

DATA = Path(__file__).parent / "data"
HANGS = 10  # seconds after which a case counts as hanging
ROUND = 200  # cases between two looks at the clock
ODD = (
    None, True, -1, 0, 1.5, 10**30, "", "x" * 5000, "\ud83d", "\0", "\u202e", [], {}, [[]], {"": None}, "0", "NaN", [1, 2],
    "Meeting", "T1", "ISO:KR", "http://www.wikidata.org/entity/Q1",
)  # fmt: skip
TOKENS = (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\t", b'"', b"\\", b"[", b"]", b"{", b"}", b"<", b">", b"&", b"_", b"|",
    b"*", b"-1", b"99999999999", b"#", b"0", "🛡️".encode(), "e\u0301".encode(), b"<!DOCTYPE x>", b"null", b"\xed\xa0\x80")  # fmt: skip


class HangError(Exception):
    """A case took too long."""


def seeds(name: str, folder: Path) -> dict[str, bytes]:
    """Return good files of a format, by path; the reader's neighbours (texts, type systems) are among them."""
    for number, document in enumerate([rich(), *read_documents([DATA / "example"])]):
        convert([document], name, folder / str(number))
    for path in DATA.joinpath(name).glob("*"):
        folder.joinpath(path.name).write_bytes(path.read_bytes())
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def mutated(content: bytes) -> st.SearchStrategy[bytes]:
    """Return files that differ from a good one in some bytes, or in some value of its JSON."""
    place = st.integers(0, len(content))
    edit = st.tuples(place, st.integers(0, 40), st.sampled_from(TOKENS) | st.binary(max_size=6))
    by_bytes = st.lists(edit, min_size=1, max_size=4).map(lambda edits: _edited(content, edits))
    cut = place.map(lambda end: content[:end])
    try:
        values = [json.loads(line) for line in content.splitlines()] or [json.loads(content)]
    except ValueError:
        try:
            values = [json.loads(content)]
        except ValueError:
            return by_bytes | cut
    steps = st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(ODD)), min_size=1, max_size=3)
    return by_bytes | cut | steps.map(lambda edits: _reshaped(values, edits))


def _edited(content: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, token in edits:
        content = content[:place] + token + content[place + length :]
    return content


def _reshaped(values: list[Any], edits: list[tuple[int, Any]]) -> bytes:
    values = json.loads(json.dumps(values))
    for number, odd in edits:
        places = [(holder, key) for holder in _holders(values) for key in _keys(holder)]
        if places:
            holder, key = places[number % len(places)]
            holder[key] = json.loads(json.dumps(odd))  # a value of its own: the next edit may go inside
    return "\n".join(json.dumps(value) for value in values).encode()


def _holders(value: Any) -> Iterator[Any]:
    if isinstance(value, list | dict):
        yield value
        for each in value if isinstance(value, list) else value.values():
            yield from _holders(each)


def _keys(holder: Any) -> list[Any]:
    return list(range(len(holder))) if isinstance(holder, list) else list(holder)


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise HangError where what is inside takes longer."""

    def ring(*_: object) -> None:
        raise HangError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def try_out(folder: Path, seen: Counter[str]) -> None:
    """Read a folder as a load does; raise AssertionError where something is lost or a refusal has no place."""
    seen["cases"] += 1
    try:
        documents = list(read_documents([folder]))
    except InputError:
        seen["nothing to read"] += 1
        return
    for document in documents:
        if not document.unusable:
            extract(document, load_ontology(), reference())
        assert adds_up(document), [str(problem) for problem in document.problems]
        seen["unusable" if document.unusable else "read"] += 1
        seen["refusals"] += sum(problem.severity == "refused" for problem in document.problems)


def fuzz(name: str, seconds: float) -> Counter[str]:
    """Try broken files on one reader until the time is over. Raises what a case raises."""
    seen, until = Counter[str](), time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as place:
        good = seeds(name, Path(place) / "seeds")
        while time.monotonic() < until:
            a_round(good, Path(place) / "case", seen, until=until)()
    return seen


def a_round(
    good: dict[str, bytes], folder: Path, seen: Counter[str], examples: int = ROUND, until: float = math.inf
) -> Callable[[], None]:
    """Return a test of some broken files, which raises what goes wrong with one of them, shrunk."""

    @settings(
        max_examples=examples, deadline=None, database=None, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    @given(st.sampled_from(sorted(good)).flatmap(lambda path: st.tuples(st.just(path), mutated(good[path]))))
    def case(broken: tuple[str, bytes]) -> None:
        if time.monotonic() > until:
            return
        root = Path(broken[0]).parent
        for path, content in good.items():
            target = folder / path
            if Path(path).parent == root:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(broken[1] if path == broken[0] else content)
        with limited(HANGS):
            try_out(folder / root, seen)

    return case


def main() -> int:
    """Try every reader, or those that were named; print what was tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(readers()), help="formats; without one, all")
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    said = parser.parse_args()
    for name in said.names:
        seen = fuzz(name, said.seconds)
        print(f"{name}: {', '.join(f'{count:,} {what}' for what, count in seen.items())}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
