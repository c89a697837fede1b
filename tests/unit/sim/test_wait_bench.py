"""The benchmark of told waits: its other estimators, and one short run of it."""

from __future__ import annotations

import pytest

from hallcall.core.commands import CallNext, FinishService, StartService
from hallcall.core.history import learn
from hallcall.core.priority import PolicyName
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Ticket
from hallcall.sim.usual_estimators import UsualEstimators
from hallcall.sim.wait_bench import (
    OURS,
    UnlikeDay,
    WaitPlan,
    costs,
    learned,
    measure,
    measure_unlike,
    on_time_by_rates,
)
from helpers.small_hall import Day

ONE = CounterNumber(1)


class Watched:
    """A day that the usual estimators follow."""

    def __init__(self) -> None:
        self.day = Day()
        self.usual = UsualEstimators(self.day.hall, learn(self.day.hall, ()))
        self._told = 0

    def said(self, ticket: Ticket) -> dict[str, float]:
        for recorded in self.day.log[self._told :]:
            self.usual.take(recorded)
        self._told = len(self.day.log)
        return self.usual.estimates(self.day.state, ticket.id, self.day.now)


def test_with_a_counter_free_all_but_the_average_say_at_once() -> None:
    watched = Watched()
    watched.day.open(1)
    assert watched.said(watched.day.issue()) == {"last-20": 0.0, "LES": 0.0, "HOL": 0.0, "queue length": 0.0}


def test_past_waits_and_the_length_of_the_line_are_what_they_say_they_are() -> None:
    watched = Watched()
    day = watched.day
    day.open(1, 2)
    for _ in range(4):
        day.issue()
    for number in (1, 2):
        day.do(CallNext(counter=CounterNumber(number)))
        day.do(StartService(counter=CounterNumber(number)))
    day.later(600)
    day.do(FinishService(counter=ONE))
    day.do(CallNext(counter=ONE))
    day.later(59)
    said = watched.said(day.issue())
    # Waits so far: 3, 2 and 601 seconds; the fourth waits for 660, and two are before the fifth's call.
    assert said["LES"] == 601
    assert said["last-20"] == pytest.approx((3 + 2 + 601) / 3)
    assert said["HOL"] == 660
    assert said["queue length"] == pytest.approx(2 * 600 / 2)


@pytest.mark.feature("F228")
@pytest.mark.timeout(120)
def test_a_short_run_is_closer_than_the_others_and_says_how_often_its_ranges_held() -> None:
    plan = WaitPlan(learned=1, missed=1, measured=1, processes=1)
    known = learned(PolicyName.ACCUMULATING, 0.9, plan)
    row = measure(known, plan)
    assert row["visitors"] > 2000
    ours = row["estimators"][OURS]["mae_min"]
    assert all(ours < found["mae_min"] for name, found in row["estimators"].items() if name != OURS)
    assert row["had_to_wait"]["under_p50"] < row["had_to_wait"]["under_p90"] <= 1
    quiet = measure_unlike(known, UnlikeDay(learned_load=0.9, load=0.3, counters=0.4), plan)
    assert quiet["visitors"] < row["visitors"] / 2
    # The usual number of favoured visitors would lengthen what is told by ten minutes.
    assert abs(quiet["of_those_who_had_to_wait"]["bias_min"]) < 4


def test_costs_are_those_of_a_line_of_many() -> None:
    found = costs(people=50, times=3)
    assert found["waiting"] == 50
    assert found["counters"] == 22
    assert 0 < found["choose_next_ms"]["p50"] <= found["estimate_ms"]["p95"]


@pytest.mark.feature("F086")
def test_rates_that_call_the_booked_in_time_say_what_they_cost_the_others() -> None:
    rows = on_time_by_rates(WaitPlan(measured=1, processes=1))
    assert [row["rates"] for row in rows] == ["1:2:4", "1:3:4", "1:6:4", "1:10:4", "1:20:4"]
    shares = [row["booked_on_time"] for row in rows]
    assert shares == sorted(shares)
    assert rows[0]["normal_more_min"] == rows[0]["elder_more_min"] == 0
    assert rows[1]["normal_more_min"] > 0 > rows[1]["booked_more_min"]
