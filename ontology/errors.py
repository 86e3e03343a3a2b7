"""The one root error: what is wrong, what to do next, and the status it has on the web and in a shell."""

from __future__ import annotations


class DiplographError(Exception):
    """A failure that the user can act on.

    ``message`` says what is wrong, ``hint`` what to do next. ``status`` is the HTTP status that the API
    answers with, ``title`` its RFC 9457 title, ``exit_code`` what the command line ends with.
    """

    status: int = 500
    title: str = "Internal error"
    exit_code: int = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message, and the hint behind it where there is one."""
        return f"{self.message}\n{self.hint}" if self.hint else self.message
