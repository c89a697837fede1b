"""From errors to HTTP: a code and its fields, never a text."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from hallcall.core.errors import HallcallError, LinkError, Refused, StorageError

_log = logging.getLogger(__name__)
_Error = TypeVar("_Error", bound=Exception)
_Told: TypeAlias = Response[dict[str, Any]]

_TOO_MANY = 429
_STATUS = {
    "access.token_unknown": 401,
    "access.login_failed": 401,
    "access.denied": 403,
    "access.certificate_missing": 403,
    "access.certificate_revoked": 403,
    "access.certificate_expired": 403,
    "access.certificate_wrong": 403,
    "access.locked": 429,
    "access.too_many": 429,
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


def counted(
    tell: Callable[[Request[Any, Any, Any], _Error], _Told], count: Callable[[str], None]
) -> Callable[[Request[Any, Any, Any], _Error], _Told]:
    """As ``tell``, and ``count`` hears the code of each answer."""

    def told(request: Request[Any, Any, Any], error: _Error) -> _Told:
        answer = tell(request, error)
        count(answer.content["code"])
        return answer

    return told


def tell_error(_: Request[Any, Any, Any], error: HallcallError) -> Response[dict[str, Any]]:
    """An error of our own."""
    return _answer(status_of(error), error)


def tell_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    """What the framework refuses: bad paths, methods, parameters, too large bodies."""
    status = 422 if error.status_code == 400 else error.status_code
    code = "command.unknown" if status in {404, 405} else "command.malformed"
    return _answer(status, Refused(code), error.headers)


def tell_defect(_: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """Border: a defect is logged and told as one, without its details."""
    _log.error("a request failed", exc_info=error)
    return _answer(500, LinkError("link.server_error"))


def _answer(status: int, error: HallcallError, headers: dict[str, str] | None = None) -> Response[dict[str, Any]]:
    content = {"code": error.code, "fields": error.fields}
    if status == _TOO_MANY:
        headers = {"Retry-After": str(error.fields["wait_s"])}
    return Response(content, status_code=status, media_type=MediaType.JSON, headers=headers)
