"""The device daemon as a real process of the command line, started again by the test as a service manager would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENT_S = 30.0


class HaldProcess:
    """``hallcall hald``; can be killed and started again."""

    def __init__(self, machine: Path, socket: Path) -> None:
        self._machine = machine
        self._socket = socket
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            assert self._process.wait(PATIENT_S) == 0

    def start(self) -> None:
        """Returns when it listens."""
        command = [sys.executable, "-m", "hallcall.cli", "hald", "--machine", str(self._machine)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENT_S
        while not self._socket.exists():
            assert self._process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def kill(self) -> None:
        """As a power cut or the kernel would: without a last word."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._socket.unlink()
