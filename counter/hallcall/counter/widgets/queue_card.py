"""Who is next: the head of the queue beside a visit, or all of it while the counter is free."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hallcall.counter.model import Desk, Key, QueueTable
from hallcall.counter.widgets.bar import queue_text
from hallcall.counter.widgets.buttons import ActionButton, mark_ringed
from hallcall.counter.widgets.ink import colour, draw_text, face, fitting_face
from hallcall.counter.widgets.parts import Card, Line, Prose


class QueueRows(QStyledItemDelegate):
    """Cells of the queue: the next one tinted, numbers bold, a hair line between rows."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: draw one cell."""
        box = QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue] - Qt's stubs leave the field out
        painter.save()
        if index.row() == 0:
            painter.fillRect(box, colour("tint"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, colour("hair"))
        ink = colour("ink" if index.column() < 2 else "inkSoft")
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        first = index.column() == 0
        font = fitting_face(text, box.width() - 20, 17 if first else 16, 14, bold=first)
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)) & ~Qt.AlignmentFlag.AlignVCenter
        draw_text(painter, box.adjusted(10, 0, -10, 0), text, font, ink, align)
        painter.restore()


def make_table(queue: QueueTable, name: str, *, compact: bool) -> QTableView:
    """A table of the queue; compact without heads and without what is special."""
    table = QTableView()
    table.setObjectName(name)
    table.setModel(queue)
    table.setFont(face(16))
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus if compact else Qt.FocusPolicy.TabFocus)
    mark_ringed(table)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setTextElideMode(Qt.TextElideMode.ElideRight)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(46)
    table.setItemDelegate(QueueRows(table))
    head = table.horizontalHeader()
    head.setVisible(not compact)
    head.setFixedHeight(36)
    head.setSectionsClickable(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate((68, 0, 74, 0) if compact else (84, 0, 96, 152)):
        if width:
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, width)
    head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    if compact:
        table.hideColumn(3)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table


class NextCard(Card):
    """The head of the queue, the parked, and the way to a chosen number."""

    def __init__(self, desk: Desk, queue: QueueTable, name: str) -> None:
        super().__init__()
        self.setFixedWidth(320)
        self._desk = desk
        self._queue = queue
        self._title = Line(20, bold=True)
        self._count = Line(16, ink="inkSoft", elides=True)
        self._table = make_table(queue, f"{name}.table", compact=True)
        self._empty = Prose(17, ink="inkSoft")
        self._parked = Prose(16, ink="inkSoft")
        self._closures = Prose(16, ink="warnInk")
        self.chosen = ActionButton(f"{name}.chosen", "F5", height=40, px=16)
        self.chosen.clicked.connect(lambda: desk.press(Key.CHOSEN))
        self.why = ActionButton(f"{name}.why", "F1", height=40, px=16)
        self.why.clicked.connect(lambda: desk.press(Key.WHY))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        column.addLayout(head)
        column.addSpacing(10)
        column.addWidget(self._closures)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        column.addSpacing(4)
        column.addWidget(self._parked)
        column.addSpacing(6)
        column.addWidget(self.chosen)
        column.addSpacing(6)
        column.addWidget(self.why)
        for signal in (desk.changed, desk.texts.languageChanged, queue.dataChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is."""
        text = self._desk.texts.text
        empty = not self._queue.tickets
        self._title.show_text(text("counter-next"))
        self._count.show_text("" if empty else queue_text(self._desk, self._queue))
        self._empty.show_text(text("counter-queue-empty") if empty else "")
        self._empty.setVisible(empty)
        self._table.setAccessibleName(text("counter-next"))
        show_parked(self._desk, self._parked)
        show_closures(self._desk, self._closures)
        keys = self._desk.keys
        for button, key in ((self.chosen, Key.CHOSEN), (self.why, Key.WHY)):
            state = keys[key]
            button.show_text(text(state.word), text(state.reason, **state.fields) if state.reason else "")


def show_parked(desk: Desk, line: Prose) -> None:
    """Name those who went to fetch something."""
    numbers = " ".join(ticket.number for ticket in desk.parked)
    line.show_text(desk.texts.text("counter-parked", count=len(desk.parked), numbers=numbers) if numbers else "")
    line.setVisible(bool(numbers))


def show_closures(desk: Desk, line: Prose) -> None:
    """Name the queues of the counter that are closed for now, and how many numbers they keep."""
    say = desk.texts.text
    text = "\n".join(
        say(
            "counter-queue-closed",
            queue=closure.queue,
            why=say("closure-reason", reason=closure.reason.value),
            waiting=waiting,
        )
        for closure, waiting in desk.closures
    )
    line.show_text(text)
    line.setVisible(bool(text))


class QueueCard(Card):
    """The whole queue, while nobody is at the counter."""

    def __init__(self, desk: Desk, queue: QueueTable) -> None:
        super().__init__()
        self._desk = desk
        self._queue = queue
        self._title = Line(20, bold=True)
        self._count = Line(16, ink="inkSoft", elides=True)
        self._closures = Prose(16, ink="warnInk")
        self._table = make_table(queue, "queue.table", compact=False)
        self._empty = _Empty()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        column.addLayout(head)
        column.addSpacing(12)
        column.addWidget(self._closures)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty, 1)
        for signal in (desk.changed, desk.texts.languageChanged, queue.dataChanged):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is."""
        text = self._desk.texts.text
        empty = not self._queue.tickets
        self._title.show_text(text("counter-queue-title"))
        self._count.show_text("" if empty else queue_text(self._desk, self._queue))
        self._table.setAccessibleName(text("counter-queue-title"))
        self._table.setVisible(not empty)
        self._empty.setVisible(empty)
        show_closures(self._desk, self._closures)
        self._empty.show_texts(text("counter-queue-empty"), text("counter-queue-empty-more"))


class _Empty(QWidget):
    """Nobody waits: said in words, in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self._head = Line(22, bold=True, ink="inkSoft", align=Qt.AlignmentFlag.AlignHCenter)
        self._more = Line(17, ink="inkSoft", align=Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_texts(self, head: str, more: str) -> None:
        self._head.show_text(head)
        self._more.show_text(more)
