"""A line to an operator's gateway."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.sms import Receipt, SendSms
from hallcall.sim.devices.cmpp_gateway import ACCOUNT, SECRET, SimCmppGateway
from hallcall.sim.devices.tcp_wire import TcpWire
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running, tcp_at

CMPP = DeviceId("cmpp")
PHONE = "13812345678"
OPTIONS = "poll_ms = 100\ntimeout_ms = 250\nactive_ms = 100\nreport_wait_ms = 1500\n"


@dataclass
class CmppRig:
    """An operator's gateway."""

    id: DeviceId
    wire: TcpWire
    hal: Hal
    diary: Diary
    text: str
    device: SimCmppGateway
    count: int = 0

    def use(self) -> None:
        self.count += 1
        text, message = f"A{self.count:03} 请到 3 号窗口", f"E-{self.count}"
        assert self.send(text, message).message_id == message
        (left,) = [part for part in self.device.sent if part.text == text]
        assert left.to == PHONE

    def send(self, text: str, message_id: str, number: str = PHONE) -> Receipt:
        """Send and wait for the receipt."""
        return self.begin(text, message_id, number).result(PATIENT_S)

    def begin(self, text: str, message_id: str, number: str = PHONE) -> Future[Receipt]:
        """Send, each time by a request of its own."""
        self.count += 1
        command = SendSms(number=number, text=text, message_id=message_id)
        return self.hal.do(CMPP, command, f"{message_id}/{self.count}")


def cmpp_machine(folder: Path, wire: TcpWire, options: str = OPTIONS, *, knows: str = SECRET) -> str:
    """The machine's file of a hall with a line to an operator."""
    (folder / "secret").write_text(knows)
    keys = f'book = "{folder}/cmpp.book"\naccount = "{ACCOUNT}"\nsource = "10690001"\nsecret = "{folder}/secret"\n'
    return machine_text(CMPP, "sms.cmpp", tcp_at(wire), f"{keys}{options}")


@contextmanager
def cmpp_rig(folder: Path, *, options: str = "", device: SimCmppGateway | None = None) -> Generator[CmppRig]:
    """A running Hal with a line to an operator."""
    device = device or SimCmppGateway()
    wire = TcpWire(device)
    text = cmpp_machine(folder, wire, OPTIONS + options)
    with running(wire, text) as (hal, diary):
        yield CmppRig(CMPP, wire, hal, diary, text, device)


RIGS: dict[str, RigMaker] = {"sms.cmpp": cmpp_rig}
GUARDED = frozenset({"sms.cmpp"})
