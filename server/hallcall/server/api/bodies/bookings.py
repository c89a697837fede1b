"""Bookings, slots and strikes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from litestar.params import Body
from msgspec import Meta

from hallcall.core.booking.book import NO_CODE, BookingCode, BookingState, Strike
from hallcall.core.booking.slots import SlotView
from hallcall.core.snapshot import Closure
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, TicketId
from hallcall.server.people import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRequest:
    """Body of ``booking.make``: cards instead of people."""

    item: ItemCode
    document: Document | None = None
    partner: Document | None = None
    """Where both parties must come."""
    phone: str | None = None
    slot: datetime | None = None
    """Beginning of a slot; null is the next free one, for somebody who stands in the hall."""
    or_wait: bool = False
    """When everything is full, wait for a place that is given back."""

    def __repr__(self) -> str:
        return f"BookingRequest({self.item})"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRequest:
    """Body of ``booking.check_in``: a code, a card, or both."""

    code: BookingCode = NO_CODE
    document: Document | None = None
    kiosk: str = ""
    needs: frozenset[Need] = frozenset()
    override: Annotated[str, Meta(max_length=200), Body(max_length=200)] = ""
    """Why it counts as in time; not from a kiosk."""
    digits: Annotated[str, Meta(max_length=4), Body(max_length=4)] = ""
    """Last four places of the document's number, with a code and no card: whose booking it is is checked here."""

    def __repr__(self) -> str:
        return "CheckInRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderRequest:
    """Body of ``POST /v1/visitor/booking``: a booking by its code."""

    code: Annotated[str, Meta(max_length=8), Body(max_length=8)]

    def __repr__(self) -> str:
        return "HolderRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingsOver:
    """Body and answer of ``POST /v1/bookings/over``: bookings that a door waits for; those of them that are over."""

    codes: Annotated[tuple[BookingCode, ...], Meta(max_length=200)]

    def __repr__(self) -> str:
        return "BookingsOver(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcuseRequest:
    """Body of ``booking.excuse``: whose strikes, or those of which day, and why."""

    reason: Annotated[str, Meta(min_length=1, max_length=500), Body(min_length=1, max_length=500)]
    document: Document | None = None
    day: date | None = None

    def __repr__(self) -> str:
        return "ExcuseRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingView:
    """A booking as it is told to whoever has its code or card."""

    code: BookingCode
    item: ItemCode
    queue: QueuePrefix
    start: datetime
    end: datetime
    check_in_from: datetime
    check_in_until: datetime
    """The last minute in time."""
    free_until: datetime
    """Until then it is given up in time, or changed."""
    state: BookingState
    parties: int
    arrived: int
    """Parties that have checked in; fewer than all: it waits for the partner."""
    ticket: TicketId | None

    def __repr__(self) -> str:
        return f"BookingView({self.item}, {self.state})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsAnswer:
    """Answer of ``GET /v1/slots``."""

    queue: QueuePrefix
    day: date
    days: tuple[date, ...]
    """For which bookings are taken, beside those on the spot."""
    at: datetime
    """When it was so."""
    slots: tuple[SlotView, ...]
    closure: Closure | None = None
    """The queue is closed for now: of today nothing is given, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """A place that is kept for somebody of the waiting list; ``booking.make`` takes it."""

    item: ItemCode
    queue: QueuePrefix
    start: datetime
    until: datetime
    """How long it is kept."""
    parties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorBookings:
    """Answer of ``POST /v1/visitor/bookings``."""

    bookings: tuple[BookingView, ...]
    offers: tuple[OfferView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingHolder:
    """Answer of ``POST /v1/visitor/booking``: what a screen asks back before it checks somebody in."""

    booking: BookingView
    names: tuple[str, ...]
    """Masked; of those who told one."""

    def __repr__(self) -> str:
        return "BookingHolder(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikesAnswer:
    """Answer of ``POST /v1/visitor/strikes``."""

    strikes: tuple[Strike, ...]
    blocked_until: datetime | None
    """They may not book until then; null when they may."""
