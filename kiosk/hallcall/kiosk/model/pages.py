"""The pages by name, and the plain sentences for what can go wrong on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hallcall.core.catalogue import ServiceItem
from hallcall.core.errors import HallcallError, LinkError
from hallcall.core.terms import ItemCode
from hallcall.kiosk.model.items import item_row
from hallcall.kiosk.model.places import help_desk_of
from hallcall.kiosk.model.server import KioskServer
from hallcall.ui.texts import ScreenTexts

__all__ = ["Page", "Trouble", "card_problem", "number_problem", "print_problem", "trouble_of"]


class Page(StrEnum):
    """What the screen shows."""

    HOME = "home"
    CARD = "card"
    """Lay the card; or: what was wrong with it."""
    TYPING = "typing"
    CODE = "code"
    """Scan or type the code of a booking."""
    PICKUP = "pickup"
    """Fetch a document from the locker."""
    CONSENT = "consent"
    """What a camera would be for. It is closed."""
    GUARDIAN = "guardian"
    """The visitor is a child: its guardian decides."""
    FACE = "face"
    FACE_WAYS = "faceways"
    """What the camera would be for: several errands."""
    FACE_MATCH = "facematch"
    """Somebody was found by their face: is it they?"""
    FACE_KEPT = "facekept"
    """Their face is remembered until the day ends."""
    FORGET = "forget"
    """It is deleted."""
    ITEM = "item"
    DEPARTMENTS = "departments"
    DEPARTMENT = "department"
    SEARCH = "search"
    ADVICE = "advice"
    """What was chosen can be done with a phone."""
    NEEDS = "needs"
    """What a visitor says of themselves, if they like."""
    PRINCIPAL = "principal"
    """The card of whom the visitor comes for."""
    SEVERAL = "several"
    """Several items for one number."""
    PLAN = "plan"
    """Their way through the hall, and what to bring."""
    TICKET = "ticket"
    PAPER_OUT = "paperout"
    """The number without a slip, whatever the printer's fault."""
    BOOK = "book"
    """What is to be booked."""
    SLOTS = "slots"
    LOST = "lost"
    """Somebody else got the time first: those near it."""
    CONFIRM = "confirm"
    MINE = "mine"
    """What the card has booked."""
    BOOKED = "booked"
    """What became of a wish for an appointment."""
    TROUBLE = "trouble"
    """Why there is no number, and what to do."""
    TIMEOUT = "timeout"
    EVACUATE = "evacuate"
    """People leave the building: no numbers, only the way out."""


_CARD_PROBLEMS = {
    "card.removed": "card-problem-removed",
    "card.own": "card-problem-own",
    "card.unreadable": "card-problem-unreadable",
    "card.wrong_kind": "card-problem-wrong-kind",
    "card.other": "card-problem-other",
    "card.guardian": "card-problem-guardian",
    "card.same_person": "card-problem-same-person",
}
_PRINT_PROBLEMS = {
    "printer.paper_out": "print-problem-paper-out",
    "printer.cover_open": "print-problem-cover-open",
    "printer.cutter_jam": "print-problem-jam",
}
_NUMBER_PROBLEMS = {
    "identity.length": "number-problem-length",
    "identity.old_format": "number-problem-length",
    "identity.check_digit": "number-problem-check",
    "identity.birth_date": "number-problem-check",
    "identity.region": "number-problem-check",
    "identity.characters": "number-problem-check",
}
_TROUBLES = {
    "queue.daily_cap": "trouble-queue-cap",
    "queue.closed": "trouble-queue-closed",
    "ticket.daily_cap": "trouble-daily-cap",
    "item.appointment_only": "trouble-appointment",
    "booking.on_the_spot": "trouble-on-the-spot",
    "ticket.too_late": "trouble-too-late",
    "ticket.unknown": "trouble-code-ticket",
    "booking.full": "trouble-full",
    "booking.blocked": "trouble-blocked",
    "booking.per_day": "trouble-per-day",
    "booking.item_per_day": "trouble-item-per-day",
    "booking.past": "trouble-past",
    "booking.no_slot": "trouble-past",
    "booking.too_near": "trouble-near",
    "booking.too_soon": "trouble-too-soon",
    "booking.too_far": "trouble-too-far",
    "booking.too_late": "trouble-change-late",
    "booking.not_offered": "trouble-not-offered",
    "booking.partner_missing": "trouble-partner-missing",
    "booking.partner_same": "trouble-partner-missing",
    "booking.unknown": "trouble-booking-gone",
    "booking.too_early": "trouble-code-early",
    "booking.card_needed": "trouble-code-card",
    "booking.other_person": "trouble-code-person",
    "booking.ended": "trouble-booking-gone",
    "item.unknown": "trouble-gone",
    "item.no_agent": "trouble-no-agent",
    "quantity.range": "trouble-cases",
    "route.too_many": "trouble-route",
    "passing.see_desk": "trouble-see-desk",
    "calendar.closed": "trouble-closed",
    "calendar.year_missing": "trouble-closed",
}

