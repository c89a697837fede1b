"""What each room of glass should be, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.commands import CallNext, FinishService, StartService
from hallcall.core.glass import GlassReason, GlassWish, plan_glass
from hallcall.core.hall import Hall
from hallcall.core.opening import Holidays
from hallcall.core.places import GlassHours, GlassInEmergency, GlassRoom
from hallcall.core.terms import CounterNumber
from helpers.simulated import OFFICE
from helpers.small_hall import Day, small_hall

pytestmark = pytest.mark.feature("F112")

NIGHT = timedelta(hours=13)


def glazed(**room: object) -> Hall:
    """The small hall with one room of glass in the zone of its first queue."""
    hall = small_hall()
    office = replace(OFFICE, id=hall.queues[0].calendar)
    hall = replace(hall, calendars=(office, *hall.calendars[1:]))
    return replace(hall, glass=(GlassRoom(id="room-1", zone=hall.queues[0].zone, **room),))  # type: ignore[arg-type]


def wish(day: Day, *, later: timedelta = timedelta(), is_heard: bool = True, is_emergency: bool = False) -> GlassWish:
    now = (day.now + later).astimezone(ZoneInfo(day.hall.timezone))
    return plan_glass(day.hall, day.state, now, is_heard=is_heard, is_emergency=is_emergency)["room-1"]


@pytest.mark.parametrize(
    ("hours", "by_day", "by_night"), [(GlassHours.PRIVATE, True, False), (GlassHours.CLEAR, False, True)]
)
def test_the_hours_of_the_zone_decide_either_way(hours: GlassHours, by_day: bool, by_night: bool) -> None:
    day = Day(glazed(hours=hours))
    assert wish(day) == GlassWish(by_day, GlassReason.OPEN)
    assert wish(day, later=NIGHT) == GlassWish(by_night, GlassReason.CLOSED)


def test_a_counter_that_serves_makes_its_room_private() -> None:
    one = CounterNumber(1)
    day = Day(glazed(hours=GlassHours.CLEAR, counters=(one,)))
    day.open(1)
    day.issue("a1")
    assert not wish(day).is_private
    day.do(CallNext(counter=one))
    assert not wish(day).is_private, "nobody has come yet"
    day.do(StartService(counter=one))
    assert wish(day) == GlassWish(True, GlassReason.VISITOR)
    day.do(FinishService(counter=one))
    assert not wish(day).is_private


def test_a_server_that_is_not_heard_makes_every_room_private() -> None:
    day = Day(glazed(hours=GlassHours.CLEAR))
    assert wish(day, is_heard=False) == GlassWish(True, GlassReason.UNHEARD)


@pytest.mark.feature("F113")
@pytest.mark.parametrize("agreed", GlassInEmergency)
@pytest.mark.parametrize("is_heard", [True, False])
def test_in_an_emergency_the_agreed_state_holds_even_without_the_server(
    agreed: GlassInEmergency, is_heard: bool
) -> None:
    day = Day(glazed(on_emergency=agreed))
    expected = GlassWish(agreed is GlassInEmergency.PRIVATE, GlassReason.EMERGENCY)
    assert wish(day, is_heard=is_heard, is_emergency=True) == expected


def test_a_year_without_holidays_is_private_rather_than_guessed() -> None:
    hall = glazed(hours=GlassHours.CLEAR)
    calendars = tuple(replace(calendar, follows_holidays=True) for calendar in hall.calendars)
    day = Day(replace(hall, holidays=Holidays({}), calendars=calendars))
    assert wish(day) == GlassWish(True, GlassReason.NO_CALENDAR)


@given(
    hours=st.sampled_from(GlassHours),
    minutes=st.integers(0, 7 * 24 * 60),
    is_heard=st.booleans(),
    is_serving=st.booleans(),
)
def test_glass_is_clear_only_while_the_server_is_heard_and_nobody_is_served(
    hours: GlassHours, minutes: int, is_heard: bool, is_serving: bool
) -> None:
    one = CounterNumber(1)
    day = Day(glazed(hours=hours, counters=(one,)))
    day.open(1)
    day.issue("a1")
    day.do(CallNext(counter=one))
    if is_serving:
        day.do(StartService(counter=one))
    found = wish(day, later=timedelta(minutes=minutes), is_heard=is_heard)
    if not found.is_private:
        assert is_heard
        assert not is_serving
