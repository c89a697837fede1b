"""One wish of the visitor to the server at a time: a second touch is no second wish, and a wish keeps its key."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from hallcall.client import Answer, new_key
from hallcall.core.errors import HallcallError, LinkError
from hallcall.kiosk.model.server import OnAnswer, OnError

LOCK_S = 1.0
"""After a touch the same wish is not heard again for so long."""
_BUSY_TEXT_MS = 300

Send: TypeAlias = Callable[[str, OnAnswer, OnError], None]
"""Says a wish under a key."""
Take: TypeAlias = Callable[[Answer], None]


class Asking(QObject):
    """Asks the server, and knows whether it is still the same visitor when the answer comes."""

    changed = Signal()
    """It is asked, has answered, or lets the visitor wait."""
    refused = Signal(object)
    """The visitor does not get it, because of this ``HallcallError``."""

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._locked_until = 0.0
        self._key = ""
        self._last: tuple[Send, Take, str] | None = None
        """The wish that nobody has answered."""
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_BUSY_TEXT_MS)
        self._slow.timeout.connect(self.changed)

    @property
    def is_asking(self) -> bool:
        """The server has not answered yet."""
        return bool(self._key)

    @property
    def is_slow(self) -> bool:
        """It has not for so long that the screen says so."""
        return self.is_asking and not self._slow.isActive()

    @property
    def hears(self) -> bool:
        """Whether a touch is a new wish; not on the heels of another one."""
        return not self.is_asking and self._clock() >= self._locked_until

    def say(self, send: Send, take: Take) -> None:
        """Say a wish under a new key; ``take`` gets the answer, unless the visitor has gone."""
        self._say(send, take, new_key())

    def say_again(self) -> bool:
        """Say the last wish once more, with its own key: it is still fulfilled once only."""
        if self.is_asking or self._last is None:
            return False
        self._say(*self._last)
        return True

    def forget(self) -> None:
        """The visitor has gone; an answer that still comes is not theirs to see."""
        # The next visitor's first touch is not the last one's second.
        self._locked_until = 0.0
        self._key, self._last = "", None
        self._slow.stop()
        self.changed.emit()

    def _say(self, send: Send, take: Take, key: str) -> None:
        self._locked_until = self._clock() + LOCK_S
        self._key, self._last = key, (send, take, key)
        self._slow.start()
        self.changed.emit()

        def answered(answer: Answer) -> None:
            if self._end(key):
                self._last = None
                take(answer)

        def failed(error: HallcallError) -> None:
            if self._end(key):
                if not isinstance(error, LinkError):
                    self._last = None
                self.refused.emit(error)

        send(key, answered, failed)

    def _end(self, key: str) -> bool:
        """The answer to ``key`` is here; False when its visitor has gone."""
        if key != self._key:
            return False
        self._key = ""
        self._slow.stop()
        self.changed.emit()
        return True
