"""Appointments: slots and what explains them, limits that name their rule, change and cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

import pytest

from hallcall.core.booking.book import BookingState
from hallcall.core.booking.rules import BookingRules, FestivalDay
from hallcall.core.booking.slots import Fill, day_slots, view_slot
from hallcall.core.commands import CancelBooking, ChangeBooking
from hallcall.core.errors import Refused
from hallcall.core.opening import Span, SpecialDay
from hallcall.core.state import HallState
from hallcall.core.statehash import state_hash
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import PersonId
from helpers.booking_hall import OFFICE, TUESDAY, BookingDay, at, booking_hall, days_on

A, B = QueuePrefix("A"), QueuePrefix("B")
NEW_YEAR = date(2027, 1, 1)


def refusal(wish: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        wish()
    return refused.value.code


@pytest.mark.feature("F045")
def test_the_places_of_a_slot_follow_from_the_counters_and_the_time_a_visit_takes() -> None:
    slots = day_slots(booking_hall(), A, TUESDAY)
    assert [slots[0].start, slots[5].start, slots[6].start, len(slots)] == [
        at("09:00", TUESDAY),
        at("11:30", TUESDAY),
        at("14:00", TUESDAY),
        12,
    ]
    why = slots[0].capacity
    # Counters 1 and 2, and half of counter 3, which serves two queues: 2.5 x 30 min / 10 min x 0.5.
    assert (why.counters, why.slot_min, why.mean_min, why.share, why.places) == (2.5, 30, 10.0, 0.5, 3)


@pytest.mark.feature("F045")
def test_a_pair_takes_one_place() -> None:
    hall = booking_hall()
    hall = replace(hall, counters=tuple(one for one in hall.counters if one.number != CounterNumber(3)))
    day = BookingDay(hall)
    before = view_slot(day.state.bookings, day_slots(hall, B, TUESDAY)[0])
    day.book("p1", "p2", slot=at("09:00", TUESDAY), item="marry")
    after = view_slot(day.state.bookings, day_slots(hall, B, TUESDAY)[0])
    assert (before.free, after.free) == (1, 0)


@pytest.mark.feature("F045")
def test_at_noon_only_the_staff_who_stay_count() -> None:
    noon = replace(OFFICE, weekly=((Span(540, 1020),),) * 7, noon=Span(720, 840))

    def places(noon_counters: int | None) -> dict[datetime, int]:
        hall = booking_hall(calendar=noon)
        queues = tuple(replace(queue, noon_counters=noon_counters) for queue in hall.queues)
        return {slot.start: slot.capacity.places for slot in day_slots(replace(hall, queues=queues), A, TUESDAY)}

    morning, midday = at("11:30", TUESDAY), at("12:30", TUESDAY)
    assert (places(1)[morning], places(1)[midday]) == (3, 1)
    assert midday not in places(0)
    assert places(None)[midday] == 3


@pytest.mark.feature("F046")
def test_a_slot_is_free_then_partly_taken_then_full() -> None:
    day = BookingDay()
    slot = day_slots(day.hall, A, TUESDAY)[0]
    seen = [view_slot(day.state.bookings, slot).fill]
    for person in ("p1", "p2", "p3"):
        day.book(person, slot=slot.start)
        seen.append(view_slot(day.state.bookings, slot).fill)
    assert seen == [Fill.FREE, Fill.PART, Fill.PART, Fill.FULL]


def a_busy_monday() -> BookingDay:
    """Of queue B's place on Tuesday at nine nothing is left, and some people have a past."""
    hall = booking_hall(BookingRules(undo_min=0))
    hall = replace(hall, counters=tuple(one for one in hall.counters if one.number != CounterNumber(3)))
    day = BookingDay(hall)
    day.open(1, 4)
    for clock in ("14:00", "14:30", "15:00"):
        day.cancel(day.book("often", slot=at(clock, TUESDAY)))
    day.book("first", slot=at("09:00", TUESDAY), item="b1")
    for _ in range(3):
        day.cancel(day.book("fickle"))
    day.go_to("09:40")
    return day


ATTEMPTS = (
    ("nobody", "booking.identity", (), "a1", at("09:00", TUESDAY)),
    ("one for a wedding", "booking.partner_missing", ("p1",), "marry", at("09:00", TUESDAY)),
    ("a wedding with oneself", "booking.partner_same", ("p1", "p1"), "marry", at("09:30", TUESDAY)),
    ("two for a passport", "booking.partner_not_needed", ("p1", "p2"), "a1", at("09:00", TUESDAY)),
    ("three late cancels", "booking.blocked", ("fickle",), "a1", at("09:00", TUESDAY)),
    ("the fourth of one item today", "booking.item_per_day", ("often",), "a1", at("09:00", TUESDAY)),
    ("this afternoon", "booking.too_soon", ("p1",), "a1", at("14:00")),
    ("this morning", "booking.past", ("p1",), "a1", at("09:00")),
    ("the sixth working day", "booking.too_far", ("p1",), "a1", at("09:00", days_on(8))),
    ("at lunch", "booking.no_slot", ("p1",), "a1", at("12:30", TUESDAY)),
    ("a full slot", "booking.full", ("p1",), "b1", at("09:00", TUESDAY)),
    ("a second one that day", "booking.per_day", ("first",), "a1", at("10:00", TUESDAY)),
)


