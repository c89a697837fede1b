"""A process that charges orders by a machine's terminal until the end of each is known: ``... FILE ORDERS``.

It is killed again and again, and begins from the first order each time; every third order that was paid is given back.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path
from typing import Any

from hallcall.core.errors import DeviceError
from hallcall.core.payments import Payment, PaymentState
from hallcall.hal import DeviceId, Hal, load_machine
from hallcall.hal.ports.base import Command
from hallcall.hal.ports.payment import Charge, GiveBack

FEN = 100
CODE = "134567890123456781"
_tries = itertools.count()


def insist(hal: Hal, device: DeviceId, command: Command[Any, Payment]) -> Payment:
    """Ask until the terminal answers and the end is known."""
    while True:
        try:
            payment = hal.do(device, command, f"try-{next(_tries)}").result(30)
            if payment.state is not PaymentState.ASKED:
                return payment
        except DeviceError:
            pass
        time.sleep(0.02)


if __name__ == "__main__":
    machine = load_machine(Path(sys.argv[1]))
    (terminal,) = machine.devices
    with Hal(machine) as running:
        for number in range(int(sys.argv[2])):
            order = f"o{number}"
            ended = insist(running, terminal.id, Charge(order_id=order, fen=FEN, auth_code=CODE))
            if ended.state is PaymentState.PAID and number % 3 == 0:
                insist(running, terminal.id, GiveBack(order_id=order, refund_id=f"r{number}", fen=FEN))
