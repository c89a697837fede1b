"""What the writer is asked to do, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from hallcall.core.commands import Command
from hallcall.core.estimate import WaitRange
from hallcall.core.tickets import Ticket
from hallcall.server.storage import Connection, Entry, Once


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a command did; kept with its key, so that the same request gets the same answer."""

    seq: int
    """Place of its last event in the log; 0 when nothing changed."""
    repeated: bool
    events: tuple[str, ...] = ()
    """Ids."""
    ticket: Ticket | None = None
    """The ticket it was about, as it is now."""
    ahead: int | None = None
    """People before a waiting ticket."""
    wait: WaitRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandJob:
    """A command on its way to the rules."""

    once: Once
    build: Callable[[Connection, datetime], Command]
    """Makes the command inside the transaction; what it writes is undone when the command is refused."""
    future: Future[Done] = field(default_factory=Future[Done])


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteJob:
    """A change of rows that are no events: devices, clerks, messages."""

    action: Callable[[Connection, datetime], Any]
    future: Future[Any] = field(default_factory=Future[Any])


class Rider(Protocol):
    """Writes something of its own with every event, in the same transaction."""

    def __call__(self, connection: Connection, entry: Entry, ticket: Ticket | None) -> None:
        """Ride along.

        Args:
            connection: inside the transaction of the event.
            entry: the event.
            ticket: the ticket it is about, as it was before; None for other events.
        """
        ...
