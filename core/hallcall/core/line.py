"""The waiting tickets of one queue, kept in the order of their seniority while they come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from operator import itemgetter
from typing import TypeAlias

from hallcall.core.classes import PriorityClass
from hallcall.core.languages import Language
from hallcall.core.tickets import Ticket, TicketId

Seniority: TypeAlias = tuple[float, str, int, int]
"""Seconds since 1970, then queue letter, number and leg of the visit: total, and the same on every machine."""
Place: TypeAlias = tuple[Seniority, TicketId]
_seniority = itemgetter(0)


def seniority(ticket: Ticket) -> Seniority:
    """Whoever waits longer is smaller; no two tickets of a day are equal."""
    return (ticket.seniority.timestamp(), ticket.origin, ticket.seq, ticket.leg)


class WaitingLine(Mapping[TicketId, Ticket]):
    """Finds the first of each class at once, and anybody's place in the time of a binary search.

    ``put`` and ``drop`` change it; only ``HallState`` does.
    """

    def __init__(self) -> None:
        self._tickets: dict[TicketId, Ticket] = {}
        self._order: dict[PriorityClass, list[Place]] = {}
        """The ordinary ones by class, each in order; no list is empty."""
        self.special: dict[TicketId, Ticket] = {}
        """Deferred, come back, put to the end, still on the way, for one counter or one language only: few, and in no
        order."""
        self.overtaken: dict[TicketId, Ticket] = {}
        """The ordinary ones that were overtaken."""

    def __getitem__(self, ticket: TicketId) -> Ticket:
        return self._tickets[ticket]

    def __iter__(self) -> Iterator[TicketId]:
        return iter(self._tickets)

    def __len__(self) -> int:
        return len(self._tickets)

    def copy(self) -> WaitingLine:
        """A line of its own with the same tickets."""
        twin = WaitingLine()
        twin._tickets, twin.special, twin.overtaken = {**self._tickets}, {**self.special}, {**self.overtaken}
        twin._order = {kind: [*order] for kind, order in self._order.items()}
        return twin

    def put(self, ticket: Ticket) -> None:
        """Add a ticket, or change one that is there."""
        self.drop(ticket.id)
        self._tickets[ticket.id] = ticket
        if is_ordinary(ticket):
            insort(self._order.setdefault(ticket.priority, []), (seniority(ticket), ticket.id))
            if ticket.overtaken:
                self.overtaken[ticket.id] = ticket
        else:
            self.special[ticket.id] = ticket

    def note(self, ticket: Ticket) -> None:
        """Change an ordinary ticket in what does not move it."""
        self._tickets[ticket.id] = ticket
        if ticket.overtaken:
            self.overtaken[ticket.id] = ticket

    def drop(self, ticket_id: TicketId) -> None:
        """Remove a ticket, if it is there."""
        ticket = self._tickets.pop(ticket_id, None)
        if ticket is None or self.special.pop(ticket_id, None) is not None:
            return
        self.overtaken.pop(ticket_id, None)
        order = self._order[ticket.priority]
        del order[bisect_left(order, (seniority(ticket), ticket_id))]
        if not order:
            del self._order[ticket.priority]

    def heads(self) -> list[Ticket]:
        """The ordinary ticket of each class that has waited longest."""
        return [self._tickets[order[0][1]] for order in self._order.values()]

    def first(self) -> Ticket | None:
        """The ordinary ticket that has waited longest."""
        return self._tickets[min(order[0] for order in self._order.values())[1]] if self._order else None

    def newest(self, kind: PriorityClass) -> Ticket | None:
        """The ordinary ticket of a class that has waited shortest."""
        order = self._order.get(kind)
        return self._tickets[order[-1][1]] if order else None

    def orders(self) -> list[Sequence[Place]]:
        """The ordinary tickets of each class that has any, longest waiting first; good until the line changes."""
        return [*self._order.values()]

    def ordinary(self) -> Iterator[Ticket]:
        """The ordinary tickets, longest waiting first. The line must not change meanwhile."""
        return (self._tickets[ticket] for _, ticket in merge(*self._order.values(), key=_seniority))

    def older(self, ticket: Ticket) -> list[Ticket]:
        """The ordinary tickets that have waited longer than this one, in no order."""
        limit = (seniority(ticket), ticket.id)
        return [
            self._tickets[place[1]]
            for order in self._order.values()
            if order[0] < limit
            for place in order[: bisect_left(order, limit)]
        ]

    def place(self, ticket: Ticket) -> int:
        """How many ordinary tickets of its class have waited longer than this ordinary one."""
        return bisect_left(self._order[ticket.priority], (seniority(ticket), ticket.id))


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
