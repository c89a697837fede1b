"""How good the stated waits are: on simulated days, beside the estimators that other systems use.

::

    days of one seed:  | to learn times from | to see how far estimates miss | to be measured on |

A day is run by the product's own rules (``hallcall.sim.hallday``). Nobody tells the estimator a true mean: whatever it
knows it has learned from the days before, as a hall does.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from hallcall.config import load_hall, sample_hall_path
from hallcall.core.builtin_policies import policy_of
from hallcall.core.estimate import Estimator, Wait
from hallcall.core.events import Recorded, TicketCalled, TicketIssued
from hallcall.core.expected import newcomer
from hallcall.core.hall import Hall
from hallcall.core.history import History, learn
from hallcall.core.order import choose_next
from hallcall.core.past_days import DayFacts, LookBack
from hallcall.core.priority import PolicyName, PriorityClass, Rates
from hallcall.core.snapshot import CounterState, CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import TicketId, TicketState
from hallcall.core.values import changed
from hallcall.sim.hall_bench import machine
from hallcall.sim.hallday import LARGE_HALL, SimPlan, run, run_all
from hallcall.sim.hallday.results import results
from hallcall.sim.hallday.tides import EVERYBODY, Roster
from hallcall.sim.hallday.whatif import with_policy
from hallcall.sim.usual_estimators import UsualEstimators

OURS = "replay"
_MINUTE_S = 60.0
_NEAR_MIN, _NEAR_SHARE = 5.0, 0.3
"""An estimate within five minutes or 30 % is what a visitor calls right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitPlan:
    """What is measured."""

    learned: int = 10
    """Days from which times are learned."""
    missed: int = 10
    """Days on which estimates are compared with what happened, to learn how wide a range must be."""
    measured: int = 10
    """Days that are reported."""
    seed: int = 1
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


class _Watch:
    """Watches one day: estimates at each number, and what came of it."""

    def __init__(self, hall: Hall, history: History | None) -> None:
        self._look = LookBack(hall)
        self._estimator = Estimator(hall, policy_of(hall.rules.order), history) if history is not None else None
        self._usual = UsualEstimators(hall, history) if history is not None else None
        self._open: dict[TicketId, tuple[datetime, PriorityClass, dict[str, float], Wait]] = {}
        """Not called yet."""
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
        self._open[event.ticket] = (recorded.at, event.priority, said, wait)
        return changed(recorded, event=changed(event, stated=estimate.stated))

    def _called(self, ticket: TicketId, at: datetime) -> None:
        known = self._open.pop(ticket, None)
        if known is None:
            return
        issued_at, kind, said, wait = known
        self.waits.append(_Wait(kind, (at - issued_at).total_seconds(), said, wait.p90_s, wait.mean_s))


def _watch_day(
    plan: SimPlan, hall: Hall, history: History | None, roster: Roster, day: int
) -> tuple[DayFacts, list[_Wait]]:
    watch = _Watch(hall, history)
    run(plan, day, plan.dates()[day], hall=hall, observers=(watch,), roster=roster)
    return watch.facts, watch.waits


def watch_days(
    plan: SimPlan, hall: Hall, history: History | None, days: Iterable[int], processes: int, roster: Roster = EVERYBODY
) -> tuple[list[DayFacts], list[_Wait]]:
    """Run days and watch them; facts by day, waits of all."""
    one = partial(_watch_day, plan, hall, history, roster)
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


