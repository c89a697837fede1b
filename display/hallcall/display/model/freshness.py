"""How old the picture is: the wall says so in two steps, and never looks live when it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LATE_S = 9.0
"""Silence after which the wall names the time of its data: on the glass within 10 s of a server's last word.

The server gives a sign of life every 2 s.
"""
HIDE_WAITS_S = 30.0
"""Waits are never shown from older data."""
STALE_S = 60.0
"""Silence after which the picture is plainly one of the past."""


class Freshness(StrEnum):
    """What the wall says of the age of its data."""

    FRESH = "fresh"
    LATE = "late"
    """A small badge names the time of the data."""
    STALE = "stale"
    """The whole page does."""


@dataclass(frozen=True, slots=True)
class Age:
    """The age of the data by a steady clock, and the time of day they are of."""

    seconds: float
    data_at: datetime

    @property
    def freshness(self) -> Freshness:
        """Which picture that asks for."""
        if self.seconds <= LATE_S:
            return Freshness.FRESH
        return Freshness.LATE if self.seconds < STALE_S else Freshness.STALE

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return int(self.seconds // 60)

    @property
    def may_show_waits(self) -> bool:
        """Whether waits still mean something."""
        return self.seconds <= HIDE_WAITS_S

    @property
    def next_change_s(self) -> float:
        """Seconds until the wall has to say something else, if the silence goes on."""
        steps = (LATE_S, HIDE_WAITS_S, STALE_S, 60.0 * (self.minutes + 1))
        return min(step for step in steps if step > self.seconds) - self.seconds + 0.01


def age_of(heard_at: float, monotonic: float, now: datetime) -> Age:
    """The age of data that were last confirmed at ``heard_at``.

    Args:
        heard_at: seconds of the steady clock.
        monotonic: the steady clock now.
        now: the hall's time now.
    """
    seconds = max(0.0, monotonic - heard_at)
    return Age(seconds, now - timedelta(seconds=seconds))
