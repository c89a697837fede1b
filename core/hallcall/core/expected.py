"""Favoured visitors who will come: they may be called before those who wait now.

They come evenly: as many as on past days at this time of the day, times what today has been beside them
(``hallcall.core.busyness``). Others need not be expected: whoever comes later
without being favoured is called later.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from hallcall.core.hall import Hall
from hallcall.core.history import History
from hallcall.core.past_days import SLOT_MIN, SLOTS
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket, TicketId, TicketState
from hallcall.core.values import changed

_SLOT_S = SLOT_MIN * 60.0
_LATE = 10**6
"""A number behind all others of the same instant."""


def newcomer(queue: QueuePrefix, kind: PriorityClass, item: ItemCode, now: datetime) -> Ticket:
    """Somebody who comes at ``now``. It has a number, unlike those who are only expected."""
    return Ticket(
        id=TicketId(f"{queue}/{kind.value}/new"),
        day=now.date(),
        number=queue,
        origin=queue,
        seq=_LATE,
        leg=1,
        queue=queue,
        item=item,
        state=TicketState.WAITING,
        since=now,
        issued_at=now,
        seniority=now,
        priority=kind,
    )


class Expected:
    """The arrivals to come, soonest first."""

    def __init__(
        self, hall: Hall, history: History, queues: Iterable[QueuePrefix], now: datetime, second: float, busyness: float
    ) -> None:
        """Look ahead.

        Args:
            hall: whose rules say who is favoured.
            history: how many come usually.
            queues: to which they come.
            now: the moment.
            second: the same as seconds from local midnight.
            busyness: today's visitors as a multiple of the usual ones.
        """
        self._now = now
        self._begin_s = second
        self._streams: list[tuple[float, int, _Stream]] = []
        for queue in queues:
            for kind in PriorityClass:
                slots = history.arrivals.get((queue, kind))
                if slots is not None and overtakes(hall.rules.order, kind):
                    pattern = changed(newcomer(queue, kind, ItemCode(""), now), number="")
                    self._push(len(self._streams), _Stream(pattern, slots, self._begin_s, busyness))

    @property
    def next_s(self) -> float:
        """When the next comes, in seconds from now; infinite when nobody does."""
        return self._streams[0][0] - self._begin_s if self._streams else math.inf

    def pop(self) -> Ticket:
        """The next. It has no number."""
        at_s, index, stream = heapq.heappop(self._streams)
        came = self._now + timedelta(seconds=at_s - self._begin_s)
        ticket = changed(stream.pattern, seniority=came, since=came, issued_at=came, seq=_LATE + stream.count)
        stream.count += 1
        self._push(index, stream)
        return ticket

    def _push(self, index: int, stream: _Stream) -> None:
        at_s = stream.next_s()
        if at_s < math.inf:
            heapq.heappush(self._streams, (at_s, index, stream))


class _Stream:
    """The arrivals of one queue and class: the first after half of the usual distance."""

    def __init__(self, pattern: Ticket, slots: Sequence[float], begin_s: float, busyness: float) -> None:
        self.pattern = pattern
        self.count = 0
        """Those that came."""
        self._slots, self._busyness = slots, busyness
        self._from_s = begin_s
        self._reached = 0.0
        """Arrivals expected up to ``_from_s``."""

    def next_s(self) -> float:
        """When the next one comes, in seconds of the day; infinite when nobody does."""
        wanted = self.count + 0.5
        while (slot := int(self._from_s // _SLOT_S)) < SLOTS:
            end_s = (slot + 1) * _SLOT_S
            rate = self._busyness * self._slots[slot] / _SLOT_S
            reached = self._reached + rate * (end_s - self._from_s)
            if reached >= wanted:
                return self._from_s + (wanted - self._reached) / rate
            self._reached, self._from_s = reached, end_s
        return math.inf


def overtakes(rules: OrderRules, kind: PriorityClass) -> bool:
    """Whether somebody of a class may be called before others who came earlier."""
    return rules.policy is not PolicyName.FCFS and rules.rates.of(kind) > rules.rates.normal


def moved(ticket: Ticket, queue: QueuePrefix, counter: CounterNumber | None = None) -> Ticket:
    """A visitor as they would wait elsewhere after a transfer, with the waiting time they have.

    Args:
        ticket: called or served now.
        queue: where they would wait.
        counter: the only one that may call them there; None for any of the queue.
    """
    return changed(
        ticket,
        id=TicketId(f"{ticket.id}/moved"),
        leg=ticket.leg + 1,
        queue=queue,
        only_counter=counter,
        state=TicketState.WAITING,
        counter=None,
        passes=0,
        defer_left=0,
        at_end=False,
        spaced_by=0,
        not_before=None,
    )
