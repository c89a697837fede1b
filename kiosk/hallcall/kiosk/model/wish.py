"""What a visitor wants to have booked, changed or given up, and how it is said before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hallcall.client import BookingFacts, Document
from hallcall.core.catalogue import ServiceItem
from hallcall.core.days import local_time
from hallcall.kiosk.model.booking_flow import day_text
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["Wish", "follows_text", "when_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One wish for an appointment."""

    item: ServiceItem | None
    """None for a booking of an item that the hall no longer offers."""
    held: BookingFacts | None = None
    """The booking that is to be changed or given up."""
    is_cancel: bool = False
    is_chosen: bool = False
    """A time was chosen, or left to the server: what follows is who comes."""
    start: datetime | None = None
    """None is the next time that is free."""
    or_wait: bool = False
    is_kept: bool = False
    """The place is kept for them: the server knows who comes along."""
    partner: Document | None = None

    @property
    def needs_partner(self) -> bool:
        """Whether a second card is still to come."""
        is_pair = self.item is not None and self.item.parties > 1
        return is_pair and self.partner is None and not self.is_kept

    @property
    def kind(self) -> str:
        """``book``, ``wait``, ``change`` or ``cancel``."""
        if self.held is not None:
            return "cancel" if self.is_cancel else "change"
        return "wait" if self.or_wait else "book"


def when_text(texts: ScreenTexts, server: KioskServer, wish: Wish) -> str:
    """The time of a wish, as people say it; of the waiting list, the day."""
    if wish.start is None:
        return texts.text("slot-next-free")
    start = local_time(server.hall, wish.start)
    if wish.or_wait:
        return texts.text("slot-day", month=start.month, day=start.day)
    return day_text(texts, start, server.now())


def follows_text(texts: ScreenTexts, server: KioskServer, wish: Wish) -> str:
    """What follows from a wish, said before it is confirmed."""
    rules = server.hall.rules.booking
    match wish.kind:
        case "cancel" if wish.held is not None:
            free_until = wish.held.free_until
            is_late = free_until is not None and server.now() > free_until
            return texts.text("confirm-text-late" if is_late else "confirm-text-cancel")
        case "change" if wish.held is not None:
            before = day_text(texts, local_time(server.hall, wish.held.start), server.now())
            return texts.text("confirm-text-change", time=before)
        case "wait":
            return texts.text("confirm-text-wait", minutes=rules.offer_min)
        case _ if _is_near(server, wish):
            return texts.text("confirm-text-near", minutes=rules.undo_min)
        case _:
            return texts.text("confirm-text-book", minutes=rules.cancel_before_min)


def _is_near(server: KioskServer, wish: Wish) -> bool:
    """Whether it cannot be cancelled freely once it is booked."""
    free = timedelta(minutes=server.hall.rules.booking.cancel_before_min)
    return wish.start is not None and wish.start - server.now() < free
