"""How good the stated waits are: on simulated days, beside the estimators that other systems use.

::

    days of one seed:  | to learn times from | to see how far estimates miss | to be measured on |

A day is run by the product's own rules (``hallcall.sim.hallday``). Nobody tells the estimator a true mean: whatever it
knows it has learned from the days before, as a hall does.
"""

from __future__ import annotations

import multiprocessing
import statistics
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from hallcall.config import load_hall, sample_hall_path
from hallcall.core.classes import PolicyName, PriorityClass
from hallcall.core.estimate import Estimator
from hallcall.core.events import Recorded, TicketCalled, TicketIssued
from hallcall.core.hall import Hall, QueuePrefix
from hallcall.core.history import History, learn
from hallcall.core.order import choose_next
from hallcall.core.past_days import DayFacts, LookBack
from hallcall.core.policies import policy_of
from hallcall.core.state import HallState
from hallcall.core.tickets import TicketId
from hallcall.core.values import changed
from hallcall.sim.hallday import LARGE_HALL, SimPlan, run
from hallcall.sim.usual_estimators import UsualEstimators

OURS = "replay"
_MINUTE_S = 60.0
_NEAR_MIN, _NEAR_SHARE = 5.0, 0.3
"""An estimate within five minutes or 30 % is what a visitor calls right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitPlan:
    """What is measured."""

    learned: int = 8
    """Days from which times are learned."""
    missed: int = 6
    """Days on which estimates are compared with what happened, to learn how wide a range must be."""
    measured: int = 10
    """Days that are reported."""
    seed: int = 7
    processes: int = 2


@dataclass(frozen=True, slots=True)
class _Wait:
    """One visitor who was called."""

    kind: PriorityClass
    wait_s: float
    said_s: dict[str, float]
    """Seconds by estimator; of ours P50."""
    p90_s: float
    mean_s: float
    queue: QueuePrefix
    at_min: int


class _Watch:
    """Watches one day: estimates at each number, and what came of it."""

    def __init__(self, hall: Hall, history: History | None) -> None:
        self._look = LookBack(hall)
        self._estimator = Estimator(hall, policy_of(hall.rules.order), history) if history is not None else None
        self._usual = UsualEstimators(hall, history) if history is not None else None
        self._open: dict[TicketId, tuple[Recorded, PriorityClass, dict[str, float], float, float]] = {}
        self.waits: list[_Wait] = []

    @property
    def facts(self) -> DayFacts:
        """What the day teaches."""
        return self._look.facts

    def happened(self, recorded: Recorded, state: HallState) -> None:
        """Part of ``DayObserver``."""
        event = recorded.event
        if self._estimator is not None and self._usual is not None:
            if isinstance(event, TicketIssued):
                recorded = self._issued(recorded, event, state, self._estimator, self._usual)
            elif isinstance(event, TicketCalled):
                self._called(event.ticket, recorded.at)
            self._usual.take(recorded)
        self._look.take(recorded)

    def _issued(
        self, recorded: Recorded, event: TicketIssued, state: HallState, ours: Estimator, usual: UsualEstimators
    ) -> Recorded:
        estimate = ours.of_ticket(state, event.ticket, recorded.at)
        if estimate is None or estimate.wait is None:
            return recorded
        wait = estimate.wait
        said = {OURS: wait.p50_s, **usual.estimates(state, event.ticket, recorded.at)}
        self._open[event.ticket] = (recorded, event.priority, said, wait.p90_s, wait.mean_s)
        return changed(recorded, event=changed(event, stated=estimate.stated))

    def _called(self, ticket: TicketId, at: datetime) -> None:
        known = self._open.pop(ticket, None)
        if known is None:
            return
        issued, kind, said, p90_s, mean_s = known
        assert isinstance(issued.event, TicketIssued)  # noqa: S101 - only those are kept
        local = issued.at + timedelta(hours=8)
        self.waits.append(
            _Wait(
                kind,
                (at - issued.at).total_seconds(),
                said,
                p90_s,
                mean_s,
                issued.event.queue,
                local.hour * 60 + local.minute,
            )
        )


def _watch_day(plan: SimPlan, hall: Hall, history: History | None, day: int) -> tuple[DayFacts, list[_Wait]]:
    watch = _Watch(hall, history)
    run(plan, day, plan.dates()[day], hall=hall, observers=(watch,))
    return watch.facts, watch.waits


def watch_days(
    plan: SimPlan, hall: Hall, history: History | None, days: Iterable[int], processes: int
) -> tuple[list[DayFacts], list[_Wait]]:
    """Run days and watch them; facts by day, waits of all."""
    one = partial(_watch_day, plan, hall, history)
    if processes <= 1:
        seen = [one(day) for day in days]
    else:
        with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
            seen = [*pool.map(one, days)]
    return [facts for facts, _ in seen], [wait for _, waits in seen for wait in waits]


def hall_of(policy: PolicyName) -> Hall:
    """The large sample hall with a policy."""
    hall = load_hall(sample_hall_path("haibin"))
    return replace(hall, rules=replace(hall.rules, order=replace(hall.rules.order, policy=policy)))


def measure(policy: PolicyName, load: float, plan: WaitPlan) -> dict[str, Any]:
    """One policy at one load."""
    history, hall, days = learned(policy, load, plan)
    first = plan.learned + plan.missed
    _, waits = watch_days(days, hall, history, range(first, first + plan.measured), plan.processes)
    return {
        "policy": policy.value,
        "load": load,
        "days": plan.measured,
        "seed": plan.seed,
        "visitors": len(waits),
        "mean_wait_min": _means(waits),
        "ours": {**_calibration(waits), "had_to_wait": _calibration([one for one in waits if one.mean_s > 0])},
        "estimators": {name: _errors(waits, name) for name in waits[0].said_s},
    }


def learned(policy: PolicyName, load: float, plan: WaitPlan) -> tuple[History, Hall, SimPlan]:
    """What a hall with this policy and load knows after the days before those that are measured."""
    hall = hall_of(policy)
    days = SimPlan(
        hall=hall,
        days=plan.learned + plan.missed + plan.measured,
        load=load,
        seed=plan.seed,
        profile=LARGE_HALL,
    )
    before, _ = watch_days(days, hall, None, range(plan.learned), plan.processes)
    times = learn(hall, before)
    seen, _ = watch_days(days, hall, times, range(plan.learned, plan.learned + plan.missed), plan.processes)
    return learn(hall, [*before, *seen]), hall, days


def _means(waits: Sequence[_Wait]) -> dict[str, float]:
    of_kind = {kind.value: [one.wait_s for one in waits if one.kind is kind] for kind in PriorityClass}
    everybody = {"all": [one.wait_s for one in waits], **of_kind}
    return {name: _minutes(statistics.fmean(found)) for name, found in everybody.items() if found}


def _errors(waits: Sequence[_Wait], name: str) -> dict[str, float]:
    misses = [(one.said_s[name] - one.wait_s) / _MINUTE_S for one in waits]
    near = sum(
        abs(miss) <= max(_NEAR_MIN, _NEAR_SHARE * one.wait_s / _MINUTE_S)
        for miss, one in zip(misses, waits, strict=True)
    )
    return {
        "mae_min": round(statistics.fmean(map(abs, misses)), 2),
        "bias_min": round(statistics.fmean(misses), 2),
        "within_5_min_or_30_percent": round(near / len(waits), 3),
    }


def _calibration(waits: Sequence[_Wait]) -> dict[str, float]:
    n = max(len(waits), 1)
    return {
        "visitors": len(waits),
        "under_p50": round(sum(one.wait_s <= one.said_s[OURS] for one in waits) / n, 3),
        "under_p90": round(sum(one.wait_s <= one.p90_s for one in waits) / n, 3),
    }


def _minutes(seconds: float) -> float:
    return round(seconds / _MINUTE_S, 2)
