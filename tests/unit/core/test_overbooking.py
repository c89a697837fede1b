"""How many bookings more than slots a hall may accept."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.overbooking import extra_bookings, too_many_come


@pytest.mark.feature("F053")
@pytest.mark.parametrize(
    ("slots", "extra"), [(4, (0, 0, 0)), (12, (0, 0, 1)), (20, (0, 0, 2)), (40, (0, 2, 6)), (0, (0, 0, 0))]
)
def test_small_slots_take_no_more_and_large_ones_a_few(slots: int, extra: tuple[int, ...]) -> None:
    assert tuple(extra_bookings(slots, no_show) for no_show in (0.05, 0.12, 0.23)) == extra


@pytest.mark.feature("F053")
def test_of_a_couple_nobody_is_turned_away() -> None:
    assert extra_bookings(40, 0.23, parties=2) == 0


@pytest.mark.feature("F053")
@given(slots=st.integers(1, 60), extra=st.integers(0, 15), no_show=st.floats(0.01, 0.6))
def test_the_tail_is_that_of_the_sum_written_out(slots: int, extra: int, no_show: float) -> None:
    of = slots + extra
    tail = sum(comb(of, n) * (1 - no_show) ** n * no_show ** (of - n) for n in range(slots + 1, of + 1))
    assert too_many_come(of, slots, no_show) == pytest.approx(tail, abs=1e-9)


@pytest.mark.feature("F053")
@given(slots=st.integers(1, 120), no_show=st.floats(0, 0.5), risk=st.floats(0, 0.3))
def test_what_is_advised_keeps_the_risk_and_one_more_would_not(slots: int, no_show: float, risk: float) -> None:
    extra = extra_bookings(slots, no_show, risk)
    assert extra == 0 or too_many_come(slots + extra, slots, no_show) <= risk
    assert too_many_come(slots + extra + 1, slots, no_show) > risk


@pytest.mark.feature("F053")
def test_when_everybody_comes_one_too_many_is_certain() -> None:
    assert too_many_come(41, 40, 0.0) == 1
    assert too_many_come(40, 40, 0.0) == 0
    assert too_many_come(50, 40, 1.0) == 0


@pytest.mark.feature("F053")
@pytest.mark.parametrize(("no_show", "risk"), [(1.0, 0.05), (-0.1, 0.05), (0.1, 1.0)])
def test_what_is_no_share_is_not_computed_with(no_show: float, risk: float) -> None:
    with pytest.raises(ValueError, match="share"):
        extra_bookings(40, no_show, risk)
