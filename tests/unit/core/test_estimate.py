"""What visitors are told about their wait."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.commands import CallNext, PauseCounter
from hallcall.core.estimate import estimate_wait, ticket_wait
from hallcall.core.hall import CounterNumber, QueuePrefix
from helpers.small_hall import Day

A = QueuePrefix("A")


def test_nobody_can_tell_while_no_counter_is_open() -> None:
    day = Day()
    assert estimate_wait(day.hall, day.state, A, 3) is None
    day.open(1)
    day.do(PauseCounter(counter=CounterNumber(1), reason="meal"))
    assert estimate_wait(day.hall, day.state, A, 3) is None


def test_a_free_counter_means_at_once() -> None:
    day = Day()
    day.open(1)
    found = estimate_wait(day.hall, day.state, A, 0)
    assert found is not None
    assert (found.low_min, found.high_min) == (0, 5)


def test_half_as_many_counters_mean_about_twice_the_wait() -> None:
    ranges = []
    for counters in ((1,), (1, 2)):
        day = Day()
        day.open(*counters)
        for _ in counters:
            day.issue()
        for number in counters:
            day.do(CallNext(counter=CounterNumber(number)))
        found = estimate_wait(day.hall, day.state, A, 11)
        assert found is not None
        ranges.append(found.low_min)
    assert ranges == [120, 60]


@given(st.integers(0, 60), st.integers(1, 3))
def test_a_range_is_never_narrower_than_five_minutes_and_grows_with_the_people_ahead(ahead: int, counters: int) -> None:
    day = Day()
    day.open(*range(1, counters + 1))
    near, far = (estimate_wait(day.hall, day.state, A, n) for n in (ahead, ahead + 1))
    assert near is not None
    assert far is not None
    assert near.high_min - near.low_min >= 5
    assert near.low_min % 5 == near.high_min % 5 == 0
    assert far.low_min >= near.low_min
    assert far.high_min >= near.high_min


def test_people_ahead_are_counted_in_call_order() -> None:
    day = Day()
    day.open(1)
    tickets = [day.issue() for _ in range(3)]
    found = ticket_wait(day.hall, day.state, tickets[2].id, day.policy, day.now)
    assert found is not None
    assert found[0] == 2
    day.do(CallNext(counter=CounterNumber(1)))
    assert ticket_wait(day.hall, day.state, tickets[0].id, day.policy, day.now) is None
