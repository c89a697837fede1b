"""What a day of the log teaches about the next."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from hallcall.core.commands import (
    CallNext,
    CloseCounter,
    ConvertCounter,
    FinishService,
    GiveBackCounter,
    PassTicket,
    PauseCounter,
    ResumeCounter,
    StartService,
)
from hallcall.core.events import Recorded, TicketIssued
from hallcall.core.hall import Hall
from hallcall.core.history import learn
from hallcall.core.opening import Calendar, Span
from hallcall.core.past_days import DayFacts, Told, look_back
from hallcall.core.priority import PriorityClass
from hallcall.core.stated import StatedWait
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.told_waits import accuracy, accuracy_by, had_to_wait
from hallcall.core.values import changed
from helpers.booking_hall import TUESDAY, BookingDay
from helpers.booking_hall import at as booked_at
from helpers.small_hall import Day, small_hall

A, B, ONE = QueuePrefix("A"), QueuePrefix("B"), CounterNumber(1)
A1, B1 = ItemCode("a1"), ItemCode("b1")
LUNCH = Calendar(id="always", weekly=((Span(540, 720), Span(840, 1050)),) * 7, follows_holidays=False)


def facts(day: Day) -> DayFacts:
    return look_back(day.hall, day.log)


def visit(day: Day, *, lag_s: float = 40, served_s: float = 600, gap_s: float = 10) -> None:
    """One visitor at counter 1."""
    day.do(CallNext(counter=ONE))
    day.later(lag_s)
    day.do(StartService(counter=ONE))
    day.later(served_s)
    day.do(FinishService(counter=ONE))
    day.later(gap_s)


def test_lengths_are_learned_by_item_and_turns_by_queue() -> None:
    day = Day()
    day.open(1)
    for _ in range(3):
        day.issue("a1")
    for served_s in (300, 600, 900):
        visit(day, served_s=served_s)
    found = facts(day)
    assert found.services_s == {A1: [300, 600, 900]}
    assert found.lags_s == {A: [40, 40, 40]}
    # From one call to the next without the service; the last has no next.
    assert found.besides_s == {A: [50, 50]}
    assert found.calls == {A: 3}


def test_a_counter_that_was_free_says_nothing_about_turns() -> None:
    day = Day()
    day.open(1)
    day.issue()
    visit(day)
    day.later(3600)
    day.issue()
    visit(day)
    assert facts(day).besides_s == {}


def test_a_pause_is_no_part_of_a_turn() -> None:
    day = Day()
    day.open(1)
    for _ in range(2):
        day.issue()
    visit(day)
    day.do(PauseCounter(counter=ONE, reason="meal"))
    day.later(1800)
    day.do(ResumeCounter(counter=ONE))
    visit(day)
    assert facts(day).besides_s == {}


def test_calls_without_an_answer_are_counted_with_their_time() -> None:
    day = Day()
    day.open(1)
    for _ in range(2):
        day.issue()
    day.do(CallNext(counter=ONE))
    day.later(120)
    day.do(PassTicket(counter=ONE))
    visit(day)
    found = facts(day)
    assert found.unanswered == {A: 1}
    assert found.besides_s == {A: [120]}


def test_arrivals_are_counted_by_class_and_half_hour() -> None:
    day = Day()
    day.issue("a1")
    day.issue("a1", priority=PriorityClass.ELDER)
    day.later(1800)
    day.issue("a1")
    # Half hours from midnight: nine o'clock is the nineteenth.
    assert facts(day).arrivals == {(A, PriorityClass.NORMAL): {18: 1, 19: 1}, (A, PriorityClass.ELDER): {18: 1}}


def test_visitors_without_an_appointment_are_counted_apart() -> None:
    day = BookingDay()
    booking = day.book("p1", slot=booked_at("09:30", TUESDAY))
    day.go_to("09:25", TUESDAY)
    day.check_in(booking)
    day.issue("a1")
    found = facts(day)
    assert found.walk_ins == {A: {18: 1}}
    assert sum(kind.total() for kind in found.arrivals.values()) == 2


def test_counters_are_counted_in_the_middle_of_each_half_hour() -> None:
    day = Day()
    day.open(1, 3)
    day.later(1800)
    day.do(PauseCounter(counter=ONE, reason="meal"))
    day.later(1800)
    day.issue()
    assert facts(day).at_work == {A: {18: 2, 19: 1}, B: {18: 1, 19: 1}}


@pytest.mark.feature("F103")
def test_a_converted_counter_works_where_it_helps() -> None:
    day = Day()
    day.open(1)
    own = facts_after(day, 1800)
    day.do(ConvertCounter(counter=ONE, queue=B, minutes=60))
    there = facts_after(day, 1800)
    day.do(GiveBackCounter(counter=ONE))
    back = facts_after(day, 1800)
    assert (own[A], there[A], back[A]) == (1, 1, 2)
    assert (own[B], there[B], back[B]) == (0, 1, 1)


def facts_after(day: Day, seconds: float) -> dict[QueuePrefix, int]:
    """In how many slots somebody was at work for a queue, so much later."""
    day.later(seconds)
    day.open(2)
    day.do(CloseCounter(counter=CounterNumber(2)))
    return {queue: facts(day).at_work.get(queue, Counter()).total() for queue in (A, B)}


def test_how_long_clerks_stay_into_a_break_is_learned_from_their_last_call() -> None:
    hall = replace(small_hall(), calendars=(LUNCH,))
    day = Day(hall)
    day.open(1)
    for _ in range(2):
        day.issue()
    day.later(2 * 3600 + 50 * 60)
    visit(day, served_s=20 * 60)
    visit(day)
    day.do(PauseCounter(counter=ONE, reason="lunch"))
    stayed = facts(day).stays_s[A]
    assert 10 * 60 < stayed < 12 * 60
    assert learn(hall, [facts(day)]).stays_s[A] == stayed


def test_a_history_is_the_mean_of_its_days() -> None:
    days = []
    for people in (2, 4):
        day = Day()
        day.open(1)
        for _ in range(people):
            day.issue("a1", priority=PriorityClass.ELDER)
        day.do(CallNext(counter=ONE))
        day.later(3600)
        day.issue("b1")
        days.append(facts(day))
    found = learn(small_hall(), days)
    assert found.days == 2
    assert found.arrivals[A, PriorityClass.ELDER][18] == 3
    assert found.usual[A].arrivals == found.usual[A].walk_ins == (*(0.0,) * 19, *(3.0,) * 30)
    assert found.counters_at(A, 9 * 60 + 10) == 1
    assert found.counters_at(A, 4 * 60) == 0


def test_days_on_which_a_queue_was_closed_say_nothing_about_it() -> None:
    worked, holiday = Day(), Day()
    worked.open(1)
    for _ in range(2):
        worked.issue("a1", priority=PriorityClass.ELDER)
    visit(worked)
    worked.later(3600)
    worked.issue("a1")
    found = learn(small_hall(), [facts(worked), facts(holiday), DayFacts()])
    assert found.days == 1
    assert found.arrivals[A, PriorityClass.ELDER][18] == 2
    assert found.counters_at(A, 9 * 60 + 10) == 1
    # Nobody of B was ever called: its files are believed.
    assert found.counters_at(B, 9 * 60 + 10) is None
    assert (B, PriorityClass.ELDER) in found.arrivals


def test_without_past_days_the_halls_files_are_believed() -> None:
    hall: Hall = small_hall()
    busy = replace(hall, queues=tuple(replace(queue, daily_weight=100.0) for queue in hall.queues))
    found = learn(busy, ())
    assert found.counters_at(A, 600) is None
    assert sum(found.arrivals[A, PriorityClass.NORMAL]) == pytest.approx(88)
    assert sum(found.arrivals[A, PriorityClass.ELDER]) == pytest.approx(12)
    assert found.usual[A].arrivals[-1] == found.usual[A].walk_ins[-1] == pytest.approx(100)


def with_stated(day: Day, *said: StatedWait) -> list[Recorded]:
    """The log, its numbers with what was told."""
    left = iter(said)
    return [
        changed(one, event=changed(one.event, stated=next(left))) if isinstance(one.event, TicketIssued) else one
        for one in day.log
    ]


def said(p50_s: int, p90_s: int, *, ahead: int = 1, mean_s: int | None = None) -> StatedWait:
    return StatedWait(ahead=ahead, mean_s=p50_s if mean_s is None else mean_s, spread_s=60, p50_s=p50_s, p90_s=p90_s)


@pytest.mark.feature("F070")
def test_what_was_told_is_kept_beside_what_happened() -> None:
    day = Day()
    day.open(1)
    for _ in range(3):
        day.issue()
    visit(day)
    day.do(CallNext(counter=ONE))
    log = with_stated(day, said(0, 20, mean_s=0), said(600, 900), said(1200, 1500))
    told = look_back(day.hall, log).told
    # The third was never called.
    assert told == [Told(A, 18, said(0, 20, mean_s=0), 2.0), Told(A, 18, said(600, 900), 651.0)]


@pytest.mark.feature("F070")
def test_a_report_says_bias_error_and_how_often_ranges_held() -> None:
    told = [
        Told(A, 18, said(600, 900), 300.0),
        Told(A, 18, said(600, 900), 840.0),
        Told(B, 19, said(1200, 1800), 2400.0),
        Told(B, 19, said(0, 30, mean_s=0), 0.0),
    ]
    found = accuracy(told)
    assert found is not None
    assert found.visitors == 4
    assert found.waited_min == pytest.approx(14.75)
    assert found.bias_min == pytest.approx((5 - 4 - 20 + 0) / 4)
    assert found.mae_min == pytest.approx((5 + 4 + 20 + 0) / 4)
    assert (found.under_p50, found.under_p90, found.near) == (0.5, 0.75, 0.75)
    assert len(had_to_wait(told)) == 3
    by_queue = accuracy_by(told, lambda one: one.queue)
    assert {queue: one.visitors for queue, one in by_queue.items()} == {A: 2, B: 2}
    assert accuracy([]) is None


def test_a_day_that_was_told_teaches_how_far_estimates_miss() -> None:
    days = [DayFacts(calls=Counter({A: 2000}), told=[Told(A, 18, said(1200, 1500), 1320.0)] * 2000)]
    p50, p90 = learn(small_hall(), days).misses.promise(1200.0, 60.0)
    assert p50 == pytest.approx(1300.0, abs=10)
    assert p90 >= p50
    assert timedelta(seconds=p90) < timedelta(minutes=23)
