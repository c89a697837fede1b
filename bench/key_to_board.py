"""From the clerk's key to the board, as JSON: ``python bench/key_to_board.py [--presses 40]``.

Real processes on loopback: the server on its SQLite file, a counter and a wall (offscreen), and an observer that
follows the hall as walls do. F2 is pressed in the counter's window; this process takes all times by its own clock, so
each figure also holds the way of the request to the counter's process. Half of the calls are timed to the event at the
observer; the other half to the number in the wall's scene, which is looked for without a pause.
"""

from __future__ import annotations

import argparse
import json
import queue
import random
import tempfile
import time
from pathlib import Path

from hallcall.client import Beat, HallLink, IssueRequest, LinkSettings, LinkStatus
from hallcall.config import load_hall, sample_hall_path
from hallcall.core.events import Recorded, TicketCalled
from hallcall.core.hall import Hall
from hallcall.core.snapshot import Snapshot
from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.clerks import Clerk, Pace
from hallcall.sim.demo import OFFSCREEN, OPENS_AT, counters_for
from hallcall.sim.disk_time import fsync_ms
from hallcall.sim.hall_bench import machine
from hallcall.sim.hall_processes import HallPlan, HallProcesses
from hallcall.sim.load import figures_ms

TARGET_MS = 150
"""Of features.tsv, F122: p95 from key to board on loopback."""
_REST_S = 1.0
"""Between two presses: longer than the key stays dead after a change."""
_WAIT_S = 10.0


class CallWatch:
    """A ``LinkListener`` that notes when each call was heard."""

    def __init__(self) -> None:
        self.heard: queue.Queue[tuple[str, float]] = queue.Queue()

    def on_hall(self, hall: Hall) -> None:
        """Part of ``LinkListener``."""

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Part of ``LinkListener``."""

    def on_event(self, recorded: Recorded) -> None:
        """Part of ``LinkListener``."""
        if isinstance(recorded.event, TicketCalled):
            self.heard.put((recorded.event.number, time.perf_counter()))

    def on_beat(self, beat: Beat) -> None:
        """Part of ``LinkListener``."""

    def on_link(self, status: LinkStatus) -> None:
        """Part of ``LinkListener``."""


def measure(presses: int, folder: Path) -> dict[str, object]:
    """Call ``presses`` visitors and time each call.

    Raises:
        ActorError: a screen did not do what it should.
    """
    hall_data = load_hall(sample_hall_path("haibin"))
    queues, counters = counters_for(hall_data, 1)
    item = next(code for code in hall_data.hot_items if hall_data.item_by_code[code].queue in queues)
    plan = HallPlan(folder=folder, kiosks=(), counters=counters, opens_at=OPENS_AT, environment=OFFSCREEN)
    watch = CallWatch()
    with HallProcesses(plan) as hall:
        kiosk = HallLink(LinkSettings(url=hall.server.url, token=hall.pair_device("kiosk", "K1")), CallWatch())
        observer = HallLink(LinkSettings(url=hall.server.url, token=hall.pair_device("guide", "bench")), watch)
        kiosk.start(follow=False)
        observer.start()
        try:
            for _ in range(presses):
                kiosk.send(IssueRequest(item=item, kiosk="K1")).result(_WAIT_S)
            counter = hall.counters[counters[0]]
            _sign_in(hall, counters[0], counter)
            event_s, wall_s = _call_all(presses, counter, hall.walls["W1"], watch)
        finally:
            observer.close()
            kiosk.close()
    return {
        "what": "F2 at the counter until the call is on the board, loopback",
        "presses": presses,
        "target_p95_ms": TARGET_MS,
        "key_to_event_ms": figures_ms(event_s),
        "key_to_wall_ms": figures_ms(wall_s),
        "fsync_ms": fsync_ms(folder),
        "machine": machine(),
    }


def _sign_in(hall: HallProcesses, number: int, counter: Actor) -> None:
    clerk, password = hall.clerk_of(number)
    Clerk(counter, clerk, password, pace=Pace(), dice=random.Random(0)).sign_in()  # noqa: S311 - of a simulated clerk


def _call_all(presses: int, counter: Actor, wall: Actor, watch: CallWatch) -> tuple[list[float], list[float]]:
    """Seconds to the event, and to the wall."""
    event_s: list[float] = []
    wall_s: list[float] = []
    for count in range(presses):
        time.sleep(_REST_S)
        pressed = time.perf_counter()
        counter.call("key", keys="F2")
        number, heard = watch.heard.get(timeout=_WAIT_S)
        if count % 2:
            event_s.append(heard - pressed)
        else:
            wall_s.append(_seen(wall, number) - pressed)
        time.sleep(_REST_S)
        counter.call("key", keys="F2")
    return event_s, wall_s


def _seen(wall: Actor, number: str) -> float:
    end = time.perf_counter() + _WAIT_S
    while number not in wall.call("texts")["texts"]:
        if time.perf_counter() > end:
            raise ActorError(f"{number} never came to the wall: see {wall.log}")
    return time.perf_counter()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as place:
        print(json.dumps(measure(given.presses, Path(place)), ensure_ascii=False, indent=1))
