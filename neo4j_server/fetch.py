"""The locked jars, brought into the cache: 16 at a time, and none that isn't what the lock says."""

from __future__ import annotations

import hashlib
import os
import threading
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from pathlib import Path

import requests

from diplograph.neo4j_server import home, lock, mutex, repository
from diplograph.neo4j_server.jar import Jar
from diplograph.neo4j_server.progress import Progress, Silence
from diplograph.neo4j_server.repository import FetchError

THREADS = 16
OTHER_FETCH = 600  # seconds that another process's fetch is waited for


class WrongHashError(FetchError):
    """A file isn't the one that was locked."""

    status = 502
    title = "Not the file that was locked"


def fetch(progress: Progress | None = None, *, verify: bool = False) -> list[Path]:
    """Return the paths of all jars, the missing ones fetched.

    A file of the right size that is there already was checked when it came, and is trusted; ``verify`` hashes
    it again, and fetches it anew where it is wrong.
    """
    folder, jars = home.jars(), lock.read()
    if verify or _missing(jars, folder, verify=False):
        with mutex.held(folder / "mutex", OTHER_FETCH):
            for leftover in folder.rglob("*.part"):  # of a fetch that was killed
                leftover.unlink()
            _Fetch(folder, progress or Silence()).all(_missing(jars, folder, verify=verify))
    return [folder / jar.path for jar in jars]


def _missing(jars: list[Jar], folder: Path, *, verify: bool) -> list[Jar]:
    return [jar for jar in jars if not _present(jar, folder / jar.path, verify=verify)]


def _present(jar: Jar, path: Path, *, verify: bool) -> bool:
    if not path.is_file() or path.stat().st_size != jar.size:
        return False
    return not verify or _sha256(path) == jar.sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Stopped(Exception):  # noqa: N818 - not an error: another thread's is the one to report
    """Another file failed, so this one needn't go on."""


class _Fetch:
    """One run over the missing jars."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder = folder
        self.progress = progress
        self.telling = threading.Lock()
        self.stopped = threading.Event()
        self.local = threading.local()
        self.sessions: list[requests.Session] = []

    def all(self, jars: list[Jar]) -> None:
        """Fetch all, the largest first; the first failure ends the run."""
        if not jars:
            return
        self.progress.start(sum(jar.size for jar in jars), f"Fetching Neo4j {lock.NEO4J_VERSION}")
        try:
            futures = self._run(sorted(jars, key=lambda jar: -jar.size))
        finally:
            for opened in self.sessions:
                opened.close()
            self.progress.finish()
        for future in futures:
            error = None if future.cancelled() else future.exception()
            if error and not isinstance(error, _Stopped):
                raise error

    def _run(self, jars: list[Jar]) -> list[Future[None]]:
        with ThreadPoolExecutor(THREADS) as pool:
            futures = [pool.submit(self.one, jar) for jar in jars]
            try:
                wait(futures, return_when=FIRST_EXCEPTION)
            finally:  # on Ctrl-C too, or leaving the pool waits for every file
                self.stopped.set()
                for future in futures:
                    future.cancel()
        return futures

    def one(self, jar: Jar) -> None:
        """Fetch one jar beside its place, and put it there when it is what the lock says."""
        target = self.folder / jar.path
        part = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            self._advance(0)
            target.parent.mkdir(parents=True, exist_ok=True)
            found = repository.download(self._session(), jar.path, part, self._advance)
            if found != (jar.sha256, jar.size):
                raise _refusal(jar, *found)
            part.replace(target)
        except BaseException as error:
            self.stopped.set()
            if isinstance(error, OSError):  # requests' own, which are of this kind, were turned before
                raise FetchError(f"{target} can't be written: {error.strerror or error}.") from error
            raise
        finally:
            part.unlink(missing_ok=True)

    def _session(self) -> requests.Session:
        if not hasattr(self.local, "session"):
            self.local.session = repository.session()
            self.sessions.append(self.local.session)
        opened: requests.Session = self.local.session
        return opened

    def _advance(self, n: int) -> None:
        if self.stopped.is_set() and n >= 0:  # what a broken try takes back is still counted
            raise _Stopped
        with self.telling:
            self.progress.advance(n)


def _refusal(jar: Jar, sha256: str, size: int) -> WrongHashError:
    return WrongHashError(
        f"{jar.name} isn't the file that was locked, and was deleted: "
        f"expected SHA-256 {jar.sha256} ({jar.size} bytes), found {sha256} ({size} bytes).",
        "Try again; if it stays so, the repository or a proxy on the way changes files: use another one.",
    )
