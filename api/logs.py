"""Logs as JSON, a line each, on stderr: ours, and those of the libraries beneath, each with the request that it is about."""

from __future__ import annotations

import logging
import sys

from structlog.contextvars import merge_contextvars
from structlog.processors import JSONRenderer, TimeStamper, format_exc_info
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.types import Processor

OURS = "diplograph"
LOG = logging.getLogger(f"{OURS}.api")  # the API's


def configure(level: int) -> None:
    """Let everything that is logged from here on come out as JSON: ours from this level on, of others warnings."""
    parts: list[Processor] = [merge_contextvars, add_logger_name, add_log_level, ExtraAdder()]
    parts += [TimeStamper(fmt="iso", utc=True), format_exc_info]
    last: list[Processor] = [ProcessorFormatter.remove_processors_meta, JSONRenderer(ensure_ascii=False)]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ProcessorFormatter(foreign_pre_chain=parts, processors=last))
    root = logging.getLogger()
    root.handlers, root.level = [handler], logging.WARNING
    logging.getLogger(OURS).setLevel(level)
