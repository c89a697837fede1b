"""The server is held to the description of its interface: schemathesis asks what nobody thought of.

Each route is asked in the name of a role that may use it, well and badly: every answer must be described, in status,
type and content; what the description allows must be taken, what it forbids must be refused, and nothing without a
token. The event stream, which never ends, is looked at in test_fuzz.py and test_stream.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis.engine import events, from_schema

from hallcall.core import errors
from hallcall.server.api.rights import COMMANDS_OF
from hallcall.server.security.register import Role
from hallcall.server.wire import HEAD_MAX
from helpers.live_server import CARD, Caller, LiveServer

PLACES = {
    "/v1/login": Role.COUNTER,
    "/v1/logout": Role.CLERK,
    "/v1/visitor/ticket": Role.KIOSK,
    "/v1/visitor/tickets": Role.KIOSK,
    "/v1/counters/{number}/visitor": Role.CLERK,
    "/v1/why/{ticket}": Role.AUDITOR,
    "/v1/hall": Role.DISPLAY,
    "/v1/snapshot": Role.DISPLAY,
    "/v1/audit": Role.AUDITOR,
    "/v1/audit/looks": Role.AUDITOR,
    "/v1/admin/devices": Role.MANAGER,
    "/v1/admin/purge": Role.MANAGER,
}
"""Who asks; the administrator where nobody is named."""
ASKING = [Role.KIOSK, Role.DISPLAY, Role.COUNTER, Role.CLERK, Role.MANAGER, Role.AUDITOR, Role.DEVICE, Role.ADMIN]


@pytest.fixture(scope="module")
def hall_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("interface") / "data", token_per_s=1e6) as live:
        live.pair("kiosk", "K1").do("ticket.issue", item="a1", document=CARD)
        yield live


@pytest.fixture(scope="module")
def document(hall_server: LiveServer) -> dict[str, Any]:
    return hall_server.admin.get("/schema/openapi.json").json()


def asks(path: str) -> Role:
    """Whose part it is to ask a path."""
    name = path.removeprefix("/v1/commands/")
    if name == path:
        return PLACES.get(path, Role.ADMIN)
    if name == "device.report":
        return Role.DEVICE
    senders = (Role.KIOSK, Role.CLERK, Role.ADMIN, Role.DEVICE, Role.DISPLAY)
    return next(role for role in senders if name in COMMANDS_OF[role])


def caller(server: LiveServer, role: Role) -> Caller:
    names = {Role.KIOSK: "K1", Role.DISPLAY: "W1", Role.COUNTER: "C2", Role.DEVICE: "K1"}
    match role:
        case Role.ADMIN:
            return server.admin
        case Role.CLERK:
            return server.clerk(1)
        case _:
            return server.pair(role.value, names.get(role, "X1"))


def findings(server: LiveServer, document: dict[str, Any], token: str) -> tuple[list[str], set[str]]:
    """What schemathesis finds wrong, and the paths that were let in at least once."""
    config = schemathesis.Config.from_dict(
        {
            "seed": 1,
            "base-url": server.url,
            "headers": {"Authorization": f"Bearer {token}"},
            # A NUL is refused wherever it stands, which no schema can say.
            "generation": {"max-examples": 5, "deterministic": True, "allow-x00": False, "database": "none"},
            "phases": {"stateful": {"enabled": False}},
            "cache": {"enabled": False},
        }
    )
    wrong: list[str] = []
    let_in: set[str] = set()
    for event in from_schema(schemathesis.openapi.from_dict(document, config=config)).execute():
        if isinstance(event, events.FatalError):
            wrong.append(repr(event.exception))
        elif isinstance(event, events.NonFatalError):
            wrong.append(f"{event.label}: {event.value!r}")
        elif isinstance(event, events.ScenarioFinished):
            for one in event.recorder.interactions.values():
                if one.response is not None and one.response.status_code not in {401, 403}:
                    let_in.add(event.recorder.label.partition(" ")[2])
            for check in (check for checks in event.recorder.checks.values() for check in checks):
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    wrong.append(f"{event.recorder.label}: {check.name}: {failure.title}: {failure.message}")
    return wrong, let_in


@pytest.mark.feature("F214")
@pytest.mark.timeout(300)
@pytest.mark.parametrize("role", ASKING)
def test_the_server_does_what_its_description_says(
    hall_server: LiveServer, document: dict[str, Any], role: Role
) -> None:
    paths = {path: rest for path, rest in document["paths"].items() if asks(path) is role and path != "/v1/events"}
    assert paths
    wrong, let_in = findings(hall_server, {**document, "paths": paths}, caller(hall_server, role).token)
    assert "\n".join(wrong) == ""
    assert let_in == set(paths)


def test_every_path_is_asked_by_somebody(document: dict[str, Any]) -> None:
    assert {asks(path) for path in document["paths"]} == set(ASKING)


def test_every_error_is_described_by_its_code_and_fields(document: dict[str, Any]) -> None:
    assert set(document["components"]["schemas"]["Fault"]["properties"]) == {"code", "fields"}
    for path, methods in document["paths"].items():
        for operation in methods.values():
            faults = {status for status in operation["responses"] if status >= "400"}
            assert {"422", "429", "431"} <= faults
            assert ({"401", "403"} <= faults) == ("security" in operation), path
            assert ({"413", "415"} <= faults) == ("requestBody" in operation), path
            assert "400" not in faults


def test_the_description_names_every_command_and_its_body(document: dict[str, Any]) -> None:
    operation = document["paths"]["/v1/commands/call.next"]["post"]
    assert operation["operationId"] == "call.next"
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert "counter" in document["components"]["schemas"][name]["properties"]
    assert [(one["name"], one["required"]) for one in operation["parameters"]] == [("Idempotency-Key", True)]


def test_an_address_that_is_too_large_is_answered_as_described(
    hall_server: LiveServer, document: dict[str, Any]
) -> None:
    answer = hall_server.admin.get("/v1/snapshot", zone="A" * HEAD_MAX)
    described = document["paths"]["/v1/snapshot"]["get"]["responses"][str(answer.status_code)]
    assert (answer.status_code, answer.content) == (431, b"")
    assert "content" not in described


def test_a_method_that_a_path_does_not_have_is_answered_with_those_it_has(hall_server: LiveServer) -> None:
    answer = hall_server.admin.http.delete("/v1/hall")
    assert (answer.status_code, answer.json()["code"]) == (405, "command.unknown")
    assert "GET" in answer.headers["Allow"]
    assert answer.json()["code"] in errors.Refused.codes
