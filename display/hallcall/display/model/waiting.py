"""People waiting in each queue and how long somebody who comes now may wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hallcall.core.estimate import WaitRange, estimate_wait
from hallcall.core.hall import Hall, Queue
from hallcall.core.state import HallState


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueWaiting:
    """One queue as the strip at the foot of the wall shows it."""

    queue: Queue
    people: int
    wait: WaitRange | None
    """From P50 to P90; None when no counter is open, or when the data are too old."""


def queues_waiting(
    hall: Hall, state: HallState, queues: Sequence[Queue], *, with_waits: bool = True
) -> tuple[QueueWaiting, ...]:
    """Queues in which somebody waits or that a counter is open for, in their order."""
    found: list[QueueWaiting] = []
    for queue in queues:
        people = len(state.waiting.get(queue.prefix, {}))
        wait = estimate_wait(hall, state, queue.prefix, people)
        if people or wait is not None:
            found.append(QueueWaiting(queue=queue, people=people, wait=wait if with_waits else None))
    return tuple(found)
