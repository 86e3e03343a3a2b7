"""Writing: annotated files that come in are loaded as the command line loads them, and articles are taken out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import UploadFile

from diplograph.api.access import may_write
from diplograph.api.addresses import ArticleId
from diplograph.api.dependencies import OpenGraph, declared_only
from diplograph.api.errors import NoFilesError, UnknownThingError
from diplograph.api.graph import Graph, neo4j_errors
from diplograph.api.models import Loaded
from diplograph.api.problems import documented
from diplograph.api.replies import reply
from diplograph.graph_loader import load as loading
from diplograph.graph_loader.errors import InputError, UnknownArticleError
from diplograph.graph_loader.input_file import Reading
from diplograph.graph_loader.load import Summary
from diplograph.graph_loader.problems import Problem
from diplograph.graph_loader.rdf import SUFFIX
from diplograph.graph_loader.report import as_json

MOST_FILES = 1000
LONGEST_NAME = 200  # bytes of a file's name, which file systems bound at 255
INNER = r"{}/(files|again/\d+)/"  # where a file is put, which its sender needn't know
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
    routes = APIRouter(
        prefix="/v1/articles", tags=["articles"], dependencies=[Depends(may_write), Depends(declared_only)]
    )
    routes.post(
        "",
        operation_id="load",
        response_model=Loaded,
        responses=documented(403, 413, 422),
        openapi_extra=FORM,
    )(load)
    routes.delete(
        "/{id}",  # no path: nothing beneath an article can be removed
        operation_id="remove",
        status_code=204,
        response_class=Response,
        responses=documented(403, 404, 422),
    )(remove)
    return routes


async def load(request: Request, graph: OpenGraph) -> JSONResponse:
    """Load annotated files: every format that the command line reads. Loading again is safe.

    `loaded` says whether all, a part or nothing could be used, and `problems` why, with file and line.
    """
    async with request.form(max_files=MOST_FILES) as form:
        files = [each for _, each in form.multi_items() if isinstance(each, UploadFile)]
        if not files:
            hint = "Send each as a field `files`: curl -F files=@article.ann -F files=@article.txt"
            raise NoFilesError("The request holds no files.", hint)
        with TemporaryDirectory(prefix="diplograph-upload-") as folder:
            places = _places(Path(folder), files)
            for place, file in zip(places, files, strict=True):
                await asyncio.to_thread(_write, place, await file.read())
            summary = await asyncio.to_thread(_load, graph, Path(folder), places)
    return reply(request, {"loaded": _used(summary), **_told(summary, folder)})


async def remove(graph: OpenGraph, id: ArticleId) -> Response:
    """Take an article out, with its claims and all that only it carried."""
    try:
        await asyncio.to_thread(_remove, graph, id)
    except UnknownArticleError as error:
        raise UnknownThingError(error.message, error.hint or "") from error
    return Response(status_code=204)


def _places(folder: Path, files: Iterable[UploadFile]) -> list[Path]:
    """Return where to put each file: by its name without folders; a name that comes again gets a folder of its own."""
    places: list[Path] = []
    for number, file in enumerate(files):
        name = Path((file.filename or "").replace("\\", "/").replace("\0", "")).name
        if name in ("", "..") or len(name.encode()) > LONGEST_NAME:
            name = f"file-{number}{Path(name).suffix[:10] if name != '..' else ''}"
        place = folder / "files" / name
        places.append(folder / "again" / str(number) / name if place in places else place)
    return places


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _load(graph: Graph, folder: Path, places: Iterable[Path]) -> Summary:
    turtle = [place for place in places if place.suffix == SUFFIX]
    paths = turtle + [folder] * any(place.suffix != SUFFIX for place in places)
    try:
        with neo4j_errors():
            return loading.load(graph.writer, graph.database, paths, Reading())
    except InputError as error:  # nothing is of a format that we know
        return Summary(problems=[Problem("refused", "", None, "", error.message, error.hint or "")])


def _remove(graph: Graph, article: str) -> None:
    with neo4j_errors():
        loading.remove(graph.writer, graph.database, [article])


def _used(summary: Summary) -> str:
    """Return how much of what was sent is in the graph now: an article may be, though nothing of it is."""
    done = summary.outcome
    if not (done.added or done.changed or done.unchanged):
        return "nothing"
    return "part" if summary.refused else "all"


def _told(summary: Summary, folder: str) -> dict[str, Any]:
    """Return the report, its files under the names that they were sent with."""
    body = as_json(summary)
    for problem in body["problems"]:
        for member in ("file", "message", "hint"):
            problem[member] = re.sub(INNER.format(re.escape(folder)), "", problem[member]).replace(
                folder, "what was sent"
            )
    return body
