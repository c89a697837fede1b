"""Decisions about a queue that is closed for now: a system is down, nobody is there, the day cannot hold all who wait.

Nothing is lost: whoever waits keeps number and time, and is told what they can do instead. The queue gives no numbers
and no counter calls from it until it goes on; a clerk may still call one certain number of it. Tomorrow it is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from hallcall.core import events as ev
from hallcall.core.commands import CloseQueue, ReopenQueue
from hallcall.core.errors import Refused
from hallcall.core.looks import check_note
from hallcall.core.situation import Outcome, Situation
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import AWAY, TicketId, TicketState

_HELD = AWAY | {TicketState.WAITING}
"""States in which a number needs its queue: who is called or served already is not sent away."""


def check_not_closed(at: Situation, queue: QueuePrefix) -> None:
    """Whether somebody may begin to wait in a queue.

    Raises:
        Refused: ``queue.closed`` with its letter and the reason.
    """
    closure = at.state.closed.get(queue)
    if closure is not None:
        raise Refused("queue.closed", queue=queue, reason=closure.reason.value)


def close_queue(at: Situation, command: CloseQueue) -> Outcome:
    """Close a queue for now and tell whoever waits there; or change why, and until when.

    Raises:
        Refused: ``queue.unknown``, ``reason.missing``, ``note.*``, ``closure.past`` when it should go on already.
    """
    if command.queue not in at.hall.queue_by_prefix:
        raise Refused("queue.unknown", queue=command.queue)
    if command.reason is None:
        raise Refused("reason.missing")
    check_note(command.note)
    if command.until is not None and command.until <= at.now:
        raise Refused("closure.past")
    before = at.state.closed.get(command.queue)
    if before is not None and (before.reason, before.until) == (command.reason, command.until):
        return Outcome(events=(), repeated=True)
    closed = ev.QueueClosed(queue=command.queue, reason=command.reason, note=command.note, until=command.until)
    if before is not None:
        return Outcome(events=(closed,))
    return Outcome(events=(closed, *(ev.TicketHeldUp(ticket=ticket) for ticket in _to_tell(at, command.queue))))


def reopen_queue(at: Situation, command: ReopenQueue) -> Outcome:
    """Let a queue go on, and tell whoever has waited for it.

    Raises:
        Refused: ``queue.unknown``.
    """
    if command.queue not in at.hall.queue_by_prefix:
        raise Refused("queue.unknown", queue=command.queue)
    if command.queue not in at.state.closed:
        return Outcome(events=(), repeated=True)
    told = (ev.TicketGoesOn(ticket=ticket) for ticket in _to_tell(at, command.queue))
    return Outcome(events=(ev.QueueReopened(queue=command.queue), *told))


def held_up(at: Situation, issued: ev.TicketIssued) -> tuple[ev.Event, ...]:
    """What follows when a visitor goes on to a queue that is closed."""
    is_told = issued.notify and issued.queue in at.state.closed
    return (ev.TicketHeldUp(ticket=issued.ticket),) if is_told else ()


def _to_tell(at: Situation, queue: QueuePrefix) -> Iterator[TicketId]:
    """Numbers of a queue whose holders want messages, longest waiting first."""
    held = [one for one in at.state.tickets.values() if one.queue == queue and one.state in _HELD and one.notify]
    yield from (ticket.id for ticket in sorted(held, key=lambda one: (one.seniority, one.id)))
