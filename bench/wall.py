"""From a counter's press to the painted 4K wall, as JSON: ``python bench/wall.py [--presses 40]``.

The server is a process of its own. The wall is the real one, 3840 x 2160, painted in software and offscreen, in this
process, and so is whoever presses. Half of the presses come to a quiet hall (the large card), half while three others
are called (the board). A press counts until the first frame that was handed over with the number drawn in it: the
pixels of that place in the window's own picture, taken at each frame, are those that stand there when all is at rest.

A number that has no room on the page in the picture waits for the next page step, up to eight seconds, as the board's
rules say (``hallcall.display.model.layout``): such presses are counted by themselves (``on_a_later_page_ms``).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QPointF, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

from hallcall.client import LinkSettings
from hallcall.config.logs import log_to_stderr
from hallcall.core.events import Recorded, TicketCalled
from hallcall.display.app import WallWindow
from hallcall.display.settings import DisplaySettings
from hallcall.sim.busy_hall import BusyHall, BusyPlan, Seat
from hallcall.sim.disk_time import fsync_ms
from hallcall.sim.hall_bench import machine
from hallcall.sim.load import Line, Press, connect, figures_ms, run
from hallcall.ui.app import create_app
from hallcall.ui.link import LinkBridge

TARGET_P95_MS = 50
"""From a press to a painted wall."""
_SIZE = (3840, 2160)
_REST_S = 1.3
"""After a call: both pulses are over and the picture stands still."""
_PAUSE_S = 0.4
_WAIT_S = 10.0
_CALLED_BEFORE = 3
"""Numbers still called when the next is pressed, for the board."""
_FRAMES = 6
"""So many frames are looked at for one number."""
_INK = 64
"""Grey levels between a digit and its ground, at the least."""
_LOOK_MS = 60
"""After the event the layout has decided where the number goes."""
_SAME = 0.99
"""Share of the pixels of a number that must be as they are at rest."""


@dataclass(slots=True)
class Sight:
    """One number on its way to the glass. Times are of ``time.perf_counter``, processor times of the GUI thread."""

    number: str
    heard_at: float
    heard_cpu: float
    frames: list[tuple[float, float, QRect, QImage]] = field(default_factory=list[tuple[float, float, QRect, QImage]])
    """Time, processor time, place and pixels of each frame that has an item with the number."""
    is_on_later_page: bool = False
    """It has its row, but not on the page in the picture."""
    rest: QImage | None = None
    """The place of the number when all is at rest."""

    def first_drawn(self) -> tuple[float, float] | None:
        """Time and processor time of the first frame with the number's pixels."""
        for at, cpu, _, pixels in self.frames:
            if self.rest is not None and _likeness(pixels, self.rest) >= _SAME:
                return at, cpu
        return None


