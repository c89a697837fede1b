"""A process that works with a far end, killed at the moments that the far end sees."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

TESTS = Path(__file__).parents[1]


class FarEnd(Protocol):
    """A simulated device, or a service in the network."""

    def receive(self, data: bytes) -> list[bytes]: ...


class Killer:
    """Starts the process again each time; ends it when the far end sees what it was told to wait for."""

    def __init__(self, far_end: FarEnd, kind_of: Callable[[bytes], str], child: str, *arguments: str) -> None:
        """Watch a far end: every portion of bytes that reaches it, before it looks at it.

        Args:
            far_end: its ``receive`` is watched.
            kind_of: what a portion of bytes is.
            child: file of the program that is killed.
            arguments: what it is given.
        """
        self._command = [sys.executable, child, *arguments]
        self._kind_of = kind_of
        self._waits_for, self._times = "", 0
        self._child: subprocess.Popen[bytes] | None = None
        self._receive = far_end.receive
        far_end.receive = self._hear  # type: ignore[method-assign]
        self.kills = 0

    def kill_at(self, moments: Sequence[str]) -> None:
        """Live once for each moment, to its first, second and third time in turn; then to the end."""
        for number, what in enumerate(moments):
            self._live(what, 1 + number % 3)
        self._live("", 0)
        assert self.kills == len(moments)

    def see(self, what: str) -> None:
        """Something happened. Called on the thread of the wire, so the far end stands still meanwhile."""
        self._times -= what == self._waits_for
        if self._times == 0 and self._waits_for and self._child is not None:
            self._waits_for = ""
            self._child.kill()
            self._child.wait()
            self.kills += 1

    def _live(self, waits_for: str, times: int) -> None:
        self._waits_for, self._times = waits_for, times
        environment = {**os.environ, "PYTHONPATH": str(TESTS)}
        self._child = subprocess.Popen(self._command, env=environment, stdout=subprocess.DEVNULL)
        self._child.wait(120)

    def _hear(self, data: bytes) -> list[bytes]:
        self.see(self._kind_of(data))
        return self._receive(data)
