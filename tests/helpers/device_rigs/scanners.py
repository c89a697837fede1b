"""Code scanners."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hallcall.hal import DeviceId, Hal
from hallcall.hal.codec.scancode import CodeKind
from hallcall.hal.ports.scanner import CodeScanned
from hallcall.sim.devices import PtyWire, Wire
from hallcall.sim.devices.scanner import SimScanner, SimTypingScanner
from helpers.device_rigs.base import Diary, RigMaker, machine_text, running, serial_at

SCANNER = DeviceId("scanner")
GREETED = 'hello = "3F"\nhello_ms = 100\ntimeout_ms = 200\n'


@dataclass
class ScannerRig:
    """A code scanner."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimScanner

    def use(self) -> None:
        token = secrets.token_urlsafe(16)
        self.device.scan(f"http://10.0.0.1:8520/t/{token}")
        scanned = self.diary.wait(CodeScanned, lambda event: event.value == token)
        assert scanned.kind is CodeKind.TICKET


@contextmanager
def scanner_rig(
    folder: Path, *, typing: bool = False, options: str = "", ending: bytes = b"\r\n"
) -> Generator[ScannerRig]:
    """A running Hal with a scanner on a wire, or one that types."""
    device = SimTypingScanner() if typing else SimScanner(ending=ending)
    wire = PtyWire(folder / "scanner", device, baud=None)
    driver = "scanner.evdev" if typing else "scanner.serial"
    transport = f'kind = "evdev", path = "{wire.path}"' if typing else serial_at(wire)
    text = machine_text(SCANNER, driver, transport, options)
    with running(wire, text) as (hal, diary):
        yield ScannerRig(SCANNER, wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {
    "scanner.evdev": partial(scanner_rig, typing=True),
    "scanner.serial": scanner_rig,
    "scanner.serial with a greeting": partial(scanner_rig, options=GREETED),
}
MUTE = frozenset({"scanner.evdev", "scanner.serial"})
