"""Getting in, and what is refused at the door. Who may do what is looked at in test_roles.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallcall.server.security.register import Role
from helpers.live_server import PASSWORD, Caller, HandClock, LiveServer


@pytest.fixture(scope="module")
def hall_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("access") / "data", clock=HandClock()) as live:
        yield live


@pytest.fixture(scope="module")
def callers(hall_server: LiveServer) -> dict[Role | None, Caller]:
    return {
        None: hall_server.caller(),
        Role.KIOSK: hall_server.pair("kiosk", "K1"),
        Role.DISPLAY: hall_server.pair("display", "W1"),
        Role.COUNTER: hall_server.pair("counter", "C2"),
        Role.CLERK: hall_server.clerk(1),
        Role.GUIDE: hall_server.pair("guide", "G1"),
        Role.DEVICE: hall_server.pair("device", "doors"),
        Role.ADMIN: hall_server.admin,
    }


@pytest.mark.parametrize(
    ("who", "name", "fields"),
    [
        (Role.CLERK, "call.next", {"counter": 2}),
        (Role.CLERK, "counter.pause", {"counter": 2, "reason": "meal"}),
        (Role.CLERK, "visitor.reveal", {"counter": 2, "reason": "identity"}),
        (Role.CLERK, "counter.open", {"counter": 1, "clerk": "somebody"}),
        (Role.CLERK, "device.report", {"device": "C2/printer", "health": "ok"}),
        (Role.KIOSK, "help.ask", {"kiosk": "K2"}),
        (Role.KIOSK, "advice.record", {"kiosk": "K2", "item": "a1", "answer": "phone"}),
        (Role.KIOSK, "ticket.issue", {"item": "a1", "kiosk": "K2"}),
        (Role.KIOSK, "device.report", {"device": "K11/card", "health": "ok"}),
        (Role.COUNTER, "device.report", {"device": "K1/card", "health": "ok"}),
        (Role.DEVICE, "emergency.begin", {}),
    ],
)
def test_nobody_speaks_for_another(
    callers: dict[Role | None, Caller], who: Role, name: str, fields: dict[str, Any]
) -> None:
    answer = callers[who].send(name, **fields)
    assert (answer.status_code, answer.json()["code"]) == (403, "access.denied")


def test_a_clerk_does_not_look_at_the_visitor_of_another_counter(callers: dict[Role | None, Caller]) -> None:
    assert callers[Role.CLERK].get("/v1/counters/2/visitor").json()["code"] == "access.denied"


def test_own_devices_are_reported_under_the_own_name(callers: dict[Role | None, Caller]) -> None:
    callers[Role.KIOSK].do("device.report", device="K1/card", health="ok")
    callers[Role.COUNTER].do("device.report", device="C2", health="ok")
    callers[Role.CLERK].do("device.report", device="C1/scanner", health="fault", reasons=["unplugged"])
    devices = callers[Role.GUIDE].get("/v1/snapshot").json()["devices"]
    assert {"C1/scanner", "C2", "K1/card"} <= {device["device"] for device in devices}
    assert callers[Role.DISPLAY].get("/v1/snapshot").json()["devices"] == []


def test_only_an_alarm_contact_among_devices_begins_an_emergency_and_none_ends_it(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        panel = server.pair("device", "alarm-1f")
        assert panel.send("emergency.begin", is_drill=True).json()["code"] == "access.denied"
        panel.do("emergency.begin", reason="fire-panel")
        assert server.admin.get("/v1/snapshot").json()["emergency"]["is_drill"] is False
        assert panel.send("emergency.end", reason="at rest").json()["code"] == "access.denied"
        assert server.pair("device", "doors").send("emergency.begin").json()["code"] == "access.denied"


def test_what_hangs_and_stands_at_one_counter_is_paired_side_by_side(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        names = ("C1", "C1-led", "C1-rating")
        machines = {name: server.pair("display", name) for name in names}
        assert all(machine.get("/v1/snapshot").status_code == 200 for machine in machines.values())


def test_a_guide_takes_a_task_in_the_own_name(callers: dict[Role | None, Caller]) -> None:
    callers[Role.KIOSK].do("help.ask", kiosk="K1")
    (task,) = callers[Role.GUIDE].get("/v1/snapshot").json()["tasks"]
    callers[Role.GUIDE].do("task.take", task=task["id"], by="somebody else")
    (task,) = callers[Role.KIOSK].get("/v1/snapshot").json()["tasks"]
    assert task["taken_by"] == "G1"
    assert callers[Role.DISPLAY].get("/v1/snapshot").json()["tasks"] == []


@pytest.mark.parametrize("token", ["x", "Bearer", "\u00e9", "x" * 5000])
def test_a_token_that_is_none_is_refused(hall_server: LiveServer, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode("latin-1")}
    answer = hall_server.caller().http.get("/v1/hall", headers=headers)
    assert (answer.status_code, answer.json()) == (401, {"code": "access.token_unknown", "fields": {}})


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"counter": "1"}, "$.counter"),
        ({"counter": True}, "$.counter"),
        ({"counter": 1.5}, "$.counter"),
        ({}, "counter"),
        ([], "object"),
    ],
)
def test_bodies_are_read_strictly(callers: dict[Role | None, Caller], body: Any, detail: str) -> None:
    answer = callers[Role.CLERK].post("/v1/commands/call.next", body, {"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (422, "command.malformed")
    assert detail in answer.json()["fields"]["detail"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"null"])
def test_what_is_no_body_is_refused(callers: dict[Role | None, Caller], content: bytes) -> None:
    answer = callers[Role.CLERK].http.post(
        "/v1/commands/call.next", content=content, headers={"Idempotency-Key": "k", "Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "command.malformed")


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_command_without_a_usable_key_is_refused(callers: dict[Role | None, Caller], key: str) -> None:
    answer = callers[Role.CLERK].post("/v1/commands/call.next", {"counter": 1}, {"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["fields"]) == (422, {"detail": "Idempotency-Key"})


def test_a_body_that_is_too_large_is_refused(callers: dict[Role | None, Caller]) -> None:
    answer = callers[Role.CLERK].http.post("/v1/commands/call.next", content=b" " * 70_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "command.malformed")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("GET", "/v1/login", 405), ("GET", "/v1/snapshot?floor=one", 422)],
)
def test_wrong_paths_methods_and_parameters_are_told_in_our_own_form(
    callers: dict[Role | None, Caller], method: str, path: str, status: int
) -> None:
    answer = callers[Role.KIOSK].http.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "fields"}


def test_an_unknown_command_is_told_as_one(callers: dict[Role | None, Caller]) -> None:
    answer = callers[Role.CLERK].send("call.everybody")
    assert (answer.status_code, answer.json()) == (
        404,
        {"code": "command.unknown", "fields": {"command": "call.everybody"}},
    )


def test_the_description_of_the_interface_names_every_command_and_its_body(hall_server: LiveServer) -> None:
    document = hall_server.admin.get("/schema").json()
    operation = document["paths"]["/v1/commands/call.next"]["post"]
    assert operation["operationId"] == "call.next"
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert "counter" in document["components"]["schemas"][name]["properties"]


def test_a_pairing_code_works_once_and_for_ten_minutes(server: LiveServer, clock: HandClock) -> None:
    def code() -> str:
        return server.admin.post("/v1/admin/pairing-codes", {"role": "kiosk", "device": "K1"}).json()["code"]

    nobody = server.caller()
    first = code()
    paired = nobody.post("/v1/pair", {"code": first.lower().replace("-", "")}).json()
    assert (paired["role"], paired["device"]) == ("kiosk", "K1")
    again = nobody.post("/v1/pair", {"code": first})
    assert (again.status_code, again.json()["code"]) == (409, "access.pairing_code_invalid")
    late = code()
    clock.turn(600)
    assert nobody.post("/v1/pair", {"code": late}).json()["code"] == "access.pairing_code_invalid"
    assert nobody.post("/v1/pair", {"code": "AAAA-AAAA"}).json()["code"] == "access.pairing_code_invalid"


def test_a_machine_that_is_paired_again_loses_its_old_token_and_keeps_the_new_one(
    server: LiveServer, clock: HandClock
) -> None:
    old, new = server.pair("kiosk", "K1"), server.pair("kiosk", "K1")
    assert old.get("/v1/hall").status_code == 401
    assert new.get("/v1/hall").status_code == 200


@pytest.mark.parametrize(
    ("role", "device", "code"),
    [
        ("kiosk", "K99", "device.unknown"),
        ("counter", "C99", "device.unknown"),
        ("counter", "1", "device.unknown"),
        ("clerk", "1027", "access.denied"),
    ],
)
def test_only_machines_of_this_hall_are_paired(hall_server: LiveServer, role: str, device: str, code: str) -> None:
    answer = hall_server.admin.post("/v1/admin/pairing-codes", {"role": role, "device": device})
    assert answer.json()["code"] == code


@pytest.mark.feature("F121")
def test_five_wrong_passwords_lock_a_clerk_out_for_a_quarter_of_an_hour(server: LiveServer, clock: HandClock) -> None:
    server.admin.post("/v1/admin/clerks", {"clerk": "1001", "name": "一", "password": PASSWORD})
    machine = server.pair("counter", "C1")
    for _ in range(5):
        answer = machine.post("/v1/login", {"clerk": "1001", "password": "wrong"})
        assert (answer.status_code, answer.json()["code"]) == (401, "access.login_failed")
    clock.turn(60)
    answer = machine.post("/v1/login", {"clerk": "1001", "password": PASSWORD})
    assert (answer.status_code, answer.json()) == (429, {"code": "access.locked", "fields": {"wait_s": 840}})
    clock.turn(840)
    assert machine.post("/v1/login", {"clerk": "1001", "password": "wrong"}).status_code == 401
    assert machine.post("/v1/login", {"clerk": "1001", "password": PASSWORD}).status_code == 200


def test_four_wrong_passwords_and_a_right_one_count_for_nothing(server: LiveServer) -> None:
    server.admin.post("/v1/admin/clerks", {"clerk": "1001", "name": "一", "password": PASSWORD})
    machine = server.pair("counter", "C1")
    for _ in range(2):
        for _ in range(4):
            machine.post("/v1/login", {"clerk": "1001", "password": "wrong"})
        assert machine.post("/v1/login", {"clerk": "1001", "password": PASSWORD}).status_code == 200


def test_an_unknown_clerk_is_refused_as_a_wrong_password_is(server: LiveServer) -> None:
    machine = server.pair("counter", "C1")
    answer = machine.post("/v1/login", {"clerk": "nobody", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (401, "access.login_failed")


def test_a_session_ends_before_the_next_day_does(server: LiveServer, clock: HandClock) -> None:
    clerk = server.clerk(1)
    clock.turn(15 * 3600)
    assert clerk.get("/v1/hall").status_code == 200
    clock.turn(3600)
    assert clerk.get("/v1/hall").status_code == 401
