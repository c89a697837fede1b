"""A board of eight characters over a window."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.led import LedColour, ShowText
from hallcall.sim.devices import PtyWire, TcpWire, Wire
from hallcall.sim.devices.led import LedMake, SimLedBoard
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, serial_at, tcp_at

LED = DeviceId("window-12")


@dataclass
class LedRig:
    """A board on its wire."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimLedBoard
    count: int = 0

    def use(self) -> None:
        self.count += 1
        text = f"请A{self.count:03}到这里"
        assert self.show(text) == text
        assert self.device.shown == text

    def show(self, text: str, colour: LedColour = LedColour.RED) -> str:
        """Show a text and wait for it."""
        shown = self.hal.do(self.id, ShowText(text=text, colour=colour), f"show-{time.monotonic_ns()}")
        return shown.result(PATIENT_S)


@contextmanager
def led_rig(
    folder: Path, *, make: LedMake = "text-8", address: int = 12, options: str = "", tcp: bool = False
) -> Generator[LedRig]:
    """A running Hal with a board on a wire."""
    device = SimLedBoard(make, address=address)
    wire = TcpWire(device) if tcp else PtyWire(folder / "led", device, baud=None)
    transport = tcp_at(wire) if isinstance(wire, TcpWire) else serial_at(wire)
    options += f'\naddress = {address}\ntemplate = "{make}"\npoll_ms = 100\ntimeout_ms = 250\n'
    text = machine_text(LED, "led.generic", transport, options)
    with running(wire, text) as (hal, diary):
        yield LedRig(LED, wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {"led.generic": led_rig, "led.generic over TCP": partial(led_rig, tcp=True)}
