"""A parcel locker."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.base import Command
from hallcall.hal.ports.locker import DoorChanged, OpenBox
from hallcall.sim.devices import PtyWire, TcpWire, Wire
from hallcall.sim.devices.locker import SimLocker
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, serial_at, tcp_at

LOCKER = DeviceId("locker")


@dataclass
class LockerRig:
    """A parcel locker."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimLocker
    count: int = 0

    def use(self) -> None:
        before, box = len(self.diary.events), self.count % 12 + 1
        self.do(OpenBox(box=box))
        assert self.diary.wait(DoorChanged, lambda event: event.is_open, after=before).box == box
        self.device.shut(box)
        assert self.diary.wait(DoorChanged, lambda event: not event.is_open, after=before).box == box

    def do(self, command: Command[Any, Any]) -> Any:
        """Carry out a command and wait for its end."""
        self.count += 1
        return self.hal.do(self.id, command, f"request-{self.count}").result(PATIENT_S)


@contextmanager
def locker_rig(
    folder: Path, *, device: SimLocker | None = None, options: str = "", tcp: bool = False
) -> Generator[LockerRig]:
    """A running Hal with a locker on a wire."""
    device = device or SimLocker()
    wire = TcpWire(device) if tcp else PtyWire(folder / "locker", device, baud=None)
    transport = tcp_at(wire) if isinstance(wire, TcpWire) else serial_at(wire)
    text = machine_text(LOCKER, "locker.lock8a", transport, f"poll_ms = 30\n{options}")
    with running(wire, text) as (hal, diary):
        yield LockerRig(LOCKER, wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {"locker.lock8a": locker_rig, "locker.lock8a over TCP": partial(locker_rig, tcp=True)}
