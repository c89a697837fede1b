"""How many counters a queue needs."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.arrivals import ArrivalProfile, Arrivals, comparable_days, expected_arrivals, mean_arrivals
from hallcall.core.opening import Span
from hallcall.core.staffing import (
    erlang_c,
    mean_service_min,
    mean_wait_min,
    servers_needed,
    share_within,
    staffing_advice,
)
from hallcall.core.terms import ItemCode, QueuePrefix
from helpers.small_hall import item, small_hall

LOADS = st.floats(0, 300)
SERVERS = st.integers(0, 400)
MONDAY = date(2026, 11, 23)


@pytest.mark.feature("F179")
@pytest.mark.parametrize(("load", "servers", "waits"), [(10, 12, 0.4494), (2, 3, 0.4444), (0.8, 1, 0.8), (0, 3, 0)])
def test_the_probability_of_a_wait_is_that_of_the_tables(load: float, servers: int, waits: float) -> None:
    assert erlang_c(load, servers) == pytest.approx(waits, abs=5e-5)


@pytest.mark.feature("F179")
def test_the_wait_itself_is_that_of_the_tables() -> None:
    assert mean_wait_min(10, 12, 10) == pytest.approx(2.247, abs=5e-4)
    assert share_within(10, 12, 10, 15) == pytest.approx(0.9776, abs=5e-5)


@pytest.mark.feature("F179")
@given(load=LOADS, servers=SERVERS)
def test_a_probability_lies_between_0_and_1_and_falls_with_each_counter(load: float, servers: int) -> None:
    waits = erlang_c(load, servers)
    assert 0 <= waits <= 1
    assert erlang_c(load, servers + 1) <= waits
    assert 0 <= share_within(load, servers, 10, 15) <= share_within(load, servers + 1, 10, 15) <= 1


@pytest.mark.feature("F179")
@given(load=LOADS, more=st.floats(0, 50), servers=SERVERS)
def test_more_load_never_shortens_a_wait(load: float, more: float, servers: int) -> None:
    assert erlang_c(load + more, servers) >= erlang_c(load, servers) - 1e-12
    assert mean_wait_min(load + more, servers, 10) >= mean_wait_min(load, servers, 10) - 1e-9


@pytest.mark.feature("F179")
@given(load=st.floats(0.001, 300), limit=st.floats(0, 60))
def test_what_is_needed_is_enough_and_one_less_is_not(load: float, limit: float) -> None:
    needed = servers_needed(load, 10, limit)
    assert share_within(load, needed, 10, limit) >= 0.8
    assert share_within(load, needed - 1, 10, limit) < 0.8


@pytest.mark.feature("F179")
def test_a_thousand_counters_are_counted_without_overflow() -> None:
    assert 0 < erlang_c(990, 1000) < 1
    assert erlang_c(1e-9, 1000) == 0
    assert servers_needed(0, 10, 15) == 0


@pytest.mark.feature("F179")
def test_more_than_the_counters_can_do_is_called_unstable() -> None:
    busy, calm = staffing_advice([Arrivals(540, 60), Arrivals(570, 9)], 12, 10, 15)
    assert (busy.load, busy.is_stable, busy.share, busy.mean_wait_min) == (20, False, 0, math.inf)
    assert busy.needed == 21
    assert (calm.load, calm.is_stable, calm.needed) == (3, True, 4)


@pytest.mark.feature("F179")
def test_exactly_what_the_counters_can_do_is_unstable_too() -> None:
    (step,) = staffing_advice([Arrivals(540, 36)], 12, 10, 15)
    assert not step.is_stable


@pytest.mark.feature("F179")
def test_visits_spread_over_the_hours_in_which_the_queue_is_open() -> None:
    morning = expected_arrivals(ArrivalProfile(), 90, (Span(9 * 60, 11 * 60 + 30),))
    assert [step.start_min for step in morning] == [540, 570, 600, 630, 660]
    assert sum(step.visits for step in morning) == pytest.approx(90)
    assert morning[1].visits == pytest.approx(90 * 12 / (11 + 12 + 12 + 10 + 7))
    assert expected_arrivals(ArrivalProfile(), 90, ()) == ()


@pytest.mark.feature("F179")
def test_past_days_are_counted_by_half_hours() -> None:
    steps = mean_arrivals([[540, 569, 570], [545], []], (Span(540, 600),))
    assert [(step.start_min, step.visits) for step in steps] == [(540, 1), (570, 1 / 3)]


@pytest.mark.feature("F179")
def test_a_monday_is_compared_with_mondays_when_there_are_three() -> None:
    days = [MONDAY - timedelta(days=back) for back in range(1, 22)]
    assert comparable_days(days, MONDAY) == tuple(MONDAY - timedelta(weeks=back) for back in (3, 2, 1))
    assert len(comparable_days(days[:14], MONDAY)) == 14
    assert comparable_days([MONDAY, MONDAY - timedelta(weeks=9)], MONDAY) == ()


@pytest.mark.feature("F179")
def test_the_service_time_is_that_of_what_people_come_for() -> None:
    hall = replace(small_hall(), items=(item("a1", "A", mean=5), item("a2", "A", mean=20), item("b1", "B")))
    a = QueuePrefix("A")
    assert mean_service_min(hall, a, {}) == 12.5
    assert mean_service_min(hall, a, {ItemCode("a1"): 9, ItemCode("a2"): 1, ItemCode("b1"): 50}) == 6.5
    assert mean_service_min(replace(hall, items=()), a, {}) is None
