"""Codes that a visitor shows or types instead of their card: of a booking, or of the slip they hold.

What was scanned is somebody else's text until it is known for what it is: it is looked up or thrown away, never shown,
followed or written down. A slip's code shows its number and prints it again; for more than that a card is needed.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.client import Answer
from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import HallcallError
from hallcall.core.tickets import TicketState
from hallcall.hal.codec.scancode import CodeKind, Recognised
from hallcall.kiosk.model.devices import KioskDevices
from hallcall.kiosk.model.digit_pad import DigitPad
from hallcall.kiosk.model.own import OwnWishes
from hallcall.kiosk.model.pages import Page, Trouble, trouble_of
from hallcall.kiosk.model.pickup import PickUp
from hallcall.kiosk.model.server import KioskServer
from hallcall.kiosk.model.session import Session
from hallcall.kiosk.model.ticket import TicketFlow
from hallcall.kiosk.model.trail import Trail

__all__ = ["CodeWay"]

BOOKING_DIGITS = 8
_HEARS = frozenset({Page.HOME, Page.CARD, Page.TYPING, Page.ITEM, Page.CODE, Page.PICKUP, Page.TROUBLE})
_LEFT = frozenset({Page.TICKET, Page.PAPER_OUT, Page.BOOKED})
"""Pages of a visit that is done: who scans there is the next visitor, or begins anew."""


class CodeWay(QObject):
    """The way into a visit by a code."""

    changed = Signal()
    pageWanted = Signal(object)
    """This ``Page`` is to be shown."""
    visitBegun = Signal()
    """Whoever stood here has gone: what they left is not for who scans now."""
    troubled = Signal(object, object)
    """``(Trouble, say_again)``: the code helps nobody; ``say_again`` is None where trying again does not help."""

    def __init__(
        self,
        server: KioskServer,
        devices: KioskDevices,
        session: Session,
        own: OwnWishes,
        ticket: TicketFlow,
        trail: Trail,
        *,
        pickup: PickUp,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._devices = devices
        self._session = session
        self._own = own
        self._ticket = ticket
        self._trail = trail
        self._pickup = pickup
        self._pad = DigitPad(BOOKING_DIGITS, self)
        self._visit = 0
        devices.signals.codeScanned.connect(self.take)
        devices.signals.codeProblem.connect(self.take_problem)
        devices.signals.statusChanged.connect(self.changed)

    @Slot()
    def begin(self) -> None:
        """The visitor has a code and no card with them."""
        self._pad.clear()
        self.pageWanted.emit(Page.CODE)

    @Slot()
    def confirm(self) -> None:
        """The visitor has typed the code of their booking."""
        if self._pad.property("full"):
            typed = self._pad.typed
            self._pad.clear()
            self._check_in(BookingCode(typed))

    def take(self, found: Recognised) -> None:
        """A code was held in front of the scanner."""
        if not self._is_heard():
            return
        match found.kind:
            case CodeKind.BOOKING:
                self._check_in(BookingCode(found.value))
            case CodeKind.TICKET:
                self._show(found.value)
            case CodeKind.PARCEL if self._pickup.offered:
                self._pickup.take(found.value)
            case CodeKind.PARCEL | CodeKind.PAYMENT | CodeKind.OTHER:
                self._tell("trouble-code-other")

    def take_problem(self) -> None:
        """Something was held there that is no code."""
        if self._is_heard():
            self._tell("trouble-code-unreadable")

    def wipe(self) -> None:
        """The visitor has gone; an answer that still comes is not for the next one."""
        self._visit += 1
        self._pad.clear()

    def _is_heard(self) -> bool:
        """Whether a code begins or goes on with a visit; in the midst of something else it is nothing."""
        is_busy = self._ticket.property("busy") or self._pickup.is_under_way
        if self._server.emergency is not None or is_busy:
            return False
        if self._trail.page in _LEFT:
            self.visitBegun.emit()
        return self._trail.page in _HEARS

    def _check_in(self, code: BookingCode) -> None:
        self._ticket.check_in(code, self._session.document, self._own.needs)

    def _show(self, token: str) -> None:
        visit = self._visit

        def told(answer: Answer) -> None:
            ticket = answer.ticket
            if visit != self._visit or ticket is None:
                return
            if ticket.state is TicketState.PASSED:
                self._tell("trouble-code-passed", number=ticket.number)
            else:
                self._ticket.show(answer)

        def failed(error: HallcallError) -> None:
            if visit == self._visit:
                trouble = trouble_of(error, None)
                self.troubled.emit(trouble, (lambda: self._show(token)) if trouble.again else None)

        self._server.find_ticket(token, told, failed)

    def _tell(self, message: str, **fields: str) -> None:
        self.troubled.emit(Trouble(message=message, fields={**fields}, item=None, again=False), None)

    def _get_works(self) -> bool:
        scanner = self._devices.scanner
        return scanner is not None and scanner.is_usable

    pad = Property(QObject, lambda self: self._pad, constant=True)
    hasScanner = Property(bool, lambda self: self._devices.scanner is not None, constant=True)
    """This kiosk has a scanner."""
    works = Property(bool, _get_works, notify=changed)
    """It can be used now."""
