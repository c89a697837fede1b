"""What guides, managers, machines and the clock want of the hall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, NewType, TypeAlias

from hallcall.core.terms import ItemCode, QueuePrefix

TaskId = NewType("TaskId", str)


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
class CountPeople:
    """A machine tells how many have gone through a door since it told last."""

    name: ClassVar[str] = "people.count"
    door: str
    entered: int
    left: int


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


class ClosureReason(StrEnum):
    """Why a queue is closed, as visitors are told. Its sentence is the message ``closure-reason-...``."""

    SYSTEM = "system"
    """What the counters work with is down."""
    STAFF = "staff"
    """Nobody is there to serve it."""
    PREMISES = "premises"
    """Power, water, a door: the place cannot be used."""
    FULL = "full"
    """Whoever waits cannot all be served today."""
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseQueue:
    """A manager stops a queue for now; whoever waits keeps their number and is told what they can do."""

    name: ClassVar[str] = "queue.close"
    queue: QueuePrefix
    reason: ClosureReason | None = None
    """Told to everybody; without one it is refused."""
    note: str = ""
    """For those who work here; nothing of a person."""
    until: datetime | None = None
    """When it is expected to go on; it does not by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenQueue:
    """A manager lets a queue go on that was closed."""

    name: ClassVar[str] = "queue.reopen"
    queue: QueuePrefix


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchQueues:
    """The clock says that it is time to look at how long people wait; sent by the server itself."""

    name: ClassVar[str] = "queue.watch"
    predicted: tuple[tuple[QueuePrefix, float], ...] = ()
    """By queue, the upper end (P90, minutes) of the wait of somebody who comes now; none where nobody calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginEmergency:
    """People must leave the building, now."""

    name: ClassVar[str] = "emergency.begin"
    is_drill: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndEmergency:
    """They may come back."""

    name: ClassVar[str] = "emergency.end"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRecords:
    """Somebody orders that no record is erased for a time, as for a court; or lifts that."""

    name: ClassVar[str] = "records.hold"
    reason: str
    until: datetime | None = None
    """None lifts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """The clock says that a business day has begun; sent by the server itself, harmless when sent twice."""

    name: ClassVar[str] = "day.open"
    hot_items: tuple[ItemCode, ...] = ()
    """What was asked for most in the last weeks, for the kiosks' first page; empty leaves the hall's own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """The hall has closed: whoever still waits is told that their number is void. Harmless when sent twice."""

    name: ClassVar[str] = "day.close"


HallCommand: TypeAlias = (
    AskForHelp
    | TakeTask
    | EscalateTasks
    | ReportDevice
    | CountPeople
    | RecordAdvice
    | SetDailyCap
    | CloseQueue
    | ReopenQueue
    | WatchQueues
    | BeginEmergency
    | EndEmergency
    | HoldRecords
    | OpenDay
    | CloseDay
)
"""Each command of this module."""
