"""Who is at the counter: masked facts, and the full name, for a reason, for as long as a key is held."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from hallcall.client import Answer, VisitorFacts
from hallcall.core.commands import RevealVisitor
from hallcall.core.errors import HallcallError, LinkError
from hallcall.core.looks import LookReason
from hallcall.core.tickets import TicketId, TicketState
from hallcall.counter.model.desk import Desk


class Visitor(QObject):
    """Facts of the visitor of the present ticket.

    Attributes:
        facts: masked, None while unknown.
        full_name: in full while the key is held, else empty. It is kept nowhere else.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.facts: VisitorFacts | None = None
        self.full_name = ""
        self._is_held = False
        self._about: tuple[TicketId, TicketState] | None = None
        self._is_missing = False
        desk.changed.connect(self._refresh)

    @property
    def name(self) -> str:
        """Masked; empty while unknown."""
        return self.facts.name if self.facts is not None else ""

    def reveal(self, reason: LookReason, note: str, on_refused: Callable[[HallcallError], None]) -> None:
        """The key of a reason went down: ask for the full name; the server writes down who looked, and why.

        Args:
            reason: why.
            note: what the list of reasons does not say.
            on_refused: told why it is not shown.
        """
        if self._is_held:
            return
        self._is_held = True

        def refused(error: HallcallError) -> None:
            self._is_held = False
            on_refused(error)

        wish = RevealVisitor(counter=self._desk.number, reason=reason, note=note.strip())
        self._desk.server.send(wish, lambda answer: self._revealed(answer, refused), refused)

    def hide(self) -> None:
        """The key went up, or the window is no longer in front."""
        self._is_held = False
        if self.full_name:
            self.full_name = ""
            self.changed.emit()

    def _revealed(self, answer: Answer, refused: Callable[[HallcallError], None]) -> None:
        facts = answer.visitor
        if facts is None:
            # The first answer got lost on its way: its look is over, another one has to be asked for.
            refused(LinkError("link.timeout"))
        elif self._is_held and self._about is not None and facts.ticket == self._about[0]:
            self.full_name = facts.name
            self.changed.emit()

    def _refresh(self) -> None:
        ticket = self._desk.ticket
        about = (ticket.id, ticket.state) if ticket is not None and self._desk.session is not None else None
        if about != self._about:
            same_person = about is not None and self._about is not None and about[0] == self._about[0]
            self._about = about
            self._is_missing = about is not None
            if not same_person:
                self.facts = None
                self.hide()
                self.changed.emit()
        if self._is_missing and self._desk.is_online:
            self._is_missing = False
            self._desk.server.visitor(self._desk.number, self._take, self._fail)

    def _take(self, facts: VisitorFacts) -> None:
        if self._about is not None and facts.ticket == self._about[0]:
            self.facts = facts
            self.changed.emit()

    def _fail(self, error: HallcallError) -> None:
        """A visitor without a document has no facts; a broken link is asked again."""
        self._is_missing = isinstance(error, LinkError)
