"""The window of a counter: signing in, its keys and focus, languages, bar and window, what it says of the hall."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from hallcall.assets import LANGUAGES
from hallcall.client import LinkState, LinkStatus
from hallcall.core import commands as cm
from hallcall.counter.model import BAR_KEYS, DeskStatus, Key
from hallcall.counter.widgets import CounterWindow, Mode
from hallcall.counter.widgets.buttons import KeyButton
from hallcall.counter.widgets.parts import Line
from helpers.counter_clerk import ALT, CTRL, K, Start
from helpers.counter_server import FakeServer, make_desk


@pytest.mark.feature("F121")
def test_shift_enter_signs_in_without_opening(start: Start) -> None:
    clerk = start(signed_in=False)
    clerk.type("1027")
    clerk.press(K.Key_Tab)
    clerk.type("right-one")
    clerk.press(K.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert clerk.desk.status is DeskStatus.PAUSED


@pytest.mark.feature("F121")
def test_a_wrong_password_is_told_and_the_field_is_ready_again(start: Start) -> None:
    clerk = start(signed_in=False)
    clerk.type("1027")
    clerk.press(K.Key_Tab)
    clerk.type("WRONG")
    message = clerk.window.findChild(QLabel, "login.message")
    assert message is not None
    assert message.text() == "大写锁定已打开"
    clerk.press(K.Key_Return)
    assert message.text() not in {"", "大写锁定已打开"}
    assert clerk.window.login.password.text() == ""
    assert QApplication.focusWidget() is clerk.window.login.password


def test_without_a_server_the_login_page_still_names_its_counter(fonts: None) -> None:
    server = FakeServer()
    server.hall, server.heard_at = None, None
    server.go_down()
    window = CounterWindow(make_desk(server, signed_in=False))
    window.show()
    message = window.findChild(QLabel, "login.message")
    assert message is not None
    assert "连不上" in message.text()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_grey_keys_stay_in_place_and_tell_their_reason(start: Start, language: str) -> None:
    clerk = start(language=language)
    places: list[list[QRect]] = []
    for key in (K.Key_F2, K.Key_F2, K.Key_F4):
        places.append([clerk.window.bar.keys[each].geometry() for each in BAR_KEYS])
        clerk.press(key, then_wait=20)
    assert places[0] == places[1] == places[2]
    for key in BAR_KEYS:
        button = clerk.window.bar.keys[key]
        heard = QAccessible.queryAccessibleInterface(button)
        assert button.isVisible()
        assert heard.text(QAccessible.Text.Name).endswith(button.function_key)
        described = heard.text(QAccessible.Text.Description)
        assert bool(described) == button.is_grey
        assert button.toolTip() == button.accessibleDescription()


def test_tab_reaches_every_key_and_the_rings_follow(start: Start) -> None:
    clerk = start()
    seen: list[str] = []
    for _ in range(len(BAR_KEYS)):
        clerk.press(K.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, KeyButton)
        seen.append(focused.objectName())
        rings = clerk.window._rings
        assert rings.isVisible()
        assert rings.geometry().contains(QRect(focused.mapTo(clerk.window, focused.rect().topLeft()), focused.size()))
    assert seen == [f"key.{key.value}" for key in BAR_KEYS]


def test_the_language_changes_live(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=20)
    clerk.press(K.Key_L, CTRL)
    texts = [label.text() for label in clerk.window.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in clerk.window.findChildren(QAbstractButton) if button.isVisible()]
    shown = " ".join(texts + buttons).replace("张*明", "")
    assert not re.search(r"[一-鿿]", shown), re.findall(r"[一-鿿]+", shown)
    clerk.press(K.Key_L, CTRL)
    assert clerk.window.bar.keys[Key.PRIMARY].text() == "人到了，开始办"


@pytest.mark.qt_log_ignore("plugin does not support")
def test_bar_and_window_change_with_a_key_and_the_bar_keeps_its_size(start: Start) -> None:
    clerk = start(mode=Mode.BAR)
    assert clerk.window.size().toTuple() == (1280, 88)
    clerk.press(K.Key_F9)
    sheet = clerk.window.sheet
    assert sheet is not None
    assert sheet.window() is not clerk.window
    QTest.keyClick(sheet, K.Key_1, ALT)
    QTest.keyClick(sheet, K.Key_Return)
    assert clerk.desk.status is DeskStatus.PAUSED
    QTest.keyClick(clerk.window, K.Key_B, CTRL)
    assert clerk.window.size().toTuple() == (1280, 720)
    QTest.keyClick(clerk.window, K.Key_B, CTRL)
    assert clerk.window.size().toTuple() == (1280, 88)


@pytest.mark.feature("F020")
@pytest.mark.parametrize(("language", "words"), [("zh-CN", "大厅资料较旧"), ("en", "Hall data is old")])
def test_a_counter_with_old_hall_data_says_so_at_the_foot_and_once_aloud(
    start: Start, language: str, words: str
) -> None:
    clerk = start(language=language)
    noticed: list[str] = []
    clerk.desk.noticed.connect(noticed.append)

    def lines() -> list[str]:
        return [line.text() for line in clerk.window._footer.findChildren(Line)]

    assert not any(words in line for line in lines())
    clerk.server.status = LinkStatus(LinkState.LIVE, 0, is_outdated=True)
    clerk.server.linkChanged.emit(clerk.server.status)
    assert any(words in line for line in lines())
    assert noticed == [], "it may be taking the new files just now"
    for _ in range(5):
        clerk.desk.tick()
    assert [words in sentence for sentence in noticed] == [True]


@pytest.mark.feature("F211")
@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("zh-CN", "K1 小票打印：纸快用完了，请准备换纸", "K2 读卡器：设备的线掉了，请插好（另有 1 台）"),
        (
            "en",
            "K1 Ticket printer: Paper is running low: have a new roll ready",
            "K2 Card reader: The cable is out: plug it in (+1)",
        ),
    ],
)
def test_a_clerk_sees_which_machine_of_the_hall_needs_a_hand(start: Start, language: str, one: str, two: str) -> None:
    clerk = start(language=language)

    def report(device: str, health: str, *reasons: str) -> set[str]:
        clerk.server.do(cm.ReportDevice(device=device, health=health, reasons=reasons))
        clerk.press(K.Key_Shift)
        return {line.text() for line in clerk.window.findChildren(Line) if line.isVisible()}

    assert one in report("K1/ticket", "degraded", "paper-low")
    assert two in report("K2/idcard", "offline", "unplugged")
    told = report("K2/idcard", "online")
    assert one in told
    assert not any(text.startswith("K2") for text in told)
