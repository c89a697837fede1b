"""Killed while it takes money, a terminal takes and gives nothing twice and knows the end of each order."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallcall.core.payments import PaymentState
from hallcall.hal.model import DeviceId
from hallcall.hal.paybook import PayBook
from hallcall.sim.devices.pay_gateway import SimPayGateway
from hallcall.sim.devices.tcp_wire import TcpWire
from helpers import paying_child
from helpers.device_rigs.payment_gateway import BOOK, SECRET, pay_machine
from helpers.killer import Killer
from helpers.paying_child import FEN

pytestmark = pytest.mark.system

ORDERS = 40
"""A life takes one to three of them, one that gives money back up to nine."""
DONE = "done"


class WatchedGateway(SimPayGateway):
    """A gateway that says when it has carried out a question and not yet answered."""

    def _answer(self, path: str, headers: dict[str, str], body: bytes) -> bytes:
        answer = super()._answer(path, headers, body)
        self.on_done(f"{path} {DONE}")
        return answer

    def on_done(self, what: str) -> None: ...


def kind_of(data: bytes) -> str:
    """Which question a portion of bytes begins."""
    return data.partition(b" HTTP")[0].decode("ascii").removeprefix("POST ") if data.startswith(b"POST ") else ""


def test_a_terminal_killed_before_and_after_the_gateway_has_acted(tmp_path: Path) -> None:
    gateway = WatchedGateway(SECRET)
    with TcpWire(gateway) as wire:
        machine = tmp_path / "machine.toml"
        machine.write_text(pay_machine(tmp_path, wire), encoding="utf-8")
        killer = Killer(gateway, kind_of, paying_child.__file__, str(machine), str(ORDERS))
        gateway.on_done = killer.see  # type: ignore[method-assign]
        killer.kill_at(("/pay", f"/pay {DONE}", "/refund", f"/refund {DONE}") * 3)
    kept = PayBook(DeviceId("pay"), tmp_path / BOOK)
    kept.open()
    orders = kept.all()
    kept.close()
    assert [payment.order_id for payment in orders] == [f"o{number}" for number in range(ORDERS)]
    paid = [payment for payment in orders if payment.state is PaymentState.PAID]
    # An order whose question never left is closed: the visitor has paid nothing, and is charged under another one.
    assert len(orders) - len(paid) == sum(payment.state is PaymentState.FAILED for payment in orders) <= 3
    given_back = [payment for payment in paid if int(payment.order_id[1:]) % 3 == 0]
    assert all(payment.refunds[0].is_done and len(payment.refunds) == 1 for payment in given_back)
    assert gateway.taken_fen == FEN * (len(paid) - len(given_back))
