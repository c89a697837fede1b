"""The waiting tickets of one queue, kept in the order of their seniority while they come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from hallcall.core.tickets import Ticket, TicketId

Seniority: TypeAlias = tuple[float, str, int, int]
"""Seconds since 1970, then queue letter, number and leg of the visit: total, and the same on every machine."""


def seniority(ticket: Ticket) -> Seniority:
    """Whoever waits longer is smaller; no two tickets of a day are equal."""
    return (ticket.seniority.timestamp(), ticket.origin, ticket.seq, ticket.leg)


class WaitingLine(Mapping[TicketId, Ticket]):
    """Finds the first at once, and anybody's place in the time of a binary search, with thousands waiting.

    ``put`` and ``drop`` change it; only ``HallState`` does.
    """

    def __init__(self) -> None:
        self._tickets: dict[TicketId, Ticket] = {}
        self._order: list[tuple[Seniority, TicketId]] = []
        """The ordinary ones."""
        self.special: dict[TicketId, Ticket] = {}
        """Deferred, put to the end, or for one counter only: few, and in no order."""

    def __getitem__(self, ticket: TicketId) -> Ticket:
        return self._tickets[ticket]

    def __iter__(self) -> Iterator[TicketId]:
        return iter(self._tickets)

    def __len__(self) -> int:
        return len(self._tickets)

    def copy(self) -> WaitingLine:
        """A line of its own with the same tickets."""
        twin = WaitingLine()
        twin._tickets, twin._order, twin.special = {**self._tickets}, [*self._order], {**self.special}
        return twin

    def put(self, ticket: Ticket) -> None:
        """Add a ticket, or change one that is there."""
        self.drop(ticket.id)
        self._tickets[ticket.id] = ticket
        if is_ordinary(ticket):
            insort(self._order, (seniority(ticket), ticket.id))
        else:
            self.special[ticket.id] = ticket

    def drop(self, ticket_id: TicketId) -> None:
        """Remove a ticket, if it is there."""
        ticket = self._tickets.pop(ticket_id, None)
        if ticket is not None and self.special.pop(ticket_id, None) is None:
            del self._order[self._find(ticket)]

    def first(self) -> Ticket | None:
        """The ordinary ticket that has waited longest."""
        return self._tickets[self._order[0][1]] if self._order else None

    def newest(self) -> Ticket | None:
        """The ordinary ticket that has waited shortest."""
        return self._tickets[self._order[-1][1]] if self._order else None

    def ordinary(self) -> Iterator[Ticket]:
        """The ordinary tickets, longest waiting first. The line must not change meanwhile."""
        return (self._tickets[ticket] for _, ticket in self._order)

    def place(self, ticket: Ticket) -> int:
        """How many ordinary tickets have waited longer than this ordinary one."""
        return self._find(ticket)

    def _find(self, ticket: Ticket) -> int:
        return bisect_left(self._order, (seniority(ticket), ticket.id))


def is_ordinary(ticket: Ticket) -> bool:
    """Whether nothing but its seniority decides its place."""
    return not (ticket.defer_left or ticket.at_end or ticket.only_counter is not None)
