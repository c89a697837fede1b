"""Decisions at a counter about the number that is called or served."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from hallcall.core import events as ev
from hallcall.core.commands import (
    CallChosen,
    CallNext,
    FinishService,
    ParkTicket,
    PassTicket,
    Recall,
    RevealVisitor,
    StartService,
    TransferTicket,
)
from hallcall.core.errors import Refused
from hallcall.core.hall import CounterNumber, PassRule
from hallcall.core.looks import check_look
from hallcall.core.numbers import ticket_id
from hallcall.core.order import choose_next, play_calls
from hallcall.core.situation import Outcome, Situation, task_id
from hallcall.core.snapshot import CounterState, CounterStatus
from hallcall.core.tickets import ClerkId, Need, Ticket, TicketId, TicketState

_CALLING = CounterStatus.CALLING
_SERVING = CounterStatus.SERVING


def call_next(at: Situation, command: CallNext) -> Outcome:
    """Call whoever is next for this counter.

    While somebody is served, the hall's rule decides: finish that visit first, or refuse. Two presses shortly after
    one another are one call: the second gives the first one's answer.

    Raises:
        Refused: ``counter.not_open``, ``counter.paused``, ``counter.busy``, ``queue.empty``.
    """
    counter, clerk = at.staffed(command.counter)
    if counter.status is CounterStatus.PAUSED:
        raise Refused("counter.paused", counter=command.counter)
    if counter.status is _CALLING:
        if at.elapsed(counter.since) < at.hall.rules.call.double_press_s:
            return Outcome(events=(), ticket=counter.ticket, repeated=True)
        raise Refused("counter.busy", counter=command.counter)
    finished: tuple[ev.Event, ...] = ()
    if counter.status is _SERVING:
        if not at.hall.rules.call.next_finishes_current:
            raise Refused("counter.busy", counter=command.counter)
        finished = _finish(counter, clerk)
        if counter.pause_planned:
            return Outcome(events=finished, ticket=counter.ticket)
    ticket = choose_next(at.state, at.desk(command.counter), at.policy, at.now)
    if ticket is None:
        if finished:
            return Outcome(events=finished, ticket=counter.ticket)
        raise Refused("queue.empty", counter=command.counter)
    return Outcome(events=(*finished, *_call(at, ticket, command.counter, clerk)), ticket=ticket.id)


def call_chosen(at: Situation, command: CallChosen) -> Outcome:
    """Call one number out of turn.

    Raises:
        Refused: ``reason.missing``, ``counter.*``, ``ticket.*``, ``queue.not_served``.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    counter, clerk = at.staffed(command.counter)
    if counter.status is CounterStatus.PAUSED:
        raise Refused("counter.paused", counter=command.counter)
    if counter.ticket is not None:
        raise Refused("counter.busy", counter=command.counter)
    ticket = at.ticket(command.ticket)
    if ticket.state is not TicketState.WAITING:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    if ticket.queue not in at.desk(command.counter).queues:
        raise Refused("queue.not_served", queue=ticket.queue)
    events = _call(at, ticket, command.counter, clerk, command.reason)
    return Outcome(events=events, ticket=ticket.id)


def recall(at: Situation, command: Recall) -> Outcome:
    """Call the same number again, when it had time to come.

    Raises:
        Refused: ``counter.*``, ``call.too_soon`` with the seconds left.
    """
    _, _, ticket = at.engaged(command.counter, _CALLING)
    assert ticket.last_call_at is not None
    left = ticket.recall_after_s - at.elapsed(ticket.last_call_at)
    if left > 0:
        raise Refused("call.too_soon", wait_s=int(left) + 1)
    event = ev.TicketRecalled(
        ticket=ticket.id,
        number=ticket.number,
        counter=command.counter,
        call=ticket.calls + 1,
        recall_after_s=ticket.recall_after_s,
    )
    return Outcome(events=(event,), ticket=ticket.id)


