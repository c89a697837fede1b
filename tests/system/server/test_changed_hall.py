"""The hall's files change and the server is started again: every machine notices, says so, and works by the new."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hallcall.client import HallLink, IssueRequest, LinkSettings, LinkState, LinkStatus, link
from hallcall.config import hall_from_document, hall_version, load_hall
from hallcall.core.errors import ConfigError, Refused
from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode
from helpers.hall_folders import CATALOGUE, write_hall
from helpers.offline_kiosk import KioskProcess
from helpers.server_process import ServerProcess, command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F020")]

SECOND = CATALOGUE[CATALOGUE.index('  - code: "IT-1"') : CATALOGUE.index("packages:")].replace("IT-1", "IT-2")
TWO_ITEMS = CATALOGUE.replace("packages:", f"{SECOND}packages:")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    folder = write_hall(tmp_path / "hall", catalogue=TWO_ITEMS)
    with ServerProcess(tmp_path / "data", hall=str(folder)) as running:
        yield running


def take_the_second_item_away(server: ServerProcess) -> None:
    write_hall(Path(server.hall), catalogue=CATALOGUE)


class Watcher:
    """Follows the hall with the real link and notes what it hears."""

    def __init__(self, server: ServerProcess, token: str) -> None:
        self.halls: list[Hall] = []
        self.status: list[LinkStatus] = []
        self.beats = 0
        self.link = HallLink(LinkSettings(url=server.url, token=token), self)
        self.link.start()

    def on_hall(self, hall: Hall) -> None:
        self.halls.append(hall)

    def on_beat(self, _: object) -> None:
        self.beats += 1

    def on_link(self, status: LinkStatus) -> None:
        self.status.append(status)

    def on_snapshot(self, _: object) -> None: ...

    def on_event(self, _: object) -> None: ...

    def wait(self, is_true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 30
        while not is_true():
            assert time.monotonic() < deadline, (self.status, len(self.halls))
            time.sleep(0.02)


def restart(server: ServerProcess) -> None:
    server.stop()
    server.start()


def test_a_kiosk_that_was_away_works_by_the_new_files_with_its_first_beat(
    server: ServerProcess, tmp_path: Path
) -> None:
    kiosk = Watcher(server, server.pair("kiosk", "K1"))
    try:
        kiosk.wait(lambda: kiosk.beats > 0)
        folder = Path(server.hall)
        assert command_line("catalog", "rev", str(folder), data=server.data).returncode == 0
        server.stop()
        take_the_second_item_away(server)
        kiosk.wait(lambda: kiosk.status[-1].state is LinkState.LOST)
        server.start()
        kiosk.wait(lambda: len(kiosk.halls) == 2)
        noticed = next(place for place, status in enumerate(kiosk.status) if status.is_outdated)
        assert kiosk.status[noticed].state is LinkState.LIVE, "it says so before it has the new files"
        kiosk.wait(lambda: kiosk.status[-1] == LinkStatus(LinkState.LIVE, 0))
        assert kiosk.halls[1] == load_hall(folder)
        with pytest.raises(Refused, match=r"item\.unknown"):
            kiosk.link.send(IssueRequest(item=ItemCode("IT-2"), kiosk="K1")).result(20)
        said = command_line("catalog", "rev", str(folder), data=server.data)
        revision = hall_version(load_hall(folder))[:12]
        assert (said.returncode, said.stdout.count(revision)) == (0, 3), said
        assert f"kiosk K1  {revision}  the same" in said.stdout
    finally:
        kiosk.link.close()


def test_a_number_given_before_the_kiosk_knew_of_the_change_still_counts(server: ServerProcess, tmp_path: Path) -> None:
    with KioskProcess(server.url, server.pair("kiosk", "K1"), "K1", tmp_path) as kiosk:
        kiosk.hear("holds")
        server.stop()
        take_the_second_item_away(server)
        kiosk.hear("lost")
        number = kiosk.take("IT-2")
        server.start()
        kiosk.hear("drained")
        tickets: list[dict[str, Any]] = server.ask("GET", "/v1/snapshot", (server.data / "admin.token").read_text())[
            "tickets"
        ]
        assert [(ticket["number"], ticket["state"]) for ticket in tickets] == [(number, "waiting")]


@pytest.mark.logs_warnings
def test_an_application_that_cannot_read_the_new_files_goes_on_with_the_old_and_everybody_is_told(
    server: ServerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = Watcher(server, server.pair("display", "W1"))
    is_old = threading.Event()

    def read(document: dict[str, Any]) -> Hall:
        if is_old.is_set():
            raise ConfigError("config.invalid", file="document")
        return hall_from_document(document)

    monkeypatch.setattr(link, "hall_from_document", read)
    try:
        wall.wait(lambda: wall.beats > 0)
        before = hall_version(load_hall(Path(server.hall)))[:12]
        is_old.set()
        take_the_second_item_away(server)
        restart(server)
        wall.wait(lambda: wall.status[-1] == LinkStatus(LinkState.LIVE, 0, is_outdated=True))
        beats = wall.beats
        wall.wait(lambda: wall.beats > beats + 1)
        assert (len(wall.halls), wall.status[-1].is_outdated) == (1, True)
        assert server.ask("GET", "/readyz", "")["warnings"] == ["revision.machines"]
        said = command_line("catalog", "rev", data=server.data)
        assert (said.returncode, f"display W1  {before}  OTHER" in said.stdout) == (1, True), said
        assert "1 differs from the server" in said.stdout
        assert "Some machines work by other hall data" in command_line("doctor", data=server.data).stdout
        is_old.clear()
        restart(server)
        wall.wait(lambda: len(wall.halls) == 2 and not wall.status[-1].is_outdated)
    finally:
        wall.link.close()


def test_files_that_were_touched_since_the_start_are_told_until_the_server_has_read_them(
    server: ServerProcess,
) -> None:
    folder = Path(server.hall)
    assert server.ask("GET", "/readyz", "")["warnings"] == []
    take_the_second_item_away(server)
    assert server.ask("GET", "/readyz", "")["warnings"] == ["revision.files"]
    said = command_line("catalog", "rev", str(folder), data=server.data)
    assert (said.returncode, "1 differs from the server" in said.stdout) == (1, True)
    restart(server)
    assert server.ask("GET", "/readyz", "")["warnings"] == []
