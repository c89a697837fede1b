"""People must leave, and this kiosk knows nothing else of the hall: it was switched on without the server."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal

from hallcall.assets import LANGUAGES
from hallcall.core.snapshot import Emergency
from hallcall.ui.texts import ScreenTexts

__all__ = ["Leaving"]


class Leaving(QObject):
    """What the page needs that tells people to leave."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Nobody must leave."""
        super().__init__(parent)
        self._emergency: Emergency | None = None
        self._second = ScreenTexts(LANGUAGES[1], self)

    def tell(self, emergency: Emergency | None) -> None:
        """People must leave, or need not any more."""
        self._emergency = emergency
        self.changed.emit()

    on = Property(bool, lambda self: self._emergency is not None, notify=changed)
    """People must leave."""
    isDrill = Property(bool, lambda self: self._emergency is not None and self._emergency.is_drill, notify=changed)
    second = Property(QObject, lambda self: self._second, constant=True)
    """Texts of the hall's other language."""
