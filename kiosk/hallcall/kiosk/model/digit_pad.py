"""Digits of a code, or the last places of a number, that a visitor types."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot

__all__ = ["DigitPad"]


class DigitPad(QObject):
    """As many places as there are; the last one of a number may be an X."""

    changed = Signal()

    def __init__(self, length: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._length = length
        self._typed = ""

    @property
    def typed(self) -> str:
        """What was typed so far."""
        return self._typed

    @property
    def is_full(self) -> bool:
        """All places are filled."""
        return len(self._typed) == self._length

    @Slot(str)
    def type(self, digit: str) -> None:
        """A key of the pad."""
        if not self.is_full:
            self._typed += digit
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """Take the last one away."""
        self._typed = self._typed[:-1]
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Take all away."""
        self._typed = ""
        self.changed.emit()

    digits = Property(str, lambda self: self._typed, notify=changed)
    length = Property(int, lambda self: self._length, constant=True)
    count = Property(int, lambda self: len(self._typed), notify=changed)
    last = Property(str, lambda self: self._typed[-1:], notify=changed)
    """Where the others are hidden."""
    full = Property(bool, lambda self: self.is_full, notify=changed)
    """All places are filled."""
