"""From one business day to the next: numbers start again, and whoever still waited is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from hallcall.cli import main
from helpers.live_server import CARD, OTHER_CARD, HandClock, LiveServer
from helpers.server_process import command_line
from helpers.small_hall import NINE, small_hall

PHONE = "13812345678"
BEFORE_MIDNIGHT = NINE + timedelta(hours=14, minutes=59)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "data", clock=HandClock(BEFORE_MIDNIGHT)) as live:
        yield live


def rows(server: LiveServer, query: str) -> list[Any]:
    with server.parts.store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def take(server: LiveServer, kiosk: Any, item: str = "a1", card: Any = CARD) -> Any:
    ticket = kiosk.do("ticket.issue", item=item, document=card, phone=PHONE)["ticket"]
    kiosk.do("ticket.choose_notice", ticket=ticket["id"], on=True)
    return ticket


def templates(server: LiveServer) -> list[str]:
    return [row[0] for row in rows(server, "SELECT template FROM outbox ORDER BY id")]


@pytest.mark.feature("F217")
def test_at_midnight_numbers_start_again_and_who_still_waits_is_told(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    served, waiting = take(server, kiosk), take(server, kiosk, card=OTHER_CARD)
    clerk.do("call.next", counter=1)
    clerk.do("service.start", counter=1)
    server.clock.turn(59)
    assert kiosk.do("ticket.issue", item="a1")["ticket"]["number"] == "A003"
    server.clock.turn(1)  # 00:00; the small hall is open around the clock
    fresh = kiosk.do("ticket.issue", item="a1")["ticket"]
    assert (fresh["id"], fresh["number"]) == ("2026-11-24/A001", "A001")
    snapshot = server.admin.get("/v1/snapshot").json()
    assert [ticket["id"] for ticket in snapshot["tickets"]] == [fresh["id"]]
    (counter,) = snapshot["counters"]
    assert (counter["status"], counter["clerk"]) == ("idle", "1001")
    expired = rows(
        server, "SELECT json_extract(data, '$.ticket') FROM event WHERE type = 'ticket.expired' ORDER BY seq"
    )
    assert expired == [(served["id"],), (waiting["id"],), ("2026-11-23/A003",)]
    # Whoever was being served knows; the other is told.
    assert templates(server) == ["notice-called", "notice-neared", "notice-expired"]
    assert rows(server, "SELECT count(*) FROM ticket_interval WHERE ended_at IS NULL") == [(1,)]


@pytest.mark.feature("F217")
def test_a_day_that_begins_at_another_hour_goes_on_after_midnight(tmp_path: Path) -> None:
    hall = small_hall(rules=replace(small_hall().rules, day_starts_at=time(4, 0)))
    with LiveServer(tmp_path / "data", hall=hall, clock=HandClock(BEFORE_MIDNIGHT)) as server:
        kiosk = server.pair("kiosk", "K1")
        kiosk.do("ticket.issue", item="a1")
        server.clock.turn(3600)
        assert kiosk.do("ticket.issue", item="a1")["ticket"]["id"] == "2026-11-23/A002"
        server.clock.turn(3 * 3600 + 60)
        assert kiosk.do("ticket.issue", item="a1")["ticket"]["id"] == "2026-11-24/A001"


@pytest.mark.feature("F217")
def test_closing_the_day_a_second_time_changes_nothing(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    take(server, kiosk)
    take(server, kiosk, item="b1", card=OTHER_CARD)
    assert server.admin.post("/v1/admin/day/close").json() == {"expired": 2}
    before = rows(server, "SELECT count(*) FROM event")
    assert server.admin.post("/v1/admin/day/close").json() == {"expired": 0}
    assert rows(server, "SELECT count(*) FROM event") == before
    assert templates(server) == ["notice-expired", "notice-expired"]
    actors = rows(server, "SELECT DISTINCT actor FROM event WHERE type = 'ticket.expired'")
    assert actors == [("admin:local",)]
    # The hall is open around the clock: the next number of this day, not the first again.
    assert kiosk.do("ticket.issue", item="a1")["ticket"]["number"] == "A002"


@pytest.mark.feature("F217")
def test_the_day_is_closed_from_the_command_line_with_and_without_a_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    with LiveServer(data) as server:
        for _ in range(2):
            server.pair("kiosk", "K1").do("ticket.issue", item="a1")
        assert command_line("day", "close", data=data).stdout == "2 numbers became void.\n"
        assert command_line("day", "close", data=data).stdout.startswith("No number was left")
    assert main(["day", "close", "--data", str(data), "--hall", "community", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("No number was left")
