"""A kiosk without the server that is killed before each step it takes on its disk: ``dying_kiosk.py FOLDER take|tell``.

``take``: it opens its file and gives one number. ``tell``: it opens its file and tells the server of what it has given.
Each life gets one step further than the one before: a statement of SQL, a file opened, renamed or removed, a number
shown. The first that reaches its end is the last. ``shown`` beside the folder holds the numbers that were shown,
``heard`` what the server has heard: keys and numbers.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from concurrent.futures import Future
from pathlib import Path

from hallcall.client import Answer, OfflineRequest
from hallcall.client.offline import store
from hallcall.core.commands import LeaseNumbers
from helpers.offline_bench import OfflineBench

_FILES = frozenset({"open", "os.rename", "os.remove", "sqlite3.connect"})


class Life:
    """Counts its steps, and ends before one of them."""

    def __init__(self, last_step: int, folder: Path) -> None:
        self._left = last_step
        self._folder = str(folder)
        sys.addaudithook(self._file_touched)

    def step(self, _statement: str = "") -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def _file_touched(self, event: str, given: tuple[object, ...]) -> None:
        if event in _FILES and given and str(given[0]).startswith(self._folder):
            self.step()


class Connection(sqlite3.Connection):
    """Steps before each statement."""

    life: Life

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.set_trace_callback(self.life.step)


def write(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(f"{line}\n")


class Kiosk(OfflineBench):
    """Its server writes down what it hears."""

    def _send(self, command: LeaseNumbers | OfflineRequest, key: str) -> Future[Answer]:
        if isinstance(command, OfflineRequest):
            write(self.folder.parent / "heard", f"{key} {command.seq}")
        return super()._send(command, key)


def live(folder: Path, what: str) -> None:
    with Kiosk(folder) as kiosk:
        if what == "take":
            kiosk.hear()
            number = kiosk.take()
            Connection.life.step()
            write(folder.parent / "shown", number)
        else:
            kiosk.connect()


def live_and_die(folder: Path, what: str, last_step: int) -> bool:
    """A process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        Connection.life = Life(last_step, folder)
        connect = sqlite3.connect
        store.sqlite3.connect = lambda *given, **named: connect(*given, factory=Connection, **named)  # type: ignore[assignment]
        live(folder, what)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    steps = 1
    while live_and_die(Path(sys.argv[1]), sys.argv[2], steps):
        steps += 1
    sys.stdout.write(str(steps))
