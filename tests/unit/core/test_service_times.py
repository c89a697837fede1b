"""Service times as a hall learns them from its own past visits."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.service_times import ServiceTime, learn_service_times, summarise
from hallcall.core.terms import ItemCode, QueuePrefix
from helpers.small_hall import item, small_hall

A1, A2, A, B = ItemCode("a1"), ItemCode("a2"), QueuePrefix("A"), QueuePrefix("B")
TEN_MIN = [60.0 * minutes for minutes in (6, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 15, 18)]
THREE_HOURS = 3 * 3600.0


@pytest.mark.feature("F178")
def test_a_finish_that_was_forgotten_for_three_hours_changes_nothing() -> None:
    well = learn_service_times(small_hall(), {A1: TEN_MIN})
    forgotten = learn_service_times(small_hall(), {A1: [*TEN_MIN, THREE_HOURS]})
    assert forgotten == well
    assert well.items[A1].p50_s < 60 * 11
    assert well.items[A1].n == len(TEN_MIN)


@pytest.mark.feature("F178")
def test_an_item_with_few_visits_is_mixed_with_its_queue() -> None:
    few = [1200.0, 1260.0, 1320.0]
    times = learn_service_times(small_hall(), {A1: TEN_MIN * 5, A2: few})
    mine, ours = times.items[A2], times.queues[A]
    assert mine.n == 3
    assert ours.mean_s < mine.mean_s < 1260.0
    # Three visits against five of the queue.
    assert mine.mean_s == pytest.approx(3 / 8 * 1260.0 + 5 / 8 * ours.mean_s)


@pytest.mark.feature("F178")
def test_the_more_visits_the_more_an_item_is_believed() -> None:
    means = [
        learn_service_times(small_hall(), {A1: [600.0] * 200, A2: [1200.0, 1210.0] * n}).items[A2].mean_s
        for n in (1, 3, 10, 50)
    ]
    assert means == sorted(means)
    assert means[0] < 900
    assert 1100 < means[-1] < 1205


def test_without_any_visit_the_catalogue_is_believed() -> None:
    times = learn_service_times(small_hall(), {})
    assert times.items[A1].n == 0
    assert times.items[A1].mean_s == pytest.approx(600.0)
    assert times.queues[A].mean_s == pytest.approx(600.0)
    assert times.items[A1].p50_s < 600.0 < times.items[A1].p90_s


def test_an_item_that_was_never_seen_takes_what_its_queue_has_learned() -> None:
    times = learn_service_times(small_hall(), {A1: TEN_MIN})
    assert times.items[A2] == replace(times.queues[A], n=0)
    assert times.items[ItemCode("b1")].mean_s == pytest.approx(600.0)


def test_an_item_that_the_hall_no_longer_has_counts_as_its_queue() -> None:
    times = learn_service_times(small_hall(), {ItemCode("gone"): TEN_MIN})
    assert times.of(ItemCode("gone"), B) == times.queues[B]


def test_items_that_differ_much_are_believed_sooner_than_items_that_are_alike() -> None:
    hall = replace(small_hall(), items=tuple(item(f"a{n}", "A") for n in range(8)))
    dice = random.Random(3)

    def mean_of_a_new_item(spread: float) -> float:
        seen = {ItemCode(f"a{n}"): [dice.gauss(600 + spread * (n - 3), 120) for _ in range(40)] for n in range(7)}
        return learn_service_times(hall, {**seen, ItemCode("a7"): [1200.0] * 4}).items[ItemCode("a7")].mean_s

    assert mean_of_a_new_item(spread=1) < mean_of_a_new_item(spread=90)


@given(st.lists(st.floats(1, 5000), min_size=1, max_size=60))
def test_figures_lie_within_what_was_seen(lengths: list[float]) -> None:
    found = summarise(lengths)
    assert found is not None
    for figure in (found.mean_s, found.p50_s, found.p90_s):
        assert min(lengths) - 1e-6 <= figure <= max(lengths) + 1e-6
    assert found.p50_s <= found.p90_s
    assert found.sd_s >= 0


def test_nothing_is_said_of_no_visit() -> None:
    assert summarise([]) is None


def lognormal(mean_s: float, cv: float) -> ServiceTime:
    sigma = math.sqrt(math.log1p(cv**2))
    median = mean_s * math.exp(-(sigma**2) / 2)
    return ServiceTime(n=99, mean_s=mean_s, p50_s=median, p90_s=median * math.exp(1.28 * sigma), sd_s=mean_s * cv)


@pytest.mark.parametrize("elapsed_s", [60.0, 300.0, 900.0, 1800.0])
def test_what_is_left_of_a_visit_is_what_simulated_visits_have_left(elapsed_s: float) -> None:
    dice = random.Random(5)
    service = lognormal(600.0, 0.8)
    sigma = math.sqrt(math.log1p(0.8**2))
    drawn = [dice.lognormvariate(math.log(600.0) - sigma**2 / 2, sigma) for _ in range(200_000)]
    left = [one - elapsed_s for one in drawn if one > elapsed_s]
    mean_s, sd_s = service.left(elapsed_s)
    assert mean_s == pytest.approx(sum(left) / len(left), rel=0.05)
    seen = summarise(left)
    assert seen is not None
    assert sd_s == pytest.approx(seen.sd_s, rel=0.12)


def test_a_visit_that_has_lasted_longer_than_any_does_may_end_as_a_new_one() -> None:
    service = lognormal(600.0, 0.5)
    assert service.left(THREE_HOURS) == (service.mean_s, service.sd_s)
    assert service.left(0.0) == (service.mean_s, service.sd_s)
