"""What the kiosk asks of the server, as a port: the real link implements it, tests write their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeAlias

from hallcall.client import (
    Answer,
    BookingHolder,
    BookingRequest,
    CheckInRequest,
    DaySlots,
    Document,
    IssueRequest,
    VisitorBookings,
)
from hallcall.core.booking.book import BookingCode
from hallcall.core.commands import AdviceAnswer
from hallcall.core.errors import HallcallError
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall
from hallcall.core.languages import Language
from hallcall.core.snapshot import Closure, Emergency
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Need, Ticket, TicketId, Visit

__all__ = ["KioskServer", "OnAnswer", "OnBookings", "OnError", "OnHolder", "OnSlots", "OnTicket", "QueueFacts"]

OnAnswer: TypeAlias = Callable[[Answer], None]
"""Takes what the server answered; called in the GUI thread."""
OnBookings: TypeAlias = Callable[[VisitorBookings], None]
"""Takes the bookings of a card; called in the GUI thread."""
OnHolder: TypeAlias = Callable[[BookingHolder], None]
"""Takes whose a booking is; called in the GUI thread."""
OnSlots: TypeAlias = Callable[[DaySlots], None]
"""Takes the slots of a day; called in the GUI thread."""
OnError: TypeAlias = Callable[[HallcallError], None]
"""Takes what went wrong; called in the GUI thread."""
OnTicket: TypeAlias = Callable[[Ticket], None]
"""Takes a number that was found; called in the GUI thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFacts:
    """What may be told about a queue before a number is taken."""

    waiting: int | None
    """None when the state is too old to be told."""
    wait: WaitRange | None
    """For somebody who comes now; None when no counter is open or nothing is known."""
    is_open: bool
    """Whether it gives numbers now."""
    opens: datetime | None = None
    """When it is closed: the next local time it opens, if known."""
    closure: Closure | None = None
    """Within its hours, but closed for now by a manager."""


class KioskServer(Protocol):
    """The server as the kiosk sees it. Callbacks come in the GUI thread, never from inside the call."""

    @property
    def hall(self) -> Hall:
        """The hall."""
        ...

    @property
    def is_connected(self) -> bool:
        """Whether the link is up: a command sent now has a chance."""
        ...

    @property
    def is_outdated(self) -> bool:
        """Whether the server works by other hall files than this kiosk."""
        ...

    @property
    def holds_numbers(self) -> bool:
        """Whether this kiosk can give numbers by itself while the link is down."""
        ...

    @property
    def emergency(self) -> Emergency | None:
        """Whether people must leave the building, as heard last; it holds while the server is away."""
        ...

    @property
    def first_page(self) -> tuple[ItemCode, ...]:
        """Items of the first page today, in order; all of them are the hall's."""
        ...

    def now(self) -> datetime:
        """The hall's local time."""
        ...

    def subscribe(self, on_change: Callable[[], None]) -> None:
        """Call ``on_change`` in the GUI thread whenever queue facts or the link have changed."""
        ...

    def queue_facts(self, queue: QueuePrefix) -> QueueFacts:
        """How a queue stands now, from the state last heard."""
        ...

    def languages(self) -> frozenset[Language]:
        """Languages beside Mandarin that somebody on duty serves in now."""
        ...

    def plan(self, items: Sequence[ItemCode], kiosk: str, needs: frozenset[Need]) -> tuple[Visit, ...]:
        """The route that one number for these items would have now, from the state last heard."""
        ...

    def ticket_url(self, token: str) -> str:
        """The visitor's own page; empty without a token."""
        ...

    def issue(self, request: IssueRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Ask for a number. Asked twice with the same key, it gives one ticket."""
        ...

    def find_ticket(self, token: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Look for the live number of a slip whose code was scanned."""
        ...

    def find_missed(self, document: Document, on_found: OnTicket) -> None:
        """Look for a number of this visitor that was passed and lies aside; nothing follows when there is none."""
        ...

    def recall_me(self, ticket: TicketId, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Let a passed number back into the line: its visitor has come forward."""
        ...

    def bookings(self, document: Document, on_bookings: OnBookings, on_error: OnError) -> None:
        """Ask for the bookings of a card, and the places kept for it."""
        ...

    def booking_holder(self, code: BookingCode, on_holder: OnHolder, on_error: OnError) -> None:
        """Ask whose a booking is: what may be shown to somebody who was recognised."""
        ...

    def slots(self, queue: QueuePrefix, day: date | None, on_slots: OnSlots, on_error: OnError) -> None:
        """Ask how full the slots of a queue are on a day; None is the next one that can be booked."""
        ...

    def book(self, request: BookingRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Ask for an appointment. Asked twice with the same key, it gives one."""
        ...

    def change_booking(
        self, code: BookingCode, start: datetime, key: str, on_answer: OnAnswer, on_error: OnError
    ) -> None:
        """Move a booking to another slot."""
        ...

    def cancel_booking(self, code: BookingCode, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Give a booking up."""
        ...

    def check_in(self, request: CheckInRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Turn a booking into a number; there is none while the partner is missing."""
        ...

    def defer(self, ticket: TicketId, by: int, on_answer: OnAnswer, on_error: OnError) -> None:
        """Let others go before a waiting number, by the wish of its holder."""
        ...

    def record_print(self, ticket: TicketId, reason: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Tell how a slip ended; an empty reason says that it came out."""
        ...

    def decline_slip(self, ticket: TicketId) -> None:
        """Tell that the visitor goes without a slip."""
        ...

    def choose_notice(self, ticket: TicketId, *, on: bool, on_answer: OnAnswer, on_error: OnError) -> None:
        """Turn messages for a ticket on or off."""
        ...

    def choose_priority(self, ticket: TicketId, *, on: bool, on_answer: OnAnswer, on_error: OnError) -> None:
        """Give up being called sooner than others, or take it back."""
        ...

    def call_staff(self, kiosk: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Ask a person to come to this kiosk."""
        ...

    def record_advice(self, kiosk: str, item: ItemCode, answer: AdviceAnswer) -> None:
        """Tell how the advice to use a phone was answered; what does not get through is forgotten."""
        ...

    def report_device(self, device: str, health: str, reasons: tuple[str, ...]) -> None:
        """Tell the state of one of this kiosk's devices."""
        ...
