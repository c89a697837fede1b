"""The screen read aloud into a visitor's headphones: each page when it comes, each control when it has the focus.

What is new cuts off what is being read, as a screen reader does: who walks on does not wait. The clock of the visit
stands still while something is read.

Source:
    EN 301 549, 5.1.3: a machine that takes no assistive technology speaks by itself, for one person, and stops when
    the visitor goes on.
"""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.core.languages import Language
from hallcall.core.spoken import digits
from hallcall.kiosk.model.devices import KioskDevices
from hallcall.kiosk.model.idle import IdleTimer
from hallcall.ui.texts import ScreenTexts

__all__ = ["ReadAloud"]

_SPOKEN = {"zh-CN": Language.ZH, "en": Language.EN}
_HOLD = "speech"
_LAST_S = (15, 10, 5)
"""So many seconds before the visit ends by itself they are said. Source: WCAG 2.2, 2.2.1: warned by a second sense."""


class ReadAloud(QObject):
    """On or off for one visit."""

    changed = Signal()

    def __init__(
        self,
        devices: KioskDevices,
        texts: ScreenTexts,
        idle: IdleTimer,
        kiosk_id: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._devices, self._texts, self._idle = devices, texts, idle
        self._is_on = False
        self._jobs = (f"{kiosk_id}-aloud-{id(self)}-{number}" for number in count(1))
        self._reading = ""
        self._last = ""
        self._told_s = 0
        devices.signals.readEnded.connect(self._take_end)
        devices.signals.statusChanged.connect(self._look)
        devices.signals.headphones.connect(self.switch)
        idle.changed.connect(self._warn)

    @property
    def is_on(self) -> bool:
        """Whether this visitor has the screen read to them."""
        return self._is_on

    @Slot()
    def toggle(self) -> None:
        """On or off, which is said."""
        self.switch(is_on=not self._is_on)

    def switch(self, is_on: bool) -> None:  # noqa: FBT001 - called by a signal
        """On or off, which is said: a plug in the socket is a wish as well."""
        if is_on is self._is_on or not self._devices.can_read_aloud:
            return
        self._is_on = is_on
        self._last = ""
        self._say(self._texts.text("aloud-on" if self._is_on else "aloud-off"))
        self.changed.emit()

    @Slot(str)
    def read(self, text: str) -> None:
        """Read what has just come to the visitor; the same twice is read once."""
        if self._is_on and text and text != self._last:
            self._last = text
            self._say(text)

    @Slot()
    def again(self) -> None:
        """Read the last once more."""
        if self._is_on and self._last:
            self._say(self._last)

    @Slot(str, result=str)
    def number(self, number: str) -> str:
        """A number as it is heard: digit by digit."""
        return digits(number, self._language)

    def wipe(self) -> None:
        """The visitor has gone: not a word more of their visit."""
        if self._is_on:
            self._is_on = False
            self._say(self._texts.text("aloud-off"))
            self.changed.emit()
        self._last, self._told_s = "", 0

    @property
    def _language(self) -> Language:
        return _SPOKEN[self._texts.get_language()]

    def _say(self, text: str, *, holds: bool = True) -> None:
        if not self._devices.can_read_aloud:
            return
        self._reading = next(self._jobs)
        if self._is_on and holds:
            self._idle.hold(_HOLD)
        self._devices.read_aloud(self._reading, text, self._language)

    def _take_end(self, job: str) -> None:
        """Of the last sentence only: those before it were cut off."""
        if job == self._reading:
            self._reading = ""
            self._idle.release(_HOLD)

    def _look(self) -> None:
        if self._is_on and not self._devices.can_read_aloud:
            # Nobody may stand before a screen that waits for a sentence which will never end.
            self._is_on = False
            self._idle.release(_HOLD)
        self.changed.emit()

    def _warn(self) -> None:
        left = int(self._idle.property("remaining"))
        if self._is_on and self._idle.property("warning") and left in _LAST_S and left != self._told_s:
            self._told_s = left
            # The clock goes on: it is what is told of.
            self._say(self._texts.text("aloud-left", seconds=left), holds=False)

    available = Property(bool, lambda self: self._devices.can_read_aloud, notify=changed)
    """There are headphones to read into."""
    on = Property(bool, lambda self: self._is_on, notify=changed)
