"""Nobody needs a booking, unless the item itself says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hallcall.core.commands import IssueTicket, OpenDay
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode
from helpers.sample_halls import sample_hall
from helpers.small_hall import Day, small_hall

TEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, 10:00 in the hall."""
MIDNIGHT = TEN + timedelta(hours=14)


@pytest.fixture(scope="module")
def haibin() -> Hall:
    return sample_hall("haibin")


@pytest.mark.feature("F048")
def test_every_item_of_the_sample_hall_is_open_to_walk_ins_in_opening_hours(haibin: Hall) -> None:
    day = Day(haibin, start=TEN)
    for item in haibin.items:
        assert day.do(IssueTicket(item=item.code)).ticket is not None, item.code
    assert len(day.state.tickets) == len(haibin.items) == 961


@pytest.mark.feature("F048")
def test_an_item_by_appointment_only_says_so() -> None:
    hall = small_hall()
    items = tuple(replace(item, appointment_only=item.code == "b1") for item in hall.items)
    day = Day(replace(hall, items=items))
    assert day.issue("a1").number == "A001"
    with pytest.raises(Refused, match=r"item\.appointment_only"):
        day.do(IssueTicket(item=ItemCode("b1")))


def test_a_closed_queue_says_when_it_opens(haibin: Hall) -> None:
    day = Day(haibin, start=MIDNIGHT)
    with pytest.raises(Refused) as refused:
        day.do(IssueTicket(item=ItemCode("SJ-06")))
    assert (refused.value.code, refused.value.fields["opens"]) == ("calendar.closed", "2026-11-24T09:00+08:00")


def test_in_a_year_without_holiday_file_no_ticket_is_given_and_nothing_guessed(haibin: Hall) -> None:
    day = Day(haibin, start=datetime(2027, 3, 1, 2, 0, tzinfo=UTC))
    assert day.do(OpenDay()).repeated
    with pytest.raises(Refused, match=r"calendar\.year_missing"):
        day.do(IssueTicket(item=ItemCode("SJ-06")))
