"""Why the counter pauses, and why a visitor leaves it for a while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from hallcall.core.errors import HallcallError
from hallcall.counter.model import Desk
from hallcall.counter.model.reasons import PARK_REASONS, PAUSE_REASONS
from hallcall.counter.model.sentences import hh_mm
from hallcall.counter.widgets.parts import Line, Prose
from hallcall.counter.widgets.sheet import ReasonRow, Sheet, line_up

_LONGEST_MIN = 480


class PauseSheet(Sheet):
    """A reason, and when the counter expects to go on, if that is known."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "pause", 680, 392)
        self.reasons = ReasonRow(desk, PAUSE_REASONS)
        self._minutes_label = Line(18, bold=True)
        self.minutes = self.field("pause.minutes", px=20, height=48)
        self.minutes.setFixedWidth(96)
        self.minutes.setValidator(QIntValidator(1, _LONGEST_MIN, self))
        self._unit = Line(18)
        self._until = Line(18, bold=True)
        self._plan = Prose(17, ink="inkSoft")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._minutes_label)
        row.addSpacing(8)
        row.addWidget(self.minutes)
        row.addWidget(self._unit)
        row.addSpacing(12)
        row.addWidget(self._until)
        row.addStretch()
        self.body.addWidget(self.reasons)
        self.body.addSpacing(22)
        self.body.addLayout(row)
        self.body.addSpacing(18)
        self.body.addWidget(self._plan)
        self.body.addStretch()
        self.reasons.changed.connect(self.edited)
        self.retell()

    def until(self) -> datetime | None:
        """When the counter expects to go on; None when nobody knows."""
        if not self.minutes.hasAcceptableInput():
            return None
        return self.desk.clock.now() + timedelta(minutes=int(self.minutes.text()))

    def missing(self) -> str:
        """A reason; the time may be left open."""
        return self.reasons.missing()

    def commit(self, on_end: Callable[[HallcallError | None], None]) -> None:
        """Pause, now or after the present visitor."""
        self.desk.pause(self.reasons.reason, self.until(), on_end)

    def words(self) -> tuple[str, str, str, str]:
        """Title, aside, hint, word."""
        text = self.desk.texts.text
        return text("counter-pause-title"), "", text("counter-keys-tab"), text("counter-pause-do")

    def take_key(self, event: QKeyEvent) -> bool:
        """Alt keys."""
        return self.reasons.take_key(event)

    def retell(self) -> None:
        """Take the words anew."""
        text = self.desk.texts.text
        self.reasons.retell()
        self._minutes_label.show_text(text("counter-pause-minutes"))
        line_up(self.reasons.label, self._minutes_label)
        self.minutes.setAccessibleName(text("counter-pause-minutes"))
        self._unit.show_text(text("counter-pause-unit"))
        super().retell()

    def update_end(self) -> None:
        """Also say when that is, and what visitors will read."""
        super().update_end()
        text, until = self.desk.texts.text, self.until()
        at = hh_mm(self.desk.clock.local(until)) if until is not None else ""
        self._until.show_text(text("counter-pause-at", at=at) if at else text("counter-pause-open"))
        self._plan.show_text(text("counter-pause-after-visit" if self.desk.ticket is not None else "counter-pause-now"))


class ParkSheet(Sheet):
    """A reason; the number keeps its place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "park", 680, 300)
        self._ticket = desk.ticket
        self.reasons = ReasonRow(desk, PARK_REASONS)
        self._promise = Prose(17, ink="inkSoft")
        self.body.addWidget(self.reasons)
        self.body.addSpacing(18)
        self.body.addWidget(self._promise)
        self.body.addStretch()
        self.reasons.changed.connect(self.edited)
        self.retell()

    def missing(self) -> str:
        """A reason."""
        if self._ticket is None or self.desk.ticket is None or self.desk.ticket.id != self._ticket.id:
            return self.desk.texts.text("counter-transfer-gone")
        return self.reasons.missing()

    def commit(self, on_end: Callable[[HallcallError | None], None]) -> None:
        """Let the visitor go for a while."""
        self.desk.park(self.reasons.reason, on_end)

    def words(self) -> tuple[str, str, str, str]:
        """Title, aside, hint, word."""
        text = self.desk.texts.text
        number = self._ticket.number if self._ticket is not None else ""
        return text("counter-park-title", number=number), "", text("counter-keys-tab"), text("counter-key-park")

    def take_key(self, event: QKeyEvent) -> bool:
        """Alt keys."""
        return self.reasons.take_key(event)

    def retell(self) -> None:
        """Take the words anew."""
        self.reasons.retell()
        self._promise.show_text(self.desk.texts.text("counter-park-promise"))
        super().retell()
