"""From errors to HTTP: a code and its fields, never a text."""

from __future__ import annotations

import logging
from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from hallcall.core.errors import HallcallError, LinkError, Refused, StorageError

_log = logging.getLogger(__name__)

_STATUS = {
    "access.token_unknown": 401,
    "access.login_failed": 401,
    "access.denied": 403,
    "access.locked": 429,
    "command.malformed": 422,
}


def status_of(error: HallcallError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, StorageError):
        return 503
    if not isinstance(error, Refused):
        return 500
    if error.code in _STATUS:
        return _STATUS[error.code]
    return 404 if error.code.endswith(".unknown") else 409


def tell_error(_: Request[Any, Any, Any], error: HallcallError) -> Response[dict[str, Any]]:
    """An error of our own."""
    return _answer(status_of(error), error)


def tell_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    """What the framework refuses: bad paths, methods, parameters, too large bodies."""
    status = 422 if error.status_code == 400 else error.status_code
    code = "command.unknown" if status in {404, 405} else "command.malformed"
    return _answer(status, Refused(code))


def tell_defect(_: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """Border: a defect is logged and told as one, without its details."""
    _log.error("a request failed", exc_info=error)
    return _answer(500, LinkError("link.server_error"))


def _answer(status: int, error: HallcallError) -> Response[dict[str, Any]]:
    content = {"code": error.code, "fields": error.fields}
    return Response(content, status_code=status, media_type=MediaType.JSON)