MUST = {
    "mae_min, accumulating, load 1.0": "<= 6.5",
    "mae_min, load 0.85": "<= 3",
    "under_p50 and under_p90 of those who had to wait": "0.45-0.55 and 0.85-0.95",
    "mae_min of last-20, LES and queue length beside ours": ">= 2 x",
    "within_5_min_or_30_percent": ">= 0.85",
    "elder": "mean <= 1/3 of normal while normal rises <= 12 min over first come first served",
    "booked_on_time, load 0.85": ">= 0.85, or the rates that reach it and what they cost",
    "estimate_ms, 400 waiting": "<= 2",
    "choose_next_ms, 400 waiting": "<= 0.2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlikeDay:
    """A day that is not like those from which the hall has learned."""

    learned_load: float
    load: float
    """Of the day itself."""
    counters: float = 1.0
    """Share of each queue's counters that work on it; at least one does."""


UNLIKE_DAYS = (UnlikeDay(learned_load=1.0, load=0.3, counters=0.4), UnlikeDay(learned_load=0.85, load=1.3 * 0.85))
"""A quiet day on which fewer work, for with everybody there nobody waits, and a busy one."""


def bench_wait(plan: WaitPlan) -> dict[str, Any]:
    """The whole table."""
    known = {
        (policy, load): learned(policy, load, plan)
        for load in (1.0, 0.85)
        for policy in (PolicyName.ACCUMULATING, PolicyName.FCFS)
    }
    rows = [measure(one, plan) for one in known.values()]
    ours, fcfs = rows[0]["mean_wait_min"], rows[1]["mean_wait_min"]
    return {
        "what": "stated waits on simulated days of the large sample hall, learned from the days before",
        "days": {"learned": plan.learned, "missed": plan.missed, "measured": plan.measured, "seed": plan.seed},
        "must": MUST,
        "rows": rows,
        "unlike_days": [
            measure_unlike(known[PolicyName.ACCUMULATING, day.learned_load], day, plan) for day in UNLIKE_DAYS
        ],
        "elder": {
            "elder_of_normal": round(ours[PriorityClass.ELDER.value] / ours[PriorityClass.NORMAL.value], 3),
            "normal_over_fcfs_min": round(ours[PriorityClass.NORMAL.value] - fcfs[PriorityClass.NORMAL.value], 2),
        },
        "booked_on_time": on_time_by_rates(plan),
        "cost": costs(),
        "machine": machine(),
    }


RATES = (Rates(), Rates(booked=3.0), Rates(booked=6.0), Rates(booked=10.0), Rates(booked=20.0))
"""The default ones first; the others are compared with them. The last reach what is wanted."""


def on_time_by_rates(plan: WaitPlan, load: float = 0.85) -> list[dict[str, Any]]:
    """How many booked visitors are called within ten minutes, by the rates, and what that costs the other classes.

    Every row has the same visitors; ``..._more_min`` is the difference to the mean wait under the default rates.
    """
    days = SimPlan(hall=hall_of(PolicyName.ACCUMULATING), days=plan.measured, load=load, seed=plan.seed)
    days = replace(days, profile=LARGE_HALL)
    found = [
        results(run_all(days, hall=with_policy(days.hall, PolicyName.ACCUMULATING, rates), processes=plan.processes))
        for rates in RATES
    ]
    return [
        {
            "rates": f"{rates.normal:g}:{rates.booked:g}:{rates.elder:g}",
            "load": load,
            "booked_on_time": round(told.booked_on_time or 0.0, 3),
            **{f"{kind.value}_mean_min": round(waits.mean, 2) for kind, waits in told.classes.items()},
            **{
                f"{kind.value}_more_min": round(waits.mean - found[0].classes[kind].mean, 2)
                for kind, waits in told.classes.items()
            },
        }
        for rates, told in zip(RATES, found, strict=True)
    ]


def costs(people: int = 400, times: int = 200) -> dict[str, Any]:
    """Milliseconds of one estimate and of one choice with so many waiting in one queue of the large hall."""
    hall = hall_of(PolicyName.ACCUMULATING)
    policy = policy_of(hall.rules.order)
    queue = max(hall.queues, key=lambda one: len(hall.counters_by_queue[one.prefix])).prefix
    state, last, now = _full(hall, queue, people)
    estimator = Estimator.without_history(hall, policy)
    counter = hall.counters_by_queue[queue][0]
    return {
        "waiting": people,
        "counters": len(hall.counters_by_queue[queue]),
        "estimate_ms": _timed(lambda: estimator.of_ticket(state, last, now), times),
        "choose_next_ms": _timed(lambda: choose_next(state, counter, policy, now), times),
    }


def _full(hall: Hall, queue: QueuePrefix, people: int) -> tuple[HallState, TicketId, datetime]:
    """A hall in which every counter of a queue serves and so many wait, of all classes; the last of them, and now."""
    dice = random.Random(1)
    day = LARGE_HALL
    now = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    kinds = (PriorityClass.ELDER, PriorityClass.BOOKED, PriorityClass.NORMAL)
    shares = (day.elder, day.booked, 1 - day.elder - day.booked)
    items = hall.items_by_queue[queue]
    state = HallState()
    ticket = newcomer(queue, PriorityClass.NORMAL, items[0].code, now)
    for seq in range(people):
        came = now - timedelta(seconds=8.0 * (people - 1 - seq))
        ticket = changed(
            newcomer(queue, dice.choices(kinds, shares)[0], dice.choice(items).code, came),
            id=TicketId(f"{queue}/{seq}"),
            seq=seq,
        )
        if seq == people - 1:
            ticket = changed(ticket, priority=PriorityClass.NORMAL)
        state.put(ticket)
    for counter in hall.counters_by_queue[queue]:
        since = now - timedelta(seconds=dice.uniform(0, 600))
        served = changed(
            newcomer(queue, PriorityClass.NORMAL, dice.choice(items).code, since),
            id=TicketId(f"{queue}/at/{counter.number}"),
            state=TicketState.SERVING,
            counter=counter.number,
        )
        state.put(served)
        state.counters[counter.number] = CounterState(
            number=counter.number, status=CounterStatus.SERVING, since=since, ticket=served.id
        )
    return state, ticket.id, now


def _timed(work: Callable[[], object], times: int) -> dict[str, float]:
    took: list[float] = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - started))
    return {"p50": round(statistics.median(took), 3), "p95": round(statistics.quantiles(took, n=20)[-1], 3)}


