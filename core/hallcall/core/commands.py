"""What somebody wants: one frozen value a wish, with one handler each in ``hallcall.core.decide``.

The wire name of a command is in ``COMMANDS``; names are never reused. Commands carry no secret of a person, who is
only an id made by the server's vault, and no time: the engine adds the clock. Only what happened while the server was
away says when, and core holds that to the time in which it can have been.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, NewType, TypeAlias

from hallcall.core.classes import ClassReason, PriorityClass
from hallcall.core.hall import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.languages import Language
from hallcall.core.looks import LookReason
from hallcall.core.tickets import ClerkId, Need, PersonId, TicketId

TaskId = NewType("TaskId", str)
LeaseId = NewType("LeaseId", str)
"""``2026-11-21/K1/A800``: day, kiosk and first number of a block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTicket:
    """A visitor takes a number."""

    name: ClassVar[str] = "ticket.issue"
    item: ItemCode
    kiosk: str = ""
    """Id of the kiosk, empty when a clerk or guide issues."""
    person: PersonId | None = None
    """Who takes it, as the vault knows them; None for a visitor without a document."""
    verified: bool = False
    """The document was read by a device, not typed."""
    needs: frozenset[Need] = frozenset()
    """What the visitor has asked for."""
    token: str = ""
    """Random, for the visitor's own page; made by the server."""
    has_phone: bool = False
    """A phone number of this person is known."""
    priority: PriorityClass = PriorityClass.NORMAL
    """By the card and by what the visitor has asked for."""
    as_class: PriorityClass | None = None
    """Another class, that a guide or clerk gives for a reason."""
    reason: ClassReason | None = None
    note: str = ""
    by: str = ""
    """Who gives it."""
    language: Language = Language.ZH
    """In which the visitor wants to be served."""
    more: tuple[ItemCode, ...] = ()
    """Other items that the visitor wants with the same number, at other counters too."""
    agent: PersonId | None = None
    """Who comes in the place of ``person``."""
    quantity: int = 1
    """Cases that the visitor brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseNotice:
    """The visitor turns messages for a ticket on or off."""

    name: ClassVar[str] = "ticket.choose_notice"
    ticket: TicketId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPrint:
    """A kiosk tells how printing a slip ended."""

    name: ClassVar[str] = "ticket.record_print"
    ticket: TicketId
    ok: bool
    reason: str = ""
    """Why not, from the vocabulary of device reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicket:
    """The visitor or a clerk gives a number up."""

    name: ClassVar[str] = "ticket.cancel"
    ticket: TicketId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNext:
    """A clerk calls whoever is next for this counter; the present visit is finished if the hall's rules say so."""

    name: ClassVar[str] = "call.next"
    counter: CounterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CallChosen:
    """A clerk calls one number out of turn, with a reason that is kept."""

    name: ClassVar[str] = "call.chosen"
    counter: CounterNumber
    ticket: TicketId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """A clerk calls the same number again."""

    name: ClassVar[str] = "call.recall"
    counter: CounterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTicket:
    """The called number did not come."""

    name: ClassVar[str] = "call.pass"
    counter: CounterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class StartService:
    """The called visitor is here."""

    name: ClassVar[str] = "service.start"
    counter: CounterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishService:
    """The visit is done."""

    name: ClassVar[str] = "service.finish"
    counter: CounterNumber
    ticket: TicketId | None = None
    """Only this visit; None finishes whichever is served there."""
    ended_at: datetime | None = None
    """When it was done, if the server was away then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkTicket:
    """The visitor leaves the counter to fetch something and will come back."""

    name: ClassVar[str] = "service.park"
    counter: CounterNumber
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTicket:
    """A parked visitor is back and waits again, with their old seniority."""

    name: ClassVar[str] = "ticket.return"
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTicket:
    """The visitor goes on to another queue or one certain counter, keeping their waiting time."""

    name: ClassVar[str] = "ticket.transfer"
    ticket: TicketId
    to_queue: QueuePrefix
    reason: str
    to_counter: CounterNumber | None = None
    """Only this counter of the queue may call the number."""
    note: str = ""
    to_item: ItemCode | None = None
    """What the visitor really came for, of that queue; by the hall's rule they then wait anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounter:
    """A clerk signs in at a counter."""

    name: ClassVar[str] = "counter.open"
    counter: CounterNumber
    clerk: ClerkId
    paused: bool = False
    """Signed in, but not yet calling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCounter:
    """The clerk signs out."""

    name: ClassVar[str] = "counter.close"
    counter: CounterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCounter:
    """The counter stops calling; while somebody is served, when they are done."""

    name: ClassVar[str] = "counter.pause"
    counter: CounterNumber
    reason: str
    until: datetime | None = None
    """When it expects to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCounter:
    """The counter goes on."""

    name: ClassVar[str] = "counter.resume"
    counter: CounterNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealVisitor:
    """A clerk looks at the full facts of the visitor at the counter; it is written down."""

    name: ClassVar[str] = "visitor.reveal"
    counter: CounterNumber
    reason: LookReason | None = None
    """Why; without one it is refused."""
    note: str = ""
    """What the list of reasons does not say; nothing of the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForHelp:
    """A visitor at a kiosk asks for a person."""

    name: ClassVar[str] = "help.ask"
    kiosk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeTask:
    """A guide takes a task."""

    name: ClassVar[str] = "task.take"
    task: TaskId
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalateTasks:
    """The clock says that tasks have waited too long; sent by the server itself."""

    name: ClassVar[str] = "task.escalate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDevice:
    """A machine tells the state of one of its devices."""

    name: ClassVar[str] = "device.report"
    device: str
    """``K1/ticket``: machine and device."""
    health: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseNumbers:
    """A kiosk wants to hold numbers for times without the server."""

    name: ClassVar[str] = "numbers.lease"
    kiosk: str
    book: str
    """The book in which it keeps them. A kiosk that has lost its book gets other numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOffline:
    """A number that a kiosk gave from its block while the server was away."""

    name: ClassVar[str] = "ticket.record_offline"
    lease: LeaseId
    seq: int
    item: ItemCode
    kiosk: str
    issued_at: datetime
    person: PersonId | None = None
    verified: bool = False
    needs: frozenset[Need] = frozenset()
    token: str = ""
    has_phone: bool = False
    instead_of: TicketId | None = None
    """A number given to the same wish whose answer never reached the kiosk: it is void."""
    priority: PriorityClass = PriorityClass.NORMAL
    """By the card on the day the number was given, and by what the visitor has asked for."""
    language: Language = Language.ZH


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperVisit:
    """A visit that was served from a paper number."""

    counter: CounterNumber
    started_at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPaper:
    """A number that was given on paper today."""

    name: ClassVar[str] = "ticket.record_paper"
    seq: int
    item: ItemCode
    taken_at: datetime
    served: PaperVisit | None = None
    """None while the visitor still waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPaperDay:
    """How many numbers of a queue were given and served on paper on a day that is over."""

    name: ClassVar[str] = "paper.record_day"
    day: date
    queue: QueuePrefix
    issued: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Numbers that a kiosk holds."""

    lease: LeaseId
    kiosk: str
    book: str
    queue: QueuePrefix
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNumbers:
    """How far numbers had come in a database that was replaced but could still be read."""

    day: date
    """The newest business day in it."""
    newest: tuple[tuple[QueuePrefix, int], ...]
    """The newest number of each queue that the server gave itself that day."""
    blocks: tuple[Block, ...] = ()
    """What kiosks held that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRestore:
    """The database was replaced by a backup; sent by the server itself when it starts with it."""

    name: ClassVar[str] = "restore.record"
    backup: str
    """Its file."""
    taken_at: datetime
    known: KnownNumbers | None
    """None when what was there could not be read: then the numbers given since can only be guessed."""
    per_hour: tuple[tuple[QueuePrefix, int], ...] = ()
    """More numbers than each queue ever gave in an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRecords:
    """Somebody orders that no record is erased for a time, as for a court; or lifts that."""

    name: ClassVar[str] = "records.hold"
    reason: str
    until: datetime | None = None
    """None lifts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """The hall has closed: whoever still waits is told that their number is void. Harmless when sent twice."""

    name: ClassVar[str] = "day.close"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """The clock says that a business day has begun; sent by the server itself, harmless when sent twice."""

    name: ClassVar[str] = "day.open"
    hot_items: tuple[ItemCode, ...] = ()
    """What was asked for most in the last weeks, for the kiosks' first page; empty leaves the hall's own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchQueues:
    """The clock says that it is time to look at how long people wait; sent by the server itself."""

    name: ClassVar[str] = "queue.watch"
    predicted: tuple[tuple[QueuePrefix, float], ...] = ()
    """By queue, the upper end (P90, minutes) of the wait of somebody who comes now; none where nobody calls."""


