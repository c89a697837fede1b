"""What happens to the hall: its days, its machines, its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, TypeAlias

from hallcall.core.commands import AdviceAnswer, LeaseId
from hallcall.core.terms import ItemCode, QueuePrefix


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A business day began; numbers start again."""

    name: ClassVar[str] = "day.opened"
    day: date
    hot_items: tuple[ItemCode, ...] = ()
    """For the kiosks' first page; empty leaves the hall's own choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleCounted:
    """So many went through a door. Numbers only: no picture is kept of anybody."""

    name: ClassVar[str] = "people.counted"
    door: str
    entered: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReported:
    """The network told what became of a message that had left."""

    name: ClassVar[str] = "notice.delivery_reported"
    notice: str
    """Id of the event that the message was about."""
    delivered: bool
    trouble: str = ""


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
class AdviceGiven:
    """A kiosk told a visitor that their item can be done with a phone."""

    name: ClassVar[str] = "advice.given"
    item: ItemCode
    kiosk: str
    answer: AdviceAnswer


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
class EmergencyBegun:
    """People must leave the building."""

    name: ClassVar[str] = "emergency.begun"
    is_drill: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyEnded:
    """They may come back."""

    name: ClassVar[str] = "emergency.ended"
    reason: str = ""


HallEvent: TypeAlias = (
    DayOpened
    | PeopleCounted
    | DeliveryReported
    | DeviceReported
    | NumbersLeased
    | AdviceGiven
    | PaperDayRecorded
    | HallRestored
    | RecordsHeld
    | EmergencyBegun
    | EmergencyEnded
)
"""Each event of this module."""
