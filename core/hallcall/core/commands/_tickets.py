"""What is wished for a number while it waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from hallcall.core.languages import Language
from hallcall.core.priority import ClassReason, PriorityClass
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Need, PersonId, TicketId


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
    override: str = ""
    """Why a manager gives it although it would be called after the last close. Kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseNotice:
    """The visitor turns messages for a ticket on or off."""

    name: ClassVar[str] = "ticket.choose_notice"
    ticket: TicketId
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPrint:
    """A kiosk tells what became of a slip."""

    name: ClassVar[str] = "ticket.record_print"
    ticket: TicketId
    ok: bool
    reason: str = ""
    """Why not, from the vocabulary of device reasons."""
    wanted: bool = True
    """False when none was printed because the visitor goes without; then ``ok`` says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTicket:
    """The visitor or a clerk gives a number up."""

    name: ClassVar[str] = "ticket.cancel"
    ticket: TicketId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnTicket:
    """A parked visitor is back and waits again, with their old seniority."""

    name: ClassVar[str] = "ticket.return"
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


TicketCommand: TypeAlias = (
    IssueTicket
    | ChooseNotice
    | RecordPrint
    | CancelTicket
    | ReturnTicket
    | RecallMe
    | DeferTicket
    | ReclassifyTicket
    | ChoosePriority
    | CorrectQuantity
    | TransferTicket
)
"""Each command of this module."""
