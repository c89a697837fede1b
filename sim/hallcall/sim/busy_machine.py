"""One machine with a device of each kind that stands in a hall, all of them used without a pause.

The devices are simulated byte for byte, each at its own wire; the daemon that owns them is the real process. Each use
ends with what the hall would hear of it: a card, a slip that came out, a key, a mark, people who passed, a pager that
was answered, a pane, a board. What was not heard is counted as lost.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Self, TypeVar

from hallcall.core.identity import DocumentKind
from hallcall.hal import CardLaid, DeviceEvent, DeviceId, Health, parse_machine
from hallcall.hal.document import Align, Slip, Text
from hallcall.hal.ports.base import Command
from hallcall.hal.ports.glass import SetPrivacy
from hallcall.hal.ports.keypad import PadKeyPressed
from hallcall.hal.ports.led import ShowText
from hallcall.hal.ports.pager import Buzz, PagerConfirmed
from hallcall.hal.ports.people import PeoplePassed
from hallcall.hal.ports.printer import PrintSlip
from hallcall.hal.ports.rating import AskRating, CaseRated
from hallcall.hal.remote import RemoteHal
from hallcall.sim.actor import ActorError
from hallcall.sim.devices import PtyWire, SimDevice, SimIdReader, SimTicketPrinter, fictional_card
from hallcall.sim.devices.led import SimLedBoard
from hallcall.sim.devices.pads import SimBeam, SimKeyPad, SimPagerBase, SimRatingPad
from hallcall.sim.devices.relays import SimRelayBoard

__all__ = ["BusyMachine"]

TODAY = date(2026, 11, 23)
_STARTS_S = 30.0
_PATIENT_S = 20.0
_HANGS = 10**9
_PAGER = 1
_DRIVERS: Mapping[str, tuple[str, str]] = {
    "reader": ("idcard.sdt", "poll_ms = 50\nremoved_after_ms = 100"),
    "printer": ("printer.escpos", "width_dots = 576"),
    "keypad": ("keypad.frames", "poll_ms = 30"),
    "rating": ("rating.frames", "poll_ms = 30"),
    "pager": ("pager.frames", "poll_ms = 30"),
    "people": ("people.beam", "poll_ms = 30"),
    "glass": ("glass.modbus", 'channels = { "room-1" = 0 }\naddress = 1\nprofile = "waveshare-8"\ndwell_ms = 0'),
    "led": ("led.generic", 'address = 12\ntemplate = "text-8"'),
    "mute": ("glass.modbus", 'channels = { "room-2" = 0 }\naddress = 2\nprofile = "waveshare-8"'),
}
"""Driver and options of each device; ``mute`` answers nothing as soon as the others are at work."""

_Event = TypeVar("_Event", bound=DeviceEvent)


class BusyMachine:
    """The machine; ``use`` has one device do its whole job once."""

    def __init__(self, folder: Path, *, baud: int | None = 115200, patient_s: float = _PATIENT_S) -> None:
        """Prepare it.

        Args:
            folder: for wires, the machine's file and the socket.
            baud: of all wires; None is as fast as the machine can.
            patient_s: what was not heard after so long is lost.
        """
        self._folder, self._patient_s = folder, patient_s
        self.reader, self.printer = SimIdReader(), SimTicketPrinter()
        self.keypad, self.rating = SimKeyPad(), SimRatingPad()
        self.pager, self.people = SimPagerBase(), SimBeam()
        self.glass, self.led, self.mute = SimRelayBoard(), SimLedBoard(address=12), SimRelayBoard(address=2)
        devices: Mapping[str, SimDevice] = {name: getattr(self, name) for name in _DRIVERS}
        self._wires = {name: PtyWire(folder / name, device, baud=baud) for name, device in devices.items()}
        self.used: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self._dice = Random(1)
        self._asked = 0
        self._heard: list[DeviceEvent] = []
        self._changed = threading.Condition()
        self._open = ExitStack()
        self._uses: Mapping[str, Callable[[int], bool]] = {
            "reader": self._lay,
            "printer": self._print,
            "keypad": self._press,
            "rating": self._rate,
            "pager": self._buzz,
            "people": self._walk,
            "glass": self._darken,
            "led": self._show,
        }

    @property
    def socket(self) -> Path:
        """Where the daemon listens."""
        return self._folder / "hald.sock"

    @property
    def text(self) -> str:
        """The machine's file."""
        devices = "".join(
            f'[[device]]\nid = "{name}"\ndriver = "{driver}"\n'
            f'transport = {{ kind = "serial", port = "{self._wires[name].path}", baud = 115200 }}\n{options}\n'
            for name, (driver, options) in _DRIVERS.items()
        )
        return f'schema = 1\n[machine]\nid = "busy"\n{devices}'

    @property
    def kinds(self) -> tuple[str, ...]:
        """What can be used."""
        return (*self._uses,)

    def __enter__(self) -> Self:
        try:
            for wire in self._wires.values():
                self._open.enter_context(wire)
            file = self._folder / "machine.toml"
            file.write_text(self.text, "utf-8")
            arguments = [
                sys.executable,
                "-m",
                "hallcall.cli",
                "hald",
                "--machine",
                str(file),
                "--socket",
                str(self.socket),
            ]
            self._daemon = subprocess.Popen(arguments)  # noqa: S603 - our own program
            self._open.callback(self._end)
            self._remote = RemoteHal(parse_machine(self.text), self.socket)
            self._remote.subscribe(self._hear)
            self._remote.start()
            self._open.callback(self._remote.stop)
            self._await_all()
            self._wires["mute"].faults.silence(_HANGS)
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def daemon_memory_mb(self) -> float:
        """Resident memory of the daemon. Source: proc(5), ``VmRSS``."""
        status = Path(f"/proc/{self._daemon.pid}/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    @property
    def daemon_cpu_s(self) -> float:
        """Processor time that the daemon has used. Source: proc(5), ``stat``, fields 14 and 15."""
        fields = Path(f"/proc/{self._daemon.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def unplug(self, device: str) -> None:
        """Pull its cable."""
        self._wires[device].unplug()

    def use(self, kind: str) -> None:
        """Use a device once and wait for what is heard of it."""
        self.used[kind] += 1
        if not self._uses[kind](self.used[kind]):
            self.lost[kind] += 1

    def _lay(self, _: int) -> bool:
        card = fictional_card(self._dice, DocumentKind.RESIDENT, today=TODAY)
        self.reader.lay(card)
        heard = self._wait(CardLaid, lambda event: event.card.number == card.number)
        self.reader.lift()
        return heard

    def _print(self, count: int) -> bool:
        before = len(self.printer.tickets)
        lines = tuple(Text(text=f"A{count:03} {line}", align=Align.LEFT) for line in range(12))
        return self._do("printer", PrintSlip(slip=Slip(blocks=lines))) and len(self.printer.tickets) == before + 1

    def _press(self, _: int) -> bool:
        self.keypad.press("next")
        return self._wait(PadKeyPressed)

    def _rate(self, count: int) -> bool:
        case = f"case-{count}"
        if not self._do("rating", AskRating(case=case)):
            return False
        self.rating.press(count % 5 + 1)
        return self._wait(CaseRated, lambda event: event.case == case)

    def _buzz(self, _: int) -> bool:
        if not self._do("pager", Buzz(pager=_PAGER)):
            return False
        self.pager.press(_PAGER)
        return self._wait(PagerConfirmed)

    def _walk(self, count: int) -> bool:
        entered, left = count % 3 + 1, count % 2
        self.people.walk(entered=entered, left=left)
        return self._wait(PeoplePassed, lambda event: (event.entered, event.left) == (entered, left))

    def _darken(self, count: int) -> bool:
        is_private = count % 2 == 0
        done = self._do("glass", SetPrivacy(room="room-1", is_private=is_private, hold_s=60.0))
        return done and self.glass.closed[0] is not is_private

    def _show(self, count: int) -> bool:
        text = f"请A{count % 1000:03}"
        return self._do("led", ShowText(text=text)) and self.led.shown == text

    def _do(self, device: str, command: Command[Any, Any]) -> bool:
        self._asked += 1
        try:
            self._remote.do(DeviceId(device), command, f"busy-{self._asked}").result(self._patient_s)
        except Exception:  # noqa: BLE001 - whatever went wrong, this use is lost
            return False
        return True

    def _hear(self, event: DeviceEvent) -> None:
        with self._changed:
            self._heard.append(event)
            self._changed.notify_all()

    def _wait(self, kind: type[_Event], fits: Callable[[_Event], bool] = lambda _: True) -> bool:
        """Whether an event of that kind is heard; it is taken out."""
        deadline = time.monotonic() + self._patient_s
        with self._changed:
            while True:
                for place, event in enumerate(self._heard):
                    if isinstance(event, kind) and fits(event):
                        del self._heard[place]
                        return True
                if not self._changed.wait(max(0.0, deadline - time.monotonic())):
                    return False

    def _await_all(self) -> None:
        deadline = time.monotonic() + _STARTS_S
        while any(status.health is not Health.ONLINE for status in self._remote.status().values()):
            if time.monotonic() > deadline or self._daemon.poll() is not None:
                raise ActorError(f"not all devices work: {self._remote.status()}")
            time.sleep(0.05)

    def _end(self) -> None:
        self._daemon.terminate()
        self._daemon.wait(10)
