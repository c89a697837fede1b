"""What the writer is asked to do, and what it answers."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeAlias

from hallcall.core.booking.book import Booking
from hallcall.core.commands import Command
from hallcall.core.estimate import WaitRange
from hallcall.core.tickets import Ticket
from hallcall.server.storage import Connection, Entry, Once

Reply: TypeAlias = concurrent.futures.Future[Any] | asyncio.Future[Any]
"""Where an answer goes: to a thread that waits, or to a coroutine."""


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
    booking: Booking | None = None
    """The booking it was about, as it is now."""
    again: bool = field(default=False, compare=False, repr=False)
    """The key was known, and nothing was done now: the same answer as then, on another occasion."""


class CommandJob(NamedTuple):
    """A command on its way to the rules."""

    reply: Reply
    once: Once
    build: Callable[[Connection, datetime], Command]
    """Makes the command inside the transaction; what it writes is undone when the command is refused."""
    asked_at: float
    """Seconds of a steady clock."""


class WriteJob(NamedTuple):
    """A change of rows that are no events: devices, clerks, messages."""

    reply: Reply
    action: Callable[[Connection, datetime], Any]


Job: TypeAlias = CommandJob | WriteJob


class Settled(NamedTuple):
    """A job that is done, or what was wrong with it."""

    job: Job
    value: Any
    trouble: BaseException | None
    outcome: str = ""
    """Of a command: ``DONE``, ``REPEATED`` or the code of the error."""


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


def is_wanted(job: Job) -> bool:
    """Whether somebody still waits for the answer; from here on a sender that goes away undoes nothing."""
    reply = job.reply
    if isinstance(reply, concurrent.futures.Future):
        return reply.set_running_or_notify_cancel()
    return not reply.cancelled()


def tell(settled: Iterable[Settled]) -> None:
    """Give the answers; coroutines of one event loop get theirs in one go, for waking a loop is not cheap."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Settled]] = {}
    for one in settled:
        reply = one.job.reply
        if isinstance(reply, concurrent.futures.Future):
            _answer(one)
        else:
            by_loop.setdefault(reply.get_loop(), []).append(one)
    for loop, answers in by_loop.items():
        loop.call_soon_threadsafe(_answer_all, answers)


def _answer_all(settled: Iterable[Settled]) -> None:
    for one in settled:
        if not one.job.reply.done():
            _answer(one)


def _answer(one: Settled) -> None:
    if one.trouble is None:
        one.job.reply.set_result(one.value)
    else:
        one.job.reply.set_exception(one.trouble)
