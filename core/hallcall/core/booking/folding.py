"""What each event does to the book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hallcall.core import events as ev
from hallcall.core.booking.book import (
    Booking,
    BookingCode,
    Bookings,
    BookingState,
    Place,
    Strike,
    StrikeKind,
    Waiter,
    waiter_key,
)
from hallcall.core.values import changed


def _made(book: Bookings, event: ev.BookingMade, at: datetime) -> None:
    book.put(
        Booking(
            code=event.code,
            item=event.item,
            queue=event.queue,
            start=event.start,
            people=event.people,
            made_at=at,
            has_phone=event.has_phone,
            on_site=event.on_site,
        )
    )
    for person in event.people:
        key = waiter_key(person, event.item)
        book.made[key] = book.made.get(key, 0) + 1
        book.waiters.pop(key, None)


def _moved(book: Bookings, event: ev.BookingMoved, _: datetime) -> None:
    before = book.change(event.code, start=event.start)
    if before is not None:
        _give_back(book, before.place)


def _cancelled(book: Bookings, event: ev.BookingCancelled, at: datetime) -> None:
    before = book.change(event.code, state=BookingState.CANCELLED)
    if before is None:
        return
    _give_back(book, before.place)
    if not (event.by_hall or event.undone):
        kind = StrikeKind.LATE_CANCEL if event.late else StrikeKind.CANCEL
        book.strike(before.people, Strike(code=event.code, kind=kind, at=at))


def _party_arrived(book: Bookings, event: ev.PartyArrived, _: datetime) -> None:
    booking = book.by_code.get(event.code)
    if booking is not None:
        arrived = booking.arrived | {event.person}
        book.change(event.code, arrived=arrived, priority=event.priority, needs=event.needs)


def _missed(book: Bookings, event: ev.BookingMissed, at: datetime) -> None:
    before = book.change(event.code, state=BookingState.MISSED)
    if before is not None and event.counts:
        absent = [person for person in before.people if person not in before.arrived]
        book.strike(absent, Strike(code=event.code, kind=StrikeKind.MISSED, at=at))


def _wait_joined(book: Bookings, event: ev.WaitJoined, _: datetime) -> None:
    waiter = Waiter(
        people=event.people,
        item=event.item,
        queue=event.queue,
        first=event.first,
        last=event.last,
        has_phone=event.has_phone,
    )
    book.waiters[waiter.key] = waiter


def _offered(book: Bookings, event: ev.PlaceOffered, _: datetime) -> None:
    key, place = waiter_key(event.person, event.item), (event.queue, event.start)
    waiter = book.waiters.get(key)
    if waiter is not None:
        book.waiters[key] = changed(waiter, offer=event.start, until=event.until)
    _take_back(book, place)


def _lapsed(book: Bookings, event: ev.OfferLapsed, _: datetime) -> None:
    book.waiters.pop(waiter_key(event.person, event.item), None)
    _give_back(book, (event.queue, event.start))


def _excused(book: Bookings, event: ev.StrikesExcused, _: datetime) -> None:
    book.forget_strikes(event.codes, event.person)


def use(book: Bookings, event: ev.TicketIssued) -> None:
    """A booking has become a number: whoever came late has come after all."""
    code = BookingCode(event.booking)
    before = book.change(code, state=BookingState.USED, ticket=event.ticket)
    if before is not None and before.state is BookingState.MISSED:
        book.forget_strikes([code])


def _give_back(book: Bookings, place: Place) -> None:
    """Remember a free place while somebody waits for it."""
    if any(waiter.wants(place) for waiter in book.waiters.values()):
        book.freed[place] = book.freed.get(place, 0) + 1


def _take_back(book: Bookings, place: Place) -> None:
    left = book.freed.get(place, 0) - 1
    if left > 0:
        book.freed[place] = left
    else:
        book.freed.pop(place, None)


HANDLERS: dict[type[ev.Event], Callable[[Bookings, Any, datetime], None]] = {
    ev.BookingMade: _made,
    ev.BookingMoved: _moved,
    ev.BookingCancelled: _cancelled,
    ev.PartyArrived: _party_arrived,
    ev.BookingMissed: _missed,
    ev.WaitJoined: _wait_joined,
    ev.PlaceOffered: _offered,
    ev.OfferLapsed: _lapsed,
    ev.StrikesExcused: _excused,
}
"""What the book takes in."""
