"""Who may do what, in one place. What is not named here is refused."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from hallcall.core.commands import COMMANDS
from hallcall.core.errors import Refused
from hallcall.server.clock import Clock
from hallcall.server.security.register import Caller, Register, Role

_ALL = frozenset(Role)
_STAFF = frozenset({Role.CLERK, Role.GUIDE, Role.ADMIN})

ENDPOINTS: dict[str, frozenset[Role] | None] = {
    "pair": None,
    "livez": None,
    "readyz": None,
    "ticket-page": None,
    "schema": _ALL,
    "hall": _ALL,
    "snapshot": _ALL,
    "events": _ALL,
    "login": frozenset({Role.COUNTER}),
    "logout": frozenset({Role.CLERK}),
    "command": _ALL,
    "visitor-tickets": frozenset({Role.KIOSK}),
    "visitor": frozenset({Role.CLERK}),
    "make-pairing-code": frozenset({Role.ADMIN}),
    "put-clerk": frozenset({Role.ADMIN}),
    "purge": frozenset({Role.ADMIN}),
}
"""Roles by the name of the endpoint; None is everybody, without a token."""

_AT_COUNTER = frozenset(
    {
        "call.next",
        "call.chosen",
        "call.recall",
        "call.pass",
        "service.start",
        "service.finish",
        "service.park",
        "counter.open",
        "counter.close",
        "counter.pause",
        "counter.resume",
        "visitor.reveal",
    }
)
_GUIDING = frozenset({"task.take", "ticket.issue", "ticket.cancel"})

COMMANDS_OF: dict[Role, frozenset[str]] = {
    Role.KIOSK: frozenset({"ticket.issue", "ticket.choose_notice", "ticket.record_print", "help.ask", "device.report"}),
    Role.DISPLAY: frozenset(),
    Role.COUNTER: frozenset({"device.report"}),
    Role.CLERK: _AT_COUNTER
    | {"ticket.issue", "ticket.choose_notice", "ticket.transfer", "ticket.cancel", "ticket.return", "device.report"},
    Role.GUIDE: _GUIDING,
    Role.ADMIN: _GUIDING,
}
"""Commands by role. ``day.open`` and ``task.escalate`` are nobody's: the server's own clock sends them."""


class Gate:
    """Litestar's guard: knows the caller and looks into the table."""

    def __init__(self, register: Register, clock: Clock) -> None:
        self._register = register
        self._clock = clock

    def __call__(self, connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        """Let the request in, or not.

        Raises:
            Refused: ``access.token_unknown``, ``access.denied``, ``command.unknown``.
        """
        roles = ENDPOINTS.get(handler.opt.get("endpoint", ""), frozenset())
        if roles is None:
            return
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused("access.token_unknown")
        caller = self._register.caller(token.strip(), self._clock())
        if caller.role not in roles:
            raise Refused("access.denied")
        if "command" in handler.opt:
            check_command(caller, handler.opt["command"])
        connection.state.caller = caller


def check_command(caller: Caller, name: str) -> None:
    """Whether this role has that command.

    Raises:
        Refused: ``command.unknown``, ``access.denied``.
    """
    if name not in COMMANDS:
        raise Refused("command.unknown", command=name[:40])
    if name not in COMMANDS_OF[caller.role]:
        raise Refused("access.denied")


def caller_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller:
    """Who sent the request; the gate has found out."""
    return connection.state.caller
