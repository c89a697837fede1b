"""A payment gateway at the other end of the network, and a machine that charges by it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hallcall.core.payments import PaymentState
from hallcall.hal import DeviceId, Hal
from hallcall.hal.ports.base import Command
from hallcall.hal.ports.payment import Charge, PaymentSettled
from hallcall.sim.devices import TcpWire, Wire
from hallcall.sim.devices.pay_gateway import SimPayGateway
from helpers.device_rigs.base import PATIENT_S, Diary, RigMaker, machine_text, running

SECRET = b"a secret of two"
BOOK = "payments.jsonl"


@dataclass
class PayRig:
    """A payment terminal."""

    id: DeviceId
    wire: Wire
    hal: Hal
    diary: Diary
    text: str
    device: SimPayGateway
    book: Path
    count: int = 0

    def use(self) -> None:
        order = f"order-{self.count}"
        self.do(Charge(order_id=order, fen=100, auth_code="134567890123456781"))
        settled = self.diary.wait(PaymentSettled, lambda event: event.payment.order_id == order)
        assert settled.payment.state is PaymentState.PAID

    def do(self, command: Command[Any, Any]) -> Any:
        """Carry out a command and wait for its end."""
        self.count += 1
        return self.hal.do(self.id, command, f"request-{self.count}").result(PATIENT_S)


def pay_machine(folder: Path, wire: TcpWire, *, lost_after_ms: int = 300) -> str:
    """The text of a machine's file; the secret is put where it says."""
    secret = folder / "pay.secret"
    secret.write_bytes(SECRET + b"\n")
    return machine_text(
        DeviceId("pay"),
        "payment.gateway",
        f'kind = "http", url = "http://127.0.0.1:{wire.port}/"',
        f'merchant = "hall-7"\nsecret = "{secret}"\nbook = "{folder / BOOK}"\nask_ms = 50\ntimeout_ms = 250\n'
        f"lost_after_ms = {lost_after_ms}\n",
    )


@contextmanager
def pay_rig(folder: Path, *, device: SimPayGateway | None = None, lost_after_ms: int = 300) -> Generator[PayRig]:
    """A running Hal with a payment terminal."""
    device = device or SimPayGateway(SECRET)
    wire = TcpWire(device)
    text = pay_machine(folder, wire, lost_after_ms=lost_after_ms)
    with running(wire, text) as (hal, diary):
        yield PayRig(DeviceId("pay"), wire, hal, diary, text, device, folder / BOOK)


RIGS: dict[str, RigMaker] = {"payment.gateway": pay_rig}
GUARDED = frozenset({"payment.gateway"})
