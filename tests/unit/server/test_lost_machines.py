"""A machine that was lost: what it could do ends at once. And who may read what happened."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from httpx_sse import connect_sse

from helpers.live_server import CARD, PASSWORD, Caller, HandClock, LiveServer

ADMIN = "/v1/admin/devices"


def revoke(server: LiveServer, role: str, device: str) -> Any:
    return server.admin.post(f"{ADMIN}/revoke", {"role": role, "device": device})


def devices(server: LiveServer) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["role"], row["device"]): row for row in server.admin.get(ADMIN).json()["devices"]}


class Listener:
    """Follows the stream until it ends."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self.kinds: list[str] = []
        self.heard = threading.Event()
        self.thread = threading.Thread(target=self._listen)
        self.thread.start()

    def _listen(self) -> None:
        with connect_sse(self._caller.http, "GET", "/v1/events") as source:
            for message in source.iter_sse():
                self.kinds.append(message.event)
                self.heard.set()


@pytest.mark.feature("F215")
def test_a_stolen_tablet_is_refused_and_its_stream_ends_at_once(server: LiveServer) -> None:
    tablet, other = server.pair("guide", "G1"), server.pair("guide", "G2")
    listening = Listener(tablet)
    assert listening.heard.wait(10)
    assert revoke(server, "guide", "G1").status_code == 200
    listening.thread.join(10)
    assert not listening.thread.is_alive()
    assert set(listening.kinds) == {"beat"}
    answer = tablet.get("/v1/snapshot")
    assert (answer.status_code, answer.json()["code"]) == (401, "access.token_unknown")
    assert other.get("/v1/snapshot").status_code == 200
    row = devices(server)["guide", "G1"]
    assert (row["revoked"], row["certificate_until"]) == (True, None)


def test_it_stays_revoked_when_the_server_starts_again(server: LiveServer, clock: HandClock) -> None:
    tablet = server.pair("guide", "G1")
    revoke(server, "guide", "G1")
    server.__exit__()
    with LiveServer(server.settings.data, clock=clock) as again:
        assert again.caller(tablet.token).get("/v1/snapshot").status_code == 401


@pytest.mark.feature("F215")
def test_with_the_machine_at_a_counter_goes_who_is_signed_in_there(server: LiveServer) -> None:
    clerk = server.clerk(1)
    server.clerk(2)
    assert revoke(server, "counter", "C1").status_code == 200
    assert clerk.send("call.next", counter=1).status_code == 401
    counters = {row["number"]: row["clerk"] for row in server.admin.get("/v1/snapshot").json()["counters"]}
    assert counters[1] is None
    assert counters[2] == "1002"
    machine = server.pair("counter", "C3")
    assert machine.post("/v1/login", {"clerk": "1001", "password": PASSWORD}).status_code == 200


def test_a_visitor_who_is_at_the_counter_stays_and_the_next_machine_goes_on(server: LiveServer) -> None:
    clerk = server.clerk(1)
    server.pair("kiosk", "K1").do("ticket.issue", item="a1", document=CARD)
    ticket = clerk.do("call.next", counter=1)["ticket"]["id"]
    assert revoke(server, "counter", "C1").status_code == 200
    again = server.clerk(1)
    assert again.do("service.start", counter=1)["ticket"]["id"] == ticket


def test_a_lost_machine_may_be_paired_again(server: LiveServer) -> None:
    server.pair("display", "W1")
    revoke(server, "display", "W1")
    assert server.pair("display", "W1").get("/v1/snapshot").status_code == 200
    assert not devices(server)["display", "W1"]["revoked"]


def test_a_stream_under_an_old_token_ends_when_the_machine_is_paired_again(server: LiveServer) -> None:
    listening = Listener(server.pair("display", "W1"))
    assert listening.heard.wait(10)
    server.pair("display", "W1")
    listening.thread.join(10)
    assert not listening.thread.is_alive()


@pytest.mark.parametrize(
    ("role", "device", "status", "code"),
    [
        ("guide", "G7", 404, "device.unknown"),
        ("admin", "local", 403, "access.denied"),
        ("clerk", "1001", 404, "device.unknown"),
        ("visitor", "G1", 422, "command.malformed"),
    ],
)
def test_what_cannot_be_revoked_is_said(server: LiveServer, role: str, device: str, status: int, code: str) -> None:
    answer = revoke(server, role, device)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_no_administrator_locks_out_the_one_of_the_data_folder(server: LiveServer) -> None:
    second = server.pair("admin", "second")
    answer = second.post(f"{ADMIN}/revoke", {"role": "admin", "device": "local"})
    assert answer.json()["code"] == "access.denied"
    itself = second.post(f"{ADMIN}/revoke", {"role": "admin", "device": "second"})
    assert itself.json()["code"] == "access.denied"
    assert revoke(server, "admin", "second").status_code == 200


@pytest.mark.feature("F214")
def test_an_auditor_reads_who_did_what_page_by_page_and_nothing_that_opens_something(server: LiveServer) -> None:
    auditor = server.pair("auditor", "A1")
    kiosk = server.pair("kiosk", "K1")
    issued = kiosk.do("ticket.issue", item="a1", document=CARD, phone="13800138000")
    clerk = server.clerk(1)
    clerk.do("call.next", counter=1)
    first = auditor.get("/v1/audit", most=2).json()["entries"]
    rest = auditor.get("/v1/audit", after=first[-1]["seq"]).json()["entries"]
    entries = [*first, *rest]
    assert len(first) == 2
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    by_type = {entry["type"]: entry for entry in entries}
    assert by_type["ticket.issued"]["actor"] == "kiosk:K1"
    assert by_type["ticket.called"]["actor"] == "clerk:1001"
    assert all(len(entry["hash"]) == 64 for entry in entries)
    assert len({entry["hash"] for entry in entries}) == len(entries)
    said = auditor.get("/v1/audit").text
    assert issued["ticket"]["token"] not in said
    assert not any(secret in said for secret in (CARD["number"], CARD["name"], "13800138000"))
    assert auditor.get("/v1/audit", after=len(entries)).json() == {"entries": []}


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=1.0", "most=0", "most=1001", f"after={2**63}", "from=1"]
)
def test_a_place_or_count_that_cannot_be_is_refused(server: LiveServer, query: str) -> None:
    answer = server.admin.http.get(f"/v1/audit?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "command.malformed")
