"""Answers as files: an answer with all that a format shows of it, and its way out, bit by bit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, suppress
from datetime import date
from io import RawIOBase
from typing import Any, BinaryIO, cast

from anyio import CapacityLimiter, create_memory_object_stream, fail_after, from_thread, to_thread
from fastapi import Request
from fastapi.responses import StreamingResponse

from diplograph.api.replies import JSON, best
from diplograph.exports import Format, media_types
from diplograph.exports.answer import Answer
from diplograph.ontology.load import load as load_ontology
from diplograph.queries.catalogue import Query

CHUNK = 64 * 1024  # bytes that leave at once
WRITERS = 8  # files that are written at once; more wait, and nothing else does
STALLED = 60  # seconds that a client may take nothing
# A page or a picture that is opened from here has nothing of this site: neither its address nor its answers.
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox allow-scripts allow-popups"}
AHEAD = 4  # chunks that may wait for a slow client
# A claim's own edges, which are no properties.
OF_CLAIMS = {
    "CLAIM_SUBJECT": {"en": "is about", "fr": "a pour sujet"},
    "CLAIM_OBJECT": {"en": "has as its object", "fr": "a pour objet"},
    "CONTRADICTS": {"en": "contradicts", "fr": "contredit"},
}
SILENT = ("lang", "limit", "offset")  # parameters that choose nothing


def answer_of(
    body: Mapping[str, Any], query: Query, typed: Mapping[str, Any], lang: str, made: date
) -> Answer:
    """Return the answer to a question as formats write it, from what the API would give; ``typed`` is what was asked with."""
    told = {each["claim"] or each["fact"]: each for each in body["evidence"]}
    nodes = [_told(node, told) for node in body["graph"]["nodes"]]
    return Answer(
        name=query.name,
        title=query.titles[lang],
        lang=lang,
        made=made,
        about={name: body[name] for name in ("query", "parameters", "coverage", "next")},
        asked=_asked(
            query, body["parameters"], typed, {node["id"]: node["sentence"] or node["name"] for node in nodes}
        ),
        columns=body["columns"],
        rows=body["rows"],
        nodes=nodes,
        edges=[with_label(_told(edge, told), lang) for edge in body["graph"]["edges"]],
        evidence=body["evidence"],
    )


def with_label(edge: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return an edge with the label of its type."""
    labels = load_ontology().edge_labels.get(edge["type"]) or OF_CLAIMS.get(edge["type"], {})
    return {**edge, "label": labels.get(lang, edge["type"])}


def _told(part: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a node or an edge with its sentence and citation, where it is a claim or a fact."""
    passage = told.get(part["id"], {})
    return {**part, **{name: passage.get(name) for name in ("sentence", "citation")}}


def _asked(
    query: Query, given: Mapping[str, Any], typed: Mapping[str, Any], names: Mapping[str, str | None]
) -> list[str]:
    """Return the parameters that choose: a thing by its name, where the answer shows it, else as typed; all else by parameter."""
    asked = []
    for name, value in given.items():
        parameter = query.parameters[name]
        if name in SILENT or value is None or value == parameter.default:
            continue
        shown = str(names.get(value) or typed.get(name) or value)
        asked.append(shown if parameter.type in ("entity", "evidence") else f"{name} = {shown}")
    return asked


async def as_response(
    request: Request,
    name: str,
    chosen: Format,
    write: Callable[[BinaryIO], object],
    headers: Mapping[str, str] | None = None,
) -> StreamingResponse:
    """Return what a function writes in a format as a response whose body leaves while it is written.

    What goes wrong before the first bytes have left is raised; later the connection is broken off, so that no half
    file passes for a whole one. So is that of a client that takes nothing for a while.
    """
    chunks = _written(request.app.state.writers, write)
    first = await anext(chunks, b"")
    told = {"Content-Disposition": f'inline; filename="{name}.{chosen.ENDING}"', **SAFE, **(headers or {})}
    return StreamingResponse(_joined(first, chunks), headers=told, media_type=chosen.MEDIA_TYPE)


def format_wanted(asked: str | None, accept: str | None) -> str:
    """Return the format to answer in: the one asked for, else what an Accept header likes best, JSON first.

    Raises NotAcceptableError.
    """
    offered = media_types()
    return asked or offered[best([JSON, *(each for each in offered if each != JSON)], accept)]


def shown_as(*without_model: str) -> dict[int | str, dict[str, Any]]:
    """Return how files are described: their media types, and those that no model describes."""
    files = [each for each in media_types() if each != JSON]
    texts = {
        media: {
            "schema": {"type": "object"} if media.endswith("json") else {"type": "string", "format": "binary"}
        }
        for media in files
    }
    return {200: {"content": {media: {} for media in without_model} | texts}}


async def _joined(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    async with aclosing(rest):
        yield first
        async for chunk in rest:
            yield chunk


class _Chunks(RawIOBase):
    """A stream that passes on what is written to it, in chunks."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        super().__init__()
        self._take, self._kept = take, bytearray()

    def writable(self) -> bool:
        """Tell that one can write."""
        return True

    def write(self, data: Any) -> int:
        """Keep bytes until there are enough of them."""
        self._kept += data
        if len(self._kept) >= CHUNK:
            self.finish()
        return len(data)

    def finish(self) -> None:
        """Pass on what is left."""
        if self._kept:
            self._take(bytes(self._kept))
            self._kept.clear()


async def _written(writers: CapacityLimiter, write: Callable[[BinaryIO], object]) -> AsyncGenerator[bytes]:
    """Yield what a function writes, in a thread of its own, no faster than it is taken."""
    send, receive = create_memory_object_stream[bytes](AHEAD)

    async def put(chunk: bytes) -> None:
        with fail_after(STALLED):
            await send.send(chunk)

    def work() -> None:
        stream = _Chunks(lambda chunk: from_thread.run(put, chunk))
        write(cast(BinaryIO, stream))
        stream.finish()

    async def working() -> None:
        with send:
            await to_thread.run_sync(work, limiter=writers)

    task = asyncio.create_task(working())
    try:
        async for chunk in receive:
            yield chunk
        await task
    finally:
        receive.close()  # where nobody takes any more, the next chunk ends the work
        with suppress(Exception):
            await task
