"""What a clerk sees of a visitor: the kind of a document and its end; the full name with a reason, for a moment."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from hallcall.core import commands as cm
from hallcall.core.events import VisitorRevealed
from hallcall.core.looks import LookReason
from hallcall.counter.widgets import Mode
from hallcall.counter.widgets.look import LookSheet
from hallcall.counter.widgets.parts import Line
from helpers.counter_clerk import Clerk, K, Start


@pytest.mark.feature("F036")
def test_a_document_is_its_kind_and_its_last_four_characters_and_never_cut(start: Start) -> None:
    clerk = start()
    clerk.press(K.Key_F2)
    lines = [line for line in clerk.window.findChildren(Line) if line.text().startswith("身份证 ")]
    assert [line.text() for line in lines] == ["身份证 **** 1234"]
    assert lines[0].width() >= lines[0].sizeHint().width()


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