@dataclass(frozen=True, slots=True)
class Learned:
    """What a hall knows after the days before those that are measured."""

    history: History
    days: SimPlan
    """With the hall as it works."""


def measure(known: Learned, plan: WaitPlan) -> dict[str, Any]:
    """Days like those before."""
    waits = _measured(known.history, known.days, plan)
    errors = {name: _errors(waits, name) for name in waits[0].said_s}
    return {
        "policy": known.days.hall.rules.order.policy.value,
        "load": known.days.load,
        **_told(waits),
        "estimators": errors,
        "times_better": {
            name: round(found["mae_min"] / errors[OURS]["mae_min"], 1) for name, found in errors.items() if name != OURS
        },
    }


def measure_unlike(known: Learned, day: UnlikeDay, plan: WaitPlan) -> dict[str, Any]:
    """Days that are not like those before."""
    hall = known.days.hall
    waits = _measured(known.history, replace(known.days, load=day.load), plan, _present(hall, day.counters))
    return {
        "policy": hall.rules.order.policy.value,
        "learned_load": known.days.load,
        "load": round(day.load, 3),
        "counters": day.counters,
        **_told(waits),
        "of_those_who_had_to_wait": _errors([one for one in waits if one.mean_s > 0], OURS),
    }


def learned(policy: PolicyName, load: float, plan: WaitPlan) -> Learned:
    """What a hall with this policy and load knows."""
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
    return Learned(learn(hall, [*before, *seen]), days)


def _measured(history: History, days: SimPlan, plan: WaitPlan, roster: Roster = EVERYBODY) -> list[_Wait]:
    first = plan.learned + plan.missed
    _, waits = watch_days(days, days.hall, history, range(first, first + plan.measured), plan.processes, roster)
    return waits


def _present(hall: Hall, share: float) -> Roster:
    """So many of each queue's counters work, those with the lowest numbers."""
    away: set[CounterNumber] = set()
    for queue in hall.queues:
        numbers = sorted(counter.number for counter in hall.counters if counter.queues[0] == queue.prefix)
        away.update(numbers[max(round(share * len(numbers)), 1) :])
    return Roster(away=frozenset(away))


def _told(waits: Sequence[_Wait]) -> dict[str, Any]:
    return {
        "visitors": len(waits),
        "mean_wait_min": _means(waits),
        "everybody": _calibration(waits),
        "had_to_wait": _calibration([one for one in waits if one.mean_s > 0]),
    }


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
