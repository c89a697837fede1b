"""Who may do what, written down a second time: every route of the server and every command, for every role.

A route or a command without a row fails, and so does a row that the server does not hold to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from litestar.routes import HTTPRoute
from ulid import ULID

from hallcall.core.commands import COMMANDS
from hallcall.server.app import create_app
from hallcall.server.security.register import Role
from helpers.live_server import CARD, PASSWORD, Caller, HandClock, LiveServer

ROLES = "kiosk display counter clerk guide manager auditor device gate admin"
FOLLOWING = "kiosk display counter clerk guide manager device gate admin"
WATCHING = "kiosk display counter clerk guide manager admin"
EVERYBODY = "everybody, without a token"


@dataclass(frozen=True)
class Row:
    """One route: how it is asked, and who is answered."""

    path: str
    """As a request would say it."""
    who: str
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()


ROUTES = {
    "GET /livez": Row("/livez", EVERYBODY),
    "GET /readyz": Row("/readyz", EVERYBODY),
    "GET /metrics": Row("/metrics", EVERYBODY),
    "GET /t/{token:str}": Row("/t/none", EVERYBODY),
    "POST /t/{token:str}": Row("/t/none", EVERYBODY),
    "GET /b/{token:str}": Row("/b/none", EVERYBODY),
    "POST /b/{token:str}": Row("/b/none", EVERYBODY),
    "POST /v1/pair": Row("/v1/pair", EVERYBODY, {"code": "ABCD-EFGH"}),
    "GET /v1/authority": Row("/v1/authority", EVERYBODY),
    "POST /v1/enrol": Row("/v1/enrol", EVERYBODY, {"code": "ABCD-EFGH", "csr": "none"}),
    "POST /v1/renew": Row(
        "/v1/renew", "kiosk display counter guide manager auditor device gate admin", {"csr": "none"}
    ),
    "GET /schema": Row("/schema", ROLES),
    "GET /schema/{path:str}": Row("/schema/other", ROLES),
    "GET /schema/openapi.json": Row("/schema/openapi.json", ROLES),
    "GET /v1/hall": Row("/v1/hall", FOLLOWING),
    "GET /v1/snapshot": Row("/v1/snapshot", FOLLOWING),
    "GET /v1/waits": Row("/v1/waits", WATCHING),
    "GET /v1/devices": Row("/v1/devices", "counter clerk guide manager admin"),
    "GET /v1/events": Row("/v1/events", FOLLOWING, headers=(("Last-Event-ID", "else:1"),)),
    "POST /v1/reached": Row("/v1/reached", "display device", {"channel": "wall", "calls": []}),
    "POST /v1/login": Row("/v1/login", "counter", {"clerk": "none", "password": "x"}),
    "POST /v1/logout": Row("/v1/logout", "clerk"),
    "POST /v1/visitor/ticket": Row("/v1/visitor/ticket", "kiosk", {"token": "Zk3v9Qw7Lm2Rt8Yp"}),
    "POST /v1/commands/{name:str}": Row(
        "/v1/commands/none", "kiosk display counter clerk guide manager device gate admin"
    ),
    "POST /v1/visitor/tickets": Row("/v1/visitor/tickets", "kiosk", {"document": CARD}),
    "GET /v1/slots": Row("/v1/slots?queue=A", WATCHING),
    "POST /v1/visitor/bookings": Row("/v1/visitor/bookings", "kiosk clerk guide manager admin", {"document": CARD}),
    "POST /v1/visitor/booking": Row("/v1/visitor/booking", "kiosk", {"code": "00000000"}),
    "POST /v1/bookings/over": Row("/v1/bookings/over", "gate", {"codes": ["00000000"]}),
    "POST /v1/visitor/strikes": Row("/v1/visitor/strikes", "clerk guide manager admin", {"document": CARD}),
    "GET /v1/counters/{number:int}/visitor": Row("/v1/counters/1/visitor", "clerk"),
    "GET /v1/counters/{number:int}/transfer-waits": Row("/v1/counters/1/transfer-waits", "clerk"),
    "GET /v1/why/{ticket:str}": Row("/v1/why/none", "counter clerk manager auditor admin"),
    "POST /v1/admin/pairing-codes": Row("/v1/admin/pairing-codes", "admin", {"role": "guide", "device": "G9"}),
    "GET /v1/admin/devices": Row("/v1/admin/devices", "manager admin"),
    "POST /v1/admin/devices/revoke": Row("/v1/admin/devices/revoke", "admin", {"role": "guide", "device": "G9"}),
    "POST /v1/admin/clerks": Row("/v1/admin/clerks", "admin", {"clerk": "9", "name": "九", "password": PASSWORD}),
    "POST /v1/admin/purge": Row("/v1/admin/purge", "manager admin", {"now": "2026-11-23T00:00:00Z"}),
    "POST /v1/admin/notices/test": Row("/v1/admin/notices/test", "manager admin", {"phone": "12"}),
    "POST /v1/admin/backups": Row("/v1/admin/backups", "manager admin"),
    "POST /v1/admin/purge/hold": Row("/v1/admin/purge/hold", "manager admin", {"reason": "a court asks"}),
    "POST /v1/admin/day/close": Row("/v1/admin/day/close", "manager admin"),
    "GET /v1/audit": Row("/v1/audit", "manager auditor admin"),
    "GET /v1/report/live": Row("/v1/report/live", "manager admin"),
    "GET /v1/audit/looks": Row("/v1/audit/looks?day=2026-11-23", "manager auditor admin"),
}

COMMAND_ROWS = {
    "booking.cancel": "kiosk clerk guide manager admin",
    "booking.change": "kiosk clerk guide manager admin",
    "booking.check_in": "kiosk clerk guide manager gate admin",
    "booking.excuse": "manager admin",
    "booking.make": "kiosk clerk guide manager admin",
    "booking.review": "",
    "call.chosen": "clerk",
    "call.next": "clerk",
    "call.pass": "clerk",
    "call.recall": "clerk",
    "call.settle": "",
    "notice.record_delivery": "",
    "counter.close": "clerk",
    "counter.open": "clerk",
    "counter.pause": "clerk",
    "counter.resume": "clerk",
    "day.close": "",
    "day.open": "",
    "pager.give": "clerk guide manager admin",
    "people.count": "device",
    "pager.report": "device",
    "pager.take_back": "clerk guide manager admin",
    "device.report": "kiosk counter clerk device",
    "advice.record": "kiosk",
    "emergency.begin": "guide manager admin device",
    "emergency.end": "manager admin",
    "help.ask": "kiosk",
    "numbers.lease": "kiosk",
    "paper.record_day": "guide manager admin",
    "rating.follow_up": "manager admin",
    "visit.rate": "display",
    "counter.convert": "manager admin",
    "counter.give_back": "manager admin",
    "queue.close": "manager admin",
    "queue.reopen": "manager admin",
    "queue.set_cap": "manager admin",
    "queue.watch": "",
    "records.hold": "",
    "restore.record": "",
    "service.finish": "clerk",
    "service.park": "clerk",
    "service.start": "clerk",
    "task.escalate": "",
    "task.take": "guide manager admin",
    "ticket.cancel": "clerk guide manager admin",
    "ticket.choose_notice": "kiosk clerk",
    "ticket.choose_priority": "kiosk",
    "ticket.correct_quantity": "clerk guide manager admin",
    "ticket.issue": "kiosk clerk guide manager admin",
    "ticket.reclassify": "clerk guide manager admin",
    "ticket.record_offline": "kiosk",
    "ticket.record_paper": "guide manager admin",
    "ticket.record_print": "kiosk",
    "service.start_passed": "clerk",
    "ticket.recall_me": "kiosk guide manager admin",
    "ticket.return": "clerk guide manager admin",
    "ticket.defer": "kiosk guide manager admin",
    "ticket.transfer": "clerk guide manager admin",
    "visitor.reveal": "clerk",
}
"""``day.open``, ``day.close``, ``queue.watch``, ``task.escalate``, ``booking.review`` and ``restore.record`` are the
server's own."""

