"""The waiting tickets of one queue, kept in the order of their seniority while they come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from itertools import chain
from typing import TypeAlias

from hallcall.core.languages import Language
from hallcall.core.priority import PriorityClass
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import Ticket, TicketId, TicketState

Seniority: TypeAlias = tuple[float, str, int, int, TicketId]
"""Seconds since 1970, then queue letter, number and leg of the visit: total, and the same on every machine. The ticket
stands at the end and never decides."""


def seniority(ticket: Ticket) -> Seniority:
    """Whoever waits longer is smaller; no two tickets of a day are equal."""
    return (ticket.seniority.timestamp(), ticket.origin, ticket.seq, ticket.leg, ticket.id)


class WaitingLine(Mapping[TicketId, Ticket]):
    """Finds the first of each class at once, and anybody's place in the time of a binary search.

    ``put``, ``note`` and ``drop`` change it; only ``HallState`` does, before it changes its tickets.
    """

    def __init__(self, queue: QueuePrefix, tickets: Mapping[TicketId, Ticket]) -> None:
        """An empty line.

        Args:
            queue: whose line it is.
            tickets: all live tickets of the hall, kept by the owner of the line: a ticket is stored once.
        """
        self._queue = queue
        self.tickets = tickets
        """All live ones of the hall."""
        self._order: dict[PriorityClass, list[Seniority]] = {}
        """The ordinary ones by class, each in order; no list is empty."""
        self.special: dict[TicketId, Ticket] = {}
        """Deferred, come back, put to the end, still on the way, for one counter or one language only: few, and in no
        order."""
        self.overtaken: dict[TicketId, Ticket] = {}
        """The ordinary ones that were overtaken."""
        self.to_tell: set[TicketId] = set()
        """Those whose visitors want to be told that their turn is near, and were not."""

    def __getitem__(self, ticket_id: TicketId) -> Ticket:
        ticket = self.tickets[ticket_id]
        if ticket.state is not TicketState.WAITING or ticket.queue != self._queue:
            raise KeyError(ticket_id)
        return ticket

    def __iter__(self) -> Iterator[TicketId]:
        return chain(self.special, (place[-1] for order in self._order.values() for place in order))

    def __len__(self) -> int:
        return len(self.special) + sum(map(len, self._order.values()))

    def copy(self, tickets: Mapping[TicketId, Ticket]) -> WaitingLine:
        """A line of its own with the same tickets, which another owner keeps."""
        twin = WaitingLine(self._queue, tickets)
        twin.special, twin.overtaken, twin.to_tell = {**self.special}, {**self.overtaken}, {*self.to_tell}
        twin._order = {kind: [*order] for kind, order in self._order.items()}
        return twin

    def put(self, ticket: Ticket) -> None:
        """Add a ticket, or change one that is there."""
        if ticket.id in self:
            self.drop(self.tickets[ticket.id])
        if is_ordinary(ticket):
            insort(self._order.setdefault(ticket.priority, []), seniority(ticket))
            if ticket.overtaken:
                self.overtaken[ticket.id] = ticket
        else:
            self.special[ticket.id] = ticket
        if ticket.notify and not ticket.near_told:
            self.to_tell.add(ticket.id)

    def note(self, ticket: Ticket) -> None:
        """Change an ordinary ticket in how long it was the first, or how often it was overtaken."""
        if ticket.overtaken:
            self.overtaken[ticket.id] = ticket

    def drop(self, ticket: Ticket) -> None:
        """Remove a ticket that is there."""
        self.to_tell.discard(ticket.id)
        if self.special.pop(ticket.id, None) is not None:
            return
        self.overtaken.pop(ticket.id, None)
        order = self._order[ticket.priority]
        del order[bisect_left(order, seniority(ticket))]
        if not order:
            del self._order[ticket.priority]

    def heads(self) -> list[Ticket]:
        """The ordinary ticket of each class that has waited longest."""
        return [self.tickets[order[0][-1]] for order in self._order.values()]

    def first(self) -> Ticket | None:
        """The ordinary ticket that has waited longest."""
        return self.tickets[min(order[0] for order in self._order.values())[-1]] if self._order else None

    def newest(self, kind: PriorityClass) -> Ticket | None:
        """The ordinary ticket of a class that has waited shortest, of those that count from when they came.

        Who gave up the priority of a booking counts from its slot, which may not have begun.
        """
        newest_first = (self.tickets[place[-1]] for place in reversed(self._order.get(kind, ())))
        return next((ticket for ticket in newest_first if ticket.booked_for is None), None)

    def count(self, kind: PriorityClass) -> int:
        """How many ordinary tickets of a class wait."""
        return len(self._order.get(kind, ()))

    def orders(self) -> list[Sequence[Seniority]]:
        """The ordinary tickets of each class that has any, longest waiting first; good until the line changes."""
        return [*self._order.values()]

    def ordinary(self) -> Iterator[Ticket]:
        """The ordinary tickets, longest waiting first. The line must not change meanwhile."""
        return (self.tickets[place[-1]] for place in merge(*self._order.values()))

    def older(self, ticket: Ticket) -> list[Ticket]:
        """The ordinary tickets that have waited longer than this one, in no order."""
        limit = seniority(ticket)
        return [
            self.tickets[place[-1]]
            for order in self._order.values()
            if order[0] < limit
            for place in order[: bisect_left(order, limit)]
        ]

    def place(self, ticket: Ticket) -> int:
        """How many ordinary tickets of its class have waited longer than this ordinary one."""
        return bisect_left(self._order[ticket.priority], seniority(ticket))


def is_ordinary(ticket: Ticket) -> bool:
    """Whether nothing but its class and seniority decides its place."""
    return not (
        ticket.defer_left
        or ticket.spaced_by
        or ticket.at_end
        or ticket.only_counter is not None
        or ticket.not_before is not None
        or ticket.language is not Language.ZH
    )


def is_held_to_end(ticket: Ticket, now: datetime) -> bool:
    """Whether it waits for all others of its queue: until the session ends in which it did not come."""
    return ticket.at_end and now < ticket.seniority
