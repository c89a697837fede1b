"""The line of one queue while its calls are played: one lane a class, and who stands beside them.

Written for speed: a replay takes some hundreds of tickets out of it in a millisecond.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from operator import itemgetter

from hallcall.core.classes import PriorityClass
from hallcall.core.hall import QueuePrefix
from hallcall.core.line import Place, Seniority, seniority
from hallcall.core.policy import OrderKey
from hallcall.core.state import left_after_call
from hallcall.core.tickets import Ticket, TicketId

NOBODY: Seniority = (-math.inf, "", 0, 0)
"""The place of the longest waiting where nobody waits."""
_EMPTY: Mapping[TicketId, Ticket] = {}


class Lane:
    """The ordinary tickets of one queue and class."""

    __slots__ = ("added", "head", "key", "late", "order", "places", "tickets")

    def __init__(self, order: Sequence[Place] = (), waiting: Mapping[TicketId, Ticket] = _EMPTY, most: int = 0) -> None:
        """Line up.

        Args:
            order: of the tickets that wait now.
            waiting: them.
            most: so many are lined up; behind them nobody is played.
        """
        self.order = order
        first = order[:most]
        self.tickets = [waiting[ticket] for _, ticket in first]
        self.places = [place for place, _ in first]
        self.head = 0
        self.key: OrderKey | None = None
        """Of the first; None when it must be asked."""
        self.added = [0] * len(first)
        """Overtakings that reached as far back as this ticket."""
        self.late = self.tickets[0].overtaken if order else 0
        """How often the first was overtaken."""

    def put(self, ticket: Ticket) -> None:
        """Add somebody at their place."""
        place = seniority(ticket)
        if len(self.order) > len(self.tickets) and place > self.places[-1]:
            return
        at = len(self.places)
        if at > self.head and place < self.places[-1]:
            at = bisect_left(self.places, place, self.head)
        self.places.insert(at, place)
        self.tickets.insert(at, ticket)
        self.added.insert(at, 0)
        if at == self.head:
            self.key, self.late = None, ticket.overtaken

    def take(self) -> Ticket:
        """The first, who is called."""
        head = self.head
        ticket = self.tickets[head]
        more = self.late - ticket.overtaken - self.added[head]
        self.key, self.head = None, head + 1
        if head + 1 < len(self.tickets):
            self.late = self.tickets[head + 1].overtaken + more
        return ticket

    @property
    def left(self) -> int:
        """How many wait, with those who are not lined up."""
        return max(len(self.order), len(self.tickets)) - self.head

    def before(self, ticket: Ticket) -> int:
        """How many of them wait longer than a ticket."""
        place = seniority(ticket)
        lined_up = bisect_left(self.places, place)
        if lined_up == len(self.places):
            lined_up = max(bisect_left(self.order, (place, ticket.id)), lined_up)
        return max(lined_up - self.head, 0)

    def is_passed_by(self, place: Seniority) -> None:
        """Somebody who came later was called: all who have waited longer were overtaken."""
        back = bisect_left(self.places, place, self.head)
        if back > self.head:
            self.added[back - 1] += 1
            self.late += 1


class Lanes:
    """One queue while it is played."""

    __slots__ = ("called", "front", "front_s", "held", "lanes", "last", "near", "queue", "run")

    def __init__(self, queue: QueuePrefix, run: int) -> None:
        self.queue = queue
        self.run = run
        self.lanes: dict[PriorityClass, Lane] = {}
        self.near: list[Ticket] = []
        """Beside the classes: for one counter only, or back from letting others go first."""
        self.held: list[tuple[int, Ticket]] = []
        """Let so many others go first; the nearest at the end."""
        self.last: list[Ticket] = []
        """When nobody else waits; the first at the end."""
        self.called = 0
        """Of those who are here now."""
        self.front: Seniority = NOBODY
        self.front_s = 0.0
        """Since when the front is the front."""

    def put(self, ticket: Ticket, at_s: float) -> None:
        """Add an ordinary ticket to its lane."""
        lane = self.lanes.get(ticket.priority)
        if lane is None:
            lane = self.lanes[ticket.priority] = Lane()
        lane.put(ticket)
        if self.front is NOBODY:
            self.front, self.front_s = seniority(ticket), at_s

    def look_at_front(self, at_s: float) -> None:
        """Note since when the longest waiting is the longest waiting."""
        self.front, self.front_s = NOBODY, at_s
        for lane in self.lanes.values():
            if lane.head < len(lane.places) and (self.front is NOBODY or lane.places[lane.head] < self.front):
                self.front = lane.places[lane.head]

    def let_go_first(self, called: Ticket) -> None:
        """After a call: who has let enough others go first is near, and numbers that came back are spaced out."""
        if not self.held and not called.spaced_by:
            return
        left = [(left_after_call(left, other, called), other) for left, other in self.held]
        if called.spaced_by:
            left += [(other.spaced_by, other) for other in self.near if other.spaced_by]
            self.near = [other for other in self.near if not other.spaced_by]
        self.near += [other for more, other in left if not more]
        self.held = [one for one in left if one[0]]
        self.sort_held()

    def sort_held(self) -> None:
        """The nearest at the end."""
        self.held.sort(key=itemgetter(0), reverse=True)

    def due(self, at_s: float, most: int, beyond_s: float) -> Seniority | None:
        """The place of the ticket that the bound wants next (``hallcall.core.policy``), or None.

        Args:
            at_s: the moment.
            most: overtakings that nobody has to bear more of; 0 is no bound.
            beyond_s: so long nobody has to be the longest waiting; 0 is no bound.
        """
        if beyond_s and at_s - self.front_s >= beyond_s and self.front is not NOBODY:
            return self.front
        due: Seniority | None = None
        if most:
            for lane in self.lanes.values():
                if lane.late >= most and lane.head < len(lane.tickets):
                    place = lane.places[lane.head]
                    due = place if due is None or place < due else due
        return due
