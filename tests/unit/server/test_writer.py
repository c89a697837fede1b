"""The writer: what it acknowledges is on the disk, happens once, and is told in order; on either database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pysqlite3.dbapi2
import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.exc import OperationalError

from hallcall.core import alarms
from hallcall.core.commands import AskForHelp, CallNext, FinishService, IssueTicket, OpenCounter, ReportDevice
from hallcall.core.errors import Refused, StorageError
from hallcall.core.events import (
    AlarmNoticed,
    AlarmRaised,
    DayOpened,
    TaskEscalated,
    TicketCalled,
    TicketExpired,
    TicketIssued,
)
from hallcall.core.promise import PromiseRules, TidalRules
from hallcall.core.rules import TicketRules
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode, Seconds
from hallcall.core.tickets import ClerkId, TicketState
from helpers.small_hall import NINE, small_hall
from helpers.writer_bench import WriterBench

ONE = CounterNumber(1)


@pytest.fixture
def bench(target: Path | str) -> Iterator[WriterBench]:
    with WriterBench(target) as writer:
        yield writer


def told(state: HallState) -> dict[str, Any]:
    """All that a state knows."""
    return {name: value for name, value in vars(state).items() if name != "waiting"} | {
        "waiting": {queue: set(tickets) for queue, tickets in state.waiting.items() if tickets}
    }


def test_the_day_is_open_before_anybody_asks(bench: WriterBench) -> None:
    assert bench.state.day == date(2026, 11, 23)
    assert [type(recorded.event) for recorded in bench.stored()] == [DayOpened]
    assert bench.daily == [bench.clock.now]


def test_an_answer_tells_the_ticket_its_place_and_its_events(bench: WriterBench) -> None:
    bench.open(1)
    done = bench.issue()
    assert done.ticket is not None
    assert (done.ticket.number, done.ahead, done.repeated) == ("A001", 0, False)
    assert done.wait is not None
    assert done.seq == bench.stored()[-1].seq
    assert done.events == (bench.stored()[-1].id,)
    assert done.events[0] == f"{bench.store.epoch}-{done.seq}"


def test_what_was_answered_was_published_and_stored_in_the_same_order(bench: WriterBench) -> None:
    bench.open(1)
    for _ in range(5):
        bench.issue()
    bench.call()
    stored = bench.stored()
    assert bench.published == stored[1:]
    assert [recorded.seq for recorded in stored] == list(range(1, len(stored) + 1))


def test_a_refusal_writes_nothing(bench: WriterBench) -> None:
    bench.open(1)
    before = bench.stored()
    with pytest.raises(Refused, match=r"queue\.empty"):
        bench.call()
    assert bench.stored() == before
    assert len(bench.rows("SELECT key FROM idempotency")) == 1


def test_what_a_refused_command_wrote_before_the_rules_is_undone(bench: WriterBench) -> None:
    def build(connection: Any, now: Any) -> IssueTicket:
        connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('left', 'behind')")
        return IssueTicket(item=ItemCode("nothing"))

    with pytest.raises(Refused, match=r"item\.unknown"):
        bench.do(build)
    assert bench.rows("SELECT * FROM meta WHERE name = 'left'") == []


def test_one_refusal_in_a_batch_leaves_the_others_alone(bench: WriterBench) -> None:
    bench.open(1)
    gate = threading.Event()
    bench.writer.write(lambda *_: gate.wait(10))
    good, bad = bench.send(IssueTicket(item=ItemCode("a1"))), bench.send(IssueTicket(item=ItemCode("x")))
    also = bench.send(IssueTicket(item=ItemCode("a1")))
    gate.set()
    assert [future.result(10).ticket.number for future in (good, also)] == ["A001", "A002"]  # type: ignore[union-attr]
    with pytest.raises(Refused):
        bad.result(10)


def test_jobs_that_wait_share_one_transaction(bench: WriterBench) -> None:
    commits: list[int] = []
    sqlalchemy_event.listen(bench.store._writing, "commit", lambda _: commits.append(1))
    gate = threading.Event()
    bench.writer.write(lambda *_: gate.wait(10))
    futures = [bench.send(IssueTicket(item=ItemCode("a1"))) for _ in range(40)]
    gate.set()
    assert len({future.result(10).ticket.id for future in futures}) == 40  # type: ignore[union-attr]
    assert len(commits) <= 3


def test_the_same_key_twice_at_the_same_time_is_one_ticket(bench: WriterBench) -> None:
    gate = threading.Event()
    bench.writer.write(lambda *_: gate.wait(10))
    futures = [bench.send(IssueTicket(item=ItemCode("a1")), key="K") for _ in range(10)]
    gate.set()
    answers = {repr(future.result(10)) for future in futures}
    assert len(answers) == 1
    assert len(bench.rows("SELECT id FROM ticket")) == 1


def test_the_same_key_after_a_restart_gives_the_first_answer(bench: WriterBench) -> None:
    first = bench.do(IssueTicket(item=ItemCode("a1")), key="K")
    bench.restart()
    bench.issue()
    assert bench.do(IssueTicket(item=ItemCode("a1")), key="K") == first
    assert len(bench.rows("SELECT id FROM ticket")) == 2


@pytest.mark.parametrize(
    ("command", "actor"), [(IssueTicket(item=ItemCode("a2")), "test"), (IssueTicket(item=ItemCode("a1")), "else")]
)
def test_a_key_that_was_used_for_something_else_is_refused(
    bench: WriterBench, command: IssueTicket, actor: str
) -> None:
    bench.do(IssueTicket(item=ItemCode("a1")), key="K")
    with pytest.raises(Refused, match=r"command\.key_reused"):
        bench.do(command, key="K", actor=actor)


def test_a_sender_that_went_away_before_its_turn_is_not_served(bench: WriterBench) -> None:
    gate = threading.Event()
    bench.writer.write(lambda *_: gate.wait(10))
    gone, stays = bench.send(IssueTicket(item=ItemCode("a1"))), bench.send(IssueTicket(item=ItemCode("a1")))
    assert gone.cancel()
    gate.set()
    assert stays.result(10).ticket.number == "A001"  # type: ignore[union-attr]


@pytest.mark.feature("F063")
def test_after_a_restart_everything_is_as_it_was(bench: WriterBench) -> None:
    bench.open(1, 3)
    for item in ("a1", "b1", "a2", "a1"):
        bench.clock.turn(1)
        bench.issue(item)
    bench.call(1)
    bench.clock.turn(5)
    bench.start(1)
    bench.call(3)
    bench.do(FinishService(counter=ONE))
    bench.do(ReportDevice(device="K1/ticket", health="fault", reasons=("paper_out",)))
    before = bench.rebuilt()
    running = bench.writer._state
    assert told(before) == told(running)
    bench.restart()
    assert told(bench.state) == told(before)
    assert bench.issue().ticket.number == "A004"  # type: ignore[union-attr]


def test_the_next_day_numbers_start_again_and_those_who_sit_there_still_do(bench: WriterBench) -> None:
    bench.open(1)
    bench.do(ReportDevice(device="K1/card", health="ok"))
    bench.issue()
    bench.issue()
    bench.call()
    bench.clock.turn(24 * 3600)
    assert bench.issue().ticket.number == "A001"  # type: ignore[union-attr]
    assert sum(isinstance(recorded.event, TicketExpired) for recorded in bench.stored()) == 2
    assert len(bench.daily) == 2
    bench.restart()
    assert bench.state.counters[ONE].clerk == "c1"
    assert bench.state.devices["K1/card"].health == "ok"
    assert len(bench.state.tickets) == 1
    assert told(bench.state) == told(bench.rebuilt())
    assert bench.rows("SELECT count(*) FROM ticket_interval WHERE ended_at IS NULL") == [(1,)]


@pytest.mark.feature("F063")
def test_a_clock_that_goes_back_an_hour_gives_no_number_twice(bench: WriterBench) -> None:
    bench.clock.turn(-8.5 * 3600)
    bench.issue()
    bench.clock.turn(-3600)
    bench.restart()
    assert bench.issue().ticket.number == "A002"  # type: ignore[union-attr]


def test_the_day_opens_by_itself_when_nobody_asks(bench: WriterBench) -> None:
    bench.clock.turn(24 * 3600)
    deadline = threading.Event()
    for _ in range(50):
        if bench.published:
            break
        deadline.wait(0.1)
    assert len(bench.daily) == 2
    assert bench.rebuilt().day == date(2026, 11, 24)


@pytest.mark.feature("F094")
def test_a_task_that_nobody_takes_is_escalated_by_the_clock(bench: WriterBench) -> None:
    bench.do(AskForHelp(kiosk="K1"))
    bench.clock.turn(61)
    waiting = threading.Event()
    for _ in range(50):
        if any(isinstance(recorded.event, TaskEscalated) for recorded in bench.published):
            break
        waiting.wait(0.1)
    assert sum(isinstance(recorded.event, TaskEscalated) for recorded in bench.stored()) == 1


def fail_commit(bench: WriterBench, times: int) -> list[int]:
    """The next commits fail as a full disk makes them."""
    left = [times]
    said = {
        "sqlite": pysqlite3.dbapi2.OperationalError("database or disk is full"),
        "postgresql": psycopg.errors.DiskFull(),
    }

    def refuse(_: object) -> None:
        if left[0]:
            left[0] -= 1
            raise OperationalError("COMMIT", None, said[bench.store.backend.name])

    sqlalchemy_event.listen(bench.store._writing, "commit", refuse)
    return left


@pytest.mark.logs_warnings
def test_when_the_commit_fails_nobody_is_answered_and_nothing_has_happened(bench: WriterBench) -> None:
    bench.open(1)
    bench.issue()
    before, published = bench.stored(), list(bench.published)
    fail_commit(bench, 1)
    with pytest.raises(StorageError, match=r"storage\.disk_full"):
        bench.issue()
    assert bench.stored() == before
    assert bench.published == published
    done = bench.issue()
    assert done.ticket is not None
    assert done.ticket.number == "A002"
    assert done.ticket == bench.rebuilt().tickets[done.ticket.id]
    assert bench.writer.troubles == ()


@pytest.mark.logs_warnings
def test_a_commit_that_failed_only_in_appearance_is_told_after_all(bench: WriterBench) -> None:
    done_before = [True]

    def lose_the_answer(connection: Any) -> None:
        if done_before[0]:
            done_before[0] = False
            connection.connection.driver_connection.commit()
            raise OperationalError("COMMIT", None, Exception("disk I/O error"))

    sqlalchemy_event.listen(bench.store._writing, "commit", lose_the_answer)
    with pytest.raises(StorageError):
        bench.do(IssueTicket(item=ItemCode("a1")), key="K")
    again = bench.do(IssueTicket(item=ItemCode("a1")), key="K")
    assert again.ticket is not None
    assert again.ticket.number == "A001"
    assert [recorded.seq for recorded in bench.published] == [2]
    assert isinstance(bench.published[0].event, TicketIssued)


@pytest.mark.logs_warnings
def test_a_defect_in_one_command_does_not_stop_the_hall(bench: WriterBench) -> None:
    def broken(*_: object) -> IssueTicket:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bench.do(broken)
    assert bench.issue().ticket.number == "A001"  # type: ignore[union-attr]


@pytest.mark.logs_warnings
def test_a_rider_that_breaks_a_constraint_undoes_its_command_alone(target: Path | str) -> None:
    def ride(connection: Any, entry: Any, ticket: Any) -> None:
        if isinstance(entry.recorded.event, TicketIssued):
            connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('epoch', 'again')")

    with WriterBench(target, riders=[ride]) as bench:
        with pytest.raises(StorageError, match=r"storage\.constraint"):
            bench.issue()
        bench.open(1)
        assert bench.rows("SELECT * FROM ticket") == []
        assert bench.rebuilt().last_seq == {}


def test_after_the_end_nothing_is_promised(bench: WriterBench) -> None:
    bench.writer.stop()
    with pytest.raises(StorageError):
        bench.issue()


@pytest.mark.feature("F062", "F063")
def test_a_hundred_kiosks_at_once_give_every_number_once_without_a_gap(bench: WriterBench) -> None:
    numbers: list[int] = []

    def kiosk() -> None:
        for _ in range(3):
            done = bench.issue()
            assert done.ticket is not None
            numbers.append(done.ticket.seq)

    threads = [threading.Thread(target=kiosk) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 301))
    assert bench.rows("SELECT count(*), max(seq) FROM ticket") == [(300, 300)]


@pytest.mark.feature("F085")
def test_thirty_counters_at_once_never_call_one_number_twice(target: Path | str) -> None:
    hall = small_hall()
    desks = tuple(replace(hall.counters[0], number=CounterNumber(number)) for number in range(1, 31))
    calls = replace(hall.rules.call, double_press_s=Seconds(0.0))
    hall = replace(hall, counters=desks, rules=replace(hall.rules, call=calls))
    with WriterBench(target, hall=hall) as bench:
        bench.open(*range(1, 31))
        for _ in range(60):
            bench.issue()
        called: list[str] = []

        def desk(number: int) -> None:
            for _ in range(2):
                done = bench.call(number)
                assert done.ticket is not None
                called.append(done.ticket.number)
                bench.start(number)

        threads = [threading.Thread(target=desk, args=(number,)) for number in range(1, 31)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(called) == [f"A{number:03}" for number in range(1, 61)]
        events = [recorded.event for recorded in bench.stored()]
        assert len({event.ticket for event in events if isinstance(event, TicketCalled)}) == 60


@pytest.mark.feature("F102")
def test_two_presses_300_ms_apart_are_one_call(bench: WriterBench) -> None:
    bench.open(1)
    bench.issue()
    bench.issue()
    first = bench.call()
    bench.clock.turn(0.3)
    second = bench.call()
    assert second.repeated
    assert second.events == ()
    assert (first.ticket and first.ticket.id) == (second.ticket and second.ticket.id)


@pytest.mark.feature("F124")
def test_the_intervals_hold_when_a_visit_was_called_started_and_ended(bench: WriterBench) -> None:
    bench.open(1)
    done = bench.issue()
    bench.clock.turn(60)
    bench.call()
    bench.clock.turn(30)
    bench.start()
    bench.clock.turn(300)
    finished = bench.do(FinishService(counter=ONE))
    assert finished.ticket is not None
    assert finished.ticket.state is TicketState.DONE
    assert done.ticket is not None
    rows = bench.rows("SELECT state, counter, clerk, started_at, ended_at FROM ticket_interval ORDER BY id")
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("waiting", None, None),
        ("called", 1, "c1"),
        ("serving", 1, "c1"),
    ]
    assert [row[4][11:19] for row in rows] == ["01:01:00", "01:01:30", "01:06:30"]
    assert [row[3] for row in rows[1:]] == [row[4] for row in rows[:-1]]


def test_who_sits_at_a_counter_is_the_first_of_two(bench: WriterBench) -> None:
    bench.do(OpenCounter(counter=ONE, clerk=ClerkId("c1")))
    with pytest.raises(Refused, match=r"counter\.occupied"):
        bench.do(OpenCounter(counter=ONE, clerk=ClerkId("c2")))
    with pytest.raises(Refused, match=r"counter\.unknown"):
        bench.do(CallNext(counter=CounterNumber(99)))


@pytest.mark.feature("F103")
def test_a_line_that_grows_too_long_raises_the_alarm_by_the_clock(tmp_path: Path) -> None:
    rules = TicketRules(tidal=TidalRules(waiting_over=2, for_min=5), promise=PromiseRules(within_min=0))
    with WriterBench(tmp_path / "hall.db", small_hall(rules=rules)) as bench:
        bench.open(1)
        for _ in range(3):
            bench.issue()
        for minute in range(8):
            bench.clock.now = NINE + timedelta(minutes=minute)
            bench.writer.write(lambda *_: None).result(20)
        told = [recorded for recorded in bench.stored() if isinstance(recorded.event, AlarmNoticed | AlarmRaised)]
        assert [(type(one.event), (one.at - NINE).total_seconds() / 60) for one in told] == [
            (AlarmNoticed, 1),
            (AlarmRaised, 6),
        ]
        assert [one.raised_at for one in bench.rebuilt().alarms.values()] == [told[1].at]


@pytest.mark.feature("F103")
def test_a_look_that_finds_nothing_writes_nothing(bench: WriterBench) -> None:
    bench.open(1)
    before = bench.rows("SELECT max(seq) FROM event")
    for _ in range(3):
        bench.clock.turn(61)
        bench.writer.write(lambda *_: None).result(20)
    assert bench.rows("SELECT max(seq) FROM event") == before


@pytest.mark.feature("F103")
def test_a_defect_in_the_look_at_the_waits_stops_nobody(
    bench: WriterBench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Any:
        raise ZeroDivisionError

    bench.open(1)
    monkeypatch.setattr(alarms, "pressure", broken)
    bench.clock.turn(61)
    bench.issue()
    assert bench.call(1).ticket is not None
    assert "could not be looked at" in caplog.text
    caplog.clear()
