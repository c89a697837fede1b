"""What every driver must live through, whatever its device is: one suite, run on each driver's own simulator."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceError, DeviceTimeout
from hallcall.hal import Hal, Health, Reason, StatusChanged, parse_machine
from hallcall.hal.building import make_driver
from helpers.device_rigs import HASTY, PATIENT_S, Diary, Rig, all_rigs, guarded_rigs, mute_rigs, wait_status

pytestmark = pytest.mark.feature("F210")

_FOREVER = 10**6


_RIGS = all_rigs()
_ANSWERING = [name for name in _RIGS if name not in mute_rigs()]
_OPEN_TO_DAMAGE = [name for name in _ANSWERING if name not in guarded_rigs()]


@pytest.fixture(params=_RIGS)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with _RIGS[request.param](tmp_path) as made:
        yield made


@pytest.fixture(params=_ANSWERING)
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with _RIGS[request.param](tmp_path) as made:
        yield made


@pytest.fixture(params=_OPEN_TO_DAMAGE)
def noisy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with _RIGS[request.param](tmp_path) as made:
        yield made


def test_it_does_its_job_on_a_good_wire(rig: Rig) -> None:
    rig.use()
    rig.use()
    assert rig.hal.get(rig.id).status.health is Health.ONLINE


def test_noise_before_an_answer_is_overheard(noisy: Rig) -> None:
    noisy.wire.faults.noise(times=5)
    noisy.use()


def test_an_answer_in_two_parts_is_put_together(asked: Rig) -> None:
    asked.wire.faults.split(times=5, gap_s=0.03)
    asked.use()


def test_a_damaged_answer_is_asked_for_again(noisy: Rig) -> None:
    noisy.wire.faults.corrupt(times=1)
    noisy.use()
    assert all(event.status.health is not Health.OFFLINE for event in noisy.diary.of(StatusChanged))


def test_a_line_that_only_damages_makes_it_degraded_then_offline_and_it_comes_back(noisy: Rig) -> None:
    noisy.wire.faults.corrupt(times=_FOREVER)
    wait_status(noisy, Health.DEGRADED)
    wait_status(noisy, Health.OFFLINE)
    before = len(noisy.diary.events)
    noisy.wire.faults.clear()
    wait_status(noisy, Health.ONLINE, after=before)
    noisy.use()


def test_a_lost_answer_is_asked_for_again(asked: Rig) -> None:
    asked.wire.faults.silence(times=1)
    asked.use()
    assert all(event.status.health is not Health.OFFLINE for event in asked.diary.of(StatusChanged))


def test_a_device_that_hangs_is_offline_after_three_misses_and_comes_back(asked: Rig) -> None:
    asked.wire.faults.silence(times=_FOREVER)
    wait_status(asked, Health.DEGRADED, Reason.NO_RESPONSE)
    wait_status(asked, Health.OFFLINE, Reason.NO_RESPONSE)
    before = len(asked.diary.events)
    asked.wire.faults.clear()
    wait_status(asked, Health.ONLINE, after=before)
    asked.use()


def test_a_slow_device_within_its_time_is_waited_for(asked: Rig) -> None:
    asked.wire.faults.slow(delay_s=0.08, times=4)
    asked.use()
    assert all(event.status.health is Health.ONLINE for event in asked.diary.of(StatusChanged))


def test_a_pulled_cable_is_told_and_a_plugged_one_is_found_again_at_the_same_path(rig: Rig) -> None:
    rig.use()
    for _ in range(2):
        before = len(rig.diary.events)
        rig.wire.unplug()
        wait_status(rig, Health.OFFLINE, Reason.UNPLUGGED, after=before)
        rig.wire.plug()
        wait_status(rig, Health.ONLINE, after=before)
        rig.use()


def test_a_second_program_is_told_that_the_port_is_taken(rig: Rig) -> None:
    second = make_driver(parse_machine(rig.text).devices[0])
    # A device in the network cannot say why it hangs up; its driver may know it from a file of its own.
    with pytest.raises((DeviceAbsent, DeviceBusy) if 'kind = "tcp"' in rig.text else DeviceBusy):
        second.open()
    second.close()
    rig.use()


def test_a_port_that_never_was_there_is_told_as_absent(rig: Rig) -> None:
    rig.hal.stop()
    rig.wire.unplug()
    driver = make_driver(parse_machine(rig.text).devices[0])
    assert not driver.is_present()
    with pytest.raises(DeviceAbsent, match="absent"):
        driver.open()


def test_a_silent_device_is_given_up_at_its_deadline(asked: Rig) -> None:
    asked.hal.stop()
    asked.wire.faults.silence(times=_FOREVER)
    driver = make_driver(parse_machine(asked.text).devices[0])
    with pytest.raises(DeviceTimeout) as refused:
        driver.open()
    driver.close()
    assert refused.value.fields == {"device": asked.id}


def test_an_application_that_starts_anew_finds_its_device(rig: Rig) -> None:
    rig.hal.stop()
    diary = Diary()
    again = Hal(parse_machine(rig.text), patience=HASTY)
    again.subscribe(diary)
    with again:
        online = diary.wait(StatusChanged, lambda event: event.status.health is Health.ONLINE)
    assert online.before.health is Health.STARTING


def test_a_device_that_is_switched_off_and_on_works_again(rig: Rig) -> None:
    rig.use()
    rig.wire.unplug()
    if 'driver = "printer.ipp"' in rig.text:  # it may make a new connection for each request: somebody has to look
        wait_status(rig, Health.OFFLINE)
    rig.wire.plug()
    if 'kind = "http"' not in rig.text:  # a service has no state that a new connection would lose
        rig.diary.wait(StatusChanged, lambda event: event.before.health is Health.OFFLINE)
    rig.use()


@pytest.mark.parametrize(("late", "times"), [(1.2, 4), (1.8, 2)])
def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_one(asked: Rig, late: float, times: int) -> None:
    timeout_s = parse_machine(asked.text).devices[0].seconds("timeout_ms")
    asked.wire.faults.slow(late * timeout_s, times=times)
    with suppress(DeviceError, AssertionError):
        asked.use()
    asked.wire.faults.clear()
    if 'kind = "http"' in asked.text or 'driver = "printer.ipp"' in asked.text:
        # They call anew, and whoever calls while another caller is still owed answers is hung up on.
        time.sleep(late * timeout_s * times)
    _wait_online(asked)
    asked.use()
    asked.use()


def _wait_online(rig: Rig) -> None:
    deadline = time.monotonic() + PATIENT_S
    while rig.hal.get(rig.id).status.health is not Health.ONLINE:
        assert time.monotonic() < deadline
        time.sleep(0.02)
