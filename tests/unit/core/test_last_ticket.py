"""Nobody takes a number only to find the counters closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.core.errors import Refused
from hallcall.core.last_ticket import check_last_ticket
from hallcall.core.terms import Minutes, QueuePrefix
from helpers.booking_hall import at, booking_hall, days_on
from helpers.small_hall import small_hall

A = QueuePrefix("A")
HALL = booking_hall()
"""Closes at noon for two hours, and at 17:00."""


@pytest.mark.feature("F013")
@pytest.mark.parametrize(("clock", "wait"), [("16:25", 35), ("11:30", 200), ("16:59", 0)])
def test_whoever_is_called_before_the_last_close_gets_a_number(clock: str, wait: int) -> None:
    check_last_ticket(HALL, A, Minutes(wait), at(clock))


@pytest.mark.feature("F013")
def test_whoever_would_be_called_later_is_told_when_it_opens_again() -> None:
    with pytest.raises(Refused) as refused:
        check_last_ticket(HALL, A, Minutes(36), at("16:25"))
    assert (refused.value.code, refused.value.fields) == (
        "ticket.too_late",
        {"closes": "17:00", "opens": "2026-11-24 09:00"},
    )
    with pytest.raises(Refused) as refused:
        check_last_ticket(HALL, A, Minutes(60), at("16:25", days_on(4)))
    assert refused.value.fields["opens"] == "2026-11-30 09:00"


@pytest.mark.feature("F013")
def test_a_hall_may_stop_earlier() -> None:
    hall = replace(HALL, rules=replace(HALL.rules, last_call_before_close_min=Minutes(15)))
    check_last_ticket(hall, A, Minutes(20), at("16:25"))
    with pytest.raises(Refused):
        check_last_ticket(hall, A, Minutes(21), at("16:25"))


def test_a_hall_that_never_closes_has_no_last_number() -> None:
    check_last_ticket(small_hall(), A, Minutes(500), at("23:50"))
