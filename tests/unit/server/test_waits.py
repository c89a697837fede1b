"""Waits as the server tells, keeps and learns them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.commands import CallNext, FinishService, StartService
from hallcall.core.estimate import Estimator, WaitRange
from hallcall.core.events import TicketIssued
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.server import learning
from hallcall.server.fanout import WaitBoard
from hallcall.server.reading import Reads
from helpers.live_server import LiveServer
from helpers.small_hall import NINE, Day
from helpers.writer_bench import WriterBench

A, B, ONE = QueuePrefix("A"), QueuePrefix("B"), CounterNumber(1)


def a_day(bench: WriterBench, visits: int = 4) -> None:
    """One counter, so many visitors of ten minutes each, who took their numbers together."""
    bench.open(1)
    for _ in range(visits):
        bench.issue()
    for _ in range(visits):
        bench.do(CallNext(counter=ONE))
        bench.clock.turn(40)
        bench.do(StartService(counter=ONE))
        bench.clock.turn(600)
        bench.do(FinishService(counter=ONE))
        bench.clock.turn(5)


@pytest.mark.feature("F070")
def test_a_number_keeps_what_its_visitor_was_told(bench: WriterBench) -> None:
    bench.open(1)
    told = [bench.issue() for _ in range(3)]
    assert [one.ahead for one in told] == [0, 1, 2]
    kept = [one.event.stated for one in bench.stored() if isinstance(one.event, TicketIssued)]
    assert [one.ahead for one in kept if one is not None] == [0, 1, 2]
    last = kept[2]
    assert last is not None
    assert told[2].wait == WaitRange(5 * (last.p50_s // 300), 5 * -(-last.p90_s // 300))
    assert 0 < last.p50_s < last.p90_s


def test_without_an_open_counter_nothing_is_told_and_nothing_kept(bench: WriterBench) -> None:
    done = bench.issue()
    assert (done.ahead, done.wait) == (0, None)
    (kept,) = [one.event.stated for one in bench.stored() if isinstance(one.event, TicketIssued)]
    assert kept is None


@pytest.mark.feature("F070")
def test_all_who_watch_are_told_the_same_waits_and_never_what_is_kept(server: LiveServer) -> None:
    wall, kiosk = server.pair("display", "W1"), server.pair("kiosk", "K1")
    clerk = server.clerk(1)
    for _ in range(3):
        kiosk.do("ticket.issue", item="a1")
    clerk.do("call.next", counter=1)
    server.parts.feed.waits = WaitBoard(server.parts.estimator, lambda: server.parts.feed.state, server.clock).read
    waits = wall.get("/v1/waits").json()
    assert waits == kiosk.get("/v1/waits").json()
    assert set(waits) == {"A"}
    assert waits["A"]["low_min"] < waits["A"]["high_min"]
    assert waits["A"]["resumes_at"] is None


def test_waits_are_found_anew_only_every_two_seconds() -> None:
    day = Day()
    day.open(1)
    steady = [100.0]
    board = WaitBoard(
        Estimator.without_history(day.hall, FirstComeFirstServed()),
        lambda: day.state,
        lambda: day.now,
        lambda: steady[0],
    )
    assert board.read() == {A: WaitRange(0, 5)}
    for _ in range(9):
        day.issue()
    assert board.read() == {A: WaitRange(0, 5)}
    steady[0] += 2
    assert board.read()[A].low_min >= 60
    assert B not in board.read()


@pytest.mark.feature("F178")
def test_the_server_learns_from_days_that_are_over(bench: WriterBench, monkeypatch: pytest.MonkeyPatch) -> None:
    a_day(bench)
    estimator = Estimator.without_history(bench.hall, bench.policy)
    before = estimator.history
    monkeypatch.setattr(learning, "_FIRST_LOOK_S", 0.0)
    monkeypatch.setattr(learning, "LOOK_S", 0.01)
    reads = Reads(bench.store)

    async def learn_until(days: int) -> None:
        task = asyncio.create_task(learning.learning(estimator, reads, lambda: bench.rebuilt().day))
        for _ in range(300):
            await asyncio.sleep(0.01)
            if estimator.history.days == days:
                break
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    try:
        # The day is not over: nothing is learned.
        asyncio.run(learn_until(0))
        assert estimator.history is before
        bench.clock.now = NINE + timedelta(days=1)
        bench.issue()
        asyncio.run(learn_until(1))
    finally:
        reads.close()
    learned = estimator.history
    assert learned.days == 1
    assert learned.service.items[ItemCode("a1")].n == 4
    assert learned.service.queues[A].mean_s == pytest.approx(600)
    assert learned.service.queues[B] == before.service.queues[B]


@pytest.mark.feature("F070")
def test_a_day_of_the_log_says_how_true_it_was(bench: WriterBench) -> None:
    a_day(bench)
    with bench.store.reading() as connection:
        facts = learning.facts_of(connection, bench.hall, NINE.date())
    assert len(facts.told) == 4
    assert [round(one.wait_s / 60) for one in facts.told] == [0, 11, 22, 32]
    assert all(abs(one.stated.p50_s - one.wait_s) < 150 for one in facts.told)
