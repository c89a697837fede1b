"""Booked visitors who come after the end of their slot, by the four ways a hall can choose."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hallcall.core.booking.rules import BookingRules
from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import CallNext, FinishService, OpenCounter, StartService
from hallcall.core.days import half_day_end, session_end
from hallcall.core.hall import Hall
from hallcall.core.lateness import in_time_until, place_if_late, place_in_time
from hallcall.core.opening import Calendar, Span
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass
from hallcall.core.rules import LateMode, LateRules, TicketRules
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import ClerkId
from helpers.small_hall import NINE, Day, small_hall

A, C1 = QueuePrefix("A"), CounterNumber(1)
TEN = NINE + timedelta(hours=1)
BOOKED, ELDER, NORMAL = PriorityClass.BOOKED, PriorityClass.ELDER, PriorityClass.NORMAL


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return NINE + timedelta(hours=hour - 9, minutes=minute, seconds=second)


def a_day(rules: LateRules, *spans: Span, noon: Span | None = None, order: OrderRules | None = None) -> Day:
    """A day of a hall with that rule; first come first served unless an order is given."""
    hall = small_hall(rules=TicketRules(late=rules, booking=BookingRules(slot_min=60)))
    open_at = spans or (Span(9 * 60, 12 * 60), Span(14 * 60, 17 * 60))
    calendar = Calendar(id="always", weekly=(open_at,) * 7, follows_holidays=False, noon=noon)
    return Day(replace(hall, calendars=(calendar,)), policy=policy_of(order) if order else None)


def check_in(day: Day, *, start: datetime = NINE) -> str:
    """Somebody with a slot of an hour comes now; their number."""
    is_in_time = day.now < in_time_until(day.hall, start)
    place = place_in_time(day.hall, start, day.now) if is_in_time else place_if_late(day.hall, A, start, day.now)
    ticket = day.issue()
    changed = replace(
        ticket,
        seniority=place.seniority,
        priority=place.priority,
        defer_left=place.defer_by,
        spaced_by=place.spaced_by,
        at_end=place.at_end,
    )
    day.state.put(changed)
    return ticket.number


@pytest.mark.feature("F092")
@pytest.mark.parametrize(
    ("arrives", "is_late"),
    [(at(8, 50), False), (at(9, 30), False), (at(10), False), (at(10, 0, 59), False), (at(10, 1), True)],
    ids=["before it", "within it", "10:00 exactly", "the minute it ends", "a minute after"],
)
@pytest.mark.parametrize("mode", [mode for mode in LateMode if mode is not LateMode.NORMAL])
def test_where_places_are_kept_late_is_who_comes_after_the_slot(
    mode: LateMode, arrives: datetime, is_late: bool
) -> None:
    hall = a_day(LateRules(mode=mode)).hall
    assert (arrives >= in_time_until(hall, NINE)) is is_late


def test_where_none_are_kept_late_is_who_comes_after_the_grace() -> None:
    hall = a_day(LateRules(mode=LateMode.NORMAL)).hall
    assert in_time_until(hall, NINE) == at(9, 16)


@pytest.mark.feature("F092")
@given(
    mode=st.sampled_from(LateMode),
    policy=st.sampled_from([name for name in PolicyName if name is not PolicyName.QUOTA]),
    grace_min=st.integers(0, 75),
    others=st.lists(st.tuples(st.integers(30, 179), st.sampled_from([NORMAL, BOOKED, ELDER])), max_size=25),
    calls_every_min=st.integers(2, 15),
    comes=st.lists(st.integers(30, 200), min_size=2, max_size=6, unique=True),
)
@settings(max_examples=60)
def test_later_is_never_better(
    mode: LateMode,
    policy: PolicyName,
    grace_min: int,
    others: list[tuple[int, PriorityClass]],
    calls_every_min: int,
    comes: list[int],
) -> None:
    """Booked for ten; the same others come, and somebody is called every so many minutes. Minutes from nine."""
    called = [
        called_at(came, a_hall_that(mode, grace_min), OrderRules(policy=policy), others, calls_every_min)
        for came in sorted(comes)
    ]
    assert called == sorted(called)


def a_hall_that(mode: LateMode, grace_min: int) -> Hall:
    """Open from nine to five, with slots of half an hour."""
    rules = TicketRules(late=LateRules(mode=mode, insert_after=2), booking=BookingRules(grace_min=grace_min))
    calendar = Calendar(id="always", weekly=((Span(9 * 60, 17 * 60),),) * 7, follows_holidays=False)
    return replace(small_hall(rules=rules), calendars=(calendar,))


def called_at(
    came: int, hall: Hall, order: OrderRules, others: list[tuple[int, PriorityClass]], calls_every_min: int
) -> int:
    """The minute in which the one who has booked for ten and comes in that minute is called."""
    day = Day(hall, policy=policy_of(order))
    day.do(OpenCounter(counter=C1, clerk=ClerkId("c1")))
    mine = ""
    for minute in range(30, 1_000):
        day.now = NINE + timedelta(minutes=minute)
        # Walk-ins come half a minute later, so that nobody comes at the very same time.
        if minute == came:
            mine = check_in(day, start=TEN)
        day.later(30)
        for at_min, kind in others:
            if at_min == minute:
                day.issue(priority=kind)
        if minute % calls_every_min == 0 and day.line():
            ticket = day.do(CallNext(counter=C1)).ticket
            assert ticket is not None
            if day.ticket(ticket).number == mine:
                return minute
            day.do(StartService(counter=C1))
            day.do(FinishService(counter=C1))
    raise AssertionError("never called")


@pytest.mark.feature("F092")
@pytest.mark.parametrize(
    ("mode", "line"),
    [
        # one other goes first, then the late one
        (LateMode.INSERT, ["own", "LATE", "w1", "next", "w2", "w3"]),
        # behind all of 9:00 to 10:00, before the booked of 10:00 and who came after ten
        (LateMode.SLOT_END, ["own", "w1", "LATE", "next", "w2", "w3"]),
        (LateMode.HALF_DAY_END, ["own", "w1", "next", "w2", "w3", "LATE"]),
        (LateMode.NORMAL, ["own", "w1", "next", "w2", "LATE", "w3"]),
    ],
)
def test_the_example_of_the_manual(mode: LateMode, line: list[str]) -> None:
    """Booked for 9:00 to 10:00, arrives at 10:05."""
    day = a_day(LateRules(mode=mode, insert_after=1))
    names: dict[str, str] = {}
    day.now = at(9, 10)
    names[check_in(day)] = "own"
    day.now = at(9, 50)
    names[day.issue().number] = "w1"
    day.now = at(9, 55)
    names[check_in(day, start=TEN)] = "next"
    day.now = at(10, 1)
    names[day.issue().number] = "w2"
    day.now = at(10, 5)
    names[check_in(day)] = "LATE"
    day.now = at(10, 6)
    names[day.issue().number] = "w3"
    assert [names[number] for number in day.line()] == line


@pytest.mark.feature("F092")
def test_several_late_visitors_are_inserted_every_n_others() -> None:
    day = a_day(LateRules(mode=LateMode.INSERT, insert_after=2))
    day.now = at(10, 5)
    late = {check_in(day) for _ in range(3)}
    for _ in range(8):
        day.issue()
    foretold = day.line()
    assert [place for place, number in enumerate(foretold) if number in late] == [2, 5, 8]
    day.do(OpenCounter(counter=C1, clerk=ClerkId("c1")))
    called: list[str] = []
    for _ in foretold:
        ticket = day.do(CallNext(counter=C1)).ticket
        assert ticket is not None
        called.append(day.ticket(ticket).number)
        day.do(StartService(counter=C1))
        day.do(FinishService(counter=C1))
    assert called == foretold


@pytest.mark.feature("F092")
def test_the_end_of_the_half_day_holds_also_against_claims_that_grow_and_ends_with_the_half_day() -> None:
    day = a_day(LateRules(mode=LateMode.HALF_DAY_END), order=OrderRules())
    day.now = at(10, 5)
    late = check_in(day)
    day.now = at(11, 59)
    morning = day.issue().number
    assert day.line() == [morning, late]
    day.now = at(14, 1)
    afternoon = day.issue().number
    assert day.line().index(late) < day.line().index(afternoon)


@pytest.mark.parametrize(
    ("now", "spans", "noon", "session", "half"),
    [
        (at(10), (Span(540, 720), Span(840, 1020)), None, at(12), at(12)),
        (at(13), (Span(540, 720), Span(840, 1020)), None, at(12), at(12)),
        (at(15), (Span(540, 720), Span(840, 1020)), None, at(17), at(17)),
        (at(18), (Span(540, 720), Span(840, 1020)), None, at(17), at(17)),
        (at(8), (Span(540, 720),), None, at(8), at(8)),
        (at(10), (Span(540, 1020),), None, at(17), at(12)),
        (at(10), (Span(540, 1020),), Span(690, 810), at(17), at(11, 30)),
        (at(12), (Span(540, 1020),), None, at(17), at(17)),
    ],
)
def test_sessions_and_half_days_end_with_opening_spans_and_at_noon(
    now: datetime, spans: tuple[Span, ...], noon: Span | None, session: datetime, half: datetime
) -> None:
    hall = a_day(LateRules(), *spans, noon=noon).hall
    assert session_end(hall, A, now) == session
    assert half_day_end(hall, A, now) == half