_BOOKING_HELPS = frozenset({"item.appointment_only", "booking.on_the_spot", "ticket.too_late"})
_TIME_HELPS = _BOOKING_HELPS | {
    "booking.full",
    "booking.past",
    "booking.no_slot",
    "booking.per_day",
    "booking.too_soon",
    "booking.too_near",
    "booking.too_far",
    "queue.daily_cap",
    "queue.closed",
}
"""Another time helps."""
_NUMBER_HELPS = frozenset({"booking.blocked", "booking.item_per_day", "booking.not_offered", "booking.too_soon"})
"""A number can be taken all the same."""


def card_problem(code: str) -> str:
    """The message for a card that could not be read; an unknown fault is the reader's, not the visitor's."""
    return _CARD_PROBLEMS.get(code, "card-problem-reader")


def print_problem(code: str) -> str:
    """The message for a slip that did not come out."""
    return _PRINT_PROBLEMS.get(code, "print-problem-other")


def number_problem(code: str) -> str:
    """The message for a typed number that cannot be right."""
    return _NUMBER_PROBLEMS.get(code, "number-problem-check")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why there is no number."""

    message: str
    """Stem of two messages: ``-title`` and ``-text``."""
    fields: dict[str, str | int | float | bool]
    item: ServiceItem | None
    again: bool
    """Trying again may help."""
    books: ItemCode | None = None
    """The next free time of this item helps."""
    times: ItemCode | None = None
    """One of its times helps."""
    number: ItemCode | None = None
    """A number for it can be taken instead of a time."""

    def title(self, texts: ScreenTexts) -> str:
        """The page's one sentence."""
        return texts.text(f"{self.message}-title", **self.fields)

    def text(self, texts: ScreenTexts, server: KioskServer) -> str:
        """What to do now."""
        desk = help_desk_of(server.hall, texts.get_language())
        text = texts.text(f"{self.message}-text", desk=desk, **self.fields)
        if self.item is None:
            return text
        row = item_row(server, texts, self.item)
        return "\n".join(line for line in (row["name"], row["closedLine"], text) if line)


def trouble_of(
    error: HallcallError,
    item: ServiceItem | None,
    wished: ServiceItem | None = None,
    *,
    is_booking: bool = False,
    is_new: bool = True,
) -> Trouble:
    """What the visitor is told of an error.

    Args:
        error: what went wrong.
        item: named in the text.
        wished: what they came for.
        is_booking: they wanted an appointment.
        is_new: it is no change of one they have.
    """
    may_take = is_booking and is_new and wished is not None and not wished.appointment_only
    number = wished.code if may_take and wished is not None else None
    if isinstance(error, LinkError):
        message = "trouble-booking-link" if is_booking else "trouble-link"
        return Trouble(message=message, fields={}, item=None, again=True, number=number)
    message = _TROUBLES.get(error.code)
    if message is None and error.code in _NUMBER_PROBLEMS:
        message = "trouble-number"
    code = wished.code if wished is not None else None
    return Trouble(
        message=message or ("trouble-booking-other" if is_booking else "trouble-other"),
        fields=dict(error.fields),
        item=item,
        again=False,
        books=code if error.code in _BOOKING_HELPS else None,
        times=code if error.code in _TIME_HELPS else None,
        number=number if error.code in _NUMBER_HELPS else None,
    )
