"""The explorer's files as they are served: asked for anew each time, and sent only where they have changed."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize("path", ["/", "/icon.svg", "/assets/index.js"])
def test_what_a_browser_has_costs_a_304(explorer: str, path: str) -> None:
    """The page, its icon and its parts are kept under an ETag, and keep to the policy in a 304 too."""
    first = httpx.get(explorer + path)
    assert first.status_code == 200
    again = httpx.get(explorer + path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("Cache-Control", "Content-Security-Policy", "ETag"):
        assert again.headers[name] == first.headers[name]
    assert httpx.get(explorer + path, headers={"If-None-Match": '"another"'}).content == first.content
