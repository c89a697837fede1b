"""Who is next: the policy as a port, and first come first served.

Order is a pure function of the waiting tickets and the clock, total, with an explicit tie-break. It never depends on
the order of rows, on empty values or on luck.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection
from datetime import datetime
from typing import Protocol, TypeAlias

from hallcall.core.hall import Counter, QueuePrefix
from hallcall.core.state import HallState
from hallcall.core.tickets import Ticket, TicketId

OrderKey: TypeAlias = tuple[float, str, int, int]
"""Smaller is sooner; the last three parts break ties: queue letter, number, leg."""


class CallPolicy(Protocol):
    """Decides who is called before whom among tickets that may be called."""

    name: str
    """As it stands in the hall's settings and in explanations."""

    def key(self, ticket: Ticket, now: datetime) -> OrderKey:
        """Place of a ticket in the order at that moment; smaller is called sooner. Keys of two tickets differ."""
        ...


class FirstComeFirstServed:
    """Whoever has waited longest; at the same instant by queue letter, then number, then leg of the visit."""

    name = "fcfs"

    def key(self, ticket: Ticket, now: datetime) -> OrderKey:  # noqa: ARG002 - the port lets order depend on the clock
        """Seniority, then number."""
        return (ticket.seniority.timestamp(), ticket.origin, ticket.seq, ticket.leg)


def choose_next(state: HallState, counter: Counter, policy: CallPolicy, now: datetime) -> Ticket | None:
    """The ticket this counter calls next, or None when nobody waits for it.

    Deferred numbers wait until enough others of their queue were called, and numbers put to the end until their queue
    is empty; both are called at once when nobody else can be.
    """
    mine = [ticket for ticket in state.waiting_in(counter.queues) if ticket.only_counter in {None, counter.number}]
    if not mine:
        return None
    return min(mine, key=lambda ticket: (ticket.at_end, ticket.defer_left, policy.key(ticket, now)))


def queue_order(state: HallState, queue: QueuePrefix, policy: CallPolicy, now: datetime) -> list[Ticket]:
    """The tickets of a queue in the order in which they will be called, if nothing changes.

    Found by playing the calls: after each call the deferred tickets come one step nearer.
    """
    return _play(state.waiting.get(queue, {}).values(), policy, now)


def people_ahead(state: HallState, ticket_id: TicketId, policy: CallPolicy, now: datetime) -> int | None:
    """How many of its queue will be called before this ticket; None when it does not wait."""
    ticket = state.tickets.get(ticket_id)
    if ticket is None or ticket_id not in state.waiting.get(ticket.queue, {}):
        return None
    order = queue_order(state, ticket.queue, policy, now)
    return next(place for place, other in enumerate(order) if other.id == ticket_id)


def _play(tickets: Collection[Ticket], policy: CallPolicy, now: datetime) -> list[Ticket]:
    ready: list[tuple[OrderKey, Ticket]] = []
    held: list[tuple[int, OrderKey, Ticket]] = []
    last: list[tuple[OrderKey, Ticket]] = []
    for ticket in tickets:
        key = policy.key(ticket, now)
        if ticket.at_end:
            last.append((key, ticket))
        elif ticket.defer_left:
            held.append((ticket.defer_left, key, ticket))
        else:
            ready.append((key, ticket))
    heapq.heapify(ready)
    heapq.heapify(held)
    order: list[Ticket] = []
    while ready or held:
        while held and held[0][0] <= len(order):
            _, key, ticket = heapq.heappop(held)
            heapq.heappush(ready, (key, ticket))
        if ready:
            order.append(heapq.heappop(ready)[1])
        else:
            order.append(heapq.heappop(held)[2])
    return order + [ticket for _, ticket in sorted(last, key=_first)]


def _first(entry: tuple[OrderKey, Ticket]) -> OrderKey:
    return entry[0]
