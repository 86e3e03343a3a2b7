"""The Maven repositories that jgo is set to use, and how a file is taken from them."""

from __future__ import annotations

import hashlib
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from jgo.config import GlobalSettings
from jgo.constants import MAVEN_CENTRAL_URL
from requests.adapters import HTTPAdapter
from urllib3 import ProxyManager

from diplograph.ontology.errors import DiplographError

TRIES = 3
PAUSE = 1.0  # seconds before the second try, and as much again before each further one
TIMEOUT = (10, 60)  # seconds to connect, and between two pieces of an answer
PIECE = 1 << 16

MIRROR_HINT = (
    "Check the network and, behind a proxy, HTTPS_PROXY and REQUESTS_CA_BUNDLE. A mirror is named in jgo's "
    "configuration file ([repositories], central = …). Or set NEO4J_URI to use a Neo4j that you have."
)

# The trouble that may be over a second later; another answer of the server's is final.
PASSING = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)


class FetchError(DiplographError):
    """Neo4j's files can't be had."""

    status = 503
    title = "Neo4j can't be fetched"


def addresses() -> dict[str, str]:
    """Return the repositories by name: jgo's own and those of the user's configuration, which wins."""
    return {"central": MAVEN_CENTRAL_URL, **GlobalSettings.load().repositories}


class SystemTrust(HTTPAdapter):
    """Trusts what the system trusts, a company's own certificates among it; requests alone knows its own list only."""

    def init_poolmanager(self, *args: Any, **settings: Any) -> None:
        """Make the pool for direct connections."""
        super().init_poolmanager(*args, ssl_context=_trust(), **settings)

    def proxy_manager_for(self, proxy: str, **settings: Any) -> ProxyManager:
        """Return the pool for connections through a proxy."""
        manager: ProxyManager = super().proxy_manager_for(proxy, ssl_context=_trust(), **settings)
        return manager


def _trust() -> truststore.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def session() -> requests.Session:
    """Open a session, for one thread; it honours the environment's proxies and certificates, and the system's."""
    opened = requests.Session()
    opened.mount("https://", SystemTrust())
    opened.headers["Accept-Encoding"] = "identity"  # the bytes as they are, since they are hashed
    return opened


def download(
    opened: requests.Session, path: str, target: Path, advance: Callable[[int], None]
) -> tuple[str, int]:
    """Stream the file at ``path`` of the first repository that has it into ``target``.

    Return its SHA-256 and its size. ``advance`` hears of each piece, and takes back those of a broken try.
    """
    for address in addresses().values():
        url = f"{address.rstrip('/')}/{path}"
        for left in reversed(range(TRIES)):
            try:
                found = _stream(opened, url, target, advance)
            except PASSING as error:
                if not left:
                    host = urlsplit(url).netloc
                    raise FetchError(f"{host} can't be reached: {_reason(error)}.", MIRROR_HINT) from error
                time.sleep(PAUSE * (TRIES - left))
            except requests.RequestException as error:
                raise FetchError(f"{url} can't be fetched: {error}.", MIRROR_HINT) from error
            else:
                if found:
                    return found
                break
    raise FetchError(f"No repository has {path} (asked: {', '.join(addresses())}).", MIRROR_HINT)


def _stream(
    opened: requests.Session, url: str, target: Path, advance: Callable[[int], None]
) -> tuple[str, int] | None:
    """Fetch ``url`` once; None where it isn't."""
    digest, size = hashlib.sha256(), 0
    with opened.get(url, stream=True, timeout=TIMEOUT) as answer:
        if answer.status_code == requests.codes.not_found:
            return None
        if answer.status_code == requests.codes.too_many_requests or answer.status_code >= 500:
            raise requests.ConnectionError(f"HTTP {answer.status_code} {answer.reason}")
        answer.raise_for_status()
        try:
            with target.open("wb") as file:
                for piece in answer.iter_content(PIECE):
                    file.write(piece)
                    digest.update(piece)
                    advance(len(piece))
                    size += len(piece)
        except BaseException:
            advance(-size)
            raise
    return digest.hexdigest(), size


def _reason(error: BaseException) -> str:
    """Return the innermost cause: requests wraps it up to four times over."""
    where = "the proxy: " if isinstance(error, requests.exceptions.ProxyError) else ""
    while inner := _inside(error):
        error = inner
    return where + (str(error).rsplit(": ", maxsplit=1)[-1].strip(" .") or type(error).__name__)


def _inside(error: BaseException) -> BaseException | None:
    within = (getattr(error, "reason", None), *error.args)
    return next((cause for cause in within if isinstance(cause, BaseException)), None)
