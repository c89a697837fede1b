"""Why the next number is that one, or why the number here was called."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from hallcall.core.errors import HallcallError
from hallcall.core.reasons import Explanation, explain_next
from hallcall.counter.model.desk import Desk


class Why(QObject):
    """One explanation. It stays as it was when it was asked for, whatever is called meanwhile.

    Attributes:
        found: the explanation; None before an answer, and when there is none.
        error: why there is none.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.found: Explanation | None = None
        self.error: HallcallError | None = None

    @property
    def here(self) -> str:
        """The number called or served at the counter; empty when there is none."""
        ticket = self._desk.ticket
        return ticket.number if ticket is not None else ""

    @property
    def is_about_here(self) -> bool:
        """Whether a call is explained, and not who is next."""
        return self.found is not None and self.found.was_called

    def begin(self) -> None:
        """Who is next; with nobody waiting, the number here."""
        self.ask_next()
        if self.found is None:
            self.ask_here()

    def turn(self) -> None:
        """From who is next to the number here, and back."""
        if self.is_about_here:
            self.ask_next()
        else:
            self.ask_here()

    def ask_next(self) -> None:
        """Who is next at this counter: the desk knows what the server knows."""
        at = self._desk.situation
        place = self._desk.place
        if at is None or place is None:
            return
        found = explain_next(at.hall, at.state, place, at.now)
        if found is not None:
            self._take(found)

    def ask_here(self) -> None:
        """Why the number here was called: the server reads it from the log."""
        if self.here:
            self._desk.server.why(self.here, self._take, self._fail)

    def _take(self, found: Explanation) -> None:
        self.found, self.error = found, None
        self.changed.emit()

    def _fail(self, error: HallcallError) -> None:
        self.error = error
        self.changed.emit()
