"""What is touched once there is a number, and how it comes onto paper."""

from __future__ import annotations

from PySide6.QtCore import Slot

from hallcall.client import new_key
from hallcall.kiosk.model.kiosk_parts import KioskParts
from hallcall.kiosk.model.pages import Page

__all__ = ["SlipTouches"]


class SlipTouches(KioskParts):
    """The number is there, or the booking: slips, messages, letting others go first."""

    @Slot()
    def reprint(self) -> None:
        """Print a slip for the ticket on the screen: the first, or another one."""
        ticket = self._ticket.ticket
        if ticket is not None and self._print.property("state") != "printing":
            self._paper.take()
            self._print_slip(copy=self._ticket.copies + 1)

    @Slot()
    def declineSlip(self) -> None:
        """The visitor goes without a slip."""
        self._idle.touch()
        self._paper.decline()

    @Slot()
    def deferTicket(self) -> None:
        """The visitor lets some others go first."""
        self._idle.touch()
        self._ticket.defer()

    @Slot()
    def toggleNotice(self) -> None:
        """Messages for this ticket on or off."""
        self._ticket.toggle_notice()

    @Slot()
    def togglePriority(self) -> None:
        """Called sooner than others, or in the order in which all came."""
        self._ticket.toggle_priority()

    def _take_ticket(self) -> None:
        self._faces.found.take_ticket()
        self._go(Page.TICKET, forget=True)
        if not self._ticket.repeated:
            self._paper.begin()

    def _take_booking(self) -> None:
        self._go(Page.BOOKED, forget=True)
        slip = self._booking.slip(self._devices.paper_dots)
        if slip is not None:
            self._idle.hold("print")
            self._print.start(None, slip, f"booking#{new_key()}")

    def _print_slip(self, *, copy: int) -> None:
        ticket = self._ticket.ticket
        slip = self._ticket.slip(self._devices.paper_dots, copy=copy)
        if ticket is None or slip is None:
            return
        self._idle.hold("print")
        self._print.start(ticket.id, slip, f"{ticket.id}#{copy}#{new_key()}")

    def _take_print_end(self) -> None:
        self._idle.release("print")
        if self._print.property("state") == "ready" and self._ticket.ticket is not None:
            self._ticket.count_copy()
        if self._print.property("state") == "failed" and self._trail.page is Page.TICKET:
            self._trail.page = Page.PAPER_OUT
        self._begin_idle()
        self.pageChanged.emit()