@pytest.mark.feature("F052")
def test_twelve_attempts_are_refused_by_twelve_rules() -> None:
    day = a_busy_monday()
    told = {what: refusal(partial(day.ask, *people, slot=slot, item=code)) for what, _, people, code, slot in ATTEMPTS}
    assert told == {what: rule for what, rule, *_ in ATTEMPTS}
    assert len(set(told.values())) == 12


@pytest.mark.feature("F052")
def test_from_tomorrow_to_the_fifth_working_day_everybody_may_book() -> None:
    day = BookingDay()
    # Tuesday to Friday, and Monday after the weekend.
    for count in (1, 2, 3, 4, 7):
        assert day.book("p1", slot=at("09:00", days_on(count)), item="b1" if count > 3 else "a1").people == ("p1",)


@pytest.mark.feature("F052")
def test_a_couple_has_one_booking_a_day_whoever_of_them_asks() -> None:
    day = BookingDay()
    day.book("p1", "p2", slot=at("09:00", TUESDAY), item="marry")
    assert refusal(lambda: day.ask("p2", "p1", slot=at("14:00", TUESDAY), item="marry")) == "booking.per_day"


def test_a_queue_without_any_places_takes_no_bookings() -> None:
    day = BookingDay(booking_hall(BookingRules(share=0.0)))
    assert refusal(lambda: day.ask("p1", slot=at("09:00", TUESDAY))) == "booking.not_offered"


def test_two_bookings_never_have_one_code() -> None:
    day = BookingDay()
    first = day.book("p1", slot=at("09:00", TUESDAY))
    day.same_code_again()
    assert day.book("p2", slot=at("09:00", TUESDAY)).code != first.code


@pytest.mark.feature("F050")
def test_a_booking_that_is_cancelled_in_time_frees_its_place_at_once() -> None:
    day = BookingDay()
    bookings = [day.book(person, slot=at("09:00", TUESDAY)) for person in ("p1", "p2", "p3")]
    assert refusal(lambda: day.ask("p4", slot=at("09:00", TUESDAY))) == "booking.full"
    day.go_to("09:11")
    day.cancel(bookings[0])
    assert day.booking(bookings[0]).state is BookingState.CANCELLED
    day.book("p4", slot=at("09:00", TUESDAY))
    assert [strike.kind.value for strike in day.state.bookings.strikes["p1"]] == ["cancel"]  # type: ignore[index]
    assert refusal(lambda: day.cancel(bookings[0])) == "booking.ended"


@pytest.mark.feature("F050")
@pytest.mark.parametrize(("clock", "kind"), [("07:00", "cancel"), ("07:01", "late_cancel")])
def test_two_hours_before_is_the_last_moment_for_free_cancelling(clock: str, kind: str) -> None:
    day = BookingDay()
    booking = day.book("p1", slot=at("09:00", TUESDAY))
    day.go_to(clock, TUESDAY)
    day.cancel(booking)
    assert [strike.kind.value for strike in day.state.bookings.strikes["p1"]] == [kind]  # type: ignore[index]


@pytest.mark.feature("F050")
@pytest.mark.parametrize(("made", "kinds"), [("07:51", []), ("07:50", ["late_cancel"])])
def test_a_booking_just_made_is_undone_freely_however_near_it_is(made: str, kinds: list[str]) -> None:
    day = BookingDay(booking_hall(BookingRules(first_day=0)))
    day.go_to(made, TUESDAY)
    booking = day.book("p1", slot=at("09:00", TUESDAY))
    day.go_to("08:00", TUESDAY)
    day.cancel(booking)
    assert day.booking(booking).state is BookingState.CANCELLED
    assert [strike.kind.value for strike in day.state.bookings.strikes.get(PersonId("p1"), ())] == kinds


@pytest.mark.feature("F050")
def test_a_booking_just_made_is_changed_freely_however_near_it_is() -> None:
    day = BookingDay(booking_hall(BookingRules(first_day=0)))
    day.go_to("08:30", TUESDAY)
    booking = day.book("p1", slot=at("09:00", TUESDAY))
    day.go_to("08:39", TUESDAY)
    day.do(ChangeBooking(code=booking.code, slot=at("10:00", TUESDAY)))
    assert day.booking(booking).start == at("10:00", TUESDAY)
    day.go_to("08:40", TUESDAY)
    assert refusal(lambda: day.do(ChangeBooking(code=booking.code, slot=at("09:30", TUESDAY)))) == "booking.too_late"


@pytest.mark.feature("F050")
def test_once_its_time_has_come_a_booking_is_not_undone_any_more() -> None:
    day = BookingDay(booking_hall(BookingRules(first_day=0)))
    day.go_to("08:50", TUESDAY)
    booking = day.book("p1", slot=at("09:00", TUESDAY))
    day.now = at("09:00", TUESDAY)
    day.cancel(booking)
    assert [strike.kind.value for strike in day.state.bookings.strikes[PersonId("p1")]] == ["late_cancel"]


