"""Where an application's log goes: one line an entry on its error output, which systemd takes to the journal."""

from __future__ import annotations

import logging

import structlog


def log_to_stderr(level: int = logging.INFO) -> None:
    """Send what hallcall and its libraries log to the error output; structlog's entries with their fields.

    The libraries' own chatter about each request is left out: it would bury what matters.
    """
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for library in ("httpx", "httpcore"):
        logging.getLogger(library).setLevel(logging.WARNING)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.render_to_log_kwargs, _with_fields],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _with_fields(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The entry's fields behind its message: ``link lost code=link.down``."""
    fields = event.pop("extra", {})
    shown = " ".join(f"{name}={value}" for name, value in fields.items())
    event["msg"] = f"{event['msg']} {shown}".rstrip()
    return event
