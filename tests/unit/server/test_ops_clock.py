"""The hall's clock when somebody sets the machine's: no visit gets longer by it, and no time comes twice."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.server.clock import SLEW, WRONG_S, HallClock
from hallcall.server.ops.jumps import REMEMBERED_S, ClockWatch

pytestmark = pytest.mark.feature("F213")

START = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)


class Machine:
    """A machine with a clock that can be set and one that cannot."""

    def __init__(self) -> None:
        self.steady_s = 1000.0
        self.set_by_s = 0.0

    def steady(self) -> float:
        return self.steady_s

    def wall(self) -> float:
        return START.timestamp() + self.steady_s - 1000.0 + self.set_by_s


@pytest.fixture
def machine() -> Machine:
    return Machine()


def watch_for(machine: Machine, clock: HallClock, seconds: int) -> list[datetime]:
    """The hall's time, second by second."""
    told: list[datetime] = []
    for _ in range(seconds):
        machine.steady_s += 1
        told.append(clock())
        clock.follow()
    return told


def test_it_goes_as_the_machines_clock_goes(machine: Machine) -> None:
    clock = HallClock(wall=machine.wall, steady=machine.steady)
    assert clock() == START
    assert watch_for(machine, clock, 90)[-1] == START + timedelta(seconds=90)


@pytest.mark.parametrize("jump_s", [30.0, -30.0])
def test_a_clock_that_is_set_during_a_service_changes_its_length_by_a_tenth_at_most(
    machine: Machine, jump_s: float
) -> None:
    clock = HallClock(wall=machine.wall, steady=machine.steady)
    started = clock()
    machine.set_by_s = jump_s
    served = (watch_for(machine, clock, 60)[-1] - started).total_seconds()
    assert abs(served - 60) <= 60 * SLEW + 0.001
    later = watch_for(machine, clock, 600)[-1]
    assert abs(later.timestamp() - machine.wall()) < 0.1


@given(st.lists(st.floats(-WRONG_S, WRONG_S), max_size=8))
def test_however_often_the_clock_is_set_the_hall_never_goes_back(jumps: list[float]) -> None:
    machine = Machine()
    clock = HallClock(wall=machine.wall, steady=machine.steady)
    told = [clock()]
    for jump in jumps:
        # What is left of the last jump and this one stay below what is taken for a wrong clock.
        machine.set_by_s = jump / 2
        told += watch_for(machine, clock, 5)
    assert all(after > before for before, after in pairwise(told))


@pytest.mark.logs_warnings
def test_a_clock_that_was_plainly_wrong_is_set_at_once(machine: Machine) -> None:
    clock = HallClock(wall=machine.wall, steady=machine.steady)
    machine.set_by_s = 86_400.0
    clock.follow()
    assert clock() == START + timedelta(days=1)


@pytest.mark.logs_warnings
def test_a_shifted_clock_is_shifted_and_says_so(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    clock = HallClock(3600.0, wall=machine.wall, steady=machine.steady)
    assert clock() == START + timedelta(hours=1)
    assert watch_for(machine, clock, 60)[-1] == START + timedelta(hours=1, seconds=60)
    assert "shifted" in caplog.text


@pytest.mark.logs_warnings
@pytest.mark.parametrize("jump_s", [2.5, -2.5, 3600.0])
def test_a_jump_is_logged_once_and_is_a_reason_for_a_minute(
    machine: Machine, jump_s: float, caplog: pytest.LogCaptureFixture
) -> None:
    watch = ClockWatch(machine.wall, machine.steady)
    machine.set_by_s = jump_s
    assert watch.look() == pytest.approx(jump_s)
    assert watch.look() == 0.0
    assert list(watch.findings()) == ["clock.jumped"]
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    machine.steady_s += REMEMBERED_S + 1
    assert list(watch.findings()) == []
    assert watch.jumps == 1


def test_a_clock_that_is_only_helped_along_has_not_jumped(machine: Machine) -> None:
    watch = ClockWatch(machine.wall, machine.steady)
    for _ in range(100):
        machine.steady_s += 1
        machine.set_by_s += 0.05
        assert watch.look() == 0.0
    assert watch.jumps == 0
