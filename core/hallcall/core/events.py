"""What has happened: one frozen value a fact, never changed and never taken back.

The wire name is the class's ``name``; names are never reused (PROTOCOL_CHANGES.md). ``Recorded`` is an event with
its place in the hall's log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, NewType, TypeAlias

from hallcall.core.booking.book import BookingCode
from hallcall.core.classes import ClassReason, PriorityClass
from hallcall.core.commands import AdviceAnswer, LeaseId, TaskId
from hallcall.core.hall import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.languages import Language
from hallcall.core.looks import LookReason
from hallcall.core.stated import StatedWait
from hallcall.core.tickets import ClerkId, Need, PersonId, TicketId, Visit

AlarmId = NewType("AlarmId", str)
"""``long_wait/A``: what is wrong, and with which queue. There is one at a time."""


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
class TicketNeared:
    """The visitor's turn is near."""

    name: ClassVar[str] = "ticket.neared"
    ticket: TicketId
    ahead: int


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
class CounterOpened:
    """A clerk signed in."""

    name: ClassVar[str] = "counter.opened"
    counter: CounterNumber
    clerk: ClerkId
    paused: bool = False
    languages: tuple[Language, ...] = ()
    """Spoken there beside Mandarin."""
    queues: tuple[QueuePrefix, ...] = ()
    """It serves, told where it speaks another language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed:
    """The clerk signed out."""

    name: ClassVar[str] = "counter.closed"
    counter: CounterNumber
    clerk: ClerkId
    hands_over: bool = False
    """The visitor at the counter stays for the next clerk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPausePlanned:
    """The counter will pause when the present visitor is done."""

    name: ClassVar[str] = "counter.pause_planned"
    counter: CounterNumber
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPaused:
    """The counter stopped calling."""

    name: ClassVar[str] = "counter.paused"
    counter: CounterNumber
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterResumed:
    """The counter goes on."""

    name: ClassVar[str] = "counter.resumed"
    counter: CounterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorRevealed:
    """A clerk looked at the full facts of the visitor."""

    name: ClassVar[str] = "visitor.revealed"
    ticket: TicketId
    counter: CounterNumber
    clerk: ClerkId
    reason: LookReason | None = None
    """Why; None only in logs from before reasons were asked."""
    note: str = ""


class TaskKind(StrEnum):
    """Why a guide is wanted."""

    FETCH_VISITOR = "fetch_visitor"
    """Somebody who cannot see the screen was called: bring them to the counter."""
    HELP_AT_KIOSK = "help_at_kiosk"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRaised:
    """A guide is wanted."""

    name: ClassVar[str] = "task.raised"
    task: TaskId
    kind: TaskKind
    ticket: TicketId | None = None
    number: str = ""
    counter: CounterNumber | None = None
    kiosk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTaken:
    """A guide took the task."""

    name: ClassVar[str] = "task.taken"
    task: TaskId
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEscalated:
    """Nobody took the task in time."""

    name: ClassVar[str] = "task.escalated"
    task: TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReported:
    """A device changed its state."""

    name: ClassVar[str] = "device.reported"
    device: str
    health: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersLeased:
    """A kiosk holds these numbers until the day ends."""

    name: ClassVar[str] = "numbers.leased"
    lease: LeaseId
    kiosk: str
    book: str
    queue: QueuePrefix
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketServedOnPaper:
    """A paper number was served while the hall worked without the server."""

    name: ClassVar[str] = "ticket.served_on_paper"
    ticket: TicketId
    counter: CounterNumber
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDayRecorded:
    """A queue worked on paper on a day that is over."""

    name: ClassVar[str] = "paper.day_recorded"
    day: date
    queue: QueuePrefix
    issued: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HallRestored:
    """The database was replaced by a backup: what happened after it is not in this log."""

    name: ClassVar[str] = "hall.restored"
    backup: str
    taken_at: datetime
    numbers: tuple[tuple[QueuePrefix, int], ...]
    """By queue, the number behind which it goes on, so that none on a slip is given again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsHeld:
    """No record is erased for a time, or that was lifted."""

    name: ClassVar[str] = "records.held"
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A business day began; numbers start again."""

    name: ClassVar[str] = "day.opened"
    day: date
    hot_items: tuple[ItemCode, ...] = ()
    """For the kiosks' first page; empty leaves the hall's own choice."""


class AlarmKind(StrEnum):
    """What is wrong with the waits of a queue."""

    LONG_WAIT = "long_wait"
    """Newcomers are likely to wait longer than the hall promises."""
    MORE_COUNTERS = "more_counters"
    """So many wait, or so long, that another counter is wanted."""


