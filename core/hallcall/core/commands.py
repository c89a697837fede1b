"""What somebody wants: one frozen value a wish, with one handler each in ``hallcall.core.decide``.

The wire name of a command is in ``COMMANDS``; names are never reused. Commands carry no time and no secret of a
person: the engine adds the clock, and a person is only an id made by the server's vault.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NewType, TypeAlias

from hallcall.core.hall import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Need, PersonId, TicketId

TaskId = NewType("TaskId", str)


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
class OpenDay:
    """The clock says that a business day has begun; sent by the server itself, harmless when sent twice."""

    name: ClassVar[str] = "day.open"


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
    | OpenDay
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
        OpenDay,
    )
}
"""Commands by their wire name."""
