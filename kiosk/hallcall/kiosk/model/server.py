"""What the kiosk asks of the server, as a port: the real link implements it, tests write their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from hallcall.core.errors import HallcallError
from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall, ItemCode, QueuePrefix
from hallcall.core.tickets import Need, TicketId

__all__ = ["Bearer", "IssueRequest", "IssuedTicket", "KioskServer", "OnError", "QueueFacts"]

OnError: TypeAlias = Callable[[HallcallError], None]
"""Takes what went wrong; called in the GUI thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who takes the number. Its text form hides them: values end up in logs by accident."""

    number: str = field(repr=False)
    """Document number, compact."""
    name: str = field(default="", repr=False)
    """As on the card; empty when the number was typed."""
    verified: bool
    """Read from a card by the reader, not typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """One wish for a number. Sent twice with the same key, it gives one ticket."""

    key: str
    """Idempotency key, made at the touch."""
    item: ItemCode
    kiosk: str
    bearer: Bearer | None
    """None for a visitor without any document."""
    needs: frozenset[Need] = frozenset()
    language: str = "zh-CN"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTicket:
    """The server's answer: the number, and what the slip says about it."""

    ticket: TicketId
    number: str
    """As printed: ``A023``."""
    item: ItemCode
    queue: QueuePrefix
    issued_at: datetime
    """With time zone."""
    serial: int
    """Place in the hall's log: what a reprint is checked against."""
    prints: int = 0
    """Slips that have left the printer before."""
    ahead: int | None = None
    """People of the queue who will be called before; None when the ticket is not waiting any more."""
    wait: WaitRange | None = None
    """None when no counter is open for the queue."""
    url: str = ""
    """The visitor's own page, with a random token; nothing personal in it."""
    repeated: bool = False
    """The visitor held this number already."""
    phone: str = ""
    """Masked number messages go to; empty when none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFacts:
    """What may be told about a queue before a number is taken."""

    waiting: int
    wait: WaitRange | None
    """For somebody who comes now; None when no counter is open."""
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

    def now(self) -> datetime:
        """The hall's local time."""
        ...

    def subscribe(self, on_change: Callable[[], None]) -> None:
        """Call ``on_change`` in the GUI thread whenever queue facts or the link have changed."""
        ...

    def queue_facts(self, queue: QueuePrefix) -> QueueFacts:
        """How a queue stands now, from the state last heard."""
        ...

    def issue(self, request: IssueRequest, on_answer: Callable[[IssuedTicket], None], on_error: OnError) -> None:
        """Ask for a number."""
        ...

    def record_print(self, ticket: TicketId, *, ok: bool, reason: str = "") -> None:
        """Tell how a slip ended; kept and sent again by the link when the server is away."""
        ...

    def choose_notice(self, ticket: TicketId, *, on: bool, on_done: Callable[[], None], on_error: OnError) -> None:
        """Turn messages for a ticket on or off."""
        ...

    def call_staff(self, kiosk: str, on_done: Callable[[], None], on_error: OnError) -> None:
        """Ask a person to come to this kiosk."""
        ...

    def report_device(self, device: str, health: str, reasons: tuple[str, ...]) -> None:
        """Tell the state of one of this kiosk's devices."""
        ...
