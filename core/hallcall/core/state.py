"""The hall at one moment of one business day: a fold of the day's events.

The server, every screen and the simulator keep the same ``HallState`` and feed it the same events, so what a wall
shows and what the server knows cannot differ by rule, only by delay. A screen's copy may be partial: it holds only
the queues it was told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from datetime import date, datetime
from sys import intern
from typing import Any

from hallcall.core import events as ev
from hallcall.core.booking import folding
from hallcall.core.booking.book import Bookings
from hallcall.core.classes import ClassReason, PriorityClass
from hallcall.core.commands import LeaseId, TaskId
from hallcall.core.hall import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.languages import Language
from hallcall.core.line import WaitingLine
from hallcall.core.snapshot import Alarm, Call, CounterState, CounterStatus, DeviceState, Lease, Snapshot, Task
from hallcall.core.tickets import Need, PersonId, Ticket, TicketId, TicketState
from hallcall.core.values import changed

_NO_TICKET = TicketId("")
_NO_NEEDS: frozenset[Need] = frozenset()
CALLS_KEPT = 300
"""Calls that a snapshot remembers, more than a wall can show in five minutes of an opening rush."""


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
        """Calls by ticket, oldest first; at most ``CALLS_KEPT``."""
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
        self.hot_items: tuple[ItemCode, ...] = ()
        """For the kiosks' first page today."""

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
        state.hot_items = snapshot.hot_items
        return state

    def copy(self) -> HallState:
        """A state of its own that is as this one is now."""
        twin = HallState()
        twin.__dict__.update({name: copy(value) for name, value in self.__dict__.items()})
        twin.waiting = {queue: line.copy() for queue, line in self.waiting.items()}
        return twin

    def snapshot(self, epoch: str, at: datetime, *, with_bookings: bool = False) -> Snapshot:
        """The live part, in an order that depends on nothing but its content; with bookings only to be kept."""
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
            runs=tuple(sorted(self.runs.items())),
            alarms=tuple(sorted(self.alarms.values(), key=lambda alarm: alarm.id)),
            caps=tuple(sorted(self.caps.items())),
            hot_items=self.hot_items,
        )

    def counter(self, number: CounterNumber, now: datetime) -> CounterState:
        """The counter's state; closed when nobody has opened it today."""
        return self.counters.get(number) or CounterState(number=number, status=CounterStatus.CLOSED, since=now)

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

    def put(self, ticket: Ticket) -> None:
        """Store a live ticket, new or changed; only ``apply`` and ``from_snapshot`` do."""
        before = self.tickets.get(ticket.id)
        stays = ticket.state is TicketState.WAITING
        if before is not None and before.state is TicketState.WAITING and not (stays and before.queue == ticket.queue):
            self.waiting[before.queue].drop(ticket.id)
        if stays:
            self.waiting.setdefault(ticket.queue, WaitingLine()).put(ticket)
        self.tickets[ticket.id] = ticket
        if before is None and ticket.person is not None:
            self.of_person[ticket.person] = (*self.of_person.get(ticket.person, ()), ticket.id)

    def end(self, ticket_id: TicketId, ending: TicketState) -> None:
        """Let a ticket go; only ``apply`` does."""
        ticket = self.tickets.pop(ticket_id, None)
        if ticket is None:
            return
        if ticket.state is TicketState.WAITING:
            self.waiting[ticket.queue].drop(ticket_id)
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
        handler = _HANDLERS.get(type(event))
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


def next_run(run: int, called: Ticket) -> int:
    """The run of a queue after one more call."""
    if called.priority is PriorityClass.NORMAL:
        return min(run, 0) - 1
    return max(run, 0) + 1


def left_after_call(left: int, waiting: Ticket, called: Ticket | None) -> int:
    """How many others a ticket lets go first after one more call of its queue, when it was ``left`` before."""
    spaced_by = waiting.spaced_by if called is not None and called.spaced_by else 0
    return max(left - 1, spaced_by, 0)


