"""The explorer page at ``/``: files that were built, under a policy that lets in nothing but this server's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response
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

    @app.get(PAGE, include_in_schema=False)
    def page() -> Response:
        if not (built / "index.html").is_file():
            return Response(UNBUILT, 503, media_type="text/plain")
        return FileResponse(built / "index.html", headers=HEADERS)

    @app.get(ICON, include_in_schema=False)
    def icon() -> FileResponse:
        return FileResponse(built / "icon.svg", headers=HEADERS)

    # an editable install is a tree of links
    app.mount(
        ASSETS, _Assets(directory=built / "assets", check_dir=False, follow_symlink=True), name="assets"
    )


class _Assets(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response
