"""Notices when the machine's clock is set while the server works."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from hallcall.server.clock import steady_s

_log = logging.getLogger(__name__)

JUMP_S = 2.0
"""More than what a clock gains or loses between two looks; less than what people notice."""
REMEMBERED_S = 60.0
"""A jump stays among the reasons for so long."""


class ClockWatch:
    """Compares the machine's clock with its steady one; ``look`` must be called every few seconds."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = steady_s) -> None:
        self._wall = wall
        self._steady = steady
        self._ahead = wall() - steady()
        self._jumped_at: float | None = None
        self.jumps = 0
        """Since the start."""

    def look(self) -> float:
        """Seconds by which the clock was set since the last look: forward is positive, 0 for none. Each is logged."""
        ahead = self._wall() - self._steady()
        jump, self._ahead = ahead - self._ahead, ahead
        if abs(jump) <= JUMP_S:
            return 0.0
        self._jumped_at = self._steady()
        self.jumps += 1
        _log.warning("the machine's clock was set by %+.1f s", jump)
        return jump

    def findings(self) -> Sequence[str]:
        """``clock.jumped`` for a while after a jump."""
        if self._jumped_at is None or self._steady() - self._jumped_at > REMEMBERED_S:
            return ()
        return ("clock.jumped",)
