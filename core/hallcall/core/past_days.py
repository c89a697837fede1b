"""What a day of the log says about the hall's work. Nothing of a person is in it, and nothing of a single visit.

::

    events of a day --look_back--> DayFacts (lengths, counts) --learn--> History (means, quantiles)
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import TypeAlias

from hallcall.core import events as ev
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.priority import PriorityClass
from hallcall.core.stated import StatedWait
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import TicketId

SLOT_MIN = 30
"""Minutes of a slot of the day; the first begins at local midnight."""
_SEVERAL = ItemCode("")
SLOTS = 24 * 60 // SLOT_MIN
Slots: TypeAlias = "Tally[int]"
"""A number for each slot of the day."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one visitor was told, and what happened."""

    queue: QueuePrefix
    slot: int
    """Of the day, in which the number was given."""
    stated: StatedWait
    wait_s: float
    """From the number to its first call."""


@dataclass(slots=True, kw_only=True)
class DayFacts:
    """One day, or what has passed of it."""

    services_s: dict[ItemCode, list[float]] = field(default_factory=dict[ItemCode, list[float]])
    """Lengths of finished visits by item."""
    besides_s: dict[QueuePrefix, list[float]] = field(default_factory=dict[QueuePrefix, list[float]])
    """Time of a counter from one call to the next, without the service, while somebody waited."""
    lags_s: dict[QueuePrefix, list[float]] = field(default_factory=dict[QueuePrefix, list[float]])
    """From the call to the visitor at the counter."""
    calls: Tally[QueuePrefix] = field(default_factory=Tally[QueuePrefix])
    unanswered: Tally[QueuePrefix] = field(default_factory=Tally[QueuePrefix])
    """Calls to which nobody came."""
    arrivals: dict[tuple[QueuePrefix, PriorityClass], Slots] = field(
        default_factory=dict[tuple[QueuePrefix, PriorityClass], Slots]
    )
    """Numbers given by slot."""
    walk_ins: dict[QueuePrefix, Slots] = field(default_factory=dict[QueuePrefix, Slots])
    """Of them those without an appointment."""
    at_work: dict[QueuePrefix, Slots] = field(default_factory=dict[QueuePrefix, Slots])
    """Counters that were ready to call in the middle of each slot."""
    stays_s: dict[QueuePrefix, float] = field(default_factory=dict[QueuePrefix, float])
    """By the first queue of a counter: how long into a break the last of its clerks still called."""
    told: list[Told] = field(default_factory=list[Told])
    """Of those who were called."""


def breaks(hall: Hall, queue: QueuePrefix, day: date) -> list[tuple[int, int]]:
    """Minutes of the day between which some or all counters of a queue rest: closed noons, and the noon shift."""
    calendar = hall.calendar_by_id[hall.queue_by_prefix[queue].calendar]
    try:
        spans = calendar.spans(day, hall.holidays)
    except Refused:
        return []
    closed = [(before.end_min, after.start_min) for before, after in pairwise(spans)]
    noon = calendar.noon
    is_open = noon is not None and any(span.start_min <= noon.start_min < span.end_min for span in spans)
    return [*closed, (noon.start_min, noon.end_min)] if noon is not None and is_open else closed


def look_back(hall: Hall, recorded: Iterable[ev.Recorded]) -> DayFacts:
    """The facts of one business day from its events, oldest first."""
    look = LookBack(hall)
    for one in recorded:
        look.take(one)
    return look.facts


@dataclass(slots=True)
class _Desk:
    """A counter between two calls."""

    queue: QueuePrefix
    called_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    served_s: float = 0.0


