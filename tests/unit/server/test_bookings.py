"""Appointments over HTTP: the race for one place, check-in, what screens are told, a night and a restart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from hallcall.core.hall import Hall
from hallcall.core.terms import CounterNumber
from hallcall.server.storage import outbox
from helpers.booking_hall import TUESDAY, at, booking_hall
from helpers.live_server import CARD, OTHER_CARD, Caller, HandClock, LiveServer

CALLERS = 50
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
TEN = at("10:00", TUESDAY).isoformat()


def one_place() -> Hall:
    """Queue B has one place a slot."""
    hall = booking_hall()
    return replace(hall, counters=tuple(one for one in hall.counters if one.number != CounterNumber(3)))


def card(n: int) -> dict[str, Any]:
    """Somebody's own card.

    Source:
        GB 11643-1999, MOD 11-2.
    """
    digits = f"44030319900307{n:03}"
    check = "10X98765432"[sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=True)) % 11]
    return {"kind": "resident", "number": digits + check, "name": f"访客{n}", "verified": True}


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "data", one_place(), HandClock()) as server:
        yield server


def book(caller: Caller, document: dict[str, Any], **more: Any) -> Any:
    fields: dict[str, Any] = {"item": "a1", "slot": TEN, "document": document, **more}
    return caller.send("booking.make", **fields)


@pytest.mark.feature("F038")
def test_of_fifty_who_ask_at_once_for_one_place_exactly_one_gets_it(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    together = Barrier(CALLERS)

    def ask(n: int) -> Any:
        caller = live.caller(kiosk.token)
        document = card(n)
        together.wait()
        return book(caller, document, item="b1")

    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(ask, range(CALLERS)))
    won = [answer.json()["booking"] for answer in answers if answer.status_code == 200]
    assert [booking["start"] for booking in won] == ["2026-11-24T02:00:00Z"]
    lost = [answer.json()["code"] for answer in answers if answer.status_code != 200]
    assert lost == ["booking.full"] * (CALLERS - 1)
    at_ten = [
        slot
        for slot in kiosk.get("/v1/slots", queue="B", day="2026-11-24").json()["slots"]
        if slot["slot"]["start"].startswith("2026-11-24T02:00")
    ]
    assert [(slot["free"], slot["fill"], slot["slot"]["capacity"]["places"]) for slot in at_ten] == [(0, "full", 1)]


@pytest.mark.feature("F049")
def test_of_fifty_who_ask_at_once_for_the_last_place_of_today_exactly_one_gets_it(live: LiveServer) -> None:
    kiosk, guide = live.pair("kiosk", "K1"), live.pair("guide", "G1")
    told = kiosk.get("/v1/slots", queue="B").json()
    assert (told["day"], told["days"][:2]) == ("2026-11-23", ["2026-11-23", "2026-11-24"])
    start = told["slots"][0]["slot"]["start"]
    assert start == "2026-11-23T01:30:00Z"
    together = Barrier(CALLERS)

    def ask(n: int) -> Any:
        # Half of them stand at the kiosk, half are on the phone to the desk.
        caller = live.caller((kiosk, guide)[n % 2].token)
        document = card(n)
        together.wait()
        return book(caller, document, item="b1", slot=start)

    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(ask, range(CALLERS)))
    assert [answer.json()["booking"]["start"] for answer in answers if answer.status_code == 200] == [start]
    assert [one.json()["code"] for one in answers if one.status_code != 200] == ["booking.full"] * (CALLERS - 1)
    assert kiosk.get("/v1/slots", queue="B").json()["slots"][0]["free"] == 0


@pytest.mark.feature("F049", "F050")
def test_a_booking_is_moved_to_this_afternoon_and_the_days_begin_with_the_first_that_has_room(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    code = book(kiosk, CARD, item="b1").json()["booking"]["code"]
    moved = kiosk.do("booking.change", code=code, slot=at("14:00").isoformat())["booking"]
    assert moved["start"] == "2026-11-23T06:00:00Z"
    live.clock.now = at("16:30")
    told = kiosk.get("/v1/slots", queue="B").json()
    assert (told["day"], told["days"][0]) == ("2026-11-24", "2026-11-24")


@pytest.mark.feature("F171", "F046")
def test_of_a_closed_queue_nothing_is_told_for_today_but_why(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    assert kiosk.get("/v1/slots", queue="B").json()["closure"] is None
    live.admin.do("queue.close", queue="B", reason="system", note="only for staff")
    told = kiosk.get("/v1/slots", queue="B").json()
    assert (told["day"], told["days"][0]) == ("2026-11-24", "2026-11-24")
    assert (told["closure"]["reason"], "note" in told["closure"]) == ("system", False)
    today = kiosk.get("/v1/slots", queue="B", day="2026-11-23").json()
    assert (today["slots"], today["closure"]["reason"]) == ([], "system")
    refused = book(kiosk, CARD, item="b1", slot=at("14:00").isoformat()).json()
    assert (refused["code"], refused["fields"]["reason"]) == ("queue.closed", "system")


@pytest.mark.feature("F047", "F038")
def test_a_visitor_books_at_a_kiosk_and_checks_in_with_the_card_the_next_day(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    booking = book(kiosk, CARD).json()["booking"]
    assert (booking["state"], booking["parties"], booking["check_in_from"]) == ("booked", 1, "2026-11-24T01:30:00Z")
    live.clock.now = at("09:45", TUESDAY)
    mine = kiosk.post("/v1/visitor/bookings", {"document": CARD}).json()["bookings"]
    assert [one["code"] for one in mine] == [booking["code"]]
    answer = kiosk.do("booking.check_in", document=CARD)
    assert answer["ticket"]["number"] == "A001"
    assert answer["ticket"]["token"]
    assert answer["booking"]["state"] == "used"
    again = kiosk.do("booking.check_in", code=booking["code"])
    assert (again["ticket"]["id"], again["repeated"]) == (answer["ticket"]["id"], True)


@pytest.mark.feature("F033")
def test_who_was_recognised_is_asked_back_by_a_masked_name_and_the_last_four_places_of_their_number(
    live: LiveServer,
) -> None:
    kiosk = live.pair("kiosk", "K1")
    code = book(kiosk, {**CARD, "name": "王小明"}).json()["booking"]["code"]
    live.clock.now = at("09:45", TUESDAY)
    told = kiosk.post("/v1/visitor/booking", {"code": code}).json()
    assert (told["booking"]["code"], told["names"]) == (code, ["王*明"])
    assert CARD["number"][-4:] not in str(told).replace(code, "")
    wrong = kiosk.send("booking.check_in", code=code, digits="0000")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "booking.wrong_digits")
    answer = kiosk.do("booking.check_in", code=code, digits=CARD["number"][-4:])
    assert answer["ticket"]["number"] == "A001"
    (ticket,) = live.parts.feed.state.tickets.values()
    assert ticket.person is not None
    assert not answer["ticket"]["verified"], "nobody has read a card"


@pytest.mark.feature("F033", "F054")
def test_of_two_who_come_together_the_last_four_places_tell_who_it_is(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    code = book(kiosk, CARD, item="marry", partner=OTHER_CARD).json()["booking"]["code"]
    live.clock.now = at("09:45", TUESDAY)
    first = kiosk.do("booking.check_in", code=code, digits=OTHER_CARD["number"][-4:])
    assert (first["ticket"], first["booking"]["arrived"]) == (None, 1)
    assert kiosk.do("booking.check_in", code=code, digits=CARD["number"][-4:])["ticket"] is not None


@pytest.mark.feature("F033")
def test_a_code_that_nobody_has_tells_nothing(live: LiveServer) -> None:
    kiosk, clerk = live.pair("kiosk", "K1"), live.pair("guide", "G1")
    assert kiosk.post("/v1/visitor/booking", {"code": "00000000"}).status_code == 404
    assert kiosk.send("booking.check_in", code="00000000", digits="1234").json()["code"] == "booking.unknown"
    assert clerk.post("/v1/visitor/booking", {"code": "00000000"}).status_code == 403


@pytest.mark.feature("F054")
def test_a_couple_is_told_to_wait_for_the_partner(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    booking = book(kiosk, CARD, item="marry", partner=OTHER_CARD).json()["booking"]
    live.clock.now = at("09:45", TUESDAY)
    first = kiosk.do("booking.check_in", code=booking["code"], document=OTHER_CARD)
    assert (first["ticket"], first["booking"]["arrived"], first["booking"]["parties"]) == (None, 1, 2)
    both = kiosk.do("booking.check_in", document=CARD)
    assert (both["ticket"]["number"], both["booking"]["arrived"]) == ("B001", 2)


@pytest.mark.feature("F047")
def test_only_people_say_that_somebody_was_in_time_or_that_the_hall_cancels(live: LiveServer) -> None:
    kiosk, guide = live.pair("kiosk", "K1"), live.pair("guide", "G1")
    code = book(kiosk, CARD).json()["booking"]["code"]
    denied = kiosk.send("booking.cancel", code=code, by_hall=True)
    assert (denied.status_code, denied.json()["code"]) == (403, "access.denied")
    live.clock.now = at("10:20", TUESDAY)
    denied = kiosk.send("booking.check_in", code=code, override="I queued")
    assert (denied.status_code, denied.json()["code"]) == (403, "access.denied")
    ticket = guide.do("booking.check_in", code=code, override="queued at the kiosk")["ticket"]
    assert ticket["priority"] == "booked"


@pytest.mark.feature("F051")
def test_a_manager_sees_strikes_and_takes_them_back(live: LiveServer) -> None:
    kiosk, manager = live.pair("kiosk", "K1"), live.pair("manager", "M1")
    # One that is given up at once was a slip of the finger.
    kiosk.do("booking.cancel", code=book(kiosk, CARD, item="b1").json()["booking"]["code"])
    for _ in range(3):
        code = book(kiosk, CARD, slot=None).json()["booking"]["code"]
        live.clock.turn(600)
        kiosk.do("booking.cancel", code=code)
    told = manager.post("/v1/visitor/strikes", {"document": CARD}).json()
    assert [strike["kind"] for strike in told["strikes"]] == ["late_cancel"] * 3
    assert told["blocked_until"] == "2026-12-23T01:10:00Z"
    assert book(kiosk, CARD).json()["code"] == "booking.blocked"
    assert kiosk.do("ticket.issue", item="a1", document=CARD)["ticket"]["number"] == "A001"
    manager.do("booking.excuse", reason="in hospital", document=CARD)
    told = manager.post("/v1/visitor/strikes", {"document": CARD}).json()
    assert told == {"strikes": [], "blocked_until": None}


@pytest.mark.feature("F058")
def test_the_first_of_the_waiting_list_gets_one_message_and_the_second_after_ten_minutes(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    taken = book(kiosk, card(1), item="b1").json()["booking"]["code"]
    for n, phone in ((2, "13800000002"), (3, "13800000003")):
        answer = book(kiosk, card(n), item="b1", phone=phone, or_wait=True).json()
        assert (answer["booking"], len(answer["events"])) == (None, 1)
    kiosk.do("booking.cancel", code=taken)
    assert wait_for_notices(live, 1) == [("notice-offered", "10:00", "09:10")]
    live.clock.turn(599)
    kiosk.do("help.ask", kiosk="K1")
    assert len(notices(live)) == 1
    live.clock.turn(1)
    assert wait_for_notices(live, 2) == [("notice-offered", "10:00", "09:10"), ("notice-offered", "10:00", "09:20")]
    assert book(kiosk, card(2), item="b1").json()["code"] == "booking.full"
    assert book(kiosk, card(3), item="b1").json()["booking"]["state"] == "booked"


def notices(live: LiveServer) -> list[tuple[str, str, str]]:
    with live.parts.store.reading() as connection:
        rows = outbox.newest(connection, 20)
    return [(row.template, str(row.values["time"]), str(row.values["until"])) for row in reversed(rows)]


def wait_for_notices(live: LiveServer, count: int) -> list[tuple[str, str, str]]:
    """The server's clock looks once a second; a command makes it look at once."""
    live.admin.send("ticket.issue", item="a1")
    found = notices(live)
    assert len(found) == count
    return found


