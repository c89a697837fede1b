"""Decisions about bookings before the day: make, change, cancel."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hallcall.core import events as ev
from hallcall.core.booking import limits
from hallcall.core.booking.book import Booking, BookingCode, BookingState, Waiter, waiter_key
from hallcall.core.booking.rules import BookingRules
from hallcall.core.booking.slots import Slot, local_day, view_slot
from hallcall.core.catalogue import ServiceItem
from hallcall.core.commands import CancelBooking, ChangeBooking, MakeBooking
from hallcall.core.errors import Refused
from hallcall.core.leasing import known_item
from hallcall.core.situation import Outcome, Situation
from hallcall.core.values import changed

_CODES = 10**8
"""Codes have eight digits."""


def make_booking(at: Situation, command: MakeBooking) -> Outcome:
    """Give the last place to whoever asks first; or, when wanted, a place on the waiting list.

    Raises:
        Refused: ``item.unknown``, ``booking.*`` with the name of the rule, ``calendar.year_missing``.
    """
    item = known_item(at.hall, command.item)
    kept = _kept_for(at, command)
    people = command.people if kept is None else kept.people
    limits.check_people(item, people)
    limits.check_not_blocked(at, people)
    limits.check_tries(at, item, people)
    if kept is not None and command.slot is not None:
        slot = limits.kept_slot(at, item.queue, command.slot)
    else:
        free = _free_slot(at, item, command)
        if free is None:
            return _wait(at, item, command)
        slot = free
    limits.check_day(at, people, slot.start)
    return _made(at, item, changed(command, people=people), slot)


def change_booking(at: Situation, command: ChangeBooking) -> Outcome:
    """Move a booking to another slot.

    Raises:
        Refused: ``booking.unknown``, ``booking.ended``, ``booking.too_late`` when its own slot is near,
            ``booking.full``, and as ``make_booking``.
    """
    booking = live_booking(at, command.code)
    if is_late(at, booking):
        raise Refused("booking.too_late", minutes=at.hall.rules.booking.cancel_before_min)
    if booking.start == command.slot:
        return Outcome(events=(), repeated=True, booking=booking.code)
    slot = limits.bookable(at, booking.queue, command.slot, on_the_spot=command.on_the_spot)
    limits.check_day(at, booking.people, slot.start, booking)
    if not view_slot(at.state.bookings, slot).free:
        raise Refused("booking.full")
    return Outcome(events=(ev.BookingMoved(code=booking.code, start=slot.start),), booking=booking.code)


def cancel_booking(at: Situation, command: CancelBooking) -> Outcome:
    """Give a booking up; its place is free at once.

    Near its slot it is still taken back, and counts as late; just after it was made it counts as nothing.

    Raises:
        Refused: ``booking.unknown``, ``booking.ended``.
    """
    booking = live_booking(at, command.code)
    event = ev.BookingCancelled(
        code=booking.code,
        late=is_late(at, booking),
        by_hall=command.by_hall,
        undone=at.now < _undone_until(at.hall.rules.booking, booking),
    )
    return Outcome(events=(event,), booking=booking.code)


def live_booking(at: Situation, code: BookingCode) -> Booking:
    """A booking that nobody has used.

    Raises:
        Refused: ``booking.unknown``, ``booking.ended``.
    """
    booking = at.state.bookings.by_code.get(code)
    if booking is None:
        raise Refused("booking.unknown")
    if booking.state is not BookingState.BOOKED:
        raise Refused("booking.ended", state=booking.state.value)
    return booking


def is_late(at: Situation, booking: Booking) -> bool:
    """Whether its slot is too near to give it up freely."""
    rules = at.hall.rules.booking
    is_near = booking.start - at.now < timedelta(minutes=rules.cancel_before_min)
    return is_near and at.now >= _undone_until(rules, booking)


def free_until(rules: BookingRules, booking: Booking) -> datetime:
    """Until when a booking is given up in time, or changed."""
    return max(booking.start - timedelta(minutes=rules.cancel_before_min), _undone_until(rules, booking))


def _undone_until(rules: BookingRules, booking: Booking) -> datetime:
    """Until when giving a booking up is held against nobody: it was only just made."""
    return min(booking.made_at + timedelta(minutes=rules.undo_min), booking.start)


def _made(at: Situation, item: ServiceItem, command: MakeBooking, slot: Slot) -> Outcome:
    event = ev.BookingMade(
        code=_free_code(at, command.code),
        item=item.code,
        queue=item.queue,
        start=slot.start,
        people=command.people,
        has_phone=command.has_phone,
        on_site=command.slot is None,
    )
    return Outcome(events=(event,), booking=event.code)


def _free_code(at: Situation, wanted: BookingCode) -> BookingCode:
    """The code that chance has given, or the next one that no booking has."""
    code = wanted
    while code in at.state.bookings.by_code:
        code = BookingCode(f"{(int(code) + 1) % _CODES:08}")
    return code


def _free_slot(at: Situation, item: ServiceItem, command: MakeBooking) -> Slot | None:
    """The slot that is wanted, or the next free one; None when it is full."""
    if command.slot is None:
        return limits.next_free(at, item.queue)
    slot = limits.bookable(at, item.queue, command.slot, on_the_spot=command.on_the_spot)
    return slot if view_slot(at.state.bookings, slot).free else None


def _kept_for(at: Situation, command: MakeBooking) -> Waiter | None:
    """Whose place this is: either of two who wait together takes it for both."""
    if command.slot is None:
        return None
    wanted, who = (command.item, command.slot), frozenset(command.people)
    mine = (one for person in command.people for one in at.state.bookings.offers_of(person, at.now))
    return next((one for one in mine if (one.item, one.offer) == wanted and who.issubset(one.people)), None)


def _wait(at: Situation, item: ServiceItem, command: MakeBooking) -> Outcome:
    """Let them wait for a place on that day, or on the days of a booking on the spot."""
    if not command.or_wait:
        raise Refused("booking.full")
    if waiter_key(command.people[0], item.code) in at.state.bookings.waiters:
        return Outcome(events=(), repeated=True)
    if command.slot is not None:
        limits.check_day(at, command.people, command.slot)
        first = last = local_day(at.hall, command.slot)
    else:
        days = limits.on_site_days(at, item.queue)
        first, last = days[0], days[-1]
    zone = ZoneInfo(at.hall.timezone)
    event = ev.WaitJoined(
        people=command.people,
        item=item.code,
        queue=item.queue,
        first=datetime.combine(first, time.min, zone).astimezone(UTC),
        last=datetime.combine(last, time(23, 59), zone).astimezone(UTC),
        has_phone=command.has_phone,
    )
    return Outcome(events=(event,))
