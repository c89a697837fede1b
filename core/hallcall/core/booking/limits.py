"""Who may book what and when. Each refusal names its rule: ``booking.<rule>``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hallcall.core.booking.book import Booking, BookingState, waiter_key
from hallcall.core.booking.slots import Slot, day_slots, find_slot, local_day, open_days, view_slot
from hallcall.core.booking.strikes import blocked_until
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall, QueuePrefix, ServiceItem
from hallcall.core.situation import Situation
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


def check_window(at: Situation, queue: QueuePrefix, start: datetime) -> None:
    """Whether bookings for that day are taken now.

    Raises:
        Refused: ``booking.past``, ``booking.too_soon``, ``booking.too_far``.
    """
    rules = at.hall.rules.booking
    today, day = local_time(at.hall, at.now).date(), local_day(at.hall, start)
    if start <= at.now:
        raise Refused("booking.past")
    if day < today + timedelta(days=rules.first_day):
        raise Refused("booking.too_soon", days=rules.first_day)
    days = open_days(at.hall, queue, today, rules.window_days)
    if not days or day > days[-1]:
        raise Refused("booking.too_far", days=rules.window_days)


def bookable(at: Situation, queue: QueuePrefix, start: datetime) -> Slot:
    """The slot that begins then, when bookings are taken for it now.

    Raises:
        Refused: as ``check_window``, ``booking.not_offered`` when the queue takes none at all, ``booking.no_slot``.
    """
    if not takes_bookings(at.hall, queue, at.now):
        raise Refused("booking.not_offered", queue=queue)
    check_window(at, queue, start)
    return find_slot(at.hall, (queue, start))


def takes_bookings(hall: Hall, queue: QueuePrefix, now: datetime) -> bool:
    """Whether a queue has any slot within the window."""
    today = local_time(hall, now).date()
    days = open_days(hall, queue, today, hall.rules.booking.window_days)
    return any(day_slots(hall, queue, day) for day in days)


def next_free(at: Situation, queue: QueuePrefix) -> Slot | None:
    """The next slot with a free place, today or on the next day on which the queue is open; None when there is none."""
    for day in on_site_days(at, queue):
        for slot in day_slots(at.hall, queue, day):
            if slot.start > at.now and view_slot(at.state.bookings, slot).free:
                return slot
    return None


def on_site_days(at: Situation, queue: QueuePrefix) -> list[date]:
    """The days for which somebody may book on the spot."""
    today = local_time(at.hall, at.now).date()
    return [today, *open_days(at.hall, queue, today, 1)]


def kept_slot(at: Situation, queue: QueuePrefix, start: datetime) -> Slot:
    """A slot of which a place is kept for whoever asks: it may be today.

    Raises:
        Refused: ``booking.past``, ``booking.no_slot``.
    """
    if start <= at.now:
        raise Refused("booking.past")
    return find_slot(at.hall, (queue, start))
