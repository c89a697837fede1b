"""Decisions about how many numbers a day gives: to one person, and from one queue.

A queue's cap holds for visitors without an appointment and lets urgent ones through. Numbers that kiosks gave without
the server, and those on paper, count and are never refused: somebody holds them.
"""

from __future__ import annotations

from hallcall.core import events as ev
from hallcall.core.commands import IssueTicket, SetDailyCap
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.priority import PriorityClass
from hallcall.core.situation import Outcome, Situation
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix


def daily_cap(hall: Hall, state: HallState, queue: QueuePrefix) -> int:
    """The numbers of today of a queue: as a manager has set them, else as the hall's files say; 0 is no cap."""
    return state.caps.get(queue, hall.queue_by_prefix[queue].daily_cap)


def check_caps(at: Situation, queue: QueuePrefix, command: IssueTicket) -> None:
    """Whether one more number may be given.

    Raises:
        Refused: ``ticket.daily_cap`` when the person has taken all of theirs, ``queue.daily_cap`` when the queue has
            given all of its own.
    """
    own = at.hall.rules.daily_cap_per_person
    if command.person is not None and own and at.state.taken.get(command.person, 0) >= own:
        raise Refused("ticket.daily_cap", cap=own)
    cap = daily_cap(at.hall, at.state, queue)
    if cap and command.priority is not PriorityClass.URGENT and at.state.given.get(queue, 0) >= cap:
        raise Refused("queue.daily_cap", queue=queue, cap=cap)


def set_daily_cap(at: Situation, command: SetDailyCap) -> Outcome:
    """Change for today how many numbers a queue gives; tomorrow the hall's files hold again.

    A cap below what was given already takes no number back.

    Raises:
        Refused: ``queue.unknown``, ``reason.missing``, ``number.impossible`` for less than none.
    """
    if command.queue not in at.hall.queue_by_prefix:
        raise Refused("queue.unknown", queue=command.queue)
    if not command.reason.strip():
        raise Refused("reason.missing")
    if command.cap < 0:
        raise Refused("number.impossible", what="cap")
    if daily_cap(at.hall, at.state, command.queue) == command.cap:
        return Outcome(events=(), repeated=True)
    return Outcome(events=(ev.DailyCapSet(queue=command.queue, cap=command.cap, reason=command.reason),))
