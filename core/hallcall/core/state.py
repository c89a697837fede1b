"""The hall at one moment of one business day: a fold of the day's events.

The server, every screen and the simulator keep the same ``HallState`` and feed it the same events, so what a wall
shows and what the server knows cannot differ by rule, only by delay. A screen's copy may be partial: it holds only
the queues it was told of.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime

from hallcall.core import events as ev
from hallcall.core.booking.book import Bookings
from hallcall.core.commands import LeaseId, PagerNumber, TaskId
from hallcall.core.folding import HANDLERS
from hallcall.core.languages import Language
from hallcall.core.line import WaitingLine
from hallcall.core.places import Counter
from hallcall.core.ratings_kept import DoneVisit, LowRating, RatingsKept
from hallcall.core.snapshot import (
    Alarm,
    Call,
    Closure,
    Conversion,
    CounterState,
    CounterStatus,
    DeviceState,
    Emergency,
    Lease,
    Occupancy,
    PagerState,
    Snapshot,
    Task,
)
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import PersonId, Ticket, TicketId, TicketState
from hallcall.core.values import changed

_NO_TICKET = TicketId("")


class HallState:
    """The day so far. ``apply`` is the only thing that changes it."""

    def __init__(self) -> None:
        self.seq = 0
        self.day: date | None = None
        self.tickets: dict[TicketId, Ticket] = {}
        """Live tickets."""
        self.ended: dict[TicketId, TicketState] = {}
        """How the others of today ended."""
        self.waiting: dict[QueuePrefix, WaitingLine] = {}
        """Waiting tickets by queue."""
        self.of_person: dict[PersonId, tuple[TicketId, ...]] = {}
        """Live tickets by person. Tuples, for a dictionary takes more room than a ticket and most hold one."""
        self.counters: dict[CounterNumber, CounterState] = {}
        self.calls: dict[TicketId, Call] = {}
        """Calls by ticket, oldest first; only the newest of them."""
        self.tasks: dict[TaskId, Task] = {}
        self.devices: dict[str, DeviceState] = {}
        self.last_seq: dict[QueuePrefix, int] = {}
        """The newest number of each queue that the server gave itself."""
        self.taken: dict[PersonId, int] = {}
        """Numbers each person has taken today."""
        self.leases: dict[LeaseId, Lease] = {}
        """Blocks of numbers that kiosks hold today."""
        self.bookings = Bookings()
        self.runs: dict[QueuePrefix, int] = {}
        """By queue, how many tickets with a priority were called last in a row, or, negative, without one."""
        self.alarms: dict[ev.AlarmId, Alarm] = {}
        """What is wrong with waits, or may be."""
        self.given: dict[QueuePrefix, int] = {}
        """Numbers each queue has given today to visitors without an appointment, on paper and by kiosks too."""
        self.caps: dict[QueuePrefix, int] = {}
        """Numbers a day of a queue, where a manager has changed them for today."""
        self.closed: dict[QueuePrefix, Closure] = {}
        """Queues that are closed for now."""
        self.conversions: dict[CounterNumber, Conversion] = {}
        """Counters that serve another queue for a time."""
        self.pagers: dict[PagerNumber, PagerState] = {}
        """Pagers of which anything is known; they outlast the day."""
        self.people: Occupancy | None = None
        """People in the hall; None before a door has told today."""
        self.unrated: dict[TicketId, DoneVisit] = {}
        """Visits of today that may be rated."""
        self.rated: dict[TicketId, int] = {}
        """Visits of today that were."""
        self.poor: dict[TicketId, LowRating] = {}
        """Low ratings that nobody has looked into; they outlast the day."""
        self.hot_items: tuple[ItemCode, ...] = ()
        """For the kiosks' first page today."""
        self.emergency: Emergency | None = None

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot) -> HallState:
        """A state that shows what ``snapshot`` shows."""
        state = cls()
        state.seq = snapshot.seq
        state.day = snapshot.day
        for ticket in snapshot.tickets:
            state.put(ticket)
        state.counters = {counter.number: counter for counter in snapshot.counters}
        state.calls = {call.ticket: call for call in snapshot.calls}
        state.tasks = {task.id: task for task in snapshot.tasks}
        state.devices = {device.device: device for device in snapshot.devices}
        state.leases = {lease.id: lease for lease in snapshot.leases}
        if snapshot.bookings is not None:
            state.bookings = Bookings.from_kept(snapshot.bookings)
        state.runs = dict(snapshot.runs)
        state.alarms = {alarm.id: alarm for alarm in snapshot.alarms}
        state.caps = dict(snapshot.caps)
        state.closed = {closure.queue: closure for closure in snapshot.closures}
        state.conversions = {conversion.counter: conversion for conversion in snapshot.conversions}
        state.pagers = {pager.pager: pager for pager in snapshot.pagers}
        state.people = snapshot.people
        if snapshot.ratings is not None:
            state.unrated = {visit.ticket: visit for visit in snapshot.ratings.unrated}
            state.rated = dict(snapshot.ratings.rated)
            state.poor = {rating.ticket: rating for rating in snapshot.ratings.poor}
        state.hot_items = snapshot.hot_items
        state.emergency = snapshot.emergency
        return state

    def copy(self) -> HallState:
        """A state of its own that is as this one is now."""
        twin = HallState()
        twin.__dict__.update({name: copy(value) for name, value in self.__dict__.items()})
        twin.waiting = {queue: line.copy(twin.tickets) for queue, line in self.waiting.items()}
        return twin

    def snapshot(self, epoch: str, at: datetime, *, with_bookings: bool = False) -> Snapshot:
        """The live part, in an order that its content alone decides; with bookings and ratings only to be kept."""
        return Snapshot(
            seq=self.seq,
            epoch=epoch,
            at=at,
            day=self.day,
            tickets=tuple(sorted(self.tickets.values(), key=lambda ticket: ticket.id)),
            counters=tuple(sorted(self.counters.values(), key=lambda counter: counter.number)),
            calls=tuple(sorted(self.calls.values(), key=lambda call: call.seq)),
            tasks=tuple(sorted(self.tasks.values(), key=lambda task: task.id)),
            devices=tuple(sorted(self.devices.values(), key=lambda device: device.device)),
            leases=tuple(sorted(self.leases.values(), key=lambda lease: lease.id)),
            bookings=self.bookings.kept() if with_bookings else None,
            people=self.people,
            ratings=self._ratings_kept() if with_bookings else None,
            runs=tuple(sorted(self.runs.items())),
            alarms=tuple(sorted(self.alarms.values(), key=lambda alarm: alarm.id)),
            caps=tuple(sorted(self.caps.items())),
            hot_items=self.hot_items,
            emergency=self.emergency,
            closures=tuple(sorted(self.closed.values(), key=lambda closure: closure.queue)),
            conversions=tuple(sorted(self.conversions.values(), key=lambda conversion: conversion.counter)),
            pagers=tuple(sorted(self.pagers.values(), key=lambda pager: pager.pager)),
        )

    def _ratings_kept(self) -> RatingsKept:
        return RatingsKept(
            unrated=tuple(self.unrated.values()), rated=tuple(self.rated.items()), poor=tuple(self.poor.values())
        )

    def counter(self, number: CounterNumber, now: datetime) -> CounterState:
        """The counter's state; closed when nobody has opened it today."""
        return self.counters.get(number) or CounterState(number=number, status=CounterStatus.CLOSED, since=now)

    def desk(self, counter: Counter) -> Counter:
        """A counter with the queues that it serves now."""
        converted = self.conversions.get(counter.number)
        return counter if converted is None else changed(counter, queues=converted.queues)

    def waiting_in(self, queues: Iterable[QueuePrefix]) -> list[Ticket]:
        """Waiting tickets of these queues, in no order."""
        return [ticket for line in self.lines(queues) for ticket in line.values()]

    def is_spoken(self, language: Language, queue: QueuePrefix) -> bool:
        """Whether somebody is on duty who serves a queue in that language."""
        return language is Language.ZH or any(counter.speaks(language, queue) for counter in self.counters.values())

    def lines(self, queues: Iterable[QueuePrefix]) -> list[WaitingLine]:
        """The lines of these queues in which somebody has waited today."""
        return [self.waiting[queue] for queue in queues if queue in self.waiting]

    def live_of(self, person: PersonId) -> list[Ticket]:
        """Live tickets of a person, oldest first."""
        mine = [self.tickets[ticket] for ticket in self.of_person.get(person, ())]
        return sorted(mine, key=lambda ticket: (ticket.issued_at, ticket.id))

    def pager_of(self, ticket: TicketId) -> PagerNumber | None:
        """The pager that the holder of a ticket has; None when they have none."""
        return next((one.pager for one in self.pagers.values() if one.ticket == ticket), None)

    def put(self, ticket: Ticket) -> None:
        """Store a live ticket, new or changed; only ``apply`` and ``from_snapshot`` do."""
        before = self.tickets.get(ticket.id)
        stays = ticket.state is TicketState.WAITING
        if before is not None and before.state is TicketState.WAITING and not (stays and before.queue == ticket.queue):
            self.waiting[before.queue].drop(before)
        if stays:
            self._line_of(ticket.queue).put(ticket)
        self.tickets[ticket.id] = ticket
        if before is None and ticket.person is not None:
            self.of_person[ticket.person] = (*self.of_person.get(ticket.person, ()), ticket.id)

    def _line_of(self, queue: QueuePrefix) -> WaitingLine:
        if queue not in self.waiting:
            self.waiting[queue] = WaitingLine(queue, self.tickets)
        return self.waiting[queue]

    def end(self, ticket_id: TicketId, ending: TicketState) -> None:
        """Let a ticket go; only ``apply`` does."""
        ticket = self.tickets.pop(ticket_id, None)
        if ticket is None:
            return
        if ticket.state is TicketState.WAITING:
            self.waiting[ticket.queue].drop(ticket)
        if ticket.person is not None:
            rest = tuple(other for other in self.of_person[ticket.person] if other != ticket_id)
            if rest:
                self.of_person[ticket.person] = rest
            else:
                del self.of_person[ticket.person]
        self.ended[ticket_id] = ending

    def apply(self, recorded: ev.Recorded) -> None:
        """Take in the next event of the log. Events about tickets this copy was not told of are passed over."""
        event = recorded.event
        handler = HANDLERS.get(type(event))
        if handler is not None:
            before = self.tickets.get(getattr(event, "ticket", _NO_TICKET))
            queue = before.queue if before is not None else getattr(event, "queue", None)
            if queue is not None:
                self._note_arrivals(queue, recorded.at)
            handler(self, event, recorded)
            if queue is not None:
                self._note_front(queue, recorded.at)
        self.seq = recorded.seq

    def count_overtaken(self, called: Ticket) -> None:
        """Note who of the queue has waited longer than a ticket that is called; only ``apply`` does."""
        for other in self.waiting[called.queue].older(called):
            self._note(changed(other, overtaken=other.overtaken + 1))

    def _note_arrivals(self, queue: QueuePrefix, at: datetime) -> None:
        """Let those of a queue wait like the others who have had time to walk there."""
        line = self.waiting.get(queue)
        for ticket in [*line.special.values()] if line is not None and line.special else ():
            if ticket.not_before is not None and ticket.not_before <= at:
                self.put(changed(ticket, not_before=None))

    def _note_front(self, queue: QueuePrefix, at: datetime) -> None:
        """Note since when the longest waiting of a queue is that."""
        line = self.waiting.get(queue)
        front = line.first() if line is not None else None
        if front is not None and front.front_at is None:
            self._note(changed(front, front_at=at))

    def _note(self, ticket: Ticket) -> None:
        """Change a waiting ticket in what does not move it."""
        self.waiting[ticket.queue].note(ticket)
        self.tickets[ticket.id] = ticket
