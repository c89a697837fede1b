"""The last line: whatever is wrong in the rules or in the memory of the server, the tables refuse a double call.

Each test plants a defect: the working state forgets something, or a part of the code does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hallcall.core.call_policy import NO_BOUND, OrderKey
from hallcall.core.errors import Refused, StorageError
from hallcall.core.events import TicketCalled, TicketIssued
from hallcall.core.line import Seniority
from hallcall.core.priority import PriorityClass
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import TicketId, TicketState
from hallcall.server.storage import idempotency, tickets
from helpers.writer_bench import WriterBench

pytestmark = [pytest.mark.logs_warnings, pytest.mark.feature("F085")]
ONE, TWO = CounterNumber(1), CounterNumber(2)
A = QueuePrefix("A")


@pytest.fixture
def bench(target: Path | str) -> Iterator[WriterBench]:
    """Two numbers are waiting, two counters are open, and the first has called the first."""
    with WriterBench(target) as bench:
        bench.open(1, 2)
        bench.issue()
        bench.issue()
        bench.call(1)
        yield bench


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks whether a ticket was where an event takes it from: only the unique indexes are left."""
    monkeypatch.setattr(tickets, "_end", lambda *_: None)


def state_of(bench: WriterBench) -> HallState:
    """The working state itself."""
    return bench.writer._state


def forget_the_call(state: HallState) -> None:
    """The first number waits again, as far as the server remembers."""
    ticket = state.tickets[TicketId("2026-11-23/A001")]
    state.put(replace(ticket, state=TicketState.WAITING, counter=None))


def forget_the_counter(state: HallState) -> None:
    """Counter 1 is free, as far as the server remembers."""
    state.counters[ONE] = replace(state.counters[ONE], status=CounterStatus.IDLE, ticket=None)


def forget_the_numbers(state: HallState) -> None:
    """No number was given today, as far as the server remembers."""
    state.last_seq.clear()


def forget_the_log(state: HallState) -> None:
    """The log is one event shorter, as far as the server remembers."""
    state.seq -= 1


def call_by_two(bench: WriterBench) -> None:
    bench.call(2)


def call_by_one(bench: WriterBench) -> None:
    bench.clock.turn(60)
    bench.call(1)


def issue(bench: WriterBench) -> None:
    bench.issue()


DEFECTS = [
    (forget_the_call, call_by_two),
    (forget_the_counter, call_by_one),
    (forget_the_numbers, issue),
    (forget_the_log, issue),
]


def refused_by_the_tables(
    bench: WriterBench, forget: Callable[[HallState], None], then: Callable[[WriterBench], None]
) -> None:
    before = bench.stored()
    rows = bench.rows("SELECT ticket, state, counter, ended_at FROM ticket_interval ORDER BY id")
    forget(state_of(bench))
    with pytest.raises(StorageError, match=r"storage\.constraint"):
        then(bench)
    assert bench.stored() == before
    assert bench.rows("SELECT ticket, state, counter, ended_at FROM ticket_interval ORDER BY id") == rows


@pytest.mark.parametrize(("forget", "then"), DEFECTS)
def test_what_the_server_forgot_the_tables_remember(
    bench: WriterBench, forget: Callable[[HallState], None], then: Callable[[WriterBench], None]
) -> None:
    refused_by_the_tables(bench, forget, then)


@pytest.mark.parametrize(("forget", "then"), DEFECTS[:2])
def test_the_unique_indexes_hold_when_nothing_else_does(
    bench: WriterBench,
    careless: None,
    forget: Callable[[HallState], None],
    then: Callable[[WriterBench], None],
) -> None:
    refused_by_the_tables(bench, forget, then)


@pytest.mark.parametrize(("forget", "then"), DEFECTS)
def test_after_a_restart_the_hall_goes_on_as_if_nothing_had_been_forgotten(
    bench: WriterBench, forget: Callable[[HallState], None], then: Callable[[WriterBench], None]
) -> None:
    refused_by_the_tables(bench, forget, then)
    bench.restart()
    assert bench.call(2).ticket.number == "A002"  # type: ignore[union-attr]
    assert bench.issue().ticket.number == "A003"  # type: ignore[union-attr]


def test_a_policy_that_always_wants_the_same_number_calls_it_once(target: Path | str) -> None:
    class Stubborn:
        """Sees only the number A001."""

        name = "stubborn"
        bound = NO_BOUND

        def key(self, kind: PriorityClass, place: Seniority, run: int, at_s: float) -> OrderKey:  # noqa: ARG002 - the port
            return (0.0, 0.0, "A", 0 if place[2] == 1 else 1, 0, place[-1])

    with WriterBench(target, policy=Stubborn()) as bench:
        bench.open(1, 2)
        bench.issue()
        bench.call(1)
        with pytest.raises(Refused, match=r"queue\.empty"):
            bench.call(2)
        forget_the_call(state_of(bench))
        with pytest.raises(StorageError, match=r"storage\.constraint"):
            bench.call(2)
        assert sum(isinstance(recorded.event, TicketCalled) for recorded in bench.stored()) == 1


def test_a_key_that_nobody_remembers_does_not_give_two_numbers(
    bench: WriterBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is kept under its key, and a key can be there once."""
    from hallcall.core.commands import IssueTicket
    from hallcall.core.terms import ItemCode

    wish = IssueTicket(item=ItemCode("a1"))
    first = bench.do(wish, key="K")
    with monkeypatch.context() as patch:
        patch.setattr(idempotency, "find", lambda *_: None)
        with pytest.raises(StorageError):
            bench.do(wish, key="K")
    assert bench.do(wish, key="K") == first
    assert sum(isinstance(recorded.event, TicketIssued) for recorded in bench.stored()) == 3
