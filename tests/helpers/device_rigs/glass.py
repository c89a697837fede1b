"""Privacy glass on relay boards of several makes."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.glass import SetPrivacy
from hallcall.sim.devices import PtyWire, TcpWire, Wire
from hallcall.sim.devices.relays import (
    REGISTER_06,
    RelayMake,
    SimLcusBoard,
    SimRelayBoard,
)
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, serial_at, tcp_at

GLASS = DeviceId("glass")
ROOMS = 'channels = { "room-1" = 0, "room-2" = 1 }\n'


@dataclass
class GlassRig:
    """Two panes on a board."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimRelayBoard | SimLcusBoard

    def use(self) -> None:
        assert self.ask(is_private=False) is False
        assert self.device.closed[:2] == (True, False)
        assert self.ask(is_private=True) is True
        assert self.device.closed[:2] == (False, False)

    def ask(self, room: str = "room-1", *, is_private: bool, hold_s: float = 60.0) -> bool:
        """Ask for privacy or not, and wait for the answer."""
        command = SetPrivacy(room=room, is_private=is_private, hold_s=hold_s)
        return self.hal.do(self.id, command, f"ask-{time.monotonic_ns()}").result(PATIENT_S)


@contextmanager
def glass_rig(
    folder: Path,
    *,
    driver: str = "glass.modbus",
    device: SimRelayBoard | SimLcusBoard | None = None,
    profile: str = "waveshare-8",
    options: str = "",
    tcp: bool = False,
) -> Generator[GlassRig]:
    """A running Hal with two panes on a board."""
    device = device or SimRelayBoard()
    wire = TcpWire(device) if tcp else PtyWire(folder / "glass", device, baud=None)
    transport = tcp_at(wire) if isinstance(wire, TcpWire) else serial_at(wire)
    if isinstance(device, SimRelayBoard):
        options += f'\naddress = {device.address}\nprofile = "{profile}"\n'
    for default in ("dwell_ms = 0", "poll_ms = 100", "timeout_ms = 250"):
        options += "" if default.split(" ", maxsplit=1)[0] in options else f"\n{default}"
    text = machine_text(GLASS, driver, transport, ROOMS + options)
    with running(wire, text) as (hal, diary):
        yield GlassRig(GLASS, wire, hal, diary, text, device)


def _modbus(make: RelayMake, profile: str, address: int, options: str = "") -> RigMaker:
    def make_rig(folder: Path) -> Generator[GlassRig]:
        with glass_rig(folder, device=SimRelayBoard(make, address=address), profile=profile, options=options) as rig:
            yield rig

    return contextmanager(make_rig)


def _lcus(*, in_words: bool) -> RigMaker:
    def make_rig(folder: Path) -> Generator[GlassRig]:
        device = SimLcusBoard(in_words=in_words)
        with glass_rig(folder, driver="glass.lcus", device=device, options="latching = true") as rig:
            yield rig

    return contextmanager(make_rig)


RIGS: dict[str, RigMaker] = {
    "glass.lcus": _lcus(in_words=False),
    "glass.lcus that answers in words": _lcus(in_words=True),
    "glass.modbus": glass_rig,
    "glass.modbus over TCP": partial(glass_rig, tcp=True),
    "glass.modbus with registers": _modbus(REGISTER_06, "register-06", 3),
}