NOBODY, REVOKED, LEAVING = "nobody", "revoked", "leaving"
WHO = (NOBODY, REVOKED, *ROLES.split())


@pytest.fixture(scope="module")
def hall_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("roles") / "data", clock=HandClock()) as live:
        yield live


@pytest.fixture(scope="module")
def callers(hall_server: LiveServer) -> dict[str, Caller]:
    revoked = hall_server.pair("guide", "G2")
    lost = {"role": "guide", "device": "G2"}
    assert hall_server.admin.post("/v1/admin/devices/revoke", lost).status_code == 200
    return {
        NOBODY: hall_server.caller(),
        REVOKED: revoked,
        LEAVING: hall_server.clerk(3),
        "kiosk": hall_server.pair("kiosk", "K1"),
        "display": hall_server.pair("display", "W1"),
        "counter": hall_server.pair("counter", "C2"),
        "clerk": hall_server.clerk(1),
        "guide": hall_server.pair("guide", "G1"),
        "manager": hall_server.pair("manager", "M1"),
        "auditor": hall_server.pair("auditor", "A1"),
        "device": hall_server.pair("device", "K1"),
        "gate": hall_server.pair("gate", "K1"),
        "admin": hall_server.admin,
    }


def walked(hall_server: LiveServer) -> set[str]:
    """Every method and path the server has."""
    return {
        f"{method} {route.path}"
        for route in create_app(hall_server.parts).routes
        if isinstance(route, HTTPRoute)
        for method in route.methods - {"OPTIONS"}
        if route.path.rpartition("/")[2] not in COMMANDS
    }


