"""Who waits for this counter, in the order in which it will call them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hallcall.core.languages import Language
from hallcall.core.tickets import Ticket
from hallcall.counter.model.desk import Desk

_Index = QModelIndex | QPersistentModelIndex
TICKET_ROLE = Qt.ItemDataRole.UserRole
COLUMNS = ("number", "item", "waited", "kind")


class QueueTable(QAbstractTableModel):
    """Number, item, minutes waited and what is special, one row a waiting visitor."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tickets: list[Ticket] = []
        self._minute: datetime | None = None
        desk.changed.connect(self.refresh)
        desk.ticked.connect(self._tick)
        desk.texts.languageChanged.connect(self._retell)
        self.refresh()

    @property
    def tickets(self) -> list[Ticket]:
        """Rows from the top."""
        return self._tickets

    def longest_wait_min(self) -> int | None:
        """Minutes that the one who has waited longest has waited; None when nobody waits."""
        now = self._desk.clock.now()
        return max((_minutes(ticket, now) for ticket in self._tickets), default=None)

    def refresh(self) -> None:
        """Take the order anew."""
        desk = self._desk
        now = desk.clock.now()
        tickets = [] if desk.place is None else desk.order(desk.server.state, desk.place, now)
        if tickets != self._tickets:
            self.beginResetModel()
            self._tickets = tickets
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: how many wait."""
        return 0 if parent.isValid() else len(self._tickets)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: what a cell shows."""
        if not index.isValid():
            return None
        ticket = self._tickets[index.row()]
        if role == TICKET_ROLE:
            return ticket
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._cell(ticket, COLUMNS[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: the head of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._desk.texts.text(f"counter-column-{COLUMNS[section]}")
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def kind_of(self, ticket: Ticket) -> str:
        """What is special about a number: passed before, sent on, waits for this desk, wants consideration."""
        texts = self._desk.texts
        if ticket.passes:
            return texts.text("counter-kind-passed", count=ticket.passes)
        if ticket.only_counter is not None:
            return texts.text("counter-kind-this-counter")
        if ticket.leg > 1:
            return texts.text("counter-kind-transferred")
        if ticket.language is not Language.ZH:
            return texts.text(f"language-{ticket.language.value}")
        if ticket.needs:
            return texts.text("counter-kind-needs")
        return texts.text("counter-kind-plain")

    def _cell(self, ticket: Ticket, column: str) -> str:
        match column:
            case "number":
                return ticket.number
            case "item":
                item = self._desk.item_of(ticket)
                return item.name.short(self._desk.language) if item is not None else ticket.item
            case "waited":
                minutes = _minutes(ticket, self._desk.clock.now())
                return self._desk.texts.text("counter-minutes", minutes=minutes)
            case _:
                return self.kind_of(ticket)

    def _tick(self) -> None:
        minute = self._desk.clock.now().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._retell()

    def _retell(self) -> None:
        if self._tickets:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._tickets) - 1, len(COLUMNS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)


def _side(column: int) -> Qt.AlignmentFlag:
    """Minutes line up at the right."""
    side = Qt.AlignmentFlag.AlignRight if COLUMNS[column] == "waited" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _minutes(ticket: Ticket, now: datetime) -> int:
    return max(int((now - ticket.seniority).total_seconds() // 60), 0)
