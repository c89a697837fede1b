"""How often somebody may ask, and how much they may send."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.errors import Refused, StorageError
from hallcall.server import wire
from hallcall.server.security import limits
from hallcall.server.security.limits import TRIES, Limit, Limits, Rate
from helpers.live_server import PASSWORD, LiveServer


class Seconds:
    """A clock turned by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def takes(limit: Limit, key: str, times: int) -> int:
    """How many of so many tries were taken."""
    taken = 0
    for _ in range(times):
        try:
            limit.take(key)
        except Refused:
            continue
        taken += 1
    return taken


def test_a_bucket_holds_its_burst_and_fills_up_at_its_rate() -> None:
    clock = Seconds()
    limit = Limit(Rate(2.0, 5), clock)
    assert takes(limit, "C1", 9) == 5
    assert takes(limit, "C2", 1) == 1
    clock.now += 1.0
    assert takes(limit, "C1", 9) == 2
    clock.now += 60.0
    assert takes(limit, "C1", 9) == 5


@given(st.floats(0.1, 200), st.integers(1, 300), st.lists(st.floats(0, 5), max_size=60))
def test_never_more_than_the_burst_and_what_came_since(per_s: float, burst: int, waits: list[float]) -> None:
    clock = Seconds()
    limit = Limit(Rate(per_s, burst), clock)
    taken = takes(limit, "C1", burst + 1)
    assert taken == burst
    for wait in waits:
        clock.now += wait
        taken += takes(limit, "C1", 3)
        assert taken <= burst + per_s * (clock.now - 1000.0) + 0.01


def test_who_waits_as_long_as_told_is_heard() -> None:
    clock = Seconds()
    limit = Limit(TRIES, clock)
    assert takes(limit, "K1", 12) == 10
    with pytest.raises(Refused) as refusal:
        limit.take("K1")
    assert refusal.value.fields == {"wait_s": 6}
    clock.now += 6
    assert takes(limit, "K1", 2) == 1


def test_only_refused_tries_count() -> None:
    clock = Seconds()
    limit = Limit(TRIES, clock)
    for _ in range(50):
        with limit.tried("K1"):
            pass
    for _ in range(50):
        with pytest.raises(StorageError), limit.tried("K1"):
            raise StorageError("storage.failed")
    for _ in range(10):
        with pytest.raises(Refused, match="pairing_code_invalid"), limit.tried("K1"):
            raise Refused("access.pairing_code_invalid")
    with pytest.raises(Refused, match="too_many"), limit.tried("K1"):
        pytest.fail("it was tried")


def test_many_tries_at_once_are_not_more_than_the_rate_allows() -> None:
    limit = Limit(TRIES, Seconds())
    under_way = [limit.tried("K1") for _ in range(10)]
    for each in under_way:
        each.__enter__()
    with pytest.raises(Refused, match="too_many"):
        limit.take("K1")
    for each in under_way:
        each.__exit__(None, None, None)
    limit.take("K1")


def test_those_who_ask_no_more_are_forgotten() -> None:
    clock = Seconds()
    limit = Limit(Rate(1.0, 5), clock)
    for number in range(10_000):
        clock.now += 0.01
        limit.take(number)
    assert limit.size < 5_000


def test_the_limit_of_one_is_not_that_of_another() -> None:
    tokens = Limits(2.0, Seconds()).tokens
    assert takes(tokens, "K1", 9) == 4
    assert takes(tokens, "K2", 9) == 4


def test_a_machine_that_asks_without_end_is_slowed_down_and_no_other(server: LiveServer) -> None:
    server.__exit__()
    with LiveServer(server.settings.data, token_per_s=1.5) as slow:
        kiosk, display = slow.pair("kiosk", "K1"), slow.pair("display", "W1")
        answers = [kiosk.get("/v1/hall") for _ in range(30)]
        assert [answer.status_code for answer in answers[:3]] == [200] * 3
        refused = next(answer for answer in answers if answer.status_code != 200)
        assert (refused.status_code, refused.json()["code"]) == (429, "access.too_many")
        assert int(refused.headers["Retry-After"]) == refused.json()["fields"]["wait_s"] >= 1
        assert display.get("/v1/hall").status_code == 200


@pytest.mark.feature("F215")
def test_guessing_codes_ends_after_ten_and_good_codes_are_not_counted(server: LiveServer) -> None:
    for _ in range(25):
        server.pair("guide", "G1")
    nobody = server.caller()
    codes = [nobody.post("/v1/pair", {"code": "AAAA-AAAA"}).status_code for _ in range(11)]
    assert codes == [409] * 10 + [429]
    answer = nobody.post("/v1/pair", {"code": "AAAA-AAAA"})
    assert answer.json()["code"] == "access.too_many"
    assert 1 <= int(answer.headers["Retry-After"]) <= 6


@pytest.mark.feature("F215")
def test_trying_one_password_on_many_clerks_ends_after_ten(server: LiveServer) -> None:
    machine, other = server.pair("counter", "C1"), server.pair("counter", "C2")
    server.admin.post("/v1/admin/clerks", {"clerk": "1001", "name": "一", "password": PASSWORD})
    codes = [
        machine.post("/v1/login", {"clerk": f"20{number}", "password": PASSWORD}).status_code for number in range(11)
    ]
    assert codes == [401] * 10 + [429]
    assert other.post("/v1/login", {"clerk": "1001", "password": PASSWORD}).status_code == 200


