"""The two pages under the bar: a visit, and the counter between two visits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hallcall.counter.model import Checklist, Desk, DeskStatus, Key, QueueTable, Visitor
from hallcall.counter.model.reasons import reason_message
from hallcall.counter.model.sentences import hh_mm, mm_ss
from hallcall.counter.widgets.buttons import ActionButton
from hallcall.counter.widgets.checklist import ItemCard
from hallcall.counter.widgets.evacuation import evacuation_text
from hallcall.counter.widgets.parts import Card, Line, Picture, Prose, Rule
from hallcall.counter.widgets.queue_card import NextCard, QueueCard, show_parked
from hallcall.counter.widgets.route_card import RouteCard
from hallcall.counter.widgets.timer_card import TimerCard
from hallcall.counter.widgets.visitor_card import VisitorCard

_ICONS = {
    DeskStatus.NOT_SIGNED_IN: ("user", "inkSoft"),
    DeskStatus.OFFLINE: ("wifi-off", "amberInk"),
    DeskStatus.IDLE: ("circle-check", "brand"),
    DeskStatus.CALLING: ("hourglass", "warnInk"),
    DeskStatus.SERVING: ("user-check", "ok"),
    DeskStatus.EVACUATE: ("triangle-alert", "danger"),
    DeskStatus.PAUSED: ("pause", "inkSoft"),
}


class VisitPage(QWidget):
    """Visitor, item, time and who is next."""

    def __init__(self, desk: Desk, visitor: Visitor, checklist: Checklist, queue: QueueTable) -> None:
        super().__init__()
        self.setObjectName("visit")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(TimerCard(desk))
        right.addWidget(NextCard(desk, queue, "next"), 1)
        row.addWidget(VisitorCard(desk, visitor))
        middle = QVBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(ItemCard(desk, checklist), 1)
        middle.addWidget(RouteCard(desk))
        row.addLayout(middle, 1)
        row.addLayout(right)


class DeskPage(QWidget):
    """The counter between two visits: how it is, the queue, and what can be done."""

    def __init__(self, desk: Desk, queue: QueueTable) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(StateCard(desk, queue))
        row.addWidget(QueueCard(desk, queue), 1)


class StateCard(Card):
    """The state in words, and what the clerk can do about it."""

    def __init__(self, desk: Desk, queue: QueueTable) -> None:
        super().__init__()
        self.setFixedWidth(380)
        self._desk = desk
        self._queue = queue
        self._icon = Picture("circle-check", 44)
        self._word = Line(30, bold=True)
        self._time = Line(30, bold=True)
        self._sentence = Prose(19)
        self._more = Prose(17, ink="inkSoft")
        self._queues_title = Line(18, bold=True)
        self._queues = QVBoxLayout()
        self._queue_lines: list[tuple[Line, Line]] = []
        self._parked = Prose(16, ink="inkSoft")
        self.chosen = ActionButton("desk.chosen", "F5")
        self.chosen.clicked.connect(lambda: desk.press(Key.CHOSEN))
        self.why = ActionButton("desk.why", "F1")
        self.why.clicked.connect(lambda: desk.press(Key.WHY))
        self._lay_out()
        for signal in (desk.changed, desk.ticked, desk.texts.languageChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is."""
        desk, text = self._desk, self._desk.texts.text
        status = desk.status
        icon, ink = _ICONS[status]
        self._icon.show_icon(icon, ink)
        self._word.set_ink(ink)
        self._word.show_text(text(f"counter-status-{status.value}"))
        offline = status is DeskStatus.OFFLINE
        leaving = status is DeskStatus.EVACUATE
        self._time.show_text("" if offline or leaving else mm_ss(desk.seconds))
        self._sentence.show_text(self._sentence_text(status))
        self._more.show_text(self._more_text(status))
        self._queues_title.show_text(text("counter-my-queues"))
        self._refresh_queues()
        show_parked(desk, self._parked)
        keys = desk.keys
        for button, key in ((self.chosen, Key.CHOSEN), (self.why, Key.WHY)):
            state = keys[key]
            button.show_text(text(state.word), text(state.reason, **state.fields) if state.reason else "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self._word)
        head.addStretch()
        head.addWidget(self._time)
        self._queues.setSpacing(10)
        column.addLayout(head)
        column.addSpacing(18)
        column.addWidget(self._sentence)
        column.addSpacing(8)
        column.addWidget(self._more)
        column.addStretch()
        column.addWidget(self._queues_title)
        column.addSpacing(10)
        column.addWidget(Rule())
        column.addSpacing(10)
        column.addLayout(self._queues)
        column.addSpacing(12)
        column.addWidget(self._parked)
        column.addSpacing(12)
        column.addWidget(self.chosen)
        column.addSpacing(8)
        column.addWidget(self.why)

    def _refresh_queues(self) -> None:
        desk, hall = self._desk, self._desk.hall
        while len(self._queue_lines) < len(desk.queues):
            name, count = Line(17, elides=True), Line(17, bold=True)
            row = QHBoxLayout()
            row.addWidget(name, 1)
            row.addWidget(count)
            self._queues.addLayout(row)
            self._queue_lines.append((name, count))
        if hall is None:
            return
        for (name, count), prefix in zip(self._queue_lines, desk.queues, strict=False):
            queue = hall.queue_by_prefix[prefix]
            waiting = sum(ticket.queue == prefix for ticket in self._queue.tickets)
            name.show_text(f"{prefix}  {queue.name.full(desk.language)}")
            count.show_text(desk.texts.text("people-waiting", count=waiting))

    def _sentence_text(self, status: DeskStatus) -> str:
        desk, text = self._desk, self._desk.texts.text
        match status:
            case DeskStatus.EVACUATE:
                return evacuation_text(desk)
            case DeskStatus.OFFLINE:
                return text("counter-offline-age", seconds=int(desk.clock.silent_s()))
            case DeskStatus.PAUSED:
                reason = desk.state.pause_reason
                if not reason:
                    return text("counter-paused-from-start")
                return text("counter-paused-because", reason=text(reason_message(reason)))
            case _:
                return text("counter-idle-press" if self._queue.tickets else "counter-idle-wait")

    def _more_text(self, status: DeskStatus) -> str:
        desk, text = self._desk, self._desk.texts.text
        match status:
            case DeskStatus.EVACUATE:
                return text("counter-evacuate-kept")
            case DeskStatus.OFFLINE:
                return text("counter-offline-kept" if desk.keeps_press else "counter-offline-safe")
            case DeskStatus.PAUSED:
                until = desk.state.pause_until
                if until is None:
                    return text("counter-paused-go-on") if desk.state.pause_reason else ""
                late = desk.clock.now() > until
                at = hh_mm(desk.clock.local(until))
                return text("counter-paused-late" if late else "counter-paused-expected", at=at)
            case _:
                return ""
