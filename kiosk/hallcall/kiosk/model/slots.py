"""The times that can be booked: days, and the slots of a day with how full they are.

The figures are the server's, asked for all days at once and again while the page is open. They carry the time at which
they were true: older than ``STALE``, the page says so and shows no fill any more.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from hallcall.client import DaySlots
from hallcall.core.booking.slots import Fill, SlotView
from hallcall.core.days import local_time
from hallcall.core.errors import HallcallError
from hallcall.core.snapshot import Closure
from hallcall.core.terms import QueuePrefix
from hallcall.kiosk.model.booking_flow import day_text
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["SlotBook"]

STALE = timedelta(minutes=5)
"""Figures older than this are not told as figures any more. Source: row F046 of the features."""
REFRESH_MS = 20_000
SLOTS_A_PAGE = 15
DAYS_A_PAGE = 6
"""Today, and five days that are open."""
NEIGHBOURS = 4
_FEW_SHARE = 0.25
"""With this part of its places left a slot is told as nearly full."""


class SlotBook(QObject):
    """The slots of one queue."""

    changed = Signal()
    """Other figures, another day or page, or another language."""
    failed = Signal(object)
    """There are no figures at all, because of this ``HallcallError``."""

    def __init__(self, server: KioskServer, texts: ScreenTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._queue: QueuePrefix | None = None
        self._closure: Closure | None = None
        """Why nothing is given of today, as soon as the hall hears of it."""
        self._days: tuple[date, ...] = ()
        self._known: dict[date, DaySlots] = {}
        self._lost: dict[datetime, None] = {}
        """Slots that the server has refused since it told of them, the last one last."""
        self._first: date | None = None
        """The day that the server shows first: the next with a free place."""
        self._day: date | None = None
        self._page = self._day_page = 0
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        texts.languageChanged.connect(self.changed)
        server.subscribe(self._hear)

    def open(self, queue: QueuePrefix) -> None:
        """Show the slots of a queue, the next day first."""
        self.wipe()
        self._queue = queue
        self._closure = self._server.queue_facts(queue).closure
        self._timer.start()
        self.refresh()

    def wipe(self) -> None:
        """Nobody looks at them any more."""
        self._timer.stop()
        self._queue, self._day, self._first, self._closure = None, None, None, None
        self._days, self._known, self._page, self._day_page = (), {}, 0, 0
        self._lost.clear()
        self.changed.emit()

    def refresh(self) -> None:
        """Ask for the figures of all days."""
        if self._queue is None:
            return
        self._ask(None)
        for day in self._days:
            if day != self._first:
                self._ask(day)

    def lose(self, start: datetime) -> None:
        """Somebody else has the last place of this slot."""
        self._lost[start] = None
        self.refresh()
        self.changed.emit()

    def start_of(self, key: str) -> datetime | None:
        """The beginning of a slot that can be booked, by its key; None when it cannot."""
        free = {one["key"]: view.slot.start for day in self._days for one, view in self._rows(day) if one["free"]}
        return free.get(key)

    def first_full(self) -> datetime | None:
        """The first slot of the day on the screen when all of them are full; None otherwise."""
        views = self._views(self._day)
        if not views or any(self._fill(view) is not Fill.FULL for view in views):
            return None
        return views[0].slot.start

    @Slot(int)
    def chooseDay(self, index: int) -> None:
        """Show another day, by its place among the days on the screen."""
        shown = self._shown_days()
        if 0 <= index < len(shown):
            self._day, self._page = shown[index], 0
            self.changed.emit()

    @Slot()
    def moreDays(self) -> None:
        """Show later days; after the last the first ones again."""
        self._day_page = (self._day_page + 1) % self._day_pages()
        self._day, self._page = self._shown_days()[0], 0
        self.changed.emit()

    @Slot()
    def nextPage(self) -> None:
        """Later slots of the day."""
        self._turn(1)

    @Slot()
    def previousPage(self) -> None:
        """Earlier slots of the day."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        self._page = min(max(self._page + step, 0), self._get_pages() - 1)
        self.changed.emit()

    def _hear(self) -> None:
        """The hall may have closed the queue, or let it go on."""
        if self._queue is None:
            return
        closure = self._server.queue_facts(self._queue).closure
        if closure != self._closure:
            self._closure = closure
            self.refresh()
            self.changed.emit()

    def _ask(self, day: date | None) -> None:
        queue = self._queue
        if queue is None:
            return

        def told(slots: DaySlots) -> None:
            if queue == self._queue:
                self._take(slots, is_first=day is None)

        def failed(error: HallcallError) -> None:
            if queue == self._queue and not self._known:
                self._timer.stop()
                self.failed.emit(error)
            self.changed.emit()

        self._server.slots(queue, day, told, failed)

    def _take(self, slots: DaySlots, *, is_first: bool) -> None:
        self._known[slots.day] = slots
        if is_first:
            new = [day for day in slots.days if day != slots.day and day not in self._known]
            self._days = slots.days
            self._first = slots.day
            if self._day not in self._days:
                self._day = slots.day if self._days else None
            for day in new:
                self._ask(day)
        self.changed.emit()

    def _views(self, day: date | None) -> list[SlotView]:
        """The slots of a day that have not begun; none of today while the queue is closed for now."""
        known = self._known.get(day) if day is not None else None
        now = self._server.now()
        if self._closure is not None and day == now.date():
            return []
        return [view for view in known.slots if view.slot.start > now] if known is not None else []

    def _fill(self, view: SlotView) -> Fill:
        return Fill.FULL if view.slot.start in self._lost else view.fill

    def _rows(self, day: date | None) -> list[tuple[dict[str, Any], SlotView]]:
        return [(self._row(view), view) for view in self._views(day)]

    def _row(self, view: SlotView) -> dict[str, Any]:
        start = local_time(self._server.hall, view.slot.start)
        fill, is_stale = self._fill(view), self._get_stale()
        few = fill is Fill.PART and view.free <= max(1, int(view.slot.capacity.places * _FEW_SHARE))
        level = "few" if few else "full" if fill is Fill.FULL else "free"
        words = "slot-unknown" if is_stale else f"slot-{level}"
        return {
            "key": view.slot.start.isoformat(),
            "time": start.strftime("%H:%M"),
            "level": "stale" if is_stale else level,
            "words": self._texts.text(words, count=view.free) if words == "slot-few" else self._texts.text(words),
            # Without fresh figures the server decides: a touch is never in vain.
            "free": is_stale or fill is not Fill.FULL,
            "day": day_text(self._texts, start, self._server.now()),
        }

    def _day_row(self, day: date) -> dict[str, Any]:
        views = self._views(day)
        free = sum(view.free for view in views if self._fill(view) is not Fill.FULL)
        places = sum(view.slot.capacity.places for view in views)
        if not views or self._get_stale():
            level = "unknown" if day not in self._known or views else "full"
        else:
            level = "full" if not free else "few" if free <= places * _FEW_SHARE else "free"
        return {
            "date": self._texts.text("slot-day", month=day.month, day=day.day),
            "weekday": self._texts.text("slot-today")
            if day == self._server.now().date()
            else self._texts.text("slot-weekday", weekday=day.isoweekday()),
            "level": level,
            "words": self._texts.text(f"slot-day-{level}"),
            "on": day == self._day,
        }

    def _day_pages(self) -> int:
        return max(-(-len(self._days) // DAYS_A_PAGE), 1)

    def _shown_days(self) -> tuple[date, ...]:
        first = self._day_page * DAYS_A_PAGE
        return self._days[first : first + DAYS_A_PAGE]

    def _get_days(self) -> list[dict[str, Any]]:
        return [self._day_row(day) for day in self._shown_days()]

    def _get_slots(self) -> list[dict[str, Any]]:
        first = self._page * SLOTS_A_PAGE
        return [row for row, _ in self._rows(self._day)[first : first + SLOTS_A_PAGE]]

    def _get_neighbours(self) -> list[dict[str, Any]]:
        """Free slots nearest to the one that was lost last, of its own day first, in their order."""
        if not self._lost:
            return []
        lost, hall = next(reversed(self._lost)), self._server.hall
        day = local_time(hall, lost).date()
        free = [(row, view) for one in self._days for row, view in self._rows(one) if row["free"]]

        def distance(found: tuple[dict[str, Any], SlotView]) -> tuple[bool, timedelta]:
            start = found[1].slot.start
            return local_time(hall, start).date() != day, abs(start - lost)

        nearest = sorted(free, key=distance)[:NEIGHBOURS]
        return [row for row, _ in sorted(nearest, key=lambda found: found[1].slot.start)]

    def _get_stale(self) -> bool:
        known = self._known.get(self._day) if self._day is not None else None
        return known is not None and self._server.now() - known.at > STALE

    def _get_closed_now(self) -> str:
        if self._closure is None:
            return ""
        reason = self._texts.text("closure-reason", reason=self._closure.reason.value)
        return self._texts.text("slots-closed-now", reason=reason)

    def _get_told_at(self) -> str:
        known = self._known.get(self._day) if self._day is not None else None
        return local_time(self._server.hall, known.at).strftime("%H:%M") if known is not None else ""

    def _get_pages(self) -> int:
        return max(-(-len(self._views(self._day)) // SLOTS_A_PAGE), 1)

    days = Property(list, _get_days, notify=changed)
    """``date``, ``weekday``, ``level`` (``free | few | full | unknown``), ``words``, ``on``."""
    slots = Property(list, _get_slots, notify=changed)
    """Those of the page: ``key``, ``time``, ``day``, ``level`` (``free | few | full | stale``), ``words``, ``free``."""
    neighbours = Property(list, _get_neighbours, notify=changed)
    """As ``slots``, near the one that somebody else got first."""
    full = Property(bool, lambda self: self.first_full() is not None and not self._get_stale(), notify=changed)
    """The day has no place left."""
    loading = Property(bool, lambda self: not self._known, notify=changed)
    """Nothing is known yet."""
    closed = Property(bool, lambda self: bool(self._known) and not self._days, notify=changed)
    """No day can be booked."""
    closedNow = Property(str, _get_closed_now, notify=changed)
    """Why nothing of today is offered, where the queue is closed for now; else empty."""
    stale = Property(bool, _get_stale, notify=changed)
    """The figures are too old to be told."""
    toldAt = Property(str, _get_told_at, notify=changed)
    """When they were true, as a clock shows it."""
    moreDaysThere = Property(bool, lambda self: len(self._days) > DAYS_A_PAGE, notify=changed)
    page = Property(int, lambda self: self._page, notify=changed)
    pages = Property(int, _get_pages, notify=changed)