def pass_wait_s(at: Situation, ticket: Ticket) -> float:
    """Seconds until a called number may be passed; 0 when it may be now.

    It may after the configured calls, each with time to come, or after the configured time without an answer.
    """
    rules = at.hall.rules.call
    assert ticket.first_call_at is not None
    assert ticket.last_call_at is not None
    walk_s = ticket.recall_after_s - rules.repeat_gap_s
    by_time = rules.no_show_after_s + walk_s - at.elapsed(ticket.first_call_at)
    if ticket.calls <= rules.repeats:
        return max(by_time, 0.0)
    by_calls = ticket.recall_after_s - at.elapsed(ticket.last_call_at)
    return max(min(by_time, by_calls), 0.0)


def pass_ticket(at: Situation, command: PassTicket) -> Outcome:
    """Put a number aside that did not come, by the hall's rule.

    Raises:
        Refused: ``counter.*``, ``call.give_time`` with the seconds left.
    """
    _, _, ticket = at.engaged(command.counter, _CALLING)
    left = pass_wait_s(at, ticket)
    if left > 0:
        raise Refused("call.give_time", wait_s=int(left) + 1)
    rules = at.hall.rules.passing
    passes = ticket.passes + 1
    passed = ev.TicketPassed(ticket=ticket.id, counter=command.counter, passes=passes)
    if rules.rule is PassRule.VOID or passes >= rules.max_passes:
        return _with_pause(at, command.counter, (passed, ev.TicketCancelled(ticket=ticket.id, reason="passed")), ticket)
    match rules.rule:
        case PassRule.TAIL:
            back = ev.TicketReturned(ticket=ticket.id, seniority=at.now)
        case PassRule.SESSION_END:
            back = ev.TicketReturned(ticket=ticket.id, seniority=ticket.seniority, at_end=True)
        case _:
            back = ev.TicketReturned(ticket=ticket.id, seniority=ticket.seniority, defer_by=rules.defer_by)
    return _with_pause(at, command.counter, (passed, back), ticket)


def start_service(at: Situation, command: StartService) -> Outcome:
    """The called visitor is here.

    Raises:
        Refused: ``counter.*``, ``call.wrong_state``.
    """
    _, clerk, ticket = at.engaged(command.counter, _CALLING)
    return Outcome(events=(ev.TicketStarted(ticket=ticket.id, counter=command.counter, clerk=clerk),), ticket=ticket.id)


def finish_service(at: Situation, command: FinishService) -> Outcome:
    """The visit is done; a planned pause begins.

    Raises:
        Refused: ``counter.*``, ``call.wrong_state``, ``ticket.*`` when the named visit is not the one served here.
    """
    counter, clerk, ticket = at.engaged(command.counter, _SERVING)
    if command.ticket is not None and command.ticket != ticket.id:
        raise Refused("ticket.wrong_state", state=at.ticket(command.ticket).state.value)
    ended_at = at.told(command.ended_at, ticket.since) if command.ended_at is not None else None
    return Outcome(events=_finish(counter, clerk, ended_at), ticket=ticket.id)


def park_ticket(at: Situation, command: ParkTicket) -> Outcome:
    """The visitor fetches something; the counter is free.

    Raises:
        Refused: ``reason.missing``, ``counter.*``, ``call.wrong_state``.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    _, _, ticket = at.engaged(command.counter, _SERVING)
    parked = ev.TicketParked(ticket=ticket.id, counter=command.counter, reason=command.reason)
    return _with_pause(at, command.counter, (parked,), ticket)


def transfer_ticket(at: Situation, command: TransferTicket) -> Outcome:
    """Send a visitor on; their number and their waiting time go with them.

    Raises:
        Refused: ``reason.missing``, ``ticket.*``, ``queue.unknown``, ``counter.unknown``, ``queue.not_served``,
            ``transfer.same_place``.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    ticket = at.ticket(command.ticket)
    if ticket.state is TicketState.PARKED:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    if command.to_queue not in at.hall.queue_by_prefix:
        raise Refused("queue.unknown", queue=command.to_queue)
    if command.to_counter is not None and command.to_queue not in at.desk(command.to_counter).queues:
        raise Refused("queue.not_served", queue=command.to_queue)
    if command.to_queue == ticket.queue and command.to_counter in {None, ticket.counter}:
        raise Refused("transfer.same_place")
    leg = ticket.leg + 1
    child = ticket_id(ticket.day, ticket.number, leg)
    events: tuple[ev.Event, ...] = (
        ev.TicketTransferred(
            ticket=ticket.id,
            child=child,
            to_queue=command.to_queue,
            to_counter=command.to_counter,
            reason=command.reason,
        ),
        ev.TicketIssued(
            ticket=child,
            number=ticket.number,
            origin=ticket.origin,
            seq=ticket.seq,
            leg=leg,
            queue=command.to_queue,
            item=ticket.item,
            seniority=ticket.seniority,
            person=ticket.person,
            verified=ticket.verified,
            has_phone=ticket.has_phone,
            needs=ticket.needs,
            kiosk=ticket.kiosk,
            token=ticket.token,
            notify=ticket.notify,
            only_counter=command.to_counter,
            parent=ticket.id,
            note=command.note,
            priority=ticket.priority,
            booking=ticket.booking,
            booked_for=ticket.booked_for,
        ),
    )
    if ticket.counter is None:
        return Outcome(events=events, ticket=child)
    return _with_pause(at, ticket.counter, events, ticket, outcome_ticket=child)