class CounterAction(StrEnum):
    """How a queue gets another counter."""

    OPEN = "open"
    """It is closed, and may serve the queue."""
    CONVERT = "convert"
    """It serves another queue that can spare it for a time."""
    RESUME = "resume"
    """It has paused, and may serve the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmNoticed:
    """The waits of a queue have come above a limit. Nobody is told yet."""

    name: ClassVar[str] = "alarm.noticed"
    alarm: AlarmId
    kind: AlarmKind
    queue: QueuePrefix


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised:
    """The waits of a queue have been above a limit for too long."""

    name: ClassVar[str] = "alarm.raised"
    alarm: AlarmId
    kind: AlarmKind
    queue: QueuePrefix
    waiting: int
    """Who waits there."""
    longest_min: float
    """The longest wait among them so far."""
    predicted_min: float | None
    """Upper end of the wait stated to newcomers; None when no counter is open."""
    action: CounterAction | None = None
    """What would help; None when no counter is left."""
    counter: CounterNumber | None = None
    from_queue: QueuePrefix | None = None
    """With ``convert``: the queue that can spare the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmEnded:
    """The waits of a queue are well below the limit again, whether somebody was told or not."""

    name: ClassVar[str] = "alarm.ended"
    alarm: AlarmId


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven:
    """A kiosk told a visitor that their item can be done with a phone."""

    name: ClassVar[str] = "advice.given"
    item: ItemCode
    kiosk: str
    answer: AdviceAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCapSet:
    """A manager changed for today how many numbers a queue gives."""

    name: ClassVar[str] = "queue.cap_set"
    queue: QueuePrefix
    cap: int
    """0 is no cap."""
    reason: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyArrived:
    """One of two parties has checked in; the number is given when the other is there."""

    name: ClassVar[str] = "booking.party_arrived"
    code: BookingCode
    person: PersonId


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


Event: TypeAlias = (
    TicketIssued
    | NoticeChosen
    | TicketPrinted
    | TicketPrintFailed
    | TicketNeared
    | TicketCalled
    | TicketRecalled
    | TicketPassed
    | TicketReturned
    | TicketStarted
    | TicketFinished
    | TicketParked
    | TicketTransferred
    | TicketCancelled
    | TicketExpired
    | CounterOpened
    | CounterClosed
    | CounterPausePlanned
    | CounterPaused
    | CounterResumed
    | VisitorRevealed
    | TaskRaised
    | TaskTaken
    | TaskEscalated
    | DeviceReported
    | NumbersLeased
    | TicketServedOnPaper
    | PaperDayRecorded
    | HallRestored
    | RecordsHeld
    | DayOpened
    | AlarmNoticed
    | AlarmRaised
    | AlarmEnded
    | AdviceGiven
    | DailyCapSet
    | TicketDeferred
    | TicketReclassified
    | QuantityCorrected
    | BookingMade
    | BookingMoved
    | BookingCancelled
    | PartyArrived
    | BookingMissed
    | WaitJoined
    | PlaceOffered
    | OfferLapsed
    | StrikesExcused
)

EVENTS: dict[str, type[Event]] = {
    event.name: event
    for event in (
        TicketIssued,
        NoticeChosen,
        TicketPrinted,
        TicketPrintFailed,
        TicketNeared,
        TicketCalled,
        TicketRecalled,
        TicketPassed,
        TicketReturned,
        TicketStarted,
        TicketFinished,
        TicketParked,
        TicketTransferred,
        TicketCancelled,
        TicketExpired,
        CounterOpened,
        CounterClosed,
        CounterPausePlanned,
        CounterPaused,
        CounterResumed,
        VisitorRevealed,
        TaskRaised,
        TaskTaken,
        TaskEscalated,
        DeviceReported,
        NumbersLeased,
        TicketServedOnPaper,
        PaperDayRecorded,
        HallRestored,
        RecordsHeld,
        DayOpened,
        AlarmNoticed,
        AlarmRaised,
        AlarmEnded,
        AdviceGiven,
        DailyCapSet,
        TicketDeferred,
        TicketReclassified,
        QuantityCorrected,
        BookingMade,
        BookingMoved,
        BookingCancelled,
        PartyArrived,
        BookingMissed,
        WaitJoined,
        PlaceOffered,
        OfferLapsed,
        StrikesExcused,
    )
}
"""Events by their wire name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event in the hall's log."""

    seq: int
    """Place in the log, 1 upwards without a gap."""
    epoch: str
    """Names this log; another one means: take a new snapshot."""
    id: str
    """Unique for ever; the same on the wall, in the window text and in the message outbox."""
    at: datetime
    """UTC."""
    cause: str
    """Idempotency key of the command."""
    event: Event
