"""Somebody who follows the hall by its own events, as any screen does, and tells what happened in words."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from hallcall.client import Beat, LinkState, LinkStatus
from hallcall.core.events import Recorded
from hallcall.core.hall import Hall
from hallcall.core.snapshot import DeviceState, Snapshot
from hallcall.display.follower import HallFollower
from hallcall.sim.timeline import Timeline, Visit

_KEPT = 40


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a number. ``step`` is a step of a visit."""

    at: datetime
    step: str
    number: str
    counter: int | None


class Observer:
    """Implements ``LinkListener``; read from any thread."""

    def __init__(self) -> None:
        self.follower = HallFollower(_nobody)
        self.timeline = Timeline(self._note)
        self.link = LinkState.CONNECTING
        self._happenings: deque[Happening] = deque(maxlen=_KEPT)

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """What happened last, oldest first."""
        return tuple(self._happenings)

    @property
    def is_emergency(self) -> bool:
        """Whether people leave the building."""
        with self.follower.lock:
            return self.follower.state.emergency is not None

    def device(self, name: str) -> DeviceState | None:
        """How a device is, as its machine has told the server; ``K1/ticket``."""
        with self.follower.lock:
            return self.follower.state.devices.get(name)

    def _note(self, step: str, visit: Visit) -> None:
        at = getattr(visit, step)
        if step in {"issued", "called", "started", "served"}:
            self._happenings.append(Happening(at, step, visit.number, visit.counter))

    def on_hall(self, hall: Hall) -> None:
        """Part of ``LinkListener``."""
        self.follower.on_hall(hall)

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Part of ``LinkListener``."""
        self.follower.on_snapshot(snapshot)

    def on_event(self, recorded: Recorded) -> None:
        """Part of ``LinkListener``."""
        self.follower.on_event(recorded)
        self.timeline.on_event(recorded)

    def on_beat(self, beat: Beat) -> None:
        """Part of ``LinkListener``."""
        self.follower.on_beat(beat)

    def on_link(self, status: LinkStatus) -> None:
        """Part of ``LinkListener``."""
        self.link = status.state


def _nobody() -> None:
    """Who looks, looks by themselves."""
