"""Who may book what and when. Each refusal names its rule: ``booking.<rule>``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hallcall.core.booking.book import Booking, BookingState, waiter_key
from hallcall.core.booking.slots import Slot, day_slots, find_slot, local_day, open_days, view_slot
from hallcall.core.booking.strikes import blocked_until
from hallcall.core.catalogue import ServiceItem
from hallcall.core.closures import check_not_closed
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.situation import Situation
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import PersonId


def check_people(item: ServiceItem, people: Sequence[PersonId]) -> None:
    """Whether these are the people that an item needs.

    Raises:
        Refused: ``booking.identity`` without a document, ``booking.partner_missing``, ``booking.partner_same``,
            ``booking.partner_not_needed``.
    """
    needed = 2 if item.parties > 1 else 1
    if not people:
        raise Refused("booking.identity")
    if len(people) < needed:
        raise Refused("booking.partner_missing", item=item.code)
    if len(people) > needed:
        raise Refused("booking.partner_not_needed", item=item.code)
    if len(set(people)) < len(people):
        raise Refused("booking.partner_same")


def check_not_blocked(at: Situation, people: Sequence[PersonId]) -> None:
    """Whether nobody of them has let too many bookings go.

    Raises:
        Refused: ``booking.blocked``, with the first day on which they may book again.
    """
    for person in people:
        until = blocked_until(at.state.bookings.strikes.get(person, ()), at.hall.rules.booking, at.now)
        if until is not None:
            raise Refused("booking.blocked", until=local_day(at.hall, until).isoformat())


def check_tries(at: Situation, item: ServiceItem, people: Sequence[PersonId]) -> None:
    """Whether nobody of them has booked this item too often today.

    Raises:
        Refused: ``booking.item_per_day``.
    """
    most = at.hall.rules.booking.item_per_day
    made = at.state.bookings.made
    if most and any(made.get(waiter_key(person, item.code), 0) >= most for person in people):
        raise Refused("booking.item_per_day", most=most)


def check_day(at: Situation, people: Sequence[PersonId], start: datetime, but: Booking | None = None) -> None:
    """Whether nobody of them has a booking for that day already.

    Args:
        at: the moment.
        people: who would have one more.
        start: of the slot.
        but: a booking that is about to be moved.

    Raises:
        Refused: ``booking.per_day``.
    """
    most, day = at.hall.rules.booking.per_day, local_day(at.hall, start)
    for person in people:
        others = [
            booking
            for booking in at.state.bookings.of_person(person)
            if booking.state is not BookingState.CANCELLED
            and (but is None or booking.code != but.code)
            and local_day(at.hall, booking.start) == day
        ]
        if most and len(others) >= most:
            raise Refused("booking.per_day", most=most)


def check_window(at: Situation, queue: QueuePrefix, start: datetime, *, on_the_spot: bool) -> None:
    """Whether bookings for that day are taken now.

    Raises:
        Refused: ``booking.past``, ``queue.closed``, ``booking.too_soon``, ``booking.too_near``, ``booking.too_far``.
    """
    rules = at.hall.rules.booking
    today, day = local_time(at.hall, at.now).date(), local_day(at.hall, start)
    if start <= at.now:
        raise Refused("booking.past")
    if day == today and on_the_spot:
        check_not_closed(at, queue)
    may_be_near = on_the_spot and day in on_site_days(at, queue)
    if day < today + timedelta(days=rules.first_day) and not may_be_near:
        raise Refused("booking.too_soon", days=rules.first_day)
    if day == today and start < at.now + timedelta(minutes=rules.lead_min):
        raise Refused("booking.too_near", minutes=rules.lead_min)
    days = open_days(at.hall, queue, today, rules.window_days)
    if day > today and (not days or day > days[-1]):
        raise Refused("booking.too_far", days=rules.window_days)


def bookable(at: Situation, queue: QueuePrefix, start: datetime, *, on_the_spot: bool) -> Slot:
    """The slot that begins then, when bookings are taken for it now.

    Raises:
        Refused: as ``check_window``, ``booking.not_offered`` when the queue takes none at all, ``booking.no_slot``.
    """
    if not takes_bookings(at.hall, queue, at.now):
        raise Refused("booking.not_offered", queue=queue)
    check_window(at, queue, start, on_the_spot=on_the_spot)
    slot = find_slot(at.hall, (queue, start))
    if slot not in slots_left(at, queue, local_day(at.hall, start)):
        raise Refused("booking.no_slot")
    return slot


def slots_left(at: Situation, queue: QueuePrefix, day: date) -> tuple[Slot, ...]:
    """The slots of a day that may still be given, first to last: of today those that begin late enough.

    The last ones of a day begin before its last number is given: who comes then is still called before it closes. A
    queue that is closed for now has none today.

    Raises:
        Refused: ``calendar.year_missing``.
    """
    slots = day_slots(at.hall, queue, day)
    if day == local_time(at.hall, at.now).date():
        first = at.now + timedelta(minutes=at.hall.rules.booking.lead_min)
        slots = tuple(slot for slot in slots if slot.start >= first and queue not in at.state.closed)
    return tuple(slot for slot in slots if slot.start > at.now and _is_before_last_ticket(at.hall, slot))


def bookable_days(at: Situation, queue: QueuePrefix) -> list[date]:
    """The days for which somebody in the hall, or on the phone to its desk, may book; today while anything is left."""
    rules = at.hall.rules.booking
    today = local_time(at.hall, at.now).date()
    near = [day for day in on_site_days(at, queue) if day > today or slots_left(at, queue, day)]
    first = today + timedelta(days=rules.first_day)
    window = open_days(at.hall, queue, today, rules.window_days)
    return [*near, *(day for day in window if day >= first and day not in near)]


def _is_before_last_ticket(hall: Hall, slot: Slot) -> bool:
    """Whether numbers are given when a slot begins, and whoever is called then is not called too late."""
    calendar = hall.calendar_by_id[hall.queue_by_prefix[slot.queue].calendar]
    start = local_time(hall, slot.start)
    last = start + timedelta(minutes=hall.rules.last_call_before_close_min)
    spans = calendar.spans(start.date(), hall.holidays)
    is_called_in_time = last.date() == start.date() and last.hour * 60 + last.minute <= spans[-1].end_min
    return is_called_in_time and calendar.takes_tickets(start.date(), start.time(), hall.holidays)


def takes_bookings(hall: Hall, queue: QueuePrefix, now: datetime) -> bool:
    """Whether a queue has any slot within the window."""
    today = local_time(hall, now).date()
    days = open_days(hall, queue, today, hall.rules.booking.window_days)
    return any(day_slots(hall, queue, day) for day in days)


def next_free(at: Situation, queue: QueuePrefix) -> Slot | None:
    """The next slot with a free place, today or on the next day on which the queue is open; None when there is none."""
    for day in on_site_days(at, queue):
        for slot in slots_left(at, queue, day):
            if view_slot(at.state.bookings, slot).free:
                return slot
    return None


def on_site_days(at: Situation, queue: QueuePrefix) -> list[date]:
    """The days for which somebody may book on the spot; not today, in a queue that is closed for now."""
    today = local_time(at.hall, at.now).date()
    later = open_days(at.hall, queue, today, 1)
    return later if queue in at.state.closed else [today, *later]


def is_shut(at: Situation, queue: QueuePrefix, start: datetime) -> bool:
    """Whether nothing is given for that time now: it is today, and the queue is closed for now."""
    return queue in at.state.closed and local_day(at.hall, start) == local_time(at.hall, at.now).date()


def kept_slot(at: Situation, queue: QueuePrefix, start: datetime) -> Slot:
    """A slot of which a place is kept for whoever asks: it may be today.

    Raises:
        Refused: ``booking.past``, ``queue.closed``, ``booking.no_slot``.
    """
    if start <= at.now:
        raise Refused("booking.past")
    if is_shut(at, queue, start):
        check_not_closed(at, queue)
    return find_slot(at.hall, (queue, start))
