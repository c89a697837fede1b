"""One thread for one line: its devices take turns, so no two of them speak at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from hallcall.hal.supervisor import Supervisor

_LOOK_S = 5.0
"""The thread shows up so often though nothing is due."""


class Bus:
    """The devices on one line and their thread."""

    def __init__(self, supervisors: Sequence[Supervisor]) -> None:
        self._supervisors = tuple(supervisors)
        self._wake = threading.Event()
        self._is_stopping = False
        self._beat_at = time.monotonic()
        self._thread: threading.Thread | None = None
        for supervisor in self._supervisors:
            supervisor.wake = self._wake.set

    def start(self) -> None:
        """Begin; returns at once."""
        self._is_stopping = False
        self._beat_at = time.monotonic()
        for supervisor in self._supervisors:
            supervisor.begin()
        name = "+".join(supervisor.driver.id for supervisor in self._supervisors)
        self._thread = threading.Thread(target=self._run, name=f"hal-{name}")
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether its thread shows up, or is not meant to."""
        silent_s = time.monotonic() - self._beat_at
        patience_s = max(supervisor.heartbeat_s for supervisor in self._supervisors)
        return self._thread is None or self._is_stopping or silent_s <= patience_s

    def stop(self) -> None:
        """Let go of the devices and wait for the thread; a job that is being done is finished first."""
        self.end()
        self.join()

    def end(self) -> None:
        """Let the thread end as soon as it can; returns at once."""
        self._is_stopping = True
        self._wake.set()

    def join(self) -> None:
        """Wait until the thread has ended."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def check(self) -> None:
        """Find a thread that has not shown up for too long, and tasks that wait for it. Called by another thread."""
        now = time.monotonic()
        for supervisor in self._supervisors:
            supervisor.drop_late(now)
            if not self.is_alive:
                supervisor.declare_dead()

    def _run(self) -> None:
        while not self._is_stopping:
            self._wake.clear()
            for supervisor in self._supervisors:
                self._beat_at = time.monotonic()
                if not self._is_stopping:
                    supervisor.look(self._beat_at)
            now = time.monotonic()
            next_at = min(supervisor.next_at(now) for supervisor in self._supervisors)
            self._wake.wait(min(max(0.0, next_at - now), _LOOK_S))
        for supervisor in self._supervisors:
            supervisor.end()
