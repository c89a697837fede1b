"""A program without a screen as a process, as a hall starts it: it can be killed and started again."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from helpers.server_process import ServerProcess

__all__ = ["KeeperProcess", "until"]


def until(is_so: Callable[[], object], within_s: float = 40.0) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, "it never was"
        time.sleep(0.05)


class KeeperProcess:
    """``hallcall PROGRAM NAME`` on one machine; a context manager. All of a folder are programs of the same machine."""

    def __init__(self, server: ServerProcess, folder: Path, program: str, name: str, role: str, devices: str) -> None:
        """Pair it; nothing is started yet.

        Args:
            server: whom it follows.
            folder: of the machine.
            program: which.
            name: by which it is paired, and started.
            role: for which it is paired.
            devices: the ``[[device]]`` tables of its file.
        """
        self._server, self._program, self._name = server, program, name
        self._machine, self._token = folder / f"{program}.toml", folder / f"{program}.token"
        self._machine.write_text(f'schema = 1\n[machine]\nid = "m1"\n{devices}')
        paired_as = f"{name}-{program}" if program == "rating" else name
        self._name = name.removeprefix("C") if program == "rating" else name
        self._token.write_text(server.pair(role, paired_as))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "hallcall.cli", self._program, self._name, "--server", self._server.url),
                *("--machine", str(self._machine), "--token-file", str(self._token)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """``kill -9``."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(timeout=20)
