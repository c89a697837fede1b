"""The page that asks for a card: what laying it does, and what was wrong with the last one."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal

from hallcall.kiosk.model.appointments import Appointments
from hallcall.kiosk.model.items import ItemChooser
from hallcall.kiosk.model.machine import Machine
from hallcall.kiosk.model.pages import card_problem
from hallcall.kiosk.model.session import Session
from hallcall.ui.texts import ScreenTexts

__all__ = ["CardPage"]


class CardPage(QObject):
    """Words of the page by what the visitor has wished for so far."""

    changed = Signal()
    """Also whenever another page is shown: any of them may have changed the wish."""

    def __init__(
        self,
        texts: ScreenTexts,
        machine: Machine,
        session: Session,
        items: ItemChooser,
        appointments: Appointments,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self._machine = machine
        self._session = session
        self._items = items
        self._appointments = appointments
        self._problem = ""
        machine.changed.connect(self.changed)

    def tell(self, problem: str) -> None:
        """A card could not be used, by its error code; "" takes it back."""
        self._problem = problem
        self.changed.emit()

    def _get_problem(self) -> str:
        return self._texts.text(card_problem(self._problem)) if self._problem else ""

    def _get_title(self) -> str:
        if self._problem:
            return self._texts.text("card-problem-title")
        return self._appointments.card_text()[0] or self._texts.text("card-title")

    def _get_sub(self) -> str:
        if not self._machine.property("readerOk"):
            return self._texts.text("card-reader-broken")
        item = self._items.item(str(self._session.item)) if self._session.item is not None else None
        if item is not None:
            return self._texts.text("card-sub-item", item=item.name.full(self._texts.get_language()))
        return self._appointments.card_text()[1] or self._texts.text("card-sub")

    def _get_books(self) -> bool:
        return self._session.item is not None and self._appointments.takes(str(self._session.item))

    problem = Property(str, _get_problem, notify=changed)
    """What was wrong with the last card; empty when nothing was."""
    title = Property(str, _get_title, notify=changed)
    sub = Property(str, _get_sub, notify=changed)
    """What happens when a card is laid."""
    books = Property(bool, _get_books, notify=changed)
    """What waits for its card can be booked instead."""
