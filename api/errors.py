"""What can be wrong with a request, beyond the root error: names that mean nothing, or too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diplograph.ontology.errors import DiplographError


class NamingError(DiplographError):
    """A name that doesn't lead to one thing. ``near`` and ``candidates`` are things, as dictionaries {id, name, class}."""

    exit_code = 1

    def __init__(self, message: str, hint: str, things: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message, hint)
        self.near: Sequence[Mapping[str, Any]] = ()
        self.candidates: Sequence[Mapping[str, Any]] = ()


class UnknownNameError(NamingError):
    """No thing of that name or id is in the graph; ``near`` are those that look like it."""

    status = 404
    title = "Unknown name"

    def __init__(self, message: str, hint: str, things: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message, hint)
        self.near = things


class AmbiguousNameError(NamingError):
    """Several things of that name are in the graph: the ``candidates``."""

    status = 422
    title = "Ambiguous name"

    def __init__(self, message: str, hint: str, things: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message, hint)
        self.candidates = things


class WrongClassError(DiplographError):
    """The thing exists, but is not of a class that was asked for."""

    status = 422
    title = "Wrong class"


class WrongParameterError(DiplographError):
    """A question's parameter is missing, unknown, or can't be read."""

    status = 422
    title = "Wrong parameter"


class SameThingError(DiplographError):
    """Two parameters that must differ are one thing."""

    status = 422
    title = "Twice the same thing"


class NotAcceptableError(DiplographError):
    """What was asked for isn't to be had in any of the formats that the client takes."""

    status = 406
    title = "Not acceptable"


class TooManyError(DiplographError):
    """More was asked in one request than is answered at once."""

    status = 413
    title = "Too much at once"


class UnknownThingError(DiplographError):
    """No article or entity of that id is in the graph."""

    status = 404
    title = "Not in the graph"
    exit_code = 1


class NoTextError(DiplographError):
    """The text of an article isn't at hand."""

    status = 404
    title = "No text"


class UnsafeQueryError(DiplographError):
    """A query file writes, or Neo4j can't plan it."""

    title = "Unsafe query file"


class UnavailableError(DiplographError):
    """Neo4j can't be reached, or refuses us."""

    status = 503
    title = "Neo4j doesn't answer"


class TooSlowError(DiplographError):
    """A query took longer than it may."""

    status = 504
    title = "Too slow"
    exit_code = 1


class UnauthorisedError(DiplographError):
    """A token is missing, or is none."""

    status = 401
    title = "No token"


class ForbiddenError(DiplographError):
    """The token, or what the server was told, doesn't allow this."""

    status = 403
    title = "Not allowed"


class NoFilesError(DiplographError):
    """An upload without files."""

    status = 422
    title = "No files"


class NotModifiedError(Exception):
    """The client has what would be sent."""
