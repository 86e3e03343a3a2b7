"""Writing: annotated files that come in are loaded as the command line loads them, and articles are taken out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import UploadFile

from diplograph.api.access import may_write
from diplograph.api.articles import ArticleId
from diplograph.api.errors import UnknownThingError, UnusableUploadError
from diplograph.api.graph import neo4j_errors
from diplograph.api.models import Loaded
from diplograph.api.problems import documented
from diplograph.api.replies import reply
from diplograph.graph_loader import load as loading
from diplograph.graph_loader.errors import InputError, UnknownArticleError
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary
from diplograph.graph_loader.rdf import SUFFIX
from diplograph.graph_loader.report import as_json
from diplograph.neo4j_server.connection import Connection

MOST_FILES = 1000
NOTHING = 2  # a summary's exit code: nothing could be used
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                            "description": "An annotated file of any format, and what belongs to it: its text, metadata.csv.",
                        }
                    },
                    "required": ["files"],
                }
            }
        },
    }
}


def router() -> APIRouter:
    """Return the routes."""
    routes = APIRouter(prefix="/v1/articles", tags=["articles"], dependencies=[Depends(may_write)])
    routes.post(
        "",
        operation_id="load",
        response_model=Loaded,
        responses=documented(403, 413, 422),
        openapi_extra=FORM,
    )(load)
    routes.delete(
        "/{id:path}",
        operation_id="remove",
        status_code=204,
        response_class=Response,
        responses=documented(403, 404, 422),
    )(remove)
    return routes


async def load(request: Request) -> JSONResponse:
    """Load annotated files: every format that the command line reads. Loading again is safe.

    What was left out is told in `problems`, with file and line; where nothing could be used, as a 422.
    """
    async with request.form(max_files=MOST_FILES) as form:
        files = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
        names = _names(files)
        with TemporaryDirectory(prefix="diplograph-upload-") as folder:
            for name, file in zip(names, files, strict=True):
                Path(folder, name).write_bytes(await file.read())
            try:
                summary = await asyncio.to_thread(_load, request.app.state.connection, Path(folder), names)
            except InputError as error:
                said = error.message.replace(f"{folder}/", "").replace(folder, "what was sent")
                raise UnusableUploadError(said, error.hint or "") from error
            body = _told(summary, folder)
    if summary.exit_code == NOTHING:
        hint = "problems says why; the formats are in docs/formats.md."
        raise UnusableUploadError("Nothing of what was sent could be used.", hint, body["problems"])
    return reply(request, body)


async def remove(request: Request, id: ArticleId) -> Response:
    """Take an article out, with its claims and all that only it carried."""
    try:
        await asyncio.to_thread(_remove, request.app.state.connection, id)
    except UnknownArticleError as error:
        raise UnknownThingError(error.message, error.hint or "") from error
    return Response(status_code=204)


def _names(files: Iterable[UploadFile]) -> list[str]:
    """Return the files' names, without folders. Raises UnusableUploadError where one has none, or two are the same."""
    names = [Path((each.filename or "").replace("\\", "/")).name for each in files]
    if not names or not all(names) or len(set(names)) < len(names) or any("\0" in name for name in names):
        hint = "Send each as a field `files` of multipart/form-data, with a name of its own: curl -F files=@article.ann -F files=@article.txt"
        raise UnusableUploadError("The request holds no files, or files without names of their own.", hint)
    return names


def _load(connection: Connection, folder: Path, names: Iterable[str]) -> Summary:
    turtle = [folder / name for name in names if name.endswith(SUFFIX)]
    paths = turtle + [folder] * any(not name.endswith(SUFFIX) for name in names)
    with neo4j_errors(), connection.driver() as driver:
        return loading.load(driver, connection.database, paths, Reading())


def _remove(connection: Connection, article: str) -> None:
    with neo4j_errors(), connection.driver() as driver:
        loading.remove(driver, connection.database, [article])


def _told(summary: Summary, folder: str) -> dict[str, Any]:
    """Return the report, its files under the names that they were sent with."""
    body = as_json(summary)
    for problem in body["problems"]:
        problem["file"] = problem["file"].removeprefix(f"{folder}/")
    return body
