"""What many simulated days say together: waits by class, queue and half hour, and how many wait at a time."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hallcall.core.priority import PriorityClass
from hallcall.core.terms import QueuePrefix
from hallcall.sim.hallday.profile import HALF_HOUR_S
from hallcall.sim.hallday.tides import Staffing
from hallcall.sim.hallday.visits import MISSED, SERVED, TURNED_AWAY, Visit

TARGET_S = 900.0
"""The promise of 15 minutes that many halls make."""
ON_TIME_S = 600.0
"""A booked visitor who came in time and was called so long after it at most was called on time."""
WATCH_EVERY_S = 600.0
"""How often those who wait are counted."""
_NO_NUMBER = (TURNED_AWAY, MISSED)
_Key = TypeVar("_Key", bound=Hashable)
Days = Sequence[Sequence[Visit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Waits of a group of visitors, in minutes from the number to the first call."""

    a_day: float
    """Visitors with a number, a day."""
    mean: float
    p50: float
    p90: float
    p95: float
    longest: float
    within_target: float
    """Share called within ``TARGET_S``; who was never called was not."""
    most_overtaken: int
    """By how many who came to the queue later one visitor was overtaken before the first call, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """How visits end, a day."""

    came: float
    served: float
    left: float
    """Called as often as the rules allow without an answer."""
    expired: float
    """Waited when the day was closed."""
    turned_away: float
    """Came when no more numbers were given."""
    missed: float
    """Were booked and did not come; they are not among those who came."""
    late: float
    """Were booked and came too late for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfHour:
    """Visitors who took their number in one half hour."""

    from_s: float
    """Seconds after midnight."""
    a_day: float
    mean: dict[PriorityClass, float]
    """Mean wait in minutes of each class that came."""
    within_target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """What the waits cost, a day."""

    counter_hours: float
    """Hours in which counters were at work."""
    opened: float
    """Counters opened because an alarm asked for one."""
    converted: float
    """Counters that served another queue for a time because an alarm asked for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All days together."""

    days: int
    all: Waits
    classes: dict[PriorityClass, Waits]
    queues: dict[QueuePrefix, Waits]
    endings: Endings
    half_hours: tuple[HalfHour, ...]
    waiting: tuple[tuple[float, float], ...]
    """Seconds after midnight, and how many wait then on average over the days."""
    booked_on_time: float | None
    """Share of booked visitors who came in time and were called within ``ON_TIME_S`` of the beginning of their slot, or
    of their coming when that was later; None without any."""
    staff: Staff


def results(days: Days, staffing: Sequence[Staffing] = ()) -> Results:
    """Gather the visits of many days, and what they took."""
    overtaken = {id(visit): times for day in days for visit, times in _overtaken(day)}
    issued = [visit for day in days for visit in day if visit.ending not in _NO_NUMBER]

    def waits(visits: Sequence[Visit]) -> Waits:
        return _waits(visits, len(days), max((overtaken.get(id(visit), 0) for visit in visits), default=0))

    return Results(
        days=len(days),
        all=waits(issued),
        classes={kind: waits(visits) for kind, visits in grouped(issued, lambda visit: visit.priority)},
        queues={queue: waits(visits) for queue, visits in grouped(issued, lambda visit: visit.queue)},
        endings=_endings(days),
        half_hours=tuple(_half_hours(issued, len(days))),
        waiting=tuple(_waiting(issued, len(days))),
        booked_on_time=_on_time(issued),
        staff=Staff(
            counter_hours=math.fsum(day.counter_s for day in staffing) / 3600.0 / len(days),
            opened=sum(day.opened for day in staffing) / len(days),
            converted=sum(day.converted for day in staffing) / len(days),
        ),
    )


def waits_of(visits: Iterable[Visit], days: int) -> Waits:
    """The waits of some visitors; how often they were overtaken is not looked at."""
    return _waits([visit for visit in visits if visit.ending not in _NO_NUMBER], days, 0)


