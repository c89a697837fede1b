"""What is secret stands in no log and in no text form, whatever is logged and however loudly."""

from __future__ import annotations

import dataclasses
import inspect
import logging
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest

from hallcall.client import answers, link, requests
from hallcall.client.trust import enrol, new_request
from hallcall.server import people
from hallcall.server.api import bodies
from hallcall.server.security import admission, register
from hallcall.server.storage import access
from helpers.live_server import CARD, PASSWORD, Caller, LiveServer
from helpers.tls_hall import Machine, TlsServer

WRONG_PASSWORD = "Tuere-31?"
PHONE = "13800138000"
SECRET_FIELDS = frozenset({"token", "password", "password_hash", "code", "csr", "key", "phone", "document"})
"""Names of fields whose values are nobody's business but that of who sent or gets them."""


class Everything(logging.Handler):
    """Keeps all that is logged, with tracebacks."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def everything() -> Iterator[Everything]:
    """All loggers at their loudest, those that were quietened too."""
    handler = Everything()
    root = logging.getLogger()
    names = ["", *(name for name in logging.root.manager.loggerDict if not name.startswith("hypothesis"))]
    before = {name: logging.getLogger(name).level for name in names}
    root.addHandler(handler)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def a_day(server: LiveServer) -> list[str]:
    """Everything that has to do with secrets, done and failed; the secrets."""
    kiosk, machine = server.pair("kiosk", "K1"), server.pair("counter", "C1")
    code = server.admin.post("/v1/admin/pairing-codes", {"role": "guide", "device": "G1"}).json()["code"]
    guide = server.caller(server.caller().post("/v1/pair", {"code": code}).json()["token"])
    server.caller().post("/v1/pair", {"code": code})
    server.caller().post("/v1/pair", {"code": [code]})
    person = {"clerk": "1001", "name": "李华", "password": PASSWORD}
    server.admin.post("/v1/admin/clerks", person)
    server.admin.post("/v1/admin/clerks", {**person, "more": 1, "clerk": ""})
    machine.post("/v1/login", {"clerk": "1001", "password": WRONG_PASSWORD})
    machine.post("/v1/login", {"clerk": "1001", "password": {WRONG_PASSWORD: 1}})
    clerk = server.caller(machine.post("/v1/login", {"clerk": "1001", "password": PASSWORD}).json()["token"])
    issued = kiosk.do("ticket.issue", item="a1", document=CARD, phone=PHONE)
    kiosk.send("ticket.issue", item="a1", document={**CARD, "number": CARD["number"] + "0"}, phone=PHONE)
    kiosk.send("ticket.issue", item="a1", document=CARD, phone=PHONE + "1")
    kiosk.send("ticket.issue", item="a1", document={**CARD, "kind": CARD["number"]})
    kiosk.post("/v1/visitor/tickets", {"document": CARD})
    clerk.do("call.next", counter=1)
    clerk.do("service.start", counter=1)
    clerk.get("/v1/counters/1/visitor")
    assert clerk.do("visitor.reveal", counter=1, reason="identity")["visitor"]["name"] == CARD["name"]
    clerk.do("service.finish", counter=1)
    clerk.post("/v1/logout")
    server.admin.post("/v1/admin/devices/revoke", {"role": "guide", "device": "G1"})
    guide.get("/v1/snapshot")
    tokens = [caller.token for caller in (kiosk, machine, guide, clerk, server.admin)]
    vault = server.settings.vault_key.read_bytes()
    return [
        *tokens,
        code,
        PASSWORD,
        WRONG_PASSWORD,
        PHONE,
        CARD["number"],
        CARD["name"],
        issued["ticket"]["token"],
        vault.hex(),
        repr(vault),
    ]


@pytest.mark.feature("F215", "F239")
def test_enrolment_and_renewal_tell_no_secret(everything: Everything, tmp_path: Path) -> None:
    with TlsServer(tmp_path / "data") as hall:
        code = hall.code("kiosk", "K1")
        pairing = enrol(hall.url, code, hall.fingerprint, tmp_path / "K1.tls")
        caller = hall.at(Machine(pairing=pairing, folder=tmp_path / "K1.tls"))
        key, request = new_request()
        assert caller.post("/v1/renew", {"csr": request}).status_code == 200
        caller.post("/v1/renew", {"csr": code})
        caller.post("/v1/enrol", {"code": code, "csr": request})
        keys = [hall.settings.data / "ca.key", hall.settings.data / "server.pem", tmp_path / "K1.tls" / "client.pem"]
        secrets = [code, pairing.token, hall.admin.token, key.decode().splitlines()[1]]
        secrets += [path.read_text().splitlines()[1] for path in keys]
    assert len(everything.lines) > 10
    assert_none_of(secrets, "\n".join(everything.lines))


def assert_none_of(secrets: list[str], said: str) -> None:
    assert all(len(secret) > 1 for secret in secrets)
    assert [secret for secret in secrets if secret in said] == []


@pytest.mark.feature("F036", "F215")
def test_a_day_with_all_loggers_at_their_loudest_tells_no_secret(everything: Everything, server: LiveServer) -> None:
    secrets = a_day(server)
    assert len(everything.lines) > 50
    assert_none_of(secrets, "\n".join(everything.lines))


@pytest.mark.logs_warnings
def test_a_defect_is_logged_without_what_was_sent(
    everything: Everything, server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("a defect")

    kiosk = server.pair("kiosk", "K1")
    monkeypatch.setattr(people.People, "register", fail)
    answer = kiosk.send("ticket.issue", item="a1", document=CARD, phone=PHONE)
    assert (answer.status_code, answer.json()["code"]) == (500, "link.server_error")
    said = "\n".join(everything.lines)
    assert "a defect" in said
    assert_none_of([kiosk.token, CARD["number"], CARD["name"], PHONE], said + answer.text)


@pytest.mark.feature("F036")
def test_a_refusal_repeats_nothing_secret(server: LiveServer) -> None:
    kiosk: Caller = server.pair("kiosk", "K1")
    wrong = {**CARD, "number": "110105194912310029"}
    said = kiosk.send("ticket.issue", item="a1", document=wrong, phone=PHONE).text
    said += kiosk.send("ticket.issue", item="a1", document=CARD, phone="12345678901").text
    said += server.caller().post("/v1/pair", {"code": "7KQM-3XWA"}).text
    assert_none_of([wrong["number"], wrong["name"], PHONE, "12345678901", "7KQM-3XWA"], said)


def values_of(*modules: ModuleType) -> list[type[Any]]:
    """The dataclasses of modules that hold something secret."""
    found = {
        kind
        for module in modules
        for kind in vars(module).values()
        if inspect.isclass(kind) and dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
    }
    return sorted(
        (kind for kind in found if SECRET_FIELDS & {field.name for field in dataclasses.fields(kind)}),
        key=lambda kind: (kind.__module__, kind.__qualname__),
    )


BODIES = [import_module(f"{bodies.__name__}.{found.name}") for found in iter_modules(bodies.__path__)]
HOLDING = values_of(*BODIES, admission, register, access, people, answers, requests, link)
MASKED = {("Answer", "phone"), ("VisitorFacts", "document"), ("Known", "phone"), ("VisitorRequest", "document")}
"""Masked before it gets there, or a value that hides itself."""


@pytest.mark.feature("F036")
@pytest.mark.parametrize("kind", HOLDING, ids=lambda kind: f"{kind.__module__}.{kind.__qualname__}")
def test_a_value_with_a_secret_does_not_show_it(kind: type[Any]) -> None:
    value = object.__new__(kind)
    for field in dataclasses.fields(kind):
        shown = "masked" if (kind.__name__, field.name) in MASKED else f"<{field.name}>"
        object.__setattr__(value, field.name, people.DocumentKind.RESIDENT if field.name == "kind" else shown)
    if hasattr(kind, "role"):
        object.__setattr__(value, "role", register.Role.KIOSK)
    said = repr(value) + str(value) + f"{value}"
    assert [name for name in SECRET_FIELDS if f"<{name}>" in said] == []


def test_the_values_that_hold_secrets_are_found() -> None:
    assert {"LoginRequest", "PairAnswer", "IssueRequest", "Session", "LinkSettings", "ClerkRow"} <= {
        kind.__name__ for kind in HOLDING
    }


@pytest.mark.feature("F036")
@pytest.mark.parametrize("module", [people, answers])
def test_a_name_that_was_revealed_is_not_in_the_text_form_of_the_facts(module: ModuleType) -> None:
    kind = module.VisitorFacts
    values = dict.fromkeys((field.name for field in dataclasses.fields(kind)), "x")
    assert "王小明" not in repr(kind(**{**values, "name": "王小明", "revealed": True}))
