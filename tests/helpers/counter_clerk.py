"""Somebody who works at a counter's real window, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hallcall.counter.widgets import CounterWindow
from helpers.counter_server import FakeServer

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
"""Makes one."""
