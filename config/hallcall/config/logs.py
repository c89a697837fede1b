"""How every process of the hall logs: one entry a line on its error output, which systemd takes to the journal.

Entries of structlog and of the standard library take the same way. On a terminal they are made to be read; anywhere
else they are JSON with ``time`` (UTC), ``level``, ``logger``, ``event`` and what happened as fields.
"""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import structlog

from hallcall.config.redaction import redact

_CHATTER = ("alembic", "asyncio", "httpcore", "httpx", "sqlalchemy")
"""Libraries that would tell of each request or row and bury what matters."""

_FIRST = ("time", "level", "logger", "event")


def log_to_stderr(level: int = logging.INFO, *, as_json: bool | None = None, stream: TextIO | None = None) -> None:
    """Send what hallcall and its libraries log to the error output.

    Args:
        level: entries below it are dropped.
        as_json: JSON lines; by default unless the error output is a terminal.
        stream: another place than the error output.
    """
    out: TextIO = sys.stderr if stream is None else stream
    handler = _Handler(out)
    handler.setFormatter(_formatter(as_json=not out.isatty() if as_json is None else as_json, colours=out.isatty()))
    root = logging.getLogger()
    root.handlers = [other for other in root.handlers if not isinstance(other, _Handler)]
    root.addHandler(handler)
    root.setLevel(level)
    for library in _CHATTER:
        logging.getLogger(library).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _in_order(_logger: object, _method: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """When, how bad, who and what come first, so that a line can also be read as it is."""
    entry.pop("color_message", None)  # uvicorn says the same twice
    return {**{name: entry[name] for name in _FIRST if name in entry}, **entry}


class _Handler(logging.StreamHandler[TextIO]):
    """The one handler of ours; a second call takes its place."""


def _shared() -> list[structlog.typing.Processor]:
    """What happens to every entry, whichever way it comes."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.processors.format_exc_info,
    ]


def _formatter(*, as_json: bool, colours: bool) -> logging.Formatter:
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=colours, timestamp_key="time", exception_formatter=structlog.dev.plain_traceback
        )
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *_shared()],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, _in_order, renderer],
    )
