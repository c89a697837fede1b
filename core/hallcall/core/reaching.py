"""Decisions about calls that may have reached nobody: a silent call must be seen, or somebody is sent.

Screens, phones and pagers tell when they have shown or delivered a call. That is gathered beside the log and written
down once for each call, when it has had time to arrive. A call that no channel has confirmed is told by a guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from hallcall.core import events as ev
from hallcall.core.commands import CallReach, RecordDelivery, SettleCalls
from hallcall.core.situation import Outcome, Situation, task_id
from hallcall.core.tickets import TicketState


def settle_calls(at: Situation, command: SettleCalls) -> Outcome:
    """Write down which channels have confirmed each call; send a guide for those that none has."""
    return Outcome(events=tuple(event for call in command.calls for event in _settled(at, call)))


def record_delivery(_at: Situation, command: RecordDelivery) -> Outcome:
    """Write down what became of a message."""
    event = ev.DeliveryReported(notice=command.notice, delivered=command.delivered, trouble=command.trouble)
    return Outcome(events=(event,))


def _settled(at: Situation, call: CallReach) -> Iterator[ev.Event]:
    yield ev.CallSettled(ticket=call.ticket, call=call.call, reached=call.reached)
    ticket = at.state.tickets.get(call.ticket)
    is_out = ticket is not None and ticket.state is TicketState.CALLED and ticket.calls == call.call
    if call.reached or ticket is None or not is_out or at.state.emergency is not None:
        return
    fetched = any(task.ticket == ticket.id and task.kind in ev.BRINGS_VISITOR for task in at.state.tasks.values())
    if not fetched:
        yield ev.TaskRaised(
            task=task_id("tell", ticket.id, at.now),
            kind=ev.TaskKind.TELL_VISITOR,
            ticket=ticket.id,
            number=ticket.number,
            counter=ticket.counter,
        )
