"""A change of shift at the counter's own screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hallcall.core import commands as cm
from hallcall.core.terms import CounterNumber
from hallcall.counter.model import DeskStatus
from hallcall.counter.widgets import CounterWindow, Mode
from hallcall.ui.fonts import load_fonts
from helpers.counter_server import FakeServer, make_desk, sign_in


@pytest.mark.feature("F121")
def test_the_next_clerk_is_told_whom_they_take_over_and_goes_on(qtbot: QtBot) -> None:
    load_fonts()
    server = FakeServer()
    desk = make_desk(server)
    window = CounterWindow(desk, Mode.WINDOW)
    qtbot.addWidget(window)
    window.show()
    number = CounterNumber(desk.number)
    server.issue()
    server.do(cm.CallNext(counter=number))
    server.do(cm.StartService(counter=number))
    waiting = desk.ticket
    assert waiting is not None
    desk.sign_out()
    server.wait(1.0)
    assert desk.status is DeskStatus.NOT_SIGNED_IN
    shown = [label.text() for label in window.login.findChildren(QLabel) if label.isVisible()]
    assert any(waiting.number in text for text in shown), shown
    sign_in(server, desk)
    assert desk.status is DeskStatus.SERVING
    assert desk.ticket == waiting
