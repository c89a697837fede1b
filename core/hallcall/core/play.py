"""The calls of one line, played at one moment: nobody comes, and nobody is served meanwhile."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from hallcall.core.call_policy import CallPolicy, OrderKey
from hallcall.core.line import Seniority, WaitingLine, is_held_to_end, is_ordinary, seniority
from hallcall.core.tickets import Ticket, TicketId
from hallcall.core.turns import left_after_call, next_run
from hallcall.core.values import changed

Rank: TypeAlias = tuple[bool, int, bool, OrderKey]
"""Waits for the end, others to let go first, not due, key of the policy; smaller is sooner."""


def is_ready(rank: Rank) -> bool:
    """Whether whoever has this rank lets nobody go first."""
    return not rank[0] and not rank[1]


def is_due(rank: Rank) -> bool:
    """Whether the bound wants whoever has this rank next."""
    return not rank[2]


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
        self._left = {one.id: one.defer_left for one in self._beside.values()}
        """How many others each of them lets go first."""
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
            self._line[order[gone][-1]]
            for order, gone in zip(self._orders, self._gone, strict=True)
            if gone < len(order)
        ]
        waiting = [*((head, 0) for head in heads), *((one, self._left[one.id]) for one in self._beside.values())]
        due = self._due_place(heads)
        if due is None:
            key, run, now, at_s = self._policy.key, self._run, self._now, self._now.timestamp()
            return [
                ((is_held_to_end(one, now), left, True, key(one.priority, seniority(one), run, at_s)), one)
                for one, left in waiting
            ]
        return [
            ((is_held_to_end(ticket, self._now), left, False, (0.0, *place)), ticket)
            for ticket, left in waiting
            if (place := seniority(ticket)) <= due
        ]

    def call(self, ticket: Ticket) -> None:
        """Let one of ``ranked`` go."""
        self._run = next_run(self._run, ticket)
        self._due.pop(ticket.id, None)
        if self._beside.pop(ticket.id, None) is None:
            index = next(
                index
                for index, (order, gone) in enumerate(zip(self._orders, self._gone, strict=True))
                if gone < len(order) and order[gone][-1] == ticket.id
            )
            self._gone[index] += 1
        self._left = {one.id: left_after_call(self._left[one.id], one, ticket) for one in self._beside.values()}
        if self._policy.bound.most_overtaken:
            self._count_overtaken(seniority(ticket))

    def _is_back(self, ticket: Ticket) -> bool:
        """Whether a ticket has let enough others go first, or its visitor has come, and it waits like the others."""
        if self._left[ticket.id] or (ticket.not_before is not None and self._now < ticket.not_before):
            return False
        return is_ordinary(changed(ticket, defer_left=0, not_before=None))

    def _due_place(self, heads: list[Ticket]) -> Seniority | None:
        """Seniority of the ticket that is due, the longest waiting of several."""
        places = [*self._due.values()]
        back = [ticket for ticket in self._beside.values() if self._is_back(ticket)]
        front = min([*heads, *back], key=seniority, default=None)
        if front is not None and front.id not in self._beside and self._policy.bound.has_lasted(front, self._now):
            places.append(seniority(front))
        return min(places, default=None)

    def _count_overtaken(self, called: Seniority) -> None:
        for order, gone in zip(self._orders, self._gone, strict=True):
            if gone < len(order) and order[gone] < called:
                for place in order[gone : bisect_left(order, called, gone)]:
                    self._note_overtaken(place)
        for ticket in self._beside.values():
            if self._is_back(ticket) and seniority(ticket) < called:
                self._note_overtaken(seniority(ticket))

    def _note_overtaken(self, place: Seniority) -> None:
        ticket = place[-1]
        count = self._overtaken.get(ticket, self._line[ticket].overtaken) + 1
        self._overtaken[ticket] = count
        if self._policy.bound.is_reached(count):
            self._due[ticket] = place
