"""What the description of the interface (OpenAPI) says of each route beside its body and its answer.

Errors, headers and who needs a token follow from the tables here and in ``rights``; schemathesis holds the server
to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Components, Operation, Parameter, Schema, SecurityScheme
from litestar.openapi.spec.enums import OpenAPIType

from hallcall.server.api.bodies.common import Health
from hallcall.server.api.rights import ENDPOINTS

COMPONENTS = Components(security_schemes={"token": SecurityScheme(type="http", scheme="bearer")})
"""How a caller proves who it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Every answer that is an error."""

    code: str
    """Stable, dotted: ``queue.empty``. The applications have a sentence for each."""
    fields: dict[str, Any]
    """What the sentence refers to: texts, numbers and truth values."""


_BEFORE = {422: "the request was not understood", 429: "too many requests from here"}
_WITH_TOKEN = {401: "no token, or one that is worth nothing", 403: "not for this role, or not with this certificate"}
_WITH_BODY = {413: "the body is too large", 415: "the body is not JSON"}
_STORED = {503: "nothing can be promised at the moment"}
_UNKNOWN = {404: "there is no such thing"}
_RULES = {409: "a rule of the hall says no"}

_MORE: dict[str, dict[int, str]] = {
    "command": _UNKNOWN | _RULES | _STORED,
    "pair": _RULES | _STORED,
    "enrol": _UNKNOWN | _RULES | _STORED,
    "authority": _UNKNOWN,
    "renew": _UNKNOWN | _STORED,
    "login": {401: "no such clerk, or a wrong password"} | _UNKNOWN | _RULES | _STORED,
    "logout": _RULES | _STORED,
    "visitor-tickets": _RULES | _STORED,
    "visitor-ticket": _UNKNOWN | _RULES | _STORED,
    "slots": _UNKNOWN | _RULES,
    "visitor-bookings": _RULES | _STORED,
    "visitor-booking": _UNKNOWN | _STORED,
    "visitor-strikes": _RULES | _STORED,
    "visitor": _UNKNOWN | _RULES | _STORED,
    "transfer-waits": _UNKNOWN | _RULES,
    "why": _UNKNOWN | _RULES | _STORED,
    "make-pairing-code": _UNKNOWN | _STORED,
    "put-clerk": _STORED,
    "devices": _STORED,
    "revoke-device": _UNKNOWN | _STORED,
    "purge": _STORED,
    "audit": _STORED,
    "live-report": _STORED,
    "backup": _STORED,
    "close-day": _RULES | _STORED,
    "test-notice": _RULES | _STORED,
}
"""What may go wrong behind the door, by endpoint."""


def described(handlers: Sequence[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """The same routes, with all that can come of them written down."""
    for handler in handlers:
        endpoint = handler.opt.get("endpoint", "")
        needs_token = ENDPOINTS.get(endpoint) is not None
        faults = _BEFORE | _MORE.get(endpoint, {})
        if needs_token:
            faults = _WITH_TOKEN | faults
            handler.security = [{"token": []}]
        if isinstance(handler.dto, type):
            faults = faults | _WITH_BODY
        handler.responses = (
            {status: _fault(said) for status, said in sorted(faults.items())} | _TOO_LARGE | _ANSWERS.get(endpoint, {})
        )
        handler.operation_class = _OPERATIONS.get(endpoint, _PLAIN)
    return list(handlers)


def _fault(said: str) -> ResponseSpec:
    return ResponseSpec(Fault, generate_examples=False, description=said)


_TOO_LARGE = {431: ResponseSpec(None, description="address and headers are too large")}
"""Said by the wire, which knows nothing of errors with a code."""
_UNWELL = {503: ResponseSpec(Health, generate_examples=False, description="it does not work, and why")}
_ANSWERS: dict[str, dict[int, ResponseSpec]] = {
    "livez": _UNWELL,
    "readyz": _UNWELL,
    "hall": {
        200: ResponseSpec(dict[str, Any], generate_examples=False, description="the hall's document"),
        304: ResponseSpec(None, description="the version that is asked with"),
    },
}


_PRINTABLE = "^[ -~]*$"
"""No tab and no control character stands in a key."""


def _header(name: str, said: str, *, required: bool, most: int | None = None) -> Parameter:
    text = Schema(
        type=OpenAPIType.STRING,
        min_length=1 if most else None,
        max_length=most,
        pattern=_PRINTABLE if most else None,
    )
    return Parameter(name=name, param_in="header", description=said, required=required, schema=text)


def _operation(*more: Parameter) -> type[Operation]:
    @dataclass
    class OurOperation(Operation):
        """An operation as this server has it: with headers of its own, and without the framework's own errors."""

        def __post_init__(self) -> None:
            self.parameters = [*(self.parameters or []), *more] or None
            self.responses = {status: said for status, said in (self.responses or {}).items() if status != "400"}

    return OurOperation


_PLAIN = _operation()
_OPERATIONS: dict[str, type[Operation]] = {
    "command": _operation(
        _header("Idempotency-Key", "one for each press, the same for each try", required=True, most=64)
    ),
    "events": _operation(
        _header("Last-Event-ID", "where to go on: epoch:seq", required=False),
        _header("Hallcall-Revision", "of the hall by which the listener works", required=False, most=64),
    ),
    "hall": _operation(_header("If-None-Match", "the version that is there", required=False)),
}
