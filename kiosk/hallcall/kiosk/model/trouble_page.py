"""The page that says why there is no number, and what helps."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal

from hallcall.kiosk.model.pages import Trouble
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["TroublePage"]


class TroublePage(QObject):
    """What went wrong last, until the visitor has gone on."""

    changed = Signal()

    def __init__(
        self,
        server: KioskServer,
        texts: ScreenTexts,
        can_be_booked: Callable[[str], bool],
        parent: QObject | None = None,
    ) -> None:
        """``can_be_booked`` answers for the code of an item."""
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._can_be_booked = can_be_booked
        self._trouble: Trouble | None = None
        self._say_again: Callable[[], object] = lambda: False
        texts.languageChanged.connect(self.changed)

    @property
    def trouble(self) -> Trouble | None:
        """What went wrong."""
        return self._trouble

    def tell(self, trouble: Trouble, say_again: Callable[[], object] | None = None) -> None:
        """Something went wrong; ``say_again`` says once more what nobody has answered."""
        self._trouble = trouble
        if say_again is not None:
            self._say_again = say_again
        self.changed.emit()

    def say_again(self) -> None:
        """Say the wish that nobody answered once more."""
        self._say_again()

    def close(self) -> None:
        """The visitor has gone on; what nobody answered can still be said again."""
        self._trouble = None
        self.changed.emit()

    def wipe(self) -> None:
        """The visit is over."""
        self._say_again = lambda: False
        self.close()

    def _get_title(self) -> str:
        return self._trouble.title(self._texts) if self._trouble is not None else ""

    def _get_text(self) -> str:
        return self._trouble.text(self._texts, self._server) if self._trouble is not None else ""

    def _get_times(self) -> bool:
        wanted = self._trouble.times if self._trouble is not None else None
        return wanted is not None and self._can_be_booked(str(wanted))

    title = Property(str, _get_title, notify=changed)
    text = Property(str, _get_text, notify=changed)
    again = Property(bool, lambda self: self._trouble is not None and self._trouble.again, notify=changed)
    """Trying once more may help."""
    books = Property(bool, lambda self: self._trouble is not None and self._trouble.books is not None, notify=changed)
    """A booking on the spot helps."""
    times = Property(bool, _get_times, notify=changed)
    """Another time helps."""
    number = Property(bool, lambda self: self._trouble is not None and self._trouble.number is not None, notify=changed)
    """A number can be taken instead of a time."""
