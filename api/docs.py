"""The page /docs: Swagger UI over the API's own description, its scripts served from here where they are installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

ASSETS = "/docs-assets"
PACKAGE = "fastapi_offline"  # ships Swagger UI's files; we use nothing else of it


def install(app: FastAPI) -> None:
    """Add the page. Without the files it loads them from FastAPI's usual address, which needs a network."""
    folder = _folder()
    if folder:
        app.mount(ASSETS, StaticFiles(directory=folder), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        title, description = f"{app.title}: the API", app.openapi_url or ""
        if not folder:
            return get_swagger_ui_html(openapi_url=description, title=title)
        return get_swagger_ui_html(
            openapi_url=description,
            title=title,
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{ASSETS}/favicon.png",
        )


def _folder() -> Path | None:
    spec = find_spec(PACKAGE)
    return Path(spec.origin).parent / "static" if spec and spec.origin else None
