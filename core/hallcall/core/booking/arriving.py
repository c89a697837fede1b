"""Check-in: from a booking to a number.

::

    start - early_min ............ start ............ start + grace_min | from the next minute on
    too early      in time: a booked number                             | a number as without a booking

After the end of the slot the hall may choose another place for them (``[rules.late]``).
Who comes early does not overtake: their waiting counts from the beginning of the slot. Where both parties must come,
the number is given when the second is there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from hallcall.core import events as ev
from hallcall.core.booking.book import Booking, BookingState
from hallcall.core.booking.slots import local_day
from hallcall.core.classes import PriorityClass
from hallcall.core.commands import CheckIn
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.issuing import behind, new_number
from hallcall.core.lateness import LatePlace, late_place
from hallcall.core.situation import Outcome, Situation
from hallcall.core.tickets import PersonId

_MAY_STILL_COME = frozenset({BookingState.BOOKED, BookingState.MISSED})


def check_in(at: Situation, command: CheckIn) -> Outcome:
    """Take in one party of a booking; the last one gets the number.

    Raises:
        Refused: ``booking.unknown``, ``booking.other_person`` for the card of somebody else, ``booking.ended``,
            ``booking.too_early`` with the time from which it is possible, ``booking.card_needed`` where the code alone
            does not say who of two has come.
    """
    booking = _booking_of(at, command)
    person = command.person
    if person is not None and person not in booking.people:
        raise Refused("booking.other_person")
    if booking.state is BookingState.USED and booking.ticket in at.state.tickets:
        return Outcome(events=(), repeated=True, ticket=booking.ticket, booking=booking.code)
    _check_time(at, booking, is_overridden=bool(command.override))
    waits_for = _missing(booking, person)
    if not waits_for:
        return _number(at, booking, command)
    if person in booking.arrived:
        return Outcome(events=(), repeated=True, booking=booking.code)
    assert person is not None
    return Outcome(events=(ev.PartyArrived(code=booking.code, person=person),), booking=booking.code)


def in_time_until(at: Situation, booking: Booking) -> datetime:
    """The instant from which a booking is late: its last minute in time is a whole one."""
    return booking.start + timedelta(minutes=at.hall.rules.booking.grace_min + 1)


def _booking_of(at: Situation, command: CheckIn) -> Booking:
    bookings = at.state.bookings
    if command.code:
        found = bookings.by_code.get(command.code)
    else:
        today = local_time(at.hall, at.now).date()
        mine = bookings.of_person(command.person) if command.person is not None else []
        todays = [one for one in mine if local_day(at.hall, one.start) == today]
        usable = [one for one in todays if one.state is not BookingState.CANCELLED]
        # The next one that may still be used; else the one that was.
        found = next((one for one in usable if one.state in _MAY_STILL_COME), usable[-1] if usable else None)
    if found is None:
        raise Refused("booking.unknown")
    return found


def _check_time(at: Situation, booking: Booking, *, is_overridden: bool) -> None:
    today, day = local_time(at.hall, at.now).date(), local_day(at.hall, booking.start)
    if booking.state not in _MAY_STILL_COME or day < today:
        state = booking.state if booking.state not in _MAY_STILL_COME else BookingState.MISSED
        raise Refused("booking.ended", state=state.value)
    opens = booking.start - timedelta(minutes=at.hall.rules.booking.early_min)
    if day > today or (at.now < opens and not is_overridden):
        local = local_time(at.hall, opens)
        raise Refused("booking.too_early", day=local.date().isoformat(), time=local.strftime("%H:%M"))


def _missing(booking: Booking, person: PersonId | None) -> frozenset[PersonId]:
    """Who of several has still to come once this one is here."""
    if len(booking.people) == 1:
        return frozenset()
    if person is None:
        raise Refused("booking.card_needed")
    return frozenset(booking.people) - booking.arrived - {person}


def _number(at: Situation, booking: Booking, command: CheckIn) -> Outcome:
    is_booked = at.now < in_time_until(at, booking) or bool(command.override)
    place = _place(at, booking, command, is_booked=is_booked)
    queue = at.hall.queue_by_prefix[booking.queue]
    seq, number, ticket = new_number(at, queue)
    event = ev.TicketIssued(
        ticket=ticket,
        number=number,
        origin=queue.prefix,
        seq=seq,
        leg=1,
        queue=queue.prefix,
        item=booking.item,
        seniority=place.seniority,
        person=command.person or booking.people[0],
        verified=command.verified,
        has_phone=booking.has_phone or command.has_phone,
        needs=command.needs,
        kiosk=command.kiosk,
        token=command.token,
        priority=place.priority,
        booking=booking.code,
        booked_for=booking.start if is_booked else None,
        defer_by=place.defer_by,
        spaced_by=place.spaced_by,
        at_end=place.at_end,
    )
    return Outcome(events=(event,), ticket=ticket, booking=booking.code)


def _place(at: Situation, booking: Booking, command: CheckIn, *, is_booked: bool) -> LatePlace:
    """The best place of three: the visitor's own class from now, the booking's, the one for those who come late."""
    own = LatePlace(seniority=behind(at, booking.queue, command.priority), priority=command.priority)
    rates = at.hall.rules.order.rates
    if rates.of(own.priority) > rates.of(PriorityClass.BOOKED):
        return own
    if is_booked:
        return LatePlace(seniority=max(at.now, booking.start), priority=PriorityClass.BOOKED)
    slot_end = booking.start + timedelta(minutes=at.hall.rules.booking.slot_min)
    late = late_place(at.hall, booking.queue, booking.start, slot_end, at.now)
    return own if late is None or late.priority is PriorityClass.NORMAL else late
