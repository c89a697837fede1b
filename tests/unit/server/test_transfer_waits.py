"""A clerk who sends a visitor on is told waits that the server has estimated with what it has learned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.core.expected import moved
from hallcall.core.terms import QueuePrefix
from helpers.live_server import LiveServer

pytestmark = pytest.mark.feature("F099")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "hall") as running:
        yield running


def test_queues_and_named_counters_are_told_as_the_estimator_finds_them(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    clerk = server.clerk(1)
    server.clerk(2)
    for _ in range(4):
        kiosk.do("ticket.issue", item="a1")
    ticket_id = clerk.do("call.next", counter=1)["ticket"]["id"]
    told = clerk.get("/v1/counters/1/transfer-waits", to=[2, 900]).json()
    state = server.parts.feed.state
    there = moved(state.tickets[ticket_id], QueuePrefix("A"))
    wanted = server.parts.estimator.of_guest(state, there, server.clock()).range
    assert wanted is not None
    assert told["queues"]["A"]["low_min"] == wanted.low_min
    assert told["queues"]["A"]["high_min"] == wanted.high_min
    assert set(told["counters"]) == {"2"}


def test_only_the_clerk_of_the_counter_is_told(server: LiveServer) -> None:
    clerk, other = server.clerk(1), server.clerk(2)
    assert clerk.get("/v1/counters/1/transfer-waits").json()["code"] == "counter.idle"
    assert other.get("/v1/counters/1/transfer-waits").json()["code"] == "access.denied"
    assert server.pair("kiosk", "K1").get("/v1/counters/1/transfer-waits").json()["code"] == "access.denied"
