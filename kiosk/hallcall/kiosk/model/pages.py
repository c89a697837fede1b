"""The pages by name, and the plain sentences for what can go wrong on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hallcall.core.errors import HallcallError, LinkError
from hallcall.core.hall import ServiceItem
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
    ITEM = "item"
    DEPARTMENTS = "departments"
    DEPARTMENT = "department"
    SEARCH = "search"
    ADVICE = "advice"
    """What was chosen can be done with a phone."""
    TICKET = "ticket"
    PAPER_OUT = "paperout"
    """The number without a slip, whatever the printer's fault."""
    TROUBLE = "trouble"
    """Why there is no number, and what to do."""
    TIMEOUT = "timeout"


_CARD_PROBLEMS = {
    "card.removed": "card-problem-removed",
    "card.unreadable": "card-problem-unreadable",
    "card.wrong_kind": "card-problem-wrong-kind",
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
    "ticket.daily_cap": "trouble-daily-cap",
    "item.appointment_only": "trouble-appointment",
    "item.unknown": "trouble-gone",
    "passing.see_desk": "trouble-see-desk",
    "calendar.closed": "trouble-closed",
    "calendar.year_missing": "trouble-closed",
}


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


def trouble_of(error: HallcallError, item: ServiceItem | None) -> Trouble:
    """What the visitor is told of an error."""
    if isinstance(error, LinkError):
        return Trouble(message="trouble-link", fields={}, item=None, again=True)
    message = _TROUBLES.get(error.code)
    if message is None and error.code in _NUMBER_PROBLEMS:
        message = "trouble-number"
    return Trouble(message=message or "trouble-other", fields=dict(error.fields), item=item, again=False)
