"""The hall's time on the hall's wall, and how old the news is."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from hallcall.counter.model.port import Server


class ServerClock:
    """Tells the time and how old the news is. All counters agree on it, whatever their own clocks say."""

    def __init__(self, server: Server, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._server = server
        self.monotonic = monotonic

    def now(self) -> datetime:
        """The hall's time."""
        return self._server.now()

    def silent_s(self) -> float:
        """Seconds since the server was last heard; 0 before the first time."""
        if self._server.heard_at is None:
            return 0.0
        return max(self.monotonic() - self._server.heard_at, 0.0)

    def local(self, at: datetime | None = None) -> datetime:
        """A moment on the clock on the hall's wall."""
        hall = self._server.hall
        return (at or self.now()).astimezone(ZoneInfo(hall.timezone) if hall is not None else None)
