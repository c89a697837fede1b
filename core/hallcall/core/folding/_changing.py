"""The few ways in which events change a ticket or a counter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from hallcall.core import events as ev
from hallcall.core.snapshot import CounterStatus
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Ticket, TicketId
from hallcall.core.values import changed

if TYPE_CHECKING:  # the state is folded by this package
    from hallcall.core.state import HallState

Handlers: TypeAlias = "dict[type[ev.Event], Callable[[HallState, Any, ev.Recorded], None]]"


def change(state: HallState, ticket_id: TicketId, /, **changes: Any) -> Ticket | None:
    ticket = state.tickets.get(ticket_id)
    if ticket is None:
        return None
    ticket = changed(ticket, **changes)
    state.put(ticket)
    return ticket


def set_counter(state: HallState, number: CounterNumber, at: datetime, /, **changes: Any) -> None:
    state.counters[number] = changed(state.counter(number, at), **changes)


def release_counter(state: HallState, number: CounterNumber, at: datetime) -> None:
    set_counter(state, number, at, status=CounterStatus.IDLE, since=at, ticket=None)
