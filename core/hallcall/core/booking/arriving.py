"""Check-in: from a booking to a number.

::

    start - early_min ............ start ............ last minute in time | from the next minute on
    too early      in time: a booked number                               | a number by the hall's rule for late ones

Which minute is the last, and where late ones wait, is in ``hallcall.core.lateness``.
Who comes through the door without pressing anything is told by a message; without a phone nobody could tell them.
Who comes early does not overtake: their waiting counts from the beginning of the slot. Where both parties must come,
the number is given when the second is there. It has the better class of the two: an elder waits as an elder, whoever
comes along.
"""

from __future__ import annotations

from datetime import timedelta

from hallcall.core import events as ev
from hallcall.core.booking.book import Booking, BookingCode, BookingState
from hallcall.core.booking.slots import local_day
from hallcall.core.closures import check_not_closed
from hallcall.core.commands import CheckIn
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.issuing import behind, new_number
from hallcall.core.lateness import BookedPlace, in_time_until, place_if_late, place_in_time
from hallcall.core.pagers import asked_for
from hallcall.core.priority import PriorityClass
from hallcall.core.situation import Outcome, Situation
from hallcall.core.tickets import PersonId
from hallcall.core.values import changed
from hallcall.core.walking import not_before

_MAY_STILL_COME = frozenset({BookingState.BOOKED, BookingState.MISSED})


def check_in(at: Situation, command: CheckIn) -> Outcome:
    """Take in one party of a booking; the last one gets the number.

    Raises:
        Refused: ``booking.unknown``, ``booking.other_person`` for the card of somebody else, ``booking.ended``,
            ``booking.too_early`` with the time from which it is possible, ``booking.card_needed`` where the code alone
            does not say who of two has come, ``queue.closed``, ``phone.unknown`` where only a message could tell them.
    """
    booking = _booking_of(at, command)
    person = command.person
    if person is not None and person not in booking.people:
        raise Refused("booking.other_person")
    if booking.state is BookingState.USED and booking.ticket in at.state.tickets:
        return Outcome(events=(), repeated=True, ticket=booking.ticket, booking=booking.code)
    _check_time(at, booking, is_overridden=bool(command.override))
    check_not_closed(at, booking.queue)
    if command.by_message and not booking.has_phone:
        raise Refused("phone.unknown")
    waits_for = _missing(booking, person)
    if not waits_for:
        return _number(at, booking, _for_all(at, booking, command))
    if person in booking.arrived:
        return Outcome(events=(), repeated=True, booking=booking.code)
    assert person is not None
    arrived = ev.PartyArrived(code=booking.code, person=person, priority=command.priority, needs=command.needs)
    return Outcome(events=(arrived,), booking=booking.code)


def is_over(at: Situation, code: BookingCode) -> bool:
    """Whether no check-in is to come today: there is a number, it was cancelled, is for another day, or unknown."""
    booking = at.state.bookings.by_code.get(code)
    today = local_time(at.hall, at.now).date()
    return booking is None or booking.state not in _MAY_STILL_COME or local_day(at.hall, booking.start) != today


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


def _for_all(at: Situation, booking: Booking, command: CheckIn) -> CheckIn:
    """What holds for all who came: the better class of two, for they are served together, and the needs of both."""
    better = max(command.priority, booking.priority, key=at.hall.rules.order.rates.of)
    return changed(command, priority=better, needs=command.needs | booking.needs)


def _number(at: Situation, booking: Booking, command: CheckIn) -> Outcome:
    is_booked = at.now < in_time_until(at.hall, booking.start) or bool(command.override)
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
        notify=command.by_message,
        not_before=not_before(at.hall, command.kiosk, queue.prefix, command.needs, at.now, at.now),
        priority=place.priority,
        booking=booking.code,
        booked_for=booking.start if is_booked else None,
        defer_by=place.defer_by,
        spaced_by=place.spaced_by,
        at_end=place.at_end,
    )
    return Outcome(events=(event, *asked_for(at, event)), ticket=ticket, booking=booking.code)


def _place(at: Situation, booking: Booking, command: CheckIn, *, is_booked: bool) -> BookedPlace:
    """The best place of three: the visitor's own class from now, the booking's, the one for those who come late."""
    own = BookedPlace(seniority=behind(at, booking.queue, command.priority), priority=command.priority)
    rates = at.hall.rules.order.rates
    if rates.of(own.priority) > rates.of(PriorityClass.BOOKED):
        return own
    if is_booked:
        return place_in_time(at.hall, booking.start, at.now)
    late = place_if_late(at.hall, booking.queue, booking.start, at.now)
    return own if late.priority is PriorityClass.NORMAL else late
