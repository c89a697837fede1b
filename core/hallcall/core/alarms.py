"""Decisions about waits that grow too long: when somebody is told, and which counter would help.

An alarm is noticed when the waits of a queue come above a limit, raised when they have not come down well below it for
some minutes, and over when they have. The two levels and the time keep it from flapping. A suggestion of
a counter is made anew when the line is as long after the same time again: nothing was done, or it was not enough.
Nothing new is noticed for a queue out of its hours, and one that a manager has closed needs no counter: its alarms are
over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from hallcall.core import events as ev
from hallcall.core import tidal
from hallcall.core.commands import WatchQueues
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.estimate import Estimator
from hallcall.core.hall import Hall
from hallcall.core.places import Counter
from hallcall.core.situation import Outcome, Situation
from hallcall.core.snapshot import Alarm, CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix

_LEAST_MIN = 5.0
"""A suggestion is made anew after so many minutes at the earliest, however soon the first one is made."""
_WORKING = frozenset({CounterStatus.IDLE, CounterStatus.CALLING, CounterStatus.SERVING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressure:
    """How long people wait in a queue."""

    waiting: int
    longest_min: float
    """The longest wait so far among those whose turn depends on nothing but time."""
    predicted_min: float | None
    """Upper end (P90) of the wait of somebody who comes now; None when no counter is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A counter that would help a queue."""

    action: ev.CounterAction
    counter: CounterNumber
    from_queue: QueuePrefix | None = None
    """With ``convert``: the queue that can spare it."""


class Level(Enum):
    """Where a pressure lies."""

    BELOW = auto()
    """Well below the limit: nothing is wrong any more."""
    BETWEEN = auto()
    """Nothing begins and nothing ends here."""
    ABOVE = auto()


def predicted_waits(estimator: Estimator, state: HallState, now: datetime) -> dict[QueuePrefix, float]:
    """The upper end (P90, minutes) of the wait of somebody who comes now, for each queue that has an open counter.

    The only place that says how alarms and reports predict: it asks the estimate that visitors are told.
    """
    found = estimator.of_queues(state, estimator.hall.queue_by_prefix, now)
    ranges = {queue: one.range for queue, one in found.items()}
    return {
        queue: float(told.high_min) for queue, told in ranges.items() if told is not None and told.resumes_at is None
    }


def pressure(state: HallState, queue: QueuePrefix, predicted_min: float | None, now: datetime) -> Pressure:
    """How long people wait in a queue at a moment.

    Args:
        state: the day so far.
        queue: the queue.
        predicted_min: of ``predicted_waits``.
        now: aware time.
    """
    line = state.waiting.get(queue)
    first = line.first() if line is not None else None
    return Pressure(
        waiting=len(line) if line is not None else 0,
        longest_min=max((now - first.seniority).total_seconds() / 60, 0.0) if first is not None else 0.0,
        predicted_min=predicted_min,
    )


def watch_queues(at: Situation, command: WatchQueues) -> Outcome:
    """Notice, raise and end alarms, queue by queue; and let counters go back whose time elsewhere is over."""
    predicted = dict(command.predicted)
    alarms = (event for queue in at.hall.queues for event in _watch(at, queue.prefix, predicted.get(queue.prefix)))
    events = (*tidal.over(at), *alarms)
    return Outcome(events=events, repeated=not events)


def suggest_counter(hall: Hall, state: HallState, queue: QueuePrefix) -> Suggestion | None:
    """The counter that would help a queue first: a closed one, one that another queue can spare, one that has paused.

    Of equals the lowest number.
    """
    statuses = {
        counter.number: known.status if (known := state.counters.get(counter.number)) else CounterStatus.CLOSED
        for counter in hall.counters
    }
    serving = [state.desk(counter) for counter in hall.counters]
    own = [counter.number for counter in serving if queue in counter.queues]
    for number in own:
        if statuses[number] is CounterStatus.CLOSED:
            return Suggestion(action=ev.CounterAction.OPEN, counter=number)
    spare = _spare(hall, state, queue, statuses)
    if spare is not None:
        return Suggestion(action=ev.CounterAction.CONVERT, counter=spare.number, from_queue=spare.queues[0])
    for number in own:
        if statuses[number] is CounterStatus.PAUSED:
            return Suggestion(action=ev.CounterAction.RESUME, counter=number)
    return None


def _watch(at: Situation, queue: QueuePrefix, predicted_min: float | None) -> Iterator[ev.Event]:
    found = pressure(at.state, queue, predicted_min, at.now)
    is_closed = queue in at.state.closed
    promise, tidal = at.hall.rules.promise, at.hall.rules.tidal
    for kind, level, after_min in (
        (ev.AlarmKind.LONG_WAIT, _promise_level(at.hall, found), promise.alarm_after_min),
        (ev.AlarmKind.MORE_COUNTERS, tidal_level(at.hall, found), tidal.for_min),
    ):
        alarm_id = ev.AlarmId(f"{kind.value}/{queue}")
        known = at.state.alarms.get(alarm_id)
        if known is None:
            if level is Level.ABOVE and not is_closed and _is_open(at, queue):
                yield ev.AlarmNoticed(alarm=alarm_id, kind=kind, queue=queue)
                if after_min <= 0:
                    yield _raised(at, alarm_id, kind, queue, found)
        elif is_closed or level is Level.BELOW:
            yield ev.AlarmEnded(alarm=alarm_id)
        elif _is_ripe(at, known, level, after_min):
            yield _raised(at, alarm_id, kind, queue, found)


def _is_ripe(at: Situation, known: Alarm, level: Level, after_min: float) -> bool:
    if level is not Level.ABOVE:
        return False
    if known.raised_at is None:
        return at.elapsed(known.since) >= after_min * 60
    is_suggestion = known.kind is ev.AlarmKind.MORE_COUNTERS
    return is_suggestion and at.elapsed(known.raised_at) >= max(after_min, _LEAST_MIN) * 60


def _raised(
    at: Situation, alarm: ev.AlarmId, kind: ev.AlarmKind, queue: QueuePrefix, found: Pressure
) -> ev.AlarmRaised:
    helps = suggest_counter(at.hall, at.state, queue)
    return ev.AlarmRaised(
        alarm=alarm,
        kind=kind,
        queue=queue,
        waiting=found.waiting,
        longest_min=round(found.longest_min, 1),
        predicted_min=found.predicted_min,
        action=helps.action if helps is not None else None,
        counter=helps.counter if helps is not None else None,
        from_queue=helps.from_queue if helps is not None else None,
    )


def _promise_level(hall: Hall, found: Pressure) -> Level:
    """Of the stated wait; without a counter none can be stated, which ends nothing and begins nothing."""
    rules = hall.rules.promise
    if not rules.within_min or not found.waiting:
        return Level.BELOW
    if found.predicted_min is None:
        return Level.BETWEEN
    if found.predicted_min > rules.within_min:
        return Level.ABOVE
    return Level.BELOW if found.predicted_min <= rules.within_min * rules.alarm_ends_at else Level.BETWEEN


def tidal_level(hall: Hall, found: Pressure) -> Level:
    """Of the line, against the hall's rule for further counters."""
    rules = hall.rules.tidal
    measured = [
        (value, limit)
        for value, limit in ((found.waiting, rules.waiting_over), (found.longest_min, rules.wait_over_min))
        if limit
    ]
    if any(value > limit for value, limit in measured):
        return Level.ABOVE
    return Level.BELOW if all(value <= limit * rules.ends_at for value, limit in measured) else Level.BETWEEN


