"""Booked visitors who come after the end of their slot, by the four ways a hall can choose."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hallcall.core.classes import OrderRules, PriorityClass
from hallcall.core.commands import CallNext, FinishService, OpenCounter, StartService
from hallcall.core.days import half_day_end, session_end
from hallcall.core.hall import CounterNumber, LateMode, LateRules, QueuePrefix, TicketRules
from hallcall.core.lateness import late_place
from hallcall.core.opening import Calendar, Span
from hallcall.core.policies import policy_of
from hallcall.core.tickets import ClerkId
from helpers.small_hall import NINE, Day, small_hall

A, C1 = QueuePrefix("A"), CounterNumber(1)
TEN = NINE + timedelta(hours=1)
BOOKED, NORMAL = PriorityClass.BOOKED, PriorityClass.NORMAL


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return NINE + timedelta(hours=hour - 9, minutes=minute, seconds=second)


def a_day(rules: LateRules, *spans: Span, noon: Span | None = None, order: OrderRules | None = None) -> Day:
    """A day of a hall with that rule; first come first served unless an order is given."""
    hall = small_hall(rules=TicketRules(late=rules))
    open_at = spans or (Span(9 * 60, 12 * 60), Span(14 * 60, 17 * 60))
    calendar = Calendar(id="always", weekly=(open_at,) * 7, follows_holidays=False, noon=noon)
    return Day(replace(hall, calendars=(calendar,)), policy=policy_of(order) if order else None)


def check_in(day: Day, *, start: datetime = NINE, end: datetime = TEN) -> str:
    """Somebody with a slot comes now; their number."""
    place = late_place(day.hall, A, start, end, day.now)
    ticket = day.issue()
    if place is None:
        changes: dict[str, object] = {"seniority": start, "priority": BOOKED}
    else:
        changes = {
            "seniority": place.seniority,
            "priority": place.priority,
            "defer_left": place.defer_by,
            "spaced_by": place.spaced_by,
            "at_end": place.at_end,
        }
    day.state.put(replace(ticket, **changes))  # type: ignore[arg-type]
    return ticket.number


@pytest.mark.feature("F092")
@pytest.mark.parametrize(
    ("arrives", "is_late"),
    [(at(8, 50), False), (at(9, 30), False), (at(10), False), (at(10, 0, 1), True), (at(10, 5), True)],
    ids=["before it", "within it", "10:00 exactly", "a second after", "five minutes after"],
)
@pytest.mark.parametrize("mode", LateMode)
def test_late_is_who_comes_after_the_end_of_the_slot(mode: LateMode, arrives: datetime, is_late: bool) -> None:
    hall = a_day(LateRules(mode=mode)).hall
    assert (late_place(hall, A, NINE, TEN, arrives) is not None) is is_late


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
    names[check_in(day, start=TEN, end=at(11))] = "next"
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
