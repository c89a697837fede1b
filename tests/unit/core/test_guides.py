"""Visitors a silent call cannot reach, and people who ask for help."""

from __future__ import annotations

import pytest

from hallcall.core.commands import AskForHelp, CallNext, EscalateTasks, ReportDevice, TakeTask
from hallcall.core.errors import Refused
from hallcall.core.events import DeviceReported, TaskEscalated, TaskKind, TaskRaised
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Need
from helpers.small_hall import Day

C1 = CounterNumber(1)


@pytest.mark.feature("F094")
def test_calling_a_blind_visitor_sends_a_guide() -> None:
    day = Day()
    day.open(1)
    ticket = day.issue(needs=frozenset({Need.CANNOT_SEE}))
    day.do(CallNext(counter=C1))
    (task,) = day.state.tasks.values()
    assert (task.kind, task.ticket, task.number, task.counter) == (TaskKind.FETCH_VISITOR, ticket.id, "A001", 1)


@pytest.mark.feature("F094")
def test_calling_somebody_who_sees_sends_nobody() -> None:
    day = Day()
    day.open(1)
    day.issue(needs=frozenset({Need.WHEELCHAIR}))
    day.do(CallNext(counter=C1))
    assert day.events(TaskRaised) == []


@pytest.mark.feature("F094")
def test_a_blind_visitor_whom_no_guide_fetches_within_a_minute_raises_the_alarm_once() -> None:
    day = Day()
    day.open(1)
    day.issue(needs=frozenset({Need.CANNOT_SEE}))
    day.do(CallNext(counter=C1))
    day.later(59)
    assert day.do(EscalateTasks()).events == ()
    day.later(1)
    day.do(EscalateTasks())
    day.do(EscalateTasks())
    assert len(day.events(TaskEscalated)) == 1


@pytest.mark.feature("F094")
def test_a_taken_task_is_not_escalated_and_stays_with_who_took_it() -> None:
    day = Day()
    day.open(1)
    day.issue(needs=frozenset({Need.CANNOT_SEE}))
    day.do(CallNext(counter=C1))
    (task,) = day.state.tasks
    day.do(TakeTask(task=task, by="guide 1"))
    assert day.do(TakeTask(task=task, by="guide 2")).repeated
    day.later(120)
    assert day.do(EscalateTasks()).events == ()
    assert day.state.tasks[task].taken_by == "guide 1"


def test_asking_for_help_twice_sends_one_guide() -> None:
    day = Day()
    day.do(AskForHelp(kiosk="K1"))
    assert day.do(AskForHelp(kiosk="K1")).repeated
    assert len(day.events(TaskRaised)) == 1
    with pytest.raises(Refused, match=r"task\.unknown"):
        day.do(TakeTask(task="none", by="x"))  # type: ignore[arg-type]


def test_the_same_news_of_a_device_is_told_once() -> None:
    day = Day()
    day.do(ReportDevice(device="K1/ticket", health="degraded", reasons=("paper-low",)))
    day.do(ReportDevice(device="K1/ticket", health="degraded", reasons=("paper-low",)))
    day.do(ReportDevice(device="K1/ticket", health="online"))
    assert len(day.events(DeviceReported)) == 2
