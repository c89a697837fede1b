"""A real call pad at a counter: its keys do what the keys of the screen do, under the same guard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hallcall.core import commands as cm
from hallcall.counter.model import CallPad, Desk, DeskStatus
from helpers.counter_server import FakeServer, make_desk
from helpers.device_rigs.pads import PadRig, pad_rig

pytestmark = pytest.mark.feature("F122")


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[PadRig]:
    with pad_rig(tmp_path, driver="keypad.frames") as made:
        yield made


@pytest.fixture
def server() -> FakeServer:
    found = FakeServer()
    for _ in range(3):
        found.issue()
    return found


def press(rig: PadRig, desk: Desk, qtbot: QtBot, key: str) -> None:
    """Press a key of the pad and wait until the desk has it."""
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        rig.device.press(key)


def test_a_visit_by_the_one_key_of_the_pad(rig: PadRig, server: FakeServer, qtbot: QtBot) -> None:
    desk = make_desk(server)
    pad = CallPad(desk, rig.hal)
    for wanted in (DeskStatus.CALLING, DeskStatus.SERVING):
        press(rig, desk, qtbot, "next")
        assert desk.status is wanted
        server.wait(30)
    press(rig, desk, qtbot, "finish")
    assert [type(command) for command, _ in server.sent] == [cm.CallNext, cm.StartService, cm.FinishService]
    pad.close()


def test_a_finger_that_presses_twice_calls_once_and_help_calls_nobody(
    rig: PadRig, server: FakeServer, qtbot: QtBot
) -> None:
    desk = make_desk(server)
    pad = CallPad(desk, rig.hal)
    rig.device.press("help")
    press(rig, desk, qtbot, "next")
    rig.device.press("next")
    rig.device.press("up")
    qtbot.wait(500)
    assert desk.status is DeskStatus.CALLING
    assert len(server.sent) == 1
    pad.close()
    rig.device.press("next")
    server.wait(30)
    qtbot.wait(300)
    assert len(server.sent) == 1
