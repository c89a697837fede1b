"""Payment terminals: money in whole fen, each order once. No answer is no answer: it is never taken for a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from hallcall.core.payments import Mismatch, Payment
from hallcall.hal.model import DeviceEvent
from hallcall.hal.named import named
from hallcall.hal.ports.base import Command, Driver


@runtime_checkable
class PaymentTerminal(Driver, Protocol):
    """Emits ``PaymentSettled`` when an order that was open is open no more."""

    def charge(self, order_id: str, fen: int, auth_code: str) -> Payment:
        """Take money by the code that the customer shows. The same order again asks what became of it.

        Returns:
            The payment; ``asked`` when nobody knows yet, then ``PaymentSettled`` tells the end.

        Raises:
            DeviceFault: ``payment.amount | payment.order_reused``.
        """
        ...

    def show_code(self, order_id: str, fen: int) -> str:
        """The text of a code that the customer scans to pay.

        Raises:
            DeviceFault: as in :meth:`charge`, or ``payment.over`` when the order is open no more.
            DeviceError: the gateway did not give one.
        """
        ...

    def close_order(self, order_id: str) -> Payment:
        """Have the gateway take no money for an order any more; what it had taken before stays paid."""
        ...

    def refund(self, order_id: str, refund_id: str, fen: int) -> Payment:
        """Give money back, all or a part.

        Raises:
            DeviceFault: ``payment.not_paid | payment.refund_too_much | payment.refund_reused | payment.refused``.
            DeviceError: nobody knows; the same ``refund_id`` may be tried again.
        """
        ...

    def take_notice(self, body: bytes, signature: str) -> Payment:
        """What the gateway told by itself; the same twice is once.

        Raises:
            DeviceFault: ``payment.forged`` when the signature is wrong, ``payment.unknown`` for an order never made.
        """
        ...

    def reconcile(self, day: str) -> tuple[Mismatch, ...]:
        """Where our book of a day (``2026-11-27``) and the gateway's bill differ."""
        ...


@named("payment.charge")
@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(Command[PaymentTerminal, Payment]):
    """Take money by the customer's code."""

    port = PaymentTerminal

    order_id: str
    fen: int
    auth_code: str = field(repr=False)

    def run(self, driver: PaymentTerminal) -> Payment:
        """Do it."""
        return driver.charge(self.order_id, self.fen, self.auth_code)


@named("payment.show_code")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCode(Command[PaymentTerminal, str]):
    """A code that the customer scans."""

    port = PaymentTerminal

    order_id: str
    fen: int

    def run(self, driver: PaymentTerminal) -> str:
        """Do it."""
        return driver.show_code(self.order_id, self.fen)


@named("payment.close_order")
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOrder(Command[PaymentTerminal, Payment]):
    """Take no money for an order any more."""

    port = PaymentTerminal

    order_id: str

    def run(self, driver: PaymentTerminal) -> Payment:
        """Do it."""
        return driver.close_order(self.order_id)


@named("payment.refund")
@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack(Command[PaymentTerminal, Payment]):
    """Give money back."""

    port = PaymentTerminal

    order_id: str
    refund_id: str
    fen: int

    def run(self, driver: PaymentTerminal) -> Payment:
        """Do it."""
        return driver.refund(self.order_id, self.refund_id, self.fen)


@named("payment.take_notice")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNotice(Command[PaymentTerminal, Payment]):
    """What the gateway told by itself."""

    port = PaymentTerminal

    body: bytes = field(repr=False)
    signature: str = field(repr=False)

    def run(self, driver: PaymentTerminal) -> Payment:
        """Do it."""
        return driver.take_notice(self.body, self.signature)


@named("payment.reconcile")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reconcile(Command[PaymentTerminal, tuple[Mismatch, ...]]):
    """Compare the books of a day."""

    port = PaymentTerminal

    day: str

    def run(self, driver: PaymentTerminal) -> tuple[Mismatch, ...]:
        """Do it."""
        return driver.reconcile(self.day)


@named("payment.settled")
@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSettled(DeviceEvent):
    """An order that was open is paid, failed or disputed now."""

    payment: Payment
