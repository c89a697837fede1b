"""For how many the promised wait was kept."""

from __future__ import annotations

import pytest

from hallcall.core.promise import Wait, served_within

LIMIT_S = 900.0


def called(*seconds: float) -> list[Wait]:
    return [Wait(queue="A", seconds=one, is_called=True) for one in seconds]


def uncalled(*seconds: float) -> list[Wait]:
    return [Wait(queue="A", seconds=one, is_called=False) for one in seconds]


@pytest.mark.feature("F104")
def test_a_wait_as_long_as_promised_is_within() -> None:
    served = served_within(called(10, 900, 901, 2000), LIMIT_S)
    assert (served.called, served.within, served.share) == (4, 2, 0.5)
    assert served.p90_s == 2000
    assert served.mean_s == pytest.approx(952.75)


@pytest.mark.feature("F104")
def test_who_was_never_called_counts_as_soon_as_it_is_too_long() -> None:
    known = [*called(10), *uncalled(899, 901, 60, 3000)]
    served = served_within(known, LIMIT_S)
    assert (served.called, served.within, served.overdue) == (1, 1, 2)
    assert served.share == pytest.approx(1 / 3)


@pytest.mark.feature("F104")
def test_of_nobody_no_share_is_said() -> None:
    assert served_within(uncalled(5), LIMIT_S).share is None
    assert served_within([], LIMIT_S).share is None
