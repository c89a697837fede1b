"""Waits that grow too long: who is told when, and which counter would help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.core.alarms import predicted_waits
from hallcall.core.commands import CallNext, CloseCounter, FinishService, PauseCounter, StartService, WatchQueues
from hallcall.core.estimate import Estimator
from hallcall.core.events import AlarmEnded, AlarmKind, AlarmNoticed, AlarmRaised, CounterAction
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Span
from hallcall.core.places import Counter
from hallcall.core.promise import PromiseRules, TidalRules
from hallcall.core.rules import TicketRules
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix, ZoneId
from helpers.small_hall import Day, small_hall

NO_PROMISE = PromiseRules(within_min=0)
NO_TIDE = TidalRules(waiting_over=0, wait_over_min=0)


def tidal(**rules: float) -> Hall:
    """A hall that watches its lines and promises nothing."""
    chosen = replace(TidalRules(waiting_over=3, wait_over_min=0, for_min=5), **rules)  # type: ignore[arg-type]
    return small_hall(rules=TicketRules(promise=NO_PROMISE, tidal=chosen))


def promising() -> Hall:
    """A hall that promises 15 minutes. Its visits take 10 on the mean."""
    return small_hall(rules=TicketRules(promise=PromiseRules(), tidal=NO_TIDE))


def look(day: Day) -> WatchQueues:
    """What the server sends once a minute."""
    estimator = Estimator.without_history(day.hall, day.policy)
    return WatchQueues(predicted=tuple(predicted_waits(estimator, day.state, day.now).items()))


def watch(day: Day, minutes: int) -> list[float]:
    """Look once a minute; after how many minutes an alarm was raised."""
    start, found = day.now, list[float]()
    for _ in range(minutes):
        if any(isinstance(event, AlarmRaised) for event in day.do(look(day)).events):
            found.append((day.now - start).total_seconds() / 60)
        day.later(60)
    return found


def serve(day: Day, counter: int = 1) -> None:
    """Call the next and be done with them at once."""
    number = CounterNumber(counter)
    day.do(CallNext(counter=number))
    day.do(StartService(counter=number))
    day.do(FinishService(counter=number))


@pytest.mark.feature("F103")
def test_a_counter_is_suggested_when_too_many_have_waited_for_some_minutes() -> None:
    day = Day(tidal())
    day.open(1)
    for _ in range(4):
        day.issue("a1")
    assert watch(day, 9) == [5.0]
    (raised,) = day.events(AlarmRaised)
    assert isinstance(raised, AlarmRaised)
    assert (raised.kind, raised.queue, raised.waiting) == (AlarmKind.MORE_COUNTERS, "A", 4)
    assert (raised.action, raised.counter) == (CounterAction.OPEN, 2)


@pytest.mark.feature("F103")
def test_exactly_as_many_as_the_limit_are_not_too_many() -> None:
    day = Day(tidal())
    day.open(1)
    for _ in range(3):
        day.issue("a1")
    assert watch(day, 10) == []
    assert day.events(AlarmNoticed) == []


@pytest.mark.feature("F103")
def test_one_long_wait_is_enough() -> None:
    day = Day(tidal(waiting_over=0, wait_over_min=30, for_min=5))
    day.open(1)
    day.issue("a1")
    assert watch(day, 40) == [36.0]


@pytest.mark.feature("F103")
def test_a_suggestion_is_made_anew_with_what_would_help_then_while_the_line_stays_long() -> None:
    day = Day(tidal())
    day.open(1)
    for _ in range(4):
        day.issue("a1")
    assert watch(day, 12) == [5.0, 10.0]
    day.open(2)
    assert watch(day, 6) == [3.0]
    raised = [one for one in day.events(AlarmRaised) if isinstance(one, AlarmRaised)]
    assert [(one.action, one.counter) for one in raised] == [(CounterAction.OPEN, 2)] * 2 + [(CounterAction.OPEN, 3)]


@pytest.mark.feature("F103")
def test_a_line_that_swings_about_the_limit_does_not_flap() -> None:
    day = Day(tidal(waiting_over=4, for_min=5))
    day.open(1)
    for _ in range(5):
        day.issue("a1")
    for _ in range(20):
        day.do(look(day))
        serve(day)
        day.later(60)
        day.do(look(day))
        day.issue("a1")
        day.later(60)
    assert len(day.events(AlarmNoticed)) == 1
    assert day.events(AlarmEnded) == []
    while day.state.waiting[QueuePrefix("A")]:
        serve(day)
        day.later(5)
    day.do(look(day))
    assert len(day.events(AlarmEnded)) == 1
    assert day.state.alarms == {}


@pytest.mark.feature("F103")
def test_a_short_rush_tells_nobody() -> None:
    day = Day(tidal())
    day.open(1)
    for _ in range(4):
        day.issue("a1")
    assert watch(day, 4) == []
    for _ in range(3):
        serve(day)
        day.later(5)
    assert watch(day, 10) == []
    assert day.events(AlarmRaised) == []
    assert len(day.events(AlarmEnded)) == 1


@pytest.mark.feature("F104")
def test_the_alarm_is_raised_when_the_stated_wait_has_been_above_the_promise_for_three_minutes() -> None:
    day = Day(promising())
    day.open(1, 2)
    for counter in (1, 2):
        day.issue("a1")
        day.do(CallNext(counter=CounterNumber(counter)))
        day.do(StartService(counter=CounterNumber(counter)))
    assert watch(day, 5) == []
    for _ in range(3):
        day.issue("a1")
    assert watch(day, 10) == [3.0]
    (raised,) = day.events(AlarmRaised)
    assert isinstance(raised, AlarmRaised)
    assert raised.kind is AlarmKind.LONG_WAIT
    assert raised.predicted_min is not None
    assert raised.predicted_min > 15


@pytest.mark.feature("F104")
def test_the_alarm_ends_when_the_line_is_gone_and_may_come_again() -> None:
    day = Day(promising())
    day.open(1)
    for _ in range(5):
        day.issue("a1")
    assert watch(day, 5) == [3.0]
    for _ in range(5):
        serve(day)
        day.later(5)
    assert watch(day, 2) == []
    assert day.state.alarms == {}
    for _ in range(5):
        day.issue("a1")
    assert watch(day, 5) == [3.0]


@pytest.mark.feature("F104")
def test_without_an_open_counter_no_wait_can_be_stated_and_nothing_is_judged() -> None:
    day = Day(promising())
    for _ in range(9):
        day.issue("a1")
    assert watch(day, 10) == []


@pytest.mark.feature("F103", "F104")
def test_a_closed_queue_begins_no_alarm() -> None:
    shut = Calendar(id="always", weekly=((Span(0, 8 * 60),),) * 7, follows_holidays=False)
    day = Day(tidal())
    day.open(1)
    for _ in range(9):
        day.issue("a1")
    day.hall = replace(day.hall, calendars=(shut,))
    assert watch(day, 10) == []


@pytest.mark.feature("F103")
def test_looking_again_in_the_same_moment_changes_nothing() -> None:
    day = Day(tidal(for_min=0))
    day.open(1)
    for _ in range(4):
        day.issue("a1")
    assert [type(event) for event in day.do(look(day)).events] == [AlarmNoticed, AlarmRaised]
    assert day.do(look(day)).repeated


@pytest.mark.feature("F103")
def test_a_new_day_begins_without_alarms_and_a_snapshot_keeps_them() -> None:
    day = Day(tidal(for_min=0))
    day.open(1)
    for _ in range(4):
        day.issue("a1")
    day.do(look(day))
    again = HallState.from_snapshot(day.state.snapshot("e", day.now))
    assert again.alarms == day.state.alarms != {}


def wide_hall() -> Hall:
    """As ``tidal``, with two more counters for B alone, one of them below."""
    hall = tidal(for_min=0)
    b = QueuePrefix("B")
    more = (
        Counter(number=CounterNumber(5), zone=ZoneId("B"), queues=(b,)),
        Counter(number=CounterNumber(6), zone=ZoneId("A"), queues=(b,)),
    )
    return replace(hall, counters=(*hall.counters, *more))


def crowded(day: Day) -> AlarmRaised:
    """Let the line of A grow and look."""
    for _ in range(4):
        day.issue("a1")
    raised = day.do(look(day)).events[-1]
    assert isinstance(raised, AlarmRaised)
    return raised


@pytest.mark.feature("F103")
def test_with_all_its_counters_open_a_quiet_queue_lends_one_of_the_same_floor() -> None:
    day = Day(wide_hall())
    day.open(1, 2, 3, 4, 5, 6)
    raised = crowded(day)
    assert (raised.action, raised.counter, raised.from_queue) == (CounterAction.CONVERT, 6, "B")


@pytest.mark.feature("F103")
def test_a_queue_that_needs_its_counters_lends_none() -> None:
    day = Day(wide_hall())
    day.open(1, 2, 3, 4, 5, 6)
    for _ in range(3):
        day.issue("b1")
    raised = crowded(day)
    assert (raised.action, raised.counter) == (None, None)


@pytest.mark.feature("F103")
def test_a_pause_is_only_ended_when_nothing_else_helps() -> None:
    day = Day(tidal(for_min=0))
    day.open(1, 2, 3)
    day.do(PauseCounter(counter=CounterNumber(2), reason="noon"))
    assert day.state.counters[CounterNumber(2)].status is CounterStatus.PAUSED
    raised = crowded(day)
    assert (raised.action, raised.counter) == (CounterAction.RESUME, 2)
    day.do(CloseCounter(counter=CounterNumber(3)))
    day.state.alarms.clear()
    assert crowded(day).action is CounterAction.OPEN


@pytest.mark.feature("F104")
def test_a_stated_wait_that_swings_about_the_promise_ends_the_alarm_only_well_below() -> None:
    day = Day(promising())
    day.issue("a1")

    def stated(minutes: float) -> list[str]:
        day.later(180)
        events = day.do(WatchQueues(predicted=((QueuePrefix("A"), minutes),))).events
        return [event.name for event in events]

    assert stated(15) == []
    assert stated(15.1) == ["alarm.noticed"]
    assert stated(14) == []
    assert stated(20) == ["alarm.raised"]
    assert stated(12.1) == stated(16) == []
    assert stated(12) == ["alarm.ended"]
