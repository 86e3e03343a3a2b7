"""Work in chunks, by one process or many: results come in the chunks' order, and are the same however many work.

One worker is this process. Several are processes of a Dask cluster that ends with the work; or they are those of a
cluster whose scheduler's address is given: diplograph is installed there, and sees files under the same names.
"""

from __future__ import annotations

import logging
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from diplograph.graph_loader.cycles import seldom_looking_for_cycles
from diplograph.ontology.errors import DiplographError

if TYPE_CHECKING:  # it takes a second to import, which only several workers need
    from distributed import Client

AHEAD = 3  # chunks under way for each thread: enough that none waits, and no more than memory holds
CONNECTING = 5  # seconds until a scheduler has answered
LOOPBACK = "127.0.0.1"

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")


class WorkersError(DiplographError):
    """The workers can't work."""

    status = 503
    title = "No workers"


@dataclass(frozen=True)
class Workers:
    """Who works: this many processes; or those of a cluster, by its scheduler's address (``tcp://host:8786``)."""

    count: int = 1
    scheduler: str | None = None


class Pool:
    """Workers at hand. Without ``called``, which gives them, the work is done here."""

    def __init__(self, called: Callable[[], Client] | None = None) -> None:
        self._called = called

    def map(self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
        """Yield the function's result for each chunk, in order; chunks are taken as workers become free.

        The function is a pure one of a module of ours. What it raises is raised here. Raises WorkersError where the
        workers are lost.
        """
        if self._called is None:
            yield from (_run(function, chunk) for chunk in chunks)
            return
        waiting = iter(chunks)
        for first in waiting:  # who has no work calls nobody
            yield from _ahead(self._called(), function, chain((first,), waiting))


@contextmanager
def pool(workers: Workers, temporary: Path | None = None) -> Iterator[Pool]:
    """Give workers, and send them away; processes of our own start when there is work. Raises WorkersError where there are none.

    ``temporary`` is the folder for what processes of our own put on the disk; by default the system's.
    """
    if workers.scheduler is None and workers.count == 1:
        yield Pool()
        return
    with ExitStack() as stack:
        called = cache(lambda: stack.enter_context(_client(workers, temporary)))
        if workers.scheduler:
            called()
        yield Pool(called)


def _run(function: Callable[[Chunk], Result], chunk: Chunk) -> Result:
    with seldom_looking_for_cycles():
        return function(chunk)


def _ahead(client: Client, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
    from distributed import CancelledError, Future, KilledWorker
    from distributed.comm import CommClosedError

    under_way = AHEAD * sum(client.nthreads().values())
    waiting: deque[Future] = deque()
    try:
        for chunk in chunks:
            waiting.append(client.submit(_run, function, chunk, pure=False))
            if len(waiting) == under_way:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except (KilledWorker, CancelledError, CommClosedError) as error:
        raise WorkersError(
            f"The workers were lost: {error}.",
            "Do they have memory enough? Start them again, or take fewer.",
        ) from error
    finally:
        if client.status == "running":
            client.cancel(list(waiting))


@contextmanager
def _client(workers: Workers, temporary: Path | None) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    with ExitStack() as stack:
        if workers.scheduler is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="diplograph-", dir=temporary))
            cluster = LocalCluster(
                n_workers=workers.count,
                threads_per_worker=1,  # Python works on one thread
                processes=True,
                host=LOOPBACK,
                security=True,  # TLS with keys of its own: workers run what they are sent, by us alone
                dashboard_address=None,
                scheduler_kwargs={"dashboard_address": f"{LOOPBACK}:0"},  # else it listens on all addresses
                memory_limit=0,  # how much is under way is bounded here
                local_directory=folder,
                silence_logs=logging.CRITICAL,
            )
            stack.enter_context(cluster)
            yield stack.enter_context(Client(cluster, direct_to_workers=True, set_as_default=False))
            return
        try:
            client = Client(workers.scheduler, timeout=CONNECTING, set_as_default=False)
        except (OSError, ValueError) as error:
            raise WorkersError(
                f"No Dask scheduler answers at {workers.scheduler}.",
                "Its address looks like tcp://host:8786; dask scheduler starts one.",
            ) from error
        yield _fit(stack.enter_context(client))


def _fit(client: Client) -> Client:
    """Return a cluster's client if its workers have diplograph as it is here."""
    ours = version("diplograph")
    try:
        theirs = client.run(_version)
    except ModuleNotFoundError:
        theirs = {"": "no"}
    if not theirs:
        raise WorkersError("The Dask cluster has no workers.", "dask worker ADDRESS starts one.")
    if set(theirs.values()) != {ours}:
        found = ", ".join(sorted(set(theirs.values())))
        raise WorkersError(
            f"The Dask cluster's workers have {found} diplograph; here it is {ours}.",
            "Install the same one there.",
        )
    return client


def _version() -> str:
    return version("diplograph")
