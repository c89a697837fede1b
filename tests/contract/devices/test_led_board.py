"""Boards over windows: what they show after a loss of power, several on one line, and boards that never answer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hallcall.hal import DeviceId, Hal, Health, StatusChanged, parse_machine
from hallcall.hal.ports.led import LedCapabilities, LedColour, ShowText
from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.led import LedMake, SimLedBoard
from hallcall.sim.devices.line import SimLine
from helpers.device_rigs import HASTY, PATIENT_S, Diary
from helpers.device_rigs.led import led_rig

pytestmark = pytest.mark.feature("F108")


def _wait_shown(board: SimLedBoard, text: str) -> None:
    deadline = time.monotonic() + PATIENT_S
    while board.shown != text:
        assert time.monotonic() < deadline, f"it shows {board.shown!r}"
        time.sleep(0.01)


def test_a_board_shows_a_text_in_a_colour(tmp_path: Path) -> None:
    with led_rig(tmp_path) as rig:
        assert rig.show("A012", LedColour.AMBER) == "A012"
        assert (rig.device.shown, rig.device.colour) == ("A012", 3)
        assert rig.show("请到12号窗口办理业务") == "请到12号窗口办理"
        assert rig.hal.get(rig.id).capabilities == LedCapabilities(columns=16, shows_text=True, answers=True)


def test_a_board_that_had_no_power_shows_its_text_again(tmp_path: Path) -> None:
    with led_rig(tmp_path, options="repeat_ms = 200\n") as rig:
        rig.show("A012")
        rig.device.power_on()
        _wait_shown(rig.device, "A012")


def test_a_board_whose_cable_was_out_shows_its_text_again(tmp_path: Path) -> None:
    with led_rig(tmp_path) as rig:
        rig.show("A012")
        rig.wire.unplug()
        rig.wire.plug()
        _wait_shown(rig.device, "A012")


@pytest.mark.parametrize(("make", "shown"), [("number-sum", "12"), ("number-colour", "12")])
def test_boards_that_never_answer_are_told_all_the_same(tmp_path: Path, make: LedMake, shown: str) -> None:
    with led_rig(tmp_path, make=make, options="repeat_ms = 200\n") as rig:
        assert rig.show("A012") == shown
        _wait_shown(rig.device, shown)
        rig.device.power_on()
        _wait_shown(rig.device, shown)
        assert rig.hal.get(rig.id).status.health is Health.ONLINE


def test_several_boards_on_one_line_show_their_own_text(tmp_path: Path) -> None:
    boards = [SimLedBoard(address=address) for address in (1, 2, 3)]
    diary = Diary()
    with PtyWire(tmp_path / "line", SimLine(boards), baud=None) as wire:
        text = 'schema = 1\n[machine]\nid = "m"\n'
        for board in boards:
            text += (
                f'[[device]]\nid = "w{board.address}"\ndriver = "led.generic"\ntemplate = "text-8"\n'
                f'address = {board.address}\ntransport = {{ kind = "serial", port = "{wire.path}" }}\n'
            )
        hal = Hal(parse_machine(text), patience=HASTY)
        hal.subscribe(diary)
        with hal:
            for board in boards:
                name = DeviceId(f"w{board.address}")
                diary.wait(StatusChanged, lambda e, n=name: e.device == n and e.status.health is Health.ONLINE)
                hal.do(name, ShowText(text=f"A{board.address:03}"), name).result(PATIENT_S)
    assert [board.shown for board in boards] == ["A001", "A002", "A003"]
