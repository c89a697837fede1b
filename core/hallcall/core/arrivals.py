"""When visitors come: over the day, by steps of half an hour; estimated by the hall, or learned from its past days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from hallcall.core.opening import Span

STEP_MIN = 30
"""Minutes of a step."""
SAME_WEEKDAYS = 3
"""With so many past days of the same weekday, a day is compared with these alone."""
WEEKS_BACK = 8
"""Older days say little about the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalProfile:
    """How a day's visits spread over the day, before a hall has days of its own to learn from."""

    first: time = time(8, 30)
    """Local time at which the first step begins."""
    shares: tuple[float, ...] = (4, 11, 12, 12, 10, 7, 4, 1.5, 1.5, 1.5, 1.5, 9, 9, 7.5, 5.5, 4, 2.5, 0.5)
    """Of each step of half an hour, in any unit: only their relation counts.

    Source:
        None official; an estimate for a district hall. Every hall should replace it.
    """


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Visits of one step."""

    start_min: int
    """Minutes from local midnight to the step's beginning."""
    visits: float
    """Expected visits, not a rate."""

    @property
    def per_min(self) -> float:
        """Visits a minute."""
        return self.visits / STEP_MIN


def expected_arrivals(profile: ArrivalProfile, visits: float, spans: Sequence[Span]) -> tuple[Arrivals, ...]:
    """A day's visits spread over the steps in which the queue is open.

    Args:
        profile: the hall's estimate.
        visits: of the whole day.
        spans: when the queue is open that day; with none nobody comes.
    """
    first = profile.first.hour * 60 + profile.first.minute
    steps = [
        (start, share)
        for index, share in enumerate(profile.shares)
        if share > 0 and _is_open(start := first + index * STEP_MIN, spans)
    ]
    total = sum(share for _, share in steps)
    return tuple(Arrivals(start, visits * share / total) for start, share in steps)


def mean_arrivals(days: Sequence[Iterable[int]], spans: Sequence[Span]) -> tuple[Arrivals, ...]:
    """The mean of past days over the steps in which the queue is open.

    Args:
        days: of each day, when visitors came, in minutes from local midnight; at least one day.
        spans: when the queue is open on the day to come. Who came at other hours is counted in no step.
    """
    counts = Counter(minute // STEP_MIN * STEP_MIN for day in days for minute in day)
    return tuple(
        Arrivals(start, counts[start] / len(days)) for start in range(0, 24 * 60, STEP_MIN) if _is_open(start, spans)
    )


def comparable_days(known: Iterable[date], day: date) -> tuple[date, ...]:
    """Past days that tell what a day will be like: the same weekday where there are enough of them.

    Args:
        known: days on which the queue had visitors, in any order.
        day: the day to come.
    """
    recent = sorted(one for one in known if day - timedelta(weeks=WEEKS_BACK) <= one < day)
    alike = [one for one in recent if one.weekday() == day.weekday()]
    return tuple(alike if len(alike) >= SAME_WEEKDAYS else recent)


def _is_open(start_min: int, spans: Sequence[Span]) -> bool:
    return any(span.start_min < start_min + STEP_MIN and start_min < span.end_min for span in spans)
