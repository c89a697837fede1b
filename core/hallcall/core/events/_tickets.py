"""What happens to a number, from the kiosk to the end of the visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from hallcall.core.commands import Reached
from hallcall.core.languages import Language
from hallcall.core.priority import ClassReason, PriorityClass
from hallcall.core.stated import StatedWait
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Need, PersonId, TicketId, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    """A number was given, or a visitor who goes on began to wait elsewhere (``leg`` > 1)."""

    name: ClassVar[str] = "ticket.issued"
    ticket: TicketId
    number: str
    origin: QueuePrefix
    seq: int
    leg: int
    queue: QueuePrefix
    item: ItemCode
    seniority: datetime
    person: PersonId | None = None
    verified: bool = False
    has_phone: bool = False
    needs: frozenset[Need] = frozenset()
    kiosk: str = ""
    token: str = ""
    notify: bool = False
    only_counter: CounterNumber | None = None
    parent: TicketId | None = None
    note: str = ""
    offline: bool = False
    """It was given without the server, at ``seniority``."""
    priority: PriorityClass = PriorityClass.NORMAL
    booking: str = ""
    booked_for: datetime | None = None
    not_before: datetime | None = None
    defer_by: int = 0
    at_end: bool = False
    spaced_by: int = 0
    language: Language = Language.ZH
    together: tuple[ItemCode, ...] = ()
    then: tuple[Visit, ...] = ()
    agent: PersonId | None = None
    quantity: int = 1
    stated: StatedWait | None = None
    """What the visitor was told of the wait; None where nobody could tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeChosen:
    """The visitor turned messages on or off."""

    name: ClassVar[str] = "ticket.notice_chosen"
    ticket: TicketId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPrinted:
    """A slip left the printer."""

    name: ClassVar[str] = "ticket.printed"
    ticket: TicketId
    copy: int
    """1 for the first slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPrintFailed:
    """A slip did not come out; the number is valid all the same."""

    name: ClassVar[str] = "ticket.print_failed"
    ticket: TicketId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSlipDeclined:
    """The visitor goes without a slip; they may still have one printed."""

    name: ClassVar[str] = "ticket.slip_declined"
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNeared:
    """The visitor's turn is near."""

    name: ClassVar[str] = "ticket.neared"
    ticket: TicketId
    ahead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHeldUp:
    """The queue of a number is closed; its holder, who wants messages, is told. The number keeps its place."""

    name: ClassVar[str] = "ticket.held_up"
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketGoesOn:
    """The queue of a number that was held up goes on; its holder is told."""

    name: ClassVar[str] = "ticket.goes_on"
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    """A number was called to a counter: the one event behind wall, window text and message."""

    name: ClassVar[str] = "ticket.called"
    ticket: TicketId
    number: str
    counter: CounterNumber
    clerk: ClerkId
    recall_after_s: float
    """It may be called again after so many seconds."""
    chosen_reason: str = ""
    """Why it was called out of turn; empty when the policy chose it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled:
    """The number was called again."""

    name: ClassVar[str] = "ticket.recalled"
    ticket: TicketId
    number: str
    counter: CounterNumber
    call: int
    """2 for the first recall."""
    recall_after_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSettled:
    """A call had time to arrive: by which channels it did."""

    name: ClassVar[str] = "call.settled"
    ticket: TicketId
    call: int
    """1, and one more for each recall."""
    reached: tuple[Reached, ...] = ()
    """The first confirmation of each channel; none when nobody can say that it arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPassed:
    """The number did not come. What follows (returned or cancelled) is an event of its own; else it lies aside."""

    name: ClassVar[str] = "ticket.passed"
    ticket: TicketId
    counter: CounterNumber
    passes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReturned:
    """The number waits again."""

    name: ClassVar[str] = "ticket.returned"
    ticket: TicketId
    seniority: datetime
    defer_by: int = 0
    at_end: bool = False
    spaced_by: int = 0
    by_kiosk: str = ""
    """The kiosk at which its visitor came forward; empty when the rule or somebody of the hall let it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDeferred:
    """The holder of a waiting number lets others go first."""

    name: ClassVar[str] = "ticket.deferred"
    ticket: TicketId
    by: int
    """As they wished."""
    behind: int
    """Calls of the queue after which it is its turn: those who were before it, and these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReclassified:
    """A waiting visitor got another class."""

    name: ClassVar[str] = "ticket.reclassified"
    ticket: TicketId
    priority: PriorityClass
    before: PriorityClass
    reason: ClassReason
    note: str = ""
    by: str = ""
    """Number of the clerk or name of the guide; empty when the visitor did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityCorrected:
    """A visitor brings another number of cases than was said."""

    name: ClassVar[str] = "ticket.quantity_corrected"
    ticket: TicketId
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStarted:
    """The visitor is at the counter."""

    name: ClassVar[str] = "ticket.started"
    ticket: TicketId
    counter: CounterNumber
    clerk: ClerkId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFinished:
    """The visit is done."""

    name: ClassVar[str] = "ticket.finished"
    ticket: TicketId
    counter: CounterNumber
    clerk: ClerkId
    ended_at: datetime | None = None
    """When, if the server was away then; None is the time of this event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketParked:
    """The visitor left the counter to fetch something."""

    name: ClassVar[str] = "ticket.parked"
    ticket: TicketId
    counter: CounterNumber
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred:
    """This ticket ends; ``child`` waits elsewhere with the same number."""

    name: ClassVar[str] = "ticket.transferred"
    ticket: TicketId
    child: TicketId
    to_queue: QueuePrefix
    to_counter: CounterNumber | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    """The number is void."""

    name: ClassVar[str] = "ticket.cancelled"
    ticket: TicketId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketExpired:
    """The day ended before the visit."""

    name: ClassVar[str] = "ticket.expired"
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketServedOnPaper:
    """A paper number was served while the hall worked without the server."""

    name: ClassVar[str] = "ticket.served_on_paper"
    ticket: TicketId
    counter: CounterNumber
    started_at: datetime
    finished_at: datetime


TicketEvent: TypeAlias = (
    TicketIssued
    | NoticeChosen
    | TicketPrinted
    | TicketPrintFailed
    | TicketSlipDeclined
    | TicketNeared
    | TicketHeldUp
    | TicketGoesOn
    | TicketCalled
    | TicketRecalled
    | CallSettled
    | TicketPassed
    | TicketReturned
    | TicketDeferred
    | TicketReclassified
    | QuantityCorrected
    | TicketStarted
    | TicketFinished
    | TicketParked
    | TicketTransferred
    | TicketCancelled
    | TicketExpired
    | TicketServedOnPaper
)
"""Each event of this module."""
