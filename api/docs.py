"""The page /docs: Swagger UI over the API's own description, its scripts served from here and from nowhere else."""

from __future__ import annotations

from importlib.resources import files

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

ASSETS = "/docs-assets"
PACKAGE = "fastapi_offline"  # ships Swagger UI's files; nothing else of it is used


def install(app: FastAPI) -> None:
    """Add the page."""
    app.mount(ASSETS, StaticFiles(directory=str(files(PACKAGE) / "static")), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=app.openapi_url or "",
            title=f"{app.title}: the API",
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url=f"{ASSETS}/favicon.png",
        )
