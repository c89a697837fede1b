"""How the hall stands, for whoever leads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from hallcall.core.promise import TidalRules
from hallcall.core.rules import TicketRules
from helpers.live_server import HandClock, LiveServer
from helpers.small_hall import small_hall

WAITING = 4


@pytest.fixture
def crowded(tmp_path: Path) -> LiveServer:
    """Four people wait since nine, and an alarm was raised; one of five was called in time."""
    rules = TicketRules(tidal=TidalRules(waiting_over=2, for_min=0))
    return LiveServer(tmp_path / "data", small_hall(rules=rules), HandClock())


@pytest.mark.feature("F103", "F104")
def test_the_manager_sees_how_each_queue_stands_and_what_would_help(crowded: LiveServer) -> None:
    with crowded as server:
        kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
        for _ in range(WAITING + 1):
            kiosk.do("ticket.issue", item="a1")
        clerk.do("call.next", counter=1)
        server.clock.turn(20 * 60)
        kiosk.do("ticket.issue", item="b1")
        answer = server.pair("manager", "M1").get("/v1/report/live").json()
        a, b = answer["queues"]
        assert answer["promise_min"] == 15
        assert answer["whole"] == {"called": 1, "within": 1, "overdue": 4, "share": 0.2}
        assert (a["queue"], a["waiting"], a["working"], a["longest_min"]) == ("A", WAITING, 1, 20.0)
        assert a["suggestion"] == {"action": "open", "counter": 2, "from_queue": None}
        assert [alarm["kind"] for alarm in a["alarms"]] == ["more_counters"]
        assert (b["queue"], b["waiting"], b["predicted_min"], b["suggestion"]) == ("B", 1, None, None)
        assert b["today"] == {"called": 0, "within": 0, "overdue": 0, "share": None}
        samples = {
            (sample.name, sample.labels.get("queue"), sample.labels.get("kind")): sample.value
            for family in text_string_to_metric_families(server.caller().get("/metrics").text)
            for sample in family.samples
        }
        assert samples["hallcall_waits_within_promise_ratio", "A", None] == 0.2
        assert samples["hallcall_wait_predicted_seconds", "A", None] == a["predicted_min"] * 60
        assert samples["hallcall_alarm", "A", "more_counters"] == 1
        assert samples["hallcall_alarm", "B", "more_counters"] == 0
        assert ("hallcall_waits_within_promise_ratio", "B", None) not in samples


@pytest.mark.feature("F103")
def test_alarms_are_told_to_those_who_work_here_and_to_no_wall(crowded: LiveServer) -> None:
    with crowded as server:
        kiosk, clerk, wall = server.pair("kiosk", "K1"), server.clerk(1), server.pair("display", "W1")
        for _ in range(WAITING):
            kiosk.do("ticket.issue", item="a1")
        server.clock.turn(61)
        clerk.do("counter.pause", counter=1, reason="noon")
        assert [alarm["queue"] for alarm in clerk.get("/v1/snapshot").json()["alarms"]] == ["A", "A"]
        for public in (kiosk, wall):
            assert public.get("/v1/snapshot").json()["alarms"] == []
