"""The server dies, kiosks go on, and when it is back nobody has the number of somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hallcall.core.tickets import TicketState
from helpers.offline_kiosk import KioskProcess
from helpers.server_process import ServerProcess

ITEMS = ("RS-01", "RS-02")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "data", hall="street") as running:
        yield running


@pytest.fixture
def kiosks(server: ServerProcess, tmp_path: Path) -> Iterator[list[KioskProcess]]:
    with (
        KioskProcess(server.url, server.pair("kiosk", "K1"), "K1", tmp_path) as one,
        KioskProcess(server.url, server.pair("kiosk", "K2"), "K2", tmp_path) as two,
    ):
        for kiosk in (one, two):
            kiosk.hear("holds")
        yield [one, two]


def tickets(server: ServerProcess) -> list[dict[str, Any]]:
    admin = (server.data / "admin.token").read_text()
    return server.ask("GET", "/v1/snapshot", admin)["tickets"]


@pytest.mark.feature("F080")
def test_twenty_numbers_of_two_kiosks_outlive_a_dead_server_and_a_dead_kiosk(
    server: ServerProcess, kiosks: list[KioskProcess]
) -> None:
    before = kiosks[0].ask(ITEMS[0])
    server.kill()
    for kiosk in kiosks:
        kiosk.hear("lost")
    shown = [kiosk.take(ITEMS[turn % 2]) for turn in range(5) for kiosk in kiosks]
    kiosks[0].kill()
    shown += [kiosks[1].take(ITEMS[turn % 2]) for turn in range(5)]
    server.start()
    kiosks[1].hear("drained")
    kiosks[0].start()
    kiosks[0].hear("drained")
    server.kill()
    for kiosk in kiosks:
        kiosk.hear("lost")
    shown += [kiosks[0].take(ITEMS[turn % 2]) for turn in range(5)]
    assert len(shown) == 20
    server.start()
    for kiosk in kiosks:
        kiosk.hear("live")
        kiosk.hear("drained")
    found = tickets(server)
    numbers = [ticket["number"] for ticket in found]
    assert sorted(numbers) == sorted([before, *shown])
    assert len(set(numbers)) == 21
    assert {ticket["state"] for ticket in found} == {TicketState.WAITING.value}
    for kiosk in ("K1", "K2"):
        mine = [ticket for ticket in found if ticket["kiosk"] == kiosk and ticket["number"] != before]
        by_seniority = [ticket["number"] for ticket in sorted(mine, key=lambda ticket: ticket["seniority"])]
        assert by_seniority == [number for number in shown if number in by_seniority]


@pytest.mark.feature("F080")
def test_the_server_gives_its_own_numbers_on_where_it_stood(server: ServerProcess, kiosks: list[KioskProcess]) -> None:
    first = kiosks[0].ask(ITEMS[0])
    server.kill()
    kiosks[0].hear("lost")
    offline = kiosks[0].take(ITEMS[0])
    server.start()
    kiosks[0].hear("drained")
    again = kiosks[0].ask(ITEMS[1])
    assert int(first[1:]) < int(again[1:]) < int(offline[1:])
