"""Days in a hall, simulated with the product's own rules: what visitors and clerks would meet if something changed.

::

    DayProfile ──▶ visitors ──▶ run(plan, day, hall) ──▶ visits ──▶ results ──▶ table, JSON, page
                      ▲                    ▲
    seed ─────────────┘       changed hall ┘ (what-if)

``run_day`` gives commands to ``hallcall.core`` and decides nothing itself, so what is simulated is what runs.
"""

from hallcall.sim.hallday.day import run_day
from hallcall.sim.hallday.days import SimPlan, run, run_all, run_days
from hallcall.sim.hallday.profile import LARGE_HALL, DayProfile, ProfileError, profile_of, read_profile
from hallcall.sim.hallday.running import DayObserver
from hallcall.sim.hallday.shifts import StaffHabits
from hallcall.sim.hallday.visitors import Visitor, draw_visitors
from hallcall.sim.hallday.visits import Visit

__all__ = [
    "LARGE_HALL",
    "DayObserver",
    "DayProfile",
    "ProfileError",
    "SimPlan",
    "StaffHabits",
    "Visit",
    "Visitor",
    "draw_visitors",
    "profile_of",
    "read_profile",
    "run",
    "run_all",
    "run_day",
    "run_days",
]
