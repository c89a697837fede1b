"""Numbers that did not come: when they may be passed, where they wait then, and how their visitors come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import (
    CallNext,
    CloseDay,
    FinishService,
    PassTicket,
    PauseCounter,
    Recall,
    RecallMe,
    ReturnTicket,
    ServePassed,
    StartService,
)
from hallcall.core.errors import Refused
from hallcall.core.events import TicketCancelled, TicketReturned
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Span
from hallcall.core.order import people_ahead
from hallcall.core.passing import pass_wait_s
from hallcall.core.rules import CallRules, PassRule, PassRules
from hallcall.core.situation import Situation
from hallcall.core.snapshot import CounterStatus
from hallcall.core.terms import CounterNumber, Seconds
from hallcall.core.tickets import Ticket, TicketState
from helpers.small_hall import NINE, Day, small_hall

C1, C2, C3, C4 = (CounterNumber(n) for n in (1, 2, 3, 4))


def serve_next(day: Day) -> str:
    """Call the next, serve and finish them; their number."""
    called = day.do(CallNext(counter=C1)).ticket
    assert called is not None
    number = day.ticket(called).number
    day.do(StartService(counter=C1))
    day.do(FinishService(counter=C1))
    return number


def pass_next(day: Day) -> None:
    """Call the next, wait in vain, and pass them."""
    day.do(CallNext(counter=C1))
    day.later(100)
    day.do(PassTicket(counter=C1))


def passed(rules: PassRules, others: int = 0, *, passes: int = 1) -> tuple[Day, Ticket]:
    """A001 was passed so often in a row, with so many behind it."""
    day = Day(small_hall(passing=rules))
    day.open(1)
    first = day.issue()
    for _ in range(others):
        day.issue()
    for _ in range(passes):
        while day.line()[0] != first.number:
            serve_next(day)
        pass_next(day)
    return day, first


def refusal(day: Day, command: RecallMe | ServePassed) -> str:
    with pytest.raises(Refused) as refused:
        day.do(command)
    return refused.value.code


@pytest.mark.feature("F089")
def test_a_number_is_passed_only_after_its_calls_or_its_time() -> None:
    day = Day(small_hall(calls=CallRules(repeats=2, repeat_gap_s=Seconds(20), no_show_after_s=Seconds(90))))
    day.open(1)
    day.issue()
    day.do(CallNext(counter=C1))
    with pytest.raises(Refused) as refused:
        day.do(PassTicket(counter=C1))
    assert (refused.value.code, refused.value.fields) == ("call.give_time", {"wait_s": 91})
    for _ in range(2):
        day.later(20)
        day.do(Recall(counter=C1))
    ticket = day.state.tickets[day.state.counters[C1].ticket]  # type: ignore[index]
    assert pass_wait_s(Situation(day.hall, day.state, day.now, day.policy), ticket) == 20
    day.later(20)
    day.do(PassTicket(counter=C1))
    assert day.state.counters[C1].status is CounterStatus.IDLE


DEFER, TAIL, END, VOID = PassRule.DEFER, PassRule.TAIL, PassRule.SESSION_END, PassRule.VOID


@pytest.mark.feature("F089")
@pytest.mark.parametrize(
    ("rules", "others", "passes", "line"),
    [
        # (a) put back by three; more than three passes cancel
        (PassRules(defer_by=3, max_passes=4), 0, 1, ["A001"]),
        (PassRules(defer_by=3, max_passes=4), 2, 1, ["A002", "A003", "A001"]),
        (PassRules(defer_by=3, max_passes=4), 5, 1, ["A002", "A003", "A004", "A001", "A005", "A006"]),
        (PassRules(defer_by=3, max_passes=4), 10, 3, ["A008", "A009", "A010", "A001", "A011"]),
        (PassRules(defer_by=3, max_passes=4), 10, 4, ["A011"]),
        # (b) to the tail
        (PassRules(rule=TAIL), 5, 1, ["A002", "A003", "A004", "A005", "A006", "A001"]),
        # (c) put back by three the first time; after the second pass it is not called by itself
        (PassRules(aside_from_pass=2), 5, 1, ["A002", "A003", "A004", "A001", "A005", "A006"]),
        (PassRules(aside_from_pass=2), 5, 2, ["A005", "A006"]),
        # (d) three passes in a row and it is void
        (PassRules(rule=TAIL, max_passes=3), 2, 2, ["A001"]),
        (PassRules(rule=TAIL, max_passes=3), 2, 3, []),
        # (e) at the end of the session
        (PassRules(rule=END), 4, 1, ["A002", "A003", "A004", "A005", "A001"]),
        # (f) void
        (PassRules(rule=VOID), 2, 1, ["A002", "A003"]),
    ],
)
def test_passed_numbers_wait_again_by_the_halls_rule(
    rules: PassRules, others: int, passes: int, line: list[str]
) -> None:
    """The six ways that halls have, two cases of each or more where they differ."""
    day, first = passed(rules, others, passes=passes)
    assert day.line() == line
    is_over = first.number not in line and rules.aside_from_pass == 0
    assert (first.id in day.state.ended) is is_over


@pytest.mark.feature("F089")
def test_newcomers_do_not_overtake_a_deferred_number_more_than_the_rule_says() -> None:
    day, _ = passed(PassRules(defer_by=3))
    for _ in range(6):
        day.issue()
    assert day.line() == ["A002", "A003", "A004", "A001", "A005", "A006", "A007"]


@pytest.mark.feature("F089")
def test_passes_count_in_a_row() -> None:
    """Who was served in between has not missed three calls one after the other."""
    day, first = passed(PassRules(rule=TAIL, max_passes=3), passes=2)
    day.do(CallNext(counter=C1))
    assert day.ticket(first).passes == 2
    day.do(StartService(counter=C1))
    assert day.ticket(first).passes == 0


def half_days(hall: Hall) -> Hall:
    """The hall, open from 9 to 12 and from 14 to 17 hours."""
    spans = (Span(9 * 60, 12 * 60), Span(14 * 60, 17 * 60))
    return replace(hall, calendars=(Calendar(id="always", weekly=(spans,) * 7, follows_holidays=False),))


def at(hour: int, minute: int = 0) -> datetime:
    return NINE + timedelta(hours=hour - 9, minutes=minute)


@pytest.mark.feature("F089")
def test_the_end_of_the_session_is_that_of_the_present_opening_span() -> None:
    """Who missed their call in the morning waits for all of the morning, and for nobody of the afternoon."""
    day = Day(half_days(small_hall(passing=PassRules(rule=END))))
    day.open(1)
    day.issue()
    day.issue()
    pass_next(day)
    day.issue()
    assert day.line() == ["A002", "A003", "A001"]
    day.now = at(14, 1)
    day.issue()
    assert day.line() == ["A002", "A003", "A001", "A004"]
    serve_next(day)
    serve_next(day)
    pass_next(day)
    day.issue()
    assert day.line() == ["A004", "A005", "A001"]


@pytest.mark.feature("F089")
@pytest.mark.parametrize("rule", [DEFER, TAIL, END])
def test_who_is_passed_at_closing_is_called_until_it_is_over_and_expires_with_the_day(rule: PassRule) -> None:
    day = Day(half_days(small_hall(passing=PassRules(rule=rule, max_passes=3))))
    day.open(1)
    day.now = at(16, 50)
    first, second = day.issue(), day.issue()
    day.now = at(17, 1)
    pass_next(day)
    assert day.line() == [second.number, first.number]
    serve_next(day)
    pass_next(day)
    day.do(CloseDay())
    assert day.state.ended[first.id] is TicketState.EXPIRED


@pytest.mark.feature("F089")
@pytest.mark.parametrize("rules", [PassRules(), PassRules(rule=TAIL), PassRules(aside_from_pass=1)])
def test_who_comes_five_seconds_after_the_pass_is_served_at_once(rules: PassRules) -> None:
    day, first = passed(rules, 4)
    day.later(5)
    day.do(ServePassed(counter=C1, ticket=first.id))
    assert day.ticket(first).state is TicketState.SERVING
    assert day.state.counters[C1].ticket == first.id
    assert day.ticket(first).passes == 0


@pytest.mark.feature("F089")
def test_only_a_passed_number_of_this_counter_is_served_at_once_and_only_where_nobody_is() -> None:
    day, first = passed(PassRules(), 2)
    day.open(2, 3, 4)
    other = day.issue()
    assert refusal(day, ServePassed(counter=C4, ticket=first.id)) == "queue.not_served"
    assert refusal(day, ServePassed(counter=C1, ticket=other.id)) == "passing.not_passed"
    day.do(CallNext(counter=C2))
    assert refusal(day, ServePassed(counter=C2, ticket=first.id)) == "counter.busy"
    day.do(PauseCounter(counter=C3, reason="lunch"))
    assert refusal(day, ServePassed(counter=C3, ticket=first.id)) == "counter.paused"


def five_returned(spaced_by: int, *, others: int = 12, policy: bool = False) -> Day:
    """A001 to A005 were passed at five counters at once and are all back at the same moment, with others behind."""
    hall = small_hall(passing=PassRules(aside_from_pass=1, defer_by=1, spaced_by=spaced_by))
    day = Day(hall, policy=policy_of(hall.rules.order) if policy else None)
    day.open(1)
    five = [day.issue() for _ in range(5)]
    for _ in five:
        pass_next(day)
    for _ in range(others):
        day.issue()
    for ticket in five:
        day.do(RecallMe(ticket=ticket.id, kiosk="K1"))
    return day


RETURNED = {"A001", "A002", "A003", "A004", "A005"}


@pytest.mark.feature("F091")
@pytest.mark.parametrize("policy", [False, True], ids=["fcfs", "accumulating"])
@pytest.mark.parametrize(("spaced_by", "places"), [(1, [1, 3, 5, 7, 9]), (2, [1, 4, 7, 10, 13])])
def test_five_who_return_at_once_are_called_between_the_others(spaced_by: int, places: list[int], policy: bool) -> None:
    day = five_returned(spaced_by, policy=policy)
    foretold = day.line()
    assert [place for place, number in enumerate(foretold) if number in RETURNED] == places
    for expected in foretold:
        assert day.line()[0] == expected
        assert serve_next(day) == expected


@pytest.mark.feature("F091")
def test_who_returned_do_not_wait_for_others_who_are_not_there() -> None:
    day = five_returned(2, others=3)
    order = day.line()
    assert order == ["A006", "A001", "A007", "A008", "A002", "A003", "A004", "A005"]
    for place, number in enumerate(order):
        ticket = next(one for one in day.state.tickets.values() if one.number == number)
        assert people_ahead(day.state, ticket.id, day.policy, day.now) == place


@pytest.mark.feature("F091")
def test_a_hall_may_let_them_follow_one_another() -> None:
    assert five_returned(0, others=2).line() == ["A006", "A001", "A002", "A003", "A004", "A005", "A007"]


@pytest.mark.feature("F090")
@pytest.mark.parametrize(
    ("rules", "line"),
    [
        (PassRules(aside_from_pass=1, defer_by=2), ["A002", "A003", "A001", "A004"]),
        (PassRules(aside_from_pass=1, rule=TAIL), ["A002", "A003", "A004", "A001"]),
        (PassRules(aside_from_pass=1, rule=END), ["A002", "A003", "A004", "A001"]),
    ],
)
def test_who_comes_forward_is_back_in_the_line_by_the_halls_rule(rules: PassRules, line: list[str]) -> None:
    day, first = passed(rules, 3)
    assert first.number not in day.line()
    assert day.ticket(first).state is TicketState.PASSED
    day.do(RecallMe(ticket=first.id, kiosk="K1"))
    assert day.line() == line


@pytest.mark.feature("F090")
def test_whoever_comes_forward_the_third_time_is_sent_to_the_desk_which_can_help() -> None:
    day, first = passed(PassRules(aside_from_pass=1, max_passes=9))
    for _ in range(2):
        day.do(RecallMe(ticket=first.id, kiosk="K1"))
        pass_next(day)
    assert refusal(day, RecallMe(ticket=first.id, kiosk="K1")) == "passing.see_desk"
    day.do(ReturnTicket(ticket=first.id))
    assert day.line() == [first.number]
    returned = day.events(TicketReturned)
    assert [event.by_kiosk for event in returned] == ["K1", "K1", ""]  # type: ignore[attr-defined]


@pytest.mark.feature("F090")
def test_whoever_is_back_by_the_rule_alone_is_told_so_and_loses_nothing() -> None:
    day, first = passed(PassRules(), 5)
    before = day.line()
    again = day.do(RecallMe(ticket=first.id, kiosk="K1"))
    assert (again.repeated, again.ticket, again.events) == (True, first.id, ())
    assert day.line() == before


@pytest.mark.feature("F090")
def test_a_number_that_was_not_passed_or_is_void_cannot_come_forward() -> None:
    day, first = passed(PassRules(rule=VOID), 1)
    assert day.events(TicketCancelled)
    assert refusal(day, RecallMe(ticket=first.id)) == "ticket.wrong_state"
    waiting = next(iter(day.state.tickets.values()))
    assert refusal(day, RecallMe(ticket=waiting.id)) == "passing.not_passed"
