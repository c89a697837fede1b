"""The bar: what the counter is doing, and its seven keys, each always in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hallcall.core.snapshot import CounterStatus
from hallcall.counter.model import BAR_KEYS, FUNCTION_KEYS, Desk, DeskStatus, Key, QueueTable, Visitor
from hallcall.counter.model.reasons import reason_message
from hallcall.counter.model.sentences import hh_mm, mm_ss
from hallcall.counter.widgets.buttons import KeyButton
from hallcall.counter.widgets.evacuation import evacuation_text
from hallcall.counter.widgets.ink import colour, open_painter
from hallcall.counter.widgets.menu import MenuButton
from hallcall.counter.widgets.parts import Line, Picture, Prose, Rule

BAR_HEIGHT = 88
NOTICE_MS = 6000
"""A notice stays this long."""

_LOOKS: dict[DeskStatus, tuple[str, str, str]] = {
    DeskStatus.NOT_SIGNED_IN: ("line", "inkSoft", "user"),
    DeskStatus.OFFLINE: ("amberInk", "amberInk", "wifi-off"),
    DeskStatus.IDLE: ("brand", "brand", "circle-check"),
    DeskStatus.CALLING: ("gold", "warnInk", "hourglass"),
    DeskStatus.SERVING: ("ok", "ok", "user-check"),
    DeskStatus.PAUSED: ("inkSoft", "inkSoft", "pause"),
    DeskStatus.EVACUATE: ("danger", "danger", "triangle-alert"),
}
"""Stripe, ink and icon of a state."""


class Bar(QWidget):
    """1280 x 88 by itself or on top of the window."""

    menuWanted = Signal()

    def __init__(self, desk: Desk, visitor: Visitor, queue: QueueTable) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setFixedHeight(BAR_HEIGHT)
        self._desk = desk
        self._visitor = visitor
        self._queue = queue
        self._stripe = "line"
        self._told: object = None
        self._counter = Line(16, ink="inkSoft")
        self._icon = Picture("user", 24)
        self._word = Line(21, bold=True)
        self._number = Line(44, bold=True)
        self._plate = QWidget()
        self._who = Line(19, elides=True)
        self._time = Line(18, bold=True)
        self._line = Line(18, ink="inkSoft", elides=True)
        self._notice = Prose(17, bold=True, ink="warnInk")
        self._notice.setObjectName("bar.notice")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._notice_end = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._notice_end.timeout.connect(self._hide_notice)
        self.keys = {key: self._make_key(key) for key in BAR_KEYS}
        self.menu_button = MenuButton()
        self._lay_out()
        desk.changed.connect(self.refresh)
        desk.ticked.connect(self.refresh)
        desk.noticed.connect(self.show_notice)
        visitor.changed.connect(self.refresh)
        desk.texts.languageChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is."""
        desk, texts = self._desk, self._desk.texts
        status = desk.status
        stripe, ink, icon = _LOOKS[status]
        told = (status, desk.state.ticket, desk.state.pause_planned)
        if told != self._told:
            self._told = told
            self._hide_notice()
        if stripe != self._stripe:
            self._stripe = stripe
            self.update()
        self._counter.show_text(texts.text("counter-number", counter=desk.number))
        self._icon.show_icon(icon, ink)
        self._word.set_ink(ink)
        self._word.show_text(texts.text(f"counter-status-{status.value}"))
        ticket = desk.ticket if desk.session is not None else None
        self._plate.setVisible(ticket is not None)
        self._number.show_text(ticket.number if ticket is not None else "")
        self._who.show_text(self._first_line(status))
        self._time.show_text(self._time_text(status))
        self._time.setVisible(bool(self._time.text()))
        over = status is DeskStatus.SERVING and desk.is_over_usual
        self._time.set_ink("warnInk" if over else "ink")
        self._line.show_text(self._second_line(status))
        for key, state in desk.keys.items():
            if key in self.keys:
                reason = texts.text(state.reason, **state.fields) if state.reason else ""
                self.keys[key].show_state(texts.text(state.word), reason)
        self.menu_button.show_text(texts.text("counter-menu"))

    def show_notice(self, sentence: str) -> None:
        """Say something in the place of the two lines, for a while or until the counter is in another state."""
        self._notice.show_text(sentence)
        self._notice.setToolTip(sentence)
        self._info.setCurrentIndex(1)
        self._notice_end.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self._notice, QAccessible.Event.Alert))

    @property
    def notice(self) -> str:
        """The sentence that is shown now; empty when there is none."""
        return self._notice.text() if self._info.currentIndex() == 1 else ""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Qt: white ground, a line above and below, the stripe of the state."""
        painter = open_painter(self)
        painter.fillRect(self.rect(), colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, colour("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        painter.fillRect(0, 0, 12, self.height(), colour(self._stripe))
        painter.end()

    # -- inside ------------------------------------------------------------------------------------------------------

    def _make_key(self, key: Key) -> KeyButton:
        primary = key is Key.PRIMARY
        button = KeyButton(f"key.{key.value}", FUNCTION_KEYS[key], 164 if primary else 70, primary=primary)
        button.clicked.connect(lambda: self._desk.press(key))
        return button

    def _lay_out(self) -> None:
        state = QVBoxLayout()
        state.setSpacing(2)
        word = QHBoxLayout()
        word.setSpacing(6)
        word.addWidget(self._icon)
        word.addWidget(self._word)
        word.addStretch()
        state.addStretch()
        state.addWidget(self._counter)
        state.addLayout(word)
        state.addStretch()
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self._time)
        second.addWidget(self._line, 1)
        column.addStretch()
        column.addWidget(self._who)
        column.addLayout(second)
        column.addStretch()
        plate = QHBoxLayout(self._plate)
        plate.setContentsMargins(0, 0, 16, 0)
        plate.addWidget(self._number)
        info = QWidget()
        self._info = QStackedLayout(info)
        self._info.addWidget(lines)
        self._info.addWidget(self._notice)
        divider = Rule(standing=True)
        divider.setFixedHeight(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(30, 0, 10, 0)
        row.setSpacing(0)
        row.addLayout(state)
        row.addSpacing(12)
        row.addWidget(divider)
        row.addSpacing(16)
        row.addWidget(self._plate)
        row.addWidget(info, 1)
        row.addSpacing(12)
        for key in BAR_KEYS:
            row.addWidget(self.keys[key])
            row.addSpacing(6)
        row.addWidget(self.menu_button)

    def _hide_notice(self) -> None:
        self._info.setCurrentIndex(0)

    def _first_line(self, status: DeskStatus) -> str:
        desk, texts = self._desk, self._desk.texts
        match status:
            case DeskStatus.EVACUATE:
                return evacuation_text(desk)
            case DeskStatus.NOT_SIGNED_IN:
                return texts.text("counter-why-not-signed-in")
            case DeskStatus.OFFLINE:
                return texts.text("counter-offline-age", seconds=int(desk.clock.silent_s()))
            case DeskStatus.PAUSED:
                return self._pause_text()
            case DeskStatus.IDLE:
                return self._next_text()
            case _:
                item = desk.item
                name = item.name.short(desk.language) if item is not None else ""
                return " · ".join(part for part in (self._visitor.name, name) if part)

    def _next_text(self) -> str:
        if not self._queue.tickets:
            return self._desk.texts.text("counter-queue-empty")
        ticket = self._queue.tickets[0]
        item = self._desk.item_of(ticket)
        name = item.name.short(self._desk.language) if item is not None else ""
        return self._desk.texts.text("counter-next-is", number=ticket.number, item=name)

    def _pause_text(self) -> str:
        desk, texts = self._desk, self._desk.texts
        counter = desk.state
        if not counter.pause_reason:
            return texts.text("counter-paused-from-start")
        reason = texts.text(reason_message(counter.pause_reason))
        if counter.pause_until is None:
            return texts.text("counter-paused-because", reason=reason)
        until = hh_mm(desk.clock.local(counter.pause_until))
        return texts.text("counter-paused-until", reason=reason, until=until)

    def _time_text(self, status: DeskStatus) -> str:
        if status in {DeskStatus.NOT_SIGNED_IN, DeskStatus.OFFLINE, DeskStatus.EVACUATE}:
            return ""
        return self._desk.texts.text(f"counter-time-{status.value}", time=mm_ss(self._desk.seconds))

    def _second_line(self, status: DeskStatus) -> str:
        desk, texts = self._desk, self._desk.texts
        match status:
            case DeskStatus.NOT_SIGNED_IN:
                return ""
            case DeskStatus.EVACUATE:
                return texts.text("counter-evacuate-kept")
            case DeskStatus.OFFLINE if desk.ended_at is not None:
                return texts.text("counter-offline-finished", at=hh_mm(desk.clock.local(desk.ended_at)))
            case DeskStatus.OFFLINE:
                return texts.text("counter-offline-kept" if desk.keeps_press else "counter-offline-safe")
            case DeskStatus.IDLE:
                return queue_text(desk, self._queue) if self._queue.tickets else ""
            case _:
                return self._remark() or queue_text(desk, self._queue)

    def _remark(self) -> str:
        """What matters more than the queue while somebody is called or served."""
        desk, texts = self._desk, self._desk.texts
        guide = guide_text(desk) if desk.state.status is CounterStatus.CALLING else ""
        if guide:
            return guide
        if desk.state.pause_planned:
            return texts.text("counter-pause-planned")
        return texts.text("counter-over-usual") if desk.is_over_usual else ""


def queue_text(desk: Desk, queue: QueueTable) -> str:
    """How many wait, and the longest wait."""
    longest = queue.longest_wait_min()
    if longest is None:
        return desk.texts.text("counter-queue-empty")
    return desk.texts.text("counter-queue-line", count=len(queue.tickets), minutes=longest)


def guide_text(desk: Desk) -> str:
    """What a guide is doing for the called visitor; empty when no guide was asked."""
    task = desk.guide_task
    if task is None:
        return ""
    if task.taken_by:
        return desk.texts.text("counter-guide-taken", guide=task.taken_by)
    return desk.texts.text("counter-guide-late" if task.escalated else "counter-guide-asked")
