"""No process of a simulated hall outlives the one that started it, not even after ``kill -9``.

One small process listens at a pipe that ends with its parent, whatever ends that. It is told of every process that was
started; those that are still there when the pipe ends are asked to end, and killed when they do not. A signal on the
parent's death (``PR_SET_PDEATHSIG``) would do for none: it comes with the end of the thread that started the child.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

__all__ = ["Identity", "end_with_us", "identity_of"]

_FAREWELL_S = 5.0
_LOOK_S = 0.05

Identity = tuple[int, str]
"""A process: its number and when it was started. A number alone may be given again."""


def identity_of(pid: int) -> Identity | None:
    """A living process; None when it has ended.

    Source:
        proc(5), ``/proc/pid/stat``: state and start time are the first and the twentieth field after the name.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else (pid, fields[19])


class _Watch:
    """The parent's end of the pipe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def tell(self, identity: Identity) -> None:
        """Have a process end with this one."""
        with self._lock, contextlib.suppress(OSError):
            if self._process is None:
                self._process = subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-m", __name__],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    text=True,
                    start_new_session=True,  # what is typed to end its parent does not end it
                )
                atexit.register(self._end)
            if self._process.stdin is not None:
                self._process.stdin.write("{} {}\n".format(*identity))
                self._process.stdin.flush()

    def _end(self) -> None:
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.communicate()


_WATCH = _Watch()


def end_with_us(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Have ``process`` end when this process does."""
    identity = identity_of(process.pid)
    if identity is not None:
        _WATCH.tell(identity)


def _end_all(known: Iterable[Identity]) -> None:
    """Ask what is still there to end; kill what does not."""
    left = [identity for identity in known if identity_of(identity[0]) == identity]
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid, _ in left:
            with contextlib.suppress(OSError):
                os.kill(pid, number)
        end = time.monotonic() + _FAREWELL_S
        while left and time.monotonic() < end:
            time.sleep(_LOOK_S)
            left = [identity for identity in left if identity_of(identity[0]) == identity]


def _main() -> None:
    told = [line.split() for line in sys.stdin]
    _end_all((int(pid), started) for pid, started in told)


if __name__ == "__main__":
    _main()
