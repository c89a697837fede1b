"""Both directions of a simulated wire, at its speed."""

from __future__ import annotations

import os
import time
from collections import deque
from contextlib import suppress

_SLICE_S = 0.004
"""Bytes are moved in portions that take so long on the wire."""


class Traffic:
    """What is on its way over one file number."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits to be sent."""
        return not self._out

    def __init__(self, end: int, byte_s: float) -> None:
        self._end = end
        self._byte_s = byte_s
        self._portion = max(1, int(_SLICE_S / byte_s)) if byte_s else 4096
        self._in_free_at = 0.0
        self._out_free_at = 0.0
        self._out: deque[tuple[float, bytes]] = deque()

    def wants_input(self, now: float) -> list[int]:
        """The handle to listen on, unless the portion read last is still on its way."""
        return [self._end] if now >= self._in_free_at else []

    def next_at(self, now: float) -> float | None:
        """When something is due next."""
        times = [self._in_free_at] if self._in_free_at > now else []
        if self._out:
            times.append(self._out_free_at)
        return min(times, default=None)

    def receive(self, now: float) -> bytes:
        """The next portion from the driver."""
        try:
            data = os.read(self._end, self._portion)
        except (BlockingIOError, OSError):
            return b""
        self._in_free_at = max(now - _SLICE_S, self._in_free_at) + len(data) * self._byte_s
        return data

    def queue(self, pieces: list[tuple[float, bytes]]) -> None:
        """Have pieces sent, one after the other."""
        for pause_s, data in pieces:
            if not self._out:
                self._out_free_at = max(self._out_free_at, time.monotonic() + pause_s)
                self._out.append((0.0, data))
            else:
                self._out.append((pause_s, data))

    def send_due(self, now: float) -> None:
        """Send what the wire has had the time for."""
        while self._out and now >= self._out_free_at:
            pause_s, data = self._out.popleft()
            if pause_s:
                self._out_free_at = now + pause_s
                self._out.appendleft((0.0, data))
                return
            portion, rest = data[: self._portion], data[self._portion :]
            if rest:
                self._out.appendleft((0.0, rest))
            # Nobody listens and the line is full: a real wire loses the bytes too.
            with suppress(BlockingIOError, OSError):
                os.write(self._end, portion)
            self._out_free_at = max(self._out_free_at, now - _SLICE_S) + len(portion) * self._byte_s
