"""A payment gateway asked over the network; money is a promise, so no answer is never taken for "no".

Before anybody is asked for money the order is in the book on the disk. Whatever happens then (no answer, a wrong
signature, a power cut), the order stays open and is asked about until the gateway knows its end; one that the gateway
has never heard of is closed there first, so that it can never be paid later.

Source:
    ``hal.codec.paygateway``; how long to wait before an unheard order is closed is our own choice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from hallcall.core import payments
from hallcall.core.errors import DeviceError, DeviceFault, DeviceProtocol, Refused
from hallcall.core.payments import Mismatch, Payment, PaymentState, Report, Said
from hallcall.hal.codec import paygateway
from hallcall.hal.framed import now
from hallcall.hal.model import ONLINE, Capabilities, Condition, DeviceId, Health, Reason
from hallcall.hal.options import Secret, Text, Whole
from hallcall.hal.paybook import PayBook
from hallcall.hal.ports import Emit
from hallcall.hal.ports.payment import PaymentSettled
from hallcall.hal.registry import DeviceConfig, DriverSpec, Services
from hallcall.hal.transport import Transport
from hallcall.hal.transport.ends import HttpPort
from hallcall.hal.transport.http import HttpTransport

_PAUSE_S = 0.2
T = TypeVar("T")


class GatewayTerminal:
    """One merchant at one gateway."""

    capabilities = Capabilities()
    pause_s = _PAUSE_S

    def __init__(self, config: DeviceConfig, service: HttpTransport) -> None:
        self.id: DeviceId = config.id
        self._service = service
        self._book = PayBook(config.id, Path(config.text("book")))
        self._merchant = config.text("merchant")
        self._secret_path = Path(config.text("secret"))
        self._secret = b""
        self._timeout_s = config.seconds("timeout_ms")
        self._ask_every_s = config.seconds("ask_ms")
        self._lost_after = timedelta(milliseconds=config.whole("lost_after_ms"))
        self._asked_at = 0.0
        self._untold: list[Payment] = []
        """Settled by a command, not yet told."""

    def is_present(self) -> bool:
        """Whether the gateway listens."""
        return self._service.is_present()

    def open(self) -> None:
        """Read book and secret, and hear the gateway."""
        self._book.open()
        try:
            self._secret = self._secret_path.read_bytes().strip()
        except OSError as error:
            raise DeviceFault("device.fault", device=self.id, reason=Reason.UNAUTHORISED.value) from error
        self._service.open()
        self._query("")

    def close(self) -> None:
        """Hang up and let go of the book."""
        self._service.close()
        self._book.close()
        self._secret = b""

    def step(self, emit: Emit) -> Condition:
        """Ask about open orders, and now and then whether the gateway is there."""
        try:
            if time.monotonic() - self._asked_at >= self._ask_every_s:
                self._asked_at = time.monotonic()
                for payment in self._book.unsettled():
                    self._follow(payment)
                if not self._book.unsettled():
                    self._query("")
        finally:
            untold, self._untold = self._untold, []
            for payment in untold:
                emit(PaymentSettled(device=self.id, at=now(), payment=payment))
        disputed = [one.order_id for one in self._book.all() if one.state is PaymentState.DISPUTED]
        if not disputed:
            return ONLINE
        reasons = frozenset({Reason.STATE_MISMATCH})
        return Condition(health=Health.DEGRADED, reasons=reasons, detail=f"{len(disputed)} disputed")

    def charge(self, order_id: str, fen: int, auth_code: str) -> Payment:
        """Take money by the customer's code."""
        payment, is_new = self._order(order_id, fen)
        if payment.state is not PaymentState.ASKED:
            return payment
        try:
            if is_new:
                return self._settle(payment, self._report("/pay", order_id=order_id, fen=fen, auth_code=auth_code))
            return self._follow(payment)
        except DeviceError:
            return self._asked_again(payment)

    def show_code(self, order_id: str, fen: int) -> str:
        """A code that the customer scans."""
        payment, _ = self._order(order_id, fen)
        if payment.state is not PaymentState.ASKED:
            raise DeviceFault("payment.over", device=self.id, order=order_id)
        body = self._ask("/code", order_id=order_id, fen=fen)
        return self._understood(paygateway.decode_code(body)).code

    def close_order(self, order_id: str) -> Payment:
        """Take no money for an order any more."""
        payment = self._known(order_id)
        if payment.state is not PaymentState.ASKED:
            return payment
        return self._settle(payment, self._report("/close", order_id=order_id))

    def refund(self, order_id: str, refund_id: str, fen: int) -> Payment:
        """Give money back."""
        known = self._known(order_id)
        payment = self._ruled(lambda: payments.begin_refund(known, refund_id, fen))
        if any(refund.refund_id == refund_id and refund.is_done for refund in payment.refunds):
            return payment
        self._book.keep(payment)
        report = self._report("/refund", order_id=order_id, refund_id=refund_id, fen=fen)
        if report.order_id != order_id:
            raise DeviceProtocol("device.unexpected", device=self.id)
        if report.said is Said.FAILED:
            self._book.keep(payments.drop_refund(payment, refund_id))
            raise DeviceFault("payment.refused", device=self.id, order=order_id)
        if report.said is not Said.PAID:
            raise DeviceProtocol("device.unexpected", device=self.id)
        return self._book.keep(payments.finish_refund(payment, refund_id))

    def take_notice(self, body: bytes, signature: str) -> Payment:
        """What the gateway told by itself."""
        if not paygateway.is_signed(body, signature, self._secret):
            raise DeviceFault("payment.forged", device=self.id)
        report = self._understood(paygateway.decode_report(body))
        return self._settle(self._known(report.order_id), report)

    def reconcile(self, day: str) -> tuple[Mismatch, ...]:
        """Where the books of a day differ; the day is that of this machine."""
        bill = self._understood(paygateway.decode_bill(self._ask("/bill", day=day)))
        ours = [one for one in self._book.all() if one.at.astimezone().date().isoformat() == day]
        return tuple(payments.reconcile(ours, bill.lines))

    def _order(self, order_id: str, fen: int) -> tuple[Payment, bool]:
        """The payment of an order, and whether it is new; a new one is on the disk when this returns."""
        known = self._book.find(order_id)
        if known is None:
            begun = self._ruled(lambda: payments.begin(order_id, fen, datetime.now(UTC)))
            return self._book.keep(begun), True
        self._ruled(lambda: payments.check_same(known, fen))
        return known, False

    def _known(self, order_id: str) -> Payment:
        payment = self._book.find(order_id)
        if payment is None:
            raise DeviceFault("payment.unknown", device=self.id, order=order_id)
        return payment

    def _ruled(self, rule: Callable[[], T]) -> T:
        """What a rule of money says.

        Raises:
            DeviceFault: it says no; under the same code.
        """
        try:
            return rule()
        except Refused as refusal:
            raise DeviceFault(refusal.code, device=self.id, **refusal.fields) from refusal

    def _asked_again(self, payment: Payment) -> Payment:
        """After a question without an answer: ask once what became of it; if that fails too, a later round does."""
        try:
            return self._follow(payment)
        except DeviceError:
            return payment

    def _follow(self, payment: Payment) -> Payment:
        """Ask what became of an order; one that the gateway has not heard of for long is closed there."""
        report = self._query(payment.order_id)
        if report.said is Said.UNKNOWN and datetime.now(UTC) - payment.at >= self._lost_after:
            report = self._report("/close", order_id=payment.order_id)
        return self._settle(payment, report)

    def _settle(self, payment: Payment, report: Report) -> Payment:
        if report.order_id != payment.order_id:
            raise DeviceProtocol("device.unexpected", device=self.id)
        after = self._book.keep(payments.settle(payment, report))
        if after.state is not payment.state:
            self._untold.append(after)
        return after

    def _query(self, order_id: str) -> Report:
        return self._report("/query", order_id=order_id)

    def _report(self, path: str, **fields: str | int) -> Report:
        return self._understood(paygateway.decode_report(self._ask(path, **fields)))

    def _ask(self, path: str, **fields: str | int) -> bytes:
        """The body of a signed answer.

        Raises:
            DeviceError: there was none, or nobody can be sure that it is the gateway's.
        """
        body = paygateway.encode(self._merchant, **fields)
        signature = paygateway.sign(body, self._secret)
        headers = {"Content-Type": "application/json", paygateway.SIGNATURE: signature}
        answer = self._service.ask("POST", path, timeout_s=self._timeout_s, headers=headers, content=body)
        if answer.status == 401:
            raise DeviceFault("device.fault", device=self.id, reason=Reason.UNAUTHORISED.value)
        if answer.status != 200:
            raise DeviceProtocol("device.refused", device=self.id, answer=str(answer.status))
        heard = answer.text.encode()
        if not paygateway.is_signed(heard, answer.headers.get(paygateway.SIGNATURE, ""), self._secret):
            raise DeviceProtocol("device.unexpected", device=self.id, detail="signature")
        return heard

    def _understood(self, value: T | None) -> T:
        if value is None:
            raise DeviceProtocol("device.unexpected", device=self.id)
        return value


def _make(config: DeviceConfig, wire: Transport, services: Services) -> GatewayTerminal:
    del wire, services
    port = config.port
    assert isinstance(port, HttpPort)  # noqa: S101 - its spec takes no other
    return GatewayTerminal(config, HttpTransport(port))


SPEC = DriverSpec(
    name="payment.gateway",
    ports=frozenset({"http"}),
    options={
        "ask_ms": Whole(3000, 50, 600000),
        "book": Text(None, r"/[^\n]+", "/var/lib/hallcall/payments.jsonl"),
        "lost_after_ms": Whole(60000, 100, 3600000),
        "merchant": Text(None),
        "secret": Secret(),
        "timeout_ms": Whole(5000, 50, 60000),
    },
    make=_make,
)
