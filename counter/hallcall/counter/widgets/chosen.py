"""Call one number out of turn, with a reason that is kept; take a parked visitor back; serve who missed their call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeyEvent

from hallcall.core.errors import HallcallError
from hallcall.core.tickets import Ticket
from hallcall.counter.model import ChosenTickets, Desk, QueueTable
from hallcall.counter.model.queue_table import TICKET_ROLE
from hallcall.counter.model.reasons import CHOSEN_REASONS
from hallcall.counter.widgets.parts import Line, Rule
from hallcall.counter.widgets.rows import (
    ROW_PX,
    TICKET_PLACES,
    Heads,
    TicketRows,
    add_loupe,
    choose_first,
    make_list,
    step_list,
)
from hallcall.counter.widgets.sheet import ReasonRow, Sheet


class ChosenSheet(Sheet):
    """A number and, to call it out of turn, a reason."""

    def __init__(self, desk: Desk, queue: QueueTable) -> None:
        super().__init__(desk, "chosen", 760, 600)
        self.tickets = ChosenTickets(desk, queue, self)
        self.search = self.field("chosen.search", px=22, height=56)
        add_loupe(self.search)
        self.list = make_list("chosen.list")
        self.list.setModel(self.tickets)
        self.list.setItemDelegate(TicketRows(self.tickets, self))
        self.list.setFixedHeight(4 * ROW_PX)
        self._heads = Heads(TICKET_PLACES)
        self.reasons = ReasonRow(desk, CHOSEN_REASONS)
        self._audit = Line(16, ink="inkSoft", elides=True)
        self.body.addWidget(self.search)
        self.body.addSpacing(8)
        self.body.addWidget(self._heads)
        self.body.addWidget(self.list)
        self.body.addSpacing(8)
        self.body.addWidget(Rule())
        self.body.addSpacing(10)
        self.body.addWidget(self.reasons)
        self.body.addStretch()
        self.body.addWidget(self._audit)
        self.body.addSpacing(4)
        self.search.textChanged.connect(self._search)
        self.tickets.modelReset.connect(self._keep)
        self.list.selectionModel().currentChanged.connect(self._take_row)
        self.list.clicked.connect(self._take_click)
        self.reasons.changed.connect(self.edited)
        self._kept = ""
        choose_first(self.list)
        self.retell()

    def ticket(self) -> Ticket | None:
        """The row that is chosen."""
        found = self.list.currentIndex().data(TICKET_ROLE) if self.list.currentIndex().isValid() else None
        return found if isinstance(found, Ticket) else None

    def missing(self) -> str:
        """A number, a free counter, a reason; who was parked or missed their call needs no reason."""
        row = self.list.currentIndex().row()
        blocked = self.tickets.blocked(row)
        if blocked:
            return self.desk.texts.text(blocked)
        return self.reasons.missing() if self._asks_reason(row) else ""

    def commit(self, on_end: Callable[[HallcallError | None], None]) -> None:
        """Call the number, or take it back."""
        ticket = self.ticket()
        if ticket is None:
            return
        row = self.list.currentIndex().row()
        if self.tickets.is_served_at_once(row):
            self.desk.serve_passed(ticket.id, on_end)
        elif self.tickets.is_parked(row):
            self.desk.take_back(ticket.id, on_end)
        else:
            self.desk.call_chosen(ticket.id, self.reasons.reason, on_end)

    def words(self) -> tuple[str, str, str, str]:
        """Title, aside, hint, word."""
        text = self.desk.texts.text
        ticket = self.ticket()
        row = self.list.currentIndex().row()
        number = ticket.number if ticket is not None else ""
        if self.tickets.is_served_at_once(row):
            word = text("counter-chosen-serve", number=number)
        else:
            word = text("counter-chosen-back" if self.tickets.is_parked(row) else "counter-chosen-call", number=number)
        return text("counter-chosen-title"), "", text("counter-keys"), word

    def take_key(self, event: QKeyEvent) -> bool:
        """Arrows and Alt keys."""
        return step_list(self.list, event) or self.reasons.take_key(event)

    def retell(self) -> None:
        """Take the words anew."""
        text = self.desk.texts.text
        self.search.setPlaceholderText(text("counter-chosen-search"))
        self.search.setAccessibleName(text("counter-chosen-search"))
        self._heads.show_words(*(text(f"counter-column-{column}") for column in ("number", "item", "kind", "waited")))
        self.reasons.retell()
        super().retell()

    def update_end(self) -> None:
        """Reasons are asked only where one is needed."""
        super().update_end()
        ticket = self.ticket()
        self._kept = ticket.id if ticket is not None else self._kept
        row = self.list.currentIndex().row()
        self.reasons.setEnabled(self._asks_reason(row))
        if self.tickets.is_served_at_once(row):
            told = "counter-chosen-missed"
        else:
            told = "counter-chosen-returns" if self.tickets.is_parked(row) else "counter-chosen-audit"
        self._audit.show_text(self.desk.texts.text(told))

    def _asks_reason(self, row: int) -> bool:
        return not (self.tickets.is_served_at_once(row) or self.tickets.is_parked(row))

    def _take_row(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self.edited()

    def _take_click(self, _index: QModelIndex) -> None:
        self.search.setFocus()

    def _search(self, query: str) -> None:
        self._kept = ""
        self.tickets.search(query)
        choose_first(self.list)
        self.edited()

    def _keep(self) -> None:
        """Keep the chosen number when the queue moves."""
        for row, ticket in enumerate(self.tickets.rows):
            if ticket.id == self._kept:
                self.list.setCurrentIndex(self.tickets.index(row, 0))
                return
        choose_first(self.list)
