"""Whoever was found by their face is asked back before anything becomes of it: a wrong match takes nobody's number.

::

    face ─▶ match: masked name, last four places ─▶ check-in ─▶ ticket, or why there is none
              │ three wrong ones, or "not me"
              └──────────────────────────────────▶ card

The server compares the four places; this machine knows neither the name nor the number.
"""

from __future__ import annotations

import structlog
from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.client import BookingHolder
from hallcall.core.booking.book import BookingCode
from hallcall.core.days import local_time
from hallcall.core.errors import HallcallError
from hallcall.kiosk.model.digit_pad import DigitPad
from hallcall.kiosk.model.face_port import FaceMemory
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["FoundFace"]

TRIES = 3
_DIGITS = 4
_log = structlog.get_logger("hallcall.kiosk")


class FoundFace(QObject):
    """The page that asks back."""

    changed = Signal()
    checkInWanted = Signal(object, str)
    """``(BookingCode, digits)``: they say that it is theirs."""
    failed = Signal(object)
    """Whose it is cannot be told, because of this ``HallcallError``."""

    def __init__(
        self, server: KioskServer, memory: FaceMemory | None, texts: ScreenTexts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._memory = memory
        self._texts = texts
        self._code: BookingCode | None = None
        self._holder: BookingHolder | None = None
        self._wrong = 0
        self.pad = DigitPad(_DIGITS, self)
        texts.languageChanged.connect(self.changed)

    def ask(self, code: BookingCode) -> None:
        """Somebody was found: ask the server what may be shown."""
        self.wipe()
        self._code = code

        def told(holder: BookingHolder) -> None:
            # The answer for a visitor who has gone is not for the next one.
            if self._code == code:
                self._holder = holder
                self.changed.emit()

        def failed(error: HallcallError) -> None:
            if self._code == code:
                self.failed.emit(error)

        self._server.booking_holder(code, told, failed)
        self.changed.emit()

    @Slot()
    def ask_again(self) -> None:
        """The server did not answer: once more."""
        if self._code is not None:
            self.ask(self._code)

    @Slot()
    def confirm(self) -> None:
        """The visitor has typed the last places of their number."""
        if self._code is not None and self._holder is not None and self.pad.is_full and not self._is_over():
            self.checkInWanted.emit(self._code, self.pad.typed)

    def take_refusal(self, error: HallcallError) -> bool:
        """Whether it was refused for the places that were typed, and is told on this page."""
        if self._code is None or error.code != "booking.wrong_digits":
            return False
        self._wrong += 1
        _log.info("kiosk.face_match_not_confirmed", tries=self._wrong)
        self.pad.clear()
        self.changed.emit()
        return True

    def take_ticket(self) -> None:
        """They have checked in: their face is needed no more."""
        if self._code is not None and self._memory is not None:
            self._memory.let_go(self._code, self._server.now().date())
        self.wipe()

    def wipe(self) -> None:
        """The visitor has gone, or it is not they."""
        self._code = self._holder = None
        self._wrong = 0
        self.pad.clear()
        self.changed.emit()

    def _is_over(self) -> bool:
        return self._wrong >= TRIES

    def _get_title(self) -> str:
        if self._is_over():
            return self._texts.text("match-over-title")
        if self._holder is None:
            return self._texts.text("match-asking")
        names = self._texts.text("match-or").join(self._holder.names)
        return self._texts.text("match-title", who=names) if names else self._texts.text("match-title-nameless")

    def _get_sub(self) -> str:
        if self._is_over():
            return self._texts.text("match-over-text")
        if self._holder is None:
            return ""
        booking, hall = self._holder.booking, self._server.hall
        item = hall.item_by_code.get(booking.item)
        name = item.name if item is not None else hall.queue_by_prefix[booking.queue].name
        time = local_time(hall, booking.start).strftime("%H:%M")
        return self._texts.text("match-booking", time=time, item=name.short(self._texts.get_language()))

    def _get_state(self) -> str:
        if self._wrong and not self._is_over():
            return self._texts.text("match-wrong", left=TRIES - self._wrong)
        return self._texts.text("match-type")

    title = Property(str, _get_title, notify=changed)
    sub = Property(str, _get_sub, notify=changed)
    state = Property(str, _get_state, notify=changed)
    """What to type, or that it was wrong."""
    wrong = Property(bool, lambda self: self._wrong > 0, notify=changed)
    asks = Property(bool, lambda self: self._holder is not None and not self._is_over(), notify=changed)
    """Something can be typed."""
    digits = Property(QObject, lambda self: self.pad, constant=True)