class AdviceAnswer(StrEnum):
    """What a visitor did who was told that their item can be done with a phone."""

    PHONE = "phone"
    """They do it with their phone."""
    NUMBER = "number"
    """They take a number all the same."""
    NONE = "none"
    """They went away without a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAdvice:
    """A kiosk tells how its advice to use a phone was answered."""

    name: ClassVar[str] = "advice.record"
    kiosk: str
    item: ItemCode
    answer: AdviceAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDailyCap:
    """A manager changes for today how many numbers a queue gives."""

    name: ClassVar[str] = "queue.set_cap"
    queue: QueuePrefix
    cap: int
    """Numbers of the whole day; 0 is no cap."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServePassed:
    """The visitor of a passed number came after all and is served at once."""

    name: ClassVar[str] = "service.start_passed"
    counter: CounterNumber
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallMe:
    """The visitor of a passed number comes forward and wants to be called again."""

    name: ClassVar[str] = "ticket.recall_me"
    ticket: TicketId
    kiosk: str = ""
    """Id of the kiosk; empty when a guide says it for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferTicket:
    """The holder of a waiting number lets others go first."""

    name: ClassVar[str] = "ticket.defer"
    ticket: TicketId
    by: int
    """So many more than would have gone anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReclassifyTicket:
    """A guide, clerk or manager gives a waiting visitor another class, with a reason that is kept."""

    name: ClassVar[str] = "ticket.reclassify"
    ticket: TicketId
    priority: PriorityClass
    reason: ClassReason | None = None
    """Why; without one it is refused."""
    note: str = ""
    """What the list of reasons does not say; nothing of the person."""
    by: str = ""
    """Who does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePriority:
    """The visitor gives up the priority that their card gives them, or takes it back."""

    name: ClassVar[str] = "ticket.choose_priority"
    ticket: TicketId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectQuantity:
    """A clerk or guide corrects how many cases a visitor brings."""

    name: ClassVar[str] = "ticket.correct_quantity"
    ticket: TicketId
    quantity: int


Command: TypeAlias = (
    IssueTicket
    | ChooseNotice
    | RecordPrint
    | CancelTicket
    | CallNext
    | CallChosen
    | Recall
    | PassTicket
    | StartService
    | FinishService
    | ParkTicket
    | ReturnTicket
    | TransferTicket
    | OpenCounter
    | CloseCounter
    | PauseCounter
    | ResumeCounter
    | RevealVisitor
    | AskForHelp
    | TakeTask
    | EscalateTasks
    | ReportDevice
    | LeaseNumbers
    | RecordOffline
    | RecordPaper
    | RecordPaperDay
    | RecordRestore
    | HoldRecords
    | CloseDay
    | OpenDay
    | WatchQueues
    | RecordAdvice
    | SetDailyCap
    | ServePassed
    | RecallMe
    | DeferTicket
    | ReclassifyTicket
    | ChoosePriority
    | CorrectQuantity
)

COMMANDS: dict[str, type[Command]] = {
    command.name: command
    for command in (
        IssueTicket,
        ChooseNotice,
        RecordPrint,
        CancelTicket,
        CallNext,
        CallChosen,
        Recall,
        PassTicket,
        StartService,
        FinishService,
        ParkTicket,
        ReturnTicket,
        TransferTicket,
        OpenCounter,
        CloseCounter,
        PauseCounter,
        ResumeCounter,
        RevealVisitor,
        AskForHelp,
        TakeTask,
        EscalateTasks,
        ReportDevice,
        LeaseNumbers,
        RecordOffline,
        RecordPaper,
        RecordPaperDay,
        RecordRestore,
        HoldRecords,
        CloseDay,
        OpenDay,
        WatchQueues,
        RecordAdvice,
        SetDailyCap,
        ServePassed,
        RecallMe,
        DeferTicket,
        ReclassifyTicket,
        ChoosePriority,
        CorrectQuantity,
    )
}
"""Commands by their wire name."""
