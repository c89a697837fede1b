"""What the visitor has booked: today's as rows that become numbers, all of them to change, and places kept for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.client import BookingFacts, Document, OfferFacts, VisitorBookings
from hallcall.core.booking.book import BookingCode, BookingState
from hallcall.core.days import local_time
from hallcall.core.errors import HallcallError
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.kiosk.model.booking_flow import day_text
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["MyBookings"]

MOST = 2
"""Rows that the page has room for, the next ones first."""
A_PAGE = 4
"""Rows of the page on which bookings are changed."""
_MINUTE = timedelta(minutes=1)


class MyBookings(QObject):
    """The bookings of the card on the reader."""

    changed = Signal()
    """Other bookings, or none any more."""

    def __init__(
        self, server: KioskServer, texts: ScreenTexts, parent: QObject | None = None, *, a_page: int = A_PAGE
    ) -> None:
        """``a_page`` rows are shown at a time where bookings are changed."""
        super().__init__(parent)
        self._rows_a_page = a_page
        self._server = server
        self._texts = texts
        self._bookings: tuple[BookingFacts, ...] = ()
        self._offers: tuple[OfferFacts, ...] = ()
        self._page = 0
        self._visit = 0
        texts.languageChanged.connect(self.changed)

    def ask(self, document: Document) -> None:
        """Look for the bookings of a card. Who has none, or cannot be answered, sees nothing of it."""
        self.wipe()
        visit = self._visit

        def told(found: VisitorBookings) -> None:
            # The answer for a visitor who has gone is not for the next one.
            if visit == self._visit:
                self._bookings, self._offers = found.bookings, found.offers
                self.changed.emit()

        def failed(_: HallcallError) -> None:
            return

        self._server.bookings(document, told, failed)

    def wipe(self) -> None:
        """Forget them."""
        self._visit += 1
        self._bookings, self._offers, self._page = (), (), 0
        self.changed.emit()

    def find(self, code: str) -> BookingFacts | None:
        """A booking of theirs that can be changed."""
        return next((one for one in self._changeable() if one.code == code), None)

    def find_offer(self, key: str) -> OfferFacts | None:
        """A place that is kept for them."""
        return next((one for one in self._kept() if _offer_key(one) == key), None)

    @Slot()
    def nextPage(self) -> None:
        """Later bookings."""
        self._turn(1)

    @Slot()
    def previousPage(self) -> None:
        """Earlier ones."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._page = min(max(self._page + step, 0), self._get_pages() - 1)
        self.changed.emit()

    def _changeable(self) -> list[BookingFacts]:
        now = self._server.now()
        return [one for one in self._bookings if one.state is BookingState.BOOKED and one.start > now]

    def _kept(self) -> list[OfferFacts]:
        now = self._server.now()
        return [one for one in self._offers if one.until >= now]

    def todays(self) -> list[BookingFacts]:
        """All of today, whatever became of them."""
        hall = self._server.hall
        today = local_time(hall, self._server.now()).date()
        return [one for one in self._bookings if local_time(hall, one.start).date() == today]

    def is_ready(self, code: str) -> bool:
        """Whether a number can be taken for it now."""
        return any(one.code == code and self._state(one) in {"ready", "late"} for one in self._bookings)

    def _get_shown(self) -> list[BookingFacts]:
        return [one for one in self.todays() if one.state in {BookingState.BOOKED, BookingState.MISSED}]

    def _state(self, one: BookingFacts) -> str:
        now = self._server.now()
        if now < one.check_in_from:
            return "early"
        return "late" if now >= one.check_in_until + _MINUTE else "ready"

    def _row(self, one: BookingFacts) -> dict[str, Any]:
        hall, state = self._server.hall, self._state(one)
        opens = local_time(hall, one.check_in_from).strftime("%H:%M")
        early, take = self._texts.text("booking-row-early", time=opens), self._texts.text("booking-row-take")
        partner = self._texts.text("booking-row-partner") if 0 < one.arrived < one.parties else ""
        return {
            "kind": "booking",
            "code": BookingCode(one.code),
            "name": self._name(one.item, one.queue),
            "time": self._texts.text("booking-row-time", time=local_time(hall, one.start).strftime("%H:%M")),
            "state": state,
            "note": partner or (self._texts.text("booking-row-late") if state == "late" else ""),
            "action": early if state == "early" else take,
        }

    def _offer_row(self, one: OfferFacts) -> dict[str, Any]:
        until = local_time(self._server.hall, one.until).strftime("%H:%M")
        return {
            "kind": "offer",
            "code": _offer_key(one),
            "name": self._name(one.item, one.queue),
            "time": self._texts.text("offer-row-time", time=self._when(one.start)),
            "state": "ready",
            "note": self._texts.text("offer-row-until", until=until),
            "action": self._texts.text("offer-row-take"),
        }

    def _name(self, item: ItemCode, queue: QueuePrefix) -> str:
        hall = self._server.hall
        found = hall.item_by_code.get(item)
        name = found.name if found is not None else hall.queue_by_prefix[queue].name
        return name.short(self._texts.get_language())

    def _when(self, start: datetime) -> str:
        return day_text(self._texts, local_time(self._server.hall, start), self._server.now())

    def _get_rows(self) -> list[dict[str, Any]]:
        offers = [self._offer_row(one) for one in self._kept()]
        return [*offers, *(self._row(one) for one in self._get_shown())][:MOST]

    def _get_all(self) -> list[dict[str, Any]]:
        shown = self._changeable()[self._page * self._rows_a_page : (self._page + 1) * self._rows_a_page]
        return [
            {"code": one.code, "name": self._name(one.item, one.queue), "time": self._when(one.start)} for one in shown
        ]

    def _get_pages(self) -> int:
        return max(-(-len(self._changeable()) // self._rows_a_page), 1)

    rows = Property(list, _get_rows, notify=changed)
    """``kind`` (``booking | offer``), ``code``, ``name``, ``time``, ``state`` (``ready | early | late``), ``note``,
    ``action``; places that are kept come first."""
    all = Property(list, _get_all, notify=changed)
    """The page of those that can be changed: ``code``, ``name``, ``time``."""
    count = Property(int, lambda self: len(self._changeable()), notify=changed)
    """Bookings that can be changed."""
    page = Property(int, lambda self: self._page, notify=changed)
    pages = Property(int, _get_pages, notify=changed)


def _offer_key(one: OfferFacts) -> str:
    """Names a place that is kept for a card."""
    return f"{one.item}/{one.start.isoformat()}"
