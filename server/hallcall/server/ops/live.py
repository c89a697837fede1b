"""The hall as its manager sees it: how long people wait now, for whom the promise was kept today, what would help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hallcall.core.alarms import Pressure, Suggestion, predicted_waits, pressure, suggest_counter
from hallcall.core.estimate import Estimator
from hallcall.core.hall import Hall
from hallcall.core.promise import Served, Wait, served_within
from hallcall.core.snapshot import Alarm, CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix

_RESTING = frozenset({CounterStatus.CLOSED, CounterStatus.PAUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedWithin:
    """What became of the promise today."""

    called: int
    within: int
    """Of those called, within the promised time."""
    overdue: int
    """Not called within the promised time and still waiting, or gone."""
    share: float | None
    """``within`` of ``called`` and ``overdue``; None while nobody counts."""

    @classmethod
    def of(cls, served: Served) -> ServedWithin:
        """The part that is told."""
        return cls(called=served.called, within=served.within, overdue=served.overdue, share=served.share)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNow:
    """A queue at this moment."""

    queue: QueuePrefix
    waiting: int
    working: int
    """Counters that serve it now."""
    longest_min: float
    """The longest wait so far."""
    predicted_min: float | None
    """Nine of ten who come now wait at most so long; None when no counter is open."""
    today: ServedWithin
    alarms: tuple[Alarm, ...]
    """Those that were raised."""
    suggestion: Suggestion | None
    """What would help, while there is an alarm."""


def queues_now(estimator: Estimator, state: HallState, waits: Iterable[Wait], now: datetime) -> tuple[QueueNow, ...]:
    """Every queue of the hall, in the order of its files.

    Args:
        estimator: of the hall.
        state: the day so far.
        waits: of today, up to now.
        now: aware time.
    """
    hall = estimator.hall
    limit_s = hall.rules.promise.limit_s
    of_queue: dict[str, list[Wait]] = {queue.prefix: [] for queue in hall.queues}
    for wait in waits:
        of_queue.setdefault(wait.queue, []).append(wait)
    predicted = predicted_waits(estimator, state, now)
    return tuple(
        _queue_now(
            hall,
            state,
            queue.prefix,
            pressure(state, queue.prefix, predicted.get(queue.prefix), now),
            ServedWithin.of(served_within(of_queue[queue.prefix], limit_s)),
        )
        for queue in hall.queues
    )


def _queue_now(hall: Hall, state: HallState, queue: QueuePrefix, found: Pressure, today: ServedWithin) -> QueueNow:
    alarms = tuple(alarm for alarm in state.alarms.values() if alarm.queue == queue and alarm.raised_at is not None)
    serving = (counter for counter in hall.counters if queue in state.desk(counter).queues)
    counters = (state.counters.get(counter.number) for counter in serving)
    return QueueNow(
        queue=queue,
        waiting=found.waiting,
        working=sum(counter is not None and counter.status not in _RESTING for counter in counters),
        longest_min=round(found.longest_min, 1),
        predicted_min=found.predicted_min,
        today=today,
        alarms=alarms,
        suggestion=suggest_counter(hall, state, queue) if alarms else None,
    )