def new_ticket(event: ev.TicketIssued, at: datetime, day: date) -> Ticket:
    """The ticket that begins with an event of this moment."""
    since = event.seniority if event.offline else at
    return Ticket(
        id=event.ticket,
        day=day,
        number=event.number,
        # Words that thousands of tickets share are kept once: each event was read with words of its own.
        origin=QueuePrefix(intern(event.origin)),
        seq=event.seq,
        leg=event.leg,
        queue=QueuePrefix(intern(event.queue)),
        item=ItemCode(intern(event.item)),
        state=TicketState.WAITING,
        since=since,
        issued_at=since,
        seniority=since if event.seniority == since else event.seniority,
        person=event.person,
        verified=event.verified,
        has_phone=event.has_phone,
        needs=event.needs or _NO_NEEDS,
        kiosk=intern(event.kiosk),
        token=event.token,
        notify=event.notify,
        only_counter=event.only_counter,
        parent=event.parent,
        note=event.note,
        priority=event.priority,
        booking=event.booking,
        booked_for=event.booked_for,
        not_before=event.not_before,
        defer_left=event.defer_by,
        at_end=event.at_end,
        spaced_by=event.spaced_by,
        language=event.language,
        together=event.together,
        then=event.then,
        agent=event.agent,
        quantity=event.quantity,
    )


def _issued(state: HallState, event: ev.TicketIssued, at: ev.Recorded) -> None:
    state.put(new_ticket(event, at.at, state.day or at.at.date()))
    if event.booking:
        folding.use(state.bookings, event)
    if event.leg == 1:
        if not event.offline:
            state.last_seq[event.origin] = max(event.seq, state.last_seq.get(event.origin, 0))
        if not event.booking:
            state.given[event.origin] = state.given.get(event.origin, 0) + 1
        if event.person is not None:
            state.taken[event.person] = state.taken.get(event.person, 0) + 1


def _change(state: HallState, ticket_id: TicketId, /, **changes: Any) -> Ticket | None:
    ticket = state.tickets.get(ticket_id)
    if ticket is None:
        return None
    ticket = changed(ticket, **changes)
    state.put(ticket)
    return ticket


def _set_counter(state: HallState, number: CounterNumber, at: datetime, /, **changes: Any) -> None:
    state.counters[number] = changed(state.counter(number, at), **changes)


def _release_counter(state: HallState, number: CounterNumber, at: datetime) -> None:
    _set_counter(state, number, at, status=CounterStatus.IDLE, since=at, ticket=None)


def _end_call(
    state: HallState, ticket: TicketId, at: datetime, ending: str, moved_to: QueuePrefix | None = None
) -> None:
    call = state.calls.get(ticket)
    if call is not None and call.ended_at is None:
        state.calls[ticket] = changed(call, ended_at=at, ending=ending, moved_to=moved_to)


def _notice_chosen(state: HallState, event: ev.NoticeChosen, _: ev.Recorded) -> None:
    _change(state, event.ticket, notify=event.on)


def _printed(state: HallState, event: ev.TicketPrinted, _: ev.Recorded) -> None:
    _change(state, event.ticket, prints=event.copy)


def _neared(state: HallState, event: ev.TicketNeared, _: ev.Recorded) -> None:
    _change(state, event.ticket, near_told=True)


