"""A visit over HTTP, and what the answers hold."""

from __future__ import annotations

import pytest
from ulid import ULID

from helpers.live_server import CARD, HandClock, LiveServer


@pytest.mark.feature("F062", "F085", "F121", "F124")
def test_a_visit_goes_from_the_card_to_the_finish(server: LiveServer, clock: HandClock) -> None:
    kiosk = server.pair("kiosk", "K1")
    clerk = server.clerk(1)
    issued = kiosk.do("ticket.issue", item="a1", kiosk="K1", document=CARD, phone="138 1234 5678")
    assert issued["ticket"]["number"] == "A001"
    assert issued["ahead"] == 0
    assert issued["phone"] == "138****5678"
    assert issued["ticket"]["token"]
    assert issued["ticket"]["person"] is None
    clock.turn(5)
    called = clerk.do("call.next", counter=1)
    assert (called["ticket"]["number"], called["ticket"]["state"]) == ("A001", "called")
    assert called["ticket"]["token"] == ""
    facts = clerk.get("/v1/counters/1/visitor").json()
    assert facts["name"] == "王*明"
    assert facts["document"] == "*" * 14 + "002X"
    assert (facts["sex"], facts["age"]) == (None, None)
    clerk.do("service.start", counter=1)
    facts = clerk.get("/v1/counters/1/visitor").json()
    assert (facts["sex"], facts["age"], facts["name"]) == ("female", 76, "王*明")
    revealed = clerk.do("visitor.reveal", counter=1, reason="identity")
    assert revealed["visitor"]["name"] == "王小明"
    assert revealed["visitor"]["revealed"]
    finished = clerk.do("service.finish", counter=1)
    assert finished["ticket"]["state"] == "done"
    assert clerk.get("/v1/counters/1/visitor").json()["code"] == "counter.idle"


@pytest.mark.feature("F028")
def test_a_typed_number_gives_an_unverified_ticket_and_no_name_anywhere_public(server: LiveServer) -> None:
    kiosk, wall = server.pair("kiosk", "K1"), server.pair("display", "W1")
    typed = {**CARD, "name": "", "verified": False}
    issued = kiosk.do("ticket.issue", item="a1", document=typed)
    assert issued["ticket"]["verified"] is False
    rows = server.parts.store
    with rows.reading() as connection:
        stored = connection.exec_driver_sql("SELECT verified, kiosk FROM ticket").all()
    assert stored == [(0, "K1")]
    seen = wall.get("/v1/snapshot").text
    assert "A001" in seen
    assert CARD["number"] not in seen


def test_a_visitor_without_any_document_gets_a_number(server: LiveServer) -> None:
    guide = server.pair("guide", "G1")
    issued = guide.do("ticket.issue", item="b1")
    assert issued["ticket"]["number"] == "B001"
    assert issued["phone"] is None


