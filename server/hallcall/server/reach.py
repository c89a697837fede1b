"""Gathers what channels tell of calls, in the event loop, and has it written down when a call had time to arrive.

It lies beside the log, for four screens confirm each call of a hall: only the sum is an event. What was gathered and
not written is lost with the server; calls from before its start are therefore left alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ulid import ULID

from hallcall.core import events as ev
from hallcall.core.commands import CallReach, Channel, Reached, SettleCalls
from hallcall.core.errors import HallcallError
from hallcall.core.tickets import TicketId
from hallcall.server.clock import Clock
from hallcall.server.engine import Writer
from hallcall.server.storage import Entry, Once

_log = logging.getLogger(__name__)

LOOK_S = 1.0
"""How often it is looked for calls that had time to arrive."""


@dataclass(slots=True)
class _Call:
    at: datetime
    reached: dict[Channel, float] = field(default_factory=dict[Channel, float])


class ReachBoard:
    """What is known of the calls that are not settled yet."""

    def __init__(self, confirm_s: float, clock: Clock) -> None:
        """Begin empty.

        Args:
            confirm_s: a call has so long to arrive; 0 leaves calls alone.
            clock: the hall's.
        """
        self._confirm_s = confirm_s
        self._clock = clock
        self._calls: dict[tuple[TicketId, int], _Call] = {}
        self._of_event: dict[str, tuple[TicketId, int]] = {}

    def hear(self, entries: Iterable[Entry]) -> None:
        """Take in what has happened."""
        if not self._confirm_s:
            return
        for entry in entries:
            event, recorded = entry.recorded.event, entry.recorded
            if isinstance(event, ev.TicketCalled | ev.TicketRecalled):
                key = (event.ticket, event.call if isinstance(event, ev.TicketRecalled) else 1)
                self._calls[key] = _Call(recorded.at)
                self._of_event[recorded.id] = key

    def confirm(self, ticket: TicketId, call: int, channel: Channel) -> None:
        """A channel has shown or delivered a call. Of each channel the first counts."""
        known = self._calls.get((ticket, call))
        if known is not None:
            after_s = max((self._clock() - known.at).total_seconds(), 0.0)
            known.reached.setdefault(channel, round(after_s, 3))

    def confirm_event(self, event_id: str, channel: Channel) -> None:
        """As ``confirm``, for who knows a call by the id of its event."""
        key = self._of_event.get(event_id)
        if key is not None:
            self.confirm(*key, channel)

    def take_due(self, now: datetime) -> tuple[CallReach, ...]:
        """Calls that had time to arrive, oldest first; they are forgotten here."""
        due = [key for key, call in self._calls.items() if (now - call.at).total_seconds() >= self._confirm_s]
        found = tuple(_reach(key, self._calls.pop(key)) for key in due)
        if due:
            self._of_event = {event: key for event, key in self._of_event.items() if key in self._calls}
        return found


def _reach(key: tuple[TicketId, int], call: _Call) -> CallReach:
    reached = tuple(Reached(channel=channel, after_s=after_s) for channel, after_s in call.reached.items())
    return CallReach(ticket=key[0], call=key[1], reached=reached)


async def settling(board: ReachBoard, writer: Writer, clock: Clock) -> None:
    """Have due calls written down, until cancelled."""
    while True:
        await asyncio.sleep(LOOK_S)
        due = board.take_due(clock())
        if not due:
            continue
        try:
            await writer.ask(Once(key=str(ULID()), actor="server", body_hash=b""), _building(due))
        except HallcallError as error:
            _log.warning("%d calls could not be settled: %s", len(due), error.code)


def _building(due: Sequence[CallReach]) -> Callable[[object, datetime], SettleCalls]:
    def build(_connection: object, _now: datetime) -> SettleCalls:
        return SettleCalls(calls=tuple(due))

    return build
