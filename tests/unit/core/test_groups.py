"""A visitor who brings several cases holds one number; those behind are told of the longer wait."""

from __future__ import annotations

import pytest

from hallcall.core.commands import CallNext, CorrectQuantity, StartService
from hallcall.core.errors import Refused
from hallcall.core.estimate import Estimator
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import MOST_CASES, Ticket
from helpers.small_hall import Day

pytestmark = pytest.mark.feature("F072")
ONE = CounterNumber(1)


def low_min(day: Day, ticket: Ticket) -> int:
    """The lower end of the wait that is told, in minutes."""
    found = Estimator.without_history(day.hall, day.policy).of_ticket(day.state, ticket.id, day.now)
    assert found is not None
    assert found.range is not None
    return found.range.low_min


def test_ten_cases_ahead_are_told_as_ten_visits_and_a_correction_counts_at_once() -> None:
    day = Day()
    day.open(1)
    day.issue()
    company = day.issue(quantity=10)
    last = day.issue()
    found = Estimator.without_history(day.hall, day.policy).of_ticket(day.state, last.id, day.now)
    assert found is not None
    assert found.ahead == 2
    assert low_min(day, last) >= 100
    day.do(CorrectQuantity(ticket=company.id, quantity=1))
    assert low_min(day, last) <= 30
    assert day.ticket(company).quantity == 1


def test_ones_own_cases_make_nobody_else_wait_before_oneself() -> None:
    day = Day()
    day.open(1)
    day.issue()
    company = day.issue(quantity=20)
    assert low_min(day, company) <= 20


@pytest.mark.parametrize("quantity", [0, -1, MOST_CASES + 1])
def test_more_cases_than_one_number_may_stand_for_are_refused(quantity: int) -> None:
    day = Day()
    ticket = day.issue()
    with pytest.raises(Refused, match="quantity"):
        day.issue(quantity=quantity)
    with pytest.raises(Refused, match="quantity"):
        day.do(CorrectQuantity(ticket=ticket.id, quantity=quantity))


def test_a_clerk_corrects_it_also_while_the_visitor_is_served() -> None:
    day = Day()
    day.open(1)
    ticket = day.issue(quantity=5)
    day.do(CallNext(counter=ONE))
    day.do(StartService(counter=ONE))
    day.do(CorrectQuantity(ticket=ticket.id, quantity=2))
    assert day.ticket(ticket).quantity == 2
    assert day.do(CorrectQuantity(ticket=ticket.id, quantity=2)).repeated
