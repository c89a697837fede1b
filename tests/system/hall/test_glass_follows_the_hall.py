"""Smart glass in a running hall: the real server, the real `hallcall glass`, a board at the end of a wire."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from hallcall.config.sample_halls import sample_hall_path
from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.relays import SimRelayBoard
from helpers.server_process import ServerProcess, command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F112")]

PASSWORD = "a-long-enough-password"
ROOMS = """
[[glass]]
id = "front"
zone = "A"
hours = "clear"
counters = [1]

[[glass]]
id = "back"
zone = "A"
hours = "private"
on_emergency = "clear"
"""
FRONT, BACK = 0, 1


@dataclass
class GlassHall:
    """The community hall with two rooms of glass, at ten o'clock on a working day."""

    server: ServerProcess
    board: SimRelayBoard
    folder: Path
    token: str
    http: httpx.Client
    keeper: subprocess.Popen[str] | None = None
    clerk: str = ""
    said: list[str] = field(default_factory=list[str])

    def start_keeper(self) -> None:
        (self.folder / "glass.token").write_text(self.token)
        self.keeper = subprocess.Popen(
            [
                *(sys.executable, "-m", "hallcall.cli", "--lang", "en", "glass", "front"),
                *("--machine", str(self.folder / "machine.toml"), "--server", self.server.url),
                *("--token-file", str(self.folder / "glass.token")),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def is_clear(self, room: int) -> bool:
        return self.board.closed[room]

    def until(self, is_so: Callable[[], bool], within_s: float = 30.0) -> float:
        begin = time.monotonic()
        while not is_so():
            assert time.monotonic() - begin < within_s, f"contacts are {self.board.closed}"
            time.sleep(0.02)
        return time.monotonic() - begin

    def command(self, name: str, body: dict[str, object]) -> None:
        answer = self.server.send(self.http, self.clerk, name, body)
        assert answer.is_success, answer.text

    def sit_down(self) -> None:
        """A clerk opens counter 1 and a visitor takes a number."""
        admin = (self.server.data / "admin.token").read_text()
        self.server.ask("POST", "/v1/admin/clerks", admin, {"clerk": "1001", "name": "李", "password": PASSWORD})
        machine = self.server.pair("counter", "C1")
        self.clerk = self.server.ask("POST", "/v1/login", machine, {"clerk": "1001", "password": PASSWORD})["token"]
        item = self.server.ask("GET", "/v1/hall", self.clerk)["items"][0]["code"]
        self.command("ticket.issue", {"item": item})
        self.command("call.next", {"counter": 1})

    def end(self) -> None:
        if self.keeper is not None and self.keeper.poll() is None:
            self.keeper.kill()
        if self.keeper is not None:
            self.keeper.wait()
            assert self.keeper.stdout is not None
            self.keeper.stdout.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[GlassHall]:
    files = tmp_path / "hall"
    shutil.copytree(sample_hall_path("community"), files)
    (files / "hall.toml").write_text((files / "hall.toml").read_text() + ROOMS)
    board = SimRelayBoard()
    with (
        PtyWire(tmp_path / "board", board, baud=9600) as wire,
        ServerProcess(tmp_path / "data", hall=str(files)) as server,
        httpx.Client(trust_env=False) as http,
    ):
        (tmp_path / "machine.toml").write_text(
            'schema = 1\n[machine]\nid = "g1"\n[[device]]\nid = "glass"\ndriver = "glass.modbus"\naddress = 1\n'
            'profile = "waveshare-8"\nlease_ms = 2000\ndwell_ms = 300\n'
            f"channels = {{ front = {FRONT}, back = {BACK} }}\n"
            f'transport = {{ kind = "serial", port = "{wire.path}", baud = 9600 }}\n'
        )
        made = GlassHall(server, board, tmp_path, server.pair("display", "front"), http)
        made.start_keeper()
        try:
            yield made
        finally:
            made.end()


def test_glass_follows_hours_and_counters_and_dies_private(hall: GlassHall) -> None:
    hall.until(lambda: hall.is_clear(FRONT))
    assert not hall.is_clear(BACK), "it is private while the hall is open"

    hall.sit_down()
    assert hall.is_clear(FRONT), "nobody has come yet"
    hall.command("service.start", {"counter": 1})
    assert hall.until(lambda: not hall.is_clear(FRONT)) < 5
    hall.command("service.finish", {"counter": 1})
    hall.until(lambda: hall.is_clear(FRONT))

    assert hall.keeper is not None
    os.kill(hall.keeper.pid, signal.SIGKILL)
    assert hall.until(lambda: not hall.is_clear(FRONT)) < 2.5, "the board lets go by itself"
    hall.end()

    hall.start_keeper()
    hall.until(lambda: hall.is_clear(FRONT))
    hall.server.kill()
    assert hall.until(lambda: not hall.is_clear(FRONT)) < 15, "nobody knows who is served"
    hall.server.start()
    hall.until(lambda: hall.is_clear(FRONT))

    hall.keeper.terminate()
    assert hall.keeper.wait(timeout=20) == 0
    assert hall.board.closed == (False,) * 8


@pytest.mark.feature("F113")
def test_an_emergency_brings_the_agreed_state_at_once_and_holds_without_the_server(hall: GlassHall) -> None:
    hall.until(lambda: hall.is_clear(FRONT))
    begin = time.monotonic()
    assert command_line("emergency", "on", data=hall.server.data).returncode == 0
    hall.until(lambda: hall.is_clear(BACK) and not hall.is_clear(FRONT))
    assert time.monotonic() - begin < 5

    hall.server.kill()
    time.sleep(11)
    assert hall.is_clear(BACK), "the server may burn; what was agreed holds"
    hall.server.start()

    assert command_line("emergency", "off", "--reason", "drill over", data=hall.server.data).returncode == 0
    hall.until(lambda: hall.is_clear(FRONT) and not hall.is_clear(BACK))
    assert command_line("emergency", "off", "--reason", " ", data=hall.server.data).returncode == 1
