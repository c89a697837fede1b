"""What the server is asked about one appointment, and what it became: one touch is one wish, with its own key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import Property, QObject, QTimer, Signal

from hallcall.client import Answer, BookingFacts, BookingRequest, new_key
from hallcall.core.booking.book import BookingCode
from hallcall.core.catalogue import ServiceItem
from hallcall.core.days import local_time
from hallcall.core.errors import HallcallError, LinkError
from hallcall.core.rules import LateMode
from hallcall.hal.document import Slip
from hallcall.kiosk.model.booking_slip import BookingSlipFacts, build_booking_slip
from hallcall.kiosk.model.places import place_of
from hallcall.kiosk.model.server import KioskServer, OnAnswer, OnError
from hallcall.kiosk.model.slip import PAPER_80_DOTS
from hallcall.ui.texts import ScreenTexts

__all__ = ["BookingFlow", "Outcome", "day_text"]

_BUSY_TEXT_MS = 300


class Outcome(StrEnum):
    """What a wish became."""

    BOOKED = "booked"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    """On the waiting list."""


@dataclass(frozen=True, slots=True)
class _Wish:
    outcome: Outcome
    send: Callable[[str, OnAnswer, OnError], None]
    """Says it under a key."""


def day_text(texts: ScreenTexts, start: datetime, now: datetime) -> str:
    """A local time as people say it: ``今天 10:00``, ``11月24日 周二 10:00``."""
    values = {"month": start.month, "day": start.day, "weekday": start.isoweekday(), "time": start.strftime("%H:%M")}
    return texts.text("booked-today" if start.date() == now.date() else "booked-day", **values)


class BookingFlow(QObject):
    """The appointment of the visitor in front of the screen."""

    changed = Signal()
    """Another booking, none any more, or another language."""
    busyChanged = Signal()
    """The server is being asked, or has answered."""
    done = Signal()
    """The visitor has what they wanted, or waits for it."""
    refused = Signal(object)
    """They have not, because of this ``HallcallError``."""

    def __init__(self, server: KioskServer, texts: ScreenTexts, kiosk_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._kiosk = kiosk_id
        self._key = ""
        self._last: tuple[_Wish, str] | None = None
        """The wish that nobody has answered."""
        self._asked: BookingRequest | None = None
        """What was asked for last, without whose it is."""
        self._booking: BookingFacts | None = None
        self._outcome: Outcome | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_BUSY_TEXT_MS)
        self._slow.timeout.connect(self.busyChanged)
        texts.languageChanged.connect(self.changed)

    def book(self, request: BookingRequest) -> None:
        """Ask for a time, or for a place on the waiting list; a second touch meanwhile is none."""
        self._asked = replace(request, document=None, partner=None)
        self._begin(
            _Wish(Outcome.BOOKED, lambda key, on_answer, on_error: self._server.book(request, key, on_answer, on_error))
        )

    def change(self, code: BookingCode, start: datetime) -> None:
        """Ask for another time instead of one that was booked."""

        def send(key: str, on_answer: OnAnswer, on_error: OnError) -> None:
            self._server.change_booking(code, start, key, on_answer, on_error)

        self._begin(_Wish(Outcome.CHANGED, send))

    def cancel(self, code: BookingCode) -> None:
        """Give a booking up."""

        def send(key: str, on_answer: OnAnswer, on_error: OnError) -> None:
            self._server.cancel_booking(code, key, on_answer, on_error)

        self._begin(_Wish(Outcome.CANCELLED, send))

    def ask_again(self) -> bool:
        """Say the last wish once more, with its own key: it is still done once only. False without one."""
        if self._key or self._last is None:
            return False
        self._say(*self._last)
        return True

    def wipe(self) -> None:
        """The visitor has gone; an answer that still comes is not theirs to see."""
        self._key, self._last, self._asked, self._booking, self._outcome = "", None, None, None, None
        self._slow.stop()
        self.busyChanged.emit()
        self.changed.emit()

    def slip(self, paper_dots: int = PAPER_80_DOTS) -> Slip | None:
        """What the visitor takes home; None without a booking that stands."""
        booking, item = self._booking, self._item()
        if booking is None or item is None or self._outcome not in {Outcome.BOOKED, Outcome.CHANGED}:
            return None
        facts = BookingSlipFacts(
            hall=self._server.hall,
            item=item,
            booking=booking,
            made_at=self._server.now(),
            kiosk_id=self._kiosk,
            late_rule=self._late_message(),
        )
        return build_booking_slip(facts, paper_dots or PAPER_80_DOTS)

    def _begin(self, wish: _Wish) -> None:
        if not self._key:
            self._say(wish, new_key())

    def _say(self, wish: _Wish, key: str) -> None:
        self._key, self._last = key, (wish, key)
        self._slow.start()
        self.busyChanged.emit()

        def answered(answer: Answer) -> None:
            if self._end(key):
                self._last = None
                self._booking = answer.booking
                is_waiting = wish.outcome is Outcome.BOOKED and answer.booking is None
                self._outcome = Outcome.WAITING if is_waiting else wish.outcome
                self.changed.emit()
                self.done.emit()

        def failed(error: HallcallError) -> None:
            if self._end(key):
                if not isinstance(error, LinkError):
                    self._last = None
                self.refused.emit(error)

        wish.send(key, answered, failed)

    def _end(self, key: str) -> bool:
        """The answer to ``key`` is here; False when its visitor has gone."""
        if key != self._key:
            return False
        self._key = ""
        self._slow.stop()
        self.busyChanged.emit()
        return True

    def _item(self) -> ServiceItem | None:
        about = self._booking or self._asked
        return self._server.hall.item_by_code.get(about.item) if about is not None else None

    def _late_message(self) -> str:
        """Which sentence says what happens to who comes late."""
        is_as_everybody = self._server.hall.rules.late.mode is LateMode.NORMAL
        return "booked-late" if is_as_everybody else "booked-late-rule"

    def _get_title(self) -> str:
        return self._texts.text(f"booked-title-{self._outcome.value}") if self._outcome is not None else ""

    def _get_time(self) -> str:
        hall = self._server.hall
        if self._booking is not None:
            return day_text(self._texts, local_time(hall, self._booking.start), self._server.now())
        if self._outcome is not Outcome.WAITING or self._asked is None or self._asked.slot is None:
            return ""
        day = local_time(hall, self._asked.slot)
        return self._texts.text("slot-day", month=day.month, day=day.day)

    def _get_name(self) -> str:
        item = self._item()
        return item.name.full(self._texts.get_language()) if item is not None else ""

    def _get_code(self) -> str:
        return self._booking.code if self._booking is not None and self._is_standing() else ""

    def _get_rule(self) -> str:
        if self._outcome is Outcome.WAITING or self._outcome is Outcome.CANCELLED:
            return self._texts.text(f"booked-rule-{self._outcome.value}")
        if self._booking is None:
            return ""
        since, until = self._check_in()
        return self._texts.text("booked-rule", since=since, until=until)

    def _get_late(self) -> str:
        if self._booking is None or not self._is_standing():
            return ""
        since, until = self._check_in()
        return self._texts.text(self._late_message(), since=since, until=until)

    def _check_in(self) -> tuple[str, str]:
        booking, hall = self._booking, self._server.hall
        if booking is None:
            return "", ""
        ends = (booking.check_in_from, booking.check_in_until)
        since, until = (local_time(hall, moment).strftime("%H:%M") for moment in ends)
        return since, until

    def _is_standing(self) -> bool:
        return self._outcome in {Outcome.BOOKED, Outcome.CHANGED}

    def _get_place(self) -> str:
        if self._booking is None or not self._is_standing():
            return ""
        place = place_of(self._server.hall, self._booking.queue, self._kiosk)
        return self._texts.text("place", floor=place.floor, zone=place.zone)

    def _get_materials(self) -> list[str]:
        item = self._item()
        if item is None or not self._is_standing():
            return []
        named = (self._server.hall.material_by_id[material] for material in item.materials)
        return [material.name.full(self._texts.get_language()) for material in named]

    def _get_outcome(self) -> str:
        return self._outcome.value if self._outcome is not None else ""

    def _get_slow(self) -> bool:
        return bool(self._key) and not self._slow.isActive()

    busy = Property(bool, lambda self: bool(self._key), notify=busyChanged)
    """The server is being asked."""
    slow = Property(bool, _get_slow, notify=busyChanged)
    """It has been for so long that the screen says so."""
    outcome = Property(str, _get_outcome, notify=changed)
    """An ``Outcome``; empty before there is one."""
    title = Property(str, _get_title, notify=changed)
    time = Property(str, _get_time, notify=changed)
    """Of the waiting list, the day."""
    name = Property(str, _get_name, notify=changed)
    """Name of the item."""
    code = Property(str, _get_code, notify=changed)
    rule = Property(str, _get_rule, notify=changed)
    """When to check in; or what happens now."""
    late = Property(str, _get_late, notify=changed)
    """What happens to who comes early or late."""
    place = Property(str, _get_place, notify=changed)
    materials = Property(list, _get_materials, notify=changed)
    """What to bring."""
