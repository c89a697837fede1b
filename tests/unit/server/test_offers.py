"""A place is free for the waiting list: from the message to the page, and by card at the kiosk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallcall.server.storage import outbox
from helpers.booking_hall import TUESDAY, at, booking_hall, people
from helpers.live_server import CARD, OTHER_CARD, Caller, HandClock, LiveServer

PUBLIC = "https://hall.example"
TEN = at("10:00", TUESDAY).isoformat()
PHONE, OTHER_PHONE = "13800000002", "13800000003"
THIRD_CARD = {"kind": "resident", "number": "440301199001011234", "name": "王五", "verified": True}


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "data", booking_hall(), HandClock(), public_url=PUBLIC) as server:
        yield server


def full_at_ten(kiosk: Caller) -> list[str]:
    """Everything is booked; the codes."""
    codes: list[str] = []
    for card in people():
        answer = kiosk.send("booking.make", item="a1", slot=TEN, document=card)
        if answer.status_code == 409:
            return codes
        codes.append(answer.json()["booking"]["code"])
    raise AssertionError("never full")


def wait_for(kiosk: Caller, card: dict[str, Any], phone: str) -> None:
    answer = kiosk.do("booking.make", item="a1", slot=TEN, document=card, phone=phone, or_wait=True)
    assert answer["booking"] is None


def links(live: LiveServer) -> list[str]:
    """The addresses in the messages written so far, oldest first; the server's clock looks once a second by itself."""
    live.admin.send("ticket.issue", item="a1")
    with live.parts.store.reading() as connection:
        rows = outbox.newest(connection, 20)
    return [str(row.values["url"]) for row in reversed(rows)]


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]*>", " ", answer.text, flags=re.DOTALL))


def offered(live: LiveServer, kiosk: Caller) -> str:
    """Somebody waits, a place is given back; the path of the page in the message."""
    codes = full_at_ten(kiosk)
    wait_for(kiosk, CARD, PHONE)
    kiosk.do("booking.cancel", code=codes[0])
    (link,) = links(live)
    assert link.startswith(f"{PUBLIC}/b/")
    return link.removeprefix(PUBLIC)


@pytest.mark.feature("F058")
def test_the_message_leads_to_a_page_whose_button_takes_the_place(live: LiveServer) -> None:
    kiosk, phone = live.pair("kiosk", "K1"), live.caller()
    path = offered(live, kiosk)
    page = phone.get(path)
    assert page.status_code == 200
    assert "11月24日 10:00" in told(page)
    assert "保留到 09:10" in told(page)
    assert kiosk.post("/v1/visitor/bookings", {"document": CARD}).json()["bookings"] == [], "looking books nothing"
    taken = phone.post(path)
    (booking,) = kiosk.post("/v1/visitor/bookings", {"document": CARD}).json()["bookings"]
    assert (taken.status_code, booking["start"]) == (200, "2026-11-24T02:00:00Z")
    assert booking["code"] in told(taken)
    again = phone.post(path)
    assert (again.status_code, told(again)) == (200, told(taken)), "pressed twice it is the same booking"
    assert len(kiosk.post("/v1/visitor/bookings", {"document": CARD}).json()["bookings"]) == 1
    assert phone.get(path).status_code == 404


@pytest.mark.feature("F058", "F036")
def test_the_page_has_no_script_no_name_and_a_token_of_128_bits(live: LiveServer) -> None:
    path = offered(live, live.pair("kiosk", "K1"))
    page = live.caller().get(path)
    assert re.fullmatch(r"/b/[\w-]{22}", path)
    assert "script" not in page.text
    for secret in (CARD["name"], CARD["number"], PHONE):
        assert secret not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert path.removeprefix("/b/") not in live.admin.get("/v1/audit", most=1000).text


@pytest.mark.feature("F058")
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_offer_that_ran_out_and_a_token_that_never_was_look_the_same(live: LiveServer, method: str) -> None:
    kiosk = live.pair("kiosk", "K1")
    path = offered(live, kiosk)
    live.clock.turn(601)
    phone = live.caller()
    late, wrong = (getattr(phone, method)(one) for one in (path, "/b/AAAAAAAAAAAAAAAAAAAAAA"))
    assert (late.status_code, wrong.status_code) == (404, 404)
    assert told(late) == told(wrong)
    assert kiosk.post("/v1/visitor/bookings", {"document": CARD}).json() == {"bookings": [], "offers": []}


