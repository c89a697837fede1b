"""From the events of a decision to entries of the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from hallcall.core import events as ev
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import TicketId
from hallcall.server.storage import Entry, log


def record(
    events: Sequence[ev.Event], state: HallState, *, epoch: str, at: datetime, cause: str, actor: str
) -> list[Entry]:
    """Give events their places after ``state``, and note whom each concerns."""
    issued = {event.ticket: event.queue for event in events if isinstance(event, ev.TicketIssued)}
    return [
        Entry(
            recorded=ev.Recorded(seq=seq, epoch=epoch, id=log.event_id(epoch, seq), at=at, cause=cause, event=event),
            day=_day(event, state, at),
            actor=actor,
            queue=_queue(event, state, issued),
            counter=_counter(event, state),
            kiosk=_kiosk(event, state),
        )
        for seq, event in enumerate(events, state.seq + 1)
    ]


def ticket_of(event: ev.Event) -> TicketId | None:
    """The ticket an event is about."""
    return getattr(event, "ticket", None)


def _day(event: ev.Event, state: HallState, at: datetime) -> date:
    if isinstance(event, ev.DayOpened):
        return event.day
    return state.day or at.date()


def _queue(event: ev.Event, state: HallState, issued: dict[TicketId, QueuePrefix]) -> QueuePrefix | None:
    about = ticket_of(event)
    if about is None:
        return None
    if about in issued:
        return issued[about]
    ticket = state.tickets.get(about)
    return None if ticket is None else ticket.queue


def _counter(event: ev.Event, state: HallState) -> int | None:
    named: int | None = getattr(event, "counter", None)
    about = ticket_of(event)
    ticket = state.tickets.get(about) if about is not None else None
    return named if named is not None or ticket is None else ticket.counter


def _kiosk(event: ev.Event, state: HallState) -> str | None:
    if isinstance(event, ev.TaskRaised):
        return event.kiosk or None
    if isinstance(event, ev.TaskTaken | ev.TaskEscalated):
        task = state.tasks.get(event.task)
        return task.kiosk or None if task is not None else None
    return None
