"""The port to the rule that decides who is called before whom, and the bound that holds whatever the rule is.

**The bound.** Nobody is overtaken more than ``most_overtaken`` times by visitors of their queue who came later, and
whoever has waited longest of their queue for ``beyond_turn_s`` seconds is the next of it. A ticket that has reached one
of the two is *due*: until it is called, only tickets that have waited longer still are called from its queue, and a
counter that serves several queues calls from one with a due ticket first. Out of the bound are numbers that did not
answer or are still on the way, those that only one counter or those of one language may call, and what clerks call
out of turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from hallcall.core.line import Seniority
from hallcall.core.priority import PriorityClass
from hallcall.core.tickets import Ticket, TicketId

OrderKey: TypeAlias = tuple[float, float, str, int, int, TicketId]
"""Smaller is sooner; after two parts come what breaks ties: queue letter, number, leg."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that a policy may ask of somebody who waits; 0 is no bound."""

    most_overtaken: int = 0
    """Visitors who came later to the queue and are called before."""
    beyond_turn_s: float = 0.0
    """Seconds as the longest waiting of the queue."""

    def is_reached(self, overtaken: int) -> bool:
        """Whether somebody was overtaken so often that they are due."""
        return 0 < self.most_overtaken <= overtaken

    def has_lasted(self, front: Ticket, now: datetime) -> bool:
        """Whether the longest waiting of a queue has been that for too long."""
        if not self.beyond_turn_s or front.front_at is None:
            return False
        return (now - front.front_at).total_seconds() >= self.beyond_turn_s


NO_BOUND = Bound()


class CallPolicy(Protocol):
    """Decides who is called before whom among tickets that may be called."""

    @property
    def name(self) -> str:
        """As it stands in the hall's settings and in explanations."""
        ...

    @property
    def bound(self) -> Bound:
        """What it keeps to."""
        ...

    def key(self, kind: PriorityClass, place: Seniority, run: int, at_s: float) -> OrderKey:
        """Place of a waiting ticket in the order at that moment; smaller is called sooner. Keys of two tickets differ.

        Of two ordinary tickets of one queue and class the one that has waited longer has the smaller key.

        Args:
            kind: its class.
            place: since when it waits.
            run: what was called last from its queue: so many favoured tickets one after the other, or, negative, so
                many others; 0 before the first call.
            at_s: the moment, in seconds since 1970.
        """
        ...
