"""What hangs in the theatre's hall besides its screens: a board of light, smart glass, and the way of its messages.

The simulated devices are in this process; the programs that keep them are the real ones.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Self

from hallcall.core.hall import Hall
from hallcall.core.machine_names import AtCounter, name_at_counter
from hallcall.core.terms import CounterNumber
from hallcall.sim.devices import PtyWire, TcpWire
from hallcall.sim.devices.led import SimLedBoard
from hallcall.sim.devices.relays import SimRelayBoard
from hallcall.sim.devices.sms_gateway import SimSmsGateway
from hallcall.sim.hall_processes import HallProcesses
from hallcall.sim.kept import KeptProcess
from hallcall.sim.open_ended import open_ended
from hallcall.sim.theatre.entrance import PLACE

ROOM = "room-1"
"""The pane of glass."""
_PANE = 0
_MACHINE = """schema = 1
[machine]
id = "{machine}"
[[device]]
id = "{id}"
driver = "{driver}"
"""
_ON_LINE = 'address = 1\ntransport = {{ kind = "serial", port = "{port}", baud = 9600 }}\n'
_GLASS = f'profile = "waveshare-8"\ndwell_ms = 1000\nlease_ms = 4000\nchannels = {{{{ {ROOM} = {_PANE} }}}}\n'
_SMS = """transport = {{ kind = "http", url = "http://127.0.0.1:{port}/send" }}
book = "{folder}/sms.book"
fields = {{ mobile = "{{number}}", content = "{{text}}", id = "{{id}}" }}
code = "/code"
reference = "/data/id"
troubles = {{ "4010" = "no-credit" }}
check = "/balance"
credit = "/data/left"
check_ms = 2000
"""


def furnished_hall(folder: Path, hall: Hall, counter: int) -> Path:
    """A copy of the large sample hall, with glass that is clear but while its counter serves, and a door."""
    copy = open_ended("haibin", folder)
    zone = next(one.zone for one in hall.counters if one.number == counter)
    settings = copy / "hall.toml"
    pane = f'\n[[glass]]\nid = "{ROOM}"\nzone = "{zone}"\nhours = "clear"\ncounters = [{counter}]\n'
    written = settings.read_text(encoding="utf-8")
    if pane not in written:
        settings.write_text(written + pane + PLACE, encoding="utf-8")
    return copy


class Furniture:
    """The devices from the beginning, the programs that keep them from ``keep`` on; a context manager.

    Attributes:
        led, glass, gateway: the far ends.
        led_wire, glass_wire, gateway_wire: the cables.
        sms: the machine's file with the gateway.
    """

    def __init__(self, folder: Path, counter: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._counter = folder, counter
        self.led, self.glass, self.gateway = SimLedBoard(), SimRelayBoard(), SimSmsGateway()
        self.led_wire = PtyWire(folder / "led.tty", self.led, baud=9600)
        self.glass_wire = PtyWire(folder / "glass.tty", self.glass, baud=9600)
        self.gateway_wire = TcpWire(self.gateway)
        self.keepers: dict[str, KeptProcess] = {}
        """``led`` and ``glass``."""
        self.sms = self._write("sms", "sms.http", _SMS.format(port=self.gateway_wire.port, folder=folder))
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Self:
        for wire in (self.led_wire, self.glass_wire, self.gateway_wire):
            self._open.enter_context(wire)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def is_clear(self) -> bool:
        """Whether one can see through the glass."""
        return self.glass_wire.is_plugged and self.glass.closed[_PANE]

    def weld(self, *, is_welded: bool) -> None:
        """Weld the contact of the pane as it is, or free it."""
        self.glass.stick(_PANE, is_stuck=is_welded)

    def keep(self, hall: HallProcesses) -> None:
        """Start the programs that keep board and glass."""
        board = f"window-{self._counter}"
        led = self._write(board, "led.generic", 'template = "text-8"\n' + _ON_LINE.format(port=self.led_wire.path))
        glass = self._write("glass", "glass.modbus", (_GLASS + _ON_LINE).format(port=self.glass_wire.path))
        at_counter = name_at_counter(CounterNumber(self._counter), AtCounter.LED)
        self.keepers = {"led": hall.keep("led", at_counter, led), "glass": hall.keep("glass", ROOM, glass)}

    def _write(self, device: str, driver: str, rest: str) -> Path:
        file = self._folder / f"{device}.toml"
        file.write_text(_MACHINE.format(machine="theatre", id=device, driver=driver) + rest, encoding="utf-8")
        return file
