"""What power cuts and kills lose, as JSON: ``python bench/crash.py [--kills 100] [--cuts 30000] [--seed 1]``.

Cuts: the server's own store and writer under a busy hall, over a disk whose power fails at random moments; what was
synced stays, of the rest a random part does, reordered and torn. Kills: ``kill -9`` of a real server under sixteen
clients, with a year of past days in its database; ``restart_s`` is from the start of the process to the first
acknowledged command.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from hallcall.config import load_hall, sample_hall_path
from hallcall.core.hall import Hall
from hallcall.sim.history import fill_data_folder
from hallcall.sim.kill import TEN, kill_server
from hallcall.sim.powercut import Report, Tuning, try_trace

TARGET_RESTART_S = 2.0
_HALL = "haibin"
_CUTS_A_TRACE = 400
_RARE = 10
"""One trace in so many has the server's own, rare checkpoints; in the others many cuts fall into one."""


def cut(cuts: int, seed: int, workers: int) -> dict[str, object]:
    """Cut the power ``cuts`` times."""
    begin = time.perf_counter()
    sizes = [min(_CUTS_A_TRACE, cuts - done) for done in range(0, cuts, _CUTS_A_TRACE)]
    total = Report()
    with ProcessPoolExecutor(workers) as pool:
        for report in pool.map(_trace, sizes, range(seed, seed + len(sizes))):
            total.add(report)
    taken = time.perf_counter() - begin
    return {
        "what": "power cuts under the server's store, synchronous=FULL",
        "cuts": total.cuts,
        "traces": len(sizes),
        "promises_looked_for": total.kept + total.lost,
        "cuts_that_lost_something": total.losing,
        "lost": total.lost,
        "corrupt": dict(total.corrupt),
        "cuts_per_s": round(total.cuts / taken, 1),
    }


def _trace(cuts: int, seed: int) -> Report:
    tuning = Tuning() if seed % _RARE else Tuning(checkpoint_pages=None)
    with tempfile.TemporaryDirectory(prefix="hallcall-crash-") as place:
        return try_trace(Path(place), cuts, seed, tuning)


def kill(kills: int, seed: int, rows: int) -> dict[str, object]:
    """Kill a server ``kills`` times."""
    hall = load_hall(sample_hall_path(_HALL))
    with tempfile.TemporaryDirectory(prefix="hallcall-crash-") as place:
        report = kill_server(
            Path(place), kills, seed, hall=_HALL, prepare=lambda data: _fill(data, hall, rows) if rows else None
        )
    return {
        "what": "kill -9 of the server under 16 clients",
        "kills": report.kills,
        "events_stored_before": rows,
        "acknowledged": report.acknowledged,
        "asked_again_after_a_kill": report.asked_again,
        "old_keys_repeated": report.repeated,
        "lost": len(report.lost),
        "answered_otherwise": len(report.changed),
        "twice": len(report.twice),
        "gaps": len(report.gaps),
        "integrity": report.integrity,
        "restart_s": _figures(report.restart_s),
        "target_restart_s": TARGET_RESTART_S,
    }


def _fill(data: Path, hall: Hall, rows: int) -> None:
    fill_data_folder(data, hall, events=rows, before=TEN.date())


def _figures(values: Sequence[float]) -> dict[str, float]:
    return {"p50": round(statistics.median(values), 2), "max": round(max(values), 2)}


def is_clean(*results: dict[str, object]) -> bool:
    """Whether nothing was lost, doubled or damaged."""
    bad = ("cuts_that_lost_something", "lost", "corrupt", "answered_otherwise", "twice", "gaps")
    return not any(result.get(name) for result in results for name in bad) and all(
        result.get("integrity", "ok") == "ok" for result in results
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--cuts", type=int, default=30_000)
    parser.add_argument("--rows", type=int, default=800_000, help="events stored before the first kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that cut")
    given = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation has its modules compiled
    found: dict[str, dict[str, object]] = {}
    if given.cuts:
        found["power_cuts"] = cut(given.cuts, given.seed, given.workers)
    if given.kills:
        found["kills"] = kill(given.kills, given.seed, given.rows)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(json.dumps({**found, "machine": machine}, ensure_ascii=False, indent=1))
    sys.exit(0 if is_clean(*found.values()) else 1)
