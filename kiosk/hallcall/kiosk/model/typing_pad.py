"""A document number typed by a visitor without their card: checked as they go, never shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.core.errors import Refused
from hallcall.core.identity import DocumentNumber, parse_document_number
from hallcall.kiosk.model.pages import number_problem
from hallcall.ui.texts import ScreenTexts

__all__ = ["NumberPad"]

_LENGTH = 18


class NumberPad(QObject):
    """Digits and X, up to eighteen. The screen sees how many there are, and the last one for as long as it is last."""

    changed = Signal()
    """Another key was pressed."""

    def __init__(self, today: Callable[[], date], texts: ScreenTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._texts = texts
        texts.languageChanged.connect(self.changed)
        self._typed = ""
        self._problem = ""

    @Slot(str)
    def type(self, key: str) -> None:
        """A key of the pad."""
        if len(self._typed) < _LENGTH:
            self._typed += key
            self._problem = ""
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """Take the last one away."""
        self._typed = self._typed[:-1]
        self._problem = ""
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Take all away."""
        self._typed = self._problem = ""
        self.changed.emit()

    def parse(self) -> DocumentNumber | None:
        """The number when it is right; else ``problem`` says why not."""
        try:
            return parse_document_number(self._typed, self._today())
        except Refused as error:
            self._problem = error.code
            self.changed.emit()
            return None

    def _get_count(self) -> int:
        return len(self._typed)

    def _get_last(self) -> str:
        return self._typed[-1:]

    def _get_problem(self) -> str:
        return self._texts.text(number_problem(self._problem)) if self._problem else ""

    def _get_full(self) -> bool:
        return len(self._typed) == _LENGTH

    count = Property(int, _get_count, notify=changed)
    """Characters typed."""
    last = Property(str, _get_last, notify=changed)
    """The last one, so that a slip of the finger is seen."""
    problem = Property(str, _get_problem, notify=changed)
    """Why the number cannot be right; empty until it was looked at."""
    full = Property(bool, _get_full, notify=changed)
    """All places are filled."""
