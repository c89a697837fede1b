"""A keypad that can be felt, on a line of its own: its keys are those of a keyboard to the window.

Pads that are keyboards themselves (USB) need nothing: their arrows, Return, Escape and F1 arrive as keys.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow

from hallcall.hal.ports.keypad import PadKey

__all__ = ["PadHands"]

_KEYS: Mapping[PadKey, Qt.Key] = {
    PadKey.UP: Qt.Key.Key_Up,
    PadKey.DOWN: Qt.Key.Key_Down,
    PadKey.LEFT: Qt.Key.Key_Left,
    PadKey.RIGHT: Qt.Key.Key_Right,
    PadKey.ENTER: Qt.Key.Key_Return,
    PadKey.BACK: Qt.Key.Key_Escape,
    PadKey.HELP: Qt.Key.Key_F1,
}


class PadHands(QObject):
    """Presses keys of a window."""

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        self._window = window

    def press(self, pressed: PadKey) -> None:
        """A key of the pad was pressed; one that the kiosk has no use for is no matter."""
        key = _KEYS.get(pressed)
        if key is None:
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(self._window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
