"""A booking on the spot: for who can be given no number, the next time that is free."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal

from hallcall.client import Answer, BookingFacts, BookingRequest, Document, new_key
from hallcall.core.days import local_time
from hallcall.core.errors import HallcallError
from hallcall.core.hall import ItemCode
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["BookingNow"]


class BookingNow(QObject):
    """The appointment of the visitor in front of the screen."""

    changed = Signal()
    """Another booking, none any more, or another language."""
    busyChanged = Signal()
    """The server is being asked, or has answered."""
    made = Signal()
    """The visitor has a time."""
    refused = Signal(object)
    """They have none, because of this ``HallcallError``."""

    def __init__(self, server: KioskServer, texts: ScreenTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._key = ""
        self._booking: BookingFacts | None = None
        texts.languageChanged.connect(self.changed)

    def ask(self, item: ItemCode, document: Document) -> None:
        """Ask for the next time that is free; a second touch meanwhile is none."""
        if self._key:
            return
        key = self._key = new_key()
        self.busyChanged.emit()

        def answered(answer: Answer) -> None:
            if self._end(key) and answer.booking is not None:
                self._booking = answer.booking
                self.changed.emit()
                self.made.emit()

        def failed(error: HallcallError) -> None:
            if self._end(key):
                self.refused.emit(error)

        self._server.book(BookingRequest(item=item, document=document), key, answered, failed)

    def wipe(self) -> None:
        """The visitor has gone; an answer that still comes is not theirs to see."""
        self._key, self._booking = "", None
        self.busyChanged.emit()
        self.changed.emit()

    def _end(self, key: str) -> bool:
        if key != self._key:
            return False
        self._key = ""
        self.busyChanged.emit()
        return True

    def _get_time(self) -> str:
        if self._booking is None:
            return ""
        start = local_time(self._server.hall, self._booking.start)
        today = local_time(self._server.hall, self._server.now()).date()
        name = "booked-today" if start.date() == today else "booked-day"
        values = {"month": start.month, "day": start.day, "time": start.strftime("%H:%M")}
        return self._texts.text(name, **values)

    def _get_item(self) -> str:
        item = self._server.hall.item_by_code.get(self._booking.item) if self._booking is not None else None
        return item.name.full(self._texts.get_language()) if item is not None else ""

    def _get_code(self) -> str:
        return self._booking.code if self._booking is not None else ""

    def _get_rule(self) -> str:
        if self._booking is None:
            return ""
        hall = self._server.hall
        since, until = (
            local_time(hall, moment).strftime("%H:%M")
            for moment in (self._booking.check_in_from, self._booking.check_in_until)
        )
        return self._texts.text("booked-rule", since=since, until=until)

    busy = Property(bool, lambda self: bool(self._key), notify=busyChanged)
    """The server is being asked."""
    time = Property(str, _get_time, notify=changed)
    item = Property(str, _get_item, notify=changed)
    code = Property(str, _get_code, notify=changed)
    rule = Property(str, _get_rule, notify=changed)
    """When to check in."""
