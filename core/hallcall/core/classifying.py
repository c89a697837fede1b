"""Which class a visitor has: by the card, by what they ask for, by a guide with a reason, or by their own wish none."""

from __future__ import annotations

from datetime import date

from hallcall.core import events as ev
from hallcall.core.commands import ChoosePriority, ReclassifyTicket
from hallcall.core.errors import Refused
from hallcall.core.identity import age_on
from hallcall.core.looks import check_note
from hallcall.core.priority import REASONS_OF_URGENCY, ClassReason, OrderRules, PriorityClass
from hallcall.core.situation import Outcome, Situation
from hallcall.core.tickets import Need, TicketState

_DISABLED = frozenset({Need.CANNOT_SEE, Need.CANNOT_HEAR, Need.WHEELCHAIR})
_WAITS = frozenset({TicketState.WAITING, TicketState.PARKED})


def class_of_visitor(rules: OrderRules, birth: date | None, needs: frozenset[Need], day: date) -> PriorityClass:
    """The class of somebody who takes a number; of several the one whose claim grows fastest.

    Nothing is proved: who asks for consideration gets it. Somebody born on 29 February is a year older on 1 March of a
    year without that day.

    Args:
        rules: the hall's.
        birth: from the card; None when it does not tell or there is none.
        needs: what the visitor has asked for.
        day: business day on which the number is given.
    """
    found = [PriorityClass.NORMAL]
    if birth is not None and age_on(birth, day) >= rules.elder_age:
        found.append(PriorityClass.ELDER)
    if needs & _DISABLED:
        found.append(PriorityClass.DISABLED)
    if Need.INFANT in needs:
        found.append(PriorityClass.INFANT)
    # Of equal rates the last: a need says more than an age.
    return max(reversed(found), key=rules.rates.of)


def check_class(kind: PriorityClass, reason: ClassReason | None, note: str) -> None:
    """Whether somebody may give this class for this reason.

    Raises:
        Refused: ``reason.missing``, ``class.booked`` for what only a booking gives, ``class.reason`` for what only a
            visitor may say, ``class.other_level`` for a reason of another level of urgency, ``note.*``.
    """
    if reason is None:
        raise Refused("reason.missing")
    if kind is PriorityClass.BOOKED:
        raise Refused("class.booked")
    if reason is ClassReason.DECLINED:
        raise Refused("class.reason")
    if reason not in REASONS_OF_URGENCY.get(kind, (reason,)):
        raise Refused("class.other_level", kind=kind.value)
    check_note(note)


def reclassify_ticket(at: Situation, command: ReclassifyTicket) -> Outcome:
    """Give a waiting visitor another class.

    Raises:
        Refused: ``reason.missing``, ``class.*``, ``note.*``, ``ticket.unknown``, ``ticket.wrong_state`` when it does
            not wait.
    """
    check_class(command.priority, command.reason, command.note)
    assert command.reason is not None
    ticket = at.ticket(command.ticket)
    if ticket.state not in _WAITS:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    if ticket.priority is command.priority:
        return Outcome(events=(), ticket=ticket.id, repeated=True)
    event = ev.TicketReclassified(
        ticket=ticket.id,
        priority=command.priority,
        before=ticket.priority,
        reason=command.reason,
        note=command.note,
        by=command.by,
    )
    return Outcome(events=(event,), ticket=ticket.id)


def choose_priority(at: Situation, command: ChoosePriority) -> Outcome:
    """Let a visitor wait without the priority of their class, or take it back.

    Raises:
        Refused: ``ticket.unknown``, ``ticket.wrong_state`` when it does not wait.
    """
    ticket = at.ticket(command.ticket)
    if ticket.state not in _WAITS:
        raise Refused("ticket.wrong_state", state=ticket.state.value)
    wanted = ticket.given_up if command.on else PriorityClass.NORMAL
    if wanted is ticket.priority or (command.on and wanted is PriorityClass.NORMAL):
        return Outcome(events=(), ticket=ticket.id, repeated=True)
    event = ev.TicketReclassified(
        ticket=ticket.id, priority=wanted, before=ticket.priority, reason=ClassReason.DECLINED
    )
    return Outcome(events=(event,), ticket=ticket.id)
