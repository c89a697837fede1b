"""All bookings of a hall: what its days and its log keep of them, and what finds them quickly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType, TypeAlias, TypeVar

from hallcall.core.booking.rules import KEPT_DAYS
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, PersonId, TicketId
from hallcall.core.values import changed

BookingCode = NewType("BookingCode", str)
"""What the visitor types or shows: eight digits."""
NO_CODE = BookingCode("")
_Key = TypeVar("_Key")
Place: TypeAlias = tuple[QueuePrefix, datetime]
"""A slot: queue and beginning."""


class BookingState(StrEnum):
    """Where a booking is in its life."""

    BOOKED = "booked"
    USED = "used"
    """Checked in; there is a ticket."""
    MISSED = "missed"
    """Nobody came in time. Who comes later that day takes a number as if they had no booking."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A promise: these people, for this item, at this time."""

    code: BookingCode
    item: ItemCode
    queue: QueuePrefix
    start: datetime
    people: tuple[PersonId, ...]
    """One, or two where both parties must come."""
    made_at: datetime
    state: BookingState = BookingState.BOOKED
    arrived: frozenset[PersonId] = frozenset()
    """Those of several who have checked in."""
    priority: PriorityClass = PriorityClass.NORMAL
    """Class of the one who came first of two,"""
    needs: frozenset[Need] = frozenset()
    """and what they have asked for."""
    has_phone: bool = False
    on_site: bool = False
    """Made in the hall by somebody who could not be given a number."""
    ticket: TicketId | None = None
    """The number it became."""

    @property
    def place(self) -> Place:
        """The slot it takes a place of."""
        return self.queue, self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """Somebody who takes a place when one becomes free."""

    people: tuple[PersonId, ...]
    """The first of them is told."""
    item: ItemCode
    queue: QueuePrefix
    first: datetime
    last: datetime
    """Beginnings of the slots that they want, both included."""
    has_phone: bool = False
    offer: datetime | None = None
    """Beginning of the slot that is kept for them."""
    until: datetime | None = None
    """How long it is kept."""

    @property
    def key(self) -> str:
        """One a person and item."""
        return waiter_key(self.people[0], self.item)

    def is_offered(self, now: datetime) -> bool:
        """Whether a place is kept for them."""
        return self.offer is not None and self.until is not None and now <= self.until

    def wants(self, place: Place) -> bool:
        """Whether they would take a place of this slot."""
        return self.offer is None and self.queue == place[0] and self.first <= place[1] <= self.last


class StrikeKind(StrEnum):
    """What is held against somebody for a while."""

    MISSED = "missed"
    LATE_CANCEL = "late_cancel"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """A booking that helped nobody."""

    code: BookingCode
    kind: StrikeKind
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingsKept:
    """All of ``Bookings`` as one value, in an order that depends on nothing but its content."""

    bookings: tuple[Booking, ...]
    waiters: tuple[Waiter, ...]
    """First come first."""
    strikes: dict[PersonId, tuple[Strike, ...]]
    made: dict[str, int]
    freed: tuple[tuple[QueuePrefix, datetime, int], ...]


