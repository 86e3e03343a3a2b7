"""Files on their way out over HTTP: in the format that is wanted, bit by bit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, suppress
from io import RawIOBase
from typing import Any, BinaryIO, cast

from anyio import CapacityLimiter, create_memory_object_stream, fail_after, from_thread, to_thread
from fastapi import Request
from fastapi.responses import StreamingResponse

from diplograph.api.replies import JSON, best
from diplograph.exports import Format, media_types

CHUNK = 64 * 1024  # bytes that leave at once
WRITERS = 8  # files that are written at once; more wait, and nothing else does
STALLED = 60  # seconds that a client may take nothing
# A page or a picture that is opened from here has nothing of this site: neither its address nor its answers.
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox allow-scripts allow-popups"}
AHEAD = 4  # chunks that may wait for a slow client


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
