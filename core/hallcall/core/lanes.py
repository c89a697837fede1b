"""The line of one queue while its calls are played: one lane a class, and who stands beside them.

Written for speed: a replay takes some hundreds of tickets out of it in a millisecond.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from hallcall.core.call_policy import OrderKey
from hallcall.core.line import Seniority, seniority
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import Ticket, TicketId
from hallcall.core.turns import left_after_call

NOBODY: Seniority = (-math.inf, "", 0, 0, TicketId(""))
"""The place of the longest waiting where nobody waits."""
_EMPTY: Mapping[TicketId, Ticket] = {}


class Lane:
    """The ordinary tickets of one queue and class.

    A ticket is looked up when it comes to the front: most that wait behind whom an estimate is asked for never do.
    """

    __slots__ = ("_added", "_come", "_waiting", "first", "head", "key", "late", "order", "places")

    def __init__(
        self, order: Sequence[Seniority] = (), waiting: Mapping[TicketId, Ticket] = _EMPTY, most: int = 0
    ) -> None:
        """Line up.

        Args:
            order: of the tickets that wait now.
            waiting: them.
            most: so many are lined up; behind them nobody is played.
        """
        self.order = order
        self.places = [*order[:most]]
        self.head = 0
        self.first = waiting[order[0][-1]] if order else None
        """Who is called next; None when all were."""
        self.key: OrderKey | None = None
        """Of the first; None when it must be asked."""
        self.late = self.first.overtaken if self.first is not None else 0
        """How often the first was overtaken."""
        self._waiting = waiting
        self._come: dict[TicketId, Ticket] = {}
        self._added: dict[TicketId, int] = {}
        """Overtakings that reached as far back as this ticket."""

    def put(self, ticket: Ticket) -> None:
        """Add somebody at their place."""
        place = seniority(ticket)
        if len(self.order) > len(self.places) and place > self.places[-1]:
            return
        self._come[ticket.id] = ticket
        at = len(self.places)
        if at > self.head and place < self.places[-1]:
            at = bisect_left(self.places, place, self.head)
        self.places.insert(at, place)
        if at == self.head:
            self.first, self.key, self.late = ticket, None, ticket.overtaken

    def take(self) -> Ticket:
        """The first, who is called."""
        ticket = self.first
        assert ticket is not None
        more = self.late - ticket.overtaken - self._added.get(ticket.id, 0)
        self.head += 1
        self.key = self.first = None
        if self.head < len(self.places):
            following = self.places[self.head][-1]
            self.first = self._come.get(following) or self._waiting[following]
            self.late = self.first.overtaken + more
        return ticket

    @property
    def left(self) -> int:
        """How many wait, with those who are not lined up."""
        return max(len(self.order), len(self.places)) - self.head

    def before(self, ticket: Ticket) -> int:
        """How many of them wait longer than a ticket."""
        place = seniority(ticket)
        lined_up = bisect_left(self.places, place)
        if lined_up == len(self.places):
            lined_up = max(bisect_left(self.order, place), lined_up)
        return max(lined_up - self.head, 0)

    def is_passed_by(self, place: Seniority) -> None:
        """Somebody who came later was called: all who have waited longer were overtaken."""
        back = bisect_left(self.places, place, self.head)
        if back > self.head:
            last = self.places[back - 1][-1]
            self._added[last] = self._added.get(last, 0) + 1
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
        """Let so many others go first."""
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
            if lane.first is not None and (self.front is NOBODY or lane.places[lane.head] < self.front):
                self.front = lane.places[lane.head]

    def let_go_first(self, called: Ticket) -> None:
        """After a call: who has let enough others go first is near, and numbers that came back are spaced out."""
        left = [(left_after_call(left, other, called), other) for left, other in self.held]
        if called.spaced_by:
            left += [(other.spaced_by, other) for other in self.near if other.spaced_by]
            self.near = [other for other in self.near if not other.spaced_by]
        self.near += [other for more, other in left if not more]
        self.held = [one for one in left if one[0]]

    def due(self, at_s: float, most: int, beyond_s: float) -> Seniority | None:
        """The place of the ticket that the bound wants next (``hallcall.core.call_policy``), or None.

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
                if lane.late >= most and lane.first is not None:
                    place = lane.places[lane.head]
                    due = place if due is None or place < due else due
        return due
