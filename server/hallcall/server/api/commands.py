"""``POST /v1/commands/<name>``: one route a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from hallcall.core.classifying import class_of_visitor
from hallcall.core.commands import COMMANDS, Command, IssueTicket, RecordOffline, RevealVisitor
from hallcall.core.days import business_day
from hallcall.core.errors import Refused
from hallcall.core.languages import Language
from hallcall.core.tickets import Ticket
from hallcall.server.api.bodies.bookings import BookingRequest, CheckInRequest, ExcuseRequest
from hallcall.server.api.bodies.visits import Answer, IssueRequest, OfflineRequest
from hallcall.server.api.booking import WITH_CARD, booking_builder, check_own_booking, view_booking
from hallcall.server.api.offline import recording
from hallcall.server.api.own import own_command, own_kiosk
from hallcall.server.api.rights import COMMANDS_OF, LEADING, Gate, caller_of, check_command
from hallcall.server.api.short_way import short_way
from hallcall.server.api.strict import reader, strict
from hallcall.server.engine import Done
from hallcall.server.parts import Parts
from hallcall.server.people import VisitorFacts
from hallcall.server.security.register import Caller, Role
from hallcall.server.security.tokens import new_ticket_token
from hallcall.server.storage import Connection, Once
from hallcall.server.views import View, view_ticket

_KEY_MAX = 64
_ENCODE = msgspec.json.Encoder().encode
_ENCODE_SORTED = msgspec.json.Encoder(order="deterministic").encode
_WITH_CARD: dict[str, type[Any]] = {
    IssueTicket.name: IssueRequest,
    RecordOffline.name: OfflineRequest,
    **WITH_CARD,
}
"""Commands that come with a card instead of a person."""
_TELLS_FIRST = frozenset({"ticket.issue", "ticket.choose_priority"})
_TELLS_PHONE = frozenset({"ticket.issue", "ticket.choose_notice", "booking.check_in"})
_GIVES_NUMBER = frozenset({"ticket.issue", "booking.check_in"})


def command_routes(parts: Parts, gate: Gate) -> Sequence[HTTPRouteHandler]:
    """The routes of all commands that somebody may send."""
    names = sorted(frozenset[str]().union(*COMMANDS_OF.values()))
    return [*(_route(parts, gate, name) for name in names), _unknown]


def view_of(caller: Caller) -> View:
    """How much the caller is told."""
    return View.PUBLIC if caller.role in {Role.KIOSK, Role.DISPLAY, Role.GATE} else View.COUNTER


async def answer(parts: Parts, caller: Caller, name: str, done: Done) -> Answer:
    """What the caller is told of a command that is done."""
    if caller.role is Role.GATE:
        # Nobody looks at its answers: it is told that it was heard.
        return Answer(seq=done.seq, repeated=done.repeated, events=())
    ticket = done.ticket
    booking = view_booking(parts.hall, done.booking) if done.booking is not None else None
    if ticket is None:
        return Answer(seq=done.seq, repeated=done.repeated, events=done.events, booking=booking)
    is_own_issue = name in _GIVES_NUMBER and caller.role is Role.KIOSK
    return Answer(
        seq=done.seq,
        repeated=done.repeated,
        events=done.events,
        ticket=view_ticket(parts.hall, ticket, view_of(caller), is_own=is_own_issue),
        ahead=done.ahead,
        wait=done.wait,
        phone=await masked_phone(parts, ticket) if name in _TELLS_PHONE else None,
        # A key that comes again has written no look down this time: it opens nothing.
        visitor=await _revealed(parts, ticket) if name == RevealVisitor.name and not done.again else None,
        goes_first=parts.hall.rules.order.favours(ticket.priority) if name in _TELLS_FIRST else None,
        booking=booking,
    )


def _is_spoken(parts: Parts, wanted: Language, ticket: Ticket) -> bool | None:
    """Whether the visitor will be understood now; None where the hall's files say nothing of languages."""
    is_known = any(counter.languages for counter in parts.hall.counters)
    return parts.feed.state.is_spoken(wanted, ticket.queue) if is_known and wanted is not Language.ZH else None


