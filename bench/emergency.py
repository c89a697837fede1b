"""From an emergency's acknowledgement to every screen and board, as JSON: ``python bench/emergency.py [--times 20]``.

Real processes on loopback: the server on its file, a kiosk, a wall, a counter and the display over it (offscreen), and
the programs that keep a board of light and two rooms of glass at the end of simulated wires of 9600 baud. Screens say
when the first picture with the words was handed over, boards when the last byte was taken in; all by the steady clock
that the processes of a machine share. A figure below 0 is a screen that was faster than the answer to the command.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from hallcall.sim.disk_time import fsync_ms
from hallcall.sim.emergency_hall import EmergencyHall
from hallcall.sim.hall_bench import machine
from hallcall.sim.load import figures_ms

MOST_MS = 1000
"""Every device and screen."""


def measure(times: int, folder: Path) -> dict[str, object]:
    """Have people leave ``times`` times.

    Raises:
        ActorError: a screen or a board never showed it.
    """
    taken: dict[str, list[float]] = {}
    with EmergencyHall(folder) as hall:
        for _ in range(times):
            acknowledged = hall.begin()
            for name, at in hall.seen_at().items():
                taken.setdefault(name, []).append(at - acknowledged)
            hall.end()
    return {
        "what": "from the acknowledged emergency to every screen painted and every board told",
        "times": times,
        "most_ms": MOST_MS,
        "seen_ms": {name: figures_ms(seconds) for name, seconds in sorted(taken.items())},
        "fsync_ms": fsync_ms(folder),
        "machine": machine(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as place:
        print(json.dumps(measure(given.times, Path(place)), ensure_ascii=False, indent=1))
