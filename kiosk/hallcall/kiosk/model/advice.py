"""Before a number: what can be done with a phone is said once, and a number is one touch away."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Property, QObject, Signal

from hallcall.core.advice import advises_phone
from hallcall.core.catalogue import ServiceItem
from hallcall.core.commands import AdviceAnswer
from hallcall.core.terms import ItemCode
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["PhoneAdvice"]


class PhoneAdvice(QObject):
    """The advice of one visit: each item once. What the visitor did with it is told to the server."""

    changed = Signal()

    def __init__(self, server: KioskServer, texts: ScreenTexts, kiosk_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._kiosk = kiosk_id
        self._item: ServiceItem | None = None
        self._is_open = False
        """Its answer is still awaited."""
        self._told: set[ItemCode] = set()
        texts.languageChanged.connect(self.changed)

    def offer(self, item: ServiceItem, birth: date | None) -> bool:
        """Whether the advice is to be shown before this item's number; asked again, the visitor wants the number.

        Without the server nothing is advised: the visitor's phone may have lost the same net.
        """
        if self._item is not None and self._item.code == item.code:
            self.answer(AdviceAnswer.NUMBER)
        hall, today = self._server.hall, self._server.now().date()
        if item.code in self._told or not self._server.is_connected or not advises_phone(hall, item, birth, today):
            return False
        self.answer(AdviceAnswer.NONE)
        self._told.add(item.code)
        self._item, self._is_open = item, True
        self.changed.emit()
        return True

    def answer(self, answer: AdviceAnswer) -> None:
        """What the visitor did with the advice on the screen, if there is one."""
        if self._item is not None and self._is_open:
            self._is_open = False
            self._server.record_advice(self._kiosk, self._item.code, answer)

    def wipe(self) -> None:
        """The visitor has gone."""
        self.answer(AdviceAnswer.NONE)
        self._item = None
        self._told.clear()
        self.changed.emit()

    def _get_item(self) -> str:
        return str(self._item.code) if self._item is not None else ""

    def _get_name(self) -> str:
        return self._item.name.full(self._texts.get_language()) if self._item is not None else ""

    def _get_address(self) -> str:
        return self._server.hall.online_address if self._item is not None else ""

    def _get_wait(self) -> str:
        """What a number would cost now: the wait where it is known, else how many wait."""
        if self._item is None:
            return ""
        facts = self._server.queue_facts(self._item.queue)
        if facts.wait is not None:
            minutes = self._texts.text("minutes-range", low=facts.wait.low_min, high=facts.wait.high_min)
            return self._texts.text("advice-wait", minutes=minutes)
        return "" if facts.waiting is None else self._texts.text("advice-waiting", count=facts.waiting)

    item = Property(str, _get_item, notify=changed)
    """Code of the item it speaks of; empty when nothing is advised."""
    name = Property(str, _get_name, notify=changed)
    address = Property(str, _get_address, notify=changed)
    """Where the phone goes."""
    wait = Property(str, _get_wait, notify=changed)
