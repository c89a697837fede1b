"""What the clock does to bookings: the missed ones, offers that ran out, places for the waiting list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hallcall.core import events as ev
from hallcall.core.booking import limits
from hallcall.core.booking.book import Booking, Place, Waiter
from hallcall.core.booking.slots import find_slot, local_day
from hallcall.core.commands import ReviewBookings
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.lateness import in_time_until
from hallcall.core.situation import Outcome, Situation
from hallcall.core.snapshot import CounterStatus
from hallcall.core.terms import QueuePrefix


def review_bookings(at: Situation, _command: ReviewBookings) -> Outcome:
    """Do what is due."""
    events = (*_missed(at), *_lapsed(at), *_offered(at))
    return Outcome(events=events, repeated=not events)


def is_review_due(at: Situation) -> bool:
    """Whether ``review_bookings`` would do anything."""
    if at.state.emergency is not None:
        return False
    steps = (_missed, _lapsed, _offered)
    return any(next(step(at), None) is not None for step in steps)


def _missed(at: Situation) -> Iterator[ev.BookingMissed]:
    grace = timedelta(minutes=at.hall.rules.booking.grace_min)
    for booking in at.state.bookings.begun(at.now - grace):
        if at.now >= in_time_until(at.hall, booking.start):
            yield ev.BookingMissed(code=booking.code, counts=_was_open(at, booking))


def _was_open(at: Situation, booking: Booking) -> bool:
    """Whether somebody was there to serve them: a hall or queue that was closed holds nothing against anybody."""
    if booking.queue in at.state.closed:
        return False
    desks = [counter.number for counter in at.hall.counters_by_queue.get(QueuePrefix(booking.queue), ())]
    states = (at.state.counter(number, at.now).status for number in desks)
    is_same_day = local_day(at.hall, booking.start) == local_time(at.hall, at.now).date()
    return is_same_day and any(status is not CounterStatus.CLOSED for status in states)


def _has_lapsed(at: Situation, waiter: Waiter) -> bool:
    return waiter.until is not None and at.now >= waiter.until


def _lapsed(at: Situation) -> Iterator[ev.OfferLapsed]:
    for waiter in at.state.bookings.waiters.values():
        if waiter.offer is not None and _has_lapsed(at, waiter):
            yield ev.OfferLapsed(person=waiter.people[0], item=waiter.item, queue=waiter.queue, start=waiter.offer)


def _offered(at: Situation) -> Iterator[ev.PlaceOffered]:
    """Offer each place that was given back to the first who wants it; nobody is woken at night."""
    rules = at.hall.rules.booking
    free = _free_places(at)
    if not free or rules.is_quiet(local_time(at.hall, at.now).time()):
        return
    until = at.now + timedelta(minutes=rules.offer_min)
    asked: set[str] = set()
    for place, count in sorted(free.items()):
        if limits.is_shut(at, *place):
            continue
        waiting = [one for one in at.state.bookings.waiters.values() if one.wants(place) and one.key not in asked]
        for waiter in waiting[: min(count, _room(at, place)) if place[1] > until else 0]:
            asked.add(waiter.key)
            yield ev.PlaceOffered(
                person=waiter.people[0],
                item=waiter.item,
                queue=waiter.queue,
                start=place[1],
                until=until,
                has_phone=waiter.has_phone,
            )


def _room(at: Situation, place: Place) -> int:
    """Places of a slot that are neither booked nor offered; the hall may have changed since they were given back."""
    try:
        places = find_slot(at.hall, place).capacity.places
    except Refused:
        return 0
    lapsed = sum((one.queue, one.offer) == place for one in at.state.bookings.waiters.values() if _has_lapsed(at, one))
    return max(places - at.state.bookings.taken(place) - at.state.bookings.offered(place) + lapsed, 0)


def _free_places(at: Situation) -> dict[Place, int]:
    """Places given back, and those of offers that run out at this moment."""
    bookings = at.state.bookings
    free = {**bookings.freed}
    for waiter in bookings.waiters.values():
        if waiter.offer is not None and _has_lapsed(at, waiter):
            place = (waiter.queue, waiter.offer)
            free[place] = free.get(place, 0) + 1
    return free
