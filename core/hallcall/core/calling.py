"""Decisions at a counter about the number that is called or served."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any

from hallcall.core import events as ev
from hallcall.core.closures import check_not_closed, held_up
from hallcall.core.commands import (
    CallChosen,
    CallNext,
    FinishService,
    ParkTicket,
    Recall,
    RevealVisitor,
    StartService,
    TransferTicket,
)
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.leasing import known_item
from hallcall.core.looks import check_look
from hallcall.core.numbers import ticket_id
from hallcall.core.order import choose_next, play_calls
from hallcall.core.pagers import left_with
from hallcall.core.places import Counter
from hallcall.core.route import remaining_visits
from hallcall.core.rules import NewItemRule
from hallcall.core.situation import Outcome, Situation, task_id
from hallcall.core.snapshot import CounterState, CounterStatus
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import AWAY, ClerkId, Need, Ticket, TicketId, TicketState
from hallcall.core.walking import not_before, not_before_from

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
        finished = _finish(at, counter, clerk)
        if counter.pause_planned:
            return Outcome(events=finished, ticket=counter.ticket)
    ticket = choose_next(at.state, at.desk(command.counter), at.policy, at.now, at.hall.express_turns)
    if ticket is None:
        if finished:
            return Outcome(events=finished, ticket=counter.ticket)
        raise Refused("queue.empty", counter=command.counter)
    return Outcome(events=(*finished, *call_ticket(at, ticket, command.counter, clerk)), ticket=ticket.id)


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
    events = call_ticket(at, ticket, command.counter, clerk, command.reason)
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
    return Outcome(events=_finish(at, counter, clerk, ended_at), ticket=ticket.id)


def park_ticket(at: Situation, command: ParkTicket) -> Outcome:
    """The visitor fetches something; the counter is free.

    Raises:
        Refused: ``reason.missing``, ``counter.*``, ``call.wrong_state``.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    _, _, ticket = at.engaged(command.counter, _SERVING)
    parked = ev.TicketParked(ticket=ticket.id, counter=command.counter, reason=command.reason)
    return with_planned_pause(at, command.counter, (parked,), ticket)


def transfer_ticket(at: Situation, command: TransferTicket) -> Outcome:
    """Send a visitor on; their number goes with them, and their waiting time too.

    Who came for another item than their number says may have to wait anew, if the hall's rule wants it so.

    Raises:
        Refused: ``reason.missing``, ``ticket.*``, ``queue.unknown``, ``queue.closed``, ``counter.unknown``,
            ``queue.not_served``, ``item.unknown``, ``item.other_queue``, ``item.appointment_only``,
            ``transfer.same_place``.
    """
    if not command.reason.strip():
        raise Refused("reason.missing")
    ticket = at.ticket(command.ticket)
    if ticket.state in AWAY:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    item = _check_target(at, ticket, command)
    is_new = item != ticket.item and at.hall.rules.new_item is NewItemRule.NEW
    child = ticket_id(ticket.day, ticket.number, ticket.leg + 1)
    events: tuple[ev.Event, ...] = (
        ev.TicketTransferred(
            ticket=ticket.id,
            child=child,
            to_queue=command.to_queue,
            to_counter=command.to_counter,
            reason=command.reason,
        ),
        _next_leg(
            at.hall,
            ticket,
            queue=command.to_queue,
            item=item,
            together=ticket.together,
            then=ticket.then,
            seniority=at.now if is_new else ticket.seniority,
            only_counter=command.to_counter,
            note=command.note,
            not_before=_on_the_way(at, ticket, command),
        ),
    )
    if ticket.counter is None:
        return Outcome(events=events, ticket=child)
    return with_planned_pause(at, ticket.counter, events, ticket, outcome_ticket=child)


