"""People waiting in each queue and how long somebody who comes now may wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hallcall.core.estimate import WaitRange
from hallcall.core.places import Queue
from hallcall.core.snapshot import Closure
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueWaiting:
    """One queue as the strip at the foot of the wall shows it."""

    queue: Queue
    people: int
    wait: WaitRange | None
    """From P50 to P90; None when no counter will call today, or when the data are too old."""
    closure: Closure | None = None
    """It is closed for now."""


def queues_waiting(
    state: HallState, queues: Sequence[Queue], waits: Mapping[QueuePrefix, WaitRange], *, with_waits: bool = True
) -> tuple[QueueWaiting, ...]:
    """Queues in which somebody waits, that a counter will call today or that are closed for now, in their order.

    Args:
        state: as this screen was told.
        queues: that are shown.
        waits: as the server told them.
        with_waits: whether they are fresh enough to be shown.
    """
    found: list[QueueWaiting] = []
    for queue in queues:
        people = len(state.waiting.get(queue.prefix, {}))
        wait = waits.get(queue.prefix)
        closure = state.closed.get(queue.prefix)
        if people or wait is not None or closure is not None:
            found.append(QueueWaiting(queue=queue, people=people, wait=wait if with_waits else None, closure=closure))
    return tuple(found)
