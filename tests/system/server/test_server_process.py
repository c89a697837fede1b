"""The server as people start it: it says when it is ready, ends cleanly, and survives being killed."""

from __future__ import annotations

import random
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from httpx_sse import connect_sse

from helpers.sample_halls import sample_hall
from helpers.server_process import ServerProcess, command_line

pytestmark = pytest.mark.system

HALL = sample_hall("community")
ITEM = next(item.code for item in HALL.items if not item.appointment_only)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "data") as process:
        yield process


def test_it_says_where_it_is_ready_and_ends_cleanly(server: ServerProcess) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    assert httpx.get(f"{server.url}/readyz", trust_env=False).json()["reasons"] == []
    assert (server.data / "server.url").read_text() == server.url
    for secret in ("vault.key", "admin.token"):
        assert stat.S_IMODE((server.data / secret).stat().st_mode) == 0o400
    token = server.pair("display", "W1")
    with httpx.stream("GET", f"{server.url}/v1/events", headers={"Authorization": f"Bearer {token}"}) as listening:
        parts = listening.iter_raw()
        next(parts)
        assert server.stop() == 0
        assert list(parts) is not None
    assert not (server.data / "server.url").exists()


def test_the_command_line_looks_after_the_running_server_and_after_its_data(
    server: ServerProcess, tmp_path: Path
) -> None:
    data = server.data
    other = command_line("server", "--hall", "community", "--port", "0", data=data)
    assert (other.returncode, other.stdout) == (2, "")
    assert "Another server works" in other.stderr
    paired = command_line("server", "pair", "--role", "kiosk", "--device", HALL.kiosks[0].id, data=data)
    assert paired.returncode == 0
    code = next(word for word in paired.stdout.split() if len(word) == 9 and word[4] == "-")
    assert server.ask("POST", "/v1/pair", "", {"code": code})["device"] == HALL.kiosks[0].id
    over = command_line("server", "pair", "--role", "display", "--device", "C1", data=data)
    assert "C1-led" in over.stdout, "what else stands at a counter has a name of its own"
    wrong = command_line("server", "pair", "--role", "kiosk", "--device", "K99", data=data)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.strip()
    password = tmp_path / "password"
    password.write_text("Fenster-27!\n", encoding="utf-8")
    added = command_line("server", "add-clerk", "1027", "--name", "李华", "--password-file", str(password), data=data)
    assert "1027" in added.stdout
    machine = server.pair("counter", f"C{HALL.counters[0].number}")
    assert server.ask("POST", "/v1/login", machine, {"clerk": "1027", "password": "Fenster-27!"})["name"] == "李华"
    assert command_line("notify", "log", data=data).returncode == 0
    assert command_line("purge", "--now", "+31d", data=data).returncode == 0
    server.stop()
    assert command_line("purge", "--now", "+31d", data=data).returncode == 0
    assert command_line("notify", "log", data=data).returncode == 0
    gone = command_line("server", "pair", "--role", "kiosk", "--device", "K1", data=data)
    assert gone.returncode == 2


def test_it_does_not_listen_on_all_addresses(tmp_path: Path) -> None:
    refused = command_line("server", "--host", "0.0.0.0", data=tmp_path / "data")
    assert refused.returncode == 2
    assert "All addresses" in refused.stderr
    assert not (tmp_path / "data").exists()


class Screen:
    """Follows the stream as a wall does, and breaks off as often as it likes."""

    def __init__(self, server: ServerProcess, token: str, seed: int) -> None:
        self._server = server
        self._token = token
        self._dice = random.Random(seed)
        self.seen: list[int] = []
        self.position = ""
        self.reconnects = 0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._follow)

    def _follow(self) -> None:
        with httpx.Client(trust_env=False, verify=False, timeout=5.0) as http:  # noqa: S501 - loopback, no TLS
            while not self.stop.is_set():
                try:
                    self._listen(http)
                except httpx.HTTPError:
                    time.sleep(0.3)
                self.reconnects += 1

    def _listen(self, http: httpx.Client) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        if self.position:
            headers["Last-Event-ID"] = self.position
        patience = self._dice.randint(1, 40)
        with connect_sse(http, "GET", f"{self._server.url}/v1/events", headers=headers) as source:
            for message in source.iter_sse():
                assert message.event != "reset"
                if message.event == "hall":
                    self.seen.append(int(message.id.rpartition(":")[2]))
                self.position = message.id
                patience -= 1
                if not patience or self.stop.is_set():
                    return


def take_numbers(server: ServerProcess, token: str, acknowledged: list[dict[str, Any]]) -> None:
    """A kiosk that is used again and again."""
    with httpx.Client(trust_env=False, timeout=5.0) as http:
        for _ in range(20):
            answer = server.send(http, token, "ticket.issue", {"item": ITEM})
            assert answer.status_code == 200, answer.text
            acknowledged.append(answer.json())


def kill_between(server: ServerProcess, acknowledged: list[dict[str, Any]], times: int) -> None:
    """Kill the server after every twenty answers and start it again."""
    for _ in range(times):
        target = min(len(acknowledged) + 20, 100)
        until(lambda target=target: len(acknowledged) >= target)
        server.kill()
        server.start()


def until(is_true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.feature("F062")
def test_killed_three_times_it_loses_nothing_it_has_promised(server: ServerProcess) -> None:
    kiosk, guide = server.pair("kiosk", HALL.kiosks[0].id), server.pair("guide", "G1")
    screens = [Screen(server, guide, seed) for seed in range(3)]
    for screen in screens:
        screen.position = position_of(server, guide)
        screen.thread.start()
    start = int(screens[0].position.rpartition(":")[2])
    acknowledged: list[dict[str, Any]] = []
    visitors = [threading.Thread(target=take_numbers, args=(server, kiosk, acknowledged)) for _ in range(6)]
    for thread in visitors:
        thread.start()
    kill_between(server, acknowledged, times=3)
    for thread in visitors:
        thread.join()
    snapshot = server.ask("GET", "/v1/snapshot", guide)
    numbers = sorted(answer["ticket"]["number"] for answer in acknowledged)
    assert len(numbers) == len(set(numbers)) == 120
    assert sorted(ticket["number"] for ticket in snapshot["tickets"]) == numbers
    assert sorted(ticket["seq"] for ticket in snapshot["tickets"]) == list(range(1, 121))
    until(lambda: all(screen.seen and screen.seen[-1] >= snapshot["seq"] for screen in screens))
    for screen in screens:
        screen.stop.set()
    for screen in screens:
        screen.thread.join()
        assert screen.seen == list(range(start + 1, snapshot["seq"] + 1))
        assert screen.reconnects > 3


def position_of(server: ServerProcess, token: str) -> str:
    snapshot = server.ask("GET", "/v1/snapshot", token)
    return f"{snapshot['epoch']}:{snapshot['seq']}"
