"""What clerks do at their counters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from hallcall.core.languages import Language
from hallcall.core.looks import LookReason
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import ClerkId, TicketId


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
class CounterConverted:
    """The counter serves another queue for a time."""

    name: ClassVar[str] = "counter.converted"
    counter: CounterNumber
    queue: QueuePrefix
    queues: tuple[QueuePrefix, ...]
    """All that it serves meanwhile: that one, and its express queue where they take turns."""
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterGivenBack:
    """The counter serves its own queues again."""

    name: ClassVar[str] = "counter.given_back"
    counter: CounterNumber
    queues: tuple[QueuePrefix, ...]


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


CounterEvent: TypeAlias = (
    CounterOpened
    | CounterClosed
    | CounterPausePlanned
    | CounterPaused
    | CounterResumed
    | CounterConverted
    | CounterGivenBack
    | VisitorRevealed
)
"""Each event of this module."""
