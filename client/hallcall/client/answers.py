"""What the server answers, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec

from hallcall.core import errors
from hallcall.core.booking.book import BookingCode, BookingState
from hallcall.core.booking.slots import SlotView
from hallcall.core.estimate import WaitRange
from hallcall.core.identity import DocumentKind, Sex
from hallcall.core.snapshot import Closure
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Need, Ticket, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorFacts:
    """What a clerk may know of the visitor at the counter."""

    ticket: TicketId
    name: str = field(repr=False)
    """Masked, or in full after a reveal that was written down."""
    document: str
    """The last characters behind stars."""
    document_kind: DocumentKind | None
    sex: Sex | None
    """None until the visit has started."""
    age: int | None
    """Full years; None until the visit has started."""
    needs: frozenset[Need]
    verified: bool
    """The document was read by a device, not typed."""
    revealed: bool = False
    principal: str = ""
    """Masked number of whom an agent comes for; empty for who comes for themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFacts:
    """A booking as whoever has its card or code may know it."""

    code: BookingCode = field(repr=False)
    item: ItemCode
    queue: QueuePrefix
    start: datetime
    check_in_from: datetime
    check_in_until: datetime
    """The last minute in time."""
    state: BookingState
    parties: int
    arrived: int
    """Parties that have checked in."""
    free_until: datetime | None = None
    """Until then it is given up in time, or changed; None when the server did not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFacts:
    """A place that is kept for somebody of the waiting list."""

    item: ItemCode
    queue: QueuePrefix
    start: datetime
    until: datetime
    """How long it is kept."""
    parties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorBookings:
    """The bookings of a card, soonest first, and the places kept for it."""

    bookings: tuple[BookingFacts, ...]
    offers: tuple[OfferFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingHolder:
    """The booking of a code, and whose it is: what a screen asks back before somebody is checked in."""

    booking: BookingFacts
    names: tuple[str, ...] = field(repr=False)
    """Masked; of those who told one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySlots:
    """How full the slots of a queue are on a day."""

    queue: QueuePrefix
    day: date
    days: tuple[date, ...]
    """For which bookings are taken."""
    at: datetime
    """When it was so."""
    slots: tuple[SlotView, ...]
    closure: Closure | None = None
    """The queue is closed for now: of today nothing is given, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a command. It is given only after everything in it reached the disk."""

    seq: int
    """Place in the log of the last event; 0 when nothing changed."""
    repeated: bool
    """It had been done before: the first answer again."""
    events: tuple[str, ...]
    """Ids of the events."""
    ticket: Ticket | None = None
    ahead: int | None = None
    """People who will be called first."""
    wait: WaitRange | None = None
    phone: str | None = None
    """Masked number that messages would go to."""
    visitor: VisitorFacts | None = None
    goes_first: bool | None = None
    """The visitor is called sooner than others who come now; None where it is not told."""
    language_spoken: bool | None = None
    """Whether a counter is on duty that speaks the language asked for; None for Mandarin and where nothing is known."""
    booking: BookingFacts | None = None
    """That was made, changed or used."""
    offline: bool = False
    """This machine gave it by itself; the server has not heard of it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferWaits:
    """How long the visitor at a counter would wait elsewhere; without those for whom no counter will call today."""

    queues: dict[QueuePrefix, WaitRange]
    counters: dict[str, WaitRange]
    """By the number on the plate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingsOver:
    """Of the bookings that a door asked for, those that are over."""

    codes: tuple[BookingCode, ...]

    def __repr__(self) -> str:
        return "BookingsOver(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A clerk's signed-in session."""

    token: str
    clerk: ClerkId
    name: str
    counter: CounterNumber

    def __repr__(self) -> str:
        return f"Session(clerk={self.clerk!r}, counter={self.counter})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What a device gets for its one-time code."""

    token: str
    role: str
    device: str

    def __repr__(self) -> str:
        return f"Pairing(role={self.role!r}, device={self.device!r})"


def _error_classes() -> dict[str, type[errors.HallcallError]]:
    kinds = (errors.Refused, errors.LinkError, errors.StorageError, errors.ConfigError)
    return {code: kind for kind in kinds for code in kind.codes}


_BY_CODE = _error_classes()


def error_from(status: int, body: bytes) -> errors.HallcallError:
    """The error an HTTP answer speaks of; ``link.server_error`` when it is none of ours."""
    try:
        said: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
        code, fields = str(said["code"]), dict(said.get("fields") or {})
    except (msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError):
        return errors.LinkError("link.server_error", status=status)
    kind = _BY_CODE.get(code)
    if kind is None:
        return errors.LinkError("link.server_error", status=status)
    return kind(code, **{str(key): value for key, value in fields.items() if isinstance(value, str | int | float)})