async def masked_phone(parts: Parts, ticket: Ticket) -> str | None:
    """The number that messages for a ticket go to, as it may be shown."""
    person = ticket.visitor
    if person is None:
        return None
    return await parts.reads.run(lambda connection: parts.people.masked_phone(connection, person, parts.clock()))


async def _revealed(parts: Parts, ticket: Ticket) -> VisitorFacts:
    return await parts.reads.run(
        lambda connection: parts.people.facts(connection, ticket, parts.today(), revealed=True)
    )


def _route(parts: Parts, gate: Gate, name: str) -> HTTPRouteHandler:
    kind: type[Any] = _WITH_CARD.get(name, COMMANDS[name])

    async def told(data: Any, caller: Caller, key: str) -> bytes:
        _check_key(key)
        digest = parts.vault.digest(name, _ENCODE_SORTED(data))
        once = Once(key=key, actor=caller.actor, body_hash=digest, command=name)
        done = await parts.writer.ask(once, _builder(parts, data, caller))
        answered = await answer(parts, caller, name, done)
        if isinstance(data, IssueRequest) and done.ticket is not None:
            answered = replace(answered, language_spoken=_is_spoken(parts, data.language, done.ticket))
        return _ENCODE(answered)

    def command(data: Any) -> Answer:
        # Only its signature counts: the description is made of it.
        raise NotImplementedError

    command.__annotations__["data"] = JSONBody[kind]
    command.__doc__ = kind.__doc__
    return post(
        f"/v1/commands/{name}",
        dto=strict(kind),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "command", "command": name},
        middleware=[short_way(gate, reader(kind), told)],
        sync_to_thread=False,
        operation_id=name,
        summary=name,
        tags=["commands"],
    )(command)


def _builder(parts: Parts, data: Any, caller: Caller) -> Callable[[Connection, datetime], Command]:
    if isinstance(data, IssueRequest):
        return _issue(parts, data, caller)
    if isinstance(data, OfflineRequest):
        return recording(parts, data, caller)
    if isinstance(data, BookingRequest | CheckInRequest | ExcuseRequest):
        return booking_builder(parts, data, caller)
    command = own_command(data, caller)
    check_own_booking(command, caller)
    return lambda _connection, _now: command


def _issue(parts: Parts, data: IssueRequest, caller: Caller) -> Callable[[Connection, datetime], Command]:
    kiosk = own_kiosk(data.kiosk, caller)
    if data.as_class is not None and caller.role is Role.KIOSK:
        raise Refused("access.denied")
    if data.principal is not None and data.document is None:
        raise Refused("identity.agent")
    if data.override and caller.role not in LEADING:
        raise Refused("access.denied")
    token = new_ticket_token()
    today = parts.today()

    def build(connection: Connection, now: datetime) -> Command:
        known = parts.people.register(connection, data.document, data.phone, today, now)
        birth = known.birth if known is not None else None
        visitor = known.id if known is not None else None
        principal = parts.people.register_principal(connection, data.principal, today, now) if data.principal else None
        return IssueTicket(
            item=data.item,
            kiosk=kiosk,
            person=principal or visitor,
            agent=visitor if principal is not None and principal != visitor else None,
            verified=data.document is not None and data.document.verified,
            needs=data.needs,
            token=token,
            has_phone=known is not None and known.phone is not None,
            priority=class_of_visitor(parts.hall.rules.order, birth, data.needs, business_day(parts.hall, now)),
            as_class=data.as_class,
            reason=data.reason,
            note=data.note,
            by=caller.name if data.as_class is not None else "",
            language=data.language,
            more=data.more,
            quantity=data.quantity,
            override=data.override.strip(),
        )

    return build


def _check_key(key: str) -> None:
    if not key or len(key) > _KEY_MAX or not key.isprintable():
        raise Refused("command.malformed", detail="Idempotency-Key")


@post("/v1/commands/{name:str}", status_code=200, opt={"endpoint": "command"}, include_in_schema=False)
async def _unknown(name: FromPath[str], request: Request[Any, Any, Any]) -> None:
    check_command(caller_of(request.scope), name)
    raise Refused("command.unknown", command=name[:40])
