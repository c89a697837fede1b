"""The table of the engine, as JSON: ``python bench/hall.py [--long] [--folder DIR]``.

Real processes on loopback: ``hallcall server`` on its SQLite file, and one process that presses. Each row says what was
seen, what it must be, and what the floor (``bench/floor.py``) reached in the same run. A row counts only beside the
disk's own time and on a machine that does nothing else. Pressing begins when the server has done what it does once
after a start (``settled_s``): the look over its file, and the learning from past days.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import floor  # pyright: ignore[reportMissingImports]

from hallcall.sim.busy_hall import EVENTS_A_VISIT, BusyHall, BusyPlan
from hallcall.sim.disk_time import fsync_ms
from hallcall.sim.hall_bench import machine, waiting_for
from hallcall.sim.load import run
from hallcall.sim.pressing import Pressed, Pressing

COUNTERS, KIOSKS, CLIENTS, SCREENS = 101, 8, 16, 300
PRESSES_PER_S = 10.0
_LIFE_S = 2.0
"""From a start to the next kill: long enough that the day so far is kept again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How much is measured."""

    seconds: float
    """Of each row that presses without a pause."""
    stored: int
    """Tickets of past days."""
    today: int
    """Tickets of the day on which memory is looked at."""
    presses: int
    """Watched by screens."""
    growth: tuple[int, ...]
    """Stores to compare."""
    events: int
    """Of the day on which the server is killed."""
    kills: int


SHORT = Length(seconds=2.0, stored=3_000, today=10_000, presses=60, growth=(1_000, 10_000), events=4_000, kills=2)
LONG = Length(
    seconds=15.0,
    stored=30_000,
    today=100_000,
    presses=600,
    growth=(1_000, 10_000, 100_000, 1_000_000),
    events=25_000,
    kills=10,
)


def measure(folder: Path, length: Length) -> list[dict[str, Any]]:
    """All rows."""
    reached = floor.measure(
        _made(folder / "floor"), length.seconds, watched=length.presses, screens=SCREENS, per_s=PRESSES_PER_S
    )
    rows = [
        *_busy(_made(folder / "busy"), length, reached),
        *_encrypted(_made(folder / "encrypted"), length, reached),
        _memory(_made(folder / "full"), length),
        *_growth(folder, length),
        _start(folder / "start", length),
    ]
    disk = {name: value for name, value in fsync_ms(folder).items() if name in {"p50", "p99"}}
    return [{**row, "fsync_ms": disk} for row in rows]


def _busy(folder: Path, length: Length, reached: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of one hall with everything ready."""
    waiting = 2 * waiting_for(length.seconds, COUNTERS) + length.presses
    plan = BusyPlan(folder=folder, stored=length.stored, waiting=waiting, counters=COUNTERS, kiosks=KIOSKS, screens=8)
    with BusyHall(plan) as hall:
        hall.settle()
        pressing = Pressing(hall)
        alone = run(pressing.press(length.seconds, counters=1))
        issued = run(pressing.press(length.seconds, counters=0, kiosk_clients=CLIENTS))
        called = run(pressing.press(length.seconds, counters=CLIENTS))
        watched = run(pressing.press_and_watch(length.presses, screens=SCREENS, per_s=PRESSES_PER_S))
        everybody = run(pressing.press(length.seconds, counters=COUNTERS))
    return [
        _row("call next, one caller", alone.figures(), {"p50": "2 + fsync", "p99": 8}, reached["1"]),
        _row(
            f"take a number, {CLIENTS} clients", issued.figures(), {"p99": 12, "duplicate_numbers": 0}, reached["issue"]
        ),
        _row(f"call next, {CLIENTS} counters", called.figures(), {"p99": 10, "double_calls": 0}, reached["16"]),
        _row(
            "call next, 101 counters without a pause",
            {**everybody.figures(), **_of_floor(everybody, reached[str(COUNTERS)])},
            {"p99": 80, "calls_per_s": 2000, "calls_of_floor": "1 / 3", "double_calls": 0},
            reached[str(COUNTERS)],
        ),
        _row(f"press until the last of {SCREENS} screens", watched, {"p50": 12, "p99": 30}, reached["screens"]),
    ]


