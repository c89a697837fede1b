"""People counters at doors: light beams on a serial line, or counters in the network, by a frame map.

The device tells its totals since it was switched on, so a lost answer loses nobody; totals that went back are a device
that was switched off meanwhile, and what it counts since then is counted.

Source:
    docs/reference/pad-protocol.md; another protocol needs another map and no code.
"""

from __future__ import annotations

from hallcall.core.errors import DeviceProtocol
from hallcall.hal.framed import Asker, now
from hallcall.hal.frames_options import ADDRESS, asker_of, frames_options
from hallcall.hal.model import ONLINE, Capabilities, Condition, DeviceId
from hallcall.hal.options import Text
from hallcall.hal.ports import Emit
from hallcall.hal.ports.people import PeoplePassed
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport

_MOST = 10_000
"""More people at one door between two looks are a damaged total."""


class BeamCounter:
    """One counter."""

    capabilities = Capabilities()

    def __init__(self, asker: Asker, *, door: str, pause_s: float) -> None:
        self.id: DeviceId = asker.device
        self.door = door
        self.pause_s = pause_s
        self._asker = asker
        self._totals: tuple[int, int] | None = None
        """What the device had counted when it was looked at last; kept while the line is away."""

    def is_present(self) -> bool:
        """Whether its port is there."""
        return self._asker.wire.is_present()

    def open(self) -> None:
        """Take the port. Who passed before the application ran is none of its business."""
        self._asker.open()
        totals = self._ask()
        if self._totals is None or not all(map(_is_likely, self._totals, totals)):
            self._totals = totals

    def close(self) -> None:
        """Give the port back."""
        self._asker.wire.close()

    def step(self, emit: Emit) -> Condition:
        """Ask for the totals."""
        before = self._totals or (0, 0)
        totals = self._ask()
        if not all(map(_is_likely, before, totals)):
            raise DeviceProtocol("device.unexpected", device=self.id)
        entered, left = map(_passed, before, totals)
        self._totals = totals
        if entered or left:
            emit(PeoplePassed(device=self.id, at=now(), entered=entered, left=left))
        return ONLINE

    def _ask(self) -> tuple[int, int]:
        told = self._asker.ask("count")
        if told.name != "counted":
            raise DeviceProtocol("device.unexpected", device=self.id)
        return told.number("entered"), told.number("left")


def _passed(before: int, after: int) -> int:
    """How many passed; a device that began anew has counted ``after``."""
    return after - before if after >= before else after


def _is_likely(before: int, after: int) -> bool:
    return 0 <= _passed(before, after) <= _MOST


def _make(config: DeviceConfig, wire: Transport, services: Services) -> BeamCounter:
    del services  # it needs nobody
    return BeamCounter(asker_of(config, wire), door=config.text("door"), pause_s=config.seconds("poll_ms"))


SPEC = DriverSpec(
    name="people.beam",
    ports=frozenset({"serial", "tcp"}),
    options={**frames_options(poll_ms=500), "door": Text("main", r"[a-z0-9-]{1,40}", "main")},
    make=_make,
    address=ADDRESS,
)
