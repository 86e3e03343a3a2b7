"""The explorer page at ``/``: files that were built, under a policy that lets in nothing but this server's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

PAGE = "/"
ASSETS = "/assets"
ICON = "/icon.svg"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",  # kept, and asked for anew by its ETag: names have no hashes
}
UNBUILT = "The explorer isn't built in this checkout: make env. The API is at /docs.\n"


def install(app: FastAPI) -> None:
    """Add the page. In a checkout where it isn't built, it says how it is."""
    built = Path(str(files("diplograph.explorer"))) / "dist"
    top = _Files(built)

    @app.get(PAGE, include_in_schema=False)
    async def page(request: Request) -> Response:
        if not (built / "index.html").is_file():
            return Response(UNBUILT, 503, media_type="text/plain")
        return await top.get_response("index.html", request.scope)

    @app.get(ICON, include_in_schema=False)
    async def icon(request: Request) -> Response:
        return await top.get_response("icon.svg", request.scope)

    app.mount(ASSETS, _Files(built / "assets"), name="assets")


class _Files(StaticFiles):
    """The files of a folder, each with the headers, and a 304 for who has it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            directory=folder, check_dir=False, follow_symlink=True
        )  # an editable install is links

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response
