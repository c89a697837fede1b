"""What each event does to the numbers of the day."""

from __future__ import annotations

from datetime import date, datetime
from sys import intern
from typing import TYPE_CHECKING

from hallcall.core import events as ev
from hallcall.core.booking import folding
from hallcall.core.folding._changing import Handlers, change, release_counter, set_counter
from hallcall.core.priority import ClassReason, PriorityClass
from hallcall.core.ratings_kept import DoneVisit
from hallcall.core.snapshot import Call, CounterStatus
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, Ticket, TicketId, TicketState
from hallcall.core.turns import left_after_call, next_run
from hallcall.core.values import changed

if TYPE_CHECKING:  # the state is folded by this package
    from hallcall.core.state import HallState

_NO_NEEDS: frozenset[Need] = frozenset()
_CALLS_KEPT = 300
"""Calls that a snapshot remembers, more than a wall can show in five minutes of an opening rush."""


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
    carried = state.pager_of(event.parent) if event.parent is not None else None
    if carried is not None:
        state.pagers[carried] = changed(state.pagers[carried], ticket=event.ticket)
    if event.booking:
        folding.use(state.bookings, event)
    if event.leg == 1:
        if not event.offline:
            state.last_seq[event.origin] = max(event.seq, state.last_seq.get(event.origin, 0))
        if not event.booking:
            state.given[event.origin] = state.given.get(event.origin, 0) + 1
        if event.person is not None:
            state.taken[event.person] = state.taken.get(event.person, 0) + 1


def _notice_chosen(state: HallState, event: ev.NoticeChosen, _: ev.Recorded) -> None:
    change(state, event.ticket, notify=event.on)


def _printed(state: HallState, event: ev.TicketPrinted, _: ev.Recorded) -> None:
    change(state, event.ticket, prints=event.copy)


def _neared(state: HallState, event: ev.TicketNeared, _: ev.Recorded) -> None:
    change(state, event.ticket, near_told=True)


def _called(state: HallState, event: ev.TicketCalled, at: ev.Recorded) -> None:
    ticket = state.tickets.get(event.ticket)
    queue = ticket.queue if ticket is not None else QueuePrefix(event.number[:1])
    if ticket is not None and not event.chosen_reason:
        state.runs[queue] = next_run(state.runs.get(queue, 0), ticket)
    change(
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
    set_counter(state, event.counter, at.at, status=CounterStatus.CALLING, since=at.at, ticket=event.ticket)
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
    while len(state.calls) > _CALLS_KEPT:
        state.calls.pop(next(iter(state.calls)))


def _recalled(state: HallState, event: ev.TicketRecalled, at: ev.Recorded) -> None:
    change(state, event.ticket, calls=event.call, last_call_at=at.at, recall_after_s=event.recall_after_s)
    call = state.calls.get(event.ticket)
    if call is not None:
        state.calls[event.ticket] = changed(call, at=at.at, call=event.call)


def _passed(state: HallState, event: ev.TicketPassed, at: ev.Recorded) -> None:
    _end_call(state, event.ticket, at.at, "passed")
    change(state, event.ticket, state=TicketState.PASSED, since=at.at, passes=event.passes, counter=None)
    release_counter(state, event.counter, at.at)


def _returned(state: HallState, event: ev.TicketReturned, at: ev.Recorded) -> None:
    ticket = state.tickets.get(event.ticket)
    if ticket is None:
        return
    change(
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
        change(state, event.ticket, defer_left=event.behind, own_defers=ticket.own_defers + 1, front_at=None)


def _started(state: HallState, event: ev.TicketStarted, at: ev.Recorded) -> None:
    _end_call(state, event.ticket, at.at, "started")
    change(state, event.ticket, state=TicketState.SERVING, since=at.at, passes=0, self_recalls=0)
    set_counter(state, event.counter, at.at, status=CounterStatus.SERVING, since=at.at)


def _finished(state: HallState, event: ev.TicketFinished, at: ev.Recorded) -> None:
    ticket = state.tickets.get(event.ticket)
    if ticket is not None:
        state.unrated[ticket.id] = DoneVisit(
            ticket=ticket.id,
            number=ticket.number,
            token=ticket.token,
            counter=event.counter,
            clerk=event.clerk,
            item=ticket.item,
        )
    state.end(event.ticket, TicketState.DONE)
    release_counter(state, event.counter, at.at)


def _parked(state: HallState, event: ev.TicketParked, at: ev.Recorded) -> None:
    change(state, event.ticket, state=TicketState.PARKED, since=at.at, counter=None)
    release_counter(state, event.counter, at.at)


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


def _served_on_paper(state: HallState, event: ev.TicketServedOnPaper, _: ev.Recorded) -> None:
    state.end(event.ticket, TicketState.DONE)


def _reclassified(state: HallState, event: ev.TicketReclassified, _: ev.Recorded) -> None:
    given_up = event.before if event.reason is ClassReason.DECLINED else PriorityClass.NORMAL
    change(state, event.ticket, priority=event.priority, given_up=given_up)


def _quantity_corrected(state: HallState, event: ev.QuantityCorrected, _: ev.Recorded) -> None:
    change(state, event.ticket, quantity=event.quantity)


def _end_call(
    state: HallState, ticket: TicketId, at: datetime, ending: str, moved_to: QueuePrefix | None = None
) -> None:
    call = state.calls.get(ticket)
    if call is not None and call.ended_at is None:
        state.calls[ticket] = changed(call, ended_at=at, ending=ending, moved_to=moved_to)


def _leave_counter(state: HallState, ticket: TicketId, at: datetime) -> None:
    for counter in state.counters.values():
        if counter.ticket == ticket:
            release_counter(state, counter.number, at)
            return


HANDLERS: Handlers = {
    ev.TicketIssued: _issued,
    ev.NoticeChosen: _notice_chosen,
    ev.TicketPrinted: _printed,
    ev.TicketNeared: _neared,
    ev.TicketCalled: _called,
    ev.TicketRecalled: _recalled,
    ev.TicketPassed: _passed,
    ev.TicketReturned: _returned,
    ev.TicketDeferred: _deferred,
    ev.TicketStarted: _started,
    ev.TicketFinished: _finished,
    ev.TicketParked: _parked,
    ev.TicketTransferred: _transferred,
    ev.TicketCancelled: _cancelled,
    ev.TicketExpired: _expired,
    ev.TicketServedOnPaper: _served_on_paper,
    ev.TicketReclassified: _reclassified,
    ev.QuantityCorrected: _quantity_corrected,
}
