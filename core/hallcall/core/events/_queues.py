"""What happens to a queue as a whole: its waits are watched, its numbers a day are capped, it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, NewType, TypeAlias

from hallcall.core.commands import ClosureReason
from hallcall.core.terms import CounterNumber, QueuePrefix

AlarmId = NewType("AlarmId", str)
"""``long_wait/A``: what is wrong, and with which queue. There is one at a time."""


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
class DailyCapSet:
    """A manager changed for today how many numbers a queue gives."""

    name: ClassVar[str] = "queue.cap_set"
    queue: QueuePrefix
    cap: int
    """0 is no cap."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueClosed:
    """A manager stopped a queue for now."""

    name: ClassVar[str] = "queue.closed"
    queue: QueuePrefix
    reason: ClosureReason
    note: str = ""
    until: datetime | None = None
    """When it is expected to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueReopened:
    """It goes on."""

    name: ClassVar[str] = "queue.reopened"
    queue: QueuePrefix


QueueEvent: TypeAlias = AlarmNoticed | AlarmRaised | AlarmEnded | DailyCapSet | QueueClosed | QueueReopened
"""Each event of this module."""
