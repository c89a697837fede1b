"""Who cannot see the screen hears it: every page, every control, their number, and how long they have left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hallcall.core.languages import Language
from hallcall.hal import Health, Status
from hallcall.hal.ports.keypad import PadKey
from hallcall.kiosk.keypad import PadHands
from helpers.kiosk_fakes import NOW

if TYPE_CHECKING:
    from conftest import Screen

pytestmark = pytest.mark.feature("F188")


@pytest.fixture
def heard(screen: Screen) -> list[tuple[str, Language]]:
    """What is read into the headphones of a visitor who has switched that on."""
    screen.devices.plug_headphones()
    screen.settle()
    screen.touch("dock.aloud")
    return screen.devices.read


def press(screen: Screen, key: Qt.Key) -> None:
    QTest.keyClick(screen.view, key)
    screen.settle()


def walk_to(screen: Screen, name: str) -> None:
    for _ in range(60):
        item = screen.view.activeFocusItem()
        if item is not None and item.objectName() == name:
            return
        press(screen, Qt.Key.Key_Down)
    pytest.fail(f"{name} cannot be reached by the keypad")


def test_a_kiosk_without_headphones_offers_nothing_that_it_cannot_do(screen: Screen) -> None:
    with pytest.raises(AssertionError, match=r"no visible 'dock\.aloud'"):
        screen.see("dock.aloud")
    screen.part("aloud").toggle()
    assert screen.devices.read == []


def test_switched_on_it_says_how_to_go_on_and_where_one_is(screen: Screen, heard: list[tuple[str, Language]]) -> None:
    assert heard[0][0].startswith("语音播报已打开")
    assert heard[-1] == ("您好，请取号，请放身份证，也可先选要办的事", Language.ZH)
    assert screen.see("dock.aloud").property("on")


def test_a_plug_in_the_socket_is_a_wish_as_well(screen: Screen) -> None:
    screen.devices.plug_headphones()
    screen.devices.headphones.emit(True)
    assert screen.devices.read[0][0].startswith("语音播报已打开")
    screen.devices.headphones.emit(False)
    assert screen.devices.read[-1][0] == "语音播报已关闭"


def test_a_pad_on_a_line_of_its_own_is_a_keyboard_to_the_window(
    screen: Screen, heard: list[tuple[str, Language]]
) -> None:
    hands = PadHands(screen.view)
    for key in (PadKey.HEADPHONES_IN, PadKey.NEXT):
        hands.press(key)
    while screen.view.activeFocusItem().objectName() != "card.action":
        hands.press(PadKey.DOWN)
        screen.settle()
    hands.press(PadKey.ENTER)
    screen.settle()
    assert screen.page == "card"
    hands.press(PadKey.BACK)
    screen.settle()
    assert screen.page == "home"
    assert heard


def test_each_control_is_read_when_it_has_the_focus(screen: Screen, heard: list[tuple[str, Language]]) -> None:
    walk_to(screen, "card.action")
    assert heard[-1][0].startswith("身份证取号")
    press(screen, Qt.Key.Key_Down)
    assert not heard[-1][0].startswith("身份证取号")


def test_keypad_only_and_by_ear_a_number_is_taken(screen: Screen, heard: list[tuple[str, Language]]) -> None:
    screen.lay()
    walk_to(screen, "tile.0")
    press(screen, Qt.Key.Key_Return)
    screen.wait(lambda: screen.page == "ticket")
    assert "A零二三" in heard[-1][0], "a number is heard digit by digit"
    assert "前面还有" in heard[-1][0]
    press(screen, Qt.Key.Key_F2)
    assert heard[-1] == heard[-2], "one key reads it once more"


def test_it_reads_in_the_language_of_the_screen(screen: Screen, heard: list[tuple[str, Language]]) -> None:
    screen.touch("dock.language")
    assert heard[-1][1] is Language.EN


def test_the_clock_stands_while_something_is_read(screen: Screen, heard: list[tuple[str, Language]]) -> None:
    screen.lay()
    before = screen.part("idle").property("remaining")
    screen.tick(20)
    assert screen.part("idle").property("remaining") == before
    screen.devices.end_reading()
    screen.tick(20)
    assert screen.part("idle").property("remaining") == before - 20
    assert before >= 120, "who listens has more time than who reads"
    assert heard


def test_the_last_seconds_are_heard(screen: Screen, heard: list[tuple[str, Language]]) -> None:
    screen.lay()
    screen.devices.end_reading()
    for _ in range(150):
        screen.tick(1)
        screen.devices.end_reading()
    left = [text for text, _ in heard if "秒自动退出" in text]
    assert [text.split()[1] for text in left] == ["15", "10", "5"]


def test_nothing_of_a_visit_is_read_to_the_next_visitor(screen: Screen, heard: list[tuple[str, Language]]) -> None:
    screen.lay()
    screen.kiosk.wipe()
    screen.settle()
    assert heard[-1][0] == "语音播报已关闭", "it cuts off what was being read"
    count = len(heard)
    screen.lay()
    assert len(heard) == count


def test_headphones_that_break_leave_a_screen_that_works(screen: Screen, heard: list[tuple[str, Language]]) -> None:
    screen.lay()
    screen.devices.can_read_aloud = False
    screen.devices.statusChanged.emit("headphones", Status(health=Health.OFFLINE, since=NOW))
    screen.settle()
    before = screen.part("idle").property("remaining")
    screen.tick(5)
    assert screen.part("idle").property("remaining") == before - 5, "no clock waits for a sentence that never ends"
    with pytest.raises(AssertionError, match=r"no visible 'dock\.aloud'"):
        screen.see("dock.aloud")
    assert heard