def _called(state: HallState, event: ev.TicketCalled, at: ev.Recorded) -> None:
    ticket = state.tickets.get(event.ticket)
    queue = ticket.queue if ticket is not None else QueuePrefix(event.number[:1])
    if ticket is not None and not event.chosen_reason:
        state.runs[queue] = next_run(state.runs.get(queue, 0), ticket)
    _change(
        state,
        event.ticket,
        state=TicketState.CALLED,
        since=at.at,
        front_at=None,
        counter=event.counter,
        calls=1,
        first_call_at=at.at,
        last_call_at=at.at,
        recall_after_s=event.recall_after_s,
    )
    if ticket is not None and ticket.state is TicketState.WAITING:
        state.count_overtaken(ticket)
    for other in [*state.waiting[queue].special.values()] if queue in state.waiting else []:
        left = left_after_call(other.defer_left, other, ticket)
        if left != other.defer_left:
            state.put(changed(other, defer_left=left))
    _set_counter(state, event.counter, at.at, status=CounterStatus.CALLING, since=at.at, ticket=event.ticket)
    state.calls.pop(event.ticket, None)
    state.calls[event.ticket] = Call(
        seq=at.seq,
        ticket=event.ticket,
        number=event.number,
        queue=queue,
        counter=event.counter,
        first_at=at.at,
        at=at.at,
        call=1,
    )
    while len(state.calls) > CALLS_KEPT:
        state.calls.pop(next(iter(state.calls)))


def _recalled(state: HallState, event: ev.TicketRecalled, at: ev.Recorded) -> None:
    _change(state, event.ticket, calls=event.call, last_call_at=at.at, recall_after_s=event.recall_after_s)
    call = state.calls.get(event.ticket)
    if call is not None:
        state.calls[event.ticket] = changed(call, at=at.at, call=event.call)


def _passed(state: HallState, event: ev.TicketPassed, at: ev.Recorded) -> None:
    _end_call(state, event.ticket, at.at, "passed")
    _change(state, event.ticket, state=TicketState.PASSED, since=at.at, passes=event.passes, counter=None)
    _release_counter(state, event.counter, at.at)


def _returned(state: HallState, event: ev.TicketReturned, at: ev.Recorded) -> None:
    ticket = state.tickets.get(event.ticket)
    if ticket is None:
        return
    _change(
        state,
        event.ticket,
        state=TicketState.WAITING,
        since=at.at,
        # Called already: the bound counts anew. A number at the tail with its old count would be due at once, and while
        # somebody is due, nobody else's class counts.
        front_at=None,
        overtaken=0,
        seniority=event.seniority,
        defer_left=event.defer_by,
        at_end=event.at_end,
        spaced_by=event.spaced_by,
        self_recalls=ticket.self_recalls + bool(event.by_kiosk),
        counter=None,
        calls=0,
        first_call_at=None,
        last_call_at=None,
    )


def _deferred(state: HallState, event: ev.TicketDeferred, _: ev.Recorded) -> None:
    ticket = state.tickets.get(event.ticket)
    if ticket is not None:
        _change(state, event.ticket, defer_left=event.behind, own_defers=ticket.own_defers + 1, front_at=None)


def _started(state: HallState, event: ev.TicketStarted, at: ev.Recorded) -> None:
    _end_call(state, event.ticket, at.at, "started")
    _change(state, event.ticket, state=TicketState.SERVING, since=at.at, passes=0, self_recalls=0)
    _set_counter(state, event.counter, at.at, status=CounterStatus.SERVING, since=at.at)


def _finished(state: HallState, event: ev.TicketFinished, at: ev.Recorded) -> None:
    state.end(event.ticket, TicketState.DONE)
    _release_counter(state, event.counter, at.at)


def _parked(state: HallState, event: ev.TicketParked, at: ev.Recorded) -> None:
    _change(state, event.ticket, state=TicketState.PARKED, since=at.at, counter=None)
    _release_counter(state, event.counter, at.at)


def _leave_counter(state: HallState, ticket: TicketId, at: datetime) -> None:
    for counter in state.counters.values():
        if counter.ticket == ticket:
            _release_counter(state, counter.number, at)
            return


def _transferred(state: HallState, event: ev.TicketTransferred, at: ev.Recorded) -> None:
    _end_call(state, event.ticket, at.at, "transferred", event.to_queue)
    _leave_counter(state, event.ticket, at.at)
    state.end(event.ticket, TicketState.TRANSFERRED)


def _cancelled(state: HallState, event: ev.TicketCancelled, at: ev.Recorded) -> None:
    _end_call(state, event.ticket, at.at, "cancelled")
    _leave_counter(state, event.ticket, at.at)
    state.end(event.ticket, TicketState.CANCELLED)


