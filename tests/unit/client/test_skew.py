"""A machine whose clock is off is told so, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import structlog
from structlog.testing import capture_logs

from hallcall.client.skew import SkewWatch

NOW = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)

pytestmark = pytest.mark.feature("F213")


def hear(watch: SkewWatch, *ahead_s: float) -> list[structlog.typing.EventDict]:
    with capture_logs() as log:
        for seconds in ahead_s:
            watch.hear(NOW + timedelta(seconds=seconds))
    return log


@pytest.mark.parametrize("ahead_s", [2.1, -2.1, 3600.0])
def test_more_than_two_seconds_are_said_once(ahead_s: float) -> None:
    log = hear(SkewWatch(lambda: NOW), *[ahead_s] * 20)
    assert [(entry["log_level"], entry["ahead_s"]) for entry in log] == [("warning", ahead_s)]


def test_a_clock_that_is_nearly_right_is_not_talked_about() -> None:
    assert hear(SkewWatch(lambda: NOW), *[1.9, -1.9] * 10) == []


def test_a_beat_that_was_held_up_on_its_way_is_no_wrong_clock() -> None:
    assert hear(SkewWatch(lambda: NOW), 0.0, -30.0, -28.0, 0.0, -30.0, -28.0, 0.0) == []


def test_a_clock_that_goes_wrong_again_is_said_again() -> None:
    assert len(hear(SkewWatch(lambda: NOW), *[5.0] * 5, *[0.0] * 5, *[5.0] * 5)) == 2


def test_nothing_is_known_before_the_third_beat() -> None:
    watch = SkewWatch(lambda: NOW)
    assert hear(watch, 9.0, 9.0) == []
    assert watch.ahead_s is None
