"""The payment terminal: money moves once, whatever the network does, and nobody is told "failed" without proof."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceError, DeviceFault, DeviceProtocol
from hallcall.core.payments import Difference, PaymentState
from hallcall.hal import Hal, Health, Reason, parse_machine
from hallcall.hal.codec import paygateway
from hallcall.hal.ports.payment import (
    Charge,
    CloseOrder,
    GiveBack,
    PaymentSettled,
    Reconcile,
    ShowCode,
    TakeNotice,
)
from helpers.device_rigs import HASTY, Diary, wait_status
from helpers.device_rigs.payment_gateway import pay_rig

_CODE = "134567890123456781"
_POOR = "134567890123456780"
_ASKS_PASSWORD = "134567890123456789"


def test_a_signature_is_the_published_one() -> None:
    assert paygateway.sign(b"what do ya want for nothing?", b"Jefe") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_a_payment_is_charged_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        for _ in range(3):
            assert rig.do(Charge(order_id="o1", fen=2500, auth_code=_CODE)).state is PaymentState.PAID
        assert rig.device.taken_fen == 2500
        with pytest.raises(DeviceFault, match="order_reused"):
            rig.do(Charge(order_id="o1", fen=9900, auth_code=_CODE))


def test_a_lost_answer_is_asked_about_and_the_payment_found(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        rig.wire.faults.silence(times=2)
        rig.do(Charge(order_id="o1", fen=2500, auth_code=_CODE))
        settled = rig.diary.wait(PaymentSettled).payment
        assert (settled.order_id, settled.state) == ("o1", PaymentState.PAID)
        assert rig.device.taken_fen == 2500


def test_no_answer_is_told_as_nobody_knows_and_never_as_failed(tmp_path: Path) -> None:
    with pay_rig(tmp_path, lost_after_ms=60000) as rig:
        rig.wire.faults.silence(times=10**6)
        assert rig.do(Charge(order_id="o1", fen=2500, auth_code=_CODE)).state is PaymentState.ASKED
        wait_status(rig, Health.OFFLINE)
        rig.wire.faults.clear()
        assert rig.diary.wait(PaymentSettled).payment.state is PaymentState.PAID


def test_a_question_that_never_arrived_is_closed_there_before_it_is_told_as_failed(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        rig.device.lose_questions(2)
        rig.do(Charge(order_id="o1", fen=2500, auth_code=_CODE))
        assert rig.diary.wait(PaymentSettled).payment.state is PaymentState.FAILED
        # Our first question, late on its way, takes no money now.
        rig.device._pay({"order_id": "o1", "fen": 2500, "auth_code": _CODE})
        assert rig.device.taken_fen == 0


@pytest.mark.parametrize("mood", ["forged", "500", "html"])
def test_an_answer_that_cannot_be_trusted_says_nothing(tmp_path: Path, mood: str) -> None:
    with pay_rig(tmp_path) as rig:
        rig.device.answer_next(mood, times=2)  # type: ignore[arg-type]
        rig.do(Charge(order_id="o1", fen=2500, auth_code=_CODE))
        assert rig.diary.wait(PaymentSettled).payment.state is PaymentState.PAID
        assert rig.device.taken_fen == 2500


def test_a_customer_without_money_is_told_at_once(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        payment = rig.do(Charge(order_id="o1", fen=2500, auth_code=_POOR))
        assert (payment.state, payment.reason) == (PaymentState.FAILED, "no-money")


def test_a_customer_who_types_a_password_is_waited_for(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        assert rig.do(Charge(order_id="o1", fen=2500, auth_code=_ASKS_PASSWORD)).state is PaymentState.ASKED
        rig.device.pay("o1")
        assert rig.diary.wait(PaymentSettled).payment.state is PaymentState.PAID


def test_a_code_to_scan_is_shown_and_a_notice_twice_settles_once(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        assert rig.do(ShowCode(order_id="o1", fen=1)) == "https://pay.example/o1"
        rig.device.pay("o1")
        body, signature = rig.device.notice("o1")
        with pytest.raises(DeviceFault, match="forged"):
            rig.do(TakeNotice(body=body.replace(b"paid", b"PAID"), signature=signature))
        with pytest.raises(DeviceFault, match="forged"):
            rig.do(TakeNotice(body=body, signature="签名"))
        for _ in range(2):
            assert rig.do(TakeNotice(body=body, signature=signature)).state is PaymentState.PAID
        rig.diary.wait(PaymentSettled)
        assert len(rig.diary.of(PaymentSettled)) == 1
        with pytest.raises(DeviceFault, match="over"):
            rig.do(ShowCode(order_id="o1", fen=1))


def test_an_order_that_is_closed_takes_no_money_and_one_that_is_paid_stays_paid(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        rig.do(ShowCode(order_id="o1", fen=1))
        assert rig.do(CloseOrder(order_id="o1")).state is PaymentState.FAILED
        rig.device.pay("o1")
        assert rig.device.taken_fen == 0
        rig.do(Charge(order_id="o2", fen=2, auth_code=_CODE))
        assert rig.do(CloseOrder(order_id="o2")).state is PaymentState.PAID
        with pytest.raises(DeviceFault, match="unknown"):
            rig.do(CloseOrder(order_id="never"))


def test_what_the_gateway_says_of_another_order_gives_nothing_back(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        for order_id in ("o1", "o2"):
            rig.do(Charge(order_id=order_id, fen=2500, auth_code=_CODE))
        refund = rig.device._refund
        rig.device._refund = lambda asked: {**refund(asked), "order_id": "o2"}  # type: ignore[method-assign]
        with pytest.raises(DeviceProtocol):
            rig.do(GiveBack(order_id="o1", refund_id="r1", fen=1000))
        rig.device._refund = refund  # type: ignore[method-assign]
        assert rig.do(GiveBack(order_id="o1", refund_id="r1", fen=1000)).refunds[0].is_done


def test_parts_are_given_back_once_each_and_never_more_than_was_paid(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        rig.do(Charge(order_id="o1", fen=2500, auth_code=_CODE))
        before = len(rig.diary.events)
        rig.wire.faults.silence(times=10**6)
        with pytest.raises(DeviceError):
            rig.do(GiveBack(order_id="o1", refund_id="r1", fen=1000))
        wait_status(rig, Health.OFFLINE, after=before)
        before = len(rig.diary.events)
        rig.wire.faults.clear()
        wait_status(rig, Health.ONLINE, after=before)
        assert rig.do(GiveBack(order_id="o1", refund_id="r1", fen=1000)).refunded_fen == 1000
        assert rig.do(GiveBack(order_id="o1", refund_id="r2", fen=1500)).refunded_fen == 2500
        with pytest.raises(DeviceFault, match="refund_too_much"):
            rig.do(GiveBack(order_id="o1", refund_id="r3", fen=1))
        assert rig.device.taken_fen == 0


def test_after_a_power_cut_open_orders_are_asked_about(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        rig.do(Charge(order_id="o1", fen=2500, auth_code=_ASKS_PASSWORD))
        rig.hal.stop()
        with rig.book.open("ab") as book:
            book.write(b'{"order_id": "half a li')
        rig.device.pay("o1")
        diary = Diary()
        again = Hal(parse_machine(rig.text), patience=HASTY)
        again.subscribe(diary)
        with again:
            assert diary.wait(PaymentSettled).payment.order_id == "o1"
    assert rig.book.read_bytes().endswith(b"\n")


def test_the_books_of_a_day_are_compared(tmp_path: Path) -> None:
    today = datetime.now(UTC).astimezone().date().isoformat()
    with pay_rig(tmp_path) as rig:
        for order in ("o1", "o2", "o3"):
            rig.do(Charge(order_id=order, fen=100, auth_code=_CODE))
        assert rig.do(Reconcile(day=today)) == ()
        rig.device.forget("o2")
        rig.device._pay({"order_id": "stranger", "fen": 7, "auth_code": _CODE})
        found = rig.do(Reconcile(day=today))
    assert [(one.order_id, one.kind) for one in found] == [
        ("o2", Difference.MISSING_THERE),
        ("stranger", Difference.MISSING_HERE),
    ]


def test_a_merchant_that_is_not_known_needs_a_person(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        rig.device._secret = b"changed"
        wait_status(rig, Health.FAULT, Reason.UNAUTHORISED)


def test_no_event_and_no_file_shows_the_customers_code(tmp_path: Path) -> None:
    with pay_rig(tmp_path) as rig:
        rig.do(Charge(order_id="o1", fen=2500, auth_code=_CODE))
        shown = repr(rig.diary.events) + repr(Charge(order_id="o1", fen=1, auth_code=_CODE))
        assert _CODE not in shown + rig.book.read_text(encoding="utf-8")
