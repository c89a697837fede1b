"""What is wished for an appointment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, TypeAlias

from hallcall.core.booking.book import NO_CODE, BookingCode
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import ItemCode
from hallcall.core.tickets import Need, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBooking:
    """Somebody wants an appointment."""

    name: ClassVar[str] = "booking.make"
    item: ItemCode
    people: tuple[PersonId, ...] = ()
    """Who comes: one, or both parties."""
    slot: datetime | None = None
    """Beginning of the slot; None is the next free one, for somebody who stands in the hall."""
    code: BookingCode = NO_CODE
    """Random; made by the server."""
    has_phone: bool = False
    """A phone number of the first of them is known."""
    or_wait: bool = False
    """When everything is full, they wait for a place that is given back."""
    on_the_spot: bool = False
    """They stand in the hall, or are on the phone to its desk: what is left of today is offered to them too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBooking:
    """Somebody wants to come at another time."""

    name: ClassVar[str] = "booking.change"
    code: BookingCode
    slot: datetime
    on_the_spot: bool = False
    """As in ``MakeBooking``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelBooking:
    """Somebody will not come."""

    name: ClassVar[str] = "booking.cancel"
    code: BookingCode
    by_hall: bool = False
    """The hall cannot keep it: nothing is held against the visitor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Somebody with a booking is here."""

    name: ClassVar[str] = "booking.check_in"
    code: BookingCode = NO_CODE
    """Empty: the booking of the card for today."""
    person: PersonId | None = None
    verified: bool = False
    needs: frozenset[Need] = frozenset()
    kiosk: str = ""
    token: str = ""
    """Random, for the visitor's own page; made by the server."""
    has_phone: bool = False
    priority: PriorityClass = PriorityClass.NORMAL
    """By the card."""
    override: str = ""
    """Why it counts as in time although it is not: somebody queued at the kiosk. Kept."""
    by_message: bool = False
    """They walked past and pressed nothing: a message must tell them their number, and what becomes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseStrikes:
    """What is held against people is taken back, with a reason that is kept."""

    name: ClassVar[str] = "booking.excuse"
    reason: str
    person: PersonId | None = None
    """None is everybody."""
    day: date | None = None
    """Only what was noted on this day; None is any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBookings:
    """The clock says that a booking was missed, or that a place can be offered; sent by the server itself."""

    name: ClassVar[str] = "booking.review"


BookingCommand: TypeAlias = MakeBooking | ChangeBooking | CancelBooking | CheckIn | ExcuseStrikes | ReviewBookings
"""Each command of this module."""
