"""Scanners: each code once, hostile ones told as unreadable, none of them in a log.

The keyboard kind is proved at a pseudo-terminal that carries input events: real bytes, the real driver. What that does
not prove is the kernel's part: that EVIOCGRAB keeps the keys from the screen, and what a certain model sends.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.hal.codec.scancode import CodeKind
from hallcall.hal.ports.scanner import CodeProblem, CodeScanned
from hallcall.hal.transport import EvdevPort, make_wire
from hallcall.hal.transport.evdev import EvdevTransport
from helpers.device_rigs.scanners import GREETED, SCANNER, scanner_rig

pytestmark = pytest.mark.feature("F118")


@pytest.mark.parametrize("typing", [False, True])
def test_booking_payment_and_other_codes_are_told_apart(tmp_path: Path, typing: bool) -> None:
    with scanner_rig(tmp_path, typing=typing) as rig:
        for code, kind in (
            ("12345678", CodeKind.BOOKING),
            ("134567890123456789", CodeKind.PAYMENT),
            ("Hello, Hall!", CodeKind.OTHER),
        ):
            rig.device.scan(code)
            assert rig.diary.wait(CodeScanned, lambda event, code=code: event.value == code).kind is kind


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"\r\n"])
def test_a_code_ends_with_cr_or_lf(tmp_path: Path, ending: bytes) -> None:
    with scanner_rig(tmp_path, ending=ending) as rig:
        rig.device.scan("条码：第１２３号")
        assert rig.diary.wait(CodeScanned).value == "条码：第１２３号"


def test_a_code_held_there_is_told_once(tmp_path: Path) -> None:
    with scanner_rig(tmp_path) as rig:
        for _ in range(5):
            rig.device.scan("12345678")
        rig.device.scan("87654321")
        rig.diary.wait(CodeScanned, lambda event: event.value == "87654321")
        assert len(rig.diary.of(CodeScanned)) == 2


@pytest.mark.parametrize("code", [b"\xff\xfe\x80", b"x" * 3000, b"a\x1b[2Jb"])
def test_a_hostile_code_is_unreadable_and_the_next_one_is_read(tmp_path: Path, code: bytes) -> None:
    with scanner_rig(tmp_path) as rig:
        rig.device.scan(code)
        assert rig.diary.wait(CodeProblem).code == "code.unreadable"
        rig.use()


def test_half_a_code_is_not_put_together_with_the_next_one(tmp_path: Path) -> None:
    with scanner_rig(tmp_path, ending=b"") as rig:
        rig.device.scan("1234")
        rig.device._ending = b"\r"
        rig.wire.wake()
        time.sleep(0.8)
        rig.device.scan("12345678")
        assert rig.diary.wait(CodeScanned).value == "12345678"


def test_a_greeting_does_not_disturb_codes(tmp_path: Path) -> None:
    with scanner_rig(tmp_path, options=GREETED + "again_ms = 0\n") as rig:
        for number in range(30):
            rig.device.scan(f"{number:08}")
        rig.diary.wait(CodeScanned, lambda event: event.value == "00000029")
        assert [event.value for event in rig.diary.of(CodeScanned)] == [f"{number:08}" for number in range(30)]


def test_no_event_shows_the_code(tmp_path: Path) -> None:
    with scanner_rig(tmp_path) as rig:
        rig.device.scan("134567890123456789")
        rig.diary.wait(CodeScanned)
        assert "134567890123456789" not in repr(rig.diary.events)


def test_an_input_device_gets_its_own_wire() -> None:
    assert isinstance(make_wire(EvdevPort(device=SCANNER, path="/dev/input/event9")), EvdevTransport)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unreadable_code_has_a_plain_sentence(language: str) -> None:
    assert len(load_texts(language).error("code.unreadable")) > 10
