"""Decisions about vibrating pagers: who holds which, and what is done when one is not where it should be.

A pager is handed out by a person, for a person who cannot see or hear a call. It follows the number through all its
stays and is taken back at the counter. One that its base does not reach, or that leaves with a visitor, is looked for.
"""

from __future__ import annotations

from hallcall.core import events as ev
from hallcall.core.commands import GivePager, PagerCondition, PagerNumber, ReportPager, TakeBackPager
from hallcall.core.errors import Refused
from hallcall.core.situation import Outcome, Situation, task_id
from hallcall.core.tickets import Need, Ticket, TicketId

_HELPED = frozenset({Need.CANNOT_SEE, Need.CANNOT_HEAR})


def give_pager(at: Situation, command: GivePager) -> Outcome:
    """Hand a pager out; whatever pager the number had before is back then.

    Raises:
        Refused: ``ticket.*``, ``pager.unknown``, ``pager.in_use`` with the number that has it, ``pager.not_ready``
            when its battery is low or its base does not reach it.
    """
    ticket = at.ticket(command.ticket)
    _check_known(at, command.pager)
    known = at.state.pagers.get(command.pager)
    if known is not None:
        if known.ticket == ticket.id:
            return Outcome(events=(), ticket=ticket.id, repeated=True)
        holder = at.state.tickets.get(known.ticket) if known.ticket is not None else None
        if holder is not None:
            raise Refused("pager.in_use", pager=command.pager, number=holder.number)
        if known.condition is not PagerCondition.WELL:
            raise Refused("pager.not_ready", pager=command.pager, condition=known.condition.value)
    before = at.state.pager_of(ticket.id)
    back = (ev.PagerTakenBack(pager=before),) if before is not None else ()
    return Outcome(events=(*back, ev.PagerGiven(pager=command.pager, ticket=ticket.id)), ticket=ticket.id)


def take_back_pager(at: Situation, command: TakeBackPager) -> Outcome:
    """Take a pager back; whoever looks for it may stop.

    Raises:
        Refused: ``pager.unknown``.
    """
    _check_known(at, command.pager)
    known = at.state.pagers.get(command.pager)
    if known is None or not known.is_out:
        return Outcome(events=(), repeated=True)
    return Outcome(events=(ev.PagerTakenBack(pager=command.pager),), ticket=known.ticket)


def report_pager(at: Situation, command: ReportPager) -> Outcome:
    """Note how a pager is; have one looked for that is lost. The same news twice is none.

    Raises:
        Refused: ``pager.unknown``.
    """
    _check_known(at, command.pager)
    known = at.state.pagers.get(command.pager)
    before = known.condition if known is not None else PagerCondition.WELL
    if before is command.condition:
        return Outcome(events=(), repeated=True)
    events: tuple[ev.Event, ...] = (ev.PagerReported(pager=command.pager, condition=command.condition),)
    if command.condition is PagerCondition.LOST:
        events = (*events, _look_for(at, command.pager, known.ticket if known is not None else None))
    return Outcome(events=events)


def asked_for(at: Situation, issued: ev.TicketIssued) -> tuple[ev.Event, ...]:
    """A guide brings a pager to whoever said at a kiosk that a silent call does not reach them.

    The task names no kiosk: a kiosk is told of its own tasks, and what stands on it may be read by others.
    """
    if not at.hall.rules.pagers or not issued.kiosk or _HELPED.isdisjoint(issued.needs):
        return ()
    return (
        ev.TaskRaised(
            task=task_id("pager", issued.ticket, at.now),
            kind=ev.TaskKind.BRING_PAGER,
            ticket=issued.ticket,
            number=issued.number,
        ),
    )


def left_with(at: Situation, ticket: Ticket) -> tuple[ev.Event, ...]:
    """The visit is over and its pager was not taken back: somebody runs after it, now."""
    pager = at.state.pager_of(ticket.id)
    return () if pager is None else (_look_for(at, pager, ticket.id),)


def _look_for(at: Situation, pager: PagerNumber, holder: TicketId | None) -> ev.TaskRaised:
    ticket = at.state.tickets.get(holder) if holder is not None else None
    return ev.TaskRaised(
        task=task_id("find", f"pager {pager}", at.now),
        kind=ev.TaskKind.FIND_PAGER,
        ticket=ticket.id if ticket is not None else None,
        number=ticket.number if ticket is not None else "",
        counter=ticket.counter if ticket is not None else None,
        pager=pager,
    )


def _check_known(at: Situation, pager: PagerNumber) -> None:
    if not 1 <= pager <= at.hall.rules.pagers:
        raise Refused("pager.unknown", pager=pager, most=at.hall.rules.pagers)
