"""Notes when a text was first in a picture of this process, by the steady clock that a machine's processes share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

__all__ = ["Frames"]


class Frames(QObject):
    """Looks at each picture after it was handed over, until the text is in it."""

    def __init__(self, texts: Callable[[], Iterable[str]], widgets: Callable[[], Iterable[Any]]) -> None:
        """Look at nothing yet.

        Args:
            texts: everything that can be read now.
            widgets: the windows that are painted by widgets.
        """
        super().__init__()
        self._texts = texts
        self._widgets = widgets
        self._wanted = ""
        self._followed: set[int] = set()
        self.painted_at: float | None = None
        """Seconds of ``time.monotonic()``; None until the text was painted."""

    def watch(self, text: str) -> None:
        """Look for a text from now on."""
        self._wanted, self.painted_at = text, None
        for window in QGuiApplication.topLevelWindows():
            if isinstance(window, QQuickWindow) and id(window) not in self._followed:
                self._followed.add(id(window))
                window.frameSwapped.connect(self._look)
        for widget in self._widgets():
            if id(widget) not in self._followed:
                self._followed.add(id(widget))
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Widgets paint while this event is handled: look right after it."""
        if event.type() is QEvent.Type.UpdateRequest:
            QTimer.singleShot(0, self._look)
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        now = time.monotonic()
        if self._wanted and self.painted_at is None and self._wanted in self._texts():
            self.painted_at = now
