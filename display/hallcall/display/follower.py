"""The hall as heard from the server, for programs without a screen: read from any thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hallcall.client import Beat, LinkStatus
from hallcall.client.evacuation import EvacuationMemory
from hallcall.core.events import Recorded
from hallcall.core.hall import Hall
from hallcall.core.places import GlassInEmergency
from hallcall.core.snapshot import Emergency, Snapshot
from hallcall.core.state import HallState


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known at one moment."""

    hall: Hall
    now: datetime
    """The hall's own time, carried on while the server is gone."""
    age_s: float
    """Since the last sign of life."""


class HallFollower:
    """Implements ``LinkListener``. ``state`` is changed by the link's thread only, under ``lock``."""

    def __init__(self, on_news: Callable[[], None], keepsake: Path | None = None) -> None:
        """Follow nothing yet.

        Args:
            on_news: called in the link's thread when something has happened.
            keepsake: file in which it is kept that people must leave; None keeps nothing.
        """
        self.lock = threading.Lock()
        self.state = HallState()
        self.evacuation = EvacuationMemory(keepsake)
        self._on_news = on_news
        self.on_recorded: Callable[[Recorded], None] | None = None
        """Told each event before the news, in the link's thread."""
        self._hall: Hall | None = None
        self._epoch = ""
        self._heard_at = 0.0
        self._ahead_s = 0.0

    def look(self) -> Heard | None:
        """What is known now; None before the server was heard."""
        if self._hall is None or not self._heard_at:
            return None
        steady = time.monotonic()
        now = datetime.fromtimestamp(steady + self._ahead_s, UTC).astimezone(ZoneInfo(self._hall.timezone))
        return Heard(self._hall, now, steady - self._heard_at)

    def on_hall(self, hall: Hall) -> None:
        """Part of ``LinkListener``."""
        with self.lock:
            self._hall = hall
        self._on_news()

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Part of ``LinkListener``."""
        with self.lock:
            self.state = HallState.from_snapshot(snapshot)
            self._epoch = snapshot.epoch
            self._set_clock(snapshot.at)
            self._take_emergency()
        self._on_news()
        self._keep_emergency()

    def on_event(self, recorded: Recorded) -> None:
        """Part of ``LinkListener``."""
        with self.lock:
            if recorded.epoch != self._epoch or recorded.seq <= self.state.seq:
                return
            self.state.apply(recorded)
            self._heard_at = time.monotonic()
            self._take_emergency()
        if self.on_recorded is not None:
            self.on_recorded(recorded)
        self._on_news()
        self._keep_emergency()

    def on_beat(self, beat: Beat) -> None:
        """Part of ``LinkListener``."""
        with self.lock:
            self._set_clock(beat.at)

    def on_link(self, status: LinkStatus) -> None:
        """Part of ``LinkListener``: what counts is when the server was last heard."""

    def emergency(self) -> Emergency | None:
        """Whether people must leave: as heard last, as it was kept, or by an alarm of this machine's own."""
        with self.lock:
            self.evacuation.look_here()
            return self.evacuation.emergency

    def _take_emergency(self) -> None:
        """Under ``lock``."""
        rooms = self._hall.glass if self._hall is not None else ()
        clear = tuple(room.id for room in rooms if room.on_emergency is GlassInEmergency.CLEAR)
        self.evacuation.take(self.state, clear=clear)

    def _keep_emergency(self) -> None:
        """After the devices were told: the disk may take its time."""
        self.evacuation.keep()

    def _set_clock(self, told: datetime) -> None:
        self._heard_at = time.monotonic()
        self._ahead_s = told.timestamp() - self._heard_at
