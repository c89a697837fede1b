"""Dry contacts of a fire panel and a key switch at a board with inputs."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.contact import ContactChanged, ReadContacts
from hallcall.sim.devices import PtyWire, TcpWire, Wire
from hallcall.sim.devices.contacts import SimInputBoard
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, serial_at, tcp_at

CONTACTS = DeviceId("contacts")
PANEL, KEY = 0, 3
OPTIONS = f"normally_closed = {{ fire-panel = {PANEL} }}\nnormally_open = {{ key = {KEY} }}\naddress = 1\n"
FAST = "poll_ms = 20\nsettle_ms = 60\n"


@dataclass
class ContactRig:
    """A board with two contacts at rest."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimInputBoard

    def use(self) -> None:
        before = len(self.diary.events)
        self.device.open(PANEL)
        self.told("fire-panel", is_alarm=True, after=before)
        assert self.read()["fire-panel"] is True
        before = len(self.diary.events)
        self.device.close(PANEL)
        self.told("fire-panel", is_alarm=False, after=before)
        assert self.read() == {"fire-panel": False, "key": False}

    def told(self, contact: str, *, is_alarm: bool, after: int = 0) -> ContactChanged:
        """Wait until a contact was told of."""
        return self.diary.wait(
            ContactChanged, lambda event: (event.contact, event.is_alarm) == (contact, is_alarm), after=after
        )

    def read(self) -> dict[str, bool]:
        """How the contacts are."""
        command = ReadContacts()
        return self.hal.do(self.id, command, f"read-{len(self.diary.events)}-{id(command)}").result(PATIENT_S)


@contextmanager
def contact_rig(folder: Path, *, options: str = FAST, tcp: bool = False) -> Generator[ContactRig]:
    """A running Hal with both contacts at rest."""
    device = SimInputBoard()
    device.close(PANEL)
    wire = TcpWire(device) if tcp else PtyWire(folder / "contacts", device, baud=None)
    transport = tcp_at(wire) if isinstance(wire, TcpWire) else serial_at(wire)
    text = machine_text(CONTACTS, "contact.modbus", transport, OPTIONS + options)
    with running(wire, text) as (hal, diary):
        yield ContactRig(CONTACTS, wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {
    "contact.modbus": contact_rig,
    "contact.modbus over TCP": partial(contact_rig, tcp=True),
}