def reveal_visitor(at: Situation, command: RevealVisitor) -> Outcome:
    """Write down that a clerk looks at the full facts of the visitor who is being served, and why.

    Raises:
        Refused: ``reason.missing``, ``note.*``, ``counter.*``, ``call.wrong_state`` before the visit has started.
    """
    check_look(command.reason, command.note)
    _, clerk, ticket = at.engaged(command.counter, _SERVING)
    event = ev.VisitorRevealed(
        ticket=ticket.id, counter=command.counter, clerk=clerk, reason=command.reason, note=command.note
    )
    return Outcome(events=(event,), ticket=ticket.id)


def _call(
    at: Situation, ticket: Ticket, number: CounterNumber, clerk: ClerkId, chosen_reason: str = ""
) -> tuple[ev.Event, ...]:
    called = ev.TicketCalled(
        ticket=ticket.id,
        number=ticket.number,
        counter=number,
        clerk=clerk,
        recall_after_s=at.recall_gap(ticket, at.desk(number)),
        chosen_reason=chosen_reason,
    )
    return (called, *_fetch(at, ticket, number), *_neared(at, ticket))


def _fetch(at: Situation, ticket: Ticket, number: CounterNumber) -> tuple[ev.Event, ...]:
    """A silent call cannot reach who cannot see: a guide is sent instead."""
    if Need.CANNOT_SEE not in ticket.needs:
        return ()
    return (
        ev.TaskRaised(
            task=task_id("fetch", ticket.id, at.now),
            kind=ev.TaskKind.FETCH_VISITOR,
            ticket=ticket.id,
            number=ticket.number,
            counter=number,
        ),
    )


def _neared(at: Situation, called: Ticket) -> tuple[ev.Event, ...]:
    """Those of the queue who want messages and now have few people before them."""
    if not any(ticket.notify and not ticket.near_told for ticket in at.state.waiting[called.queue].values()):
        return ()
    near = at.hall.rules.call.near_ahead
    after = (ticket for ticket in play_calls(at.state, called.queue, at.policy, at.now) if ticket.id != called.id)
    return tuple(
        ev.TicketNeared(ticket=ticket.id, ahead=ahead)
        for ahead, ticket in enumerate(islice(after, near + 1))
        if ticket.notify and not ticket.near_told
    )


def _finish(counter: CounterState, clerk: ClerkId, ended_at: datetime | None = None) -> tuple[ev.Event, ...]:
    assert counter.ticket is not None
    finished = ev.TicketFinished(ticket=counter.ticket, counter=counter.number, clerk=clerk, ended_at=ended_at)
    if not counter.pause_planned:
        return (finished,)
    return (finished, _planned_pause(counter))


def _planned_pause(counter: CounterState) -> ev.CounterPaused:
    return ev.CounterPaused(counter=counter.number, reason=counter.pause_reason, until=counter.pause_until)


def _with_pause(
    at: Situation,
    number: CounterNumber,
    events: tuple[ev.Event, ...],
    ticket: Ticket,
    *,
    outcome_ticket: TicketId | None = None,
) -> Outcome:
    """The events, and the planned pause of the counter they free."""
    counter = at.state.counter(number, at.now)
    if counter.pause_planned:
        events = (*events, _planned_pause(counter))
    return Outcome(events=events, ticket=outcome_ticket or ticket.id)
