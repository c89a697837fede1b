"""Who did what: the log holds the actor, the reason and the counter of everything, and readiness says why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hallcall.core.errors import StorageError
from hallcall.core.estimate import Estimator
from hallcall.server.engine import Writer
from hallcall.server.storage import Store
from helpers.live_server import CARD, HandClock, LiveServer
from helpers.writer_bench import WriterBench


def rows(server: LiveServer, query: str) -> list[Any]:
    with server.parts.store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


@pytest.mark.feature("F100")
def test_a_chosen_number_needs_a_reason_and_leaves_it_in_the_log(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item="a1")
    second = kiosk.do("ticket.issue", item="a1")["ticket"]["id"]
    refused = clerk.send("call.chosen", counter=1, ticket=second, reason=" ")
    assert refused.json()["code"] == "reason.missing"
    clerk.do("call.chosen", counter=1, ticket=second, reason="came back with the copy")
    query = "SELECT actor, counter, json_extract(data, '$.chosen_reason') FROM event WHERE type = 'ticket.called'"
    assert rows(server, query) == [("clerk:1001", 1, "came back with the copy")]


@pytest.mark.feature("F099")
def test_a_transferred_visit_shows_both_counters_and_its_clock_goes_on(server: LiveServer, clock: HandClock) -> None:
    kiosk, below, above = server.pair("kiosk", "K1"), server.clerk(1), server.clerk(4)
    issued = kiosk.do("ticket.issue", item="a1", document=CARD)["ticket"]
    clock.turn(60)
    below.do("call.next", counter=1)
    below.do("service.start", counter=1)
    clock.turn(120)
    moved = below.do("ticket.transfer", ticket=issued["id"], to_queue="B", reason="tax first", note="has the form")
    assert (moved["ticket"]["number"], moved["ticket"]["seniority"]) == ("A001", issued["seniority"])
    assert moved["ticket"]["note"] == "has the form"
    called = above.do("call.next", counter=4)
    assert called["ticket"]["number"] == "A001"
    history = rows(server, "SELECT ticket, state, counter FROM ticket_interval ORDER BY id")
    assert [(state, counter) for _, state, counter in history] == [
        ("waiting", None),
        ("called", 1),
        ("serving", 1),
        ("waiting", None),
        ("called", 4),
    ]


@pytest.mark.feature("F101")
def test_a_paused_counter_drains_first_and_says_why(server: LiveServer) -> None:
    kiosk, clerk, wall = server.pair("kiosk", "K1"), server.clerk(1), server.pair("display", "W1")
    kiosk.do("ticket.issue", item="a1")
    clerk.do("call.next", counter=1)
    clerk.do("service.start", counter=1)
    clerk.do("counter.pause", counter=1, reason="meal")
    (counter,) = wall.get("/v1/snapshot").json()["counters"]
    assert (counter["status"], counter["pause_planned"]) == ("serving", True)
    clerk.do("service.finish", counter=1)
    (counter,) = wall.get("/v1/snapshot").json()["counters"]
    assert (counter["status"], counter["pause_reason"]) == ("paused", "meal")
    assert clerk.send("call.next", counter=1).json()["code"] == "counter.paused"
    clerk.do("counter.resume", counter=1)
    assert clerk.send("call.next", counter=1).json()["code"] == "queue.empty"


def test_every_event_names_its_actor_its_cause_and_its_day(server: LiveServer) -> None:
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.send("ticket.issue", key="touch-1", item="a1")
    clerk.send("call.next", key="press-1", counter=1)
    log = rows(server, "SELECT type, actor, cause, day, queue, counter FROM event ORDER BY seq")
    assert log[0][:2] == ("day.opened", "server")
    assert log[-2:] == [
        ("ticket.issued", "kiosk:K1", "touch-1", "2026-11-23", "A", None),
        ("ticket.called", "clerk:1001", "press-1", "2026-11-23", "A", 1),
    ]


def test_everything_is_as_it_was_when_the_server_starts_again(tmp_path: Path, clock: HandClock) -> None:
    with LiveServer(tmp_path / "data", clock=clock) as server:
        kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
        kiosk.do("ticket.issue", item="a1", document=CARD)
        clerk.do("call.next", counter=1)
        before = kiosk.get("/v1/snapshot").json()
        tokens = kiosk.token, clerk.token
    with LiveServer(tmp_path / "data", clock=clock) as server:
        kiosk, clerk = (server.caller(token) for token in tokens)
        assert kiosk.get("/v1/snapshot").json() == before
        assert clerk.get("/v1/counters/1/visitor").json()["name"] == "王*明"
        assert kiosk.do("ticket.issue", item="a1", document=CARD)["repeated"]


@pytest.mark.logs_warnings
def test_a_database_that_fails_is_told_by_readiness_and_ends_when_it_answers_again(bench: WriterBench) -> None:
    opening = bench.store._writing.connect

    def refuse() -> Any:
        raise StorageError("storage.read_only")

    bench.store._writing.connect = refuse  # type: ignore[method-assign]
    broken = bench.writer.write(lambda connection, _: connection.close() or connection.exec_driver_sql("SELECT 1"))
    assert broken.exception(10) is not None
    with pytest.raises(StorageError):
        bench.issue()
    assert bench.writer.troubles == ("storage.read_only",)
    bench.store._writing.connect = opening  # type: ignore[method-assign]
    for _ in range(100):
        try:
            assert bench.issue().ticket is not None
            break
        except StorageError:
            continue
    assert bench.writer.troubles == ()


def test_a_writer_that_does_not_move_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "hall.db")
    with WriterBench(tmp_path / "other.db") as bench:
        still = Writer(
            store, Estimator.without_history(bench.hall, bench.policy), bench.clock, on_commit=lambda _: None
        )
        assert still.troubles == ("writer.silent",)
        bench.writer._beat -= 60
        assert bench.writer.troubles in {("writer.silent",), ()}
    assert bench.writer.troubles == ("writer.silent",)
