"""The server's clock, as told by its last sign of life: all counters agree on it, whatever their own clocks say."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hallcall.counter.model.port import Server


class ServerClock:
    """Tells the time and how old the news is."""

    def __init__(self, server: Server, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._server = server
        self.monotonic = monotonic

    def now(self) -> datetime:
        """The server's time, carried on since it was last told; this machine's own before the first time."""
        if self._server.told_at is None or self._server.heard_at is None:
            return datetime.now(UTC)
        return self._server.told_at + timedelta(seconds=self.silent_s())

    def silent_s(self) -> float:
        """Seconds since the server was last heard; 0 before the first time."""
        if self._server.heard_at is None:
            return 0.0
        return max(self.monotonic() - self._server.heard_at, 0.0)

    def local(self, at: datetime | None = None) -> datetime:
        """A moment on the clock on the hall's wall."""
        hall = self._server.hall
        return (at or self.now()).astimezone(ZoneInfo(hall.timezone) if hall is not None else None)
