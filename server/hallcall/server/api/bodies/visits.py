"""Numbers, visitors and their calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from litestar.params import Body
from msgspec import Meta

from hallcall.core.commands import Channel, LeaseId
from hallcall.core.estimate import WaitRange
from hallcall.core.languages import Language
from hallcall.core.priority import ClassReason, PriorityClass
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, Ticket, TicketId
from hallcall.server.api.bodies.bookings import BookingView
from hallcall.server.api.bodies.common import Short
from hallcall.server.people import Document, VisitorFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CallShown:
    """One call of a number."""

    ticket: TicketId
    call: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedRequest:
    """Calls that a channel has shown or delivered."""

    channel: Channel
    calls: Annotated[tuple[CallShown, ...], Meta(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestNoticeRequest:
    """Where a message goes that only shows that messages go."""

    phone: Short = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """Body of ``ticket.issue``: the card instead of a person."""

    item: ItemCode
    kiosk: str = ""
    document: Document | None = None
    needs: frozenset[Need] = frozenset()
    phone: str | None = None
    as_class: PriorityClass | None = None
    """Another class than that of the card; not for kiosks."""
    reason: ClassReason | None = None
    """Why; with ``as_class`` only."""
    note: str = ""
    language: Language = Language.ZH
    """In which the visitor wants to be served."""
    more: tuple[ItemCode, ...] = ()
    """Other items for the same number."""
    quantity: int = 1
    """Cases that the visitor brings."""
    principal: Short | None = None
    """Number of the person or company in whose place the holder of the card comes."""
    override: Annotated[str, Meta(max_length=200), Body(max_length=200)] = ""
    """Why a number is given although it would be called after the last close; only a manager's."""

    def __repr__(self) -> str:
        return f"IssueRequest({self.item})"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineRequest:
    """Body of ``ticket.record_offline``: the card instead of a person."""

    lease: LeaseId
    seq: int
    item: ItemCode
    issued_at: datetime
    kiosk: str = ""
    document: Document | None = None
    needs: frozenset[Need] = frozenset()
    phone: str | None = None
    instead_of: Short | None = None
    """Key of the ``ticket.issue`` whose answer never came."""
    language: Language = Language.ZH
    quantity: int = 1
    """Cases that the visitor brings."""
    principal: Short | None = None
    """Number of the person or company in whose place the holder of the card comes."""

    def __repr__(self) -> str:
        return f"OfflineRequest({self.lease}, {self.seq})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Answer to a command."""

    seq: int
    """Place of its last event in the log; 0 when nothing changed."""
    repeated: bool
    events: tuple[str, ...] = ()
    """Ids of its events."""
    ticket: Ticket | None = None
    ahead: int | None = None
    wait: WaitRange | None = None
    phone: str | None = None
    """Masked number that messages go to."""
    visitor: VisitorFacts | None = None
    goes_first: bool | None = None
    """For the visitor at the kiosk: they are called sooner than others who come now. Not why."""
    language_spoken: bool | None = None
    """Whether a counter is on duty that speaks the language asked for; None for Mandarin and where nothing is known."""
    booking: BookingView | None = None
    """Null after ``booking.make`` means that the visitor is on the waiting list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferWaits:
    """Answer of ``GET /v1/counters/<number>/transfer-waits``; without those for whom no counter will call today."""

    queues: dict[QueuePrefix, WaitRange]
    counters: dict[str, WaitRange]
    """By the number on the plate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorRequest:
    """Body of ``POST /v1/visitor/tickets``."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRequest:
    """Body of ``POST /v1/visitor/ticket``."""

    token: Annotated[str, Meta(max_length=64)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorTickets:
    """Live tickets of a card."""

    tickets: tuple[Answer, ...]
