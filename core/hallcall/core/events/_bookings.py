"""What happens to appointments and to those who wait for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from hallcall.core.booking.book import BookingCode
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingMade:
    """An appointment was given."""

    name: ClassVar[str] = "booking.made"
    code: BookingCode
    item: ItemCode
    queue: QueuePrefix
    start: datetime
    people: tuple[PersonId, ...]
    has_phone: bool = False
    on_site: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingMoved:
    """An appointment is at another time."""

    name: ClassVar[str] = "booking.moved"
    code: BookingCode
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingCancelled:
    """An appointment was given up."""

    name: ClassVar[str] = "booking.cancelled"
    code: BookingCode
    late: bool = False
    """Too near its slot for the place to help anybody."""
    by_hall: bool = False
    undone: bool = False
    """So soon after it was made that it is held against nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyArrived:
    """One of two parties has checked in; the number is given when the other is there."""

    name: ClassVar[str] = "booking.party_arrived"
    code: BookingCode
    person: PersonId
    priority: PriorityClass = PriorityClass.NORMAL
    """Their own class, which the number of both will have if it is the better one."""
    needs: frozenset[Need] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingMissed:
    """Nobody came in time."""

    name: ClassVar[str] = "booking.missed"
    code: BookingCode
    counts: bool
    """It is held against them: the hall was open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitJoined:
    """Somebody waits for a place that is given back."""

    name: ClassVar[str] = "booking.wait_joined"
    people: tuple[PersonId, ...]
    item: ItemCode
    queue: QueuePrefix
    first: datetime
    last: datetime
    has_phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOffered:
    """A place is kept for the first of the waiting list, who is told."""

    name: ClassVar[str] = "booking.offered"
    person: PersonId
    item: ItemCode
    queue: QueuePrefix
    start: datetime
    until: datetime
    has_phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLapsed:
    """The place was not taken in time."""

    name: ClassVar[str] = "booking.offer_lapsed"
    person: PersonId
    item: ItemCode
    queue: QueuePrefix
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikesExcused:
    """These bookings are held against nobody any more, or not against one person."""

    name: ClassVar[str] = "booking.strikes_excused"
    codes: tuple[BookingCode, ...]
    reason: str
    person: PersonId | None = None


BookingEvent: TypeAlias = (
    BookingMade
    | BookingMoved
    | BookingCancelled
    | PartyArrived
    | BookingMissed
    | WaitJoined
    | PlaceOffered
    | OfferLapsed
    | StrikesExcused
)
"""Each event of this module."""
