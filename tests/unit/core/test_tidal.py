"""Counters that serve another queue for a time, and go back by themselves (潮汐窗口)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hallcall.core.commands import (
    CallNext,
    ConvertCounter,
    FinishService,
    GiveBackCounter,
    OpenDay,
    StartService,
    TransferTicket,
    WatchQueues,
)
from hallcall.core.errors import Refused
from hallcall.core.estimate import Estimator
from hallcall.core.events import CounterConverted, CounterGivenBack
from hallcall.core.reasons import explain_next
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from helpers.small_hall import Day

pytestmark = pytest.mark.feature("F103")

A, B = QueuePrefix("A"), QueuePrefix("B")
ONE, FOUR = CounterNumber(1), CounterNumber(4)
"""Counter 1 serves A, counter 4 serves B."""
CONVERT = ConvertCounter(counter=FOUR, queue=A, minutes=30)


def refusal(wish: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        wish()
    return refused.value.code


def call(day: Day, counter: CounterNumber = FOUR) -> str:
    """Call the next and serve them; their number."""
    ticket = day.do(CallNext(counter=counter)).ticket
    assert ticket is not None
    number = day.ticket(ticket).number
    day.do(StartService(counter=counter))
    day.do(FinishService(counter=counter))
    return number


def a_day() -> Day:
    day = Day()
    day.open(1, 4)
    for item in ("a1", "b1", "a1", "b1", "a1"):
        day.issue(item)
    return day


def test_a_converted_counter_calls_from_the_other_queue_until_its_time_is_over() -> None:
    day = a_day()
    day.do(CONVERT)
    assert call(day) == "A001"
    day.later(29 * 60)
    day.do(WatchQueues())
    assert call(day) == "A002"
    day.later(60)
    day.do(WatchQueues())
    assert call(day) == "B001"
    assert len(day.events(CounterConverted)) == len(day.events(CounterGivenBack)) == 1


def test_it_is_given_back_by_hand_and_no_sooner_than_its_visitor_is_done() -> None:
    day = a_day()
    day.do(CONVERT)
    day.do(CallNext(counter=FOUR))
    day.do(StartService(counter=FOUR))
    day.do(GiveBackCounter(counter=FOUR))
    assert day.state.counters[FOUR].ticket is not None
    day.do(FinishService(counter=FOUR))
    assert call(day) == "B001"
    assert day.do(GiveBackCounter(counter=FOUR)).repeated


def test_a_second_word_changes_for_how_long_and_the_next_day_begins_as_the_files_say() -> None:
    day = a_day()
    day.do(CONVERT)
    day.do(ConvertCounter(counter=FOUR, queue=A, minutes=90))
    day.later(60 * 60)
    assert day.do(WatchQueues()).repeated
    day.later(24 * 60 * 60)
    day.do(OpenDay())
    assert day.state.conversions == {}


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (ConvertCounter(counter=CounterNumber(99), queue=A, minutes=30), "counter.unknown"),
        (ConvertCounter(counter=FOUR, queue=QueuePrefix("Z"), minutes=30), "queue.unknown"),
        (ConvertCounter(counter=FOUR, queue=A, minutes=0), "number.impossible"),
        (ConvertCounter(counter=FOUR, queue=A, minutes=481), "number.impossible"),
        (ConvertCounter(counter=FOUR, queue=B, minutes=30), "counter.serves_it"),
        (GiveBackCounter(counter=CounterNumber(99)), "counter.unknown"),
    ],
)
def test_what_cannot_be_is_refused(wish: ConvertCounter | GiveBackCounter, code: str) -> None:
    day = a_day()
    assert refusal(lambda: day.do(wish)) == code


def test_a_counter_that_somebody_was_sent_to_stays_until_they_were_called() -> None:
    day = a_day()
    there = next(ticket for ticket in day.state.tickets.values() if ticket.queue == B)
    day.do(TransferTicket(ticket=there.id, to_queue=B, to_counter=FOUR, reason="knows the case"))
    assert refusal(lambda: day.do(CONVERT)) == "counter.awaited"
    call(day)
    day.do(CONVERT)
    assert call(day) == "A001"


@pytest.mark.feature("F103", "F070")
def test_waits_are_stated_with_the_counters_that_help() -> None:
    day = a_day()
    for _ in range(6):
        day.issue("a1")
    estimator = Estimator.without_history(day.hall, day.policy)

    def minutes() -> float:
        wait = estimator.of_newcomer(day.state, A, day.now).wait
        assert wait is not None
        return wait.mean_s / 60

    alone = minutes()
    day.do(CONVERT)
    assert minutes() < 0.7 * alone


@pytest.mark.feature("F103", "F227")
def test_why_and_every_copy_of_the_state_know_it() -> None:
    day = a_day()
    day.do(CONVERT)
    why = explain_next(day.hall, day.state, day.hall.counter_by_number[FOUR], day.now)
    assert why is not None
    assert why.number == "A001"
    copy = HallState.from_snapshot(day.state.snapshot("e", day.now))
    assert copy.desk(day.hall.counter_by_number[FOUR]).queues == (A,)
