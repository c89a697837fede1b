"""How many cases the visitor really brings: 0, a number, Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout

from hallcall.core.errors import HallcallError
from hallcall.core.tickets import MOST_CASES
from hallcall.counter.model import Desk
from hallcall.counter.widgets.parts import Line, Prose
from hallcall.counter.widgets.sheet import Sheet


class QuantitySheet(Sheet):
    """A number from 1 to ``MOST_CASES``; those who wait are told the longer or shorter time at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "quantity", 680, 300)
        self._ticket = desk.ticket
        self._label = Line(18, bold=True)
        self.count = self.field("quantity.count", px=24, height=52)
        self.count.setFixedWidth(96)
        self.count.setValidator(QIntValidator(1, MOST_CASES, self))
        self._unit = Line(18)
        self._why = Prose(17, ink="inkSoft")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addSpacing(8)
        row.addWidget(self.count)
        row.addWidget(self._unit)
        row.addStretch()
        self.body.addLayout(row)
        self.body.addSpacing(18)
        self.body.addWidget(self._why)
        self.body.addStretch()
        self.retell()

    def missing(self) -> str:
        """A number of cases, while the visitor is still here."""
        if self._ticket is None or self.desk.ticket is None or self.desk.ticket.id != self._ticket.id:
            return self.desk.texts.text("counter-transfer-gone")
        if not self.count.hasAcceptableInput():
            return self.desk.texts.text("counter-quantity-missing", most=MOST_CASES)
        return ""

    def commit(self, on_end: Callable[[HallcallError | None], None]) -> None:
        """Correct it."""
        self.desk.correct_quantity(int(self.count.text()), on_end)

    def words(self) -> tuple[str, str, str, str]:
        """Title, aside, hint, word."""
        text, ticket = self.desk.texts.text, self._ticket
        number = ticket.number if ticket is not None else ""
        now = text("counter-quantity-now", count=ticket.quantity) if ticket is not None else ""
        return text("counter-quantity-title", number=number), now, "", text("counter-quantity-do")

    def retell(self) -> None:
        """Take the words anew."""
        text = self.desk.texts.text
        self._label.show_text(text("counter-quantity-label"))
        self.count.setAccessibleName(text("counter-quantity-label"))
        self._unit.show_text(text("counter-quantity-unit"))
        self._why.show_text(text("counter-quantity-why"))
        super().retell()
