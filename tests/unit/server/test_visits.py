"""What statistics find in the tables: who came when, for what, and how long they waited for their first call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from hallcall.core.commands import CancelTicket, PaperVisit, ParkTicket, PassTicket, RecordPaper, TransferTicket
from hallcall.core.rules import CallRules
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix, Seconds
from hallcall.server.storage import visits
from helpers.small_hall import NINE, small_hall
from helpers.writer_bench import WriterBench

TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
A, B, C1 = QueuePrefix("A"), QueuePrefix("B"), CounterNumber(1)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[WriterBench]:
    hall = small_hall(calls=CallRules(repeats=0, no_show_after_s=Seconds(1)))
    with WriterBench(tmp_path / "hall.db", hall) as writer:
        writer.open(1)
        yield writer


def waits(bench: WriterBench) -> list[tuple[str, float, bool]]:
    with bench.store.reading() as connection:
        found = visits.waits(connection, TODAY, bench.clock.now)
    return [(wait.queue, wait.seconds, wait.is_called) for wait in found]


def later(bench: WriterBench, seconds: float) -> None:
    bench.clock.turn(seconds)


@pytest.mark.feature("F104")
def test_a_wait_ends_with_the_first_call_and_goes_on_for_who_still_waits(bench: WriterBench) -> None:
    bench.issue()
    bench.issue()
    later(bench, 60)
    bench.call(1)
    later(bench, 30)
    assert waits(bench) == [("A", 60.0, True), ("A", 90.0, False)]


@pytest.mark.feature("F104")
def test_who_was_passed_or_parked_and_waits_again_has_one_wait(bench: WriterBench) -> None:
    bench.issue()
    later(bench, 60)
    bench.call(1)
    later(bench, 600)
    bench.do(PassTicket(counter=C1))
    later(bench, 60)
    bench.call(1)
    bench.start(1)
    bench.do(ParkTicket(counter=C1, reason="copies"))
    assert waits(bench) == [("A", 60.0, True)]


@pytest.mark.feature("F104")
def test_who_goes_on_to_another_queue_waits_there_too_and_came_once(bench: WriterBench) -> None:
    ticket = bench.issue().ticket
    assert ticket is not None
    later(bench, 60)
    bench.call(1)
    bench.start(1)
    bench.do(TransferTicket(ticket=ticket.id, to_queue=B, reason="there"))
    later(bench, 20)
    assert waits(bench) == [("A", 60.0, True), ("B", 20.0, False)]
    with bench.store.reading() as connection:
        assert visits.arrivals(connection, B, TODAY) == []
        assert [one.at for one in visits.arrivals(connection, A, TODAY)] == [NINE]
        assert visits.asked_for(connection, TODAY, TOMORROW) == {TODAY: {"a1": 1}}
        assert visits.days_with_visits(connection, TODAY, TOMORROW, B) == []


@pytest.mark.feature("F104")
def test_who_gives_up_was_not_called(bench: WriterBench) -> None:
    ticket = bench.issue().ticket
    assert ticket is not None
    later(bench, 1000)
    bench.do(CancelTicket(ticket=ticket.id, reason="left"))
    later(bench, 1000)
    assert waits(bench) == [("A", 1000.0, False)]


@pytest.mark.feature("F104")
def test_a_paper_number_waited_until_it_was_served(bench: WriterBench) -> None:
    later(bench, 1800)
    taken, started = NINE + timedelta(minutes=5), NINE + timedelta(minutes=12)
    served = PaperVisit(counter=C1, started_at=started, finished_at=started + timedelta(minutes=3))
    bench.do(RecordPaper(seq=600, item=ItemCode("a1"), taken_at=taken, served=served))
    assert waits(bench) == [("A", 420.0, True)]


@pytest.mark.feature("F016", "F179")
def test_a_window_of_days_begins_with_its_first_and_ends_before_its_last(bench: WriterBench) -> None:
    bench.issue("a1")
    bench.clock.turn(24 * 3600)
    bench.issue("a2")
    with bench.store.reading() as connection:
        assert visits.asked_for(connection, TODAY, TOMORROW) == {TODAY: {"a1": 1}}
        assert visits.days_with_visits(connection, TODAY, TOMORROW + timedelta(days=1), A) == [TODAY, TOMORROW]
        assert visits.days_with_visits(connection, TOMORROW, TOMORROW + timedelta(days=1)) == [TOMORROW]
