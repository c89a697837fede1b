"""The ways to an appointment, and what can be done with one: choose an item and a time, change it, give it up.

::

    home or item ── book ─┬─ hot item ──────────────┐
                          ├─ departments, letters ──┤
    card (item chosen) ───┴─────────────────────────┴─ slots ─┬─ card (─ card of the partner) ─┐
                                                              └─ confirm, when known ──────────┴─ booked
    item ── mine ─┬─ change ── slots ── confirm ── booked                  │
                  └─ cancel ── confirm ── booked                           └─ lost: the slots near it

Nothing here shows a page: the kiosk does, when it is asked to.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Property, QObject, Signal, Slot

from hallcall.client import BookingRequest, Document
from hallcall.core.booking.limits import takes_bookings
from hallcall.core.catalogue import ServiceItem
from hallcall.core.errors import HallcallError, LinkError, Refused
from hallcall.core.hall import Hall
from hallcall.core.terms import QueuePrefix
from hallcall.kiosk.model.booking_flow import BookingFlow
from hallcall.kiosk.model.bookings import MyBookings
from hallcall.kiosk.model.pages import Page, trouble_of
from hallcall.kiosk.model.server import KioskServer
from hallcall.kiosk.model.session import Session
from hallcall.kiosk.model.slots import SlotBook
from hallcall.kiosk.model.wish import Wish, follows_text, when_text
from hallcall.ui.texts import ScreenTexts

__all__ = ["Appointments"]

_LISTS = frozenset({Page.BOOK, Page.DEPARTMENTS, Page.DEPARTMENT, Page.SEARCH})
_TIMES = frozenset({Page.SLOTS, Page.LOST})
_ASKING = frozenset({Page.CARD, Page.ADVICE})
"""Pages on which an item waits for its card."""


class Appointments(QObject):
    """The appointment that the visitor in front of the screen is making or changing."""

    changed = Signal()
    """Another wish, another step of it, or another language."""
    pageWanted = Signal(object)
    """This ``Page`` is to be shown."""
    cardWanted = Signal()
    """A card is to be laid: that of the visitor, or of their partner."""
    cardRefused = Signal(str)
    """The partner's card is no such; code of a card problem."""
    troubled = Signal(object)
    """There is no appointment, because of this ``Trouble``."""

    def __init__(
        self,
        server: KioskServer,
        texts: ScreenTexts,
        session: Session,
        flow: BookingFlow,
        mine: MyBookings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._server = server
        self._texts = texts
        self._session = session
        self._flow = flow
        self._mine = mine
        self._is_choosing = False
        self._wish: Wish | None = None
        self._offered: tuple[Hall, date, bool] | None = None
        self._book = SlotBook(server, texts, self)
        self._book.failed.connect(self._tell)
        self._book.changed.connect(self.changed)
        flow.done.connect(self._finish)
        flow.refused.connect(self._take_refusal)
        texts.languageChanged.connect(self.changed)

    # -- the way to a time -----------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """The visitor wants to book: every item that is touched from now on leads to its times."""
        self._is_choosing = True
        self._wish = None
        self.changed.emit()
        self.pageWanted.emit(Page.BOOK)

    def choose_item(self, item: ServiceItem) -> None:
        """Show the times of an item."""
        self._wish = Wish(item=item)
        self._open(item.queue)

    def book_next(self, item: ServiceItem) -> None:
        """The next time that is free, whichever it is."""
        self._wish = Wish(item=item, is_chosen=True)
        self._ask_for_cards()

    @Slot(str)
    def chooseSlot(self, key: str) -> None:
        """The visitor touched a time."""
        start = self._book.start_of(key)
        if self._wish is None or start is None:
            return
        self._wish = replace(self._wish, is_chosen=True, start=start, or_wait=False)
        self._ask_for_cards()

    @Slot()
    def joinList(self) -> None:
        """The day is full: wait for a place that is given back."""
        start = self._book.first_full()
        if self._wish is None or start is None or self._wish.held is not None:
            return
        self._wish = replace(self._wish, is_chosen=True, start=start, or_wait=True)
        self._ask_for_cards()

    @Slot()
    def otherTimes(self) -> None:
        """Back to the times, whatever stood in the way."""
        if self._wish is None:
            return
        self._wish = replace(self._wish, is_chosen=False, start=None, or_wait=False, partner=None)
        queue = self._wish.held.queue if self._wish.held is not None else self._wish.item and self._wish.item.queue
        if queue:
            self._open(queue)

    @Slot()
    def confirm(self) -> None:
        """The visitor means it."""
        wish = self._wish
        if wish is None:
            return
        if wish.held is not None and wish.is_cancel:
            self._flow.cancel(wish.held.code)
        elif wish.held is not None and wish.start is not None:
            self._flow.change(wish.held.code, wish.start)
        else:
            self._send()

    # -- what was booked before ------------------------------------------------------------------------------------

    @Slot()
    def openMine(self) -> None:
        """Show all bookings of the card."""
        self.pageWanted.emit(Page.MINE)

    @Slot(str)
    def change(self, code: str) -> None:
        """Another time for a booking."""
        held = self._mine.find(code)
        if held is not None:
            self._wish = Wish(item=self._server.hall.item_by_code.get(held.item), held=held)
            self._open(held.queue)

    @Slot(str)
    def cancel(self, code: str) -> None:
        """Give a booking up, once it is confirmed."""
        held = self._mine.find(code)
        if held is not None:
            item = self._server.hall.item_by_code.get(held.item)
            self._wish = Wish(item=item, held=held, is_cancel=True, start=held.start)
            self.changed.emit()
            self.pageWanted.emit(Page.CONFIRM)

    @Slot(str)
    def takeOffer(self, key: str) -> None:
        """The visitor wants the place that is kept for them."""
        offer = self._mine.find_offer(key)
        item = self._server.hall.item_by_code.get(offer.item) if offer is not None else None
        if offer is not None and item is not None:
            self._wish = Wish(item=item, is_chosen=True, start=offer.start, is_kept=True)
            self._send()

    # -- what the kiosk tells --------------------------------------------------------------------------------------

    @property
    def is_choosing(self) -> bool:
        """Whether items lead to their times, not to a number."""
        return self._is_choosing

    @property
    def awaits_partner(self) -> bool:
        """Whether the next card is that of a second person."""
        wish = self._wish
        return wish is not None and wish.is_chosen and wish.needs_partner and self._session.document is not None

    @property
    def item(self) -> ServiceItem | None:
        """What is being booked."""
        return self._wish.item if self._wish is not None else None

    def take_visitor(self, page: Page) -> bool:
        """The visitor is known now; False when that has nothing to do with an appointment."""
        if self._wish is not None and self._wish.is_chosen:
            if self._wish.needs_partner:
                self.changed.emit()
                self.cardWanted.emit()
            else:
                self._send()
            return True
        if page in _TIMES and self._wish is not None:
            self.pageWanted.emit(page)
            return True
        if self._is_choosing:
            self.pageWanted.emit(page if page in _LISTS else Page.BOOK)
            return True
        return False

    def take_partner(self, document: Document) -> None:
        """The second person has shown who they are."""
        own = self._session.document
        if self._wish is None or own is None:
            return
        if own.number == document.number:
            self.cardRefused.emit("card.same_person")
            return
        self._wish = replace(self._wish, partner=document)
        self._send()

    def come_back(self, page: Page) -> ServiceItem | None:
        """The visitor has gone back to a page: what was chosen behind it is chosen no more.

        Returns:
            What they would take a number for now, when the page asks for that.
        """
        wish = self._wish
        if page in _TIMES and wish is not None:
            self._wish = replace(wish, is_chosen=False, start=None, or_wait=False, partner=None)
        elif page in _LISTS | {Page.ITEM, Page.MINE} or (page in _ASKING and wish is not None and not wish.is_chosen):
            self._wish = None
            self._book.wipe()
        if page is Page.ITEM:
            self._is_choosing = False
        self.changed.emit()
        return wish.item if wish is not None and self._wish is None and page in _ASKING else None

    def ask_again(self) -> bool:
        """Say once more what nobody has answered."""
        if self._flow.ask_again():
            return True
        self.otherTimes()
        return True

    def wipe(self) -> None:
        """The visitor has gone."""
        self._is_choosing = False
        self._wish = None
        self._book.wipe()
        self._flow.wipe()
        self.changed.emit()

    def card_text(self) -> tuple[str, str]:
        """Title and line of the page on which a card is laid; empty when that page is not for an appointment."""
        wish = self._wish
        if wish is None or not wish.is_chosen or wish.item is None:
            return "", ""
        when = when_text(self._texts, self._server, wish)
        if self.awaits_partner:
            return self._texts.text("card-title-partner"), self._texts.text("card-sub-partner", time=when)
        return self._texts.text("card-title"), self._texts.text(
            "card-sub-wait" if wish.or_wait else "card-sub-book", time=when
        )

    # -- steps -----------------------------------------------------------------------------------------------------

    def _open(self, queue: QueuePrefix) -> None:
        if not self._server.is_connected:
            self._tell(LinkError("link.down"))
            return
        if not takes_bookings(self._server.hall, queue, self._server.now()):
            self._tell(Refused("booking.not_offered", queue=queue))
            return
        self._book.open(queue)
        self.changed.emit()
        self.pageWanted.emit(Page.SLOTS)

    def _ask_for_cards(self) -> None:
        wish = self._wish
        if wish is None:
            return
        self.changed.emit()
        if wish.held is not None:
            self.pageWanted.emit(Page.CONFIRM)
        elif self._session.document is None or wish.needs_partner:
            self.cardWanted.emit()
        elif wish.start is None:
            self._send()
        else:
            self.pageWanted.emit(Page.CONFIRM)

    def _send(self) -> None:
        wish, document = self._wish, self._session.document
        if wish is None or wish.item is None or document is None:
            return
        self._flow.book(
            BookingRequest(
                item=wish.item.code, document=document, slot=wish.start, partner=wish.partner, or_wait=wish.or_wait
            )
        )

    def _finish(self) -> None:
        self._is_choosing = False
        self._wish = None
        self._book.wipe()
        self.changed.emit()

    def _take_refusal(self, error: HallcallError) -> None:
        wish = self._wish
        if error.code == "booking.full" and wish is not None and wish.start is not None and self._book.property("days"):
            self._book.lose(wish.start)
            self._wish = replace(wish, is_chosen=False, start=None, or_wait=False, partner=None)
            self.changed.emit()
            self.pageWanted.emit(Page.LOST)
            return
        if wish is not None and not isinstance(error, LinkError):
            self._wish = replace(wish, is_chosen=False, or_wait=False, partner=None)
        self._tell(error)

    def _tell(self, error: HallcallError) -> None:
        self.changed.emit()
        is_new = self._wish is None or self._wish.held is None
        self.troubled.emit(trouble_of(error, None, self.item, is_booking=True, is_new=is_new))

    # -- words -----------------------------------------------------------------------------------------------------

    def _get_title(self) -> str:
        is_change = self._wish is not None and self._wish.held is not None
        return self._texts.text("slots-title-change" if is_change else "slots-title")

    def _get_name(self) -> str:
        item = self.item
        return item.name.full(self._texts.get_language()) if item is not None else ""

    def _get_confirm_title(self) -> str:
        return self._texts.text(f"confirm-title-{self._wish.kind}") if self._wish is not None else ""

    def _get_confirm_time(self) -> str:
        return when_text(self._texts, self._server, self._wish) if self._wish is not None else ""

    def _get_confirm_text(self) -> str:
        return follows_text(self._texts, self._server, self._wish) if self._wish is not None else ""

    def _get_confirm_action(self) -> str:
        return self._texts.text(f"confirm-action-{self._wish.kind}") if self._wish is not None else ""

    def _get_is_offered(self) -> bool:
        """Worked out once a day: some queue of the hall takes bookings."""
        hall, now = self._server.hall, self._server.now()
        if self._offered is None or self._offered[0] is not hall or self._offered[1] != now.date():
            takes = any(takes_bookings(hall, queue.prefix, now) for queue in hall.queues)
            self._offered = (hall, now.date(), takes)
        return self._offered[2]

    @Slot(str, result=bool)
    def takes(self, item: str) -> bool:
        """Whether an item can be booked, by its code."""
        found = next((one for one in self._server.hall.items if one.code == item), None)
        return found is not None and takes_bookings(self._server.hall, found.queue, self._server.now())

    choosing = Property(bool, lambda self: self._is_choosing, notify=changed)
    """Items lead to their times, not to a number."""
    offered = Property(bool, _get_is_offered, notify=changed)
    """The hall takes bookings at all."""
    title = Property(str, _get_title, notify=changed)
    """Of the page with the times."""
    name = Property(str, _get_name, notify=changed)
    """Name of the item that is being booked."""
    kind = Property(str, lambda self: self._wish.kind if self._wish is not None else "", notify=changed)
    """What is to be confirmed: ``book``, ``wait``, ``change`` or ``cancel``; empty for nothing."""
    mayWait = Property(bool, lambda self: self._wish is not None and self._wish.held is None, notify=changed)
    """A full day can be waited for."""
    confirmTitle = Property(str, _get_confirm_title, notify=changed)
    confirmTime = Property(str, _get_confirm_time, notify=changed)
    confirmText = Property(str, _get_confirm_text, notify=changed)
    confirmAction = Property(str, _get_confirm_action, notify=changed)
    slots = Property(QObject, lambda self: self._book, constant=True)
