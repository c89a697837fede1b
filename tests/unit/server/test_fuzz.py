"""Whatever somebody sends, the server answers with an error of its own tree, and the hall stays as it was."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from ulid import ULID

from hallcall.core import errors
from hallcall.core.commands import COMMANDS
from hallcall.server.api.bodies.visits import IssueRequest
from hallcall.server.api.rights import COMMANDS_OF
from hallcall.server.security.register import Role
from helpers.live_server import CARD, Caller, HandClock, LiveServer

SENT = sorted(frozenset[str]().union(*COMMANDS_OF.values()))
CODES = errors.Refused.codes | errors.StorageError.codes
FUZZ = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)

TEXTS = st.text(max_size=12) | st.sampled_from(
    ["", "1", "A001", "2026-11-23/A001", "2026-11-23T00:00:00Z", "\x00", "😀"]
)
NUMBERS = (
    st.integers()
    | st.sampled_from([2**31, 2**53, 2**63, 2**64, -(2**63) - 1, 10**40])
    | st.floats(allow_nan=False, allow_infinity=False)
)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
NOT_JSON = (
    st.binary(max_size=40)
    | st.sampled_from(
        [b"", b"{", b"}", b"nul", b"{'a':1}", b'{"a":NaN}', b"\xef\xbb\xbf{}", b"\x00", b'{"a":1,}', b"{}{}"]
    )
    | st.sampled_from([b"[" * 50_000, b'{"a":' * 10_000, b'{"x":' + b"[" * 30_000 + b"]" * 30_000 + b"}"])
)
HOSTILE = st.sampled_from(
    ['"\\ud800"', '"\\udfff\\ud800"', '"a\\u0000b"', "1e400", "-0", "1E5", "9" * 5000, "[" * 3000 + "]" * 3000]
)
"""Pieces of JSON that readers differ about."""


@pytest.fixture(scope="module")
def hall_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("fuzz") / "data", clock=HandClock(), token_per_s=1e6) as live:
        live.pair("kiosk", "K1").do("ticket.issue", item="a1", document=CARD)
        yield live


@pytest.fixture(scope="module")
def callers(hall_server: LiveServer) -> dict[Role, Caller]:
    return {
        Role.KIOSK: hall_server.pair("kiosk", "K1"),
        Role.CLERK: hall_server.clerk(1),
        Role.GUIDE: hall_server.pair("guide", "G1"),
        Role.ADMIN: hall_server.admin,
        Role.DEVICE: hall_server.pair("device", "D1"),
        Role.DISPLAY: hall_server.pair("display", "W1"),
    }


def sender(callers: dict[Role, Caller], name: str) -> Caller:
    """Somebody who may send the command."""
    return next(caller for role, caller in callers.items() if name in COMMANDS_OF[role])


def body_type(name: str) -> type[Any]:
    return IssueRequest if name == "ticket.issue" else COMMANDS[name]


def post(caller: Caller, name: str, content: bytes, kind: str = "application/json") -> httpx.Response:
    headers = {"Idempotency-Key": str(ULID()), "Content-Type": kind}
    return caller.http.post(f"/v1/commands/{name}", content=content, headers=headers)


def is_refused(answer: httpx.Response, *statuses: int) -> None:
    assert answer.status_code in statuses, answer.text
    assert set(answer.json()) == {"code", "fields"}
    assert answer.json()["code"] in CODES


def reads_well(name: str, content: bytes) -> bool:
    """Whether an independent reader finds a body of this command in it."""
    try:
        msgspec.convert(json.loads(content), body_type(name), strict=True)
    except (ValueError, RecursionError):
        return False
    return True


@pytest.mark.feature("F214")
@pytest.mark.parametrize("name", SENT)
@FUZZ
@given(content=NOT_JSON | JSON.map(lambda value: json.dumps(value).encode()))
def test_a_body_that_is_none_changes_nothing(
    hall_server: LiveServer, callers: dict[Role, Caller], name: str, content: bytes
) -> None:
    assume(not reads_well(name, content))
    before = hall_server.parts.feed.state.seq
    is_refused(post(sender(callers, name), name, content), 422)
    assert hall_server.parts.feed.state.seq == before


FIELDS = {name: [field.name for field in dataclasses.fields(body_type(name))] for name in SENT}


@pytest.mark.parametrize("name", SENT)
@FUZZ
@given(data=st.data())
def test_a_body_with_one_wrong_value_changes_nothing(
    hall_server: LiveServer, callers: dict[Role, Caller], name: str, data: st.DataObject
) -> None:
    body = {field: json.dumps(data.draw(JSON)) for field in FIELDS[name]}
    wrong = data.draw(st.sampled_from([*FIELDS[name], "more"]))
    body[wrong] = data.draw(HOSTILE)
    content = ("{" + ",".join(f'"{field}":{value}' for field, value in body.items()) + "}").encode()
    before = hall_server.parts.feed.state.seq
    answer = post(sender(callers, name), name, content)
    # What can be read after all is refused by a rule: no such ticket, no such counter, not yours.
    is_refused(answer, 403, 404, 409, 422)
    assert hall_server.parts.feed.state.seq == before


@pytest.mark.parametrize(
    "content",
    [b'{"counter":1,"counter":1}', b'{"counter":2,"counter":1}', b'{"counter":1,"more":{"a":1,"a":1}}'],
)
def test_what_is_said_twice_is_not_understood(callers: dict[Role, Caller], content: bytes) -> None:
    is_refused(post(callers[Role.CLERK], "call.next", content), 422)


@pytest.mark.parametrize("content", [b'{"counter":1,"reason":"a\\u0000b"}', b'{"counter":1,"reason":"\\uD800"}'])
def test_a_text_that_cannot_be_stored_is_not_taken(callers: dict[Role, Caller], content: bytes) -> None:
    is_refused(post(callers[Role.CLERK], "counter.pause", content), 422)


@pytest.mark.parametrize(
    "at", ["2026-11-23T00:30:00", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "2026-11-23", "now", 5]
)
def test_a_time_without_a_zone_or_beyond_all_calendars_is_refused(callers: dict[Role, Caller], at: Any) -> None:
    paper = {"seq": 600, "item": "a1", "taken_at": at}
    is_refused(callers[Role.GUIDE].send("ticket.record_paper", **paper), 422)
    for path, body in (("purge", {"now": at}), ("purge/hold", {"reason": "a court", "until": at})):
        is_refused(callers[Role.ADMIN].post(f"/v1/admin/{path}", body), 422)


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/msgpack",
        "application/vnd.msgpack",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/jsonx",
        "application/problem+json",
        "; charset=utf-8",
        "é",
    ],
)
def test_a_body_that_says_it_is_something_else_is_not_read(
    hall_server: LiveServer, callers: dict[Role, Caller], kind: str
) -> None:
    before = hall_server.parts.feed.state.seq
    headers = {"Idempotency-Key": str(ULID()), "Content-Type": kind.encode("latin-1")}
    content = b'{"counter":1}'
    answer = callers[Role.CLERK].http.post("/v1/commands/call.next", content=content, headers=headers)
    is_refused(answer, 415)
    assert hall_server.parts.feed.state.seq == before


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_by_any_of_its_names_is_read(callers: dict[Role, Caller], kind: str) -> None:
    assert post(callers[Role.CLERK], "call.next", b'{"counter":9}', kind).json()["code"] == "access.denied"


@settings(FUZZ, max_examples=120)
@given(last=st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=60))
@example(last=":" + "9" * 6000)
@example(last="x:-1")
@example(last=":")
def test_any_place_in_the_log_is_answered_by_a_stream(callers: dict[Role, Caller], last: str) -> None:
    # No client sends white space around a value.
    headers = {"Last-Event-ID": last.strip().encode("latin-1")}
    with callers[Role.GUIDE].http.stream("GET", "/v1/events", headers=headers) as answer:
        assert answer.status_code == 200
        assert next(answer.iter_raw()).startswith((b"event: reset\n", b"id: "))


@settings(FUZZ, max_examples=60)
@given(seq=st.integers(-3, 2**70) | st.text("0123456789+-_e.x", max_size=8))
@example(seq="9" * 6000)
def test_any_place_of_the_right_epoch_is_answered_by_a_stream(
    hall_server: LiveServer, callers: dict[Role, Caller], seq: Any
) -> None:
    headers = {"Last-Event-ID": f"{hall_server.parts.feed.epoch}:{seq}"}
    with callers[Role.GUIDE].http.stream("GET", "/v1/events", headers=headers) as answer:
        assert answer.status_code == 200
        assert next(answer.iter_raw()).startswith((b"event: reset\n", b"id: "))


@settings(FUZZ, max_examples=120)
@given(
    path=st.sampled_from(["/v1/events", "/v1/snapshot", "/v1/audit"]),
    query=st.lists(
        st.tuples(st.sampled_from(["floor", "zone", "queue", "after", "most", "x"]), TEXTS | st.integers().map(str)),
        max_size=4,
    ),
)
def test_any_filter_is_understood_or_refused(
    callers: dict[Role, Caller], path: str, query: list[tuple[str, str]]
) -> None:
    address = httpx.URL(path, params=[(name, value.encode("utf-8", "replace")) for name, value in query])
    with callers[Role.ADMIN].http.stream("GET", address) as answer:
        if answer.status_code != 200:
            answer.read()
            is_refused(answer, 422)


@settings(FUZZ, max_examples=80)
@given(
    path=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="?#"), max_size=30),
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]),
)
def test_any_path_is_answered(hall_server: LiveServer, path: str, method: str) -> None:
    answer = hall_server.admin.http.request(method, f"/{path}")
    assert answer.status_code < 500
