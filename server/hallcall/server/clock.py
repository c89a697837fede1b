"""The wall clock as something one is given, so that tests and the demo can hold another one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

_log = logging.getLogger(__name__)

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present instant, aware, in UTC."""

SLEW = 0.1
"""The hall's clock goes at most so much faster or slower than a second a second."""
WRONG_S = 900.0
"""More than this is no slip of a clock: one of the two was plainly wrong, and the machine's is taken at once."""
_CATCH_UP_S = 10.0
"""A small difference is made up in about so many seconds."""


def steady_s() -> float:
    """A clock that nobody can set, in seconds; unlike ``time.monotonic`` it goes on while the machine sleeps.

    Source:
        clock_gettime(2), ``CLOCK_BOOTTIME``.
    """
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class HallClock:
    """The hall's time: that of the machine's clock, carried on by the steady one.

    When somebody sets the machine's clock, the hall's time goes a little faster or slower until it agrees again. It
    never jumps and never runs back: no service gets longer or shorter by it, and nobody waits for a time that was.
    """

    def __init__(
        self,
        offset_s: float = 0.0,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        """Begin with the machine's clock.

        Args:
            offset_s: how far to go ahead of the machine's clock.
            wall: the machine's clock, in seconds since the epoch.
            steady: a clock that nobody can set.
        """
        self._offset_s = offset_s
        self._wall = wall
        self._steady = steady
        # Where the present stretch began, by both clocks, and its speed: replaced as one, for readers in all threads.
        self._stretch = (wall() + offset_s, steady(), 1.0)
        if offset_s:
            _log.warning("the clock is shifted by %+.0f s: times in the log are not real", offset_s)

    def __call__(self) -> datetime:
        """The present instant."""
        return datetime.fromtimestamp(self._at(self._steady()), UTC)

    def follow(self) -> None:
        """Look at the machine's clock and set the speed; to be called every second or so."""
        steady = self._steady()
        here = self._at(steady)
        told = self._wall() + self._offset_s
        if abs(told - here) > WRONG_S:
            _log.warning("the clock was wrong by %+.0f s and is set", told - here)
            self._stretch = (told, steady, 1.0)
        else:
            self._stretch = (here, steady, 1.0 + max(-SLEW, min(SLEW, (told - here) / _CATCH_UP_S)))

    def _at(self, steady: float) -> float:
        began, at, speed = self._stretch
        return began + (steady - at) * speed
