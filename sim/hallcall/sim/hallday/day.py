"""One day of a hall: its visitors come, its clerks work, and the product's own rules decide.

::

    visitors ─┐
              ├─▶ deeds on a clock ──▶ command ──▶ core.decide ──▶ events ──▶ HallState.apply ──▶ observers
    clerks ───┘          ▲                                                          │
                         └────────── what people do about what happened ◀───────────┘

Nothing here knows who is next, or who is in time: that is what the rules are asked for. What was booked is in the log
when the day begins; the slots and their places are those of the product.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from hallcall.core.booking.book import BookingCode
from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import CheckIn, CloseDay, Command, IssueTicket, OpenDay, ReviewBookings
from hallcall.core.errors import Refused
from hallcall.core.events import BookingMade, TicketIssued
from hallcall.core.hall import Hall
from hallcall.core.lateness import in_time_until
from hallcall.core.opening import Span
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import PersonId
from hallcall.sim.hallday.desks import Desks
from hallcall.sim.hallday.running import DayObserver, RunningHall
from hallcall.sim.hallday.shifts import StaffHabits, shifts_of
from hallcall.sim.hallday.tides import EVERYBODY, Roster, Staffing, Tides, WorkingHours
from hallcall.sim.hallday.visitors import Visitor
from hallcall.sim.hallday.visits import TURNED_AWAY, Visit

_DOOR_GAP_S = 1.5
"""Between two numbers while those who stood before the doors take theirs: eight kiosks, twelve seconds each."""
_DAY_S = 86_400.0
_MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """What came of a day."""

    visits: list[Visit]
    """Of each visitor, in the order in which they took numbers."""
    staffing: Staffing


def run_day(
    hall: Hall,
    visitors: Sequence[Visitor],
    day: date,
    *,
    walk_s: float,
    habits: StaffHabits,
    observers: Iterable[DayObserver] = (),
    roster: Roster = EVERYBODY,
) -> SimulatedDay:
    """Let a day pass.

    Args:
        hall: its own data and rules.
        visitors: of that day.
        day: whose opening hours hold.
        walk_s: from the call to the counter.
        habits: of the clerks.
        observers: told of every event.
        roster: who stands by.
    """
    staffing = Staffing()
    running = RunningHall(hall, day, policy_of(hall.rules.order), (WorkingHours(staffing), *observers))
    desks = Desks(running, walk_s)
    shifts = shifts_of(hall, day, habits)
    visits = _Day(running, desks, day)
    visits.begin(visitors)
    desks.plan_shifts(shifts, roster.away)
    visits.plan(visitors)
    if roster.follows_alarms and shifts:
        first_s = min(mine[0].from_s for mine in shifts.values())
        running.plan(first_s, Tides(running, desks, staffing).look)
    running.run()
    return SimulatedDay(visits.end(), staffing)


class _Day:
    """The visitors of a running hall, before they are called."""

    def __init__(self, running: RunningHall, desks: Desks, day: date) -> None:
        self._running = running
        self._desks = desks
        hall = running.hall
        self._spans: dict[QueuePrefix, tuple[Span, ...]] = {
            queue.prefix: hall.calendar_by_id[queue.calendar].spans(day, hall.holidays) for queue in hall.queues
        }
        self._codes: dict[int, BookingCode] = {}
        """Bookings by visitor, as they are counted here."""
        self._visits: list[Visit] = []
        self._missing: list[tuple[Visit, BookingCode]] = []
        self._before: dict[float, int] = {}
        """How many stand before the doors for each opening."""

    def begin(self, visitors: Sequence[Visitor]) -> None:
        """Open the day, with what was booked for it."""
        running = self._running
        for at, visitor in enumerate(visitors):
            if visitor.booked_s is not None:
                self._codes[at] = self._book(at, visitor, visitor.booked_s)
        running.do(OpenDay())

    def plan(self, visitors: Sequence[Visitor]) -> None:
        """Let them all come, and the server look after the bookings whenever some have been missed."""
        running = self._running
        for at, visitor in enumerate(visitors):
            code = self._codes.get(at)
            if visitor.is_missing and code is not None:
                self._missing.append((self._note(visitor), code))
            else:
                running.plan(visitor.comes_s, partial(self._arrive, visitor, code))
        starts = {visitor.booked_s for visitor in visitors if visitor.booked_s is not None}
        for start_s in sorted(starts):
            over = in_time_until(running.hall, running.moment(start_s))
            running.plan(running.seconds(over), self._review)

    def end(self) -> list[Visit]:
        """Close the day; what has become of everybody."""
        running = self._running
        running.do(CloseDay())
        for visit in self._visits:
            if visit.ticket is not None:
                visit.ending = running.state.ended[visit.ticket].value
        for visit, code in self._missing:
            visit.ending = running.state.bookings.by_code[code].state.value
        return self._visits

    def _book(self, at: int, visitor: Visitor, booked_s: float) -> BookingCode:
        code = BookingCode(f"{at:08}")
        made = BookingMade(
            code=code,
            item=visitor.item,
            queue=self._running.hall.item_by_code[visitor.item].queue,
            start=self._running.moment(booked_s),
            people=(PersonId(f"sim/{at}"),),
        )
        self._running.record(made)
        return code

    def _arrive(self, visitor: Visitor, code: BookingCode | None) -> None:
        """Take a number; before closed doors wait for the next opening of the day, or go home."""
        command: Command = IssueTicket(item=visitor.item, kiosk=visitor.kiosk, priority=visitor.priority)
        if code is not None:
            opens_s = self._opens_s(self._running.hall.item_by_code[visitor.item].queue)
            if opens_s > self._running.at_s:
                self._stand_before_the_doors(visitor, code, opens_s)
                return
            command = CheckIn(code=code, kiosk=visitor.kiosk)
        try:
            (issued,) = self._running.do(command)
        except Refused as refused:
            self._come_again(visitor, code, refused)
            return
        assert isinstance(issued, TicketIssued)  # noqa: S101 - all that a number needs
        visit = self._note(visitor)
        visit.ticket = issued.ticket
        visit.is_late = code is not None and issued.booked_for is None
        self._desks.welcome(issued.ticket, visit, visitor)

    def _review(self) -> None:
        self._running.do(ReviewBookings())

    def _come_again(self, visitor: Visitor, code: BookingCode | None, refused: Refused) -> None:
        if refused.code == "calendar.closed":
            opens = str(refused.fields["opens"])
            opens_s = self._running.seconds(datetime.fromisoformat(opens)) if opens else _DAY_S
            self._stand_before_the_doors(visitor, code, opens_s)
        elif refused.code == "booking.too_early" and visitor.booked_s is not None:
            early = timedelta(minutes=self._running.hall.rules.booking.early_min)
            self._running.plan(visitor.booked_s - early.total_seconds(), partial(self._arrive, visitor, code))
        else:
            raise refused

    def _opens_s(self, queue: QueuePrefix) -> float:
        """From when on somebody who is here may go in; that is over while the queue is open."""
        at_min = self._running.at_s / _MINUTE_S
        return min((_MINUTE_S * one.start_min for one in self._spans[queue] if at_min < one.end_min), default=_DAY_S)

    def _stand_before_the_doors(self, visitor: Visitor, code: BookingCode | None, opens_s: float) -> None:
        if opens_s >= _DAY_S:
            self._note(visitor).ending = TURNED_AWAY
            return
        before = self._before.get(opens_s, 0)
        self._before[opens_s] = before + 1
        self._running.plan(opens_s + before * _DOOR_GAP_S, partial(self._arrive, visitor, code))

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
