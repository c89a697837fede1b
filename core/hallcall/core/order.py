"""Who is next: the order of the calls at one moment, by the hall's policy (``hallcall.core.builtin_policies``).

Order is a pure function of the waiting tickets, what was called before and the clock: total, with an explicit
tie-break. It never depends on the order of rows, on empty values or on luck.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from hallcall.core.call_policy import CallPolicy
from hallcall.core.express import ExpressPlay
from hallcall.core.languages import Language
from hallcall.core.places import Counter, ExpressTurn
from hallcall.core.play import PlayedLine, is_due, is_ready
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import Ticket, TicketId


def choose_next(
    state: HallState, counter: Counter, policy: CallPolicy, now: datetime, turns: Sequence[ExpressTurn] = ()
) -> Ticket | None:
    """The ticket this counter calls next, or None when nobody waits for it.

    ``turns`` are the hall's: queues that take turns with their express queues.

    Deferred numbers wait until enough others of their queue were called, and numbers put to the end until their queue
    is empty; both are called at once when nobody else can be.
    """
    return next(counter_order(state, counter, policy, now, turns), None)


def counter_order(
    state: HallState, counter: Counter, policy: CallPolicy, now: datetime, turns: Sequence[ExpressTurn] = ()
) -> Iterator[Ticket]:
    """The tickets that a counter would call one after the other, if it alone called and nothing else changed.

    From a queue that is closed for now nobody is called. The state must not change meanwhile.
    """
    queues = [queue for queue in counter.queues if queue not in state.closed]
    lines = {queue: line for queue in queues if (line := _begin(state, queue, policy, now, counter)) is not None}
    return _play(lines, ExpressPlay(turns, state.calls.values()))


def play_calls(state: HallState, queue: QueuePrefix, policy: CallPolicy, now: datetime) -> Iterator[Ticket]:
    """The tickets of a queue in the order in which they will be called, if nothing changes, one after the other.

    Found by playing the calls: after each call the deferred tickets come one step nearer, and who was overtaken may
    become due. The state must not change meanwhile.
    """
    line = _begin(state, queue, policy, now)
    return _play({} if line is None else {queue: line}, ExpressPlay((), ()))


def queue_order(state: HallState, queue: QueuePrefix, policy: CallPolicy, now: datetime) -> list[Ticket]:
    """As ``play_calls``, at once."""
    return list(play_calls(state, queue, policy, now))


def people_ahead(state: HallState, ticket_id: TicketId, policy: CallPolicy, now: datetime) -> int | None:
    """How many of its queue will be called before this ticket; None when it does not wait."""
    ticket = state.tickets.get(ticket_id)
    line = state.waiting.get(ticket.queue) if ticket is not None else None
    if ticket is None or line is None or ticket_id not in line:
        return None
    if not line.special and len(line.orders()) == 1:
        return line.place(ticket)
    order = play_calls(state, ticket.queue, policy, now)
    return next(place for place, other in enumerate(order) if other.id == ticket_id)


def _begin(
    state: HallState, queue: QueuePrefix, policy: CallPolicy, now: datetime, counter: Counter | None = None
) -> PlayedLine | None:
    line = state.waiting.get(queue)
    if line is None or not line:
        return None
    beside = [ticket for ticket in line.special.values() if counter is None or _may_call(state, ticket, counter, now)]
    return PlayedLine(line, beside, policy, state.runs.get(queue, 0), now)


def _may_call(state: HallState, ticket: Ticket, counter: Counter, now: datetime) -> bool:
    if ticket.not_before is not None and now < ticket.not_before:
        return False
    if ticket.only_counter is not None:
        return ticket.only_counter == counter.number
    # With nobody on duty who speaks it, any counter is better than waiting for none.
    is_understood = ticket.language is Language.ZH or ticket.language in counter.languages
    return is_understood or not state.is_spoken(ticket.language, ticket.queue)


def _play(lines: Mapping[QueuePrefix, PlayedLine], express: ExpressPlay) -> Iterator[Ticket]:
    while best := {queue: min(ranked) for queue, line in lines.items() if (ranked := line.ranked())}:
        ready = [queue for queue, (rank, _) in best.items() if is_ready(rank)]
        left_out = {queue for queue in express.out_of_turn(ready) if not is_due(best[queue][0])}
        queue = min((one for one in best if one not in left_out), key=lambda one: best[one][0])
        ticket = best[queue][1]
        yield ticket
        # Only if somebody asks for more: most want to know no more than who is next.
        lines[queue].call(ticket)
        express.note(queue)
