"""No day is like those before it: who has come, and who waits, say how many favoured visitors are still expected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hallcall.config import load_hall, sample_hall_path
from hallcall.core.builtin_policies import policy_of
from hallcall.core.busyness import busyness
from hallcall.core.commands import CallNext, CancelTicket, CloseCounter, OpenCounter, StartService
from hallcall.core.estimate import Estimator, WaitRange
from hallcall.core.expected import newcomer
from hallcall.core.hall import Hall
from hallcall.core.history import History, Turn, Usual, learn
from hallcall.core.past_days import SLOTS
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass
from hallcall.core.rules import TicketRules
from hallcall.core.service_times import ServiceTime
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import ClerkId, Ticket
from helpers.small_hall import Day, small_hall

pytestmark = pytest.mark.feature("F070")

A = QueuePrefix("A")
NORMAL, ELDER = PriorityClass.NORMAL, PriorityClass.ELDER
_UNTIL_NINE = 18
"""Half hours before nine."""


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour - 8, minute, tzinfo=UTC)


def ten_minutes_each(hall: Hall) -> History:
    """Every call takes exactly ten minutes of a counter."""
    known = learn(hall, ())
    ten = ServiceTime(n=99, mean_s=600.0, p50_s=600.0, p90_s=600.0, sd_s=0.0)
    service = replace(
        known.service,
        items=dict.fromkeys(known.service.items, ten),
        queues=dict.fromkeys(known.service.queues, ten),
    )
    turns = dict.fromkeys(known.turns, Turn(besides_s=0.0, besides_sd_s=0.0, lag_s=0.0, answered=1.0))
    return replace(known, service=service, turns=turns)


def _twice(people: float) -> tuple[float, ...]:
    """So many in each half hour from nine to ten."""
    return (*(0.0,) * (_UNTIL_NINE + 1), people, *(2 * people,) * (SLOTS - _UNTIL_NINE - 1))


class Today:
    """A day in the small hall, to whose queue A forty visitors usually come from nine to half past and forty until ten.

    With ``booked``, so many more come in each of the two half hours, who have an appointment.
    """

    def __init__(self, *, counters: int = 3, booked: float = 0.0) -> None:
        self.hall = small_hall(rules=TicketRules(order=OrderRules(policy=PolicyName.ACCUMULATING)))
        self.day = Day(self.hall, policy=policy_of(self.hall.rules.order), start=at(8, 30))
        self.day.open(*range(1, counters + 1))
        usual = Usual(arrivals=_twice(40.0 + booked), walk_ins=_twice(40.0))
        self.history = replace(ten_minutes_each(self.hall), usual={A: usual})

    def come(self, people: int) -> list[Ticket]:
        """So many take numbers and wait."""
        return [self.day.issue() for _ in range(people)]

    def come_and_are_done(self, people: int) -> None:
        """So many take numbers, and none of them waits any more."""
        for ticket in self.come(people):
            self.day.do(CancelTicket(ticket=ticket.id, reason="left"))

    def busyness(self, hour: int, minute: int = 0) -> float:
        seconds = 60.0 * (60 * hour + minute)
        counters = self.hall.counters_by_queue[A]
        return busyness(self.history, self.day.state, (A,), counters, at(hour, minute), seconds)


def test_before_anybody_usually_comes_today_is_as_usual() -> None:
    assert Today().busyness(8, 59) == 1.0


def test_a_hall_that_does_not_know_who_comes_usually_takes_today_for_usual() -> None:
    today = Today()
    today.history = replace(today.history, usual={})
    today.come(5)
    assert today.busyness(10) == 1.0


def test_when_as_many_have_come_as_usual_today_is_as_usual() -> None:
    today = Today()
    today.come(40)
    assert today.busyness(9, 30) == 1.0


def test_when_fewer_have_come_the_past_days_weigh_as_much_as_twenty_visitors() -> None:
    today = Today()
    today.come(10)
    assert today.busyness(9, 30) == pytest.approx((20 + 10) / (20 + 40))
    today.come(10)
    assert today.busyness(10) == pytest.approx((20 + 20) / (20 + 80))


def test_when_more_have_come_more_are_expected() -> None:
    today = Today()
    today.come(100)
    assert today.busyness(10) == pytest.approx((20 + 100) / (20 + 80))


def test_those_who_stood_before_the_doors_make_no_busier_day() -> None:
    today = Today()
    assert today.busyness(9, 1) == 1.0
    today.come(38)
    assert today.busyness(9, 1) == 1.0


def test_visitors_with_an_appointment_are_expected_by_those_without() -> None:
    today = Today(booked=10.0)
    today.come(40)
    assert today.busyness(9, 30) == 1.0


def test_with_nobody_waiting_no_more_have_come_than_the_counters_can_have_called() -> None:
    today = Today(counters=1)
    today.come_and_are_done(40)
    # In an hour one counter calls six of the forty who come usually.
    assert today.busyness(9, 30) == pytest.approx(6 / 40)


def test_those_who_wait_have_come_too() -> None:
    today = Today(counters=1)
    today.come_and_are_done(26)
    today.come(14)
    assert today.busyness(9, 30) == pytest.approx((6 + 14) / 40)


def test_a_counter_that_has_closed_may_have_called_until_then() -> None:
    today = Today(counters=2)
    today.come_and_are_done(80)
    today.day.now = at(9, 20)
    today.day.do(CloseCounter(counter=CounterNumber(2)))
    assert today.busyness(10) == pytest.approx(12 / 80)
    # Forty usually came in the last hour at half past ten.
    assert today.busyness(10, 30) == pytest.approx(6 / 40)


def test_on_a_quiet_day_fewer_elders_lengthen_the_wait_of_the_others() -> None:
    def wait(came: int) -> float:
        today = Today()
        today.come_and_are_done(came)
        history = replace(today.history, arrivals={(A, ELDER): (4.0,) * SLOTS})
        today.day.now = at(10, 59)
        today.come(12)
        found = Estimator(today.hall, today.day.policy, history).of_newcomer(today.day.state, A, at(11))
        assert found.wait is not None
        return found.wait.mean_s

    assert wait(came=10) < wait(came=60) < wait(came=140)


# -- in the large sample hall on its first day, with one counter of a queue at work ----------------------------------


def told_with_nobody_ahead(queue: QueuePrefix, now: datetime) -> tuple[int, WaitRange]:
    """People ahead, and what somebody is told who comes a minute after the only visitor was called."""
    hall = load_hall(sample_hall_path("haibin"))
    policy = policy_of(hall.rules.order)
    day = Day(hall, policy=policy, start=max(at(9), now - timedelta(minutes=20)))
    counter = hall.counters_by_queue[queue][0].number
    item = next(code for code in hall.hot_items if hall.item_by_code[code].queue == queue)
    day.do(OpenCounter(counter=counter, clerk=ClerkId("c")))
    day.now = now - timedelta(minutes=1)
    day.issue(item)
    day.do(CallNext(counter=counter))
    day.do(StartService(counter=counter))
    found = Estimator.without_history(hall, policy).of_guest(
        day.state, newcomer(queue, NORMAL, ItemCode(item), now), now
    )
    assert found.range is not None
    return found.ahead, found.range


@pytest.mark.parametrize("now", [at(9, 41), at(11), at(11, 50), at(14, 30), at(16)], ids=lambda now: f"{now:%H%M}Z")
@pytest.mark.parametrize("queue", ["E", "F", "G"])
def test_whoever_has_nobody_ahead_is_told_little_more_than_the_present_visit(queue: str, now: datetime) -> None:
    ahead, told = told_with_nobody_ahead(QueuePrefix(queue), now)
    assert ahead == 0
    # The visits of these queues take eight to fourteen minutes on average.
    assert told.low_min <= 10
    assert told.high_min <= 30


def test_just_before_a_closed_noon_whoever_has_nobody_ahead_is_not_sent_to_the_afternoon() -> None:
    ahead, told = told_with_nobody_ahead(QueuePrefix("H"), at(11, 50))
    assert ahead == 0
    assert told.low_min <= 20
    assert told.high_min <= 40
