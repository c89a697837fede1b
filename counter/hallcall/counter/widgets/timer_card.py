"""How long the call or the visit has taken, beside what is usual. It offers help and ranks nobody."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hallcall.core.snapshot import CounterStatus
from hallcall.counter.model import Desk, Key
from hallcall.counter.model.sentences import hh_mm, mm_ss
from hallcall.counter.widgets.bar import guide_text
from hallcall.counter.widgets.ink import colour, face, open_painter
from hallcall.counter.widgets.parts import Card, Line, Pill, Prose

_SPAN_MIN = 15
"""The bar ends here, or a little after the usual time of a longer item."""

_TIME_PX, _LONG_TIME_PX = 60, 44
"""Size of the time, below and above one hour."""


class TimerCard(Card):
    """320 px wide."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setFixedWidth(320)
        self._desk = desk
        self._title = Line(20, bold=True)
        self._time = Line(_TIME_PX, bold=True)
        self._since = Line(16, ink="inkSoft")
        self._bar = UsualBar()
        self._first = Prose(16, ink="inkSoft")
        self._second = Prose(16, ink="inkSoft")
        self._guide = Pill(15)
        self._lay_out()
        for signal in (desk.changed, desk.ticked, desk.texts.languageChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is."""
        desk, text = self._desk, self._desk.texts.text
        calling = desk.state.status is CounterStatus.CALLING
        self._title.show_text(text("counter-timer-calling" if calling else "counter-timer-serving"))
        elapsed = mm_ss(desk.seconds)
        self._time.setFont(face(_TIME_PX if len(elapsed) <= len("00:00") else _LONG_TIME_PX, bold=True))
        self._time.show_text(elapsed)
        at = hh_mm(desk.clock.local(desk.state.since))
        self._since.show_text(text("counter-since-called" if calling else "counter-since-started", at=at))
        guide = guide_text(desk) if calling else ""
        self._guide.setVisible(bool(guide))
        self._guide.show_pill(guide, "hand-helping", "warnInk", "warnTint")
        self._bar.setVisible(not calling)
        if calling:
            self._refresh_calling()
        else:
            self._refresh_serving()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(0)
        clock = QHBoxLayout()
        clock.addWidget(self._time)
        clock.addStretch()
        clock.addWidget(self._since, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._title)
        column.addSpacing(4)
        column.addLayout(clock)
        column.addSpacing(10)
        column.addWidget(self._bar)
        column.addWidget(self._guide)
        column.addSpacing(10)
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addStretch()

    def _refresh_calling(self) -> None:
        text, keys = self._desk.texts.text, self._desk.keys
        self._second.set_ink("inkSoft")
        if not self._desk.is_online:
            self._first.show_text(text("counter-why-offline-short"))
            self._second.show_text("")
            return
        for key, line, ready in (
            (Key.RECALL, self._first, "counter-recall-ready"),
            (Key.PASS, self._second, "counter-pass-ready"),
        ):
            state = keys[key]
            line.show_text(text(state.reason, **state.fields) if state.reason else text(ready))

    def _refresh_serving(self) -> None:
        desk, text = self._desk, self._desk.texts.text
        usual = desk.usual
        if desk.ended_at is not None:
            self._bar.show_time(desk.seconds / 60, *((usual.low_min, usual.high_min) if usual is not None else (0, 0)))
            self._first.show_text(text("counter-offline-finished", at=hh_mm(desk.clock.local(desk.ended_at))))
            self._second.show_text("")
            return
        if usual is None:
            self._first.show_text("")
            self._second.show_text("")
            return
        self._bar.show_time(desk.seconds / 60, usual.low_min, usual.high_min)
        self._first.show_text(text("counter-usual", low=usual.low_min, high=usual.high_min))
        over = desk.is_over_usual
        self._second.set_ink("warnInk" if over else "inkSoft")
        self._second.show_text(text("counter-usual-over" if over else "counter-usual-fine"))


class UsualBar(QWidget):
    """From 0 to 15 minutes: the time so far, the usual band tinted, a tick at its far end."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(26)
        self._facts = (0.0, 0, 0)

    def show_time(self, minutes: float, low: int, high: int) -> None:
        """Show the minutes so far and the usual ones."""
        self._facts = (minutes, low, high)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: draw the bar."""
        minutes, low, high = self._facts
        span = max(_SPAN_MIN, high * 1.25)
        scale = self.width() / span
        track = QRectF(0, 6, self.width(), 14)
        painter = open_painter(self)
        path = QPainterPath()
        path.addRoundedRect(track, 7, 7)
        painter.setClipPath(path)
        painter.fillRect(track, colour("hair"))
        painter.fillRect(QRectF(low * scale, 6, (high - low) * scale, 14), colour("sky"))
        done = QPainterPath()
        done.addRoundedRect(QRectF(0, 6, max(min(minutes, span) * scale, 7), 14), 7, 7)
        over = minutes > high
        painter.fillPath(done, colour("brand"))
        painter.setClipping(False)
        painter.fillRect(QRectF(high * scale - 2, 1, 4, 24), colour("warnInk" if over else "ink"))
        painter.end()