def _is_open(at: Situation, queue: QueuePrefix) -> bool:
    local = local_time(at.hall, at.now)
    calendar = at.hall.calendar_by_id[at.hall.queue_by_prefix[queue].calendar]
    try:
        return calendar.is_open(local.date(), local.time(), at.hall.holidays)
    except Refused:
        # A year without a file of holidays: nobody can say, and no alarm may be missed for it.
        return True


def _spare(
    hall: Hall, state: HallState, queue: QueuePrefix, statuses: dict[CounterNumber, CounterStatus]
) -> Counter | None:
    """A working counter of queues that stay well served without it; on the queue's own floor first, idle ones first."""
    serving = [state.desk(counter) for counter in hall.counters]
    working = {
        one.prefix: sum(one.prefix in counter.queues and statuses[counter.number] in _WORKING for counter in serving)
        for one in hall.queues
    }
    in_trouble = {alarm.queue for alarm in state.alarms.values()}

    def can_spare(prefix: QueuePrefix) -> bool:
        """With one counter fewer, everybody who waits there is the next of some counter."""
        return prefix not in in_trouble and len(state.waiting.get(prefix, ())) < working[prefix] - 1

    floor = hall.floor_of_queue(queue)

    def rank(counter: Counter) -> tuple[bool, bool, int]:
        is_idle = statuses[counter.number] is CounterStatus.IDLE
        return hall.zone_by_id[counter.zone].floor != floor, not is_idle, counter.number

    return min(
        (
            counter
            for counter in serving
            if queue not in counter.queues
            and counter.number not in state.conversions
            and statuses[counter.number] in _WORKING
            and all(can_spare(prefix) for prefix in counter.queues)
        ),
        key=rank,
        default=None,
    )
