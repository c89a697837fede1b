"""What a screen may know of the hall at one moment: counters, calls, tasks and devices as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hallcall.core import events as ev
from hallcall.core.booking.book import BookingsKept
from hallcall.core.commands import ClosureReason, LeaseId, PagerCondition, PagerNumber, TaskId
from hallcall.core.languages import Language
from hallcall.core.ratings_kept import RatingsKept
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Ticket, TicketId


class CounterStatus(StrEnum):
    """What a counter is doing."""

    CLOSED = "closed"
    IDLE = "idle"
    CALLING = "calling"
    SERVING = "serving"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterState:
    """A counter at this moment."""

    number: CounterNumber
    status: CounterStatus
    since: datetime
    clerk: ClerkId | None = None
    ticket: TicketId | None = None
    pause_reason: str = ""
    pause_until: datetime | None = None
    pause_planned: bool = False
    """It pauses when the present visitor is done."""
    languages: tuple[Language, ...] = ()
    """Spoken there beside Mandarin."""
    queues: tuple[QueuePrefix, ...] = ()
    """It serves, told where it speaks another language."""

    def speaks(self, language: Language, queue: QueuePrefix) -> bool:
        """Whether it serves a queue in that language now."""
        is_working = self.status not in {CounterStatus.CLOSED, CounterStatus.PAUSED}
        return is_working and language in self.languages and queue in self.queues


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A number on the walls. A recall changes it in place; it never becomes a second one."""

    seq: int
    """Place in the log of the first call; identity of this call."""
    ticket: TicketId
    number: str
    queue: QueuePrefix
    counter: CounterNumber
    first_at: datetime
    at: datetime
    """Of the latest call."""
    call: int
    ended_at: datetime | None = None
    ending: str = ""
    """``started | passed | cancelled | transferred | expired``; empty while it is out."""
    moved_to: QueuePrefix | None = None
    """After a transfer: the queue the number now waits in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something a guide should do."""

    id: TaskId
    kind: ev.TaskKind
    raised_at: datetime
    ticket: TicketId | None
    number: str
    counter: CounterNumber | None
    kiosk: str
    taken_by: str = ""
    escalated: bool = False
    pager: PagerNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceState:
    """A device as its machine last told."""

    device: str
    health: str
    reasons: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A block of numbers that one kiosk gives while the server is away."""

    id: LeaseId
    kiosk: str
    book: str
    """The kiosk's book that holds it."""
    queue: QueuePrefix
    first: int
    last: int
    granted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something is wrong with the waits of a queue, or may be."""

    id: ev.AlarmId
    kind: ev.AlarmKind
    queue: QueuePrefix
    since: datetime
    """When it was noticed."""
    raised_at: datetime | None = None
    """When it had lasted long enough; None before."""
    waiting: int = 0
    """When it was raised, as all below."""
    longest_min: float = 0.0
    predicted_min: float | None = None
    action: ev.CounterAction | None = None
    counter: CounterNumber | None = None
    from_queue: QueuePrefix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A queue is closed for now: it gives no numbers and is not called from; who waits there keeps their place."""

    queue: QueuePrefix
    reason: ClosureReason
    since: datetime
    until: datetime | None = None
    """When it is expected to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerState:
    """A vibrating pager."""

    pager: PagerNumber
    condition: PagerCondition = PagerCondition.WELL
    ticket: TicketId | None = None
    """Who holds it; kept when the visit has ended and it was not taken back."""
    given_at: datetime | None = None

    @property
    def is_out(self) -> bool:
        """Whether somebody has it, or had it last and took it along."""
        return self.given_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A counter serves another queue for a time."""

    counter: CounterNumber
    queues: tuple[QueuePrefix, ...]
    """What it serves meanwhile, the queue that it helps first."""
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """People in the hall, as its doors have counted today."""

    now: int = 0
    """Never less than none."""
    entered: int = 0
    left: int = 0
    unseen: int = 0
    """So many left who were not seen coming: a counter misses some, and staff come by other doors."""

    def after(self, entered: int, left: int) -> Occupancy:
        """After so many more."""
        inside = self.now + entered - left
        return Occupancy(
            now=max(inside, 0),
            entered=self.entered + entered,
            left=self.left + left,
            unseen=self.unseen + max(-inside, 0),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """People must leave the building, or practise that."""

    since: datetime
    is_drill: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a screen that knows nothing needs: the live part of the state, at a place in the log."""

    seq: int
    epoch: str
    at: datetime
    day: date | None
    tickets: tuple[Ticket, ...]
    """Live ones, by id."""
    counters: tuple[CounterState, ...]
    calls: tuple[Call, ...]
    tasks: tuple[Task, ...]
    devices: tuple[DeviceState, ...]
    leases: tuple[Lease, ...] = ()
    """Today's, by id."""
    bookings: BookingsKept | None = None
    """Only in what the server keeps for itself: no screen is told."""
    runs: tuple[tuple[QueuePrefix, int], ...] = ()
    """By queue, how many tickets with a priority were called last one after the other, or, negative, without one."""
    alarms: tuple[Alarm, ...] = ()
    """By id."""
    caps: tuple[tuple[QueuePrefix, int], ...] = ()
    """By queue, the numbers of today as a manager has set them."""
    hot_items: tuple[ItemCode, ...] = ()
    """What the kiosks' first page shows today, in order; empty is the hall's own choice."""
    emergency: Emergency | None = None
    closures: tuple[Closure, ...] = ()
    """Queues that are closed for now, by letter."""
    conversions: tuple[Conversion, ...] = ()
    """Counters that serve another queue for a time, by number."""
    pagers: tuple[PagerState, ...] = ()
    """Of which anything is known, by number; for staff only."""
    people: Occupancy | None = None
    """None where no door counts."""
    ratings: RatingsKept | None = None
    """Only in what the server keeps for itself: no screen is told."""
