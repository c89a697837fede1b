"""Numbers given without the server, over HTTP: leased, taken in once, and nobody holds two."""

from __future__ import annotations

from typing import Any

import pytest
from ulid import ULID

from helpers.live_server import CARD, OTHER_CARD, Caller, HandClock, LiveServer
from helpers.small_hall import NINE, small_hall


def leases(caller: Caller) -> list[dict[str, Any]]:
    """The blocks a caller is told of."""
    return caller.get("/v1/snapshot").json()["leases"]


def leased(kiosk: Caller, name: str = "K1") -> dict[str, Any]:
    """The kiosk's block of queue A."""
    kiosk.do("numbers.lease", kiosk=name, book=f"book-{name}")
    return next(lease for lease in leases(kiosk) if lease["queue"] == "A")


def number(lease: dict[str, Any], seq: int, **more: Any) -> dict[str, Any]:
    return {"lease": lease["id"], "seq": seq, "item": "a1", "issued_at": NINE.isoformat(), **more}


def rows(server: LiveServer, query: str) -> list[Any]:
    with server.parts.store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


@pytest.mark.feature("F080")
def test_a_kiosk_is_told_of_its_own_blocks_and_nobody_elses(server: LiveServer) -> None:
    one, wall, guide = server.pair("kiosk", "K1"), server.pair("display", "W1"), server.pair("guide", "G1")
    lease = leased(one)
    assert (lease["kiosk"], lease["book"], lease["first"], lease["last"]) == ("K1", "book-K1", 800, 819)
    assert leases(wall) == []
    assert len(leases(guide)) == 2
    assert one.do("numbers.lease", kiosk="K1", book="book-K1")["repeated"]
    assert one.send("numbers.lease", kiosk="K2", book="b").json()["code"] == "access.denied"
    assert guide.send("numbers.lease", kiosk="K1", book="b").json()["code"] == "access.denied"


@pytest.mark.feature("F080")
def test_a_number_from_a_block_becomes_a_ticket_of_the_cards_holder(server: LiveServer, clock: HandClock) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    lease = leased(kiosk)
    clock.turn(600)
    body = number(lease, 803, document=CARD, phone="13812345678")
    recorded = kiosk.do("ticket.record_offline", **body)
    assert (recorded["ticket"]["number"], recorded["ticket"]["state"]) == ("A803", "waiting")
    assert rows(server, "SELECT number, issued_at, seniority FROM ticket") == [
        ("A803", "2026-11-23T01:00:00.000000Z", "2026-11-23T01:00:00.000000Z")
    ]
    assert rows(server, "SELECT state, started_at FROM ticket_interval") == [("waiting", "2026-11-23T01:00:00.000000Z")]
    assert clerk.do("call.next", counter=1)["ticket"]["number"] == "A803"
    assert clerk.get("/v1/counters/1/visitor").json()["name"] == "王*明"
    again = kiosk.post("/v1/visitor/tickets", {"document": CARD}).json()["tickets"]
    assert [one["ticket"]["number"] for one in again] == ["A803"]
    assert again[0]["ticket"]["token"]


@pytest.mark.feature("F080", "F027", "F072", "F074")
def test_what_a_visitor_said_of_themselves_comes_with_the_number(server: LiveServer) -> None:
    kiosk, guide = server.pair("kiosk", "K1"), server.pair("guide", "G1")
    said = {"document": CARD, "principal": OTHER_CARD["number"], "quantity": 4, "needs": ["infant"]}
    kiosk.do("ticket.record_offline", **number(leased(kiosk), 800, **said))
    (ticket,) = guide.get("/v1/snapshot").json()["tickets"]
    assert (ticket["quantity"], ticket["needs"]) == (4, ["infant"])
    # The card is that of an elder, whose small child counts as much.
    assert ticket["priority"] == "infant"
    own = next(iter(server.parts.feed.state.tickets.values()))
    assert own.agent is not None
    assert own.person not in {None, own.agent}


