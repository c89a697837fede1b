"""When counters can call next: scattered as chance scatters them, and away when they are away."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.rota import Desk, spread_out
from hallcall.core.terms import CounterNumber, QueuePrefix

A = QueuePrefix("A")


def desk(free_s: float, sd_s: float = 0.0, *absences: tuple[float, float, float]) -> Desk:
    return Desk(number=CounterNumber(1), queues=(A,), free_s=free_s, free_sd_s=sd_s, absences=absences)


def test_a_counter_that_is_away_is_ready_when_it_is_back() -> None:
    one = desk(0.0, 0.0, (100.0, 150.0, 200.0), (200.0, 200.0, 300.0))
    assert [one.ready_s(at) for at in (0, 100, 149, 150, 199, 250, 300)] == [0, 100, 149, 300, 300, 300, 300]
    # Who has nobody waiting leaves when the break begins.
    assert [one.idle_s(at) for at in (0, 99, 100, 149)] == [0, 99, 300, 300]


def test_of_many_counters_the_first_is_free_long_before_the_mean_of_any() -> None:
    dice = random.Random(2)
    count, mean_s, sd_s = 12, 600.0, 420.0
    told = min(free_s for free_s, _, _ in spread_out([desk(mean_s, sd_s) for _ in range(count)]))
    sigma = (0.3988) ** 0.5  # of a lognormal time with this mean and deviation
    mu = 6.3969 - sigma**2 / 2
    drawn = statistics.fmean(min(dice.lognormvariate(mu, sigma) for _ in range(count)) for _ in range(4000))
    assert drawn < mean_s / 2
    assert told == pytest.approx(drawn, rel=0.25)


@given(st.lists(st.tuples(st.floats(0, 5000), st.floats(0, 3000)), max_size=25))
def test_scattering_loses_no_counter_and_keeps_the_order_of_means(times: list[tuple[float, float]]) -> None:
    desks = [desk(mean_s, sd_s) for mean_s, sd_s in times]
    found = spread_out(desks)
    assert sorted(index for _, index, _ in found) == list(range(len(desks)))
    frees = [free_s for free_s, _, _ in found]
    assert frees == sorted(frees)
    assert [one.free_s for _, _, one in found] == sorted(one.free_s for one in desks)
    assert all(free_s >= 0 for free_s in frees)


def test_what_is_certain_stays_as_it_is() -> None:
    found = spread_out([desk(300.0), desk(0.0), desk(1800.0)])
    assert [free_s for free_s, _, _ in found] == [0.0, 300.0, 1800.0]
