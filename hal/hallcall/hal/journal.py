"""Remembers what devices were asked to do, over the end of the process: a killed daemon prints no slip twice.

One line a step, in the order of the steps. What was begun and not ended when the process died is *interrupted*: nobody
knows whether the slip came out, so it is not done again by itself, and whoever waits is told to look.
The file holds request ids, names of commands, error codes and results; never what was printed.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

import msgspec

from hallcall.hal.appending import append_line
from hallcall.hal.model import DeviceId

_REMEMBERED = 1024
"""Steps kept when the file is tidied, at each start."""


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line."""

    device: str
    request_id: str
    command: str
    code: str = ""
    """Why it failed."""
    result: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    """JSON; unset while it is not done."""

    @property
    def is_over(self) -> bool:
        """Whether its end is known."""
        return bool(self.code) or self.result is not msgspec.UNSET


class Journal:
    """The file. Survives the end of the process, not that of the machine: after that nobody asks again."""

    def __init__(self, path: Path) -> None:
        """Read what is there, tidy it up, and go on behind it.

        Raises:
            OSError: the file cannot be written.
        """
        self._lock = threading.Lock()
        self._steps = _read(path)
        fresh = path.with_name(f"{path.name}.new")
        fresh.unlink(missing_ok=True)
        self._file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        for step in self._steps.values():
            self._write(step)
        fresh.replace(path)

    def past(self, device: DeviceId) -> Mapping[str, Step]:
        """What was asked of ``device`` before this process began, by request id."""
        return {step.request_id: step for step in self._steps.values() if step.device == device}

    def note(self, step: Step) -> None:
        """Write one step down; returns when it cannot be lost any more by the end of this process.

        Raises:
            OSError: it cannot be written.
        """
        with self._lock:
            self._write(step)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _write(self, step: Step) -> None:
        append_line(self._file, msgspec.json.encode(step))


def _read(path: Path) -> OrderedDict[tuple[str, str], Step]:
    steps: OrderedDict[tuple[str, str], Step] = OrderedDict()
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return steps
    for line in lines:
        try:
            step = msgspec.json.decode(line, type=Step)
        except msgspec.DecodeError:
            continue  # the process was killed in the middle of it
        steps[step.device, step.request_id] = step
        steps.move_to_end((step.device, step.request_id))
    while len(steps) > _REMEMBERED:
        steps.popitem(last=False)
    return steps