@pytest.mark.feature("F068")
def test_the_same_card_gets_the_same_number_and_its_live_tickets_are_found(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    first = kiosk.do("ticket.issue", item="a1", document=CARD)
    again = kiosk.do("ticket.issue", item="a1", document=CARD)
    assert again["repeated"]
    assert again["events"] == []
    assert again["ticket"]["id"] == first["ticket"]["id"]
    kiosk.do("ticket.issue", item="b1", document=CARD)
    live = kiosk.post("/v1/visitor/tickets", {"document": CARD}).json()["tickets"]
    assert [answer["ticket"]["number"] for answer in live] == ["A001", "B001"]
    assert live[0]["ticket"]["token"] == first["ticket"]["token"]
    assert kiosk.post("/v1/visitor/tickets", {"document": {**CARD, "number": "440303199003070011"}}).json() == {
        "tickets": []
    }


@pytest.mark.feature("F118", "F065")
def test_the_code_of_a_slip_finds_its_number_for_a_kiosk_and_no_phone_number(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    issued = kiosk.do("ticket.issue", item="a1", document=CARD, phone="13800138000")
    token = issued["ticket"]["token"]
    found = kiosk.post("/v1/visitor/ticket", {"token": token}).json()
    assert (found["ticket"]["number"], found["ticket"]["token"], found["repeated"]) == ("A001", token, True)
    assert found["ticket"]["item"] == "a1"
    assert (found["phone"], found["goes_first"]) == (None, None)
    for wrong in (token[:-1], "", "Zk3v9Qw7Lm2Rt8Yp"):
        assert kiosk.post("/v1/visitor/ticket", {"token": wrong}).json()["code"] == "ticket.unknown"
    server.admin.do("ticket.cancel", ticket=issued["ticket"]["id"], reason="gone")
    assert kiosk.post("/v1/visitor/ticket", {"token": token}).json()["code"] == "ticket.unknown"


def test_a_card_never_changes_by_what_is_typed_later(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item="a1", document=CARD)
    kiosk.do("ticket.issue", item="a2", document={**CARD, "name": "别人", "verified": False})
    clerk.do("call.next", counter=1)
    assert clerk.get("/v1/counters/1/visitor").json()["name"] == "王*明"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({**CARD, "number": "110105194912310021"}, "identity.check_digit"),
        ({**CARD, "number": "110105491231002"}, "identity.old_format"),
        ({**CARD, "number": "1"}, "identity.length"),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_nobody_is_stored(
    server: LiveServer, document: dict[str, object], code: str
) -> None:
    answer = server.pair("kiosk", "K1").send("ticket.issue", item="a1", document=document)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    with server.parts.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0


def test_a_refused_issue_stores_no_person(server: LiveServer) -> None:
    answer = server.pair("kiosk", "K1").send("ticket.issue", item="nothing", document=CARD, phone="13812345678")
    assert (answer.status_code, answer.json()) == (404, {"code": "item.unknown", "fields": {"item": "nothing"}})
    with server.parts.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0


def test_the_same_key_gives_the_same_answer_and_another_body_is_refused(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    key = str(ULID())
    first = kiosk.send("ticket.issue", key=key, item="a1", document=CARD).json()
    assert kiosk.send("ticket.issue", key=key, document=CARD, item="a1").json() == first
    other = kiosk.send("ticket.issue", key=key, item="a2", document=CARD)
    assert (other.status_code, other.json()["code"]) == (409, "command.key_reused")
    stranger = server.pair("guide", "G1").send("ticket.issue", key=key, item="a1", document=CARD)
    assert stranger.json()["code"] == "command.key_reused"


def test_a_refusal_is_not_kept_with_its_key(server: LiveServer) -> None:
    clerk, kiosk = server.clerk(1), server.pair("kiosk", "K1")
    key = str(ULID())
    assert clerk.send("call.next", key=key, counter=1).json()["code"] == "queue.empty"
    kiosk.do("ticket.issue", item="a1")
    assert clerk.send("call.next", key=key, counter=1).json()["ticket"]["number"] == "A001"


@pytest.mark.feature("F121")
def test_the_counter_program_starts_again_and_keeps_its_visitor(server: LiveServer, clock: HandClock) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item="a1")
    clerk.do("call.next", counter=1)
    again = server.clerk(1)
    assert again.token != clerk.token
    assert clerk.get("/v1/counters/1/visitor").status_code == 401
    assert again.get("/v1/counters/1/visitor").json()["ticket"].endswith("/A001")
    clock.turn(1)
    assert again.do("service.start", counter=1)["ticket"]["number"] == "A001"


def test_signing_out_closes_the_counter_but_never_leaves_a_visitor_alone(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item="a1")
    clerk.do("call.next", counter=1)
    assert clerk.post("/v1/logout").json()["code"] == "counter.busy"
    clerk.do("service.start", counter=1)
    clerk.do("service.finish", counter=1)
    assert clerk.post("/v1/logout").json() == {}
    assert clerk.get("/v1/hall").status_code == 401
    counters = {counter["number"]: counter for counter in kiosk.get("/v1/snapshot").json()["counters"]}
    assert counters[1]["status"] == "closed"


def test_signing_out_of_a_counter_that_is_closed_ends_the_session(server: LiveServer) -> None:
    clerk = server.clerk(1)
    clerk.do("counter.close", counter=1)
    assert clerk.post("/v1/logout").json() == {}
    assert clerk.get("/v1/hall").status_code == 401


@pytest.mark.feature("F121")
def test_a_change_of_shift_keeps_the_visitor_at_the_counter(server: LiveServer) -> None:
    kiosk, first = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item="a1")
    first.do("call.next", counter=1)
    first.do("service.start", counter=1)
    assert first.post("/v1/logout").json() == {}
    second = server.clerk(1, "2001")
    assert second.get("/v1/counters/1/visitor").json()["ticket"].endswith("/A001")
    assert second.do("service.finish", counter=1)["ticket"]["state"] == "done"


@pytest.mark.feature("F121")
def test_one_clerk_a_counter_and_one_counter_a_clerk(server: LiveServer) -> None:
    server.clerk(1)
    body = {"clerk": "1002", "name": "二号", "password": "Fenster-27!"}
    server.admin.post("/v1/admin/clerks", body)
    second = {"clerk": "1002", "password": "Fenster-27!"}
    assert server.pair("counter", "C1").post("/v1/login", second).json()["code"] == "counter.occupied"
    first = {"clerk": "1001", "password": "Fenster-27!"}
    assert server.pair("counter", "C2").post("/v1/login", first).json()["code"] == "clerk.elsewhere"


def test_the_hall_is_told_once_and_then_by_its_version(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    told = kiosk.get("/v1/hall")
    assert told.json()["hall"]["name"]["zh"] == "测试大厅"
    again = kiosk.http.get("/v1/hall", headers={"If-None-Match": told.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_health_says_it_is_well(server: LiveServer) -> None:
    nobody = server.caller()
    for path in ("/livez", "/readyz"):
        said = nobody.get(path).json()
        assert (said["reasons"], said["warnings"]) == ([], [])
