"""How many counters a queue needs: the waiting system with many servers, half hour by half hour.

Each step is taken as if it lasted long enough to settle, with visitors who come by chance and service times that are
exponential. Real service times vary less, so the advice is on the safe side; a rush that spills into the next step is
on the other, and an unstable step says so.

Source:
    Erlang 1917; recursion of the loss formula and the step from loss to delay as in any textbook of queueing, for
    example Gross and Harris, Fundamentals of Queueing Theory, sections on M/M/c and M/M/c/c.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hallcall.core.arrivals import Arrivals
from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode, Minutes, QueuePrefix

SHARE = 0.8
"""Of the visitors, who should not wait longer than the hall promises, where nothing else is said."""


def erlang_b(load: float, servers: int) -> float:
    """The share that finds all servers busy when nobody waits.

    By the recursion B(n) = load B(n-1) / (n + load B(n-1)): no factorial, no power, every step between 0 and 1.

    Args:
        load: arrivals during one mean service time, in erlangs; not negative.
        servers: not negative.
    """
    blocked = 1.0
    for number in range(1, servers + 1):
        offered = load * blocked
        blocked = offered / (number + offered)
    return blocked


def erlang_c(load: float, servers: int) -> float:
    """The probability that a visitor has to wait; 1 when the load is more than the servers can do.

    Args:
        load: in erlangs, not negative.
        servers: at least 0; with none everybody waits.
    """
    if load >= servers:
        return 1.0
    blocked = erlang_b(load, servers)
    return servers * blocked / (servers - load * (1.0 - blocked))


def mean_wait_min(load: float, servers: int, service_min: float) -> float:
    """The mean wait of all visitors in minutes; infinite when the load is more than the servers can do."""
    if load >= servers:
        return math.inf
    return erlang_c(load, servers) * service_min / (servers - load)


def share_within(load: float, servers: int, service_min: float, limit_min: float) -> float:
    """The share of visitors who wait at most ``limit_min``; 0 when the load is more than the servers can do."""
    if load >= servers:
        return 0.0
    return 1.0 - erlang_c(load, servers) * math.exp(-(servers - load) * limit_min / service_min)


def servers_needed(load: float, service_min: float, limit_min: float, share: float = SHARE) -> int:
    """The fewest servers with which a share of the visitors waits at most ``limit_min``; 0 when nobody comes."""
    if load <= 0:
        return 0
    servers = math.floor(load) + 1
    while share_within(load, servers, service_min, limit_min) < share:
        servers += 1
    return servers


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAdvice:
    """What half an hour asks for."""

    start_min: int
    """Minutes from local midnight."""
    visits: float
    load: float
    """In erlangs: so many counters would be busy without a pause."""
    needed: int
    """Counters with which the promise is kept."""
    share: float
    """Who waits at most as long as promised, with the counters that the queue has."""
    mean_wait_min: float
    """With the counters that the queue has; infinite when the step is unstable."""

    @property
    def is_stable(self) -> bool:
        """Whether the counters of the queue can do what comes; else the line grows as long as it goes on."""
        return math.isfinite(self.mean_wait_min)


def staffing_advice(
    arrivals: Sequence[Arrivals], counters: int, service_min: float, limit_min: float, share: float = SHARE
) -> tuple[StepAdvice, ...]:
    """How many counters each step needs, and what happens with those that there are.

    Args:
        arrivals: of each step.
        counters: that serve the queue.
        service_min: mean service time.
        limit_min: wait that is promised.
        share: of visitors for whom the promise is to hold.
    """
    return tuple(
        StepAdvice(
            start_min=step.start_min,
            visits=step.visits,
            load=(load := step.per_min * service_min),
            needed=servers_needed(load, service_min, limit_min, share),
            share=share_within(load, counters, service_min, limit_min) if load else 1.0,
            mean_wait_min=mean_wait_min(load, counters, service_min) if load else 0.0,
        )
        for step in arrivals
    )


def mean_service_min(hall: Hall, queue: QueuePrefix, visits: Mapping[ItemCode, int]) -> Minutes | None:
    """The mean service time of a queue as the catalogue states it, None for a queue without items.

    Args:
        hall: the catalogue.
        queue: the queue.
        visits: how often each item was asked for; an empty one counts every item of the queue once.
    """
    items = hall.items_by_queue[queue]
    weights = [visits.get(item.code, 0) for item in items]
    if not any(weights):
        weights = [1] * len(items)
    total = sum(weights)
    if not total:
        return None
    return Minutes(sum(weight * item.service_mean_min for weight, item in zip(weights, items, strict=True)) / total)
