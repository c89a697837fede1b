"""Vibrating pagers in a running hall: the real server, the real `hallcall pagers`, a base at the end of a wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.pads import SimPagerBase
from helpers.hall_folders import HALL_TOML, write_hall
from helpers.keeper_process import KeeperProcess, until
from helpers.server_process import ServerProcess, command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F095")]


def test_the_pager_of_a_called_number_vibrates_and_a_lost_one_is_looked_for(tmp_path: Path) -> None:
    base = SimPagerBase()
    hall = write_hall(tmp_path / "hall", toml=f"{HALL_TOML}\n[rules]\npagers = 3\n")
    with (
        PtyWire(tmp_path / "base", base, baud=9600) as wire,
        ServerProcess(tmp_path / "data", hall=str(hall)) as server,
        httpx.Client(trust_env=False) as http,
        KeeperProcess(
            *(server, tmp_path, "pagers", "pagers", "device"),
            '[[device]]\nid = "pagers"\ndriver = "pager.frames"\n'
            f'transport = {{ kind = "serial", port = "{wire.path}", baud = 9600 }}\n',
        ) as keeper,
    ):

        def hallcall(*words: str) -> str:
            said = command_line("--lang", "en", *words, data=server.data)
            assert said.returncode == 0, said.stderr
            return said.stdout

        def vibrated() -> list[int]:
            return [pager for _, pager in base.buzzed]

        admin = (server.data / "admin.token").read_text()
        clerk = server.open_counter(1)
        item = server.ask("GET", "/v1/hall", clerk)["items"][0]["code"]

        def tasks() -> list[dict[str, Any]]:
            return server.ask("GET", "/v1/snapshot", admin)["tasks"]

        assert server.send(http, clerk, "ticket.issue", {"item": item}).is_success
        assert "Pager 2 is with A001" in hallcall("pager", "give", "2", "--number", "A001")
        assert server.send(http, clerk, "call.next", {"counter": 1}).is_success
        until(lambda: vibrated() == [2])
        base.carry_away(2)
        until(lambda: len(tasks()) == 1)
        assert {"kind": "find_pager", "pager": 2, "number": "A001"}.items() <= tasks()[0].items()
        assert "2 with A001, out of reach" in hallcall("pager", "list")
        base.bring_back(2)
        base.drain(3)
        until(lambda: "3 at the desk, battery low" in hallcall("pager", "list"))
        assert "Pager 2 is back." in hallcall("pager", "back", "2")
        assert tasks() == []
        assert "Pager 1 is with A001" in hallcall("pager", "give", "1", "--number", "A001")
        until(lambda: vibrated() == [2, 1])
        hallcall("emergency", "on")
        until(lambda: vibrated() == [2, 1, 1])

        # A call that happens while nobody passes it on is passed on by the next start; a lost pager is still lost.
        keeper.kill()
        hallcall("emergency", "off", "--reason", "a drill")
        assert server.send(http, clerk, "service.start", {"counter": 1}).is_success
        assert server.send(http, clerk, "service.finish", {"counter": 1}).is_success
        assert server.send(http, clerk, "ticket.issue", {"item": item}).is_success
        assert "Pager 2 is with A002" in hallcall("pager", "give", "2", "--number", "A002")
        assert server.send(http, clerk, "call.next", {"counter": 1}).is_success
        base.carry_away(3)
        keeper.start()
        until(lambda: vibrated() == [2, 1, 1, 2])
        until(lambda: "3 at the desk, out of reach" in hallcall("pager", "list"))
        assert keeper.stop() == 0
