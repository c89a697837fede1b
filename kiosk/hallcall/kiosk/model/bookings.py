"""What the visitor has booked for today, as rows: ready, too early, late, or waiting for the partner."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Property, QObject, Signal

from hallcall.client import BookingFacts, Document
from hallcall.core.booking.book import BookingCode, BookingState
from hallcall.core.days import local_time
from hallcall.core.errors import HallcallError
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["MyBookings"]

MOST = 2
"""Rows that the page has room for, the next ones first."""
_MINUTE = timedelta(minutes=1)


class MyBookings(QObject):
    """The bookings of the card on the reader."""

    changed = Signal()
    """Other bookings, or none any more."""

    def __init__(self, server: KioskServer, texts: ScreenTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._bookings: tuple[BookingFacts, ...] = ()
        self._visit = 0
        texts.languageChanged.connect(self.changed)

    def ask(self, document: Document) -> None:
        """Look for the bookings of a card. Who has none, or cannot be answered, sees nothing of it."""
        self.wipe()
        visit = self._visit

        def told(bookings: tuple[BookingFacts, ...]) -> None:
            # The answer for a visitor who has gone is not for the next one.
            if visit == self._visit:
                self._bookings = tuple(one for one in bookings if self._is_shown(one))[:MOST]
                self.changed.emit()

        def failed(_: HallcallError) -> None:
            return

        self._server.bookings(document, told, failed)

    def wipe(self) -> None:
        """Forget them."""
        self._visit += 1
        self._bookings = ()
        self.changed.emit()

    def is_ready(self, code: str) -> bool:
        """Whether a number can be taken for it now."""
        return any(one.code == code and self._state(one) in {"ready", "late"} for one in self._bookings)

    def _is_shown(self, one: BookingFacts) -> bool:
        today = local_time(self._server.hall, self._server.now()).date()
        may_come = one.state in {BookingState.BOOKED, BookingState.MISSED}
        return may_come and local_time(self._server.hall, one.start).date() == today

    def _state(self, one: BookingFacts) -> str:
        now = self._server.now()
        if now < one.check_in_from:
            return "early"
        return "late" if now >= one.check_in_until + _MINUTE else "ready"

    def _row(self, one: BookingFacts) -> dict[str, Any]:
        hall, state = self._server.hall, self._state(one)
        item = hall.item_by_code.get(one.item)
        queue = hall.queue_by_prefix[one.queue]
        name = (item.name if item is not None else queue.name).short(self._texts.get_language())
        opens = local_time(hall, one.check_in_from).strftime("%H:%M")
        early, take = self._texts.text("booking-row-early", time=opens), self._texts.text("booking-row-take")
        partner = self._texts.text("booking-row-partner") if 0 < one.arrived < one.parties else ""
        return {
            "code": BookingCode(one.code),
            "name": name,
            "time": self._texts.text("booking-row-time", time=local_time(hall, one.start).strftime("%H:%M")),
            "state": state,
            "note": partner or (self._texts.text("booking-row-late") if state == "late" else ""),
            "action": early if state == "early" else take,
        }

    def _get_rows(self) -> list[dict[str, Any]]:
        return [self._row(one) for one in self._bookings]

    rows = Property(list, _get_rows, notify=changed)
    """``code``, ``name``, ``time``, ``state`` (``ready | early | late``), ``note``, ``action``."""