@pytest.mark.feature("F050")
def test_a_cancel_by_the_hall_is_held_against_nobody() -> None:
    day = BookingDay()
    booking = day.book("p1", slot=at("09:00", TUESDAY))

    day.do(CancelBooking(code=booking.code, by_hall=True))
    assert not day.state.bookings.strikes


@pytest.mark.feature("F050")
def test_a_booking_moves_to_a_free_slot_and_leaves_its_own() -> None:
    day = BookingDay()
    booking = day.book("p1", slot=at("09:00", TUESDAY))
    day.do(ChangeBooking(code=booking.code, slot=at("10:00", TUESDAY)))
    book = day.state.bookings
    assert (book.taken((A, at("09:00", TUESDAY))), book.taken((A, at("10:00", TUESDAY)))) == (0, 1)
    for person in ("p2", "p3", "p4"):
        day.book(person, slot=at("11:00", TUESDAY))
    assert refusal(lambda: day.do(ChangeBooking(code=booking.code, slot=at("11:00", TUESDAY)))) == "booking.full"
    day.go_to("08:30", TUESDAY)
    assert refusal(lambda: day.do(ChangeBooking(code=booking.code, slot=at("15:00", TUESDAY)))) == "booking.too_late"


@pytest.mark.feature("F049")
def test_on_the_spot_the_next_free_slot_of_today_is_given_and_then_one_of_tomorrow() -> None:
    day = BookingDay()
    day.go_to("16:10")
    given = [day.book(f"p{n}").start for n in range(4)]
    assert given == [*[at("16:30")] * 3, at("09:00", TUESDAY)]


@pytest.mark.feature("F049", "F048")
def test_what_needs_an_appointment_gives_no_number_but_a_booking_on_the_spot() -> None:
    hall = booking_hall()
    only = tuple(replace(one, appointment_only=one.code == "a2") for one in hall.items)
    day = BookingDay(replace(hall, items=only))
    assert refusal(lambda: day.issue("a2")) == "item.appointment_only"
    assert day.book("p1", item="a2").start == at("09:30")
    assert day.issue("a1").number == "A001"


@pytest.mark.feature("F048")
def test_a_full_book_keeps_nobody_from_taking_a_number() -> None:
    day = BookingDay()
    for n in range(21):
        day.ask(f"p{n}", wait=True)
    assert day.issue("a1", person="p20").number == "A001"


@pytest.mark.feature("F055")
def test_on_new_year_s_day_the_places_grow_by_half_and_walk_ins_book_on_the_spot() -> None:
    opened = replace(OFFICE, special=(SpecialDay(name="元旦", open=(Span(540, 720),), day=NEW_YEAR),))
    festival = FestivalDay(name="元旦", month_day=(1, 1), queues=("A",))
    plain = booking_hall(calendar=opened)
    hall = booking_hall(BookingRules(festivals=(festival,)), calendar=opened)
    ordinary, festive = (day_slots(one, A, NEW_YEAR)[0].capacity for one in (plain, hall))
    assert (ordinary.factor, festive.factor) == (1.0, 1.5)
    assert (ordinary.places, festive.places) == (3, 5)  # 3.75 and 5.625, rounded down
    day = BookingDay(hall)
    day.go_to("09:05", NEW_YEAR)
    assert refusal(lambda: day.issue("a1")) == "booking.on_the_spot"
    assert day.book("p1").start == at("09:30", NEW_YEAR)
    assert day.issue("b1").number == "B001"


def test_the_book_outlives_the_night_and_forgets_what_has_ended() -> None:
    day = BookingDay()
    kept, gone = day.book("p1", slot=at("09:00", TUESDAY)), day.book("p2", slot=at("09:00", TUESDAY))
    day.cancel(gone)
    day.go_to("00:05", TUESDAY)
    assert set(day.state.bookings.by_code) == {kept.code}
    assert day.state.bookings.made == {}
    again = HallState.from_snapshot(day.state.snapshot("e", day.now, with_bookings=True))
    assert state_hash(again) == state_hash(day.state)
    assert again.bookings.of_person(kept.people[0]) == [kept]
    assert day.state.snapshot("e", day.now).bookings is None


def test_a_copy_of_the_book_goes_its_own_way() -> None:
    day = BookingDay()
    booking = day.book("p1", slot=at("09:00", TUESDAY))
    twin = day.state.copy()
    day.cancel(booking)
    assert twin.bookings.by_code[booking.code].state is BookingState.BOOKED
    assert twin.bookings.taken(booking.place) == 1


def test_quiet_hours_may_go_over_midnight_or_not() -> None:
    night, noon = BookingRules(), BookingRules(quiet_from=time(12), quiet_until=time(13))
    assert [night.is_quiet(time(hour)) for hour in (20, 21, 0, 7, 8)] == [False, True, True, True, False]
    assert [noon.is_quiet(time(hour)) for hour in (11, 12, 13)] == [False, True, False]