def _of_floor(pressed: Pressed, reached: dict[str, Any]) -> dict[str, float]:
    """Calls and commands as shares of the floor's; a press is two commands here, and one there."""
    seen = pressed.figures()
    return {
        f"{what}_of_floor": round(seen[f"{what}_per_s"] / reached[f"{what}_per_s"], 2) for what in ("calls", "commands")
    }


def _encrypted(folder: Path, length: Length, reached: dict[str, Any]) -> list[dict[str, Any]]:
    """The same calls over the hall's own TLS 1.3, each counter with the certificate of its machine."""
    plan = BusyPlan(
        folder=folder,
        stored=length.stored,
        waiting=waiting_for(length.seconds, CLIENTS) + waiting_for(length.seconds, 1),
        counters=CLIENTS,
        kiosks=0,
        screens=0,
        is_encrypted=True,
    )
    with BusyHall(plan) as hall:
        hall.settle()
        pressing = Pressing(hall)
        alone = run(pressing.press(length.seconds, counters=1))
        called = run(pressing.press(length.seconds, counters=CLIENTS))
    return [
        _row("call next over TLS 1.3, one caller", alone.figures(), {}, reached["1"]),
        _row(f"call next over TLS 1.3, {CLIENTS} counters", called.figures(), {"double_calls": 0}, reached["16"]),
    ]


def _memory(folder: Path, length: Length) -> dict[str, Any]:
    """How large the server is on a day of very many tickets, before and after many calls."""
    plan = BusyPlan(folder=folder, stored=length.stored, waiting=length.today, counters=CLIENTS)
    with BusyHall(plan) as hall:
        hall.settle()
        before = hall.memory_mb
        called = run(Pressing(hall).press(length.seconds, counters=CLIENTS))
        seen = {"mb": before, "after_calls_mb": hall.memory_mb, "calls": called.figures()["call_ms"]["count"]}
    return _row("server memory", {**seen, "tickets_today": length.today}, {"mb": 200}, None)


def _growth(folder: Path, length: Length) -> list[dict[str, Any]]:
    """What a call costs, what a start takes and how large the server is, by the tickets that are stored."""
    seen: dict[str, Any] = {}
    for stored in length.growth:
        plan = BusyPlan(
            folder=_made(folder / f"stored-{stored}"), stored=stored, waiting=waiting_for(length.seconds, 1), counters=1
        )
        with BusyHall(plan) as hall:
            settled_s = hall.settle()
            pressed = run(Pressing(hall).press(length.seconds, counters=1))
            seen[str(stored)] = {
                "call_ms": pressed.figures()["call_ms"],
                "settled_s": settled_s,
                "server_memory_mb": hall.memory_mb,
            }
            hall.stop()
            seen[str(stored)]["start_s"] = round(hall.start(), 2)
        hall.forget()
    return [_row("call next, by stored tickets", seen, {"p50": "within 1.5 x"}, None)]


def _start(folder: Path, length: Length) -> dict[str, Any]:
    """From the start of a killed server to its first acknowledged command, late on a long day."""
    plan = BusyPlan(
        folder=folder, stored=length.stored, waiting=200, visits=length.events // EVENTS_A_VISIT, counters=CLIENTS
    )
    kept, folded = [], []
    with BusyHall(plan) as hall:
        for _ in range(length.kills):
            time.sleep(_LIFE_S)
            kept.append(hall.start_again())
        for _ in range(length.kills):
            hall.settings.kept_state.unlink(missing_ok=True)
            folded.append(hall.start_again())
    seen = {"events_today": length.events, "start_s": _spread(kept), "start_without_kept_state_s": _spread(folded)}
    return _row("start to the first acknowledged command", seen, {"start_s": {"p50": 2}}, None)


def _spread(seconds: list[float]) -> dict[str, float]:
    return {"p50": round(statistics.median(seconds), 2), "max": round(max(seconds), 2)}


def _row(figure: str, seen: dict[str, Any], must: dict[str, Any], reached: Any) -> dict[str, Any]:
    return {"figure": figure, "seen": seen, "must": must, "floor": reached}


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--folder", type=Path, help="on the disk that is to be measured")
    given = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation has its modules compiled
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-", dir=given.folder) as place:
        rows = measure(Path(place), LONG if given.long else SHORT)
        print(json.dumps({"machine": machine(), "rows": rows}, ensure_ascii=False, indent=1))
