"""Doors that count: the real server, the real `hallcall people`, a light beam at the end of a wire."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.pads import SimBeam
from helpers.keeper_process import KeeperProcess, until
from helpers.server_process import ServerProcess, command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F177")]


@dataclass
class Door:
    """A hall with one door that counts."""

    server: ServerProcess
    beam: SimBeam
    keeper: KeeperProcess
    folder: Path

    def inside(self) -> dict[str, Any] | None:
        admin = (self.server.data / "admin.token").read_text()
        return self.server.ask("GET", "/v1/snapshot", admin)["people"]

    def counts(self) -> bool:
        """Let somebody in: the keeper may still be on its way, and tells what is counted from when it looks first."""
        self.beam.walk(entered=1)
        time.sleep(1.0)
        return self.inside() is not None

    def keeps(self, words: bytes) -> bool:
        """Whether the program's file holds something; only its own process may open it."""
        return any(words in file.read_bytes() for file in self.folder.glob("*.outbox.db*"))


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    beam = SimBeam()
    with (
        PtyWire(tmp_path / "beam", beam, baud=9600) as wire,
        ServerProcess(tmp_path / "data") as server,
        KeeperProcess(
            *(server, tmp_path, "people", "doors", "device"),
            '[[device]]\nid = "door"\ndriver = "people.beam"\n'
            f'transport = {{ kind = "serial", port = "{wire.path}", baud = 9600 }}\n',
        ) as keeper,
    ):
        yield Door(server, beam, keeper, tmp_path)


def test_who_walks_through_a_door_is_inside_until_they_leave(door: Door) -> None:
    until(door.counts)
    door.beam.walk(entered=10)
    until(lambda: (door.inside() or {"now": 0})["now"] >= 10)
    before = door.inside()
    assert before is not None
    door.beam.walk(left=4)
    until(lambda: (door.inside() or before)["left"] == 4)
    said = command_line("report", "people", "--hall", "community", data=door.server.data)
    assert said.returncode == 0, said.stderr
    assert "4 left" in said.stdout
    assert door.keeper.stop() == 0


@pytest.mark.feature("F172")
@pytest.mark.parametrize("is_owed", [False, True], ids=["just counted", "owed for long"])
def test_who_was_counted_while_the_server_was_away_is_told_though_the_program_dies(door: Door, is_owed: bool) -> None:
    until(door.counts)
    door.beam.walk(left=300)
    until(lambda: (door.inside() or {"left": 0})["left"] == 300)
    before = door.inside()
    assert before is not None
    door.server.kill()
    door.beam.walk(entered=1234)
    until(lambda: door.keeps(b'"entered":1234') and (not is_owed or door.keeps(b"people.count")))
    door.keeper.kill()
    door.keeper.start()
    door.server.start()
    until(lambda: (door.inside() or before)["entered"] >= before["entered"] + 1234)

    # Once is once, however often the program dies.
    door.keeper.kill()
    door.keeper.start()
    last = door.inside() or before
    until(lambda: door.counts() and (door.inside() or last)["entered"] > last["entered"])
    entered = (door.inside() or before)["entered"] - before["entered"]
    assert 1234 <= entered < 2 * 1234
