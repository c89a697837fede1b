"""One day of a hall: its visitors come, its clerks work, and the product's own rules decide.

::

    visitors ─┐
              ├─▶ deeds on a clock ──▶ command ──▶ core.decide ──▶ events ──▶ HallState.apply ──▶ observers
    clerks ───┘          ▲                                                          │
                         └────────── what people do about what happened ◀───────────┘

Nothing here knows who is next: that is what the rules are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from hallcall.core.commands import CloseDay, IssueTicket, OpenDay
from hallcall.core.errors import Refused
from hallcall.core.events import TicketIssued
from hallcall.core.hall import Hall
from hallcall.core.policies import policy_of
from hallcall.sim.hallday.desks import Desks
from hallcall.sim.hallday.running import DayObserver, RunningHall
from hallcall.sim.hallday.shifts import StaffHabits, shifts_of
from hallcall.sim.hallday.visitors import Visitor
from hallcall.sim.hallday.visits import TURNED_AWAY, Visit

_DOOR_GAP_S = 1.5
"""Between two numbers while those who stood before the doors take theirs: eight kiosks, twelve seconds each."""
_DAY_S = 86_400.0


def run_day(
    hall: Hall,
    visitors: Sequence[Visitor],
    day: date,
    *,
    walk_s: float,
    habits: StaffHabits,
    observers: Iterable[DayObserver] = (),
) -> list[Visit]:
    """Let a day pass; what has become of each visitor, in the order in which they took numbers.

    Args:
        hall: its own data and rules.
        visitors: of that day.
        day: whose opening hours hold.
        walk_s: from the call to the counter.
        habits: of the clerks.
        observers: told of every event.
    """
    return _Day(RunningHall(hall, day, policy_of(hall.rules.order), observers), walk_s).run(visitors, day, habits)


class _Day:
    """The visitors of a running hall, before they are called."""

    def __init__(self, running: RunningHall, walk_s: float) -> None:
        self._running = running
        self._desks = Desks(running, walk_s)
        self._visits: list[Visit] = []
        self._before: dict[float, int] = {}
        """How many stand before the doors for each opening."""

    def run(self, visitors: Sequence[Visitor], day: date, habits: StaffHabits) -> list[Visit]:
        running = self._running
        running.do(OpenDay())
        self._desks.plan_shifts(shifts_of(running.hall, day, habits))
        for visitor in visitors:
            running.plan(visitor.comes_s, partial(self._arrive, visitor))
        running.run()
        running.do(CloseDay())
        for visit in self._visits:
            if visit.ticket is not None:
                visit.ending = running.state.ended[visit.ticket].value
        return self._visits

    def _arrive(self, visitor: Visitor) -> None:
        """Take a number; before closed doors wait for the next opening of the day, or go home."""
        command = IssueTicket(item=visitor.item, kiosk=visitor.kiosk, priority=visitor.priority)
        try:
            (issued,) = self._running.do(command)
        except Refused as refused:
            if refused.code != "calendar.closed":
                raise
            self._stand_before_the_doors(visitor, str(refused.fields["opens"]))
            return
        assert isinstance(issued, TicketIssued)  # noqa: S101 - all that a number needs
        visit = self._note(visitor)
        visit.ticket = issued.ticket
        self._desks.welcome(issued.ticket, visit, visitor)

    def _stand_before_the_doors(self, visitor: Visitor, opens: str) -> None:
        opens_s = self._running.seconds(datetime.fromisoformat(opens)) if opens else _DAY_S
        if opens_s >= _DAY_S:
            self._note(visitor).ending = TURNED_AWAY
            return
        before = self._before.get(opens_s, 0)
        self._before[opens_s] = before + 1
        if visitor.booked_s is not None:
            # Nobody is booked for a time at which the queue is closed.
            visitor = replace(visitor, booked_s=max(visitor.booked_s, opens_s))
        self._running.plan(opens_s + before * _DOOR_GAP_S, partial(self._arrive, visitor))

    def _note(self, visitor: Visitor) -> Visit:
        visit = Visit(
            queue=self._running.hall.item_by_code[visitor.item].queue,
            item=visitor.item,
            priority=visitor.priority,
            booked_s=visitor.booked_s,
            came_s=visitor.comes_s,
            issued_s=self._running.at_s,
        )
        self._visits.append(visit)
        return visit
