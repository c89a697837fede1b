"""What leads to a number, and what helps where there is none."""

from __future__ import annotations

from PySide6.QtCore import Slot

from hallcall.core.booking.book import BookingCode
from hallcall.core.catalogue import ServiceItem
from hallcall.core.commands import AdviceAnswer
from hallcall.core.errors import HallcallError, Refused
from hallcall.core.tickets import Ticket
from hallcall.kiosk.model.pages import Page, Trouble, trouble_of
from hallcall.kiosk.model.server import QueueFacts
from hallcall.kiosk.model.slip_touches import SlipTouches

__all__ = ["NumberTouches"]


class NumberTouches(SlipTouches):
    """The visitor wants something: an item, several of them, or what they have booked."""

    @Slot()
    def chooseCard(self) -> None:
        """The visitor wants to use their card."""
        self._card.tell("")
        self._go(Page.CARD)

    @Slot(str)
    def chooseItem(self, code: str) -> None:
        """The visitor touched an item: a number for it, as soon as the card is known."""
        if self._ticket.property("busy"):
            return
        self._idle.touch()
        item = self._items.item(code)
        if item is None:
            # It was on the screen, or wished for before the card was laid: the hall's files have changed since.
            self._take_refusal(Refused("item.unknown", item=code))
            return
        if self._appointments.is_choosing:
            self._appointments.choose_item(item)
        else:
            self._want_number(item)

    def _want_number(self, item: ServiceItem) -> None:
        """A number for an item: at once, or when what stands before it is answered."""
        facts = self._server.queue_facts(item.queue)
        if item.appointment_only or not facts.is_open:
            self._tell(trouble_of(_closed(item, facts), item, item))
            return
        if self._several.is_open:
            self._several.add(item.code)
            self._items.reset()
            self._return_to(Page.SEVERAL)
            return
        if self._advice.offer(item, self._session.birth):
            self._session.item = item.code
            self._go(Page.ADVICE)
            return
        if not self._session.property("known"):
            self._session.item = item.code
            self.chooseCard()
            return
        self._wished = item
        self._ticket.ask(self._own.request(item.code, self._session.document))

    @Slot()
    def openSeveral(self) -> None:
        """The visitor came for several things."""
        self._several.begin()
        self._go(Page.SEVERAL)

    @Slot()
    def openPlan(self) -> None:
        """Show the way through the hall for what was chosen."""
        self._several.plan()
        self._go(Page.PLAN)

    @Slot()
    def takeSeveral(self) -> None:
        """One number for all that was chosen."""
        wanted = self._several.wanted
        if not wanted or self._ticket.property("busy"):
            return
        self._wished = None
        if self._server.is_connected:
            self._ticket.ask(self._own.request(wanted[0], self._session.document, wanted[1:]))
        else:
            self._tell(Trouble(message="trouble-several-offline", fields={}, item=None, again=False))

    @Slot()
    def bookNow(self) -> None:
        """The visitor wants the next time that is free, instead of a number."""
        self._idle.touch()
        trouble = self._trouble.trouble
        item = self._items.item(trouble.books or "") if trouble is not None else None
        if item is not None:
            self._appointments.book_next(item)

    @Slot()
    def bookItem(self) -> None:
        """The visitor wants to choose a time for what they came for, instead of a number."""
        self._idle.touch()
        trouble = self._trouble.trouble
        wanted = trouble.times if trouble is not None else self._session.item
        item = self._items.item(wanted or "")
        if item is not None:
            self._advice.answer(AdviceAnswer.NONE)
            self._session.item = None
            self._appointments.choose_item(item)

    @Slot()
    def otherTimes(self) -> None:
        """The visitor wants another time than the one that was refused."""
        self._idle.touch()
        if self._appointments.item is None:
            self.bookItem()
        else:
            self._appointments.otherTimes()

    @Slot()
    def takeNumber(self) -> None:
        """The visitor takes a number after all."""
        trouble = self._trouble.trouble
        item = trouble.number if trouble is not None else None
        if item is not None:
            self._appointments.wipe()
            self._trouble.close()
            self.chooseItem(str(item))

    @Slot(str)
    def checkIn(self, code: str) -> None:
        """The visitor touched their booking: its number, if it is time."""
        self._idle.touch()
        if self._bookings.is_ready(code):
            self._ticket.check_in(BookingCode(code), self._session.document, self._own.needs)

    @Slot()
    def tryAgain(self) -> None:
        """Say the wish that nobody answered once more."""
        self._idle.touch()
        self._trouble.say_again()

    def _check_in_found(self, code: BookingCode, digits: str) -> None:
        self._idle.touch()
        self._ticket.check_in(code, None, self._own.needs, digits=digits)

    def _take_found_failure(self, error: HallcallError) -> None:
        self._tell(trouble_of(error, None), self._faces.ask_back)

    def _take_refusal(self, error: HallcallError) -> None:
        if self._faces.found.take_refusal(error):
            return
        self._tell(trouble_of(error, None, self._wished), self._ticket.ask_again)

    def _take_booking_trouble(self, trouble: Trouble) -> None:
        self._tell(trouble, self._appointments.ask_again)

    def _await_partner(self) -> None:
        self._tell(Trouble(message="trouble-partner", fields={}, item=None, again=False))

    def _find_missed(self) -> None:
        """Whoever has missed their call and comes to a kiosk wants to be called again."""
        document = self._session.document
        if document is None:
            return

        def found(ticket: Ticket) -> None:
            is_free = self._trail.page is Page.ITEM and not self._ticket.property("busy")
            if is_free and self._session.document is document:
                self._ticket.come_forward(ticket, document)

        self._server.find_missed(document, found)


def _closed(item: ServiceItem, facts: QueueFacts) -> Refused:
    """Why a number for this item is not even asked for."""
    if item.appointment_only:
        return Refused("item.appointment_only")
    if facts.closure is not None:
        return Refused("queue.closed", queue=item.queue, reason=facts.closure.reason.value)
    return Refused("calendar.closed")
