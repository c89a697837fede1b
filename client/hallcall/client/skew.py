"""Whether this machine's clock agrees with the server's.

Applications follow the server's clock, so nothing goes wrong; but a clock that is off stays off until somebody is told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

import structlog

_log = structlog.get_logger("hallcall.client")

SKEW_S = 2.0
"""More than this is said."""
_BEATS = 3
"""A beat that was held up on its way seems to come from the past: the freshest of three counts."""


class SkewWatch:
    """Hears the server's beats and warns once when the clocks differ, and once more after they agreed again."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._ahead: deque[float] = deque(maxlen=_BEATS)
        self._has_warned = False

    @property
    def ahead_s(self) -> float | None:
        """Seconds the server's clock is ahead of this machine's; None before enough beats were heard."""
        return max(self._ahead) if len(self._ahead) == _BEATS else None

    def hear(self, told: datetime) -> None:
        """A beat has come that was sent at ``told``."""
        self._ahead.append((told - self._clock()).total_seconds())
        ahead = self.ahead_s
        if ahead is None:
            return
        if abs(ahead) <= SKEW_S:
            self._has_warned = False
        elif not self._has_warned:
            self._has_warned = True
            _log.warning("this machine's clock differs from the server's", ahead_s=round(ahead, 1))
