"""A rating pad with real keys in a running hall: lit when a visit is done, one key is one rating."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.pads import SimRatingPad
from helpers.keeper_process import KeeperProcess, until
from helpers.server_process import ServerProcess

pytestmark = [pytest.mark.system, pytest.mark.feature("F159"), pytest.mark.feature("F163")]


@dataclass
class Counter:
    """A counter with a pad."""

    server: ServerProcess
    http: httpx.Client
    pad: SimRatingPad
    keeper: KeeperProcess
    folder: Path
    clerk: str
    item: str

    def rated(self) -> list[dict[str, Any]]:
        admin = (self.server.data / "admin.token").read_text()
        entries = self.server.ask("GET", "/v1/audit?most=1000", admin)["entries"]
        return [entry["data"] for entry in entries if entry["type"] == "visit.rated"]

    def visit(self) -> None:
        assert self.server.send(self.http, self.clerk, "ticket.issue", {"item": self.item}).is_success
        for step in ("call.next", "service.start", "service.finish"):
            assert self.server.send(self.http, self.clerk, step, {"counter": 1}).is_success

    def is_asked(self) -> bool:
        """The keeper may still be on its way: it is asked about the first visit that it hears of."""
        self.visit()
        time.sleep(0.5)
        return self.pad.is_lit

    def keeps(self, words: bytes) -> bool:
        """Whether the program's file holds something; only its own process may open it."""
        return any(words in file.read_bytes() for file in self.folder.glob("*.outbox.db*"))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    pad = SimRatingPad()
    with (
        PtyWire(tmp_path / "pad", pad, baud=9600) as wire,
        ServerProcess(tmp_path / "data") as server,
        httpx.Client(trust_env=False) as http,
        KeeperProcess(
            *(server, tmp_path, "rating", "C1", "display"),
            '[[device]]\nid = "rating"\ndriver = "rating.frames"\n'
            f'transport = {{ kind = "serial", port = "{wire.path}", baud = 9600 }}\n',
        ) as keeper,
    ):
        clerk = server.open_counter(1)
        item = server.ask("GET", "/v1/hall", clerk)["items"][0]["code"]
        yield Counter(server, http, pad, keeper, tmp_path, clerk, item)


def test_the_keys_are_lit_for_a_visit_that_is_done_and_one_press_rates_it(counter: Counter) -> None:
    until(counter.is_asked)
    counter.pad.press(4)
    until(lambda: len(counter.rated()) == 1)
    assert (counter.rated()[0]["level"], counter.rated()[0]["counter"]) == (4, 1)
    assert counter.keeper.stop() == 0


@pytest.mark.feature("F172")
def test_a_rating_outlives_the_server_and_the_program_that_took_it(counter: Counter) -> None:
    until(counter.is_asked)
    counter.server.kill()
    counter.pad.press(2)
    until(lambda: counter.keeps(b"visit.rate"))
    counter.keeper.kill()
    counter.keeper.start()
    counter.server.start()
    until(lambda: len(counter.rated()) == 1)
    assert counter.rated()[0]["level"] == 2

    # Once is once, however often the program dies.
    counter.keeper.kill()
    counter.keeper.start()
    until(counter.is_asked)
    counter.pad.press(5)
    until(lambda: len(counter.rated()) == 2)
    assert [rated["level"] for rated in counter.rated()] == [2, 5]
