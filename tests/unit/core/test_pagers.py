"""Vibrating pagers: who holds which, and what is done when one is not where it should be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.core.commands import (
    CallNext,
    FinishService,
    GivePager,
    OpenDay,
    PagerCondition,
    PagerNumber,
    ReportPager,
    StartService,
    TakeBackPager,
    TransferTicket,
)
from hallcall.core.errors import Refused
from hallcall.core.events import PagerGiven, PagerTakenBack, TaskKind, TaskRaised
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import Need, Ticket
from helpers.small_hall import Day, small_hall

pytestmark = pytest.mark.feature("F095")
ONE, FOUR = CounterNumber(1), CounterNumber(4)
THREE = PagerNumber(3)


@pytest.fixture
def day() -> Day:
    """A hall with five pagers."""
    hall = small_hall()
    day = Day(replace(hall, rules=replace(hall.rules, pagers=5)))
    day.open(1, 4)
    return day


def given(day: Day, pager: PagerNumber = THREE) -> Ticket:
    ticket = day.issue("a1")
    day.do(GivePager(ticket=ticket.id, pager=pager))
    return ticket


def tasks(day: Day, kind: TaskKind) -> list[TaskRaised]:
    return [event for event in day.events(TaskRaised) if isinstance(event, TaskRaised) and event.kind is kind]


def refusal(day: Day, command: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as found:
        day.do(command)  # type: ignore[arg-type]
    return found.value.code, dict(found.value.fields)


def serve(day: Day, counter: CounterNumber) -> None:
    day.do(CallNext(counter=counter))
    day.do(StartService(counter=counter))


def test_a_pager_goes_with_its_number_and_comes_back_at_the_counter(day: Day) -> None:
    ticket = given(day)
    assert day.state.pager_of(ticket.id) == 3
    serve(day, ONE)
    assert day.do(TakeBackPager(pager=THREE)).ticket == ticket.id
    assert day.state.pager_of(ticket.id) is None
    day.do(FinishService(counter=ONE))
    assert tasks(day, TaskKind.FIND_PAGER) == []


def test_it_follows_a_visitor_who_is_sent_on(day: Day) -> None:
    ticket = given(day)
    serve(day, ONE)
    sent = day.do(TransferTicket(ticket=ticket.id, to_queue=QueuePrefix("B"), reason="why"))
    assert sent.ticket is not None
    assert day.state.pager_of(sent.ticket) == 3


def test_a_pager_that_leaves_with_its_visitor_is_run_after_until_it_is_back(day: Day) -> None:
    given(day)
    serve(day, ONE)
    day.do(FinishService(counter=ONE))
    (task,) = tasks(day, TaskKind.FIND_PAGER)
    assert (task.pager, task.number, task.counter) == (3, "A001", 1)
    day.do(TakeBackPager(pager=THREE))
    assert day.state.tasks == {}


def test_a_lost_pager_is_looked_for_with_the_number_that_has_it(day: Day) -> None:
    ticket = given(day)
    day.do(ReportPager(pager=THREE, condition=PagerCondition.LOST))
    assert day.do(ReportPager(pager=THREE, condition=PagerCondition.LOST)).repeated
    (task,) = tasks(day, TaskKind.FIND_PAGER)
    assert (task.pager, task.ticket, task.number) == (3, ticket.id, "A001")


def test_a_pager_that_is_lost_or_low_is_not_handed_out(day: Day) -> None:
    ticket = day.issue("a1")
    for condition in (PagerCondition.LOW, PagerCondition.LOST):
        day.do(ReportPager(pager=THREE, condition=condition))
        wanted = refusal(day, GivePager(ticket=ticket.id, pager=THREE))
        assert wanted == ("pager.not_ready", {"pager": 3, "condition": condition.value})
    day.do(ReportPager(pager=THREE, condition=PagerCondition.WELL))
    day.do(GivePager(ticket=ticket.id, pager=THREE))


def test_one_pager_is_with_one_number_and_one_number_has_one(day: Day) -> None:
    first = given(day)
    second = day.issue("a1")
    wanted = refusal(day, GivePager(ticket=second.id, pager=THREE))
    assert wanted == ("pager.in_use", {"pager": 3, "number": "A001"})
    assert day.do(GivePager(ticket=first.id, pager=THREE)).repeated
    day.do(GivePager(ticket=first.id, pager=PagerNumber(4)))
    assert day.events(PagerTakenBack) == [PagerTakenBack(pager=THREE)]
    day.do(GivePager(ticket=second.id, pager=THREE))
    assert len(day.events(PagerGiven)) == 3


@pytest.mark.parametrize("pager", [0, 6])
def test_a_pager_that_the_hall_does_not_have_is_named(day: Day, pager: int) -> None:
    ticket = day.issue("a1")
    number = PagerNumber(pager)
    for command in (
        GivePager(ticket=ticket.id, pager=number),
        TakeBackPager(pager=number),
        ReportPager(pager=number, condition=PagerCondition.LOST),
    ):
        assert refusal(day, command) == ("pager.unknown", {"pager": pager, "most": 5})


def test_whoever_does_not_see_or_hear_a_call_is_brought_one(day: Day) -> None:
    day.issue("a1", needs=frozenset({Need.CANNOT_HEAR}))
    day.issue("a1", needs=frozenset({Need.WHEELCHAIR}))
    (task,) = tasks(day, TaskKind.BRING_PAGER)
    assert (task.number, task.kiosk) == ("A001", "")


def test_a_hall_without_pagers_brings_none() -> None:
    day = Day()
    day.issue("a1", needs=frozenset({Need.CANNOT_SEE}))
    assert tasks(day, TaskKind.BRING_PAGER) == []


def test_what_is_out_overnight_is_known_and_can_be_handed_out_again(day: Day) -> None:
    given(day)
    day.later(24 * 3600)
    day.do(OpenDay())
    assert day.state.pagers[THREE].is_out
    assert HallState.from_snapshot(day.state.snapshot("e", day.now)).pagers == day.state.pagers
    day.do(GivePager(ticket=day.issue("a1").id, pager=THREE))
