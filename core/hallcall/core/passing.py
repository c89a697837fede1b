"""What becomes of numbers whose visitor did not come when they were called.

::

    called --> passed --> waiting      by the hall's rule, at once
                 |  '---> (aside)      until its visitor comes forward, from the pass on that the hall has chosen
                 '------> cancelled    by the rule ``void``, or passed too often in a row

Who comes just after the pass is served at once, if the clerk wants it; who comes later waits by the rule. Numbers that
come back into the line do not follow one another: ``PassRules.spaced_by`` others are called between them.
"""

from __future__ import annotations

from hallcall.core import events as ev
from hallcall.core.calling import call_ticket, with_planned_pause
from hallcall.core.commands import PassTicket, RecallMe, ServePassed
from hallcall.core.days import session_end
from hallcall.core.errors import Refused
from hallcall.core.rules import PassRule
from hallcall.core.situation import Outcome, Situation
from hallcall.core.snapshot import CounterStatus
from hallcall.core.tickets import Ticket, TicketId, TicketState

CAME_AFTER_PASS = "came after the pass"  # noqa: S105 - a number is passed over
"""Why a number is called out of turn whose visitor came after all."""


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
    _, _, ticket = at.engaged(command.counter, CounterStatus.CALLING)
    left = pass_wait_s(at, ticket)
    if left > 0:
        raise Refused("call.give_time", wait_s=int(left) + 1)
    rules = at.hall.rules.passing
    passes = ticket.passes + 1
    events: tuple[ev.Event, ...] = (ev.TicketPassed(ticket=ticket.id, counter=command.counter, passes=passes),)
    if rules.rule is PassRule.VOID or passes >= rules.max_passes:
        events = (*events, ev.TicketCancelled(ticket=ticket.id, reason="passed"))
    elif not 0 < rules.aside_from_pass <= passes:
        events = (*events, back_in_line(at, ticket))
    return with_planned_pause(at, command.counter, events, ticket)


def back_in_line(at: Situation, ticket: Ticket, *, kiosk: str = "") -> ev.TicketReturned:
    """A passed number waits again, where the hall's rule puts it.

    Args:
        at: the hall now.
        ticket: the number.
        kiosk: where its visitor came forward, if at a kiosk.
    """
    rules = at.hall.rules.passing
    match rules.rule:
        case PassRule.TAIL:
            return ev.TicketReturned(ticket=ticket.id, seniority=at.now, by_kiosk=kiosk)
        case PassRule.SESSION_END:
            ends = max(session_end(at.hall, ticket.queue, at.now), ticket.seniority)
            return ev.TicketReturned(ticket=ticket.id, seniority=ends, at_end=True, by_kiosk=kiosk)
        case _:
            return ev.TicketReturned(
                ticket=ticket.id,
                seniority=ticket.seniority,
                defer_by=rules.defer_by,
                spaced_by=rules.spaced_by,
                by_kiosk=kiosk,
            )


def serve_passed(at: Situation, command: ServePassed) -> Outcome:
    """Serve a visitor at once who came after their number was passed.

    Raises:
        Refused: ``counter.*``, ``ticket.*``, ``queue.not_served``, ``passing.not_passed``.
    """
    counter, clerk = at.staffed(command.counter)
    if counter.status is CounterStatus.PAUSED:
        raise Refused("counter.paused", counter=command.counter)
    if counter.ticket is not None:
        raise Refused("counter.busy", counter=command.counter)
    ticket = _missed(at, command.ticket)
    if ticket.queue not in at.desk(command.counter).queues:
        raise Refused("queue.not_served", queue=ticket.queue)
    # Called at once, it needs no place in the line; the visitor keeps their time, should they have to wait once more.
    returned = ev.TicketReturned(ticket=ticket.id, seniority=ticket.seniority)
    back = () if ticket.state is TicketState.WAITING else (returned,)
    called = call_ticket(at, ticket, command.counter, clerk, CAME_AFTER_PASS)
    started = ev.TicketStarted(ticket=ticket.id, counter=command.counter, clerk=clerk)
    return Outcome(events=(*back, *called, started), ticket=ticket.id)


def recall_me(at: Situation, command: RecallMe) -> Outcome:
    """Let a visitor back into the line who has come forward, at a kiosk or at the help desk.

    A number that the rule has let back already stays where it is: the answer says that it waits.

    Raises:
        Refused: ``ticket.unknown``, ``ticket.wrong_state``, ``passing.not_passed``, ``passing.see_desk`` when they
            came forward at kiosks too often.
    """
    ticket = _missed(at, command.ticket)
    if ticket.state is TicketState.WAITING:
        return Outcome(events=(), ticket=ticket.id, repeated=True)
    if command.kiosk and ticket.self_recalls >= at.hall.rules.passing.self_recalls:
        raise Refused("passing.see_desk", number=ticket.number)
    return Outcome(events=(back_in_line(at, ticket, kiosk=command.kiosk),), ticket=ticket.id)


def _missed(at: Situation, wanted: TicketId) -> Ticket:
    """A ticket that was passed and waits, or lies aside."""
    ticket = at.ticket(wanted)
    if ticket.state not in {TicketState.WAITING, TicketState.PASSED}:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    if not ticket.passes:
        raise Refused("passing.not_passed", number=ticket.number)
    return ticket