def grouped(visits: Iterable[Visit], key: Callable[[Visit], _Key]) -> list[tuple[_Key, list[Visit]]]:
    """Visits by a property, in the order of its values."""
    groups: dict[_Key, list[Visit]] = {}
    for visit in visits:
        groups.setdefault(key(visit), []).append(visit)
    return sorted(groups.items(), key=lambda group: _place(group[0]))


def percentile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of the values do not exceed; 0 of none."""
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)] if ordered else 0.0


def _place(value: Hashable) -> tuple[int, str]:
    kinds = [*PriorityClass]
    return (kinds.index(value), "") if isinstance(value, PriorityClass) else (len(kinds), str(value))


def _waits(visits: Sequence[Visit], days: int, most_overtaken: int) -> Waits:
    minutes = sorted(wait / 60.0 for visit in visits if (wait := visit.wait_s) is not None)
    return Waits(
        a_day=len(visits) / days,
        mean=math.fsum(minutes) / len(minutes) if minutes else 0.0,
        p50=percentile(minutes, 0.5),
        p90=percentile(minutes, 0.9),
        p95=percentile(minutes, 0.95),
        longest=minutes[-1] if minutes else 0.0,
        within_target=bisect_right(minutes, TARGET_S / 60.0) / len(visits) if visits else 1.0,
        most_overtaken=most_overtaken,
    )


def _overtaken(day: Iterable[Visit]) -> Iterator[tuple[Visit, int]]:
    """Of one day: each visitor with those of the queue who came later and were called first before them."""
    for _, visits in grouped((visit for visit in day if visit.called_s is not None), lambda visit: visit.queue):
        called_later: list[float] = []
        for visit in sorted(visits, key=lambda visit: visit.issued_s, reverse=True):
            called_s = visit.called_s or 0.0
            yield visit, bisect_left(called_later, called_s)
            insort(called_later, called_s)


def _endings(days: Days) -> Endings:
    counted = Counter(visit.ending for day in days for visit in day)
    missed, most = counted.pop(MISSED, 0), len(days)
    came = sum(counted.values())
    return Endings(
        came=came / most,
        served=counted[SERVED] / most,
        left=counted["cancelled"] / most,
        expired=counted["expired"] / most,
        turned_away=counted[TURNED_AWAY] / most,
        missed=missed / most,
        late=sum(visit.is_late for day in days for visit in day) / most,
    )


def _half_hours(visits: Iterable[Visit], days: int) -> Iterator[HalfHour]:
    for half_hour, mine in grouped(visits, lambda visit: int(visit.issued_s // HALF_HOUR_S)):
        waits = _waits(mine, days, 0)
        yield HalfHour(
            from_s=half_hour * HALF_HOUR_S,
            a_day=waits.a_day,
            mean={kind: _waits(of_kind, days, 0).mean for kind, of_kind in grouped(mine, lambda visit: visit.priority)},
            within_target=waits.within_target,
        )


def _waiting(visits: Sequence[Visit], days: int) -> Iterator[tuple[float, float]]:
    """How many have a number and were not called yet, from the first number to the last call."""
    came = sorted(visit.issued_s for visit in visits if visit.called_s is not None)
    called = sorted(visit.called_s for visit in visits if visit.called_s is not None)
    if not came:
        return
    step = int(came[0] // WATCH_EVERY_S)
    while step * WATCH_EVERY_S < called[-1] + WATCH_EVERY_S:
        at_s = step * WATCH_EVERY_S
        yield at_s, (bisect_right(came, at_s) - bisect_right(called, at_s)) / days
        step += 1


def _on_time(visits: Iterable[Visit]) -> float | None:
    booked = [visit for visit in visits if visit.booked_s is not None and not visit.is_late]
    if not booked:
        return None
    on_time = [visit for visit in booked if visit.called_s is not None and _is_on_time(visit)]
    return len(on_time) / len(booked)


def _is_on_time(visit: Visit) -> bool:
    return (visit.called_s or 0.0) <= max(visit.booked_s or 0.0, visit.issued_s) + ON_TIME_S
