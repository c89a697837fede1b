"""Time without a touch: a warning that can be put off without end, then the end of the visit."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

__all__ = ["IdleTimer"]

_SECOND_MS = 1000


class IdleTimer(QObject):
    """Counts down while a visitor could be standing here, one step a second.

    ``hold`` stops the clock while the kiosk itself is at work: nobody is hurried while a card is read or a slip
    printed.
    """

    changed = Signal()
    """``remaining`` or ``warning`` changed."""
    expired = Signal()
    """Nobody answered the warning."""

    def __init__(self, parent: QObject | None = None, *, second_ms: int = _SECOND_MS) -> None:
        super().__init__(parent)
        self._limit = 0
        self._warn = 0
        self._left = 0
        self._holds: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(second_ms)
        self._timer.timeout.connect(self.tick)

    def start(self, limit_s: int, warn_s: int) -> None:
        """Count ``limit_s`` from the last touch, then ``warn_s`` of warning; 0 ends without one."""
        self._limit, self._warn = limit_s, warn_s
        self._left = limit_s + warn_s
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Nobody is here: no clock runs."""
        self._timer.stop()
        self._left = 0
        self._limit = self._warn = 0
        self._holds.clear()
        self.changed.emit()

    @Slot()
    def touch(self) -> None:
        """The visitor is still here."""
        if self._timer.isActive() and self._left != self._limit + self._warn:
            self._left = self._limit + self._warn
            self.changed.emit()

    def hold(self, reason: str) -> None:
        """Stop the clock until ``release`` with the same reason."""
        self._holds.add(reason)
        self.touch()

    def release(self, reason: str) -> None:
        """Let the clock go on; a reason that does not hold is no matter."""
        self._holds.discard(reason)

    @Slot()
    def tick(self) -> None:
        """One second passed."""
        if self._holds or not self._timer.isActive():
            return
        self._left -= 1
        self.changed.emit()
        if self._left <= 0:
            self._timer.stop()
            self.expired.emit()

    def _get_remaining(self) -> int:
        return self._left

    def _get_warning(self) -> bool:
        return self._timer.isActive() and 0 < self._left <= self._warn

    def _get_running(self) -> bool:
        return self._timer.isActive()

    def _get_limit(self) -> int:
        return self._limit

    def _get_warn_seconds(self) -> int:
        return self._warn

    remaining = Property(int, _get_remaining, notify=changed)
    """Seconds to the end of the visit."""
    warning = Property(bool, _get_warning, notify=changed)
    """The warning is on."""
    running = Property(bool, _get_running, notify=changed)
    """Somebody may be here."""
    limit = Property(int, _get_limit, notify=changed)
    """Seconds without a touch until the warning."""
    warnSeconds = Property(int, _get_warn_seconds, notify=changed)
    """Seconds of the warning."""
