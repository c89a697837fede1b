"""From a counter's press to the painted 4K wall, as JSON: ``python bench/wall.py [--presses 20]``.

The server is a process of its own. The wall is the real one, 3840 x 2160, painted in software and offscreen, in this
process, and so is whoever presses. A press counts until the first frame that was handed over with the number on it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Slot
from PySide6.QtQuick import QQuickItem

from hallcall.client import LinkSettings
from hallcall.core.events import Recorded, TicketCalled
from hallcall.display.app import WallWindow
from hallcall.display.settings import DisplaySettings
from hallcall.sim.busy_hall import BusyHall, BusyPlan
from hallcall.sim.disk_time import fsync_ms
from hallcall.sim.hall_bench import machine
from hallcall.sim.load import Press, connect, figures_ms, run
from hallcall.ui.app import create_app
from hallcall.ui.link import LinkBridge

TARGET_MS = 200
"""From a press to a painted wall, the 99th of a hundred."""
_SIZE = (3840, 2160)
_REST_S = 1.2
"""Between two presses: the wall has come to rest."""
_WAIT_S = 10.0


class Eyes(QObject):
    """Looks at each frame for the number that was called last."""

    def __init__(self, window: WallWindow, link: LinkBridge) -> None:
        super().__init__()
        self._window = window
        self._number = ""
        self.is_following = threading.Event()
        self.is_seen = threading.Event()
        self.seen_at = 0.0
        link.snapshotTaken.connect(self.is_following.set)
        link.changed.connect(self._hear)
        window.view.frameSwapped.connect(self._look)

    @Slot(object)
    def _hear(self, recorded: Recorded) -> None:
        if isinstance(recorded.event, TicketCalled):
            self._number = recorded.event.number

    @Slot()
    def _look(self) -> None:
        if not self._number:
            return
        now = time.perf_counter()
        if _shows(self._window.view.contentItem(), self._number):
            self._number = ""
            self.seen_at = now
            self.is_seen.set()


def _shows(item: QQuickItem, number: str) -> bool:
    if not item.isVisible() or item.opacity() == 0:
        return False
    if item.property("text") == number:
        return True
    return any(_shows(child, number) for child in item.childItems())


def measure(folder: Path, presses: int) -> dict[str, Any]:
    """Press so often and time each press."""
    app = create_app("hallcall-display")
    with BusyHall(BusyPlan(folder=folder, stored=300, waiting=500, counters=11)) as hall:
        link = LinkBridge(LinkSettings(url=hall.url, token=hall.tokens.walls[0]))
        settings = DisplaySettings(
            url=hall.url, token=hall.tokens.walls[0], wall="W1", width_px=_SIZE[0], height_px=_SIZE[1]
        )
        window = WallWindow(link, settings)
        eyes = Eyes(window, link)
        window.show()
        link.start()
        took_s: list[float] = []
        pressing = threading.Thread(target=lambda: _press(hall, eyes, presses, took_s, app.quit))
        pressing.start()
        app.exec()
        pressing.join()
        window.close()
        link.close()
    return {
        "what": "press at a counter until a 3840 x 2160 wall is painted, software renderer",
        "target_p99_ms": TARGET_MS,
        "press_to_painted_ms": figures_ms(took_s),
        "fsync_ms": fsync_ms(folder),
        "machine": machine(),
    }


def _press(hall: BusyHall, eyes: Eyes, presses: int, took_s: list[float], done: Any) -> None:
    async def press() -> None:
        line = await connect(hall.url)
        for count in range(presses):
            seat = hall.tokens.seats[count % len(hall.tokens.seats)]
            await asyncio.sleep(_REST_S)
            eyes.is_seen.clear()
            begin = time.perf_counter()
            body = {"counter": seat.number}
            reply = await line.ask(Press("call.next", seat.token, body, mark=f"wall-{count}-").next())
            if not reply.is_ok:
                raise RuntimeError(reply.body)
            if eyes.is_seen.wait(_WAIT_S):
                took_s.append(eyes.seen_at - begin)
            await line.ask(Press("service.start", seat.token, body, mark=f"start-{count}-").next())
        line.close()

    try:
        eyes.is_following.wait(_WAIT_S)
        run(press())
    finally:
        done()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as place:
        print(json.dumps(measure(Path(place), given.presses), ensure_ascii=False, indent=1))
