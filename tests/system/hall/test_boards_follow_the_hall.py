"""Boards of light in a running hall: the real server, the real `hallcall led`, a board at the end of a wire."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.led import SimLedBoard
from helpers.server_process import ServerProcess, command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F108")]

PASSWORD = "a-long-enough-password"


def _until_shown(board: SimLedBoard, text: str, within_s: float = 30.0) -> None:
    deadline = time.monotonic() + within_s
    while board.shown != text:
        assert time.monotonic() < deadline, f"it shows {board.shown!r}"
        time.sleep(0.02)


def _keeper(folder: Path, url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "hallcall.cli", "led", "C1", "--server", url),
            *("--machine", str(folder / "machine.toml"), "--token-file", str(folder / "led.token")),
        ],
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.feature("F113")
def test_a_board_follows_its_counter_loses_the_server_and_shows_the_way_out(tmp_path: Path) -> None:
    board = SimLedBoard(address=1)
    with (
        PtyWire(tmp_path / "board", board, baud=9600) as wire,
        ServerProcess(tmp_path / "data") as server,
        httpx.Client(trust_env=False) as http,
    ):
        (tmp_path / "machine.toml").write_text(
            'schema = 1\n[machine]\nid = "c1"\n[[device]]\nid = "window-1"\ndriver = "led.generic"\naddress = 1\n'
            f'template = "text-8"\ntransport = {{ kind = "serial", port = "{wire.path}", baud = 9600 }}\n'
        )
        (tmp_path / "led.token").write_text(server.pair("display", "C1"))
        keeper = _keeper(tmp_path, server.url)
        try:
            _until_shown(board, "本窗暂不办理")
            admin = (server.data / "admin.token").read_text()
            server.ask("POST", "/v1/admin/clerks", admin, {"clerk": "1001", "name": "李", "password": PASSWORD})
            login = {"clerk": "1001", "password": PASSWORD}
            clerk = server.ask("POST", "/v1/login", server.pair("counter", "C1"), login)["token"]
            _until_shown(board, "请先取号")
            item = server.ask("GET", "/v1/hall", clerk)["items"][0]["code"]
            assert server.send(http, clerk, "ticket.issue", {"item": item}).is_success
            assert server.send(http, clerk, "call.next", {"counter": 1}).is_success
            _until_shown(board, "请A001到1号窗")
            server.kill()
            _until_shown(board, "请听工作人员叫号")
            server.start()
            _until_shown(board, "请A001到1号窗")
            assert command_line("emergency", "on", data=server.data).returncode == 0
            _until_shown(board, "请立即离开大厅")
            server.kill()
            keeper.kill()
            keeper.wait()
            board.power_on()
            keeper = _keeper(tmp_path, server.url)
            _until_shown(board, "请立即离开大厅")
            server.start()
            assert command_line("emergency", "off", "--reason", "over", data=server.data).returncode == 0
            _until_shown(board, "请A001到1号窗")
            keeper.terminate()
            assert keeper.wait(timeout=20) == 0
            assert board.shown == "请听工作人员叫号"
        finally:
            if keeper.poll() is None:
                keeper.kill()
                keeper.wait()
