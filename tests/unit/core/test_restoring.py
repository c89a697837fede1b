"""After a restore no number on a slip is given again: where the queues go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.commands import Block, CloseDay, KnownNumbers, LeaseId, LeaseNumbers, OpenDay, RecordRestore
from hallcall.core.events import HallRestored, NumbersLeased, TicketExpired
from hallcall.core.opening import Calendar, Holidays, Span
from hallcall.core.terms import QueuePrefix
from helpers.small_hall import NINE, Day, small_hall

A, B = QueuePrefix("A"), QueuePrefix("B")
TODAY = date(2026, 11, 23)


def restored(day: Day, **more: object) -> dict[QueuePrefix, int]:
    command = RecordRestore(backup="hall.db", taken_at=day.now, known=None)
    outcome = day.do(replace(command, **more))  # type: ignore[arg-type]
    event = outcome.events[0]
    assert isinstance(event, HallRestored)
    return dict(event.numbers)


def test_a_queue_jumps_by_a_hundred_for_each_begun_hour_and_on_to_the_next_hundred() -> None:
    day = Day()
    for _ in range(3):
        day.issue()
    day.later(3600 + 60)
    assert restored(day, taken_at=NINE) == {A: 300, B: 200}
    assert day.issue().number == "A301"
    assert day.issue("b1").number == "B201"


def test_a_queue_that_gives_more_jumps_further() -> None:
    day = Day()
    assert restored(day, per_hour=((A, 240),)) == {A: 300, B: 100}


def test_a_clock_that_was_set_back_makes_no_number_come_twice() -> None:
    day = Day()
    assert restored(day, taken_at=NINE + timedelta(hours=1)) == {A: 100, B: 100}


def test_hours_in_which_a_queue_was_closed_do_not_count() -> None:
    hall = small_hall()
    calendar = Calendar(id="always", weekly=((Span(9 * 60, 17 * 60),),) * 7, follows_holidays=False)
    day = Day(replace(hall, calendars=(calendar,)), start=NINE - timedelta(hours=2))
    assert restored(day, taken_at=NINE - timedelta(days=3)) == {}
    day.now = NINE + timedelta(minutes=30)
    assert restored(day, taken_at=NINE - timedelta(days=3)) == {A: 100, B: 100}


def test_a_year_without_holidays_counts_as_open() -> None:
    hall = small_hall()
    day = Day(hall)
    calendar = replace(hall.calendars[0], follows_holidays=True)
    day.hall = replace(hall, calendars=(calendar,), holidays=Holidays({}))
    assert restored(day) == {A: 100, B: 100}


def test_what_can_still_be_read_is_held_to() -> None:
    day = Day()
    day.issue()
    block = Block(lease=LeaseId("2026-11-23/K1/A800"), kiosk="K1", book="b1", queue=A, first=800, last=819)
    known = KnownNumbers(day=TODAY, newest=((A, 17),), blocks=(block,))
    assert restored(day, known=known) == {A: 17}
    assert day.issue().number == "A018"
    assert day.state.leases[block.lease].book == "b1"
    assert restored(day, known=known) == {}
    assert len(day.events(NumbersLeased)) == 1


def test_what_was_known_of_yesterday_does_not_matter_today() -> None:
    day = Day()
    known = KnownNumbers(day=date(2026, 11, 22), newest=((A, 17),))
    assert restored(day, known=known) == {}
    assert day.issue().number == "A001"


def test_blocks_that_kiosks_may_hold_are_nobody_s() -> None:
    day = Day()
    day.do(LeaseNumbers(kiosk="K1", book="b1"))
    restored(day)
    day.do(LeaseNumbers(kiosk="K1", book="b2"))
    mine = [lease.first for lease in day.state.leases.values() if lease.queue == A]
    assert mine == [800, 820, 840]


@given(lost=st.integers(0, 99), known=st.integers(0, 600), minutes=st.integers(0, 180))
def test_no_number_ever_comes_twice(lost: int, known: int, minutes: int) -> None:
    day = Day()
    day.state.last_seq[A] = known
    given_since = known + min(lost, 100 * (minutes // 60 + 1))
    day.later(minutes * 60)
    restored(day, taken_at=NINE)
    assert int(day.issue().number[1:]) > given_since


@pytest.mark.feature("F217")
def test_closing_the_day_twice_is_closing_it_once() -> None:
    day = Day()
    day.open(1)
    tickets = [day.issue(), day.issue("b1")]
    outcome = day.do(CloseDay())
    assert outcome.events == tuple(TicketExpired(ticket=ticket.id) for ticket in tickets)
    again = day.do(CloseDay())
    assert (again.events, again.repeated) == ((), True)
    day.now += timedelta(days=1)
    day.do(OpenDay())
    assert day.issue().number == "A001"
    assert len(day.events(TicketExpired)) == 2
