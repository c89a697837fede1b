"""Money: what became of a payment, and where two books differ. Pure; whole fen only.

::

    asked ─▶ paid ─▶ (refunds, never more than was paid)
      │ ╲
      │  ▶ failed          the gateway said so, or has closed the order for good
      ▼
    (no answer says nothing: the order is asked about until the gateway knows)

A gateway that changes its mind makes a payment ``disputed``: a person looks, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from hallcall.core.errors import Refused

MOST_FEN = 10_000_000
"""One hundred thousand yuan: more is a slip of the finger at a counter. Our own choice."""


class PaymentState(StrEnum):
    """How far a payment is."""

    ASKED = "asked"
    """Nobody knows yet whether money moved."""
    PAID = "paid"
    FAILED = "failed"
    DISPUTED = "disputed"
    """Two answers of the gateway do not fit together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money on its way back."""

    refund_id: str
    """Chosen by who refunds; the same id never pays back twice."""
    fen: int
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One order."""

    order_id: str
    """Chosen by the hall; the same id never charges twice."""
    fen: int
    state: PaymentState
    at: datetime
    """When it was asked for."""
    gateway_id: str = ""
    """The gateway's own number, once it has one."""
    reason: str = ""
    """Of a failed one: the gateway's own word."""
    refunds: tuple[Refund, ...] = ()

    @property
    def refunded_fen(self) -> int:
        """What was given back or is on its way."""
        return sum(refund.fen for refund in self.refunds)


class Said(StrEnum):
    """What the gateway says of an order."""

    PAID = "paid"
    PAYING = "paying"
    """The customer is typing a password, or has not scanned yet."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It has never heard of it: our question may still be on its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One answer of the gateway about one order, whichever way it came."""

    order_id: str
    said: Said
    fen: int = 0
    gateway_id: str = ""
    reason: str = ""


def begin(order_id: str, fen: int, now: datetime) -> Payment:
    """An order, before anybody was asked for money.

    Raises:
        Refused: ``payment.amount``.
    """
    if not 1 <= fen <= MOST_FEN:
        raise Refused("payment.amount")
    return Payment(order_id=order_id, fen=fen, state=PaymentState.ASKED, at=now)


def check_same(known: Payment, fen: int) -> None:
    """Whether an order that is asked for again is the same one.

    Raises:
        Refused: ``payment.order_reused``.
    """
    if known.fen != fen:
        raise Refused("payment.order_reused", order=known.order_id)


def settle(payment: Payment, report: Report) -> Payment:
    """What a report makes of a payment. The same report again changes nothing."""
    if report.said in {Said.PAYING, Said.UNKNOWN}:
        return payment
    if report.said is Said.PAID and report.fen != payment.fen:
        return replace(payment, state=PaymentState.DISPUTED, gateway_id=report.gateway_id)
    wanted = PaymentState.PAID if report.said is Said.PAID else PaymentState.FAILED
    match payment.state:
        case PaymentState.ASKED:
            return replace(payment, state=wanted, gateway_id=report.gateway_id, reason=report.reason)
        case PaymentState.DISPUTED:
            return payment
        case _:
            return payment if payment.state is wanted else replace(payment, state=PaymentState.DISPUTED)


def begin_refund(payment: Payment, refund_id: str, fen: int) -> Payment:
    """Ask for money back, all or a part; an id that is known changes nothing.

    Raises:
        Refused: ``payment.not_paid``, ``payment.refund_too_much``, ``payment.refund_reused``.
    """
    for refund in payment.refunds:
        if refund.refund_id == refund_id:
            if refund.fen != fen:
                raise Refused("payment.refund_reused", order=payment.order_id)
            return payment
    if payment.state is not PaymentState.PAID:
        raise Refused("payment.not_paid", order=payment.order_id)
    if fen < 1 or payment.refunded_fen + fen > payment.fen:
        raise Refused("payment.refund_too_much", left=payment.fen - payment.refunded_fen)
    return replace(payment, refunds=(*payment.refunds, Refund(refund_id=refund_id, fen=fen)))


def finish_refund(payment: Payment, refund_id: str) -> Payment:
    """The gateway has given it back."""
    refunds = tuple(
        replace(refund, is_done=True) if refund.refund_id == refund_id else refund for refund in payment.refunds
    )
    return replace(payment, refunds=refunds)


def drop_refund(payment: Payment, refund_id: str) -> Payment:
    """The gateway has said that it does not give it back."""
    return replace(payment, refunds=tuple(refund for refund in payment.refunds if refund.refund_id != refund_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """One line of the gateway's bill."""

    order_id: str
    fen: int
    refunded_fen: int = 0


class Difference(StrEnum):
    """How two books differ."""

    MISSING_HERE = "missing_here"
    """The gateway has taken money that we know nothing of."""
    MISSING_THERE = "missing_there"
    """We think it is paid; the gateway does not."""
    NOT_SETTLED = "not_settled"
    """The gateway has the money; here it is asked, failed or disputed."""
    AMOUNT = "amount"
    REFUND = "refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One order in which two books differ."""

    order_id: str
    kind: Difference
    ours_fen: int
    theirs_fen: int


@dataclass(slots=True)
class _Books:
    ours: dict[str, Payment] = field(default_factory=dict[str, Payment])
    theirs: dict[str, Billed] = field(default_factory=dict[str, Billed])


def reconcile(ours: Iterable[Payment], theirs: Iterable[Billed]) -> list[Mismatch]:
    """Where the books of a day differ, by order; empty when a person need not look."""
    books = _Books({payment.order_id: payment for payment in ours}, {line.order_id: line for line in theirs})
    found: list[Mismatch] = []
    for order_id in sorted({*books.ours, *books.theirs}):
        payment, line = books.ours.get(order_id), books.theirs.get(order_id)
        if (kind := _difference(payment, line)) is None:
            continue
        is_refund = kind is Difference.REFUND
        ours_fen = 0 if payment is None else payment.refunded_fen if is_refund else payment.fen
        theirs_fen = 0 if line is None else line.refunded_fen if is_refund else line.fen
        found.append(Mismatch(order_id=order_id, kind=kind, ours_fen=ours_fen, theirs_fen=theirs_fen))
    return found


def _difference(payment: Payment | None, line: Billed | None) -> Difference | None:
    if line is None:
        is_paid = payment is not None and payment.state is PaymentState.PAID
        return Difference.MISSING_THERE if is_paid else None
    if payment is None:
        return Difference.MISSING_HERE
    if payment.fen != line.fen:
        return Difference.AMOUNT
    if payment.state is not PaymentState.PAID:
        return Difference.NOT_SETTLED
    return Difference.REFUND if payment.refunded_fen != line.refunded_fen else None