@pytest.mark.feature("F080", "F027")
def test_a_principal_whose_number_cannot_be_does_not_cost_the_number(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    body = number(leased(kiosk), 800, document=CARD, principal="123", quantity=99)
    assert kiosk.do("ticket.record_offline", **body)["ticket"]["number"] == "A800"
    own = next(iter(server.parts.feed.state.tickets.values()))
    assert (own.agent, own.person is not None, own.quantity) == (None, True, 20)


@pytest.mark.feature("F080")
def test_a_number_sent_twice_with_its_key_is_taken_in_once(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    body, key = number(leased(kiosk), 800), str(ULID())
    first = kiosk.send("ticket.record_offline", key=key, **body).json()
    assert kiosk.send("ticket.record_offline", key=key, **body).json() == first
    assert kiosk.send("ticket.record_offline", **body).json()["code"] == "number.used"
    assert rows(server, "SELECT count(*) FROM ticket") == [(1,)]


@pytest.mark.feature("F080")
def test_a_kiosk_cannot_give_the_numbers_of_another_one(server: LiveServer) -> None:
    lease = leased(server.pair("kiosk", "K1"))
    clerk = server.clerk(1)
    assert clerk.send("ticket.record_offline", **number(lease, 800)).json()["code"] == "access.denied"


@pytest.mark.feature("F080")
def test_a_card_that_no_rule_accepts_does_not_cost_the_number(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    wrong = {**CARD, "number": "110105194912310021"}
    recorded = kiosk.do("ticket.record_offline", **number(leased(kiosk), 800, document=wrong))
    assert (recorded["ticket"]["number"], recorded["ticket"]["verified"]) == ("A800", False)
    assert rows(server, "SELECT person FROM ticket") == [(None,)]


@pytest.mark.feature("F080")
def test_a_number_whose_answer_was_lost_is_void_when_the_visitor_got_another_one(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    lease, key = leased(kiosk), str(ULID())
    unseen = kiosk.send("ticket.issue", key=key, item="a1", document=CARD).json()
    assert unseen["ticket"]["number"] == "A001"
    kiosk.do("ticket.record_offline", **number(lease, 800, document=CARD, instead_of=key))
    waiting = kiosk.get("/v1/snapshot").json()["tickets"]
    assert [ticket["number"] for ticket in waiting] == ["A800"]


@pytest.mark.feature("F080")
def test_a_wish_still_on_its_way_gets_no_second_number(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    lease, key = leased(kiosk), str(ULID())
    kiosk.do("ticket.record_offline", **number(lease, 800, document=CARD, instead_of=key))
    late = kiosk.send("ticket.issue", key=key, item="a1", document=CARD)
    assert late.json()["code"] == "command.key_reused"
    assert rows(server, "SELECT number FROM ticket") == [("A800",)]


@pytest.mark.feature("F080")
def test_nobody_can_void_what_another_machine_gave(server: LiveServer) -> None:
    kiosk, guide, key = server.pair("kiosk", "K1"), server.pair("guide", "G1"), str(ULID())
    assert guide.send("ticket.issue", key=key, item="a1").status_code == 200
    answer = kiosk.send("ticket.record_offline", **number(leased(kiosk), 800, instead_of=key))
    assert answer.json()["code"] == "command.key_reused"


@pytest.mark.feature("F080")
def test_a_refused_number_leaves_nothing_behind(server: LiveServer) -> None:
    kiosk, key = server.pair("kiosk", "K1"), str(ULID())
    lease = leased(kiosk)
    answer = kiosk.send("ticket.record_offline", **number(lease, 900, document=CARD, instead_of=key))
    assert answer.json()["code"] == "lease.foreign"
    assert rows(server, "SELECT count(*) FROM person") == [(0,)]
    assert kiosk.send("ticket.issue", key=key, item="a1").status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"issued_at": "2026-11-23T09:00:00"}, {"issued_at": "soon"}, {"seq": "800"}, {"instead_of": ""}]
)
def test_a_malformed_number_is_refused(server: LiveServer, wrong: dict[str, Any]) -> None:
    kiosk = server.pair("kiosk", "K1")
    answer = kiosk.send("ticket.record_offline", **{**number(leased(kiosk), 800), **wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, "command.malformed")


@pytest.mark.feature("F221")
def test_a_guide_enters_what_was_given_on_paper(server: LiveServer, clock: HandClock) -> None:
    guide = server.pair("guide", "G1")
    clock.turn(3600)
    guide.do("ticket.record_paper", seq=600, item="a1", taken_at=NINE.isoformat())
    served = {"counter": 1, "started_at": "2026-11-23T09:20:00+08:00", "finished_at": "2026-11-23T09:30:00+08:00"}
    done = guide.do("ticket.record_paper", seq=601, item="a1", taken_at=NINE.isoformat(), served=served)
    assert done["ticket"] is None or done["ticket"]["state"] == "done"
    assert rows(server, "SELECT ticket, state, counter, started_at, ended_at FROM ticket_interval ORDER BY id") == [
        ("2026-11-23/A600", "waiting", None, "2026-11-23T01:00:00.000000Z", None),
        ("2026-11-23/A601", "waiting", None, "2026-11-23T01:00:00.000000Z", "2026-11-23T01:20:00.000000Z"),
        ("2026-11-23/A601", "serving", 1, "2026-11-23T01:20:00.000000Z", "2026-11-23T01:30:00.000000Z"),
    ]
    guide.do("paper.record_day", day="2026-11-22", queue="A", issued=12, served=11)
    kiosk = server.pair("kiosk", "K1")
    assert kiosk.send("ticket.record_paper", seq=602, item="a1", taken_at=NINE.isoformat()).status_code == 403


@pytest.mark.feature("F221")
def test_a_paper_visit_is_no_hindrance_to_the_visit_at_the_counter_now(server: LiveServer, clock: HandClock) -> None:
    guide, clerk = server.pair("guide", "G1"), server.clerk(1)
    guide.do("ticket.issue", item="a1")
    clerk.do("call.next", counter=1)
    clerk.do("service.start", counter=1)
    clock.turn(600)
    served = {"counter": 1, "started_at": NINE.isoformat(), "finished_at": NINE.isoformat()}
    guide.do("ticket.record_paper", seq=601, item="a1", taken_at=NINE.isoformat(), served=served)
    assert clerk.do("service.finish", counter=1)["ticket"]["number"] == "A001"


def test_a_visit_that_ended_without_the_server_is_stored_with_its_own_end(server: LiveServer, clock: HandClock) -> None:
    guide, clerk = server.pair("guide", "G1"), server.clerk(1)
    ticket = guide.do("ticket.issue", item="a1")["ticket"]["id"]
    clerk.do("call.next", counter=1)
    clerk.do("service.start", counter=1)
    clock.turn(600)
    clerk.do("service.finish", counter=1, ticket=ticket, ended_at="2026-11-23T09:04:00+08:00")
    assert rows(server, "SELECT ended_at FROM ticket_interval WHERE state = 'serving'") == [
        ("2026-11-23T01:04:00.000000Z",)
    ]


@pytest.mark.feature("F080")
def test_blocks_outlive_a_restart(server: LiveServer, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("restart")
    with LiveServer(data, small_hall(), HandClock()) as first:
        kiosk = first.pair("kiosk", "K1")
        lease, token = leased(kiosk), kiosk.token
    with LiveServer(data, small_hall(), HandClock()) as second:
        kiosk = second.caller(token)
        assert leases(kiosk)[0] == lease
        assert kiosk.do("ticket.record_offline", **number(lease, 800))["ticket"]["number"] == "A800"
