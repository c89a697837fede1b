"""The calls of one line, played at one moment: nobody comes, and nobody is served meanwhile."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from hallcall.core.line import Place, Seniority, WaitingLine, seniority
from hallcall.core.policy import CallPolicy, OrderKey
from hallcall.core.state import next_run
from hallcall.core.tickets import Ticket, TicketId

Rank: TypeAlias = tuple[bool, int, bool, OrderKey]
"""Waits for the end, others to let go first, not due, key of the policy; smaller is sooner."""


class PlayedLine:
    """A line of which tickets are called one after the other; the line itself stays as it is."""

    def __init__(
        self, line: WaitingLine, beside: Iterable[Ticket], policy: CallPolicy, run: int, now: datetime
    ) -> None:
        """Begin.

        Args:
            line: the waiting tickets of a queue; it must not change meanwhile.
            beside: those of its special tickets that may be called.
            policy: who is called before whom.
            run: of the queue, as ``CallPolicy.key`` says.
            now: aware time.
        """
        self._line, self._policy, self._run, self._now = line, policy, run, now
        self._orders = line.orders()
        self._gone = [0] * len(self._orders)
        """How many of each class were called."""
        self._beside = {ticket.id: ticket for ticket in beside}
        self._called = 0
        self._overtaken: dict[TicketId, int] = {}
        """Of those that were overtaken here."""
        self._due = {
            ticket.id: seniority(ticket)
            for ticket in line.overtaken.values()
            if policy.bound.is_reached(ticket.overtaken)
        }

    def ranked(self) -> list[tuple[Rank, Ticket]]:
        """Those among whom the choice lies, in no order; the smallest rank is called next. None when nobody is left."""
        heads = [
            self._line[order[gone][1]]
            for order, gone in zip(self._orders, self._gone, strict=True)
            if gone < len(order)
        ]
        waiting = [*((head, 0) for head in heads), *((one, self._left(one)) for one in self._beside.values())]
        due = self._due_place(heads)
        if due is None:
            key, run, now = self._policy.key, self._run, self._now
            return [((ticket.at_end, left, True, key(ticket, run, now)), ticket) for ticket, left in waiting]
        return [
            ((ticket.at_end, left, False, (0.0, *place)), ticket)
            for ticket, left in waiting
            if (place := seniority(ticket)) <= due
        ]

    def call(self, ticket: Ticket) -> None:
        """Let one of ``ranked`` go."""
        self._called += 1
        self._run = next_run(self._run, ticket)
        self._due.pop(ticket.id, None)
        if self._beside.pop(ticket.id, None) is None:
            index = next(
                index
                for index, (order, gone) in enumerate(zip(self._orders, self._gone, strict=True))
                if gone < len(order) and order[gone][1] == ticket.id
            )
            self._gone[index] += 1
        if self._policy.bound.most_overtaken:
            self._count_overtaken((seniority(ticket), ticket.id))

    def _left(self, ticket: Ticket) -> int:
        return max(ticket.defer_left - self._called, 0)

    def _is_back(self, ticket: Ticket) -> bool:
        """Whether a deferred ticket has let enough others go first, and waits like the others."""
        return 0 < ticket.defer_left <= self._called and not ticket.at_end and ticket.only_counter is None

    def _due_place(self, heads: list[Ticket]) -> Seniority | None:
        """Seniority of the ticket that is due, the longest waiting of several."""
        places = [*self._due.values()]
        back = [ticket for ticket in self._beside.values() if self._is_back(ticket)]
        front = min([*heads, *back], key=seniority, default=None)
        if front is not None and not front.defer_left and self._policy.bound.has_lasted(front, self._now):
            places.append(seniority(front))
        return min(places, default=None)

    def _count_overtaken(self, called: Place) -> None:
        for order, gone in zip(self._orders, self._gone, strict=True):
            if gone < len(order) and order[gone] < called:
                for place, ticket in order[gone : bisect_left(order, called, gone)]:
                    self._note_overtaken(ticket, place)
        for ticket in self._beside.values():
            if self._is_back(ticket) and seniority(ticket) < called[0]:
                self._note_overtaken(ticket.id, seniority(ticket))

    def _note_overtaken(self, ticket: TicketId, place: Seniority) -> None:
        count = self._overtaken.get(ticket, self._line[ticket].overtaken) + 1
        self._overtaken[ticket] = count
        if self._policy.bound.is_reached(count):
            self._due[ticket] = place
