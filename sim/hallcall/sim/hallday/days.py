"""Many days of one hall, each with its own visitors, in as many processes as there are processors."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import count, islice

from hallcall.core.hall import Hall
from hallcall.sim.hallday.day import SimulatedDay, run_day
from hallcall.sim.hallday.profile import DayProfile
from hallcall.sim.hallday.running import DayObserver
from hallcall.sim.hallday.shifts import StaffHabits
from hallcall.sim.hallday.tides import EVERYBODY, Roster
from hallcall.sim.hallday.visitors import Visitor, draw_visitors
from hallcall.sim.hallday.visits import Visit

_NO_HOLIDAYS_YEAR = 2026
"""For halls that follow no public holidays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimPlan:
    """Days to simulate. Day ``n`` of one seed and load has the same visitors whatever the hall does with them."""

    hall: Hall
    """To which the visitors come: it says how many want what."""
    days: int = 20
    load: float = 1.0
    """Factor on the number of visits."""
    seed: int = 1
    profile: DayProfile = field(default_factory=DayProfile)
    habits: StaffHabits = field(default_factory=StaffHabits)

    def visitors_on(self, at: int) -> list[Visitor]:
        """The visitors of day ``at``, counted from 0; their slots are those of the hall to which they come."""
        dice = random.Random(f"{self.seed}/{at}")
        return draw_visitors(self.hall, self.profile, self.load, self.dates()[at], dice)

    def dates(self) -> list[date]:
        """A date for each day: the working weekdays of the first year the hall has a holiday file for.

        Raises:
            Refused: ``calendar.year_missing`` when they do not suffice.
        """
        return [*islice(_working_days(self.hall), self.days)]


def run(
    plan: SimPlan,
    at: int,
    day: date,
    *,
    hall: Hall,
    observers: Iterable[DayObserver] = (),
    roster: Roster = EVERYBODY,
) -> SimulatedDay:
    """Day ``at`` of a plan in a hall that may have been changed."""
    return run_day(
        hall,
        plan.visitors_on(at),
        day,
        walk_s=plan.profile.walk_s,
        habits=plan.habits,
        observers=observers,
        roster=roster,
    )


def run_all(plan: SimPlan, *, hall: Hall | None = None, processes: int = 1) -> list[list[Visit]]:
    """What has become of each visitor on all days of a plan; as ``run_days``."""
    return [day.visits for day in run_days(plan, hall=hall, processes=processes)]


def run_days(
    plan: SimPlan, *, hall: Hall | None = None, roster: Roster = EVERYBODY, processes: int = 1
) -> list[SimulatedDay]:
    """All days of a plan.

    Args:
        plan: the visitors.
        hall: how the hall works; by default as the plan's own.
        roster: who stands by.
        processes: in how many processes; the visits do not depend on it.
    """
    one = partial(_run_one, plan, hall or plan.hall, roster)
    days = [*enumerate(plan.dates())]
    if processes <= 1:
        return [one(day) for day in days]
    # Not forked: whoever simulates may have threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(days)), mp_context=context) as pool:
        return [*pool.map(one, days, chunksize=-(-len(days) // (2 * processes)))]


def _run_one(plan: SimPlan, hall: Hall, roster: Roster, day: tuple[int, date]) -> SimulatedDay:
    return run(plan, day[0], day[1], hall=hall, roster=roster)


def _working_days(hall: Hall) -> Iterator[date]:
    years = hall.holidays.years
    first = date(min(years, default=_NO_HOLIDAYS_YEAR), 1, 1)
    for after in count():
        day = first + timedelta(days=after)
        if day.weekday() < 5 and (not years or hall.holidays.is_working_day(day)):
            yield day
