"""Numbers a clerk may reach out of turn: those who wait for this counter, and the parked ones who may be back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hallcall.core.tickets import AWAY, Ticket, TicketState
from hallcall.counter.model.desk import Desk
from hallcall.counter.model.queue_table import TICKET_ROLE, QueueTable
from hallcall.counter.model.status import DeskStatus

_Index = QModelIndex | QPersistentModelIndex


class ChosenTickets(QAbstractListModel):
    """Parked numbers first, then the waiting ones in call order; typing narrows them to numbers that hold the text."""

    def __init__(self, desk: Desk, table: QueueTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table
        self._query = ""
        self.rows: list[Ticket] = []
        desk.changed.connect(self.refresh)
        self.refresh()

    def search(self, query: str) -> None:
        """Show the numbers that hold ``query``."""
        self._query = query.strip().upper()
        self.refresh()

    def refresh(self) -> None:
        """Take the numbers anew."""
        rows = [ticket for ticket in [*self._desk.parked, *self._table.tickets] if self._query in ticket.number]
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def is_parked(self, row: int) -> bool:
        """Whether choosing this row takes a visitor back instead of calling one."""
        return 0 <= row < len(self.rows) and self.rows[row].state in AWAY

    def blocked(self, row: int) -> str:
        """The message why this row cannot be chosen now; empty when it can."""
        if not 0 <= row < len(self.rows):
            return "counter-chosen-pick"
        if self.is_parked(row):
            return ""
        status = self._desk.status
        if status is DeskStatus.PAUSED:
            return "counter-why-paused"
        return "" if status is DeskStatus.IDLE else "counter-why-busy"

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt: how many numbers."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a ticket, or its row as one sentence."""
        if not index.isValid():
            return None
        ticket = self.rows[index.row()]
        if role == TICKET_ROLE:
            return ticket
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return " ".join((ticket.number, *self.cells(ticket)))
        return None

    def cells(self, ticket: Ticket) -> tuple[str, str, str]:
        """Item, what it is doing, and for how long."""
        texts = self._desk.texts
        item = self._desk.item_of(ticket)
        name = item.name.short(self._desk.language) if item is not None else ticket.item
        since = ticket.since if ticket.state in AWAY else ticket.seniority
        minutes = max(int((self._desk.clock.now() - since).total_seconds() // 60), 0)
        parked = ticket.state in AWAY
        aside = "counter-kind-aside" if ticket.state is TicketState.PASSED else "counter-kind-parked"
        kind = texts.text(aside) if parked else self._table.kind_of(ticket)
        return name, kind, texts.text("counter-away" if parked else "counter-minutes", minutes=minutes)
