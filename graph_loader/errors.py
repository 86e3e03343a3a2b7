"""Failures of a whole load, as opposed to problems of an input (problems.py), which never end a run."""

from diplograph.ontology.errors import DiplographError


class InputError(DiplographError):
    """What was named can't be read at all."""

    status = 422
    title = "Unreadable input"


class UnknownArticleError(DiplographError):
    """No article of that id is in the graph."""

    status = 404
    title = "Unknown article"
    exit_code = 1
