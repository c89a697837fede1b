"""The estimators that other systems use, to measure ours beside them. No part of the product.

Source:
    Ibrahim and Whitt 2009, M&SOM 11:397-415 (LES, HOL and QL); an average of past waits is what most ticket systems
    print.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.events import Recorded, TicketCalled, TicketIssued
from hallcall.core.hall import Hall
from hallcall.core.history import History
from hallcall.core.order import people_ahead
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import TicketId

LAST = 20
"""Past waits that are averaged."""
NAMES = ("last-20", "LES", "HOL", "queue length")
_OPEN = frozenset({CounterStatus.IDLE, CounterStatus.CALLING, CounterStatus.SERVING})
_FIFO = FirstComeFirstServed()


@dataclass(slots=True)
class _Past:
    """Of one queue."""

    waits_s: deque[float] = field(default_factory=lambda: deque[float](maxlen=LAST))
    last_s: float = 0.0
    """Wait of who was called last."""


class UsualEstimators:
    """What each of them says at the moment a number is given. They know the same learned times as ours."""

    def __init__(self, hall: Hall, history: History) -> None:
        self._hall = hall
        self._history = history
        self._past: dict[QueuePrefix, _Past] = {}
        self._issued: dict[TicketId, tuple[QueuePrefix, datetime]] = {}

    def take(self, recorded: Recorded) -> None:
        """The next event."""
        event = recorded.event
        if isinstance(event, TicketIssued):
            self._issued[event.ticket] = (event.queue, recorded.at)
        elif isinstance(event, TicketCalled) and event.ticket in self._issued:
            queue, since = self._issued.pop(event.ticket)
            past = self._past.setdefault(queue, _Past())
            past.last_s = (recorded.at - since).total_seconds()
            past.waits_s.append(past.last_s)

    def estimates(self, state: HallState, ticket: TicketId, now: datetime) -> dict[str, float]:
        """Seconds by name, for a ticket that has just been given.

        With a counter free all but the average say 0, as people who stand there see.
        """
        queue = state.tickets[ticket].queue
        past = self._past.get(queue, _Past())
        average = sum(past.waits_s) / len(past.waits_s) if past.waits_s else 0.0
        ahead = people_ahead(state, ticket, _FIFO, now) or 0
        statuses = [
            state.counters[counter.number].status
            for counter in self._hall.counters_by_queue[queue]
            if counter.number in state.counters
        ]
        working = sum(status in _OPEN for status in statuses)
        free = sum(status is CounterStatus.IDLE for status in statuses)
        if ahead < free:
            return dict(zip(NAMES, (average, 0.0, 0.0, 0.0), strict=True))
        front = state.waiting[queue].first()
        head_s = (now - front.issued_at).total_seconds() if front is not None else 0.0
        length_s = (ahead + 1) * self._history.service.queues[queue].mean_s / max(working, 1)
        return dict(zip(NAMES, (average, past.last_s, head_s, length_s), strict=True))