def _expired(state: HallState, event: ev.TicketExpired, at: ev.Recorded) -> None:
    _end_call(state, event.ticket, at.at, "expired")
    _leave_counter(state, event.ticket, at.at)
    state.end(event.ticket, TicketState.EXPIRED)


def _opened(state: HallState, event: ev.CounterOpened, at: ev.Recorded) -> None:
    if state.counter(event.counter, at.at).ticket is not None:
        spoken = {"languages": event.languages, "queues": event.queues}
        _set_counter(state, event.counter, at.at, clerk=event.clerk, **spoken)
        return
    state.counters[event.counter] = CounterState(
        number=event.counter,
        status=CounterStatus.PAUSED if event.paused else CounterStatus.IDLE,
        since=at.at,
        clerk=event.clerk,
        languages=event.languages,
        queues=event.queues,
    )


def _closed(state: HallState, event: ev.CounterClosed, at: ev.Recorded) -> None:
    if event.hands_over:
        _set_counter(state, event.counter, at.at, clerk=None)
        return
    state.counters[event.counter] = CounterState(number=event.counter, status=CounterStatus.CLOSED, since=at.at)


def _pause_planned(state: HallState, event: ev.CounterPausePlanned, at: ev.Recorded) -> None:
    _set_counter(state, event.counter, at.at, pause_planned=True, pause_reason=event.reason, pause_until=event.until)


def _paused(state: HallState, event: ev.CounterPaused, at: ev.Recorded) -> None:
    _set_counter(
        state,
        event.counter,
        at.at,
        status=CounterStatus.PAUSED,
        since=at.at,
        pause_reason=event.reason,
        pause_until=event.until,
        pause_planned=False,
    )


def _resumed(state: HallState, event: ev.CounterResumed, at: ev.Recorded) -> None:
    counter = state.counter(event.counter, at.at)
    status = CounterStatus.IDLE if counter.status is CounterStatus.PAUSED else counter.status
    since = at.at if counter.status is CounterStatus.PAUSED else counter.since
    _set_counter(
        state, event.counter, at.at, status=status, since=since, pause_reason="", pause_until=None, pause_planned=False
    )


def _raised(state: HallState, event: ev.TaskRaised, at: ev.Recorded) -> None:
    state.tasks[event.task] = Task(
        id=event.task,
        kind=event.kind,
        raised_at=at.at,
        ticket=event.ticket,
        number=event.number,
        counter=event.counter,
        kiosk=event.kiosk,
    )


def _taken(state: HallState, event: ev.TaskTaken, _: ev.Recorded) -> None:
    task = state.tasks.get(event.task)
    if task is not None:
        state.tasks[event.task] = changed(task, taken_by=event.by)


def _escalated(state: HallState, event: ev.TaskEscalated, _: ev.Recorded) -> None:
    task = state.tasks.get(event.task)
    if task is not None:
        state.tasks[event.task] = changed(task, escalated=True)


def _device(state: HallState, event: ev.DeviceReported, at: ev.Recorded) -> None:
    state.devices[event.device] = DeviceState(
        device=event.device, health=event.health, reasons=event.reasons, since=at.at
    )


def _leased(state: HallState, event: ev.NumbersLeased, at: ev.Recorded) -> None:
    state.leases[event.lease] = Lease(
        id=event.lease,
        kiosk=event.kiosk,
        book=event.book,
        queue=event.queue,
        first=event.first,
        last=event.last,
        granted_at=at.at,
    )


def _served_on_paper(state: HallState, event: ev.TicketServedOnPaper, _: ev.Recorded) -> None:
    state.end(event.ticket, TicketState.DONE)


def _reclassified(state: HallState, event: ev.TicketReclassified, _: ev.Recorded) -> None:
    given_up = event.before if event.reason is ClassReason.DECLINED else PriorityClass.NORMAL
    _change(state, event.ticket, priority=event.priority, given_up=given_up)


