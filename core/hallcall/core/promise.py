"""What a hall promises about waits, for how many it was kept, and when more counters are wanted."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRules:
    """How long visitors should wait at most, and when somebody is told that they will not."""

    within_min: float = 15.0
    """Minutes from the number to its first call; 0 promises nothing.

    Source:
        Figure that district halls publish; a hall chooses its own.
    """
    share: float = 0.8
    """Of the visitors for whom it should hold; advice about staff aims at it."""
    alarm_after_min: float = 3.0
    """The alarm is raised when the upper end of the wait stated to newcomers has been above ``within_min`` for so many
    minutes."""
    alarm_ends_at: float = 0.8
    """It ends when the stated wait has come down to this part of ``within_min``."""

    @property
    def limit_s(self) -> float:
        """The promised wait in seconds; without end where nothing is promised."""
        return self.within_min * 60 if self.within_min else math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class TidalRules:
    """When another counter is suggested (潮汐窗口), for each queue by itself.

    Source:
        Published practice of halls: more than 20 waiting opens a further counter, waits over 30 minutes raise an alarm.
    """

    waiting_over: int = 20
    """So many wait, and more; 0 leaves the number out."""
    wait_over_min: float = 30.0
    """Somebody has waited longer than so many minutes; 0 leaves the time out."""
    for_min: float = 5.0
    """It has been so for so many minutes."""
    ends_at: float = 0.7
    """It is over when both have come down to this part of their limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The wait of one number in one queue, up to its first call there."""

    queue: str
    seconds: float
    """So far, for one who still waits."""
    is_called: bool
    """It ended with a call; else they still wait, or the number was given up or is void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How the waits of a day, or of its part so far, agree with the promise."""

    called: int = 0
    """Numbers that were called."""
    within: int = 0
    """Of these, those called within the promised time."""
    overdue: int = 0
    """Numbers that were not called within the promised time and never were: they still wait, or have left."""
    mean_s: float = 0.0
    """Mean wait of those called."""
    p90_s: float = 0.0
    """Nine of ten of those called had waited at most so long."""

    @property
    def share(self) -> float | None:
        """The part for whom the promise was kept; None while that cannot be said of anybody.

        Whoever waits beyond the time counts at once: a line that nobody calls from must not look well.
        """
        counted = self.called + self.overdue
        return self.within / counted if counted else None


def served_within(waits: Iterable[Wait], limit_s: float) -> Served:
    """What became of the promise.

    Args:
        waits: of one queue or of all.
        limit_s: promised seconds. A wait that long is within.
    """
    known = list(waits)
    called = sorted(wait.seconds for wait in known if wait.is_called)
    return Served(
        called=len(called),
        within=sum(seconds <= limit_s for seconds in called),
        overdue=sum(wait.seconds > limit_s for wait in known if not wait.is_called),
        mean_s=math.fsum(called) / len(called) if called else 0.0,
        p90_s=called[math.ceil(0.9 * len(called)) - 1] if called else 0.0,
    )
