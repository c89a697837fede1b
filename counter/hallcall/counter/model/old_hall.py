"""Tells the clerk once when this counter goes on working by older hall files than the server."""

from __future__ import annotations

from PySide6.QtCore import QObject

from hallcall.counter.model.desk import Desk

PATIENCE_S = 2
"""A counter that takes the new files needs less."""


class OldHallNotice(QObject):
    """Counts the seconds for which the hall has been old."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._old_s = 0
        desk.ticked.connect(self._look)

    def _look(self) -> None:
        is_old = self._desk.is_online and self._desk.server.status.is_outdated
        self._old_s = self._old_s + 1 if is_old else 0
        if self._old_s == PATIENCE_S:
            self._desk.noticed.emit(self._desk.texts.text("counter-link-outdated"))
