"""What every driver must live through, whatever its device is: one suite, run on each driver's own simulator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceTimeout
from hallcall.hal import Hal, Health, Reason, StatusChanged, parse_machine
from hallcall.hal.drivers import make_driver
from helpers.device_rigs import HASTY, Diary, Rig, printer_rig, reader_rig, wait_status

pytestmark = pytest.mark.feature("F210")

_FOREVER = 10**6


@pytest.fixture(params=["idcard.sdt", "printer.escpos"])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    make = {"idcard.sdt": reader_rig, "printer.escpos": printer_rig}[request.param]
    with make(tmp_path) as made:
        yield made


def test_it_does_its_job_on_a_good_wire(rig: Rig) -> None:
    rig.use()
    rig.use()
    assert rig.hal.get(rig.id).status.health is Health.ONLINE


def test_noise_before_an_answer_is_overheard(rig: Rig) -> None:
    rig.wire.faults.noise(times=5)
    rig.use()


def test_an_answer_in_two_parts_is_put_together(rig: Rig) -> None:
    rig.wire.faults.split(times=5, gap_s=0.03)
    rig.use()


def test_a_damaged_answer_is_asked_for_again(rig: Rig) -> None:
    rig.wire.faults.corrupt(times=1)
    rig.use()
    assert all(event.status.health is not Health.OFFLINE for event in rig.diary.of(StatusChanged))


def test_a_line_that_only_damages_makes_it_degraded_then_offline_and_it_comes_back(rig: Rig) -> None:
    rig.wire.faults.corrupt(times=_FOREVER)
    wait_status(rig, Health.DEGRADED)
    wait_status(rig, Health.OFFLINE)
    before = len(rig.diary.events)
    rig.wire.faults.clear()
    wait_status(rig, Health.ONLINE, after=before)
    rig.use()


def test_a_lost_answer_is_asked_for_again(rig: Rig) -> None:
    rig.wire.faults.silence(times=1)
    rig.use()
    assert all(event.status.health is not Health.OFFLINE for event in rig.diary.of(StatusChanged))


def test_a_device_that_hangs_is_offline_after_three_misses_and_comes_back(rig: Rig) -> None:
    rig.wire.faults.silence(times=_FOREVER)
    wait_status(rig, Health.DEGRADED, Reason.NO_RESPONSE)
    wait_status(rig, Health.OFFLINE, Reason.NO_RESPONSE)
    before = len(rig.diary.events)
    rig.wire.faults.clear()
    wait_status(rig, Health.ONLINE, after=before)
    rig.use()


def test_a_slow_device_within_its_time_is_waited_for(rig: Rig) -> None:
    rig.wire.faults.slow(delay_s=0.08, times=4)
    rig.use()
    assert all(event.status.health is Health.ONLINE for event in rig.diary.of(StatusChanged))


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
    with pytest.raises(DeviceBusy):
        second.open()
    rig.use()


def test_a_port_that_never_was_there_is_told_as_absent(rig: Rig) -> None:
    driver = make_driver(parse_machine(rig.text.replace(str(rig.wire.path), "/dev/no-such-port")).devices[0])
    assert not driver.is_present()
    with pytest.raises(DeviceAbsent, match="absent"):
        driver.open()


def test_a_silent_device_is_given_up_at_its_deadline(rig: Rig) -> None:
    rig.hal.stop()
    rig.wire.faults.silence(times=_FOREVER)
    driver = make_driver(parse_machine(rig.text).devices[0])
    with pytest.raises(DeviceTimeout) as refused:
        driver.open()
    driver.close()
    assert refused.value.fields == {"device": rig.id}


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
    rig.wire.plug()
    rig.diary.wait(StatusChanged, lambda event: event.before.health is Health.OFFLINE)
    rig.use()
