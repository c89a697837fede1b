"""A program that is started again whenever it ends, as a service manager does with those of a hall."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from hallcall.sim.orphans import end_with_us

AGAIN_S = 1.5
"""Between an end and the next start: long enough to be seen."""
_FAREWELL_S = 8.0


class KeptProcess:
    """``start`` once, ``stop`` once; ``kill`` as often as you like."""

    def __init__(
        self, name: str, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            name: of the program.
            command: what is run.
            log: file that takes what it says.
            environment: what it finds besides this process's own.
        """
        self.starts = 0
        """How often it was started."""
        self._command = list(command)
        self._log = log
        self._environment = {**os.environ, **(environment or {})}
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"kept-{name}")

    @property
    def is_running(self) -> bool:
        """Whether it is there now."""
        process = self._process
        return process is not None and process.poll() is None

    def start(self) -> None:
        """Start it, and again after each end."""
        self._begin()
        self._thread.start()

    def kill(self) -> None:
        """``kill -9``."""
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """Ask it to end, and let it be."""
        self._ending.set()
        with self._lock:
            if self._process is not None:
                self._process.terminate()
        if self._thread.is_alive():
            self._thread.join()

    def _begin(self) -> None:
        with self._lock, self._log.open("ab") as log:
            if self._ending.is_set():
                return
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._environment
            )
            end_with_us(self._process)
            self.starts += 1

    def _keep(self) -> None:
        while self._process is not None:
            self._wait(self._process)
            if self._ending.wait(AGAIN_S):
                return
            self._begin()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        """Until it has ended; killed when it was asked to end and does not."""
        while process.poll() is None:
            try:
                process.wait(0.2 if not self._ending.is_set() else _FAREWELL_S)
            except subprocess.TimeoutExpired:
                if self._ending.is_set():
                    process.kill()
