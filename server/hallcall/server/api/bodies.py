"""What requests carry and answers hold, beside the types of core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from litestar.params import Body
from msgspec import Meta

from hallcall.core.classes import ClassReason, PriorityClass
from hallcall.core.commands import LeaseId
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import CounterNumber, ItemCode
from hallcall.core.languages import Language
from hallcall.core.tickets import ClerkId, Need, Ticket
from hallcall.server.ops.live import QueueNow, ServedWithin
from hallcall.server.people import Document, VisitorFacts
from hallcall.server.security.register import Role
from hallcall.server.storage.history import Look, Page

Short = Annotated[str, Meta(min_length=1, max_length=64), Body(min_length=1, max_length=64)]
Password = Annotated[str, Meta(min_length=1, max_length=200), Body(min_length=1, max_length=200)]
"""Read by the first, described by the second."""
SigningRequest = Annotated[str, Meta(min_length=1, max_length=8192), Body(min_length=1, max_length=8192)]


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
