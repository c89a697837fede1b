"""What requests carry and answers hold, beside the types of core."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from litestar.params import Body
from msgspec import Meta

from hallcall.core.booking.book import NO_CODE, BookingCode, BookingState, Strike
from hallcall.core.booking.slots import SlotView
from hallcall.core.commands import Channel, LeaseId
from hallcall.core.estimate import WaitRange
from hallcall.core.languages import Language
from hallcall.core.priority import ClassReason, PriorityClass
from hallcall.core.snapshot import Closure
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Need, Ticket, TicketId
from hallcall.server.ops.live import QueueNow, ServedWithin
from hallcall.server.people import Document, VisitorFacts
from hallcall.server.security.register import Role
from hallcall.server.storage.history import Look, Page

Short = Annotated[str, Meta(min_length=1, max_length=64), Body(min_length=1, max_length=64)]
Password = Annotated[str, Meta(min_length=1, max_length=200), Body(min_length=1, max_length=200)]
"""Read by the first, described by the second."""
SigningRequest = Annotated[str, Meta(min_length=1, max_length=8192), Body(min_length=1, max_length=8192)]


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
class PairRequest:
    """Body of ``POST /v1/pair``."""

    code: Short

    def __repr__(self) -> str:
        return "PairRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAnswer:
    """A token for a machine."""

    token: str
    role: Role
    device: str

    def __repr__(self) -> str:
        return f"PairAnswer({self.role.value}, {self.device})"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolRequest:
    """Body of ``POST /v1/enrol``."""

    code: Short
    csr: SigningRequest
    """PKCS #10, PEM; signed with the machine's new key."""

    def __repr__(self) -> str:
        return "EnrolRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolAnswer:
    """A token and a certificate for a machine."""

    token: str
    role: Role
    device: str
    certificate: str
    """PEM, ninety days."""
    authority: str
    """The authority's certificate, PEM."""
    at: datetime
    """The server's time: what the machine's own clock says does not matter."""

    def __repr__(self) -> str:
        return f"EnrolAnswer({self.role.value}, {self.device})"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewRequest:
    """Body of ``POST /v1/renew``."""

    csr: SigningRequest

    def __repr__(self) -> str:
        return "RenewRequest(***)"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewAnswer:
    """A new certificate."""

    certificate: str
    at: datetime

    def __repr__(self) -> str:
        return f"RenewAnswer({self.at})"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """Body of ``POST /v1/login``."""

    clerk: Short
    password: Password
    paused: bool = False

    def __repr__(self) -> str:
        return f"LoginRequest({self.clerk})"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginAnswer:
    """A session."""

    token: str
    clerk: ClerkId
    name: str
    counter: CounterNumber

    def __repr__(self) -> str:
        return f"LoginAnswer({self.clerk}, {self.counter})"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingCodeRequest:
    """Body of ``POST /v1/admin/pairing-codes``."""

    role: Role
    device: Short


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingCodeAnswer:
    """A one-time code."""

    code: str
    expires_at: datetime
    fingerprint: str
    """Of the hall's authority, to be typed in with the code; empty when there is none."""

    def __repr__(self) -> str:
        return f"PairingCodeAnswer(expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkRequest:
    """Body of ``POST /v1/admin/clerks``."""

    clerk: Short
    name: Short
    password: Annotated[str, Meta(min_length=8, max_length=200), Body(min_length=8, max_length=200)]

    def __repr__(self) -> str:
        return f"ClerkRequest({self.clerk})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedMachine:
    """A machine that was paired."""

    role: Role
    device: str
    paired_at: datetime
    certificate_until: datetime | None
    """End of its newest certificate; None when it holds none."""
    revoked: bool
    revision: str | None
    """Of the hall by which it works; None when it is not connected, empty when it does not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MachinesAnswer:
    """Answer of ``GET /v1/admin/devices``."""

    revision: str
    """Of the hall by which the server works."""
    devices: tuple[PairedMachine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRequest:
    """Body of ``POST /v1/admin/devices/revoke``."""

    role: Role
    device: Short


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditAnswer:
    """Answer of ``GET /v1/audit``."""

    entries: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksAnswer:
    """Answer of ``GET /v1/audit/looks``."""

    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveReportAnswer:
    """Answer of ``GET /v1/report/live``."""

    at: datetime
    """The hall's time."""
    promise_min: float
    """How long visitors should wait at most, in minutes."""
    whole: ServedWithin
    queues: tuple[QueueNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeRequest:
    """Body of ``POST /v1/admin/purge``."""

    now: datetime
    """Erase what may be kept no longer at this instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeAnswer:
    """What was erased."""

    phones: int
    notices: int
    answers: int
    rows: dict[str, int]
    """By table, rows that were erased."""
    left: dict[str, int]
    """By table, rows that should be gone and are not."""
    held_until: datetime | None
    """A legal hold keeps everything until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRequest:
    """Body of ``POST /v1/admin/purge/hold``."""

    reason: Annotated[str, Meta(min_length=1, max_length=500), Body(min_length=1, max_length=500)]
    until: datetime | None = None
    """Nothing is erased until then; None lifts the hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupAnswer:
    """Answer of ``POST /v1/admin/backups``."""

    file: str
    """Full path on the server."""
    size: int
    """Bytes."""
    seq: int
    """Place of the newest event in it."""
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosedAnswer:
    """Answer of ``POST /v1/admin/day/close``."""

    expired: int
    """Numbers that became void by this; 0 when it had been done before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """``{}``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Answer of ``/livez`` and ``/readyz``."""

    reasons: tuple[str, ...] = ()
    """Codes of what is wrong; none when all is well."""
    warnings: tuple[str, ...] = ()
    """Codes of what should be looked at."""
    at: datetime
    """The hall's time."""
