"""A silent call must be seen, or somebody is sent."""

from __future__ import annotations

import pytest

from hallcall.core.commands import CallNext, CallReach, Channel, Reached, Recall, SettleCalls, StartService
from hallcall.core.events import CallSettled, TaskKind, TaskRaised
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Need, Ticket
from helpers.small_hall import Day

pytestmark = pytest.mark.feature("F229")
ONE = CounterNumber(1)
SHOWN = Reached(channel=Channel.WALL, after_s=0.4)


def called(*, needs: frozenset[Need] = frozenset()) -> tuple[Day, Ticket]:
    day = Day()
    day.open(1)
    ticket = day.issue("a1", needs=needs)
    day.do(CallNext(counter=ONE))
    return day, ticket


def settle(day: Day, ticket: Ticket, *reached: Reached, call: int = 1) -> None:
    day.do(SettleCalls(calls=(CallReach(ticket=ticket.id, call=call, reached=reached),)))


def sent(day: Day) -> list[TaskRaised]:
    tasks = [event for event in day.events(TaskRaised) if isinstance(event, TaskRaised)]
    return [task for task in tasks if task.kind is TaskKind.TELL_VISITOR]


def test_a_call_that_no_channel_confirmed_is_told_by_a_guide() -> None:
    day, ticket = called()
    settle(day, ticket)
    (task,) = sent(day)
    assert (task.number, task.counter) == ("A001", 1)


def test_a_call_that_stood_on_a_wall_needs_nobody_and_is_written_down() -> None:
    day, ticket = called()
    settle(day, ticket, SHOWN)
    assert sent(day) == []
    assert day.events(CallSettled) == [CallSettled(ticket=ticket.id, call=1, reached=(SHOWN,))]


def test_nobody_is_sent_for_who_came_or_was_called_again_meanwhile() -> None:
    day, ticket = called()
    day.later(30)
    day.do(Recall(counter=ONE))
    settle(day, ticket)
    assert sent(day) == []
    day.do(StartService(counter=ONE))
    settle(day, ticket, call=2)
    assert sent(day) == []


def test_who_is_fetched_already_is_not_looked_for_twice() -> None:
    day, ticket = called(needs=frozenset({Need.CANNOT_SEE}))
    settle(day, ticket)
    assert sent(day) == []
