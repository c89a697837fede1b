"""What a clerk wants at a counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from hallcall.core.looks import LookReason
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import ClerkId, TicketId


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
class ServePassed:
    """The visitor of a passed number came after all and is served at once."""

    name: ClassVar[str] = "service.start_passed"
    counter: CounterNumber
    ticket: TicketId


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
class ConvertCounter:
    """A manager lets a counter serve another queue for a time (tidal window)."""

    name: ClassVar[str] = "counter.convert"
    counter: CounterNumber
    queue: QueuePrefix
    minutes: float
    """Then it serves its own queues again, by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackCounter:
    """A manager lets a converted counter serve its own queues again before its time."""

    name: ClassVar[str] = "counter.give_back"
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


CounterCommand: TypeAlias = (
    CallNext
    | CallChosen
    | Recall
    | PassTicket
    | StartService
    | ServePassed
    | FinishService
    | ParkTicket
    | OpenCounter
    | CloseCounter
    | PauseCounter
    | ResumeCounter
    | ConvertCounter
    | GiveBackCounter
    | RevealVisitor
)
"""Each command of this module."""
