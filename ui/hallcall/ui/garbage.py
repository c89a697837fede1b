"""Python's garbage, collected in the GUI thread only.

A collection runs in whatever thread allocates when a threshold is passed. When that is the link's or a device's thread
and the garbage holds Qt objects, they are destroyed outside of the thread they live in, and the process dies. So the
automatic collection is switched off, and the GUI thread collects when it would have been due.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500


class GuiGarbage(QObject):
    """Collects garbage in the thread it was made in, as often as the interpreter would have done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due; none when there is little to collect."""
        counts = gc.get_count()
        due = [
            age
            for age, (count, threshold) in enumerate(zip(counts, self._thresholds, strict=True))
            if count > threshold
        ]
        if due:
            gc.collect(due[-1])
