"""Money: an order is charged once, no answer is no refusal, and the books are compared to the fen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.errors import Refused
from hallcall.core.payments import (
    Billed,
    Difference,
    PaymentState,
    Report,
    Said,
    begin,
    begin_refund,
    check_same,
    drop_refund,
    finish_refund,
    reconcile,
    settle,
)

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
ASKED = begin("order-1", 2500, NOW)
PAID = replace(ASKED, state=PaymentState.PAID)
_REPORTS = st.builds(
    Report, order_id=st.just("order-1"), said=st.sampled_from(Said), fen=st.sampled_from([2500, 2500, 2500, 1])
)


@pytest.mark.parametrize("fen", [0, -1, 10_000_001])
def test_an_amount_out_of_reason_is_never_asked_for(fen: int) -> None:
    with pytest.raises(Refused, match=r"payment\.amount"):
        begin("order-1", fen, NOW)


def test_one_order_has_one_amount() -> None:
    check_same(ASKED, 2500)
    with pytest.raises(Refused, match="order_reused"):
        check_same(ASKED, 2501)


@pytest.mark.parametrize("said", [Said.PAYING, Said.UNKNOWN])
def test_who_does_not_know_settles_nothing(said: Said) -> None:
    assert settle(ASKED, Report(order_id="order-1", said=said)) == ASKED


def test_another_amount_than_asked_is_disputed() -> None:
    assert settle(ASKED, Report(order_id="order-1", said=Said.PAID, fen=2499)).state is PaymentState.DISPUTED


def test_money_that_comes_after_a_refusal_is_disputed_not_lost() -> None:
    failed = settle(ASKED, Report(order_id="order-1", said=Said.FAILED))
    assert failed.state is PaymentState.FAILED
    assert settle(failed, Report(order_id="order-1", said=Said.PAID, fen=2500)).state is PaymentState.DISPUTED


@given(st.lists(_REPORTS, max_size=8))
def test_every_report_twice_is_the_same_as_once(reports: list[Report]) -> None:
    once = twice = ASKED
    for report in reports:
        once = settle(once, report)
        twice = settle(settle(twice, report), report)
    assert once == twice


@given(st.lists(_REPORTS, max_size=8))
def test_a_payment_is_paid_only_when_the_gateway_said_so_and_never_forgets(reports: list[Report]) -> None:
    payment = ASKED
    for report in reports:
        before = payment.state
        payment = settle(payment, report)
        assert before is not PaymentState.DISPUTED or payment.state is PaymentState.DISPUTED
        assert not (before is PaymentState.PAID and payment.state is PaymentState.FAILED)
    if payment.state is PaymentState.PAID:
        assert any(report.said is Said.PAID and report.fen == 2500 for report in reports)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(-5, 3000)), max_size=12))
def test_never_more_is_given_back_than_was_paid(wishes: list[tuple[str, int]]) -> None:
    payment = PAID
    for refund_id, fen in wishes:
        try:
            payment = begin_refund(payment, refund_id, fen)
        except Refused:
            continue
    assert 0 <= payment.refunded_fen <= payment.fen
    assert len({refund.refund_id for refund in payment.refunds}) == len(payment.refunds)


def test_a_refund_is_begun_once_done_once_and_may_be_taken_back() -> None:
    begun = begin_refund(PAID, "r1", 500)
    assert begin_refund(begun, "r1", 500) == begun
    with pytest.raises(Refused, match="refund_reused"):
        begin_refund(begun, "r1", 501)
    done = finish_refund(begun, "r1")
    assert done.refunds[0].is_done
    assert drop_refund(begun, "r1").refunds == ()


def test_nothing_is_given_back_of_what_was_not_paid() -> None:
    with pytest.raises(Refused, match="not_paid"):
        begin_refund(ASKED, "r1", 1)


def test_the_books_are_compared_order_by_order() -> None:
    ours = [
        replace(PAID, order_id="fine"),
        replace(PAID, order_id="only-here"),
        replace(ASKED, order_id="open"),
        replace(PAID, order_id="amount"),
        begin_refund(replace(PAID, order_id="refund"), "r1", 100),
        replace(ASKED, order_id="never-paid", state=PaymentState.FAILED),
    ]
    theirs = [
        Billed(order_id="fine", fen=2500),
        Billed(order_id="open", fen=2500),
        Billed(order_id="amount", fen=25),
        Billed(order_id="refund", fen=2500),
        Billed(order_id="only-there", fen=700),
    ]
    found = {one.order_id: (one.kind, one.ours_fen, one.theirs_fen) for one in reconcile(ours, theirs)}
    assert found == {
        "amount": (Difference.AMOUNT, 2500, 25),
        "only-here": (Difference.MISSING_THERE, 2500, 0),
        "only-there": (Difference.MISSING_HERE, 0, 700),
        "open": (Difference.NOT_SETTLED, 2500, 2500),
        "refund": (Difference.REFUND, 100, 0),
    }
