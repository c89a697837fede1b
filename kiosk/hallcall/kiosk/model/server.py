"""What the kiosk asks of the server, as a port: the real link implements it, tests write their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from hallcall.client import Answer, Document, IssueRequest
from hallcall.core.commands import AdviceAnswer
from hallcall.core.errors import HallcallError
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall, ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket, TicketId

__all__ = ["KioskServer", "OnAnswer", "OnError", "OnTicket", "QueueFacts"]

OnAnswer: TypeAlias = Callable[[Answer], None]
"""Takes what the server answered; called in the GUI thread."""
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

    def ticket_url(self, token: str) -> str:
        """The visitor's own page; empty without a token."""
        ...

    def issue(self, request: IssueRequest, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Ask for a number. Asked twice with the same key, it gives one ticket."""
        ...

    def find_missed(self, document: Document, on_found: OnTicket) -> None:
        """Look for a number of this visitor that was passed and lies aside; nothing follows when there is none."""
        ...

    def recall_me(self, ticket: TicketId, key: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Let a passed number back into the line: its visitor has come forward."""
        ...

    def record_print(self, ticket: TicketId, reason: str, on_answer: OnAnswer, on_error: OnError) -> None:
        """Tell how a slip ended; an empty reason says that it came out."""
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