def test_a_stranger_s_address_has_a_limit_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STRANGERS", Rate(0.1, 20))
    with LiveServer(tmp_path / "data") as live:
        nobody, kiosk = live.caller(), live.pair("kiosk", "K1")
        codes = {nobody.get("/t/none").status_code for _ in range(25)}
        assert codes == {404, 429}
        assert kiosk.get("/v1/hall").status_code == 200


class Bare:
    """A connection without a library between."""

    def __init__(self, url: str) -> None:
        host, _, port = url.removeprefix("http://").rpartition(":")
        self.socket = socket.create_connection((host, int(port)), timeout=10)

    def say(self, *parts: bytes) -> bytes:
        """Send, and everything that comes until the other side closes or is silent."""
        heard = b""
        try:
            for part in parts:
                self.socket.sendall(part)
            while b"}" not in heard and (more := self.socket.recv(65536)):
                heard += more
        except (ConnectionResetError, BrokenPipeError):
            pass
        return heard


@pytest.fixture
def bare(server: LiveServer) -> Iterator[Bare]:
    connection = Bare(server.url)
    yield connection
    connection.socket.close()


_JSON = "Content-Type: application/json"


def head(token: str, *more: str) -> bytes:
    lines = ["POST /v1/commands/call.next HTTP/1.1", "Host: hall", f"Authorization: Bearer {token}", _JSON, *more]
    return "\r\n".join([*lines, "", ""]).encode()


def test_a_body_in_pieces_without_a_length_is_refused_as_soon_as_it_is_too_large(
    server: LiveServer, bare: Bare
) -> None:
    piece = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    heard = bare.say(head(server.clerk(1).token, "Transfer-Encoding: chunked"), *[piece] * 5)
    assert heard.startswith(b"HTTP/1.1 413")
    assert json.loads(heard.rpartition(b"\r\n\r\n")[2])["code"] == "command.malformed"


def test_a_body_in_pieces_that_fits_is_read(server: LiveServer, bare: Bare) -> None:
    body = b"b\r\n" + b'{"counter":' + b"\r\n2\r\n1}\r\n0\r\n\r\n"
    heard = bare.say(head(server.clerk(1).token, "Idempotency-Key: k", "Transfer-Encoding: chunked"), body)
    assert json.loads(heard.rpartition(b"\r\n\r\n")[2])["code"] == "queue.empty"


def test_a_body_that_announces_too_much_is_refused_before_it_is_sent(server: LiveServer, bare: Bare) -> None:
    assert bare.say(head(server.clerk(1).token, "Content-Length: 65537")).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "parts",
    [
        # No more than is read before the answer: what is sent afterwards would reset the connection.
        (b"GET /livez HTTP/1.1\r\nHost: hall\r\nX-Long: " + b"x" * 16_500 + b"\r\n\r\n",),
        (b"GET /livez HTTP/1.1\r\nHost: hall\r\n", *[b"X-More: " + b"x" * 900 + b"\r\n"] * 18),
        (b"GET /livez HTTP/1.1\r\nHost: hall\r\nX-Endless: ", *[b"x" * 1000] * 17),
        (b"GET /" + b"x" * 16_500 + b" HTTP/1.1\r\nHost: hall\r\n\r\n",),
    ],
)
def test_headers_without_end_are_cut_off(bare: Bare, parts: tuple[bytes, ...]) -> None:
    assert bare.say(*parts).startswith(b"HTTP/1.1 431")


def test_headers_of_a_usual_size_are_read_again_and_again_on_one_connection(bare: Bare) -> None:
    request = b"GET /livez HTTP/1.1\r\nHost: hall\r\nX-Long: " + b"x" * 9_000 + b"\r\n\r\n"
    for _ in range(5):
        assert bare.say(request).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("part", [b"", b"GET /livez HTT", b"POST /v1/pair HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"])
def test_a_request_that_does_not_come_is_given_up(
    server: LiveServer, monkeypatch: pytest.MonkeyPatch, part: bytes
) -> None:
    monkeypatch.setattr(wire, "REQUEST_S", 0.2)
    connection = Bare(server.url)
    with connection.socket:
        connection.socket.sendall(part)
        assert connection.socket.recv(100) == b""


@pytest.mark.parametrize(
    "query",
    ["floor=1.0", "floor=1e0", "floor=one", "floor=", "floor=１", "floor=1&floor=x", "flor=1", "zone=A&colour=red"],
)
def test_a_filter_that_cannot_be_read_is_refused_and_never_means_everything(server: LiveServer, query: str) -> None:
    for path in ("/v1/snapshot", "/v1/events"):
        answer: Any = server.admin.http.get(f"{path}?{query}")
        assert (answer.status_code, answer.json()["code"]) == (422, "command.malformed")


def test_filters_that_are_right_are_taken(server: LiveServer) -> None:
    assert server.admin.http.get("/v1/snapshot?floor=1&floor=2&zone=A&queue=A").status_code == 200
    assert server.admin.http.get("/v1/snapshot?floor=-1").status_code == 200
    assert server.caller().http.get("/t/none?lang=en").status_code == 404
