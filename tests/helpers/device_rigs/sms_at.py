"""A modem with a SIM card of its own."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.sms import Receipt, SendSms
from hallcall.sim.devices.modem import SimModem
from hallcall.sim.devices.wire import PtyWire
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, serial_at

MODEM = DeviceId("modem")
PHONE = "13812345678"
OPTIONS = "poll_ms = 100\ntimeout_ms = 250\nsend_ms = 500\n"


@dataclass
class ModemRig:
    """A modem."""

    id: DeviceId
    wire: PtyWire
    hal: Hal
    diary: Diary
    text: str
    device: SimModem
    count: int = 0

    def use(self) -> None:
        self.count += 1
        text, message = f"A{self.count:03} 请到 3 号窗口", f"E-{self.count}"
        assert self.send(text, message).message_id == message
        (left,) = [part for part in self.device.sent if part.text == text]
        assert left.to == f"+86{PHONE}"

    def send(self, text: str, message_id: str, number: str = PHONE) -> Receipt:
        """Send and wait for the receipt."""
        return self.begin(text, message_id, number).result(PATIENT_S)

    def begin(self, text: str, message_id: str, number: str = PHONE) -> Future[Receipt]:
        """Send, each time by a request of its own."""
        self.count += 1
        command = SendSms(number=number, text=text, message_id=message_id)
        return self.hal.do(MODEM, command, f"{message_id}/{self.count}")


def modem_machine(folder: Path, wire: PtyWire, options: str = OPTIONS) -> str:
    """The machine's file of a hall with a modem."""
    return machine_text(MODEM, "sms.at", serial_at(wire), f'book = "{folder}/modem.book"\n{options}')


@contextmanager
def modem_rig(folder: Path, *, options: str = "", device: SimModem | None = None) -> Generator[ModemRig]:
    """A running Hal with a modem."""
    device = device or SimModem()
    wire = PtyWire(folder / "modem", device, baud=None)
    text = modem_machine(folder, wire, OPTIONS + options)
    with running(wire, text) as (hal, diary):
        yield ModemRig(MODEM, wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {
    "sms.at": modem_rig,
    "sms.at without reports": partial(modem_rig, options="reports = false\n"),
}