@pytest.mark.feature("F058")
def test_the_second_who_waits_gets_an_address_of_their_own_after_the_first_let_it_go(live: LiveServer) -> None:
    kiosk, phone = live.pair("kiosk", "K1"), live.caller()
    codes = full_at_ten(kiosk)
    wait_for(kiosk, CARD, PHONE)
    wait_for(kiosk, OTHER_CARD, OTHER_PHONE)
    kiosk.do("booking.cancel", code=codes[0])
    live.admin.send("ticket.issue", item="a1")
    live.clock.turn(600)
    live.admin.send("ticket.issue", item="a1")
    first, second = (link.removeprefix(PUBLIC) for link in links(live))
    assert first != second
    assert phone.post(first).status_code == 404
    assert phone.post(second).status_code == 200
    (booking,) = kiosk.post("/v1/visitor/bookings", {"document": OTHER_CARD}).json()["bookings"]
    assert booking["state"] == "booked"


@pytest.mark.feature("F058")
def test_whoever_waits_sees_the_place_with_their_card_and_takes_it_there(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    path = offered(live, kiosk)
    (offer,) = kiosk.post("/v1/visitor/bookings", {"document": CARD}).json()["offers"]
    assert (offer["item"], offer["start"], offer["until"]) == ("a1", "2026-11-24T02:00:00Z", "2026-11-23T01:10:00Z")
    assert kiosk.post("/v1/visitor/bookings", {"document": OTHER_CARD}).json()["offers"] == []
    taken = kiosk.do("booking.make", item="a1", slot=offer["start"], document=CARD)
    assert taken["booking"]["state"] == "booked"
    assert live.caller().get(path).status_code == 404


@pytest.mark.feature("F058")
def test_a_rule_that_speaks_against_it_is_told_on_the_page(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    path = offered(live, kiosk)
    other = kiosk.do("booking.make", item="b1", slot=at("11:00", TUESDAY).isoformat(), document=CARD)
    refused = live.caller().post(path)
    assert (refused.status_code, "您那天已经约过了" in told(refused)) == (409, True)
    kiosk.do("booking.cancel", code=other["booking"]["code"])
    assert live.caller().post(path).status_code == 200, "the place is still kept"


@pytest.mark.feature("F058", "F054")
def test_of_a_couple_that_waits_one_card_takes_the_place_for_both(live: LiveServer) -> None:
    kiosk = live.pair("kiosk", "K1")
    codes: list[str] = []
    cards = people()
    while True:
        pair = {"document": next(cards), "partner": next(cards)}
        answer = kiosk.send("booking.make", item="marry", slot=TEN, **pair)
        if answer.status_code == 409:
            break
        codes.append(answer.json()["booking"]["code"])
    kiosk.do("booking.make", item="marry", slot=TEN, document=CARD, partner=OTHER_CARD, or_wait=True)
    kiosk.do("booking.cancel", code=codes[0])
    live.admin.send("ticket.issue", item="a1")
    (offer,) = kiosk.post("/v1/visitor/bookings", {"document": OTHER_CARD}).json()["offers"]
    stranger = kiosk.send("booking.make", item="marry", slot=offer["start"], document=OTHER_CARD, partner=THIRD_CARD)
    assert stranger.status_code == 409
    taken = kiosk.do("booking.make", item="marry", slot=offer["start"], document=OTHER_CARD)
    assert taken["booking"]["parties"] == 2


@pytest.mark.feature("F047")
def test_check_in_gives_the_class_by_the_card(live: LiveServer) -> None:
    kiosk, guide = live.pair("kiosk", "K1"), live.pair("guide", "G1")
    cards = {"elder": CARD, "booked": OTHER_CARD}
    codes = {who: kiosk.do("booking.make", item="a1", slot=TEN, document=card) for who, card in cards.items()}
    live.clock.now = at("09:45", TUESDAY)
    given = {
        kiosk.do("booking.check_in", code=codes[who]["booking"]["code"], document=card)["ticket"]["id"]: who
        for who, card in cards.items()
    }
    told = {one["id"]: one["priority"] for one in guide.get("/v1/snapshot").json()["tickets"]}
    assert told == given