def test_every_role_is_looked_at() -> None:
    assert set(ROLES.split()) == {role.value for role in Role}


def test_every_route_of_the_server_has_a_row(hall_server: LiveServer) -> None:
    assert walked(hall_server) == set(ROUTES)


def test_every_command_has_a_row() -> None:
    assert set(COMMANDS) == set(COMMAND_ROWS)


def code_of(answer: Any) -> str | None:
    """The code of a refusal; None for an answer and for a page."""
    if answer.status_code < 400 or not answer.headers["content-type"].startswith("application/json"):
        return None
    return answer.json().get("code")


def told(who: str, allowed: str, answer: Any) -> None:
    """The answer is one for those who may, or the refusal for those who may not."""
    if allowed == EVERYBODY or who in allowed.split():
        assert code_of(answer) not in {"access.denied", "access.token_unknown"}
        assert answer.status_code < 500
    elif who in {NOBODY, REVOKED}:
        assert (answer.status_code, code_of(answer)) == (401, "access.token_unknown")
    else:
        assert (answer.status_code, code_of(answer)) == (403, "access.denied")


@pytest.mark.feature("F214", "F215")
@pytest.mark.parametrize("route", [route for route in ROUTES if route != "POST /v1/logout"])
@pytest.mark.parametrize("who", WHO)
def test_a_route_answers_those_of_its_row_and_refuses_all_others(
    callers: dict[str, Caller], who: str, route: str
) -> None:
    row = ROUTES[route]
    told(
        who,
        row.who,
        callers[who].http.request(route.partition(" ")[0], row.path, json=row.body, headers=dict(row.headers)),
    )


@pytest.mark.feature("F214")
def test_only_a_clerk_signs_out(callers: dict[str, Caller]) -> None:
    assert callers[LEAVING].post("/v1/logout").status_code == 200
    for who in set(WHO) - {"clerk"}:
        told(who, "clerk", callers[who].post("/v1/logout"))


@pytest.mark.feature("F214", "F215")
@pytest.mark.parametrize("name", COMMAND_ROWS)
@pytest.mark.parametrize("who", WHO)
def test_a_command_is_taken_from_those_of_its_row_and_from_nobody_else(
    callers: dict[str, Caller], who: str, name: str
) -> None:
    answer = callers[who].post(f"/v1/commands/{name}", 17, {"Idempotency-Key": str(ULID())})
    told(who, COMMAND_ROWS[name], answer)
    if who in COMMAND_ROWS[name].split():
        assert (answer.status_code, code_of(answer)) == (422, "command.malformed")


def test_the_watcher_of_a_machine_s_devices_speaks_for_that_machine_only(callers: dict[str, Caller]) -> None:
    callers["device"].do("device.report", device="K1/printer", health="ok")
    other = callers["device"].send("device.report", device="K2/printer", health="ok")
    assert (other.status_code, code_of(other)) == (403, "access.denied")
    seen = {device["device"] for device in callers["manager"].get("/v1/snapshot").json()["devices"]}
    assert "K1/printer" in seen


@pytest.mark.feature("F211")
def test_staff_see_how_every_device_is_and_why(callers: dict[str, Caller]) -> None:
    callers["device"].do("device.report", device="K1/ticket", health="degraded", reasons=["paper-low"])
    for who in ("counter", "clerk", "manager"):
        told = {device["device"]: device for device in callers[who].get("/v1/devices").json()}
        assert (told["K1/ticket"]["health"], told["K1/ticket"]["reasons"]) == ("degraded", ["paper-low"])


def test_a_machine_that_the_hall_does_not_have_gets_no_watcher(hall_server: LiveServer) -> None:
    answer = hall_server.admin.post("/v1/admin/pairing-codes", {"role": "device", "device": "C99"})
    # This hall's files name no walls, so any name may be a wall's.
    assert answer.status_code == 200
