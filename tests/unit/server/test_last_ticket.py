"""The server stops giving numbers when the line is longer than the day."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.booking_hall import at, booking_hall
from helpers.live_server import HandClock, LiveServer


@pytest.mark.feature("F013")
def test_a_long_line_ends_the_day_early_and_a_manager_may_say_why_not(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data", booking_hall(), HandClock(at("15:00"))) as server:
        kiosk, guide, manager = server.pair("kiosk", "K1"), server.pair("guide", "G1"), server.pair("manager", "M1")
        clerk = server.clerk(1)
        # One counter, ten minutes a visit: the thirteenth would be called after two hours.
        numbers = [kiosk.send("ticket.issue", item="a1", kiosk="K1") for _ in range(20)]
        given = [answer.json()["ticket"]["number"] for answer in numbers if answer.status_code == 200]
        assert given == [f"A{number:03}" for number in range(1, 13)]
        refused = numbers[-1].json()
        assert refused == {"code": "ticket.too_late", "fields": {"closes": "17:00", "opens": "2026-11-24 09:00"}}
        assert guide.send("ticket.issue", item="a1", override="friend").json()["code"] == "access.denied"
        late = manager.do("ticket.issue", item="a1", override="came from far")["ticket"]
        assert (late["number"], late["note"]) == ("A013", "came from far")
        server.clock.now = at("17:30")
        assert clerk.do("call.next", counter=1)["ticket"]["number"] == "A001"
