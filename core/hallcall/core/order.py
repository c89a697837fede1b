"""Who is next: the policy as a port, and first come first served.

Order is a pure function of the waiting tickets and the clock, total, with an explicit tie-break. It never depends on
the order of rows, on empty values or on luck.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, TypeAlias

from hallcall.core.hall import Counter, QueuePrefix
from hallcall.core.line import WaitingLine, seniority
from hallcall.core.state import HallState
from hallcall.core.tickets import Ticket, TicketId

OrderKey: TypeAlias = tuple[float, str, int, int]
"""Smaller is sooner; the last three parts break ties: queue letter, number, leg."""


class CallPolicy(Protocol):
    """Decides who is called before whom among tickets that may be called."""

    name: str
    """As it stands in the hall's settings and in explanations."""

    def key(self, ticket: Ticket, now: datetime) -> OrderKey:
        """Place of a ticket in the order at that moment; smaller is called sooner. Keys of two tickets differ.

        Of two ordinary tickets of one queue the one that has waited longer has the smaller key.
        """
        ...


class FirstComeFirstServed:
    """Whoever has waited longest; at the same instant by queue letter, then number, then leg of the visit."""

    name = "fcfs"

    def key(self, ticket: Ticket, now: datetime) -> OrderKey:  # noqa: ARG002 - the port lets order depend on the clock
        """Seniority, then number."""
        return seniority(ticket)


def choose_next(state: HallState, counter: Counter, policy: CallPolicy, now: datetime) -> Ticket | None:
    """The ticket this counter calls next, or None when nobody waits for it.

    Deferred numbers wait until enough others of their queue were called, and numbers put to the end until their queue
    is empty; both are called at once when nobody else can be.
    """
    mine: list[Ticket] = []
    for line in state.lines(counter.queues):
        first = line.first()
        if first is not None:
            mine.append(first)
        mine += [ticket for ticket in line.special.values() if ticket.only_counter in {None, counter.number}]
    if not mine:
        return None
    return min(mine, key=lambda ticket: (ticket.at_end, ticket.defer_left, policy.key(ticket, now)))


def queue_order(state: HallState, queue: QueuePrefix, policy: CallPolicy, now: datetime) -> list[Ticket]:
    """The tickets of a queue in the order in which they will be called, if nothing changes."""
    return list(play_calls(state, queue, policy, now))


def play_calls(state: HallState, queue: QueuePrefix, policy: CallPolicy, now: datetime) -> Iterator[Ticket]:
    """As ``queue_order``, one after the other.

    Found by playing the calls: after each call the deferred tickets come one step nearer. The state must not change
    meanwhile.
    """
    line = state.waiting.get(queue)
    return iter(()) if line is None else _play(line, policy, now)


def people_ahead(state: HallState, ticket_id: TicketId, policy: CallPolicy, now: datetime) -> int | None:
    """How many of its queue will be called before this ticket; None when it does not wait."""
    ticket = state.tickets.get(ticket_id)
    line = state.waiting.get(ticket.queue) if ticket is not None else None
    if ticket is None or line is None or ticket_id not in line:
        return None
    if not line.special:
        return line.place(ticket)
    return next(place for place, other in enumerate(_play(line, policy, now)) if other.id == ticket_id)


def _play(line: WaitingLine, policy: CallPolicy, now: datetime) -> Iterator[Ticket]:
    # Two small heaps beside the long line, which is in order already.
    near: list[tuple[OrderKey, Ticket]] = []
    held: list[tuple[int, OrderKey, Ticket]] = []
    last: list[tuple[OrderKey, Ticket]] = []
    for ticket in line.special.values():
        key = policy.key(ticket, now)
        if ticket.at_end:
            last.append((key, ticket))
        elif ticket.defer_left:
            held.append((ticket.defer_left, key, ticket))
        else:
            near.append((key, ticket))
    heapq.heapify(near)
    heapq.heapify(held)
    ordinary = line.ordinary()
    head = next(ordinary, None)
    called = 0
    while head is not None or near or held:
        while held and held[0][0] <= called:
            _, key, ticket = heapq.heappop(held)
            heapq.heappush(near, (key, ticket))
        called += 1
        if head is not None and not (near and near[0][0] < policy.key(head, now)):
            yield head
            head = next(ordinary, None)
        elif near:
            yield heapq.heappop(near)[1]
        else:
            yield heapq.heappop(held)[2]
    yield from (ticket for _, ticket in sorted(last, key=_first))


def _first(entry: tuple[OrderKey, Ticket]) -> OrderKey:
    return entry[0]
