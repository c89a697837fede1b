"""The slips that have fallen out of the printer, and whether a card lies on the reader."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from hallcall.sim.actor import Actor, ActorError
from hallcall.sim.theatre.people import KIOSK

_LOOK_S = 0.4
_KEPT = 12


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip in the tray."""

    number: int
    """1 for the first."""
    at: float
    """Seconds since the epoch."""
    path: Path
    """Its picture: what the printer made of the bytes it got."""


class SlipTray:
    """Looks from its making until it is closed."""

    def __init__(self, devices: Actor) -> None:
        self.has_card = False
        self._devices = devices
        self._slips: deque[Slip] = deque(maxlen=_KEPT)
        self._count = 0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="slips")
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ending.set()
        self._thread.join()

    @property
    def slips(self) -> tuple[Slip, ...]:
        """The last slips, the newest last."""
        return tuple(self._slips)

    def picture(self, number: int) -> bytes | None:
        """The picture of one of the last slips, as PNG; None when there is no such slip."""
        found = next((slip for slip in self.slips if slip.number == number), None)
        return found.path.read_bytes() if found is not None else None

    def _run(self) -> None:
        while not self._ending.wait(_LOOK_S):
            try:
                told = self._devices.call("slips", kiosk=KIOSK, known=self._count)["slips"]
                self.has_card = bool(self._devices.call("has_card", kiosk=KIOSK)["has_card"])
            except ActorError:
                return
            for slip in told:
                self._count += 1
                self._slips.append(Slip(self._count, slip["at"], Path(slip["path"])))