class Eyes(QObject):
    """Looks at each frame for the number that was called last."""

    restWanted = Signal()  # noqa: N815 - Qt's spelling
    """Asked by whoever presses: look at the number at rest."""

    def __init__(self, window: WallWindow, link: LinkBridge) -> None:
        super().__init__()
        self._window = window
        self.sight: Sight | None = None
        self.is_following = threading.Event()
        self.is_seen = threading.Event()
        self.is_at_rest = threading.Event()
        link.snapshotTaken.connect(self.is_following.set)
        link.changed.connect(self._hear)
        window.view.frameSwapped.connect(self._look)
        self.restWanted.connect(self._look_at_rest, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _hear(self, recorded: Recorded) -> None:
        if isinstance(recorded.event, TicketCalled):
            self.sight = Sight(recorded.event.number, time.perf_counter(), time.thread_time())
            QTimer.singleShot(_LOOK_MS, self._look_at_page)

    @Slot()
    def _look_at_page(self) -> None:
        wall, sight = self._window.model.wall, self.sight
        if sight is not None:
            sight.is_on_later_page = sight.number in wall.shown and sight.number not in wall.visible

    @Slot()
    def _look(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        if self.sight is None or self.sight.rest is not None or len(self.sight.frames) >= _FRAMES:
            return
        item = _item_of(self._window.view.contentItem(), self.sight.number)
        if item is not None:
            place = _ink_of(item)
            self.sight.frames.append((now, cpu, place, self._pixels(place)))
            self.is_seen.set()

    @Slot()
    def _look_at_rest(self) -> None:
        if self.sight is not None and self.sight.frames:
            self.sight.rest = self._pixels(self.sight.frames[0][2])
        self.is_at_rest.set()

    def _pixels(self, place: QRect) -> QImage:
        """What was handed over: the window's own picture, painted no second time."""
        view = self._window.view
        grabbed = view.screen().grabWindow(view.winId(), place.x(), place.y(), place.width(), place.height())
        return grabbed.toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def _item_of(item: QQuickItem, number: str) -> QQuickItem | None:
    if not item.isVisible() or item.opacity() == 0:
        return None
    if item.property("text") == number:
        return item
    return next((found for child in item.childItems() if (found := _item_of(child, number)) is not None), None)


def _ink_of(item: QQuickItem) -> QRect:
    """Where the digits are: as wide as the item and as high as a digit, without the frame that pulses around it."""
    high = round(0.7 * float(item.property("size")))
    middle = item.mapToScene(QPointF(0, item.height() / 2))
    return QRect(round(middle.x()), round(middle.y()) - high // 2, round(item.width()), high)


def _likeness(pixels: QImage, others: QImage) -> float:
    """Share of equal pixels; 0 for a place without any ink."""
    if pixels.size() != others.size() or pixels.isNull():
        return 0.0
    rest = bytes(others.constBits())
    if max(rest) - min(rest) < _INK:
        return 0.0
    seen = bytes(pixels.constBits())
    return sum(a == b for a, b in zip(seen, rest, strict=True)) / len(rest)


@dataclass(slots=True)
class Presser:
    """Presses at one counter after the other and notes how long each part took, in seconds."""

    hall: BusyHall
    eyes: Eyes
    to_answer: list[float] = field(default_factory=list[float])
    to_event: list[float] = field(default_factory=list[float])
    to_painted: list[float] = field(default_factory=list[float])
    gui_cpu: list[float] = field(default_factory=list[float])
    """Processor time of the GUI thread from the event to the frame."""
    on_later_page: list[float] = field(default_factory=list[float])
    """Until numbers were painted that had to wait for their page."""
    unseen: int = 0
    """Presses whose number was never drawn."""
    count: int = 0
    """Presses so far; keys and seats go on from here."""
    _called: deque[Seat] = field(default_factory=deque[Seat])

    async def press(self, presses: int, called_before: int) -> None:
        """So many presses, with so many numbers called and not yet answered."""
        line = await connect(self.hall.url)
        for number in range(presses + called_before):
            await self._press(line, is_counted=number >= called_before)
            if number >= called_before:
                await self._start(line)
            await asyncio.sleep(_PAUSE_S)
        while self._called:
            await self._start(line)
        line.close()

    async def _press(self, line: Line, *, is_counted: bool) -> None:
        seats = self.hall.tokens.seats
        seat = seats[self.count % len(seats)]
        self.count += 1
        self._called.append(seat)
        eyes = self.eyes
        eyes.is_seen.clear()
        eyes.is_at_rest.clear()
        begin = time.perf_counter()
        reply = await line.ask(
            Press("call.next", seat.token, {"counter": seat.number}, mark=f"wall-{self.count}-").next()
        )
        answered = time.perf_counter()
        if not reply.is_ok:
            raise RuntimeError(reply.body)
        await asyncio.to_thread(eyes.is_seen.wait, _WAIT_S)
        await asyncio.sleep(_REST_S)
        eyes.restWanted.emit()
        await asyncio.to_thread(eyes.is_at_rest.wait, _WAIT_S)
        if is_counted:
            self._note(begin, answered)

    def _note(self, begin: float, answered: float) -> None:
        sight = self.eyes.sight
        drawn = None if sight is None else sight.first_drawn()
        if sight is None or drawn is None:
            self.unseen += 1
            return
        if sight.is_on_later_page:
            self.on_later_page.append(drawn[0] - begin)
            return
        self.to_answer.append(answered - begin)
        self.to_event.append(sight.heard_at - begin)
        self.to_painted.append(drawn[0] - begin)
        self.gui_cpu.append(drawn[1] - sight.heard_cpu)

    async def _start(self, line: Line) -> None:
        seat = self._called.popleft()
        body = {"counter": seat.number}
        await line.ask(Press("service.start", seat.token, body, mark=f"start-{self.count}-{seat.number}-").next())

    def figures(self) -> dict[str, Any]:
        """What was measured so far."""
        return {
            "press_to_painted_ms": figures_ms(self.to_painted),
            "press_to_answer_ms": figures_ms(self.to_answer),
            "press_to_event_in_gui_ms": figures_ms(self.to_event),
            "gui_cpu_from_event_to_painted_ms": figures_ms(self.gui_cpu),
            "on_a_later_page_ms": [round(each * 1000) for each in self.on_later_page],
            "never_drawn": self.unseen,
        }


class Run(QObject):
    """All presses, in a thread beside the GUI's."""

    ended = Signal()

    def __init__(self, hall: BusyHall, eyes: Eyes, presses: int) -> None:
        super().__init__()
        self._presses = presses
        self._eyes = eyes
        self.quiet = Presser(hall, eyes)
        self.board = Presser(hall, eyes)
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _run(self) -> None:
        try:
            self._eyes.is_following.wait(_WAIT_S)
            run(self.quiet.press(self._presses - self._presses // 2, 0))
            self.board.count = self.quiet.count
            run(self.board.press(self._presses // 2, _CALLED_BEFORE))
        finally:
            self.ended.emit()  # queued: quitting from here would wait for the GUI thread and hold Python back


def measure(folder: Path, presses: int) -> dict[str, Any]:
    """Press so often and time each press."""
    app = create_app("hallcall-display")
    with BusyHall(BusyPlan(folder=folder, stored=300, waiting=500, counters=11)) as hall:
        link = LinkBridge(LinkSettings(url=hall.url, token=hall.tokens.walls[0]))
        settings = DisplaySettings(
            url=hall.url, token=hall.tokens.walls[0], wall="W1", width_px=_SIZE[0], height_px=_SIZE[1]
        )
        window = WallWindow(link, settings)
        presser = Run(hall, Eyes(window, link), presses)
        presser.ended.connect(app.quit, Qt.ConnectionType.QueuedConnection)
        window.show()
        link.start()
        presser.start()
        app.exec()
        presser.join()
        window.close()
        link.close()
    both = presser.quiet.to_painted + presser.board.to_painted
    return {
        "what": "press at a counter until a 3840 x 2160 wall is painted, software renderer",
        "target_p95_ms": TARGET_P95_MS,
        "press_to_painted_ms": figures_ms(both),
        "large_card": presser.quiet.figures(),
        "board": presser.board.figures(),
        "fsync_ms": fsync_ms(folder),
        "load_average": os.getloadavg(),
        "machine": machine(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=40)
    given = parser.parse_args()
    log_to_stderr()
    with tempfile.TemporaryDirectory(prefix="hallcall-bench-") as place:
        print(json.dumps(measure(Path(place), given.presses), ensure_ascii=False, indent=1))