def test_no_screen_is_told_of_any_booking(live: LiveServer) -> None:
    kiosk, guide = live.pair("kiosk", "K1"), live.pair("guide", "G1")
    booking = book(kiosk, CARD).json()["booking"]
    assert not {"people", "person", "name"} & set(booking)
    for caller in (kiosk, guide):
        shown = caller.get("/v1/snapshot").text
        assert booking["code"] not in shown
        assert json.loads(shown)["bookings"] is None
        with caller.http.stream("GET", "/v1/events", headers={"Last-Event-ID": f"{live.parts.feed.epoch}:0"}) as stream:
            told = next(stream.iter_text())
        assert "booking.made" not in told


@pytest.mark.feature("F038", "F047")
def test_a_booking_outlives_a_restart_and_the_night(tmp_path: Path) -> None:
    clock = HandClock()
    with LiveServer(tmp_path / "data", one_place(), clock) as first:
        kiosk = first.pair("kiosk", "K1")
        code = book(kiosk, CARD).json()["booking"]["code"]
    with LiveServer(tmp_path / "data", one_place(), clock) as second:
        again = second.caller(kiosk.token)
        assert again.post("/v1/visitor/bookings", {"document": CARD}).json()["bookings"][0]["code"] == code
        clock.now = at("00:10", TUESDAY)
        again.do("help.ask", kiosk="K1")
        assert again.post("/v1/visitor/bookings", {"document": CARD}).json()["bookings"][0]["code"] == code
    # Nothing but the opening of the new day is left to know it from.
    with LiveServer(tmp_path / "data", one_place(), clock) as third:
        clock.now = at("09:40", TUESDAY)
        answer = third.caller(kiosk.token).do("booking.check_in", code=code)
        assert (answer["ticket"]["number"], answer["booking"]["state"]) == ("A001", "used")