def _quantity_corrected(state: HallState, event: ev.QuantityCorrected, _: ev.Recorded) -> None:
    _change(state, event.ticket, quantity=event.quantity)


def _restored(state: HallState, event: ev.HallRestored, _: ev.Recorded) -> None:
    for queue, seq in event.numbers:
        state.last_seq[queue] = max(seq, state.last_seq.get(queue, 0))


def _cap_set(state: HallState, event: ev.DailyCapSet, _: ev.Recorded) -> None:
    state.caps[event.queue] = event.cap


def _alarm_noticed(state: HallState, event: ev.AlarmNoticed, at: ev.Recorded) -> None:
    state.alarms[event.alarm] = Alarm(id=event.alarm, kind=event.kind, queue=event.queue, since=at.at)


def _alarm_raised(state: HallState, event: ev.AlarmRaised, at: ev.Recorded) -> None:
    noticed = state.alarms.get(event.alarm)
    state.alarms[event.alarm] = Alarm(
        id=event.alarm,
        kind=event.kind,
        queue=event.queue,
        since=noticed.since if noticed is not None else at.at,
        raised_at=at.at,
        waiting=event.waiting,
        longest_min=event.longest_min,
        predicted_min=event.predicted_min,
        action=event.action,
        counter=event.counter,
        from_queue=event.from_queue,
    )


def _alarm_ended(state: HallState, event: ev.AlarmEnded, _: ev.Recorded) -> None:
    state.alarms.pop(event.alarm, None)


def _booking(state: HallState, event: ev.Event, at: ev.Recorded) -> None:
    folding.HANDLERS[type(event)](state.bookings, event, at.at)


def _day(state: HallState, event: ev.DayOpened, at: ev.Recorded) -> None:
    """Numbers and visits of yesterday are gone; who is signed in, how devices are and what is booked stays."""
    fresh = HallState()
    fresh.day = event.day
    fresh.hot_items = event.hot_items
    fresh.counters = {
        number: changed(counter, ticket=None, status=CounterStatus.IDLE, since=at.at)
        if counter.ticket is not None
        else counter
        for number, counter in state.counters.items()
    }
    fresh.devices = state.devices
    fresh.bookings = state.bookings
    fresh.bookings.open_day(at.at)
    state.__dict__.update(fresh.__dict__)


_HANDLERS: dict[type[ev.Event], Callable[[HallState, Any, ev.Recorded], None]] = {
    ev.TicketIssued: _issued,
    ev.NoticeChosen: _notice_chosen,
    ev.TicketPrinted: _printed,
    ev.TicketNeared: _neared,
    ev.TicketCalled: _called,
    ev.TicketRecalled: _recalled,
    ev.TicketPassed: _passed,
    ev.TicketReturned: _returned,
    ev.TicketStarted: _started,
    ev.TicketFinished: _finished,
    ev.TicketParked: _parked,
    ev.TicketTransferred: _transferred,
    ev.TicketCancelled: _cancelled,
    ev.TicketExpired: _expired,
    ev.CounterOpened: _opened,
    ev.CounterClosed: _closed,
    ev.CounterPausePlanned: _pause_planned,
    ev.CounterPaused: _paused,
    ev.CounterResumed: _resumed,
    ev.TaskRaised: _raised,
    ev.TaskTaken: _taken,
    ev.TaskEscalated: _escalated,
    ev.DeviceReported: _device,
    ev.NumbersLeased: _leased,
    ev.TicketServedOnPaper: _served_on_paper,
    ev.HallRestored: _restored,
    ev.DayOpened: _day,
    ev.AlarmNoticed: _alarm_noticed,
    ev.AlarmRaised: _alarm_raised,
    ev.AlarmEnded: _alarm_ended,
    ev.DailyCapSet: _cap_set,
    ev.TicketDeferred: _deferred,
    ev.TicketReclassified: _reclassified,
    ev.QuantityCorrected: _quantity_corrected,
    **dict.fromkeys(folding.HANDLERS, _booking),
}
