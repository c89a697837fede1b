"""The device daemon, dead at a chosen moment of the first job it is given: ``dying_hald.py MOMENT MACHINE``.

``asked``: it has heard and written nothing yet. ``begun``: that is written, and the device has heard nothing. ``sent``:
all bytes are on their way. ``done``: the device says so. ``noted``: that is written, and nobody was told.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from hallcall.hal import load_machine
from hallcall.hal.hald import Hald
from hallcall.hal.jobs import Jobs
from hallcall.hal.journal import Journal, Step


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(step: Callable[..., Any], *, before: bool) -> Callable[..., Any]:
    """A step of the daemon, and its end."""

    def last(*given: Any, **named: Any) -> None:
        if not before:
            step(*given, **named)
        die()

    return last


def prepare(moment: str) -> None:
    note = Journal.note

    def last_note(journal: Journal, step: Step) -> None:
        note(journal, step)
        if step.result is not msgspec.UNSET:
            die()

    match moment:
        case "asked":
            Jobs.begin = dying(Jobs.begin, before=True)
        case "begun":
            Jobs.begin = dying(Jobs.begin, before=False)
        case "sent":
            Jobs.sent = dying(Jobs.sent, before=False)
        case "done":
            Jobs.confirm = dying(Jobs.confirm, before=True)
        case "noted":
            Journal.note = last_note  # type: ignore[method-assign]
        case _:
            raise ValueError(moment)


if __name__ == "__main__":
    prepare(sys.argv[1])
    machine = load_machine(Path(sys.argv[2]))
    assert machine.socket is not None
    Hald(machine, machine.socket).run()
