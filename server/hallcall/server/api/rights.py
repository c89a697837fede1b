"""Who may do what, in one place. What is not named here is refused."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Scope

from hallcall.core.commands import COMMANDS
from hallcall.core.errors import Refused
from hallcall.server.clock import Clock
from hallcall.server.security.certificates import Certificates
from hallcall.server.security.limits import Limits
from hallcall.server.security.register import Caller, Register, Role
from hallcall.server.wire import header_of, peer_of

_ALL = frozenset(Role)
_FOLLOWING = _ALL - {Role.AUDITOR}
_WATCHING = _FOLLOWING - {Role.DEVICE, Role.GATE}
LEADING = frozenset({Role.MANAGER, Role.ADMIN})
_BOOKING = LEADING | {Role.KIOSK, Role.CLERK, Role.GUIDE}

ENDPOINTS: dict[str, frozenset[Role] | None] = {
    "pair": None,
    "enrol": None,
    "authority": None,
    "livez": None,
    "readyz": None,
    "metrics": LEADING | {Role.AUDITOR},
    "ticket-page": None,
    "offer-page": None,
    "schema": _ALL,
    "hall": _FOLLOWING,
    "snapshot": _FOLLOWING,
    "waits": _WATCHING,
    "device-states": LEADING | {Role.COUNTER, Role.CLERK, Role.GUIDE},
    "events": _FOLLOWING,
    "reached": frozenset({Role.DISPLAY, Role.DEVICE}),
    "login": frozenset({Role.COUNTER}),
    "logout": frozenset({Role.CLERK}),
    "renew": _ALL - {Role.CLERK},
    "command": _ALL - {Role.AUDITOR},
    "visitor-tickets": frozenset({Role.KIOSK}),
    "visitor-ticket": frozenset({Role.KIOSK}),
    "visitor": frozenset({Role.CLERK}),
    "transfer-waits": frozenset({Role.CLERK}),
    "why": LEADING | {Role.COUNTER, Role.CLERK, Role.AUDITOR},
    "slots": _WATCHING,
    "visitor-bookings": _BOOKING,
    "visitor-booking": frozenset({Role.KIOSK}),
    "visitor-strikes": _BOOKING - {Role.KIOSK},
    "over": frozenset({Role.GATE}),
    "make-pairing-code": frozenset({Role.ADMIN}),
    "put-clerk": frozenset({Role.ADMIN}),
    "devices": LEADING,
    "revoke-device": frozenset({Role.ADMIN}),
    "purge": LEADING,
    "test-notice": LEADING,
    "backup": LEADING,
    "close-day": LEADING,
    "hold": LEADING,
    "audit": LEADING | {Role.AUDITOR},
    "live-report": LEADING,
}
"""Roles by the name of the endpoint; None is everybody, without a token."""

LOCAL = frozenset({"metrics"})
"""Endpoints that a program on this very machine may also ask without a token."""

_AT_COUNTER = frozenset(
    {
        "call.next",
        "call.chosen",
        "call.recall",
        "call.pass",
        "service.start",
        "service.start_passed",
        "service.finish",
        "service.park",
        "counter.open",
        "counter.close",
        "counter.pause",
        "counter.resume",
        "visitor.reveal",
    }
)
_BOOKINGS = frozenset({"booking.make", "booking.change", "booking.cancel", "booking.check_in"})
_GUIDING = _BOOKINGS | frozenset(
    {
        "task.take",
        "pager.give",
        "pager.take_back",
        "ticket.reclassify",
        "ticket.issue",
        "ticket.cancel",
        "ticket.return",
        "ticket.recall_me",
        "ticket.defer",
        "ticket.transfer",
        "ticket.correct_quantity",
        "ticket.record_paper",
        "paper.record_day",
        "emergency.begin",
    }
)
_MANAGING = _GUIDING | {
    "queue.set_cap",
    "queue.close",
    "queue.reopen",
    "rating.follow_up",
    "counter.convert",
    "counter.give_back",
    "booking.excuse",
    "emergency.end",
}

COMMANDS_OF: dict[Role, frozenset[str]] = {
    Role.KIOSK: frozenset(
        {
            "ticket.issue",
            "ticket.choose_notice",
            "ticket.choose_priority",
            "ticket.record_print",
            "ticket.record_offline",
            "numbers.lease",
            "help.ask",
            "advice.record",
            "ticket.recall_me",
            "ticket.defer",
            "device.report",
        }
    )
    | _BOOKINGS,
    Role.DISPLAY: frozenset({"visit.rate"}),
    Role.COUNTER: frozenset({"device.report"}),
    Role.CLERK: _AT_COUNTER
    | _BOOKINGS
    | {
        "ticket.issue",
        "ticket.choose_notice",
        "ticket.reclassify",
        "ticket.correct_quantity",
        "ticket.transfer",
        "ticket.cancel",
        "ticket.return",
        "device.report",
        "pager.give",
        "pager.take_back",
    },
    Role.GUIDE: _GUIDING,
    Role.MANAGER: _MANAGING,
    Role.AUDITOR: frozenset(),
    Role.DEVICE: frozenset({"device.report", "pager.report", "people.count", "emergency.begin"}),
    Role.GATE: frozenset({"booking.check_in"}),
    Role.ADMIN: _MANAGING,
}
"""Commands by role. ``day.open``, ``day.close``, ``records.hold``, ``task.escalate``, ``booking.review``,
``restore.record``, ``queue.watch``, ``call.settle`` and ``notice.record_delivery`` are nobody's: the server sends them
itself."""


_CALLER: Any = "hallcall.caller"
"""Where a request keeps who sent it."""


class Gate:
    """Stands before every request: knows the caller and looks into the table."""

    def __init__(
        self, register: Register, limits: Limits, clock: Clock, certificates: Certificates | None = None
    ) -> None:
        self._register = register
        self._limits = limits
        self._clock = clock
        self._certificates = certificates

    def check(self, scope: Scope, handler: BaseRouteHandler) -> None:
        """Let the request in, or not.

        Raises:
            Refused: ``access.token_unknown``, ``access.denied``, ``access.too_many``, ``access.certificate_*``,
                ``command.unknown``.
        """
        endpoint = handler.opt.get("endpoint", "")
        roles = ENDPOINTS.get(endpoint, frozenset())
        if endpoint in LOCAL and _is_from_here(scope):
            return
        if roles is None:
            self._limits.strangers.take(_address(scope))
            return
        scheme, _, token = header_of(scope, b"authorization").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused("access.token_unknown")
        now = self._clock()
        caller = self._register.caller(token.strip(), now)
        self._limits.tokens.take(caller)
        if self._certificates is not None:
            self._certificates.check(caller, peer_of(scope), now)
        if caller.role not in roles:
            raise Refused("access.denied")
        if "command" in handler.opt:
            check_command(caller, handler.opt["command"])
        scope[_CALLER] = caller


def check_command(caller: Caller, name: str) -> None:
    """Whether this role has that command.

    Raises:
        Refused: ``command.unknown``, ``access.denied``.
    """
    if name not in COMMANDS:
        raise Refused("command.unknown", command=name[:40])
    if name not in COMMANDS_OF[caller.role]:
        raise Refused("access.denied")


def address_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Where the request came from."""
    return _address(connection.scope)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def _is_from_here(scope: Scope) -> bool:
    """Whether a program on this machine asks for itself, and is no proxy that asks for somebody else."""
    if header_of(scope, b"forwarded") or header_of(scope, b"x-forwarded-for"):
        return False
    return _address(scope) in {"127.0.0.1", "::1"}


def caller_of(scope: Scope) -> Caller:
    """Who sent the request; the gate has found out."""
    return scope[_CALLER]
