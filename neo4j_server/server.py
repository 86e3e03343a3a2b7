"""Start, stop and look at the managed Neo4j."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

import psutil

from diplograph.neo4j_server import admin, config, importing, java, mutex, ports, record
from diplograph.neo4j_server.config import Settings
from diplograph.neo4j_server.fetch import fetch
from diplograph.neo4j_server.home import ServerFolder
from diplograph.neo4j_server.lock import NEO4J_VERSION
from diplograph.neo4j_server.password import USER
from diplograph.neo4j_server.progress import Progress
from diplograph.neo4j_server.ready import NotReadyError, wait_ready
from diplograph.neo4j_server.record import Server

MAIN = "org.neo4j.server.Neo4jCommunity"
READY_WITHIN = 120  # seconds: a start takes six, and longer while a killed server's log is replayed
STOPPED_WITHIN = 60  # seconds for the last checkpoint; then the process is killed, which the store survives
OTHER_START = READY_WITHIN + STOPPED_WITHIN
TRIES = 3  # a port that was free may be taken before Neo4j gets to it


def start(progress: Progress | None = None, on_connecting: str = "") -> Server:
    """Return the managed server, running and ready: the one that runs already, or one started for it.

    ``on_connecting`` is what Neo4j Browser then runs once somebody has connected, of a server that is started now.
    """
    folder = ServerFolder.current()
    jars = [] if record.read(folder) else fetch(progress)
    folder.create()
    with mutex.held(folder.mutex, OTHER_START):
        if running := record.read(folder):
            return wait_ready(folder, running, READY_WITHIN)  # whoever started it may have been killed since
        jars = jars or fetch(progress)
        return _start(folder, jars, on_connecting)


def stop() -> bool:
    """Stop the managed server; False when none ran."""
    folder = ServerFolder.current()
    if not folder.record.exists():
        return False
    with mutex.held(folder.mutex, OTHER_START):
        running = record.read(folder)
        if running:
            _end(folder, running)
        folder.record.unlink(missing_ok=True)
        return running is not None


def import_files(place: Path, files: Sequence[str], progress: Progress | None = None) -> None:
    """Make an empty graph the one of CSV files in a place, each as ``importing.command`` takes it; the server is stopped then.

    Raises AdminError where they can't be imported; the graph stays empty.
    """
    folder, jars = ServerFolder.current(), fetch(progress)
    with mutex.held(folder.mutex, OTHER_START):
        if running := record.read(folder):
            _end(folder, running)
        folder.record.unlink(missing_ok=True)
        importing.run(folder, jars, place, files)


def status() -> Server | None:
    """Return the managed server if it runs."""
    return record.read(ServerFolder.current())


def _start(folder: ServerFolder, jars: list[Path], on_connecting: str) -> Server:
    importing.clear(folder)
    for left in reversed(range(TRIES)):
        http, bolt = ports.choose(ports.USUAL_HTTP), ports.choose(ports.USUAL_BOLT)
        settings = Settings(http, bolt, on_connecting=on_connecting)
        config.write(folder.conf, settings)
        admin.set_first_password(folder, jars)
        server = _launch(folder, settings, jars)
        try:
            return wait_ready(folder, server, READY_WITHIN)
        except BaseException as error:  # Ctrl-C too: what isn't ready isn't left behind
            lost_a_port = record.process(folder, server) is None and not (
                ports.free(settings.http_port) and ports.free(settings.bolt_port)
            )
            _end(folder, server)
            folder.record.unlink(missing_ok=True)
            if not (left and lost_a_port and isinstance(error, NotReadyError)):
                raise
    raise AssertionError("the last try returns or raises")


def _launch(folder: ServerFolder, settings: Settings, jars: list[Path]) -> Server:
    memory = [f"-Xms{settings.initial_heap}", f"-Xmx{settings.heap}", "-XX:+ExitOnOutOfMemoryError"]
    places = [f"--home-dir={folder.root}", f"--config-dir={folder.conf}"]
    java.write_arguments(
        folder.arguments, [*memory, *config.JVM_FLAGS, "-cp", java.class_path(jars), MAIN, *places]
    )
    with folder.console.open("wb") as console:
        child = subprocess.Popen(  # noqa: S603 - our own Java, our own argument file
            java.command(folder.arguments),
            env=java.environment(),
            cwd=folder.root,
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # the terminal's Ctrl-C and its end aren't meant for the server
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if os.name == "nt" else 0,
        )
    # Reaps the child should it end before us: a zombie keeps its number, and would look alive.
    threading.Thread(target=child.wait, daemon=True).start()
    server = Server(
        uri=f"bolt://{ports.LOOPBACK}:{settings.bolt_port}",
        user=USER,
        password_file=folder.password,
        browser=f"http://{ports.LOOPBACK}:{settings.http_port}/browser/",
        version=NEO4J_VERSION,
        pid=child.pid,
        created=_created(child.pid),
        on_connecting=settings.on_connecting,
    )
    record.write(folder, server)
    return server


def _created(pid: int) -> float:
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:  # it ended at once; the wait for it says why
        return 0.0


def _end(folder: ServerFolder, server: Server) -> None:
    process = record.process(folder, server)
    if process is None:
        return
    try:
        process.terminate()
        process.wait(STOPPED_WITHIN)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(STOPPED_WITHIN)
    except psutil.NoSuchProcess:
        pass
