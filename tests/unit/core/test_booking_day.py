"""The day of an appointment: check-in, couples, missed bookings and strikes, the waiting list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hallcall.core import events as ev
from hallcall.core.booking.book import Booking, BookingState
from hallcall.core.booking.reviewing import is_review_due
from hallcall.core.booking.rules import BookingRules
from hallcall.core.commands import CheckIn, CloseQueue, ClosureReason, ExcuseStrikes, ReopenQueue
from hallcall.core.errors import Refused
from hallcall.core.priority import PriorityClass
from hallcall.core.rules import LateMode, LateRules
from hallcall.core.situation import Situation
from hallcall.core.tickets import Need, PersonId
from helpers.booking_hall import TUESDAY, BookingDay, at, booking_hall, days_on


def refused(wish: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refusal:
        wish()
    return refusal.value


def refusal(wish: Callable[[], object]) -> str:
    return refused(wish).code


def booked_for_ten() -> tuple[BookingDay, Booking]:
    day = BookingDay()
    day.open(1)
    booking = day.book("p1", slot=at("10:00", TUESDAY))
    day.go_to("08:00", TUESDAY)
    return day, booking


@pytest.mark.feature("F047")
@pytest.mark.parametrize(
    ("clock", "kind"),
    [
        ("09:30", PriorityClass.BOOKED),
        ("10:00", PriorityClass.BOOKED),
        ("10:15", PriorityClass.BOOKED),
        ("10:16", PriorityClass.NORMAL),
        ("11:40", PriorityClass.NORMAL),
    ],
)
def test_from_half_an_hour_before_to_fifteen_minutes_after_a_booking_counts(clock: str, kind: PriorityClass) -> None:
    day, booking = booked_for_ten()
    day.go_to(clock, TUESDAY)
    outcome = day.check_in(booking)
    assert outcome.ticket is not None
    ticket = day.state.tickets[outcome.ticket]
    assert (ticket.priority, ticket.booking) == (kind, booking.code)
    assert ticket.booked_for == (booking.start if kind is PriorityClass.BOOKED else None)
    assert day.booking(booking).state is BookingState.USED


@pytest.mark.feature("F047")
def test_who_is_two_hours_early_is_told_when_to_come_again() -> None:
    day, booking = booked_for_ten()
    no = refused(lambda: day.check_in(booking))
    assert (no.code, no.fields) == ("booking.too_early", {"day": "2026-11-24", "time": "09:30"})
    day.go_to("09:29", TUESDAY)
    assert refusal(lambda: day.check_in(booking)) == "booking.too_early"


@pytest.mark.feature("F047")
def test_a_clerk_counts_somebody_in_time_who_queued_at_the_kiosk() -> None:
    day, booking = booked_for_ten()
    day.go_to("10:20", TUESDAY)
    outcome = day.check_in(booking, override="the line at the kiosk was long")
    assert outcome.ticket is not None
    assert day.state.tickets[outcome.ticket].priority is PriorityClass.BOOKED


@pytest.mark.feature("F047")
def test_who_comes_early_does_not_overtake_those_of_an_earlier_slot() -> None:
    day, booking = booked_for_ten()
    day.go_to("09:31", TUESDAY)
    early = day.check_in(booking).ticket
    assert early is not None
    assert day.state.tickets[early].seniority == booking.start
    day.go_to("09:45", TUESDAY)
    walk_in = day.issue("a1")
    assert day.line() == [walk_in.number, day.state.tickets[early].number]


@pytest.mark.feature("F047")
def test_the_card_alone_finds_the_booking_of_today() -> None:
    day, booking = booked_for_ten()
    day.go_to("09:50", TUESDAY)
    outcome = day.do(CheckIn(person=PersonId("p1")))
    assert outcome.booking == booking.code
    again = day.do(CheckIn(person=PersonId("p1")))
    assert (again.ticket, again.repeated) == (outcome.ticket, True)
    assert refusal(lambda: day.do(CheckIn(person=PersonId("p9")))) == "booking.unknown"
    assert refusal(lambda: day.check_in(booking, "p9")) == "booking.other_person"


def test_a_booking_of_another_day_or_a_cancelled_one_opens_nothing() -> None:
    day, booking = booked_for_ten()
    later = day.book("p2", slot=at("10:00", days_on(3)))
    assert refused(lambda: day.check_in(later)).fields["day"] == "2026-11-26"
    day.cancel(booking)
    day.go_to("10:00", TUESDAY)
    assert refusal(lambda: day.check_in(booking)) == "booking.ended"


def test_an_elder_with_a_booking_has_the_better_of_both_claims() -> None:
    day, booking = booked_for_ten()
    day.go_to("09:45", TUESDAY)
    outcome = day.do(CheckIn(code=booking.code, priority=PriorityClass.ELDER))
    assert outcome.ticket is not None
    ticket = day.state.tickets[outcome.ticket]
    assert (ticket.priority, ticket.seniority, ticket.booked_for) == (PriorityClass.ELDER, day.now, booking.start)


@pytest.mark.feature("F054")
def test_a_couple_gets_its_number_when_the_second_is_there() -> None:
    day = BookingDay()
    booking = day.book("p1", "p2", slot=at("10:00", TUESDAY), item="marry")
    day.go_to("09:40", TUESDAY)
    assert refusal(lambda: day.check_in(booking)) == "booking.card_needed"
    first = day.check_in(booking, "p2")
    assert (first.ticket, day.booking(booking).arrived) == (None, {"p2"})
    assert day.check_in(booking, "p2").repeated
    assert day.state.tickets == {}
    both = day.check_in(booking, "p1")
    assert both.ticket is not None
    assert day.state.tickets[both.ticket].priority is PriorityClass.BOOKED
    assert day.check_in(booking, "p2").ticket == both.ticket


N, K, E, C = PriorityClass.NORMAL, PriorityClass.BOOKED, PriorityClass.ELDER, PriorityClass.INFANT


@pytest.mark.feature("F054", "F074", "F075")
@pytest.mark.parametrize(
    ("first", "second", "clock", "kind"),
    [
        (N, N, "09:40", K),
        (E, N, "09:40", E),
        (N, E, "09:40", E),
        (E, E, "09:40", E),
        (N, C, "09:40", C),
        # Both are there after the grace: without their booking the pair waits as its elder does.
        (N, N, "10:16", N),
        (E, N, "10:16", E),
        (N, E, "10:16", E),
    ],
)
def test_the_number_of_a_pair_has_the_better_class_of_the_two(
    first: PriorityClass, second: PriorityClass, clock: str, kind: PriorityClass
) -> None:
    day = BookingDay()
    booking = day.book("p1", "p2", slot=at("10:00", TUESDAY), item="marry")
    day.go_to("09:35", TUESDAY)
    day.do(CheckIn(code=booking.code, person=PersonId("p1"), priority=first, needs=frozenset({Need.WHEELCHAIR})))
    assert day.state.tickets == {}, "both must check in"
    day.go_to(clock, TUESDAY)
    both = day.do(CheckIn(code=booking.code, person=PersonId("p2"), priority=second))
    assert both.ticket is not None
    ticket = day.state.tickets[both.ticket]
    assert (ticket.priority, ticket.needs) == (kind, {Need.WHEELCHAIR})


@pytest.mark.feature("F051")
def test_of_a_couple_only_who_did_not_come_has_missed_it() -> None:
    day = BookingDay()
    day.open(4)
    booking = day.book("p1", "p2", slot=at("10:00", TUESDAY), item="marry")
    day.go_to("10:00", TUESDAY)
    day.check_in(booking, "p1")
    day.go_to("10:16", TUESDAY)
    assert set(day.state.bookings.strikes) == {"p2"}


def miss(day: BookingDay, on: date) -> Booking:
    day.go_to("08:00", on)
    booking = day.book("p1")
    day.go_to("09:16", on)
    return booking


@pytest.mark.feature("F051")
def test_after_two_missed_bookings_nobody_books_but_takes_a_number() -> None:
    day = BookingDay()
    day.open(1)
    for count in (1, 2):
        assert day.booking(miss(day, days_on(count))).state is BookingState.MISSED
    no = refused(lambda: day.ask("p1", slot=at("10:00", days_on(4))))
    assert (no.code, no.fields) == ("booking.blocked", {"until": "2026-12-24"})
    assert day.issue("a1", person="p1").number == "A001"
    day.now += timedelta(days=30)
    assert day.book("p1", slot=at("10:00", days_on(35))).people == ("p1",)


@pytest.mark.feature("F051")
def test_five_cancels_in_a_month_are_too_many() -> None:
    day = BookingDay(booking_hall(BookingRules(item_per_day=0, undo_min=0)))
    for _ in range(5):
        day.cancel(day.book("p1", slot=at("10:00", TUESDAY)))
    assert refusal(lambda: day.ask("p1", slot=at("10:00", TUESDAY))) == "booking.blocked"


@pytest.mark.feature("F051")
def test_a_hall_that_was_closed_holds_nothing_against_anybody() -> None:
    shut = BookingDay()
    booking = miss(shut, TUESDAY)
    assert shut.booking(booking).state is BookingState.MISSED
    assert not shut.state.bookings.strikes
    # The server was down for the rest of the day: nobody knows.
    down = BookingDay()
    down.open(1)
    down.book("p1", slot=at("10:00", TUESDAY))
    down.go_to("09:00", days_on(2))
    assert not down.state.bookings.strikes


@pytest.mark.feature("F051")
def test_who_comes_late_has_come_after_all() -> None:
    day, booking = booked_for_ten()
    day.go_to("10:16", TUESDAY)
    assert day.state.bookings.strikes
    day.check_in(booking)
    assert not day.state.bookings.strikes


@pytest.mark.feature("F051")
def test_an_appeal_takes_strikes_back_with_a_reason() -> None:
    day = BookingDay()
    day.open(1)
    for count in (1, 2):
        miss(day, days_on(count))
    assert refusal(lambda: day.do(ExcuseStrikes(reason=" ", person=PersonId("p1")))) == "reason.missing"
    assert refusal(lambda: day.do(ExcuseStrikes(reason="sick"))) == "booking.excuse_whom"
    day.do(ExcuseStrikes(reason="the lift was broken", day=TUESDAY))
    assert len(day.state.bookings.strikes[PersonId("p1")]) == 1
    day.do(ExcuseStrikes(reason="sick", person=PersonId("p1")))
    assert not day.state.bookings.strikes
    assert day.do(ExcuseStrikes(reason="sick", person=PersonId("p1"))).repeated


def a_full_slot_with_two_who_wait() -> tuple[BookingDay, list[Booking]]:
    day = BookingDay()
    bookings = [day.book(person, slot=at("10:00", TUESDAY)) for person in ("p1", "p2", "p3")]
    for person in ("w1", "w2"):
        assert day.ask(person, slot=at("10:00", TUESDAY), wait=True).booking is None
    assert day.ask("w1", slot=at("10:00", TUESDAY), wait=True).repeated
    return day, bookings


def offered(day: BookingDay) -> list[str]:
    return [event.person for event in day.events(ev.PlaceOffered) if isinstance(event, ev.PlaceOffered)]


@pytest.mark.feature("F058", "F049")
def test_a_place_given_back_is_offered_to_the_first_and_after_ten_minutes_to_the_second() -> None:
    day, bookings = a_full_slot_with_two_who_wait()
    day.cancel(bookings[0])
    assert refusal(lambda: day.ask("p9", slot=at("10:00", TUESDAY))) == "booking.full"
    day.review()
    day.review()
    assert offered(day) == ["w1"]
    day.later(599)
    day.review()
    assert offered(day) == ["w1"]
    day.later(1)
    day.review()
    assert offered(day) == ["w1", "w2"]
    assert refusal(lambda: day.ask("w1", slot=at("10:00", TUESDAY))) == "booking.full"
    assert day.book("w2", slot=at("10:00", TUESDAY)).people == ("w2",)
    assert not day.state.bookings.waiters
    assert day.state.bookings.taken(bookings[0].place) == 3


@pytest.mark.feature("F058")
def test_at_night_nobody_is_offered_anything_and_nobody_takes_the_place_meanwhile() -> None:
    day, bookings = a_full_slot_with_two_who_wait()
    day.go_to("22:00")
    day.cancel(bookings[0])
    day.review()
    assert offered(day) == []
    assert refusal(lambda: day.ask("p9", slot=at("10:00", TUESDAY))) == "booking.full"
    day.go_to("07:59", TUESDAY)
    assert offered(day) == []
    day.go_to("08:00", TUESDAY)
    assert offered(day) == ["w1"]
    # It is today by now; the offer holds.
    assert day.book("w1", slot=at("10:00", TUESDAY)).people == ("w1",)


@pytest.mark.feature("F058")
def test_a_place_that_was_filled_again_is_not_offered_twice() -> None:
    day, bookings = a_full_slot_with_two_who_wait()
    day.cancel(bookings[0])
    day.cancel(bookings[1])
    day.review()
    assert offered(day) == ["w1", "w2"]
    day.book("w1", slot=at("10:00", TUESDAY))
    day.later(600)
    day.review()
    day.book("p8", slot=at("10:00", TUESDAY))
    assert day.state.bookings.taken(bookings[0].place) == 3
    assert day.ask("w3", slot=at("10:00", TUESDAY), wait=True).booking is None
    day.review()
    assert offered(day) == ["w1", "w2"]


@pytest.mark.feature("F058")
def test_a_place_that_others_took_because_nobody_waited_any_more_is_not_offered_later() -> None:
    day, bookings = a_full_slot_with_two_who_wait()
    day.go_to("22:00")
    day.cancel(bookings[0])
    for person in ("w1", "w2"):
        day.book(person, slot=at("15:00", TUESDAY))
    day.book("p8", slot=at("10:00", TUESDAY))
    day.ask("w3", slot=at("10:00", TUESDAY), wait=True)
    day.go_to("08:00", TUESDAY)
    assert offered(day) == []


@pytest.mark.feature("F058")
def test_a_place_that_begins_before_anybody_could_answer_is_not_offered() -> None:
    day, bookings = a_full_slot_with_two_who_wait()
    day.go_to("09:51", TUESDAY)
    day.cancel(bookings[0])
    day.review()
    assert offered(day) == []


def test_the_clock_asks_only_when_something_is_due() -> None:
    day, booking = booked_for_ten()

    def is_due() -> bool:
        return is_review_due(Situation(day.hall, day.state, day.now, day.policy))

    day.now = at("10:15", TUESDAY) + timedelta(seconds=59)
    assert not is_due()
    day.later(1)
    assert is_due()
    day.review()
    assert not is_due()
    assert day.booking(booking).state is BookingState.MISSED


@pytest.mark.feature("F092")
@pytest.mark.parametrize(
    ("mode", "clock", "kind", "behind"),
    [
        (LateMode.NORMAL, "10:40", PriorityClass.NORMAL, 0),
        (LateMode.INSERT, "10:20", PriorityClass.BOOKED, 0),
        (LateMode.INSERT, "10:40", PriorityClass.BOOKED, 3),
        (LateMode.SLOT_END, "10:40", PriorityClass.BOOKED, 0),
    ],
)
def test_who_checks_in_after_the_slot_waits_where_the_hall_has_chosen(
    mode: LateMode, clock: str, kind: PriorityClass, behind: int
) -> None:
    day, booking = booked_for_ten()
    day.hall = replace(day.hall, rules=replace(day.hall.rules, late=LateRules(mode=mode)))
    day.go_to(clock, TUESDAY)
    outcome = day.check_in(booking)
    assert outcome.ticket is not None
    ticket = day.state.tickets[outcome.ticket]
    assert (ticket.priority, ticket.defer_left) == (kind, behind)


@pytest.mark.feature("F058", "F171")
def test_a_place_of_today_is_offered_once_its_closed_queue_goes_on() -> None:
    day, bookings = a_full_slot_with_two_who_wait()
    day.go_to("08:30", TUESDAY)
    day.do(CloseQueue(queue=bookings[0].queue, reason=ClosureReason.SYSTEM))
    day.cancel(bookings[0])
    day.review()
    assert offered(day) == []
    day.do(ReopenQueue(queue=bookings[0].queue))
    day.review()
    assert offered(day) == ["w1"]
    day.do(CloseQueue(queue=bookings[0].queue, reason=ClosureReason.SYSTEM))
    assert refusal(lambda: day.book("w1", slot=at("10:00", TUESDAY))) == "queue.closed"
