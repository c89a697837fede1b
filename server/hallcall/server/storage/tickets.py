"""Tickets and their intervals: written from events, each with the condition under which it may be true.

Every change names the state it comes from. When the row is not in that state the statement changes nothing, which is
an error that undoes the command: even a defect in the rules cannot store a double call.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, insert, or_, update

from hallcall.core import events as ev
from hallcall.core.errors import StorageError
from hallcall.core.tickets import TicketId, TicketState
from hallcall.server.storage.prepared import Prepared
from hallcall.server.storage.schema import instant_text
from hallcall.server.storage.schema import ticket as ticket_table
from hallcall.server.storage.schema import ticket_interval as interval_table

_ISSUE = Prepared(insert(ticket_table).inline(), *ticket_table.c.keys())
_BEGIN = Prepared(insert(interval_table).inline(), "ticket", "state", "counter", "clerk", "started_at")
_BEGAN_AND_ENDED = Prepared(insert(interval_table).inline(), "ticket", "state", "counter", "started_at", "ended_at")
_NOW = bindparam("now")
_OPEN_END = (
    update(interval_table)
    # A clock that was set back ends nothing before it began.
    .values(ended_at=case((interval_table.c.started_at > _NOW, interval_table.c.started_at), else_=_NOW))
    .where(interval_table.c.ticket == bindparam("of"), interval_table.c.ended_at.is_(None))
)
_END = Prepared(_OPEN_END)
_END_FROM = {state: Prepared(_OPEN_END.where(interval_table.c.state == state.value)) for state in TicketState}
_END_AWAY = Prepared(
    _OPEN_END.where(
        or_(
            interval_table.c.state == TicketState.PARKED.value,
            interval_table.c.state == TicketState.PASSED.value,
        )
    )
)
"""Of a visitor who is back: from fetching something, or after their number was passed."""


def write(connection: Connection, event: ev.Event, at: datetime, day: date) -> None:
    """Write what ``event`` says about a ticket; other events write nothing.

    Raises:
        StorageError: ``storage.constraint`` when the ticket is not where the event takes it from.
    """
    writer = _WRITERS.get(type(event))
    if writer is not None:
        writer(connection, event, at, day)


def _issued(connection: Connection, event: ev.TicketIssued, at: datetime, day: date) -> None:
    at = event.seniority if event.offline else at
    _ISSUE.run(
        connection,
        (
            event.ticket,
            day.isoformat(),
            event.origin,
            event.seq,
            event.leg,
            event.number,
            event.queue,
            event.item,
            event.person,
            int(event.verified),
            event.kiosk,
            event.parent,
            instant_text(at),
            instant_text(event.seniority),
        ),
    )
    _begin(connection, event.ticket, TicketState.WAITING, at)


def _called(connection: Connection, event: ev.TicketCalled, at: datetime, _: date) -> None:
    _end(connection, event.ticket, at, TicketState.WAITING)
    _begin(connection, event.ticket, TicketState.CALLED, at, event.counter, event.clerk)


def _passed(connection: Connection, event: ev.TicketPassed, at: datetime, _: date) -> None:
    _end(connection, event.ticket, at, TicketState.CALLED)
    _begin(connection, event.ticket, TicketState.PASSED, at)


def _returned(connection: Connection, event: ev.TicketReturned, at: datetime, _: date) -> None:
    _END_AWAY.run(connection, (instant_text(at), instant_text(at), event.ticket))
    _begin(connection, event.ticket, TicketState.WAITING, at)


def _started(connection: Connection, event: ev.TicketStarted, at: datetime, _: date) -> None:
    _end(connection, event.ticket, at, TicketState.CALLED)
    _begin(connection, event.ticket, TicketState.SERVING, at, event.counter, event.clerk)


def _finished(connection: Connection, event: ev.TicketFinished, at: datetime, _: date) -> None:
    _end(connection, event.ticket, event.ended_at or at, TicketState.SERVING)


def _served_on_paper(connection: Connection, event: ev.TicketServedOnPaper, _: datetime, __: date) -> None:
    _end(connection, event.ticket, event.started_at, TicketState.WAITING)
    times = (instant_text(event.started_at), instant_text(event.finished_at))
    _BEGAN_AND_ENDED.run(connection, (event.ticket, TicketState.SERVING.value, event.counter, *times))


def _parked(connection: Connection, event: ev.TicketParked, at: datetime, _: date) -> None:
    _end(connection, event.ticket, at, TicketState.SERVING)
    _begin(connection, event.ticket, TicketState.PARKED, at, event.counter)


def _transferred(connection: Connection, event: ev.TicketTransferred, at: datetime, _: date) -> None:
    _end_any(connection, event.ticket, at)


def _ended(connection: Connection, event: ev.TicketCancelled | ev.TicketExpired, at: datetime, _: date) -> None:
    _END.run(connection, (instant_text(at), instant_text(at), event.ticket))


def _end(connection: Connection, ticket: TicketId, at: datetime, state: TicketState) -> None:
    done = _END_FROM[state].run(connection, (instant_text(at), instant_text(at), ticket))
    if done.rowcount != 1:
        raise StorageError("storage.constraint", ticket=ticket, state=state.value)


def _end_any(connection: Connection, ticket: TicketId, at: datetime) -> None:
    done = _END.run(connection, (instant_text(at), instant_text(at), ticket))
    if done.rowcount != 1:
        raise StorageError("storage.constraint", ticket=ticket)


def _begin(
    connection: Connection,
    ticket: TicketId,
    state: TicketState,
    at: datetime,
    counter: int | None = None,
    clerk: str | None = None,
) -> None:
    _BEGIN.run(connection, (ticket, state.value, counter, clerk, instant_text(at)))


_WRITERS: dict[type[ev.Event], Callable[[Connection, Any, datetime, date], None]] = {
    ev.TicketIssued: _issued,
    ev.TicketCalled: _called,
    ev.TicketPassed: _passed,
    ev.TicketReturned: _returned,
    ev.TicketStarted: _started,
    ev.TicketFinished: _finished,
    ev.TicketParked: _parked,
    ev.TicketTransferred: _transferred,
    ev.TicketCancelled: _ended,
    ev.TicketExpired: _ended,
    ev.TicketServedOnPaper: _served_on_paper,
}
