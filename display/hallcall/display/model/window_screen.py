"""The display over a counter as one Qt object: what the bar draws, kept by news and a look each second."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal

from hallcall.client.evacuation import EvacuationMemory
from hallcall.core.commands import Channel
from hallcall.core.hall import Hall
from hallcall.core.places import Counter
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber
from hallcall.display.keeper import UNHEARD_S
from hallcall.display.model.confirming import Confirming
from hallcall.display.model.evacuation import evacuation_scene
from hallcall.display.model.scene import Scene, name_values, plate
from hallcall.display.model.source import HallSource
from hallcall.display.model.window import Window, WindowState, called_at, window_at, window_in_emergency

__all__ = ["WindowModel"]

LOOK_MS = 1000
"""Times of day and silence are looked at so often; news are shown at once."""
_MAP: Any = "QVariantMap"


class WindowModel(QObject):
    """What the display over one counter shows.

    Attributes:
        window: its state, as pure data.
    """

    changed = Signal()

    def __init__(
        self,
        source: HallSource,
        counter: CounterNumber,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        keepsake: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._counter = counter
        self._monotonic = monotonic
        self._confirming = Confirming(source, Channel.WINDOW)
        self._evacuation = EvacuationMemory(keepsake)
        self.window = self._look()
        self._scene = self._draw()
        for signal in (source.hallTaken, source.snapshotTaken, source.beat):
            signal.connect(self.refresh)
        source.changed.connect(self._hear)
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_MS)
        self._looks.timeout.connect(self.refresh)
        self._looks.start()

    def refresh(self) -> None:
        """Bring the picture up to now."""
        counter = self._place
        if counter is not None:
            self._evacuation.hear(self._source.state, counter.exits)
        else:
            self._evacuation.look_here()
        self.window = self._look()
        scene = self._draw()
        if scene != self._scene:
            self._scene = scene
            self.changed.emit()
        if self.window.state is WindowState.CALLING:
            self._confirming.see(called_at(self._source.state, self._counter))

    def _hear(self, _recorded: object) -> None:
        self.refresh()

    @property
    def _place(self) -> Counter | None:
        """The counter in the hall's files; None before they are known, or when they know no such counter."""
        hall = self._source.hall
        return hall.counter_by_number.get(self._counter) if hall is not None else None

    def _look(self) -> Window:
        source, emergency = self._source, self._evacuation.emergency
        if emergency is not None:
            return window_in_emergency(self._counter, emergency)
        if source.hall is None or self._place is None or source.heard_at is None:
            return Window(counter=self._counter, state=WindowState.UNHEARD)
        is_heard = self._monotonic() - source.heard_at < UNHEARD_S
        return window_at(source.hall, source.state, self._counter, self._now(source.hall), is_heard=is_heard)

    def _now(self, hall: Hall) -> datetime:
        return self._source.now().astimezone(ZoneInfo(hall.timezone))

    def _draw(self) -> Scene:
        window, hall, counter = self.window, self._source.hall, self._place
        shown: Scene = {
            "state": window.state.value,
            "plate": plate(self._counter),
            "number": window.number,
            "until": f"{window.until:%H:%M}" if window.until is not None else "",
            "because": window.because,
            "instead": [plate(number) for number in window.instead],
        }
        if hall is None or counter is None:
            return shown
        goal = hall.zone_by_id[counter.zone if window.zone is None else window.zone]
        return {
            **shown,
            "zone": goal.id,
            "floor": goal.floor,
            "zoneName": name_values(goal.name),
            "queues": [name_values(hall.queue_by_prefix[queue].name) for queue in counter.queues],
            "people": _people(counter, self._source.state),
        }

    scene = Property(_MAP, lambda self: self._scene, notify=changed)
    """The state, number and place, and what else it draws."""
    evacuation = Property(_MAP, lambda self: evacuation_scene(self._evacuation.known), notify=changed)
    """The way out, while people must leave."""


def _people(counter: Counter, state: HallState) -> int:
    """Who waits in the counter's queues for whichever counter calls next."""
    return sum(len(line) for line in state.lines(counter.queues))
