"""How many numbers a day gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.core.commands import CancelTicket, OpenDay, RecordPaper, SetDailyCap
from hallcall.core.errors import Refused
from hallcall.core.events import DailyCapSet
from hallcall.core.hall import Hall
from hallcall.core.priority import PriorityClass
from hallcall.core.state import HallState
from hallcall.core.terms import ItemCode, QueuePrefix
from helpers.small_hall import Day, small_hall

A = QueuePrefix("A")


def capped(cap: int) -> Hall:
    """The small hall, with so many numbers a day of queue A."""
    hall = small_hall()
    return replace(hall, queues=tuple(replace(one, daily_cap=cap if one.prefix == A else 0) for one in hall.queues))


def full(cap: int = 2) -> Day:
    """A day on which queue A has given all its numbers."""
    day = Day(capped(cap))
    for _ in range(cap):
        day.issue("a1")
    return day


def refusal(day: Day, item: str = "a1") -> Refused:
    with pytest.raises(Refused) as refused:
        day.issue(item)
    return refused.value


@pytest.mark.feature("F069")
def test_one_number_more_than_the_cap_is_refused_and_other_queues_go_on() -> None:
    day = full()
    refused = refusal(day)
    assert (refused.code, refused.fields) == ("queue.daily_cap", {"queue": "A", "cap": 2})
    assert day.issue("b1").number == "B001"


@pytest.mark.feature("F069")
def test_a_manager_raises_the_cap_during_the_day() -> None:
    day = full()
    day.do(SetDailyCap(queue=A, cap=3, reason="a counter more in the afternoon"))
    assert day.issue("a1").number == "A003"
    assert refusal(day).fields["cap"] == 3
    assert day.do(SetDailyCap(queue=A, cap=3, reason="again")).repeated
    assert len(day.events(DailyCapSet)) == 1


@pytest.mark.feature("F069")
def test_no_cap_at_all_is_a_cap_too() -> None:
    day = full()
    day.do(SetDailyCap(queue=A, cap=0, reason="no queue at the door"))
    for _ in range(5):
        day.issue("a1")


@pytest.mark.feature("F069")
def test_a_cap_below_what_was_given_takes_nothing_back() -> None:
    day = full()
    day.do(SetDailyCap(queue=A, cap=1, reason="two clerks are ill"))
    assert len(day.state.waiting[A]) == 2
    assert refusal(day).code == "queue.daily_cap"


@pytest.mark.feature("F069")
def test_tomorrow_the_files_hold_again() -> None:
    day = full()
    day.do(SetDailyCap(queue=A, cap=9, reason="today"))
    day.later(24 * 3600)
    day.do(OpenDay())
    for _ in range(2):
        day.issue("a1")
    assert refusal(day).fields["cap"] == 2


@pytest.mark.feature("F069")
def test_a_number_on_paper_counts_and_is_never_refused() -> None:
    day = Day(capped(1))
    for number in (600, 601):
        day.do(RecordPaper(seq=number, item=ItemCode("a1"), taken_at=day.now))
    assert day.state.given == {"A": 2}
    assert refusal(day).code == "queue.daily_cap"


@pytest.mark.feature("F069")
def test_a_number_that_was_given_up_counts_as_given() -> None:
    day = full()
    (ticket, *_) = sorted(day.state.tickets)
    day.do(CancelTicket(ticket=ticket, reason="left"))
    assert refusal(day).code == "queue.daily_cap"


@pytest.mark.feature("F069")
def test_the_same_visitor_gets_their_own_number_again_at_the_cap() -> None:
    day = Day(capped(1))
    first = day.issue("a1", person="p1")
    assert day.issue("a1", person="p1") == first


@pytest.mark.feature("F069", "F073")
def test_an_urgent_visitor_is_let_through() -> None:
    assert full().issue("a1", priority=PriorityClass.URGENT).number == "A003"


@pytest.mark.feature("F069")
def test_a_persons_own_cap_is_told_first() -> None:
    day = Day(capped(4))
    for item in ("a1", "a2", "b1"):
        day.issue(item, person="p1")
    with pytest.raises(Refused, match=r"ticket\.daily_cap"):
        day.issue("b2", person="p1")


@pytest.mark.feature("F069")
@pytest.mark.parametrize(
    ("queue", "cap", "reason", "code"),
    [("Z", 5, "why", "queue.unknown"), ("A", 5, " ", "reason.missing"), ("A", -1, "why", "number.impossible")],
)
def test_a_cap_that_cannot_be_is_refused(queue: str, cap: int, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        Day().do(SetDailyCap(queue=QueuePrefix(queue), cap=cap, reason=reason))
    assert refused.value.code == code


@pytest.mark.feature("F069")
def test_a_snapshot_keeps_what_the_manager_has_set() -> None:
    day = full()
    day.do(SetDailyCap(queue=A, cap=3, reason="why"))
    assert HallState.from_snapshot(day.state.snapshot("e", day.now)).caps == {"A": 3}
