"""People must leave, and this kiosk knows nothing else of the hall: it was switched on without the server."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject

from hallcall.assets import LANGUAGES
from hallcall.ui.texts import ScreenTexts

__all__ = ["Leaving"]


class Leaving(QObject):
    """What the page needs that tells people to leave."""

    def __init__(self, *, is_drill: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._is_drill = is_drill
        self._second = ScreenTexts(LANGUAGES[1], self)

    isDrill = Property(bool, lambda self: self._is_drill, constant=True)
    second = Property(QObject, lambda self: self._second, constant=True)
    """Texts of the hall's other language."""
