"""Taking a number."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.commands import CallNext, CancelTicket, ChooseNotice, IssueTicket, OpenDay, RecordPrint
from hallcall.core.errors import Refused
from hallcall.core.events import DayOpened, TicketExpired, TicketSlipDeclined
from hallcall.core.numbers import format_number
from hallcall.core.places import Queue
from hallcall.core.rules import LivePerPerson, TicketRules
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode, Name, QueuePrefix, ZoneId
from hallcall.core.tickets import TicketState
from helpers.small_hall import NINE, Day, small_hall

QUEUE = Queue(prefix=QueuePrefix("A"), name=Name(zh="户政"), zone=ZoneId("A"), calendar="always")


@pytest.mark.feature("F063")
@pytest.mark.parametrize(
    ("seq", "number"), [(1, "A001"), (23, "A023"), (999, "A999"), (1000, "A1000"), (12345, "A12345")]
)
def test_a_number_grows_and_never_wraps(seq: int, number: str) -> None:
    assert format_number(QUEUE, seq) == number


@pytest.mark.feature("F063")
@given(st.sets(st.integers(1, 100_000), min_size=2, max_size=50))
def test_two_places_in_a_queue_never_share_a_number(places: set[int]) -> None:
    assert len({format_number(QUEUE, place) for place in places}) == len(places)


@pytest.mark.feature("F063")
def test_after_a999_comes_a1000() -> None:
    day = Day()
    day.state.last_seq[QueuePrefix("A")] = 999
    assert day.issue().number == "A1000"


@pytest.mark.feature("F063", "F062")
def test_each_queue_counts_for_itself() -> None:
    day = Day()
    assert [day.issue(code).number for code in ("a1", "a2", "b1", "a1", "b1")] == [
        "A001",
        "A002",
        "B001",
        "A003",
        "B002",
    ]


@pytest.mark.feature("F063")
def test_a_cancelled_number_is_not_given_again() -> None:
    day = Day()
    first = day.issue()
    day.do(CancelTicket(ticket=first.id, reason="left"))
    assert day.issue().number == "A002"


@pytest.mark.feature("F063")
def test_numbers_start_again_on_the_next_business_day_and_left_ones_expire() -> None:
    day = Day()
    left = day.issue()
    day.now += timedelta(days=1)
    day.do(OpenDay())
    assert [event.ticket for event in day.events(TicketExpired)] == [left.id]  # type: ignore[attr-defined]
    fresh = day.issue()
    assert (fresh.number, fresh.day) == ("A001", date(2026, 11, 24))
    assert fresh.id != left.id


@pytest.mark.feature("F063")
def test_opening_the_same_day_twice_changes_nothing() -> None:
    day = Day()
    day.issue()
    assert day.do(OpenDay()).events == ()
    assert len(day.events(DayOpened)) == 1


@pytest.mark.feature("F063")
def test_a_clock_that_goes_back_an_hour_or_past_midnight_never_reopens_yesterday() -> None:
    day = Day()
    day.issue()
    for back in (timedelta(hours=1), timedelta(hours=20)):
        day.now = NINE - back
        assert day.do(OpenDay()).events == ()
        assert day.state.day == date(2026, 11, 23)
    assert day.issue().number == "A002"


@pytest.mark.feature("F068")
def test_the_same_person_and_item_get_their_live_ticket_again_and_no_second_one() -> None:
    day = Day()
    first = day.issue("a1", person="p")
    day.later(5)
    again = day.do(IssueTicket(item=ItemCode("a1"), person=first.person))
    assert (again.ticket, again.repeated, again.events) == (first.id, True, ())
    assert day.line() == ["A001"]


@pytest.mark.feature("F068")
@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        (LivePerPerson.NONE, ["A001", "A002", "A003", "B001"]),
        (LivePerPerson.PER_ITEM, ["A001", "A001", "A002", "B001"]),
        (LivePerPerson.PER_QUEUE, ["A001", "A001", "A001", "B001"]),
        (LivePerPerson.PER_HALL, ["A001", "A001", "A001", "A001"]),
    ],
)
def test_how_many_live_tickets_a_person_may_hold_is_the_halls_rule(rule: LivePerPerson, numbers: list[str]) -> None:
    day = Day(small_hall(rules=TicketRules(live_per_person=rule, daily_cap_per_person=0)))
    assert [day.issue(code, person="p").number for code in ("a1", "a1", "a2", "b1")] == numbers


@pytest.mark.feature("F068")
def test_a_person_whose_visit_has_ended_may_take_a_new_number() -> None:
    day = Day()
    first = day.issue("a1", person="p")
    day.do(CancelTicket(ticket=first.id, reason="left"))
    assert day.issue("a1", person="p").number == "A002"


def test_a_family_at_one_kiosk_gets_a_number_each() -> None:
    day = Day()
    assert [day.issue("a1", person=who).number for who in ("mother", "father", "child")] == ["A001", "A002", "A003"]


def test_the_daily_cap_is_refused_with_its_figure() -> None:
    day = Day(small_hall(rules=TicketRules(live_per_person=LivePerPerson.NONE, daily_cap_per_person=2)))
    day.issue(person="p")
    day.issue(person="p")
    with pytest.raises(Refused) as refused:
        day.issue(person="p")
    assert (refused.value.code, refused.value.fields) == ("ticket.daily_cap", {"cap": 2})


@pytest.mark.feature("F028")
def test_a_visitor_without_a_card_gets_an_unverified_ticket() -> None:
    day = Day()
    assert day.issue().verified is False
    assert day.issue(verified=True).verified is True


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(Refused, match=r"item\.unknown"):
        Day().do(IssueTicket(item=ItemCode("none")))


@pytest.mark.feature("F026")
def test_messages_need_a_phone_number() -> None:
    day = Day()
    without, with_phone = day.issue(), day.issue(has_phone=True)
    with pytest.raises(Refused, match=r"phone\.unknown"):
        day.do(ChooseNotice(ticket=without.id, on=True))
    day.do(ChooseNotice(ticket=with_phone.id, on=True))
    assert day.ticket(with_phone).notify
    assert day.do(ChooseNotice(ticket=with_phone.id, on=True)).repeated
    day.do(ChooseNotice(ticket=with_phone.id, on=False))
    assert not day.ticket(with_phone).notify


@pytest.mark.feature("F076")
def test_each_slip_that_came_out_is_counted_and_a_failed_one_is_not() -> None:
    day = Day()
    ticket = day.issue()
    day.do(RecordPrint(ticket=ticket.id, ok=False, reason="paper-out"))
    assert day.ticket(ticket).prints == 0
    day.do(RecordPrint(ticket=ticket.id, ok=True))
    day.do(RecordPrint(ticket=ticket.id, ok=True))
    assert day.ticket(ticket).prints == 2


@pytest.mark.feature("F065")
def test_a_number_without_a_slip_is_noted_and_may_have_its_first_one_later() -> None:
    day = Day()
    ticket = day.issue()
    day.do(RecordPrint(ticket=ticket.id, ok=False, wanted=False))
    assert day.events(TicketSlipDeclined) == [TicketSlipDeclined(ticket=ticket.id)]
    assert day.ticket(ticket).prints == 0
    day.do(RecordPrint(ticket=ticket.id, ok=True))
    assert day.ticket(ticket).prints == 1


def test_a_number_that_is_being_called_cannot_be_cancelled() -> None:
    day = Day()
    day.open(1)
    ticket = day.issue()
    day.do(CallNext(counter=CounterNumber(1)))
    with pytest.raises(Refused, match=r"ticket\.wrong_state"):
        day.do(CancelTicket(ticket=ticket.id, reason="left"))


def test_a_snapshot_shows_what_the_state_shows() -> None:
    day = Day()
    day.open(1, 3)
    for code in ("a1", "b1", "a2"):
        day.issue(code)
    day.do(CallNext(counter=CounterNumber(1)))
    snapshot = day.state.snapshot("e", day.now)
    assert HallState.from_snapshot(snapshot).snapshot("e", day.now) == snapshot
    assert {ticket.state for ticket in snapshot.tickets} == {TicketState.WAITING, TicketState.CALLED}
