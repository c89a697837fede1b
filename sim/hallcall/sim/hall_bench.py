"""All counters and kiosks of a hall pressed at once, against a real server: how fast, and is anything given twice."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

from hallcall.sim.busy_hall import BusyHall, BusyPlan
from hallcall.sim.disk_time import fsync_ms
from hallcall.sim.load import run
from hallcall.sim.pressing import Pressing

MOST_CALLS_PER_S = 4_000
"""So many numbers wait for each second of pressing: no queue may run dry before the end."""
MOST_ONE_CALLER_PER_S = 800
"""A single caller waits for the disk each time."""


def bench_hall(folder: Path, *, counters: int, kiosks: int, seconds: float, stored: int) -> dict[str, Any]:
    """Press everything without a pause for some seconds.

    Args:
        folder: on the disk that is to be measured.
        counters: that call and begin to serve.
        kiosks: that give numbers.
        seconds: for so long.
        stored: tickets of past days.

    Raises:
        ActorError: the server did not come up.
    """
    plan = BusyPlan(
        folder=folder,
        stored=stored,
        waiting=waiting_for(seconds, counters),
        counters=counters,
        kiosks=kiosks,
    )
    with BusyHall(plan) as hall:
        pressed = run(Pressing(hall).press(seconds, counters=counters, kiosk_clients=kiosks))
        return {
            "what": f"{counters} counters and {kiosks} kiosks press without a pause",
            "seconds": round(pressed.seconds, 1),
            "stored_tickets": hall.stored,
            "waiting_tickets": plan.waiting,
            "items": len(hall.hall.items),
            **pressed.figures(),
            "server_memory_mb": hall.memory_mb,
            "fsync_ms": fsync_ms(folder),
            "machine": machine(),
        }


def waiting_for(seconds: float, counters: int) -> int:
    """How many numbers must wait so that counters can call for so long."""
    return round(seconds * (MOST_CALLS_PER_S if counters > 1 else MOST_ONE_CALLER_PER_S)) + counters


def machine() -> str:
    """What was measured on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
