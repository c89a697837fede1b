"""The counter by keyboard alone: real key events into the real window, the real rules behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from hallcall.assets import LANGUAGES, load_texts
from hallcall.client import LinkState, LinkStatus
from hallcall.core import commands as cm
from hallcall.core.classes import PriorityClass
from hallcall.core.events import VisitorRevealed
from hallcall.core.hall import CounterNumber, ItemCode
from hallcall.core.looks import LookReason
from hallcall.core.tickets import ClerkId, Need, TicketState
from hallcall.counter.model import BAR_KEYS, DeskStatus, Key
from hallcall.counter.widgets import CounterWindow, Mode
from hallcall.counter.widgets.buttons import Choice, KeyButton
from hallcall.counter.widgets.checklist import PaperRow
from hallcall.counter.widgets.chosen import ChosenSheet
from hallcall.counter.widgets.leave import ParkSheet, PauseSheet
from hallcall.counter.widgets.look import LookSheet
from hallcall.counter.widgets.parts import Line, Prose
from hallcall.counter.widgets.transfer import TransferSheet
from hallcall.counter.widgets.why import WhySheet
from hallcall.ui.fonts import load_fonts
from helpers.counter_server import FakeServer, make_desk, sign_in

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Clerk:
    """Somebody with a keyboard and no mouse."""

    def __init__(self, server: FakeServer, window: CounterWindow) -> None:
        self.server = server
        self.window = window
        self.desk = window.desk

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, then_wait: float = 1.0) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifiers)
        self.server.wait(then_wait)
        self.desk.tick()
        QApplication.processEvents()

    def type(self, text: str) -> None:
        target = QApplication.focusWidget() or self.window
        QTest.keyClicks(target, text)


Start = Callable[..., Clerk]


@pytest.fixture(scope="module")
def fonts(qapp: QApplication) -> None:
    """The shipped fonts, loaded once as in the application."""
    load_fonts()
    qapp.setStyle("fusion")


@pytest.fixture
def start(fonts: None) -> Iterator[Start]:
    windows: list[CounterWindow] = []

    def make(*, signed_in: bool = True, mode: Mode = Mode.WINDOW, language: str = "zh-CN", visitors: int = 4) -> Clerk:
        server = FakeServer()
        server.do(cm.OpenCounter(counter=CounterNumber(5), clerk=ClerkId("2001")))
        server.do(cm.OpenCounter(counter=CounterNumber(15), clerk=ClerkId("2002")))
        server.do(cm.OpenCounter(counter=CounterNumber(16), clerk=ClerkId("2003"), paused=True))
        for item in ("GA-HZ-02", "GA-HZ-06", "GA-HZ-01", "GA-HZ-05")[:visitors]:
            server.issue(item)
            server.wait(60)
        window = CounterWindow(make_desk(server, signed_in=False, language=language), mode)
        windows.append(window)
        window.show()
        window.activateWindow()
        if signed_in:
            sign_in(server, window.desk)
        QApplication.processEvents()
        return Clerk(server, window)

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


@pytest.mark.feature("F085", "F121", "F122", "F124")
def test_a_whole_day_of_one_visit_without_a_mouse(start: Start) -> None:
    clerk = start(signed_in=False)
    clerk.type("1027")
    clerk.press(K.Key_Tab)
    clerk.type("right-one")
    clerk.press(K.Key_Return)
    assert clerk.desk.status is DeskStatus.IDLE
    assert clerk.window.bar.isVisible()
    assert not clerk.window.login.isVisible()
    clerk.press(K.Key_F2, then_wait=25)
    clerk.press(K.Key_F3, then_wait=30)
    clerk.press(K.Key_F2, then_wait=60)
    assert clerk.desk.status is DeskStatus.SERVING
    clerk.type("1")
    assert clerk.window.checklist.rows[0][1].value == "ready"
    clerk.press(K.Key_F4)
    assert clerk.desk.status is DeskStatus.IDLE
    clerk.press(K.Key_Q, CTRL)
    assert clerk.desk.status is DeskStatus.NOT_SIGNED_IN
    assert clerk.window.login.isVisible()
    names = [type(command) for command, _ in clerk.server.sent]
    assert names == [cm.CallNext, cm.Recall, cm.StartService, cm.FinishService]


@pytest.mark.feature("F122")
@pytest.mark.parametrize(
    ("before", "key", "command"),
    [
        ([], K.Key_F2, cm.CallNext),
        ([K.Key_F2], K.Key_F2, cm.StartService),
        ([K.Key_F2], K.Key_F3, cm.Recall),
        ([K.Key_F2], K.Key_F6, cm.PassTicket),
        ([K.Key_F2, K.Key_F2], K.Key_F4, cm.FinishService),
        ([K.Key_F2, K.Key_F2], K.Key_F2, cm.CallNext),
    ],
)
def test_each_key_sends_its_command_once(
    start: Start, before: list[Qt.Key], key: Qt.Key, command: type[cm.Command]
) -> None:
    clerk = start()
    for earlier in before:
        clerk.press(earlier, then_wait=100)
    clerk.server.sent.clear()
    clerk.press(key)
    assert [type(sent) for sent, _ in clerk.server.sent] == [command]


@pytest.mark.feature("F102")
def test_a_double_press_and_a_held_key_are_one_call(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=0.3)
    clerk.press(K.Key_F2, then_wait=0.1)
    assert len(clerk.server.sent) == 1
    assert clerk.desk.status is DeskStatus.CALLING


@pytest.mark.feature("F099")
def test_a_visitor_is_sent_on_by_keyboard_alone(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F2, then_wait=10)
    before = clerk.desk.ticket
    assert before is not None
    clerk.press(K.Key_F7)
    sheet = clerk.window.sheet
    assert isinstance(sheet, TransferSheet)
    clerk.type("crj")
    clerk.press(K.Key_Return)
    assert clerk.window.sheet is sheet
    assert sheet.sentence == "还要选一个原因：Alt+1 至 Alt+3"
    assert sheet.reasons.reason == ""
    clerk.press(K.Key_1, ALT)
    assert sheet.search.text() == "crj"
    clerk.press(K.Key_Tab)
    clerk.press(K.Key_Return)
    assert clerk.window.sheet is None
    assert clerk.desk.status is DeskStatus.IDLE
    moved = clerk.server.state.tickets[cm.TicketId(f"{before.id}.2")]
    assert (moved.queue, moved.only_counter, moved.state) == ("B", None, TicketState.WAITING)
    assert moved.seniority == before.seniority
    assert clerk.server.sent[-1][0].__class__ is cm.TransferTicket


@pytest.mark.feature("F099")
def test_arrows_choose_a_certain_counter_and_skip_the_paused_one(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F7)
    sheet = clerk.window.sheet
    assert isinstance(sheet, TransferSheet)
    clerk.type("crj")
    for _ in range(5):
        clerk.press(K.Key_Down)
    clerk.press(K.Key_3, ALT)
    target = sheet.target()
    assert target is not None
    assert target.badge == "15"
    clerk.press(K.Key_Return)
    assert [ticket.only_counter for ticket in clerk.server.state.waiting_in([cm.QueuePrefix("B")])] == [15]


@pytest.mark.feature("F099")
def test_esc_leaves_the_visitor_where_they_are(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F7)
    clerk.press(K.Key_1, ALT)
    clerk.press(K.Key_Escape)
    assert clerk.window.sheet is None
    assert clerk.desk.status is DeskStatus.CALLING


def test_keys_of_the_bar_do_nothing_while_a_question_is_open(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F9)
    assert isinstance(clerk.window.sheet, PauseSheet)
    clerk.press(K.Key_F2)
    clerk.press(K.Key_F9)
    assert clerk.server.sent == []


@pytest.mark.feature("F101")
def test_a_pause_with_reason_and_time_by_keyboard(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F9)
    clerk.type("15")
    clerk.press(K.Key_Return)
    assert clerk.desk.status is DeskStatus.IDLE
    clerk.press(K.Key_1, ALT)
    clerk.press(K.Key_Return)
    counter = clerk.desk.state
    assert clerk.desk.status is DeskStatus.PAUSED
    assert counter.pause_reason == "meal"
    assert counter.pause_until is not None
    assert 14 * 60 < (counter.pause_until - clerk.server.now()).total_seconds() <= 15 * 60
    clerk.press(K.Key_F9)
    assert clerk.desk.status is DeskStatus.IDLE


@pytest.mark.feature("F100")
def test_a_chosen_number_by_keyboard(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F5)
    sheet = clerk.window.sheet
    assert isinstance(sheet, ChosenSheet)
    clerk.type("a003")
    clerk.press(K.Key_Return)
    assert clerk.server.sent == []
    clerk.press(K.Key_2, ALT)
    clerk.press(K.Key_Return)
    assert clerk.desk.ticket is not None
    assert clerk.desk.ticket.number == "A003"
    command = clerk.server.sent[-1][0]
    assert isinstance(command, cm.CallChosen)
    assert command.reason == "needs_care"


def test_a_visitor_is_parked_and_taken_back_by_keyboard(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F8)
    assert isinstance(clerk.window.sheet, ParkSheet)
    clerk.press(K.Key_Return)
    clerk.press(K.Key_Return)
    assert [ticket.number for ticket in clerk.desk.parked] == ["A001"]
    clerk.press(K.Key_F5)
    clerk.press(K.Key_Return)
    assert clerk.desk.parked == []
    assert clerk.window.queue.tickets[0].number == "A001"


def test_a_refusal_stays_in_the_question_and_says_why(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F9)
    clerk.press(K.Key_1, ALT)
    clerk.server.go_down()
    clerk.press(K.Key_Return)
    sheet = clerk.window.sheet
    assert sheet is not None
    assert sheet.sentence
    clerk.server.come_back()
    clerk.press(K.Key_Return)
    assert clerk.desk.status is DeskStatus.PAUSED


def shown_cells(sheet: WhySheet) -> list[list[str]]:
    """The words of the comparison, row by row."""
    return [[cell.text() for cell in row.cells] for row in sheet.rows if row.isVisible()]


@pytest.mark.feature("F227")
def test_f1_says_why_somebody_is_next_and_f1_again_why_the_one_here_was_called(start: Start) -> None:
    clerk = start()
    elder = cm.IssueTicket(item=ItemCode("GA-HZ-02"), kiosk="K1", priority=PriorityClass.ELDER)
    clerk.server.do(elder)
    clerk.server.wait(300)
    clerk.press(K.Key_F2, then_wait=10)
    assert clerk.desk.ticket is not None
    assert clerk.desk.ticket.number == "A005"
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F1)
    sheet = clerk.window.sheet
    assert isinstance(sheet, WhySheet)
    title = sheet.findChildren(Line)[0]
    assert title.text() == "为什么下一位是 A001？"
    assert [row[0] for row in shown_cells(sheet)] == ["A001", "A002", "A003", "A004"]
    clerk.press(K.Key_F1)
    assert title.text() == "为什么叫了 A005，不是 A001？"
    assert shown_cells(sheet)[0][3:] == ["老年：5 × 4 = 20", "已叫"]
    clerk.press(K.Key_F1)
    assert title.text() == "为什么下一位是 A001？"
    clerk.press(K.Key_Return)
    assert clerk.window.sheet is None
    assert [type(command) for command, _ in clerk.server.sent] == [cm.CallNext, cm.StartService]


@pytest.mark.feature("F227")
def test_f5_goes_from_the_reason_to_calling_another_number(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F1)
    clerk.press(K.Key_F5)
    assert isinstance(clerk.window.sheet, ChosenSheet)


def test_with_nobody_waiting_and_nobody_here_there_is_nothing_to_explain(start: Start) -> None:
    clerk = start(visitors=0)
    clerk.press(K.Key_F1)
    assert clerk.window.sheet is None
    assert clerk.window.bar.notice == "现在没有人等候"


def test_what_was_said_of_an_empty_queue_does_not_cover_the_visitor_who_is_called_next(start: Start) -> None:
    clerk = start(visitors=0)
    clerk.press(K.Key_F2)
    assert clerk.window.bar.notice == "现在没有人等候"
    clerk.server.issue()
    assert clerk.window.bar.notice == "现在没有人等候"
    clerk.press(K.Key_F2)
    assert clerk.desk.status is DeskStatus.CALLING
    assert clerk.window.bar.notice == ""
    clerk.press(K.Key_F4)
    assert clerk.window.bar.notice == "人还没到；到了先按 F2 开始办"
    clerk.press(K.Key_F2)
    assert clerk.desk.status is DeskStatus.SERVING
    assert clerk.window.bar.notice == ""


@pytest.mark.feature("F036")
def test_a_document_is_its_kind_and_its_last_four_characters_and_never_cut(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2)
    lines = [line for line in clerk.window.findChildren(Line) if line.text().startswith("身份证 ")]
    assert [line.text() for line in lines] == ["身份证 **** 1234"]
    assert lines[0].width() >= lines[0].sizeHint().width()


def test_six_papers_fit_and_a_key_brings_a_hidden_one_into_view(start: Start) -> None:
    clerk = start()
    hall = clerk.server.hall
    assert hall is not None
    item = hall.item_by_code[ItemCode("GA-HZ-02")]
    papers = [material.id for material in hall.materials]

    def look(count: int) -> list[bool]:
        wanted = replace(item, materials=tuple(papers[:count]))
        clerk.server.hall = replace(
            hall, items=tuple(wanted if each.code == item.code else each for each in hall.items)
        )
        clerk.server.hallTaken.emit()
        QApplication.processEvents()
        rows = [clerk.window.findChild(PaperRow, f"paper.{place + 1}") for place in range(count)]
        return [row is not None and row.visibleRegion().boundingRect().height() == row.height() for row in rows]

    clerk.press(K.Key_F2)
    assert look(6) == [True] * 6
    assert look(9)[8] is False
    clerk.type("9")
    assert look(9)[8] is True


def serve_and_ask(start: Start, **options: Any) -> tuple[Clerk, LookSheet]:
    """A visitor is served, and the clerk has pressed F11."""
    clerk = start(**options)
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F2, then_wait=10)
    clerk.press(K.Key_F11)
    sheet = clerk.window.sheet
    assert isinstance(sheet, LookSheet)
    return clerk, sheet


def looks(clerk: Clerk) -> list[tuple[LookReason | None, str]]:
    """Every look that was asked for: why, and the note."""
    return [(sent.reason, sent.note) for sent, _ in clerk.server.sent if isinstance(sent, cm.RevealVisitor)]


@pytest.mark.feature("F036", "F037")
def test_f11_and_the_key_of_a_reason_show_the_full_name_for_as_long_as_it_is_held(start: Start) -> None:
    clerk, sheet = serve_and_ask(start)
    assert sheet.reasons.reason == ""
    assert sheet.name.text() == "张*明"
    assert looks(clerk) == []
    QTest.keyPress(sheet, K.Key_2)
    assert sheet.name.text() == "张小明"
    assert looks(clerk) == [(LookReason.PHONE, "")]
    QTest.keyPress(sheet, K.Key_3)
    QTest.keyRelease(sheet, K.Key_3)
    assert sheet.name.text() == "张小明"
    QTest.keyRelease(sheet, K.Key_2)
    assert clerk.window.sheet is None
    assert clerk.window.visitor.full_name == ""
    assert len(looks(clerk)) == 1
    clerk.press(K.Key_F11)
    again = clerk.window.sheet
    assert isinstance(again, LookSheet)
    assert again.reasons.reason == ""
    assert again.name.text() == "张*明"
    clerk.press(K.Key_Escape)
    clerk.press(K.Key_F4)
    assert not any("张小明" in label.text() for label in clerk.window.findChildren(QLabel))


@pytest.mark.feature("F037")
def test_enter_and_the_mouse_show_nothing_before_a_reason_is_chosen(start: Start) -> None:
    clerk, sheet = serve_and_ask(start)
    clerk.press(K.Key_Return)
    QTest.mouseClick(sheet.accept, Qt.MouseButton.LeftButton)
    assert looks(clerk) == []
    assert clerk.window.sheet is sheet
    assert sheet.sentence == "按住 1 至 5 即可看；按 6 先写备注"


@pytest.mark.feature("F037")
def test_another_reason_takes_a_note_first_and_digits_belong_to_it(start: Start) -> None:
    clerk, sheet = serve_and_ask(start)
    clerk.press(K.Key_6)
    assert looks(clerk) == []
    assert sheet.note.hasFocus()
    clerk.type("for A012")
    QTest.keyPress(sheet.note, K.Key_Return)
    assert sheet.name.text() == "张小明"
    assert looks(clerk) == [(LookReason.OTHER, "for A012")]
    QTest.keyRelease(sheet.note, K.Key_Return)
    assert clerk.window.sheet is None
    assert clerk.window.visitor.full_name == ""


@pytest.mark.feature("F037")
def test_a_note_with_a_phone_number_is_refused_in_words_and_shows_nothing(start: Start) -> None:
    clerk, sheet = serve_and_ask(start)
    clerk.press(K.Key_6)
    clerk.type("13812345678")
    QTest.keyPress(sheet.note, K.Key_Return)
    assert sheet.name.text() == "张*明"
    QTest.keyRelease(sheet.note, K.Key_Return)
    assert clerk.window.sheet is sheet
    assert "不要写电话" in sheet.sentence
    assert VisitorRevealed.name not in {recorded.event.name for recorded in clerk.server.log}


@pytest.mark.feature("F037")
def test_a_reason_held_with_the_mouse_or_with_space_shows_the_name(start: Start) -> None:
    clerk, sheet = serve_and_ask(start)
    button = sheet.reasons.choices[3]
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert sheet.name.text() == "张小明"
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert clerk.window.sheet is None
    clerk.press(K.Key_F11)
    again = clerk.window.sheet
    assert isinstance(again, LookSheet)
    QTest.keyPress(again.reasons.choices[0], K.Key_Space)
    assert again.name.text() == "张小明"
    QTest.keyRelease(again.reasons.choices[0], K.Key_Space)
    assert looks(clerk) == [(LookReason.COMPLAINT, ""), (LookReason.IDENTITY, "")]


@pytest.mark.feature("F036")
@pytest.mark.qt_log_ignore("plugin does not support")
@pytest.mark.parametrize("mode", Mode)
def test_the_name_is_gone_when_another_window_comes_to_the_front_or_the_question_closes(
    start: Start, mode: Mode
) -> None:
    clerk = start(mode=mode)
    for _ in range(2):
        QTest.keyClick(clerk.window, K.Key_F2)
        clerk.server.wait(10)
    for end in ("other", "escape"):
        QTest.keyClick(clerk.window, K.Key_F11)
        sheet = clerk.window.sheet
        assert isinstance(sheet, LookSheet)
        QApplication.processEvents()
        QTest.keyPress(sheet, K.Key_1)
        assert clerk.window.visitor.full_name == "张小明"
        if end == "other":
            other = QWidget()
            other.show()
            other.activateWindow()
            QApplication.processEvents()
            other.close()
            other.deleteLater()
            clerk.window.activateWindow()
        else:
            QTest.keyClick(sheet, K.Key_Escape)
        QApplication.processEvents()
        assert clerk.window.visitor.full_name == ""
        assert clerk.window.sheet is None


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


# -- nothing is cut off ----------------------------------------------------------------------------------------------


def cut_off(window: QWidget) -> list[str]:
    """Sentences that do not fit their place. Names from the hall's data may be cut with an ellipsis."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, Line) and not widget.elides and widget.width() < widget.sizeHint().width():
            found.append(widget.text())
        if isinstance(widget, Prose) and widget.text() and widget.height() < widget.heightForWidth(widget.width()):
            found.append(widget.text())
        shown = widget.visibleRegion().boundingRect().height()
        if isinstance(widget, Choice) and (widget.width() < widget.sizeHint().width() or shown < widget.height()):
            found.append(widget.text())
    return found


