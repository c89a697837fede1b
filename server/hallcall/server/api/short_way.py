"""The short way of a command: past the gate, into the writer, out with the answer.

The framework finds the route, turns errors into answers and describes the command in the OpenAPI document. What it
would do between, for any route that anybody may write, a command does not need: it has one body, one key and no other
parameters. See ``docs/decisions/0015-commands-go-past-the-frameworks-handler.md``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.types import ASGIApp, Receive, Scope, Send

from hallcall.server.api.rights import Gate, caller_of
from hallcall.server.api.strict import Reader, strict_query
from hallcall.server.security.register import Caller
from hallcall.server.wire import header_of

BODY_MAX = 64 * 1024
"""Bytes of a request; the largest, a number with its card, has some hundred."""


def short_way(
    gate: Gate, read: Reader, answer: Callable[[Any, Caller, str], Awaitable[bytes]]
) -> Callable[..., ASGIApp]:
    """What stands in a command's route in place of the framework's way to its handler.

    Args:
        gate: who may come in.
        read: the body, strictly.
        answer: does the command, given its body, the caller and the key; gives the answer in JSON.
    """

    async def command(scope: Scope, receive: Receive, send: Send) -> None:
        handler = scope["route_handler"]
        gate.check(scope, handler)
        if scope["query_string"]:
            strict_query(ASGIConnection(scope), handler)
        body = await _body(scope, receive)
        if body is None:
            return
        data = read(header_of(scope, b"content-type"), body)
        written = await answer(data, caller_of(scope), header_of(scope, b"idempotency-key"))
        length = str(len(written)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": written, "more_body": False})

    def instead_of(app: ASGIApp) -> ASGIApp:  # noqa: ARG001 - the framework's name for what is not asked any more
        return command

    return instead_of


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The body, or nothing when the caller has gone.

    Raises:
        RequestEntityTooLarge: it has, or says it has, more bytes than any command.
    """
    said = header_of(scope, b"content-length")
    if said.isdigit() and int(said) > BODY_MAX:
        raise RequestEntityTooLarge
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message["body"]
        if len(body) > BODY_MAX:
            raise RequestEntityTooLarge
        if not message.get("more_body"):
            return body
