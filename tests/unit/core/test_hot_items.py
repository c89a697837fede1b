"""What stands on the kiosk's first page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from hallcall.core.commands import OpenDay
from hallcall.core.hot import demand, first_page, hot_items
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode
from helpers.small_hall import Day, item, small_hall

A1, A2, B1, B2 = (ItemCode(code) for code in ("a1", "a2", "b1", "b2"))


def day(**counts: int) -> Mapping[ItemCode, int]:
    return {ItemCode(code): count for code, count in counts.items()}


@pytest.mark.feature("F016")
def test_what_is_asked_for_most_comes_first_and_equals_stand_by_code() -> None:
    days = [day(b1=9, a2=3, a1=3, b2=1)] * 30
    assert hot_items(small_hall(), days) == (B1, A1, A2, B2)


@pytest.mark.feature("F016")
def test_the_order_is_the_same_however_the_days_and_items_are_read() -> None:
    days = [day(a1=place % 4, a2=3, b1=place % 3, b2=2) for place in range(30)]
    shuffled = [dict(Random(3).sample(sorted(one.items()), len(one))) for one in days]
    Random(7).shuffle(shuffled)
    assert list(demand(days)) == list(demand(shuffled))


@pytest.mark.feature("F016")
def test_one_burst_does_not_dominate_a_month() -> None:
    days = [day(a1=10, b1=6)] * 29 + [day(a1=10, b1=900, b2=500)]
    ranked = demand(days)
    assert list(ranked) == [A1, B1, B2]
    assert ranked[B2] == 1
    assert ranked[B1] == 29 * 6 + 13


@pytest.mark.feature("F016")
def test_a_new_hall_keeps_the_order_of_its_catalogue() -> None:
    assert hot_items(small_hall(), [day(b2=50)] * 4) == (A1, B1, A2, B2)
    assert hot_items(small_hall(), []) == (A1, B1, A2, B2)


@pytest.mark.feature("F016")
def test_an_item_that_is_offered_no_more_is_not_shown() -> None:
    assert hot_items(small_hall(), [day(gone=90, b2=5)] * 10, most=2) == (B2, A1)
    assert first_page(small_hall(), [ItemCode("gone")]) == (A1, B1)


@pytest.mark.feature("F016")
def test_no_made_up_item_fills_the_page() -> None:
    made_up = replace(item("z9", "A"), synthetic=True)
    hall = small_hall()
    assert ItemCode("z9") not in hot_items(replace(hall, items=(made_up, *hall.items), hot_items=()), [])


@pytest.mark.feature("F016")
def test_the_page_of_a_day_is_fixed_when_the_day_begins() -> None:
    hall = Day()
    hall.later(24 * 3600)
    hall.do(OpenDay(hot_items=(B2, A1)))
    assert first_page(hall.hall, hall.state.hot_items) == (B2, A1)
    assert HallState.from_snapshot(hall.state.snapshot("e", hall.now)).hot_items == (B2, A1)
    hall.later(24 * 3600)
    hall.do(OpenDay())
    assert first_page(hall.hall, hall.state.hot_items) == (A1, B1)