def cut_sentences(window: CounterWindow) -> list[str]:
    """Lines of the bar that are sentences of the catalogues, cut with an ellipsis."""
    lines = [window.bar._line]
    return [line.text() for line in lines if line.isVisible() and line.width() < line.sizeHint().width()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_cut_off_in_any_state(start: Start, language: str) -> None:
    clerk = start(language=language)
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        QApplication.processEvents()
        clerk.desk.tick()
        QApplication.processEvents()
        bad = cut_off(clerk.window) + cut_sentences(clerk.window)
        if bad:
            found[state] = bad

    clerk.server.issue(needs=list(Need))
    look("idle")
    clerk.press(K.Key_F2, then_wait=8)
    look("calling")
    clerk.press(K.Key_F2, then_wait=60)
    look("serving")
    for text in "112":
        clerk.type(text)
    look("papers")
    clerk.server.wait(3600)
    look("over")
    clerk.press(K.Key_F1)
    look("why next")
    clerk.press(K.Key_F1)
    look("why here")
    clerk.press(K.Key_Escape)
    clerk.press(K.Key_F11)
    look("look")
    clerk.press(K.Key_6)
    look("look with a note")
    clerk.press(K.Key_Escape)
    for key in (K.Key_F7, K.Key_F8, K.Key_F9):
        clerk.press(key)
        look(f"sheet {key}")
        clerk.press(K.Key_1, ALT)
        look(f"sheet {key} chosen")
        clerk.press(K.Key_Escape)
    clerk.press(K.Key_F9)
    clerk.press(K.Key_2, ALT)
    clerk.press(K.Key_Return)
    look("pause planned")
    clerk.press(K.Key_F4)
    look("paused")
    clerk.press(K.Key_F9)
    clerk.press(K.Key_F5)
    look("chosen")
    clerk.press(K.Key_Escape)
    clerk.server.go_down()
    clerk.server.wait(44)
    look("offline")
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_keys_fit_their_keys(start: Start, language: str) -> None:
    clerk = start(language=language)
    texts = load_texts(language)
    from hallcall.counter.widgets.ink import text_width

    words = {key: [f"counter-key-{key.value}"] for key in BAR_KEYS if key is not Key.PRIMARY}
    words[Key.PRIMARY] = [f"counter-key-{word}" for word in ("next", "start", "finish-next", "finish-pause")]
    words[Key.PAUSE].append("counter-key-resume")
    for key, names in words.items():
        button = clerk.window.bar.keys[key]
        for name in names:
            button.setText(texts.text(name))
            assert text_width(button.text(), button.word_face()) <= button.width() - 12, name


# -- catalogues ------------------------------------------------------------------------------------------------------

SOURCES = sorted((Path(__file__).parents[3] / "counter" / "hallcall" / "counter").rglob("*.py"))


def test_no_sentence_stands_in_the_code() -> None:
    assert SOURCES
    for path in SOURCES:
        code = re.sub(r'"""[\s\S]*?"""', "", path.read_text(encoding="utf-8"))
        strings = re.findall(r'"([^"\n]*)"', code)
        assert not [text for text in strings if re.search(r"[一-鿿]", text)], path


def test_every_message_the_code_names_is_there_in_both_languages() -> None:
    named = {
        name for path in SOURCES for name in re.findall(r'"(counter-[a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 100
    for language in LANGUAGES:
        texts = load_texts(language)
        assert [name for name in sorted(named) if name not in texts] == []


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
