"""People in the hall: counted, never fewer than none, from nothing each day."""

from __future__ import annotations

import random

import pytest

from hallcall.core.commands import CountPeople, OpenDay
from hallcall.core.errors import Refused
from hallcall.core.state import HallState
from helpers.small_hall import Day

pytestmark = pytest.mark.feature("F177")


def count(day: Day, entered: int, left: int) -> None:
    day.do(CountPeople(door="main", entered=entered, left=left))


def test_a_thousand_counts_never_leave_fewer_than_nobody_inside() -> None:
    day, chance = Day(), random.Random(177)
    came = went = 0
    for _ in range(1000):
        entered, left = chance.choice([(1, 0), (0, 1), (2, 1), (0, 2)])
        came, went = came + entered, went + left
        count(day, entered, left)
        assert day.state.people is not None
        assert day.state.people.now >= 0
    people = day.state.people
    assert people is not None
    assert (people.entered, people.left) == (came, went)
    assert people.now == came - went + people.unseen


def test_a_new_day_begins_with_nobody() -> None:
    day = Day()
    count(day, 5, 2)
    assert HallState.from_snapshot(day.state.snapshot("e", day.now)).people == day.state.people
    day.later(24 * 3600)
    day.do(OpenDay())
    assert day.state.people is None
    count(day, 0, 3)
    assert day.state.people is not None
    assert (day.state.people.now, day.state.people.unseen) == (0, 3)


def test_fewer_than_none_is_refused_and_nobody_is_no_news() -> None:
    day = Day()
    with pytest.raises(Refused, match=r"number\.impossible"):
        count(day, -1, 0)
    assert day.do(CountPeople(door="main", entered=0, left=0)).repeated
