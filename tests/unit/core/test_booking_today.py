"""What is left of today: offered to who stands in the hall, or is on the phone to its desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from hallcall.core.booking.book import Booking, BookingCode
from hallcall.core.booking.limits import bookable_days, slots_left
from hallcall.core.booking.rules import BookingRules
from hallcall.core.commands import ChangeBooking, CloseQueue, ClosureReason, MakeBooking
from hallcall.core.days import local_time
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.opening import Span
from hallcall.core.priority import PriorityClass
from hallcall.core.situation import Situation
from hallcall.core.terms import ItemCode, Minutes, QueuePrefix
from hallcall.core.tickets import PersonId
from helpers.booking_hall import MONDAY, OFFICE, TUESDAY, BookingDay, at, booking_hall, days_on

pytestmark = pytest.mark.feature("F049")

A = QueuePrefix("A")


def refusal(wish: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        wish()
    return refused.value.code


def now_in(day: BookingDay) -> Situation:
    return Situation(day.hall, day.state, day.now, day.policy)


def left(day: BookingDay) -> list[str]:
    """Beginnings of the slots that are left of Monday."""
    return [local_time(day.hall, slot.start).strftime("%H:%M") for slot in slots_left(now_in(day), A, MONDAY)]


def book_here(day: BookingDay, slot: datetime, person: str = "p1") -> Booking:
    """Somebody in the hall books a time."""
    code = BookingCode(f"0000000{person[-1]}")
    day.do(MakeBooking(item=ItemCode("a1"), people=(PersonId(person),), slot=slot, code=code, on_the_spot=True))
    return day.state.bookings.by_code[code]


@pytest.mark.parametrize(
    ("clock", "first", "count"),
    [
        ("09:00", "09:30", 11),
        ("09:20", "09:30", 11),
        ("09:21", "10:00", 10),
        ("12:30", "14:00", 6),
        ("16:20", "16:30", 1),
    ],
)
def test_of_today_the_slots_are_left_that_begin_late_enough(clock: str, first: str, count: int) -> None:
    day = BookingDay()
    day.go_to(clock)
    assert (left(day)[0], len(left(day))) == (first, count)
    assert bookable_days(now_in(day), A)[:2] == [MONDAY, TUESDAY]


def test_when_nothing_is_left_of_today_days_begin_tomorrow() -> None:
    day = BookingDay()
    day.go_to("16:21")
    assert left(day) == []
    assert bookable_days(now_in(day), A) == [days_on(count) for count in (1, 2, 3, 4, 7)]


def hall_until(last_call_min: float = 0.0, last_ticket_min: int = 0) -> Hall:
    hall = booking_hall(calendar=replace(OFFICE, last_ticket_before_close_min=last_ticket_min))
    return replace(hall, rules=replace(hall.rules, last_call_before_close_min=Minutes(last_call_min)))


@pytest.mark.feature("F013", "F049")
@pytest.mark.parametrize(
    ("last_call_min", "last_ticket_min", "last"), [(0.0, 0, "16:30"), (45.0, 0, "16:00"), (0.0, 60, "15:30")]
)
def test_no_slot_begins_when_no_number_is_given_any_more(last_call_min: float, last_ticket_min: int, last: str) -> None:
    day = BookingDay(hall_until(last_call_min, last_ticket_min))
    assert left(day)[-1] == last
    if last != "16:30":
        assert refusal(lambda: book_here(day, at("16:30"))) == "booking.no_slot"


@pytest.mark.feature("F045", "F049")
def test_the_places_of_today_follow_from_who_is_there_at_noon_too() -> None:
    noon = replace(OFFICE, weekly=((Span(540, 1020),),) * 7, noon=Span(720, 840))
    hall = booking_hall(calendar=noon)
    day = BookingDay(replace(hall, queues=tuple(replace(queue, noon_counters=0) for queue in hall.queues)))
    assert [clock for clock in left(day) if "12:00" <= clock < "14:00"] == []
    assert "14:00" in left(day)


def test_a_queue_that_is_closed_for_now_has_no_times_today_and_those_of_tomorrow() -> None:
    day = BookingDay()
    day.do(CloseQueue(queue=A, reason=ClosureReason.SYSTEM))
    assert left(day) == []
    assert bookable_days(now_in(day), A)[0] == TUESDAY
    assert refusal(lambda: book_here(day, at("14:00"))) == "queue.closed"
    assert book_here(day, at("09:00", TUESDAY)).start == at("09:00", TUESDAY)


@pytest.mark.parametrize(
    ("clock", "code"),
    [
        ("09:00", "booking.past"),
        ("09:30", "booking.too_near"),
        ("12:30", "booking.no_slot"),
        ("17:00", "booking.no_slot"),
    ],
)
def test_a_time_of_today_that_cannot_be_had_is_refused_by_its_rule(clock: str, code: str) -> None:
    day = BookingDay()
    day.go_to("09:25")
    assert refusal(lambda: book_here(day, at(clock))) == code


def test_who_is_not_in_the_hall_books_from_tomorrow() -> None:
    day = BookingDay()
    assert refusal(lambda: day.book("p1", slot=at("14:00"))) == "booking.too_soon"
    assert day.book("p1", slot=at("14:00", TUESDAY)).start == at("14:00", TUESDAY)


def test_somebody_who_books_for_soon_checks_in_at_once_and_waits_for_the_time() -> None:
    day = BookingDay()
    day.open(1)
    day.go_to("13:35")
    outcome = day.check_in(book_here(day, at("14:00")))
    assert outcome.ticket is not None
    ticket = day.state.tickets[outcome.ticket]
    assert (ticket.priority, ticket.seniority) == (PriorityClass.BOOKED, at("14:00"))


def test_somebody_who_books_for_later_is_told_when_to_come_again() -> None:
    day = BookingDay()
    booking = book_here(day, at("15:00"))
    assert refusal(lambda: day.check_in(booking)) == "booking.too_early"


def test_the_last_place_of_today_goes_to_whoever_asks_first() -> None:
    day = BookingDay(booking_hall(BookingRules(share=0.15)))
    book_here(day, at("14:00"))
    assert refusal(lambda: book_here(day, at("14:00"), "p2")) == "booking.full"


@pytest.mark.feature("F050", "F049")
def test_a_booking_is_changed_to_what_is_left_of_today_in_the_hall_only() -> None:
    day = BookingDay()
    booking = day.book("p1", slot=at("10:00", TUESDAY))
    wish = ChangeBooking(code=booking.code, slot=at("16:00"))
    assert refusal(lambda: day.do(wish)) == "booking.too_soon"
    day.do(replace(wish, on_the_spot=True))
    assert day.booking(booking).start == at("16:00")
