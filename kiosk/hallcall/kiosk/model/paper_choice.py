"""A number without a slip: whether the visitor wants paper, where the hall lets them choose.

Nobody goes away with nothing: a slip comes out when the visitor says nothing in time, when they leave without a word,
and when the messages that should stand for it cannot be turned on.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Property, QObject, QTimer, Signal

from hallcall.core.rules import Paperless
from hallcall.kiosk.model.server import KioskServer
from hallcall.kiosk.model.ticket import TicketFlow

__all__ = ["ASKED_MS", "PaperChoice", "PaperState"]

ASKED_MS = 8_000
"""So long the visitor may choose. Our own choice: time to read two buttons, and short before the page's own time."""


class PaperState(StrEnum):
    """Where the choice stands."""

    PAPER = "paper"
    """A slip, as ever."""
    ASKED = "asked"
    """The visitor has not chosen yet."""
    DECLINED = "declined"
    """They go without."""


class PaperChoice(QObject):
    """Paper or none for the number in front of the screen."""

    changed = Signal()
    paperWanted = Signal()
    """A slip is to be printed now."""

    def __init__(
        self, server: KioskServer, ticket: TicketFlow, parent: QObject | None = None, *, asked_ms: int = ASKED_MS
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._ticket = ticket
        self._state = PaperState.PAPER
        self._awaits_messages = False
        """Messages were asked for in place of a slip, and are not on yet."""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(asked_ms)
        self._clock.timeout.connect(self.settle)
        ticket.changed.connect(self._take_messages)

    def begin(self) -> None:
        """The visitor has a new number: ask, decide by the hall's rule, or want its slip at once."""
        rule, ticket = self._server.hall.rules.paperless, self._ticket
        has_phone = bool(ticket.property("phone"))
        can_do_without = has_phone or bool(ticket.property("url"))
        # A number that the kiosk gave by itself can be followed on no phone yet.
        if rule is Paperless.OFF or ticket.property("offline") or not can_do_without:
            self.paperWanted.emit()
            return
        self._set(PaperState.ASKED)
        self._clock.start()
        if rule is Paperless.DEFAULT and has_phone:
            self._awaits_messages = True
            self._turn_messages_on()
            self._take_messages()

    def decline(self) -> None:
        """The visitor goes without a slip; whose phone is known gets messages."""
        ticket = self._ticket.ticket
        if ticket is None or self._state is not PaperState.ASKED:
            return
        self._clock.stop()
        self._awaits_messages = False
        self._set(PaperState.DECLINED)
        self._server.decline_slip(ticket.id)
        if self._ticket.property("phone"):
            self._turn_messages_on()

    def take(self) -> None:
        """A slip is printed: nothing is left to choose."""
        self._clock.stop()
        self._awaits_messages = False
        self._set(PaperState.PAPER)

    def settle(self) -> None:
        """The time is over, or the visitor goes: who has not chosen gets a slip."""
        if self._state is PaperState.ASKED:
            self.take()
            self.paperWanted.emit()

    def _turn_messages_on(self) -> None:
        if not self._ticket.property("notify"):
            self._ticket.toggle_notice()

    def _take_messages(self) -> None:
        if not self._awaits_messages:
            return
        if self._ticket.property("notify"):
            self.decline()
        elif self._ticket.property("notifyFailed"):
            self.settle()

    def _set(self, state: PaperState) -> None:
        self._state = state
        self.changed.emit()

    def _get_state(self) -> str:
        return self._state.value

    state = Property(str, _get_state, notify=changed)
    """A ``PaperState``."""