def _next_leg(
    hall: Hall, ticket: Ticket, *, queue: QueuePrefix, seniority: datetime | None = None, **place: Any
) -> ev.TicketIssued:
    """The visitor waits elsewhere with the same number, and with the same seniority if no other is given."""
    leg = ticket.leg + 1
    return ev.TicketIssued(
        ticket=ticket_id(ticket.day, ticket.number, leg),
        number=ticket.number,
        origin=ticket.origin,
        seq=ticket.seq,
        leg=leg,
        seniority=seniority or ticket.seniority,
        person=ticket.person,
        verified=ticket.verified,
        has_phone=ticket.has_phone,
        needs=ticket.needs,
        kiosk=ticket.kiosk,
        token=ticket.token,
        notify=ticket.notify,
        parent=ticket.id,
        priority=ticket.priority,
        booking=ticket.booking,
        booked_for=ticket.booked_for,
        queue=queue,
        language=hall.language_for(ticket.language, queue),
        agent=ticket.agent,
        quantity=ticket.quantity,
        **place,
    )


def _check_target(at: Situation, ticket: Ticket, command: TransferTicket) -> ItemCode:
    """The item that the visitor goes on with, where the target can be."""
    queue, counter = command.to_queue, command.to_counter
    if queue not in at.hall.queue_by_prefix:
        raise Refused("queue.unknown", queue=queue)
    check_not_closed(at, queue)
    if counter is not None and queue not in at.desk(counter).queues:
        raise Refused("queue.not_served", queue=queue)
    code = ticket.item if command.to_item is None else command.to_item
    if code != ticket.item:
        item = known_item(at.hall, code)
        if item.queue != queue:
            raise Refused("item.other_queue", item=code, queue=queue)
        if item.appointment_only:
            raise Refused("item.appointment_only", item=code)
    elif queue == ticket.queue and counter in {None, ticket.counter}:
        raise Refused("transfer.same_place")
    return code


def _on_the_way(at: Situation, ticket: Ticket, command: TransferTicket) -> datetime | None:
    """From when on a visitor who is sent on can be there."""
    if ticket.not_before is not None and at.now < ticket.not_before:
        return not_before(at.hall, ticket.kiosk, command.to_queue, ticket.needs, ticket.issued_at, at.now)
    here = at.hall.queue_by_prefix[ticket.queue] if ticket.counter is None else at.desk(ticket.counter)
    return not_before_from(at.hall, here.zone, command.to_queue, ticket.needs, at.now)


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


def call_ticket(
    at: Situation, ticket: Ticket, number: CounterNumber, clerk: ClerkId, chosen_reason: str = ""
) -> tuple[ev.Event, ...]:
    """Call a number to a counter, send a guide where the call does not reach, and tell those whose turn is near."""
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
    if not at.state.waiting[called.queue].to_tell:
        return ()
    near = at.hall.rules.call.near_ahead
    after = (ticket for ticket in play_calls(at.state, called.queue, at.policy, at.now) if ticket.id != called.id)
    return tuple(
        ev.TicketNeared(ticket=ticket.id, ahead=ahead)
        for ahead, ticket in enumerate(islice(after, near + 1))
        if ticket.notify and not ticket.near_told
    )


def _finish(
    at: Situation, counter: CounterState, clerk: ClerkId, ended_at: datetime | None = None
) -> tuple[ev.Event, ...]:
    assert counter.ticket is not None
    ticket = at.state.tickets[counter.ticket]
    finished = ev.TicketFinished(ticket=ticket.id, counter=counter.number, clerk=clerk, ended_at=ended_at)
    further = _go_on(at, ticket, at.desk(counter.number)) or left_with(at, ticket)
    if not counter.pause_planned:
        return (finished, *further)
    return (finished, *further, _planned_pause(counter))


def _go_on(at: Situation, ticket: Ticket, desk: Counter) -> tuple[ev.Event, ...]:
    """Who came for more than this counter can do waits at the next stay of their route, as long as they do already."""
    visits = remaining_visits(at.hall, ticket, desk) if ticket.then else ()
    if not visits:
        return ()
    (queue, items), then = (visits[0].queue, visits[0].items), visits[1:]
    on_the_way = not_before_from(at.hall, desk.zone, queue, ticket.needs, at.now)
    leg = _next_leg(at.hall, ticket, queue=queue, item=items[0], together=items[1:], then=then, not_before=on_the_way)
    return (leg, *held_up(at, leg))


def _planned_pause(counter: CounterState) -> ev.CounterPaused:
    return ev.CounterPaused(counter=counter.number, reason=counter.pause_reason, until=counter.pause_until)


def with_planned_pause(
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
