"""A message gateway that is asked by HTTP."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.sms import Receipt, SendSms
from hallcall.sim.devices.sms_gateway import SimSmsGateway
from hallcall.sim.devices.tcp_wire import TcpWire
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running

SMS = DeviceId("sms")
PHONE = "13812345678"
OPTIONS = """fields = { mobile = "{number}", content = "{text}", id = "{id}" }
code = "/code"
reference = "/data/id"
troubles = { "4010" = "no-credit", "4021" = "blacklisted", "4029" = "throttled" }
check = "/balance"
credit = "/data/left"
check_ms = 100
timeout_ms = 250
backoff_ms = 10
"""


@dataclass
class HttpSmsRig:
    """A gateway of the site."""

    id: DeviceId
    wire: TcpWire
    hal: Hal
    diary: Diary
    text: str
    device: SimSmsGateway
    count: int = 0

    def use(self) -> None:
        self.count += 1
        message = f"E-{self.count}"
        text = f"A{self.count:03} 请到 3 号窗口"
        assert self.send(text, message).message_id == message
        (left,) = [sent for sent in self.device.sent if sent.id == message]
        assert (left.number, left.text) == (PHONE, text)

    def send(self, text: str, message_id: str, number: str = PHONE) -> Receipt:
        """Send and wait for the receipt."""
        return self.begin(text, message_id, number).result(PATIENT_S)

    def begin(self, text: str, message_id: str, number: str = PHONE) -> Future[Receipt]:
        """Send, each time by a request of its own."""
        self.count += 1
        return self.hal.do(SMS, SendSms(number=number, text=text, message_id=message_id), f"{message_id}/{self.count}")


def gateway_machine(folder: Path, wire: TcpWire, options: str = OPTIONS) -> str:
    """The machine's file of a hall with a gateway."""
    transport = f'kind = "http", url = "http://127.0.0.1:{wire.port}/send"'
    return machine_text(SMS, "sms.http", transport, f'book = "{folder}/sms.book"\n{options}')


@contextmanager
def http_sms_rig(folder: Path, *, options: str = OPTIONS, device: SimSmsGateway | None = None) -> Generator[HttpSmsRig]:
    """A running Hal with a gateway in the network."""
    device = device or SimSmsGateway()
    wire = TcpWire(device)
    text = gateway_machine(folder, wire, options)
    with running(wire, text) as (hal, diary):
        yield HttpSmsRig(SMS, wire, hal, diary, text, device)
    wire.close()


RIGS: dict[str, RigMaker] = {"sms.http": http_sms_rig}
GUARDED = frozenset({"sms.http"})