@dataclass
class Bookings:
    """Changed by the events of the log only (``folding``)."""

    by_code: dict[BookingCode, Booking] = field(default_factory=dict[BookingCode, Booking])
    """Those to come, and those of today that have ended."""
    waiters: dict[str, Waiter] = field(default_factory=dict[str, Waiter])
    """The waiting list, first come first."""
    strikes: dict[PersonId, tuple[Strike, ...]] = field(default_factory=dict[PersonId, tuple[Strike, ...]])
    made: dict[str, int] = field(default_factory=dict[str, int])
    """Bookings made today, by person and item (``waiter_key``)."""
    freed: dict[Place, int] = field(default_factory=dict[Place, int])
    """Places given back that somebody of the waiting list may want."""

    def __post_init__(self) -> None:
        self.finder = Finder()

    def __copy__(self) -> Bookings:
        twin = Bookings({**self.by_code}, {**self.waiters}, {**self.strikes}, {**self.made}, {**self.freed})
        twin.finder = self.finder.copy()
        return twin

    @classmethod
    def from_kept(cls, kept: BookingsKept) -> Bookings:
        """As they were kept."""
        bookings = cls(
            waiters={waiter.key: waiter for waiter in kept.waiters},
            strikes={**kept.strikes},
            made={**kept.made},
            freed={(queue, start): count for queue, start, count in kept.freed},
        )
        for booking in kept.bookings:
            bookings.put(booking)
        return bookings

    def kept(self) -> BookingsKept | None:
        """As one value; None when there is nothing to keep."""
        if not (self.by_code or self.waiters or self.strikes or self.made or self.freed):
            return None
        return BookingsKept(
            bookings=tuple(self.by_code[code] for code in sorted(self.by_code)),
            waiters=tuple(self.waiters.values()),
            strikes={person: self.strikes[person] for person in sorted(self.strikes)},
            made={key: self.made[key] for key in sorted(self.made)},
            freed=tuple((*place, count) for place, count in sorted(self.freed.items())),
        )

    def put(self, booking: Booking) -> None:
        """Store a booking, new or changed."""
        before = self.by_code.get(booking.code)
        if before is not None:
            self.finder.drop(before)
        self.by_code[booking.code] = booking
        self.finder.add(booking)

    def change(self, code: BookingCode, /, **changes: object) -> Booking | None:
        """Change a booking; None when this copy was not told of it."""
        before = self.by_code.get(code)
        if before is None:
            return None
        self.put(changed(before, **changes))
        return before

    def of_person(self, person: PersonId) -> list[Booking]:
        """Bookings of a person that stand in the book, soonest first."""
        codes = self.finder.of_person.get(person, ())
        return sorted((self.by_code[code] for code in codes), key=lambda booking: (booking.start, booking.code))

    def taken(self, place: Place) -> int:
        """Places of a slot that are booked."""
        return self.finder.taken.get(place, 0)

    def offered(self, place: Place) -> int:
        """Places of a slot that are offered to somebody."""
        return sum((waiter.queue, waiter.offer) == place for waiter in self.waiters.values())

    def offers_of(self, person: PersonId, now: datetime) -> list[Waiter]:
        """Those of the waiting list for whom a place is kept now, this person alone or with another; soonest first."""
        mine = (one for one in self.waiters.values() if person in one.people and one.is_offered(now))
        return sorted(mine, key=lambda one: (str(one.offer), one.key))

    def promised(self, place: Place) -> int:
        """Places of a slot that are kept for the waiting list: offered, or about to be."""
        freed = self.freed.get(place, 0)
        wanted = sum(waiter.wants(place) for waiter in self.waiters.values()) if freed else 0
        return self.offered(place) + min(freed, wanted)

    def begun(self, before: datetime) -> Iterator[Booking]:
        """Bookings that nobody has used and whose slot begins before an instant."""
        for start in sorted(start for start in self.finder.open if start < before):
            yield from (self.by_code[code] for code in sorted(self.finder.open[start]))

    def open_day(self, now: datetime) -> None:
        """Forget what only the day before needed."""
        for booking in [*self.by_code.values()]:
            if booking.state is not BookingState.BOOKED:
                self.finder.drop(booking)
                del self.by_code[booking.code]
        self.made = {}
        self.waiters = {key: waiter for key, waiter in self.waiters.items() if waiter.last > now}
        self.freed = {place: count for place, count in self.freed.items() if place[1] > now}
        oldest = now - timedelta(days=KEPT_DAYS)
        kept = (
            (person, tuple(strike for strike in strikes if strike.at >= oldest))
            for person, strikes in self.strikes.items()
        )
        self.strikes = {person: strikes for person, strikes in kept if strikes}

    def strike(self, people: Iterable[PersonId], strike: Strike) -> None:
        """Hold something against people."""
        for person in people:
            self.strikes[person] = (*self.strikes.get(person, ()), strike)

    def forget_strikes(self, codes: Iterable[BookingCode], person: PersonId | None = None) -> None:
        """Hold bookings against nobody any more, or not against one person."""
        gone = frozenset(codes)
        for one in [*self.strikes] if person is None else [person]:
            left = tuple(strike for strike in self.strikes.get(one, ()) if strike.code not in gone)
            if left:
                self.strikes[one] = left
            else:
                self.strikes.pop(one, None)


class Finder:
    """Finds bookings by what they are asked for; holds nothing that the book does not."""

    def __init__(self) -> None:
        self.taken: dict[Place, int] = {}
        self.of_person: dict[PersonId, frozenset[BookingCode]] = {}
        self.open: dict[datetime, frozenset[BookingCode]] = {}
        """Those that nobody has used, by the beginning of their slot."""

    def copy(self) -> Finder:
        """A finder of its own."""
        twin = Finder()
        twin.taken, twin.of_person, twin.open = {**self.taken}, {**self.of_person}, {**self.open}
        return twin

    def add(self, booking: Booking) -> None:
        """Find it from now on."""
        if booking.state is not BookingState.CANCELLED:
            self.taken[booking.place] = self.taken.get(booking.place, 0) + 1
        if booking.state is BookingState.BOOKED:
            self.open[booking.start] = self.open.get(booking.start, frozenset()) | {booking.code}
        for person in booking.people:
            self.of_person[person] = self.of_person.get(person, frozenset()) | {booking.code}

    def drop(self, booking: Booking) -> None:
        """Find it no more."""
        if booking.state is not BookingState.CANCELLED:
            self.taken[booking.place] -= 1
            if not self.taken[booking.place]:
                del self.taken[booking.place]
        if booking.state is BookingState.BOOKED:
            _drop_from(self.open, booking.start, booking.code)
        for person in booking.people:
            _drop_from(self.of_person, person, booking.code)


def waiter_key(person: PersonId, item: ItemCode) -> str:
    """Names a person's wish for an item."""
    return f"{person}/{item}"


def _drop_from(index: dict[_Key, frozenset[BookingCode]], key: _Key, code: BookingCode) -> None:
    left = index[key] - {code}
    if left:
        index[key] = left
    else:
        del index[key]
