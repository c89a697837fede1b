"""What is compared: the hall as it is, and as it would be after some changes, with the same visitors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Literal, TypeAlias

from hallcall.core.express import is_short
from hallcall.core.hall import Hall
from hallcall.core.opening import Span
from hallcall.core.priority import PolicyName, Rates
from hallcall.core.promise import TidalRules
from hallcall.core.rules import LateMode, PassRule
from hallcall.core.terms import Minutes, QueuePrefix
from hallcall.sim.hallday import whatif
from hallcall.sim.hallday.days import SimPlan, run_days
from hallcall.sim.hallday.results import Days, Results, Waits, results, waits_of
from hallcall.sim.hallday.tides import EVERYBODY, Roster

Pooling: TypeAlias = Literal["own", "departments", "all"]
"""Counters as they are, a queue for each department, or every counter for every queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is changed. Several values of a field are compared with one another; none leaves the hall's own."""

    policies: tuple[PolicyName, ...] = ()
    rates: Rates | None = None
    counters: tuple[tuple[QueuePrefix, int], ...] = ()
    """So many counters for a queue."""
    staff: tuple[float, ...] = ()
    """Shares of all counters."""
    hours: tuple[Span, ...] = ()
    pooling: tuple[Pooling, ...] = ()
    passing: tuple[PassRule, ...] = ()
    late_modes: tuple[LateMode, ...] = ()
    tidal: tuple[TidalRules, ...] = ()
    """Somebody does what the alarms by this rule suggest; beside it stands the same hall in which nobody does."""
    express_min: float | None = None
    """Items with a shorter mean service time get a lane of their own,"""
    express_every: int = 0
    """from which all counters of the queue call each so many-th time; with 0, counters of its own do."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is changed, for a label: its text is the message ``sim-change-<kind>``."""

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A hall to be simulated."""

    changes: tuple[Change, ...]
    """Empty for the hall as it is."""
    hall: Hall
    roster: Roster = EVERYBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A hall and what its visitors met."""

    scenario: Scenario
    results: Results
    short: Waits | None = None
    """Visitors with a short job, where an express lane is looked at,"""
    long: Waits | None = None
    """and the others."""


def scenarios(plan: SimPlan, changes: Changes) -> list[Scenario]:
    """The halls to compare: the hall as it is, unless only policies are compared, then one for each combination.

    Raises:
        ValueError: there are fewer counters than queues.
    """
    varied: list[Scenario] = []
    for policy, pooling, staff, passing, late, tidal in product(
        changes.policies or (None,),
        changes.pooling or (None,),
        changes.staff or (None,),
        changes.passing or (None,),
        changes.late_modes or (None,),
        (None, *changes.tidal),
    ):
        made = _fixed(plan.hall, changes)
        made += [Change("staff", f"{staff:.0%}")] if staff is not None else []
        hall = _changed_hall(plan, changes, staff, passing, pooling)
        made += [_express(changes.express_min, changes.express_every)] if changes.express_min is not None else []
        made += [Change(f"pooling-{pooling}", str(len(hall.queues)))] if pooling is not None else []
        made += [Change(f"passing-{passing.value.replace('_', '-')}")] if passing is not None else []
        if policy is not None or changes.rates is not None:
            hall = whatif.with_policy(hall, policy or hall.rules.order.policy, changes.rates)
            order = hall.rules.order
            made.append(Change(f"policy-{order.policy.value}", _rates(order.rates)))
        if late is not None:
            hall = whatif.with_late_mode(hall, late)
            made.append(Change(f"late-{late.value.replace('_', '-')}"))
        roster = EVERYBODY
        if tidal is not None:
            hall, roster = whatif.with_tides(hall, tidal, whatif.standing_by(plan.hall, hall))
            made.append(Change("tidal", f"{tidal.waiting_over}:{tidal.wait_over_min:g}:{tidal.for_min:g}"))
        varied.append(Scenario(changes=tuple(made), hall=hall, roster=roster))
    if varied and not varied[0].changes:
        return varied
    only_policies = all(change.kind.startswith("policy-") for scenario in varied for change in scenario.changes)
    return varied if only_policies else [Scenario(changes=(), hall=plan.hall), *varied]


def simulate(plan: SimPlan, halls: Iterable[Scenario], *, express_min: float | None, processes: int) -> list[Simulated]:
    """Let the same visitors pass through each hall."""
    done: list[Simulated] = []
    for scenario in halls:
        simulated = run_days(plan, hall=scenario.hall, roster=scenario.roster, processes=processes)
        days = [day.visits for day in simulated]
        short, long = (None, None) if express_min is None else _lanes(plan.hall, days, express_min)
        done.append(
            Simulated(
                scenario=scenario, results=results(days, [day.staffing for day in simulated]), short=short, long=long
            )
        )
    return done


def _fixed(hall: Hall, changes: Changes) -> list[Change]:
    made: list[Change] = []
    if changes.hours:
        made.append(Change("hours", ", ".join(str(span) for span in changes.hours)))
    if changes.counters:
        words = [f"{queue} {len(hall.counters_by_queue.get(queue, ()))}→{count}" for queue, count in changes.counters]
        made.append(Change("counters", ", ".join(words)))
    return made


def _changed_hall(
    plan: SimPlan, changes: Changes, staff: float | None, passing: PassRule | None, pooling: Pooling | None
) -> Hall:
    hall = plan.hall
    if changes.hours:
        hall = whatif.with_hours(hall, changes.hours)
    if changes.counters:
        hall = whatif.with_counters(hall, dict(changes.counters))
    if staff is not None:
        hall = whatif.with_staff(hall, staff)
    if passing is not None:
        hall = whatif.with_passing(hall, passing)
    if changes.express_min is not None:
        hall = whatif.with_express(hall, changes.express_min, plan.profile, changes.express_every)
    if pooling == "all":
        return whatif.pooled(hall)
    return whatif.by_department(hall, plan.profile) if pooling == "departments" else hall


def _express(under_min: float, every: int) -> Change:
    if not every:
        return Change("express", f"{under_min:g}")
    return Change("express-every", f"<{under_min:g} min, 1/{every}")


def _rates(rates: Rates) -> str:
    return ":".join(f"{rate:g}" for rate in (rates.normal, rates.booked, rates.elder))


def _lanes(hall: Hall, days: Days, under_min: float) -> tuple[Waits, Waits]:
    visits = [visit for day in days for visit in day]
    brief = {item.code for item in hall.items if is_short(item, Minutes(under_min))}
    short = [visit for visit in visits if visit.item in brief]
    others = [visit for visit in visits if visit.item not in brief]
    return waits_of(short, len(days)), waits_of(others, len(days))
