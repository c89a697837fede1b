"""What an answer that comes too late could do in a hall: a wrong name, a wrong fault, a pager that nobody called."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceError, DeviceFault
from hallcall.hal import CardProblem, Reason, StatusChanged
from hallcall.hal.ports.fingerprint import CaptureFinger, MatchFingers
from hallcall.hal.ports.locker import OpenBox
from hallcall.hal.ports.pager import Buzz
from helpers.device_rigs import Rig, printer_rig, reader_rig
from helpers.device_rigs.fingerprint_r307 import FingerprintRig, fingerprint_rig
from helpers.device_rigs.locker_lock8a import locker_rig
from helpers.device_rigs.pads import pad_rig

pytestmark = pytest.mark.feature("F210")


def late_once(rig: Rig, device: object, part: str, delay_s: float, *, times: int = 1) -> None:
    """Let a part of a simulated device answer late when it is asked next, and what it answers after that."""
    answer = getattr(device, part)

    def answer_late(*asked: object) -> object:
        setattr(device, part, answer)
        rig.wire.faults.slow(delay_s, times=times)
        return answer(*asked)

    setattr(device, part, answer_late)


@pytest.mark.parametrize("times", range(1, 7))
def test_two_fingers_that_differ_are_never_told_to_be_one(tmp_path: Path, times: int) -> None:
    with fingerprint_rig(tmp_path) as rig:
        rig.enrol("left", page=0)
        rig.device.lay("right")
        rig.wire.faults.slow(1.3 * 0.15, times=times)
        assert _alike(rig) is False


def _alike(rig: FingerprintRig) -> bool:
    """Whether the finger that lies there is taken for the one in the first buffer; a defect of the line is no yes."""
    with suppress(DeviceError):
        rig.do(CaptureFinger(buffer=2))
        return rig.do(MatchFingers()) is not None
    return False


def test_a_reader_that_answers_late_tells_nobody_that_a_good_card_is_unreadable(tmp_path: Path) -> None:
    with reader_rig(tmp_path) as rig:
        card = rig.new_card()
        late_once(rig, rig.device, "_find", 1.2 * 0.25, times=2)
        rig.device.lay(card)
        time.sleep(1.0)
        rig.use()
        assert rig.diary.of(CardProblem) == []


def test_a_pager_that_the_base_does_not_reach_is_not_told_to_be_called(tmp_path: Path) -> None:
    with pad_rig(tmp_path, driver="pager.frames") as rig:
        late_once(rig, rig.device, "_do", 2.5 * 0.2)
        first = rig.hal.do(rig.id, Buzz(pager=2), "first")
        second = rig.hal.do(rig.id, Buzz(pager=99), "second")
        with suppress(DeviceError):
            first.result(15)
        with pytest.raises(DeviceFault, match=r"pager\.lost"):
            second.result(15)


def test_a_box_that_was_opened_is_told_to_be_open_also_after_another_answered_late(tmp_path: Path) -> None:
    with locker_rig(tmp_path) as rig:
        late_once(rig, rig.device, "_open", 2.5 * 0.2)
        first = rig.hal.do(rig.id, OpenBox(box=1), "first")
        second = rig.hal.do(rig.id, OpenBox(box=2), "second")
        with suppress(DeviceError):
            first.result(15)
        second.result(15)
        assert rig.device.driven[-1] == 2


def test_a_printer_low_on_paper_that_answers_late_has_no_open_cover(tmp_path: Path) -> None:
    with printer_rig(tmp_path, options="timeout_ms = 200\n") as rig:
        rig.device.run_low()
        rig.diary.wait(StatusChanged, lambda event: Reason.PAPER_LOW in event.status.reasons)
        rig.wire.faults.slow(1.3 * 0.2, times=14)
        time.sleep(4.0)
        told = {reason for event in rig.diary.of(StatusChanged) for reason in event.status.reasons}
        assert told <= {Reason.PAPER_LOW, Reason.NO_RESPONSE}
