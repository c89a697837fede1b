"""Appointments over HTTP: from cards to people and back to what may be told, free slots, strikes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any, TypeAlias

from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, JSONBody, QueryParameter

from hallcall.core.booking.arriving import is_over
from hallcall.core.booking.book import Booking, BookingCode, BookingState, Waiter
from hallcall.core.booking.limits import bookable_days, slots_left
from hallcall.core.booking.making import free_until
from hallcall.core.booking.slots import view_slot
from hallcall.core.booking.strikes import blocked_until
from hallcall.core.classifying import class_of_visitor
from hallcall.core.commands import CancelBooking, CheckIn, Command, ExcuseStrikes, MakeBooking
from hallcall.core.days import business_day, local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.situation import Situation
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import PersonId
from hallcall.server.api.bodies.bookings import (
    BookingHolder,
    BookingRequest,
    BookingsOver,
    BookingView,
    CheckInRequest,
    ExcuseRequest,
    HolderRequest,
    OfferView,
    SlotsAnswer,
    StrikesAnswer,
    VisitorBookings,
)
from hallcall.server.api.bodies.visits import VisitorRequest
from hallcall.server.api.own import own_kiosk
from hallcall.server.api.strict import strict
from hallcall.server.parts import Parts
from hallcall.server.people import Known
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


def new_code() -> BookingCode:
    """What chance gives; core takes the next one when a booking has it."""
    return BookingCode(f"{secrets.randbelow(_CODES):08}")


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
        free_until=free_until(rules, booking),
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
        """How full the slots left of a day are, and why they have so many places; without one, the first with room."""
        prefix = QueuePrefix(queue)
        if prefix not in parts.hall.queue_by_prefix:
            raise Refused("queue.unknown", queue=queue)
        at = Situation(parts.hall, parts.feed.state, parts.clock(), parts.estimator.policy)
        days = bookable_days(at, prefix)
        asked = day or _first_with_room(at, prefix, days)
        return SlotsAnswer(
            queue=prefix,
            day=asked,
            days=tuple(days),
            at=at.now,
            slots=tuple(view_slot(at.state.bookings, slot) for slot in slots_left(at, prefix, asked)),
            closure=at.state.closed.get(prefix),
        )

    @post(
        "/v1/visitor/bookings",
        dto=strict(VisitorRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "visitor-bookings"},
    )
    async def visitor_bookings(data: JSONBody[VisitorRequest]) -> VisitorBookings:
        """The bookings of a card, soonest first, and the places that are kept for it."""
        person, book = await find(data), parts.feed.state.bookings
        if person is None:
            return VisitorBookings(bookings=())
        return VisitorBookings(
            bookings=tuple(view_booking(parts.hall, booking) for booking in book.of_person(person)),
            offers=_view_offers(book.offers_of(person, parts.clock())),
        )

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

    @post(
        "/v1/visitor/booking",
        dto=strict(HolderRequest),
        return_dto=None,
        status_code=200,
        opt={"endpoint": "visitor-booking"},
    )
    async def visitor_booking(data: JSONBody[HolderRequest]) -> BookingHolder:
        """The booking of a code, and the masked names of those who made it."""
        booking = parts.feed.state.bookings.by_code.get(BookingCode(data.code))
        if booking is None:
            raise Refused("booking.unknown")

        def read(connection: Connection) -> list[str]:
            return [parts.people.masked_name(connection, person) for person in booking.people]

        names = await parts.reads.run(read)
        return BookingHolder(booking=view_booking(parts.hall, booking), names=tuple(name for name in names if name))

    return [slots, visitor_bookings, visitor_strikes, visitor_booking, _over_route(parts)]


def _over_route(parts: Parts) -> HTTPRouteHandler:
    @post("/v1/bookings/over", dto=strict(BookingsOver), return_dto=None, status_code=200, opt={"endpoint": "over"})
    async def over(data: JSONBody[BookingsOver]) -> BookingsOver:
        """Which of these bookings nobody has to be known for any more today."""
        at = Situation(parts.hall, parts.feed.state, parts.clock(), parts.estimator.policy)
        return BookingsOver(codes=tuple(code for code in data.codes if is_over(at, code)))

    return over


def _first_with_room(at: Situation, queue: QueuePrefix, days: Sequence[date]) -> date:
    """The first day with a free place; the first of all when there is none."""
    known = at.state.bookings
    free = (day for day in days if any(view_slot(known, slot).free for slot in slots_left(at, queue, day)))
    return next(free, days[0] if days else local_time(at.hall, at.now).date())


def _view_offers(waiters: Sequence[Waiter]) -> tuple[OfferView, ...]:
    return tuple(
        OfferView(item=one.item, queue=one.queue, start=one.offer, until=one.until, parties=len(one.people))
        for one in waiters
        if one.offer is not None and one.until is not None
    )


def _making(parts: Parts, data: BookingRequest) -> Build:
    code = new_code()
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
            on_the_spot=True,
        )

    return build


def _arriving(parts: Parts, data: CheckInRequest, caller: Caller) -> Build:
    kiosk = own_kiosk(data.kiosk, caller)
    by_message = caller.role is Role.GATE
    if data.override and caller.role is Role.KIOSK:
        raise Refused("access.denied")
    if by_message and (not data.code or data.document is not None or data.needs or data.override):
        # A face tells one booking, and nothing else of anybody.
        raise Refused("access.denied")
    token = new_ticket_token()
    today = parts.today()

    def build(connection: Connection, now: datetime) -> Command:
        known = parts.people.register(connection, data.document, None, today, now)
        if data.digits:
            known = _by_digits(parts, connection, data)
        return CheckIn(
            code=data.code,
            person=known.id if known is not None else None,
            verified=data.document is not None and data.document.verified,
            needs=data.needs,
            kiosk=kiosk,
            token=token,
            has_phone=known is not None and known.phone is not None,
            priority=class_of_visitor(
                parts.hall.rules.order,
                known.birth if known is not None else None,
                data.needs,
                business_day(parts.hall, now),
            ),
            override=data.override.strip(),
            by_message=by_message,
        )

    return build


def _by_digits(parts: Parts, connection: Connection, data: CheckInRequest) -> Known:
    """Who of a booking's people has typed the last places of their number.

    Raises:
        Refused: ``booking.unknown``, ``booking.wrong_digits``.
    """
    booking = parts.feed.state.bookings.by_code.get(data.code)
    if booking is None:
        raise Refused("booking.unknown")
    holder = parts.people.holder_of(connection, booking.people, data.digits, parts.today())
    if holder is None:
        raise Refused("booking.wrong_digits")
    return holder


def _excusing(parts: Parts, data: ExcuseRequest) -> Build:
    today = parts.today()

    def build(connection: Connection, _: datetime) -> Command:
        person = parts.people.find(connection, data.document, today) if data.document is not None else None
        if data.document is not None and person is None:
            raise Refused("visitor.unknown")
        return ExcuseStrikes(reason=data.reason, person=person, day=data.day)

    return build
