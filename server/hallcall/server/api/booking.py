"""Appointments over HTTP: from cards to people and back to what may be told, free slots, strikes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any, TypeAlias

from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, JSONBody, QueryParameter

from hallcall.core.booking.book import Booking, BookingCode, BookingState
from hallcall.core.booking.slots import day_slots, open_days, view_slot
from hallcall.core.booking.strikes import blocked_until
from hallcall.core.commands import CancelBooking, CheckIn, Command, ExcuseStrikes, MakeBooking
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall, QueuePrefix
from hallcall.core.tickets import PersonId
from hallcall.server.api.bodies import (
    BookingRequest,
    BookingView,
    CheckInRequest,
    ExcuseRequest,
    SlotsAnswer,
    StrikesAnswer,
    VisitorBookings,
    VisitorRequest,
)
from hallcall.server.api.own import own_kiosk
from hallcall.server.api.strict import strict
from hallcall.server.parts import Parts
from hallcall.server.security.register import Caller, Role
from hallcall.server.security.tokens import new_ticket_token
from hallcall.server.storage import Connection

_CODES = 10**8
_QUEUE_MAX = 8
Build: TypeAlias = Callable[[Connection, datetime], Command]
"""Makes a command inside the transaction."""
WITH_CARD: dict[str, type[Any]] = {
    MakeBooking.name: BookingRequest,
    CheckIn.name: CheckInRequest,
    ExcuseStrikes.name: ExcuseRequest,
}
"""Commands that come with cards instead of people."""


def booking_builder(parts: Parts, data: BookingRequest | CheckInRequest | ExcuseRequest, caller: Caller) -> Build:
    """Makes the command of a request."""
    match data:
        case BookingRequest():
            return _making(parts, data)
        case CheckInRequest():
            return _arriving(parts, data, caller)
        case ExcuseRequest():
            return _excusing(parts, data)


def check_own_booking(command: Command, caller: Caller) -> None:
    """Only people speak for the hall.

    Raises:
        Refused: ``access.denied``.
    """
    if isinstance(command, CancelBooking) and command.by_hall and caller.role is Role.KIOSK:
        raise Refused("access.denied")


def view_booking(hall: Hall, booking: Booking) -> BookingView:
    """A booking as it may be told to whoever has its code or card: nobody's name."""
    rules = hall.rules.booking
    return BookingView(
        code=booking.code,
        item=booking.item,
        queue=booking.queue,
        start=booking.start,
        end=booking.start + timedelta(minutes=rules.slot_min),
        check_in_from=booking.start - timedelta(minutes=rules.early_min),
        check_in_until=booking.start + timedelta(minutes=rules.grace_min),
        state=booking.state,
        parties=len(booking.people),
        arrived=len(booking.people) if booking.state is BookingState.USED else len(booking.arrived),
        ticket=booking.ticket,
    )


def booking_routes(parts: Parts) -> Sequence[HTTPRouteHandler]:
    """The routes about slots, and about one visitor's bookings."""

    async def find(data: VisitorRequest) -> PersonId | None:
        return await parts.reads.run(lambda connection: parts.people.find(connection, data.document, parts.today()))

    @get("/v1/slots", opt={"endpoint": "slots"})
    async def slots(
        queue: Annotated[str, QueryParameter(max_length=_QUEUE_MAX)], day: FromQuery[date | None] = None
    ) -> SlotsAnswer:
        """How full the slots of a queue are on a day, and why they have so many places; without one, the next day."""
        prefix = QueuePrefix(queue)
        if prefix not in parts.hall.queue_by_prefix:
            raise Refused("queue.unknown", queue=queue)
        today = local_time(parts.hall, parts.clock()).date()
        days = open_days(parts.hall, prefix, today, parts.hall.rules.booking.window_days)
        asked = day or (days[0] if days else today)
        bookings = parts.feed.state.bookings
        return SlotsAnswer(
            queue=prefix,
            day=asked,
            days=tuple(days),
            at=parts.clock(),
            slots=tuple(view_slot(bookings, slot) for slot in day_slots(parts.hall, prefix, asked)),
        )

    @post(
        "/v1/visitor/bookings",
        dto=strict(VisitorRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "visitor-bookings"},
    )
    async def visitor_bookings(data: JSONBody[VisitorRequest]) -> VisitorBookings:
        """The bookings of a card, soonest first."""
        person = await find(data)
        found = parts.feed.state.bookings.of_person(person) if person is not None else []
        return VisitorBookings(bookings=tuple(view_booking(parts.hall, booking) for booking in found))

    @post(
        "/v1/visitor/strikes",
        dto=strict(VisitorRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "visitor-strikes"},
    )
    async def visitor_strikes(data: JSONBody[VisitorRequest]) -> StrikesAnswer:
        """What is held against the holder of a card, and until when they may not book."""
        person = await find(data)
        strikes = parts.feed.state.bookings.strikes.get(person, ()) if person is not None else ()
        return StrikesAnswer(
            strikes=strikes, blocked_until=blocked_until(strikes, parts.hall.rules.booking, parts.clock())
        )

    return [slots, visitor_bookings, visitor_strikes]


def _making(parts: Parts, data: BookingRequest) -> Build:
    code = BookingCode(f"{secrets.randbelow(_CODES):08}")
    today = parts.today()

    def build(connection: Connection, now: datetime) -> Command:
        known = [parts.people.register(connection, data.document, data.phone, today, now)]
        if data.partner is not None:
            known.append(parts.people.register(connection, data.partner, None, today, now))
        return MakeBooking(
            item=data.item,
            people=tuple(person.id for person in known if person is not None),
            slot=data.slot,
            code=code,
            has_phone=known[0] is not None and known[0].phone is not None,
            or_wait=data.or_wait,
        )

    return build


def _arriving(parts: Parts, data: CheckInRequest, caller: Caller) -> Build:
    kiosk = own_kiosk(data.kiosk, caller)
    if data.override and caller.role is Role.KIOSK:
        raise Refused("access.denied")
    token = new_ticket_token()
    today = parts.today()

    def build(connection: Connection, now: datetime) -> Command:
        known = parts.people.register(connection, data.document, None, today, now)
        return CheckIn(
            code=data.code,
            person=known.id if known is not None else None,
            verified=data.document is not None and data.document.verified,
            needs=data.needs,
            kiosk=kiosk,
            token=token,
            has_phone=known is not None and known.phone is not None,
            override=data.override.strip(),
        )

    return build


def _excusing(parts: Parts, data: ExcuseRequest) -> Build:
    today = parts.today()

    def build(connection: Connection, _: datetime) -> Command:
        person = parts.people.find(connection, data.document, today) if data.document is not None else None
        if data.document is not None and person is None:
            raise Refused("visitor.unknown")
        return ExcuseStrikes(reason=data.reason, person=person, day=data.day)

    return build
