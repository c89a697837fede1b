"""One visit at the kiosk: who stands here and what they want. After ``wipe`` nothing of it is left."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Property, QObject, Signal

from hallcall.client import Document
from hallcall.core.identity import DocumentNumber
from hallcall.core.masking import mask_name
from hallcall.core.terms import ItemCode
from hallcall.hal import IdCard

__all__ = ["Session", "document_of"]


def document_of(shown: IdCard | DocumentNumber) -> Document:
    """What the server needs of a card that was read, or of a number that was typed: that one nobody has checked."""
    if isinstance(shown, IdCard):
        return Document(kind=shown.kind, number=shown.number, name=shown.name or shown.name_en, verified=True)
    return Document(kind=shown.kind, number=shown.number, name="", verified=False)


class Session(QObject):
    """The visitor in front of the screen. QML sees the masked name only."""

    changed = Signal()
    """Another visitor, another wish, or nobody any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self.birth: date | None = None
        """As the card or the typed number says."""
        self.item: ItemCode | None = None
        """Chosen before the card was laid."""

    @property
    def document(self) -> Document | None:
        """What the visitor showed or typed."""
        return self._document

    def take_card(self, card: IdCard) -> None:
        """A card was read."""
        self._document = document_of(card)
        self.birth = card.birth
        self.changed.emit()

    def take_number(self, number: DocumentNumber) -> None:
        """A number was typed: nobody has checked it."""
        self._document = document_of(number)
        self.birth = number.birth
        self.changed.emit()

    def is_of(self, card: IdCard) -> bool:
        """Whether the visitor in front of the screen is the one of this card."""
        return self._document is not None and self._document.number == card.number

    def wipe(self) -> None:
        """Forget everything."""
        self._document = self.birth = self.item = None
        self.changed.emit()

    def _get_name(self) -> str:
        return mask_name(self._document.name) if self._document is not None else ""

    def _get_known(self) -> bool:
        return self._document is not None

    name = Property(str, _get_name, notify=changed)
    """The masked name, ``王*明``; empty when none is known."""
    known = Property(bool, _get_known, notify=changed)
    """Whether a card was read or a number typed."""
