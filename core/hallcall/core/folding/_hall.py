"""What each event does to the hall as a whole: its day, guides, machines and alarms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hallcall.core import events as ev
from hallcall.core.folding._changing import Handlers
from hallcall.core.snapshot import Alarm, Closure, CounterStatus, DeviceState, Emergency, Lease, Occupancy, Task
from hallcall.core.tickets import TicketState
from hallcall.core.values import changed

if TYPE_CHECKING:  # the state is folded by this package
    from hallcall.core.state import HallState


def _day(state: HallState, event: ev.DayOpened, at: ev.Recorded) -> None:
    """Numbers and visits of yesterday are gone; who is signed in, machines, an emergency and what is booked stay."""
    fresh = type(state)()
    fresh.day = event.day
    fresh.hot_items = event.hot_items
    fresh.counters = {
        number: changed(counter, ticket=None, status=CounterStatus.IDLE, since=at.at)
        if counter.ticket is not None
        else counter
        for number, counter in state.counters.items()
    }
    fresh.devices = state.devices
    fresh.pagers = state.pagers
    fresh.poor = state.poor
    fresh.emergency = state.emergency
    fresh.bookings = state.bookings
    fresh.bookings.open_day(at.at)
    state.__dict__.update(fresh.__dict__)


def _restored(state: HallState, event: ev.HallRestored, _: ev.Recorded) -> None:
    for queue, seq in event.numbers:
        state.last_seq[queue] = max(seq, state.last_seq.get(queue, 0))


def _raised(state: HallState, event: ev.TaskRaised, at: ev.Recorded) -> None:
    state.tasks[event.task] = Task(
        id=event.task,
        kind=event.kind,
        raised_at=at.at,
        ticket=event.ticket,
        number=event.number,
        counter=event.counter,
        kiosk=event.kiosk,
        pager=event.pager,
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


def _cap_set(state: HallState, event: ev.DailyCapSet, _: ev.Recorded) -> None:
    state.caps[event.queue] = event.cap


def _people_counted(state: HallState, event: ev.PeopleCounted, _: ev.Recorded) -> None:
    state.people = (state.people or Occupancy()).after(event.entered, event.left)


def _queue_closed(state: HallState, event: ev.QueueClosed, at: ev.Recorded) -> None:
    state.closed[event.queue] = Closure(queue=event.queue, reason=event.reason, since=at.at, until=event.until)


def _queue_reopened(state: HallState, event: ev.QueueReopened, _: ev.Recorded) -> None:
    state.closed.pop(event.queue, None)


def _emergency_begun(state: HallState, event: ev.EmergencyBegun, at: ev.Recorded) -> None:
    since = state.emergency.since if state.emergency is not None else at.at
    state.emergency = Emergency(since=since, is_drill=event.is_drill)


def _emergency_ended(state: HallState, _: ev.EmergencyEnded, at: ev.Recorded) -> None:
    """Time that somebody has to come or to take a task goes on where it stood."""
    ended, state.emergency = state.emergency, None
    if ended is None:
        return

    def moved(moment: datetime) -> datetime:
        return moment + max(at.at - max(moment, ended.since), timedelta())

    for ticket in [ticket for ticket in state.tickets.values() if ticket.state is TicketState.CALLED]:
        if ticket.first_call_at is not None and ticket.last_call_at is not None:
            state.put(
                changed(ticket, first_call_at=moved(ticket.first_call_at), last_call_at=moved(ticket.last_call_at))
            )
    for task in [task for task in state.tasks.values() if not task.taken_by]:
        state.tasks[task.id] = changed(task, raised_at=moved(task.raised_at))


HANDLERS: Handlers = {
    ev.DayOpened: _day,
    ev.HallRestored: _restored,
    ev.TaskRaised: _raised,
    ev.TaskTaken: _taken,
    ev.TaskEscalated: _escalated,
    ev.DeviceReported: _device,
    ev.NumbersLeased: _leased,
    ev.AlarmNoticed: _alarm_noticed,
    ev.AlarmRaised: _alarm_raised,
    ev.AlarmEnded: _alarm_ended,
    ev.DailyCapSet: _cap_set,
    ev.PeopleCounted: _people_counted,
    ev.QueueClosed: _queue_closed,
    ev.QueueReopened: _queue_reopened,
    ev.EmergencyBegun: _emergency_begun,
    ev.EmergencyEnded: _emergency_ended,
}
