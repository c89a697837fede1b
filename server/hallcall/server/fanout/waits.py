"""How long whoever comes now may wait: found once for all screens, which cannot replay what they are not told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from hallcall.core.estimate import Estimator, WaitRange
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.server.clock import Clock

FRESH_S = 2.0
"""Waits are found anew at most this often: with every beat."""


class WaitBoard:
    """The waits of all queues at this moment. Lives in the event loop."""

    def __init__(
        self,
        estimator: Estimator,
        state_now: Callable[[], HallState],
        clock: Clock,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Know whom to ask.

        Args:
            estimator: the hall's.
            state_now: the state of the event loop.
            clock: the hall's time.
            steady: seconds of a clock that only goes forward.
        """
        self._estimator = estimator
        self._state_now = state_now
        self._clock = clock
        self._steady = steady
        self._found: Mapping[QueuePrefix, WaitRange] = {}
        self._until = float("-inf")

    def read(self) -> Mapping[QueuePrefix, WaitRange]:
        """By queue; without those for which no counter will call today."""
        at = self._steady()
        if at >= self._until:
            self._until = at + FRESH_S
            queues = self._estimator.hall.queue_by_prefix
            estimates = self._estimator.of_queues(self._state_now(), queues, self._clock())
            self._found = {queue: told for queue, one in estimates.items() if (told := one.range) is not None}
        return self._found
