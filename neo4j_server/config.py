"""neo4j.conf: loopback only, nothing sent home, small enough for a laptop."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diplograph.neo4j_server.ports import LOOPBACK, USUAL_BOLT, USUAL_HTTP

# Neo4j reaches into the JDK; without these its admin commands fail, and the server warns at each start.
JVM_FLAGS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)

# The Browser's own policy without the other hosts in it: it talks to this machine, and to nobody else.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:* http://127.0.0.1:* http://localhost:*"
)


@dataclass(frozen=True)
class Settings:
    """What may differ between two servers."""

    http_port: int = USUAL_HTTP
    bolt_port: int = USUAL_BOLT
    initial_heap: str = "256m"
    heap: str = "1g"
    page_cache: str = "512m"
    transaction_timeout: str = "10m"
    on_connecting: str = ""
    """What Neo4j Browser runs once somebody has connected; several commands with semicolons between."""


def text(settings: Settings) -> str:
    """Return neo4j.conf; it is written anew at each start, so an edit of it doesn't last."""
    lines = [f"{name}={value}" for name, value in _pairs(settings)]
    return "\n".join(["# Written by diplograph at each start.", *lines]) + "\n"


def _pairs(settings: Settings) -> list[tuple[str, object]]:
    http, bolt = f"{LOOPBACK}:{settings.http_port}", f"{LOOPBACK}:{settings.bolt_port}"
    return [
        ("server.config.strict_validation.enabled", "true"),
        # Loopback only: the password travels unencrypted, which nobody but this machine may hear.
        ("server.default_listen_address", LOOPBACK),
        ("server.default_advertised_address", LOOPBACK),
        ("server.bolt.listen_address", bolt),
        ("server.bolt.advertised_address", bolt),
        ("server.http.listen_address", http),
        ("server.http.advertised_address", http),
        ("server.https.enabled", "false"),
        # Nobody else's page or proxy: another origin gets no answer from the HTTP API (by default all do),
        # and no header says under which name the server is known.
        ("dbms.security.http_access_control_allow_origin", f"http://{http}"),
        ("dbms.security.http_static_content_security_policy_header", CONTENT_POLICY),
        ("server.http.x_forward.enabled", "false"),
        ("dbms.security.allow_csv_import_from_file_urls", "false"),
        ("server.directories.import", "import"),  # the default is the folder that the password is in
        # Nothing is sent home.
        ("dbms.usage_report.enabled", "false"),
        ("client.allow_telemetry", "false"),
        ("dbms.fleet_manager.enabled", "false"),
        ("server.fleet_discovery.enabled", "false"),
        # Guides and styles in the Browser come from our own API, and from nowhere else.
        ("browser.remote_content_hostname_whitelist", f"localhost,{LOOPBACK}"),
        *([("browser.post_connect_cmd", settings.on_connecting)] if settings.on_connecting else []),
        ("db.transaction.timeout", settings.transaction_timeout),  # none by default
        ("server.memory.heap.initial_size", settings.initial_heap),
        ("server.memory.heap.max_size", settings.heap),
        ("server.memory.pagecache.size", settings.page_cache),
        # The graph can be loaded again, so the log of its changes needs no two days and two gigabytes.
        ("db.tx_log.rotation.size", "32m"),
        ("db.tx_log.rotation.retention_policy", "256M size"),
        # A stop takes ten seconds otherwise, all of it waiting for clients that are told already.
        ("internal.dbms.bolt.netty_server_shutdown_quiet_period_duration", "0s"),
        ("internal.server.bolt.thread_pool_shutdown_wait_time", "1s"),
        *(("server.jvm.additional", flag) for flag in JVM_FLAGS),
    ]


def write(folder: Path, settings: Settings) -> None:
    """Write neo4j.conf into ``folder``."""
    (folder / "neo4j.conf").write_text(text(settings), encoding="utf-8")
