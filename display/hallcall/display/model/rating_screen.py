"""The rating tablet of one counter: asks once when a visit is done, and never answers for anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from hallcall.core.commands import RateVisit, RatingReason
from hallcall.core.errors import HallcallError, LinkError
from hallcall.core.events import Recorded, TicketFinished
from hallcall.core.ratings_kept import LOW
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Ticket, TicketId
from hallcall.display.model.source import HallSource
from hallcall.ui.texts import ScreenTexts

__all__ = ["ASK_S", "RatingModel"]

ASK_S = 60
"""A question that nobody answers closes by itself: no rating, never a good one."""
THANKS_S = 4
_LIST: Any = "QVariantList"
_LEVELS = (5, 4, 3, 2, 1)
"""In this order on every tablet: GB/T 39735-2020 from very good to very poor."""


class RatingModel(QObject):
    """What the tablet shows: ``idle``, ``ask``, ``reasons``, ``thanks`` or ``failed``."""

    changed = Signal()
    ticked = Signal()

    def __init__(
        self,
        source: HallSource,
        counter: CounterNumber,
        texts: ScreenTexts,
        *,
        scale: float = 1.0,
        second_ms: int = 1000,
        keep: Callable[[RateVisit], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Ask about nothing yet.

        Args:
            source: the hall.
            counter: at which it stands.
            texts: in its language.
            scale: size of the text, 1.0 to 1.5.
            second_ms: how long a second is.
            keep: takes a rating that the server has not heard; False when it could not. None keeps nothing.
            parent: owner in Qt.
        """
        super().__init__(parent)
        self._source = source
        self._keep = keep
        self._counter = counter
        self._texts = texts
        self._scale = scale
        self._before: dict[TicketId, Ticket] = {}
        """Who is at the counter: a visit that is done has left the hall's state."""
        self._page = "idle"
        self._ticket: TicketId | None = None
        self._visit = ""
        self._place = ""
        self._level = 0
        self._reasons: set[RatingReason] = set()
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(second_ms)
        self._timer.timeout.connect(self.tick)
        source.snapshotTaken.connect(self._note_visitor)
        source.changed.connect(self._hear)
        texts.languageChanged.connect(self.changed)
        self._note_visitor()

    # -- the hall ----------------------------------------------------------------------------------------------------

    def _hear(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, TicketFinished) and event.counter == self._counter:
            self._ask(event)
        self._note_visitor()

    def _note_visitor(self) -> None:
        here = self._source.state.counters.get(self._counter)
        ticket = self._source.state.tickets.get(here.ticket) if here is not None and here.ticket is not None else None
        if ticket is not None:
            self._before = {ticket.id: ticket}

    def _ask(self, event: TicketFinished) -> None:
        ticket, hall = self._before.get(event.ticket), self._source.hall
        item = hall.item_by_code.get(ticket.item) if ticket is not None and hall is not None else None
        number = ticket.number if ticket is not None else ""
        name = item.name.short(self._texts.get_language()) if item is not None else ""
        self._visit = self._texts.text("rate-visit", number=number, item=name) if name else number
        self._place = self._texts.text("rate-place", counter=event.counter, clerk=event.clerk)
        self._ticket, self._level, self._reasons = event.ticket, 0, set()
        self._show("ask", ASK_S)

    # -- the visitor -------------------------------------------------------------------------------------------------

    @Slot(int)
    def choose(self, level: int) -> None:
        """One of the five. The two low ones may be explained first."""
        if self._page not in {"ask", "reasons"}:
            return
        self._level = level
        if level <= LOW:
            self._show("reasons", ASK_S)
        else:
            self._reasons.clear()
            self.send()

    @Slot(str)
    def toggle(self, reason: str) -> None:
        """A reason on or off."""
        self._reasons ^= {RatingReason(reason)}
        self._left = ASK_S
        self.changed.emit()

    @Slot()
    def change(self) -> None:
        """Back to the five."""
        self._level, self._reasons = 0, set()
        self._show("ask", ASK_S)

    @Slot()
    def skip(self) -> None:
        """No rating this time."""
        self._show("idle", 0)

    @Slot()
    def send(self) -> None:
        """Hand the rating over; thanks are shown when the hall has it."""
        if self._ticket is None or not self._level:
            return
        wish = RateVisit(
            ticket=self._ticket, level=self._level, reasons=frozenset(self._reasons), counter=self._counter
        )
        self._ticket = None
        self._source.send(wish, lambda _answer: self._end("thanks"), lambda error: self._fail(wish, error))

    def tick(self) -> None:
        """A second has gone by."""
        self._left -= 1
        if self._left <= 0:
            self._show("idle", 0)
        else:
            self.ticked.emit()

    def _fail(self, wish: RateVisit, error: HallcallError) -> None:
        """A server that is away is told later, where this machine keeps it so long."""
        is_kept = isinstance(error, LinkError) and self._keep is not None and self._keep(wish)
        self._end("thanks" if is_kept else "failed")

    def _end(self, page: str) -> None:
        # The next visit may be done already: its question stands.
        if self._ticket is None:
            self._show(page, THANKS_S)

    def _show(self, page: str, seconds: int) -> None:
        self._page, self._left = page, seconds
        if page == "idle":
            self._ticket = None
            self._timer.stop()
        else:
            self._timer.start()
        self.changed.emit()
        self.ticked.emit()

    # -- what is drawn -----------------------------------------------------------------------------------------------

    def _levels(self) -> list[dict[str, Any]]:
        return [{"level": level, "name": f"rating-level-{level}", "on": level == self._level} for level in _LEVELS]

    def _reason_rows(self) -> list[dict[str, Any]]:
        return [
            {
                "id": reason.value,
                "name": f"rating-reason-{reason.value.replace('_', '-')}",
                "on": reason in self._reasons,
            }
            for reason in RatingReason
        ]

    page = Property(str, lambda self: self._page, notify=changed)
    visit = Property(str, lambda self: self._visit, notify=changed)
    place = Property(str, lambda self: self._place, notify=changed)
    levels = Property(_LIST, lambda self: self._levels(), notify=changed)
    reasons = Property(_LIST, lambda self: self._reason_rows(), notify=changed)
    left = Property(int, lambda self: self._left, notify=ticked)
    scale = Property(float, lambda self: self._scale, constant=True)
    """Size of the text, 1.0 to 1.5."""
    whole = Property(int, lambda _self: ASK_S, constant=True)
