"""The fingerprint module: enrolling, finding, and every way a finger can be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.errors import DeviceFault
from hallcall.hal import Health, Reason
from hallcall.hal.ports.fingerprint import CaptureFinger, DeleteFinger, MatchFingers, SearchFinger, StoreFinger
from hallcall.sim.devices.fingerprint import SimFingerprint
from helpers.device_rigs import wait_status
from helpers.device_rigs.fingerprint_r307 import fingerprint_rig


def test_an_enrolled_finger_is_found_and_a_stranger_is_not(tmp_path: Path) -> None:
    with fingerprint_rig(tmp_path) as rig:
        rig.enrol("clerk 1027, right index", page=7)
        found = rig.do(SearchFinger())
        assert (found.page, found.score > 0) == (7, True)
        rig.device.lay("somebody else")
        assert rig.do(SearchFinger()) is None
        assert rig.hal.get(rig.id).capabilities.capacity == 1000


def test_two_different_fingers_make_no_template(tmp_path: Path) -> None:
    with fingerprint_rig(tmp_path) as rig:
        rig.device.lay("left")
        rig.do(CaptureFinger(buffer=1))
        rig.device.lay("right")
        rig.do(CaptureFinger(buffer=2))
        assert rig.do(MatchFingers()) is None
        with pytest.raises(DeviceFault, match=r"finger\.different"):
            rig.do(StoreFinger(page=1))
        assert rig.device.stored == {}


def test_no_finger_and_a_poor_image_are_told_apart_and_the_reader_stays_online(tmp_path: Path) -> None:
    with fingerprint_rig(tmp_path) as rig:
        with pytest.raises(DeviceFault, match=r"finger\.absent"):
            rig.do(SearchFinger())
        rig.device.lay("wet finger", dirty=True)
        with pytest.raises(DeviceFault, match=r"finger\.poor"):
            rig.do(SearchFinger())
        assert rig.hal.get(rig.id).status.health is Health.ONLINE
        rig.use()


def test_a_deleted_finger_is_not_found_again(tmp_path: Path) -> None:
    with fingerprint_rig(tmp_path) as rig:
        rig.enrol("gone", page=3)
        rig.do(DeleteFinger(page=3))
        assert rig.do(SearchFinger()) is None


def test_a_page_that_is_not_there_is_a_full_memory(tmp_path: Path) -> None:
    with fingerprint_rig(tmp_path, device=SimFingerprint(capacity=10)) as rig:
        with pytest.raises(DeviceFault) as refused:
            rig.enrol("one too many", page=10)
        assert refused.value.fields["reason"] == Reason.STORAGE_FULL


def test_a_wrong_password_needs_a_person_and_the_right_one_in_a_file_opens(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("0000CAFE", encoding="ascii")
    device = SimFingerprint(password=0xCAFE)
    with fingerprint_rig(tmp_path, device=device, options=f'password = "{secret}"\n') as rig:
        rig.use()
        device._password = 0xBEEF
        rig.wire.unplug()
        rig.wire.plug()
        wait_status(rig, Health.FAULT, Reason.UNAUTHORISED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["finger.absent", "finger.poor", "finger.different"])
def test_every_problem_with_a_finger_has_a_plain_sentence(language: str, code: str) -> None:
    assert len(load_texts(language).error(code)) > 8
