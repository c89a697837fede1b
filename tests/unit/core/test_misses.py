"""How wide a range must be so that it holds as often as it says."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.misses import Miss, Misses, learn_misses


@pytest.mark.feature("F228")
def test_ranges_learned_from_past_misses_hold_as_often_as_they_say() -> None:
    dice = random.Random(11)

    def day(n: int) -> list[Miss]:
        # Spreads are told half as wide as they are, and means three minutes too short.
        means = [dice.uniform(900, 3000) for _ in range(n)]
        return [Miss(mean, 120.0, mean + 180.0 + dice.gauss(0, 240.0)) for mean in means]

    learned = learn_misses(day(6000))
    told = [(learned.promise(miss.mean_s, miss.spread_s), miss.wait_s) for miss in day(4000)]
    assert sum(wait <= p50 for (p50, _), wait in told) / len(told) == pytest.approx(0.5, abs=0.05)
    assert sum(wait <= p90 for (_, p90), wait in told) / len(told) == pytest.approx(0.9, abs=0.05)


def test_without_a_past_the_normal_law_holds() -> None:
    p50, p90 = Misses().promise(600.0, 100.0)
    assert (p50, p90) == (600.0, pytest.approx(728.2, abs=0.1))


def test_a_few_misses_hardly_change_what_is_told() -> None:
    learned = learn_misses([Miss(600.0, 100.0, 1200.0)] * 3)
    assert learned.promise(600.0, 100.0)[0] == pytest.approx(600.0, abs=10)


@given(
    st.lists(st.builds(Miss, st.floats(0, 9000), st.floats(0, 900), st.floats(0, 9000)), max_size=40),
    st.floats(0, 20_000),
    st.floats(0, 3000),
)
def test_p50_is_never_negative_and_never_above_p90(misses: list[Miss], mean_s: float, spread_s: float) -> None:
    p50, p90 = learn_misses(misses).promise(mean_s, spread_s)
    assert 0 <= p50 <= p90
