"""How long a wait may be: a range, never one number.

The queue-length estimate: everybody ahead and oneself, served by the counters that are open for the queue.
It is right for first come first served; other policies replace this module's function by replaying themselves.

Source:
    Ibrahim and Whitt 2009 (queue-length estimator as reference when the mean service time is known); the width is
    that of a sum of independent service times, taken as normal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from hallcall.core.hall import Hall, QueuePrefix
from hallcall.core.order import people_ahead, play_calls
from hallcall.core.policy import CallPolicy
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState
from hallcall.core.tickets import TicketId

_Z90 = 1.2815515594
"""90th percentile of the standard normal distribution."""
ROUND_TO_MIN = 5
"""Visitors read waits in steps of five minutes."""
_WORKING = frozenset({CounterStatus.IDLE, CounterStatus.CALLING, CounterStatus.SERVING})


@dataclass(frozen=True, slots=True)
class WaitRange:
    """From P50 to P90 of a wait, in whole minutes, rounded outwards to ``ROUND_TO_MIN``."""

    low_min: int
    high_min: int


def estimate_wait(hall: Hall, state: HallState, queue: QueuePrefix, ahead: int) -> WaitRange | None:
    """The wait of somebody with ``ahead`` people before them; None when no counter is open for the queue."""
    working = [
        counter
        for counter in hall.counters_by_queue[queue]
        if (known := state.counters.get(counter.number)) is not None and known.status in _WORKING
    ]
    service = _service_minutes(hall, queue)
    if not working or service is None:
        return None
    idle = sum(1 for counter in working if state.counters[counter.number].status is CounterStatus.IDLE)
    if ahead < idle:
        return WaitRange(0, ROUND_TO_MIN)
    mean, spread = service
    rounds = ahead - idle + 1
    expected = rounds * mean / len(working)
    deviation = spread * math.sqrt(rounds) / len(working)
    low = ROUND_TO_MIN * math.floor(expected / ROUND_TO_MIN)
    high = ROUND_TO_MIN * math.ceil((expected + _Z90 * deviation) / ROUND_TO_MIN)
    return WaitRange(low, max(high, low + ROUND_TO_MIN))


def ticket_wait(
    hall: Hall, state: HallState, ticket: TicketId, policy: CallPolicy, now: datetime
) -> tuple[int, WaitRange | None] | None:
    """People ahead of a waiting ticket and its wait; None when it does not wait."""
    ahead = people_ahead(state, ticket, policy, now)
    if ahead is None:
        return None
    queue = state.tickets[ticket].queue
    return ahead, estimate_wait(hall, state, queue, ahead + _more_cases(state, queue, ahead, policy, now))


def _more_cases(state: HallState, queue: QueuePrefix, ahead: int, policy: CallPolicy, now: datetime) -> int:
    """Cases beyond one each of those who will be called before a ticket: each takes as long as a visit."""
    if all(other.quantity == 1 for other in state.waiting[queue].values()):
        return 0
    return sum(other.quantity - 1 for other in islice(play_calls(state, queue, policy, now), ahead))


def _service_minutes(hall: Hall, queue: QueuePrefix) -> tuple[float, float] | None:
    """Mean and standard deviation of the service time over the items of a queue, each counted once."""
    items = hall.items_by_queue[queue]
    if not items:
        return None
    mean = sum(item.service_mean_min for item in items) / len(items)
    second = sum(item.service_mean_min**2 * (1 + item.service_cv**2) for item in items) / len(items)
    return mean, math.sqrt(max(second - mean**2, 0.0))
