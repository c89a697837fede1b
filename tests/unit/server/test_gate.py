"""A gate checks in a booking by its code: one number and one message, and nothing is told to the gate."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hallcall.core.booking.rules import BookingRules
from hallcall.core.places import KioskPlace
from hallcall.core.rules import TicketRules, WalkRules
from hallcall.core.terms import Name, Seconds, ZoneId
from helpers.booking_hall import MONDAY, at, booking_hall
from helpers.live_server import CARD, OTHER_CARD, Caller, HandClock, LiveServer

pytestmark = [pytest.mark.feature("F066")]
DOOR = KioskPlace(
    id="E1",
    floor=1,
    label=Name(zh="入口", en="entrance"),
    walks_s=((ZoneId("A"), Seconds(90)), (ZoneId("B"), Seconds(90))),
)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[LiveServer]:
    small = booking_hall(BookingRules(early_min=30, grace_min=15))
    rules = TicketRules(booking=BookingRules(), walk=WalkRules(holds_back=True))
    with LiveServer(
        tmp_path / "data", replace(small, kiosks=(*small.kiosks, DOOR), rules=rules), HandClock(at("09:00", MONDAY))
    ) as server:
        yield server


def book(server: LiveServer, card: dict[str, Any], phone: str | None = "13900001234", clock: str = "09:30") -> str:
    wish = {"item": "a1", "document": card, "slot": at(clock, MONDAY).isoformat()}
    return server.admin.do("booking.make", **wish, **({"phone": phone} if phone else {}))["booking"]["code"]


def lines(server: LiveServer) -> list[dict[str, Any]]:
    path = server.settings.data / "notices.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def refusal(gate: Caller, **fields: Any) -> str:
    answer = gate.send("booking.check_in", **fields)
    assert answer.status_code >= 400, answer.text
    return answer.json()["code"]


def soon(server: LiveServer, count: int) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 20
    while len(lines(server)) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return lines(server)


@pytest.mark.feature("F047", "F105")
def test_who_walks_in_is_told_their_number_once_and_is_not_called_before_they_can_be_there(hall: LiveServer) -> None:
    code, gate, clerk = book(hall, CARD), hall.pair("gate", "E1"), hall.clerk(1)
    first = gate.do("booking.check_in", code=code, kiosk="E1")
    assert (first["repeated"], first.get("ticket"), first.get("phone"), first.get("booking")) == (
        False,
        None,
        None,
        None,
    )
    for _ in range(3):
        assert gate.do("booking.check_in", code=code, kiosk="E1")["repeated"]
    assert clerk.send("call.next", counter=1).json()["code"] == "queue.empty", "they are still on their way"
    hall.clock.turn(91)
    called = clerk.do("call.next", counter=1)["ticket"]
    told = soon(hall, 2)
    assert [line["to"] for line in told] == ["13900001234"] * 2
    assert told[0]["text"] == "【测试大厅】已取号成功：A001。请到 1 层 A 区，约等 0–5 分钟（09:00）。"
    assert called["number"] == "A001"
    assert "请到 1 层 A 区 1 号窗口" in told[1]["text"], "without a slip the call comes by message too"


def test_a_booking_without_a_phone_is_left_to_the_kiosk(hall: LiveServer) -> None:
    code, gate = book(hall, CARD, phone=None), hall.pair("gate", "E1")
    assert refusal(gate, code=code, kiosk="E1") == "phone.unknown"
    kiosk = hall.pair("kiosk", "K1").do("booking.check_in", code=code, document=CARD)
    assert kiosk["ticket"]["number"] == "A001"
    assert lines(hall) == []


def test_too_early_cancelled_and_unknown_bookings_give_no_number(hall: LiveServer) -> None:
    gate, later, gone = hall.pair("gate", "E1"), book(hall, CARD, clock="11:00"), book(hall, OTHER_CARD)
    hall.admin.do("booking.cancel", code=gone)
    assert refusal(gate, code=later, kiosk="E1") == "booking.too_early"
    assert refusal(gate, code=gone, kiosk="E1") == "booking.ended"
    assert refusal(gate, code="00000000" if "00000000" not in {later, gone} else "00000001") == "booking.unknown"
    hall.clock.turn(timedelta(hours=1, minutes=40).total_seconds())
    assert not gate.do("booking.check_in", code=later, kiosk="E1")["repeated"]
    assert len(soon(hall, 1)) == 1


def test_a_gate_is_told_for_whom_it_need_not_look(hall: LiveServer) -> None:
    gate, admin = hall.pair("gate", "E1"), hall.admin
    here, gone = book(hall, CARD), book(hall, OTHER_CARD)

    def over(*codes: str) -> list[str]:
        answer = gate.post("/v1/bookings/over", {"codes": codes})
        assert answer.status_code == 200, answer.text
        return answer.json()["codes"]

    assert over(here, gone) == []
    gate.do("booking.check_in", code=here, kiosk="E1")
    admin.do("booking.change", code=gone, slot=at("10:00", MONDAY + timedelta(days=1)).isoformat())
    unknown = next(code for code in ("00000000", "00000001", "00000002") if code not in {here, gone})
    assert over(here, gone, unknown) == [here, gone, unknown]
    admin.do("booking.change", code=gone, slot=at("10:00", MONDAY).isoformat())
    assert over(here, gone) == [here]
    admin.do("booking.cancel", code=gone)
    assert over(gone, here) == [gone, here]
    assert gate.post("/v1/bookings/over", {"codes": ["00000000"] * 201}).status_code == 422


def test_who_is_late_may_still_walk_in(hall: LiveServer) -> None:
    late, gate = book(hall, CARD), hall.pair("gate", "E1")
    hall.clock.turn(timedelta(hours=1, minutes=40).total_seconds())
    assert gate.post("/v1/bookings/over", {"codes": [late]}).json()["codes"] == []


def test_a_gate_speaks_of_bookings_only_and_of_nobody(hall: LiveServer) -> None:
    code, gate = book(hall, CARD), hall.pair("gate", "E1")
    assert refusal(gate, document=CARD, kiosk="E1") == "access.denied"
    assert refusal(gate, code=code, document=CARD) == "access.denied"
    assert refusal(gate, code=code, override="they waited") == "access.denied"
    assert refusal(gate, code=code, needs=["wheelchair"]) == "access.denied"
    assert refusal(gate, code=code, kiosk="K1") == "access.denied", "only of its own place"
    assert gate.send("ticket.issue", item="a1").json()["code"] == "access.denied"
    assert gate.post("/v1/visitor/bookings", {"document": CARD}).json()["code"] == "access.denied"


def test_a_gate_has_the_name_of_a_place_of_the_hall(hall: LiveServer) -> None:
    answer = hall.admin.post("/v1/admin/pairing-codes", {"role": "gate", "device": "E9"})
    assert answer.json()["code"] == "device.unknown"