class LookBack:
    """Takes in the events of one business day, oldest first."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self.facts = DayFacts()
        self._tickets: dict[TicketId, tuple[QueuePrefix, ItemCode, datetime]] = {}
        """Queue, item, and since when it waits."""
        self._stated: dict[TicketId, tuple[QueuePrefix, StatedWait, datetime]] = {}
        """Not called yet: what was said, and when."""
        self._desks: dict[CounterNumber, _Desk] = {}
        self._ready: set[CounterNumber] = set()
        self._converted: dict[CounterNumber, tuple[QueuePrefix, ...]] = {}
        """What counters served that helped another queue."""
        self._slot = 0

    def take(self, one: ev.Recorded) -> None:
        """The next event."""
        self._count_ready(one.at)
        event = one.event
        match event:
            case ev.TicketIssued():
                self._issued(event, event.seniority if event.offline else one.at)
            case ev.TicketReturned():
                self._returned(event, one.at)
            case ev.TicketCalled():
                self._called(event, one.at)
            case ev.TicketStarted():
                self._started(event, one.at)
            case ev.TicketFinished():
                self._finished(event, event.ended_at or one.at)
            case ev.TicketPassed():
                self._passed(event, one.at)
            case ev.TicketParked() | ev.TicketServedOnPaper():
                self._desks.pop(event.counter, None)
            case ev.CounterOpened() | ev.CounterClosed() | ev.CounterPaused() | ev.CounterResumed():
                self._staffed(event, one.at)
            case ev.CounterConverted() | ev.CounterGivenBack():
                self._change_queues(event)
            case _:
                pass

    def _count_ready(self, now: datetime) -> None:
        local = local_time(self._hall, now)
        middle = (local.hour * 60 + local.minute + SLOT_MIN // 2) // SLOT_MIN
        for slot in range(self._slot, min(middle, SLOTS)):
            for number in self._ready:
                for queue in self._converted.get(number) or self._hall.counter_by_number[number].queues:
                    self.facts.at_work.setdefault(queue, Tally())[slot] += 1
        self._slot = max(self._slot, middle)

    def _note_stay(self, queue: QueuePrefix, at: datetime, last_call: datetime) -> None:
        """A clerk leaves: how long into a break they still called."""
        local = local_time(self._hall, at)
        minute = local.hour * 60 + local.minute
        for start, end in breaks(self._hall, queue, local.date()):
            if start <= minute < end:
                begins = local.replace(hour=start // 60, minute=start % 60, second=0, microsecond=0)
                stayed = (last_call - begins).total_seconds()
                self.facts.stays_s[queue] = max(self.facts.stays_s.get(queue, 0.0), stayed)

    def _issued(self, event: ev.TicketIssued, at: datetime) -> None:
        # Several cases or items at once tell nothing about the length of one.
        item = event.item if event.quantity == 1 and not event.together else _SEVERAL
        self._tickets[event.ticket] = (event.queue, item, at)
        if event.stated is not None:
            self._stated[event.ticket] = (event.queue, event.stated, at)
        if event.leg == 1:
            slot = self._slot_of(at)
            self.facts.arrivals.setdefault((event.queue, event.priority), Tally())[slot] += 1
            if not event.booking:
                self.facts.walk_ins.setdefault(event.queue, Tally())[slot] += 1

    def _slot_of(self, at: datetime) -> int:
        local = local_time(self._hall, at)
        return (local.hour * 60 + local.minute) // SLOT_MIN

    def _returned(self, event: ev.TicketReturned, at: datetime) -> None:
        known = self._tickets.get(event.ticket)
        if known is not None:
            self._tickets[event.ticket] = (known[0], known[1], at)

    def _called(self, event: ev.TicketCalled, at: datetime) -> None:
        known = self._tickets.get(event.ticket)
        if known is None:
            return
        queue, _, since = known
        if (said := self._stated.pop(event.ticket, None)) is not None:
            told = Told(said[0], self._slot_of(said[2]), said[1], (at - said[2]).total_seconds())
            self.facts.told.append(told)
        self.facts.calls[queue] += 1
        before = self._desks.get(event.counter)
        # Only when the next one was there already: a free counter is no part of anybody's turn.
        if before is not None and before.ended_at is not None and since <= before.ended_at:
            besides = (at - before.called_at).total_seconds() - before.served_s
            self.facts.besides_s.setdefault(before.queue, []).append(besides)
        self._desks[event.counter] = _Desk(called_at=at, queue=queue)

    def _started(self, event: ev.TicketStarted, at: datetime) -> None:
        desk = self._desks.get(event.counter)
        if desk is not None:
            desk.started_at = at
            self.facts.lags_s.setdefault(desk.queue, []).append((at - desk.called_at).total_seconds())

    def _finished(self, event: ev.TicketFinished, at: datetime) -> None:
        desk, known = self._desks.get(event.counter), self._tickets.get(event.ticket)
        if desk is None or known is None or desk.started_at is None:
            return
        desk.served_s = (at - desk.started_at).total_seconds()
        desk.ended_at = at
        if known[1] != _SEVERAL:
            self.facts.services_s.setdefault(known[1], []).append(desk.served_s)

    def _passed(self, event: ev.TicketPassed, at: datetime) -> None:
        desk = self._desks.get(event.counter)
        if desk is not None:
            self.facts.unanswered[desk.queue] += 1
            desk.ended_at = at

    def _change_queues(self, event: ev.CounterConverted | ev.CounterGivenBack) -> None:
        if isinstance(event, ev.CounterConverted):
            self._converted[event.counter] = event.queues
        else:
            self._converted.pop(event.counter, None)

    def _staffed(
        self, event: ev.CounterOpened | ev.CounterClosed | ev.CounterPaused | ev.CounterResumed, at: datetime
    ) -> None:
        desk = self._desks.pop(event.counter, None)
        if event.counter in self._ready and isinstance(event, ev.CounterPaused | ev.CounterClosed):
            last_call = desk.called_at if desk is not None else at
            self._note_stay(self._hall.counter_by_number[event.counter].queues[0], at, last_call)
        is_ready = isinstance(event, ev.CounterResumed) or (isinstance(event, ev.CounterOpened) and not event.paused)
        if is_ready and event.counter in self._hall.counter_by_number:
            self._ready.add(event.counter)
        else:
            self._ready.discard(event.counter)
