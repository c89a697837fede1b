"""A fingerprint module."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.base import Command
from hallcall.hal.ports.fingerprint import CaptureFinger, SearchFinger, StoreFinger
from hallcall.sim.devices import PtyWire, Wire
from hallcall.sim.devices.fingerprint import SimFingerprint
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, serial_at


@dataclass
class FingerprintRig:
    """A fingerprint module."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimFingerprint
    count: int = 0

    def use(self) -> None:
        page = self.count % 50
        self.enrol(f"finger-{self.count}", page=page)
        assert self.do(SearchFinger()).page == page

    def enrol(self, finger: str, *, page: int) -> None:
        """Lay a finger down twice and store it."""
        self.device.lay(finger)
        self.do(CaptureFinger(buffer=1))
        self.do(CaptureFinger(buffer=2))
        self.do(StoreFinger(page=page))

    def do(self, command: Command[Any, Any]) -> Any:
        """Carry out a command and wait for its end."""
        self.count += 1
        return self.hal.do(self.id, command, f"request-{self.count}").result(PATIENT_S)


@contextmanager
def fingerprint_rig(
    folder: Path, *, device: SimFingerprint | None = None, options: str = ""
) -> Generator[FingerprintRig]:
    """A running Hal with a fingerprint module on a wire."""
    device = device or SimFingerprint()
    wire = PtyWire(folder / "finger", device, baud=None)
    text = machine_text(
        DeviceId("finger"), "fingerprint.r307", serial_at(wire), f"poll_ms = 50\ntimeout_ms = 150\n{options}"
    )
    with running(wire, text) as (hal, diary):
        yield FingerprintRig(DeviceId("finger"), wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {"fingerprint.r307": fingerprint_rig}
