"""Numbers that kiosks hold for times without the server, and what they gave from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.commands import (
    CallNext,
    CancelTicket,
    FinishService,
    LeaseNumbers,
    OpenDay,
    RecordOffline,
    StartService,
)
from hallcall.core.errors import Refused
from hallcall.core.events import NumbersLeased, TicketCancelled, TicketFinished, TicketIssued
from hallcall.core.places import Queue
from hallcall.core.rules import OfflineRules, TicketRules
from hallcall.core.snapshot import Lease
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Need, PersonId, TicketId, TicketState
from helpers.small_hall import NINE, Day, small_hall

A = QueuePrefix("A")
ONE = CounterNumber(1)


def lease(day: Day, kiosk: str = "K1", book: str = "b1") -> list[Lease]:
    """What a kiosk is given."""
    outcome = day.do(LeaseNumbers(kiosk=kiosk, book=book))
    new = [event.lease for event in outcome.events if isinstance(event, NumbersLeased)]
    return [day.state.leases[one] for one in new]


def of_queue(leases: list[Lease], queue: str = "A") -> Lease:
    return next(lease for lease in leases if lease.queue == queue)


def record(day: Day, lease: Lease, seq: int, *, at: datetime | None = None, **more: object) -> TicketId:
    """A number of a block reaches the server."""
    command = RecordOffline(lease=lease.id, seq=seq, item=ItemCode("a1"), kiosk=lease.kiosk, issued_at=at or day.now)
    outcome = day.do(replace(command, **more))  # type: ignore[arg-type]
    assert outcome.ticket is not None
    return outcome.ticket


def refusal(day: Day, lease: Lease, seq: int, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        record(day, lease, seq, **more)  # type: ignore[arg-type]
    return refused.value.code


@pytest.mark.feature("F080")
def test_a_kiosk_holds_a_block_of_every_queue() -> None:
    held = lease(Day())
    assert [(one.queue, one.first, one.last) for one in held] == [("A", 800, 819), ("B", 800, 819)]
    assert of_queue(held).id == "2026-11-23/K1/A800"


@pytest.mark.feature("F080")
def test_two_kiosks_never_hold_the_same_number() -> None:
    day = Day()
    lease(day)
    assert of_queue(lease(day, "K2", "b2")).first == 820


@pytest.mark.feature("F080")
def test_asking_again_changes_nothing_while_half_a_block_is_left() -> None:
    day = Day()
    held = of_queue(lease(day))
    for seq in range(800, 810):
        record(day, held, seq)
    outcome = day.do(LeaseNumbers(kiosk="K1", book="b1"))
    assert (outcome.events, outcome.repeated) == ((), True)


@pytest.mark.feature("F080")
def test_a_kiosk_with_less_than_half_a_block_gets_another_one_and_keeps_the_first() -> None:
    day = Day()
    held = of_queue(lease(day))
    lease(day, "K2", "b2")
    for seq in range(800, 811):
        record(day, held, seq)
    more = lease(day)
    assert [(one.queue, one.first) for one in more] == [("A", 840)]
    assert record(day, held, 819) == "2026-11-23/A819"


@pytest.mark.feature("F080")
def test_a_kiosk_that_lost_its_book_gets_other_numbers_than_before() -> None:
    day = Day()
    before, after = of_queue(lease(day)), of_queue(lease(day, book="b2"))
    assert after.first > before.last


@pytest.mark.feature("F080")
def test_a_hall_may_leave_kiosks_without_numbers() -> None:
    rules = TicketRules(offline=OfflineRules(block=0))
    assert lease(Day(small_hall(rules=rules))) == []


@pytest.mark.feature("F080")
def test_numbers_of_a_block_do_not_move_the_servers_own_count() -> None:
    day = Day()
    held = of_queue(lease(day))
    assert day.issue().number == "A001"
    record(day, held, 800)
    assert day.issue().number == "A002"


@pytest.mark.feature("F080", "F221")
@pytest.mark.parametrize(("last", "following"), [(598, "A599"), (599, "A840"), (839, "A840"), (840, "A841")])
def test_the_servers_own_count_jumps_over_sheets_and_blocks(last: int, following: str) -> None:
    day = Day()
    lease(day)
    lease(day, "K2", "b2")
    day.state.last_seq[A] = last
    assert day.issue().number == following


@pytest.mark.feature("F080")
def test_a_block_begins_behind_the_servers_own_numbers() -> None:
    day = Day()
    day.state.last_seq[A] = 805
    assert of_queue(lease(day)).first == 806
    assert day.issue().number == "A826"


@pytest.mark.feature("F080")
@given(st.lists(st.sampled_from(["own", "K1", "K2", "use"]), max_size=60), st.integers(0, 830))
def test_no_number_is_ever_in_two_hands(steps: list[str], start: int) -> None:
    day = Day(small_hall(rules=TicketRules(offline=OfflineRules(block=4))))
    day.state.last_seq[A] = start
    given_out: list[str] = []
    for step in steps:
        if step == "own":
            given_out.append(day.issue().number)
        elif step == "use":
            unused = [(one, seq) for one in day.state.leases.values() for seq in range(one.first, one.last + 1)]
            unused = [(one, seq) for one, seq in unused if one.queue == A and f"A{seq}" not in given_out]
            for one, seq in unused[:2]:
                record(day, one, seq)
                given_out.append(f"A{seq}")
        else:
            lease(day, step, step)
    spans = sorted((one.first, one.last) for one in day.state.leases.values() if one.queue == A)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert len(given_out) == len(set(given_out))
    assert not any(600 <= int(number[1:]) < 800 for number in given_out if number != f"A{start}")


@pytest.mark.feature("F080")
def test_offline_numbers_wait_in_the_order_in_which_they_were_taken() -> None:
    day = Day()
    one, two = of_queue(lease(day)), of_queue(lease(day, "K2", "b2"))
    before = day.issue().number
    moments = [day.now + timedelta(seconds=second) for second in (10, 20, 30, 40)]
    day.later(60)
    online = day.issue().number
    record(day, two, 821, at=moments[3])
    record(day, one, 800, at=moments[0])
    record(day, one, 801, at=moments[2])
    record(day, two, 820, at=moments[1])
    assert day.line() == [before, "A800", "A820", "A801", "A821", online]


@pytest.mark.feature("F080")
def test_what_the_kiosk_knows_of_the_visitor_comes_with_the_number() -> None:
    day = Day()
    held = of_queue(lease(day))
    taken_at = day.now + timedelta(seconds=5)
    day.later(600)
    known = {"person": PersonId("p1"), "verified": True, "needs": frozenset({Need.CANNOT_SEE}), "token": "t"}
    ticket = day.ticket(record(day, held, 800, at=taken_at, **known))
    assert (ticket.person, ticket.verified, ticket.token, ticket.kiosk) == ("p1", True, "t", "K1")
    assert (ticket.issued_at, ticket.since, ticket.seniority) == (taken_at, taken_at, taken_at)
    assert day.state.taken[PersonId("p1")] == 1


@pytest.mark.feature("F080")
@pytest.mark.parametrize(("told_s", "counted_s"), [(-3600, 0), (30, 30), (9000, 600)])
def test_a_kiosks_clock_cannot_put_anybody_before_the_lease_or_behind_now(told_s: int, counted_s: int) -> None:
    day = Day()
    held = of_queue(lease(day))
    day.later(600)
    ticket = day.ticket(record(day, held, 800, at=NINE + timedelta(seconds=told_s)))
    assert ticket.seniority == NINE + timedelta(seconds=counted_s)


def test_a_time_without_a_zone_is_no_time() -> None:
    day = Day()
    assert refusal(day, of_queue(lease(day)), 800, at=day.now.replace(tzinfo=None)) == "command.malformed"


@pytest.mark.feature("F080")
def test_a_number_is_taken_in_once() -> None:
    day = Day()
    held = of_queue(lease(day))
    ticket = record(day, held, 800)
    assert refusal(day, held, 800) == "number.used"
    day.do(CancelTicket(ticket=ticket, reason="left"))
    assert refusal(day, held, 800) == "number.used"


@pytest.mark.feature("F080")
def test_a_kiosk_may_only_give_what_it_holds() -> None:
    day = Day()
    held = of_queue(lease(day))
    assert refusal(day, held, 820) == "lease.foreign"
    assert refusal(day, held, 799) == "lease.foreign"
    assert refusal(day, held, 800, kiosk="K2") == "lease.foreign"


@pytest.mark.feature("F020", "F080")
@pytest.mark.parametrize("item", ["z9", "b1"], ids=["is gone", "has moved"])
def test_a_number_given_before_the_catalogue_changed_waits_in_the_queue_whose_letter_it_bears(item: str) -> None:
    day = Day()
    ticket = day.state.tickets[record(day, of_queue(lease(day)), 800, item=ItemCode(item))]
    assert (ticket.number, ticket.queue, ticket.item) == ("A800", "A", item)


@pytest.mark.feature("F020", "F080")
def test_a_number_of_a_queue_that_the_hall_has_no_more_is_refused() -> None:
    day = Day()
    held = of_queue(lease(day))
    day.hall = replace(day.hall, queues=day.hall.queues[1:])
    assert refusal(day, held, 800) == "queue.unknown"


@pytest.mark.feature("F080")
def test_a_block_ends_with_its_day() -> None:
    day = Day()
    held = of_queue(lease(day))
    day.later(24 * 3600)
    day.do(OpenDay())
    assert day.state.leases == {}
    assert refusal(day, held, 800) == "lease.expired"
    assert of_queue(lease(day)).id == "2026-11-24/K1/A800"


@pytest.mark.feature("F080")
def test_hours_and_caps_do_not_undo_a_number_that_somebody_holds() -> None:
    day = Day(small_hall(rules=TicketRules(daily_cap_per_person=1)))
    held = of_queue(lease(day))
    day.issue(person="p1")
    assert record(day, held, 800, person=PersonId("p1"))
    closed = tuple(replace(calendar, weekly=((),) * 7) for calendar in day.hall.calendars)
    day.hall = replace(day.hall, calendars=closed)
    assert record(day, held, 801)


@pytest.mark.feature("F080")
def test_the_number_that_nobody_saw_is_void_when_its_visitor_got_another_one() -> None:
    day = Day()
    held = of_queue(lease(day))
    unseen = day.issue()
    record(day, held, 800, instead_of=unseen.id)
    assert [event.ticket for event in day.events(TicketCancelled)] == [unseen.id]  # type: ignore[attr-defined]
    assert day.line() == ["A800"]


@pytest.mark.feature("F080")
def test_an_unseen_number_that_was_called_meanwhile_runs_its_course() -> None:
    day = Day()
    held = of_queue(lease(day))
    unseen = day.issue()
    day.open(1)
    day.do(CallNext(counter=ONE))
    record(day, held, 800, instead_of=unseen.id)
    assert day.ticket(unseen).state is TicketState.CALLED


def test_blocks_are_part_of_the_snapshot() -> None:
    day = Day()
    lease(day)
    again = HallState.from_snapshot(day.state.snapshot("e", day.now))
    assert again.leases == day.state.leases != {}


def test_a_queue_that_begins_behind_the_sheets_counts_on_from_the_blocks() -> None:
    hall = small_hall()
    late = tuple(replace(queue, first_number=650) if queue.prefix == A else queue for queue in hall.queues)
    day = Day(replace(hall, queues=tuple[Queue, ...](late)))
    assert day.issue().number == "A800"


# -- a visit that ended while the server was away ------------------------------------------------------------------


def serving(day: Day) -> TicketId:
    ticket = day.issue().id
    day.open(1)
    day.do(CallNext(counter=ONE))
    day.do(StartService(counter=ONE))
    return ticket


@pytest.mark.parametrize(("told_s", "counted_s"), [(-100, 0), (120, 120), (9000, 600)])
def test_a_visit_ended_when_the_counter_says_but_not_before_it_began(told_s: int, counted_s: int) -> None:
    day = Day()
    ticket = serving(day)
    began = day.now
    day.later(600)
    day.do(FinishService(counter=ONE, ticket=ticket, ended_at=began + timedelta(seconds=told_s)))
    finished = day.events(TicketFinished)[-1]
    assert isinstance(finished, TicketFinished)
    assert finished.ended_at == began + timedelta(seconds=counted_s)
    assert day.state.ended[ticket] is TicketState.DONE


def test_a_late_finish_never_ends_another_visit() -> None:
    day = Day()
    first = serving(day)
    day.do(FinishService(counter=ONE))
    serving(day)
    with pytest.raises(Refused, match=r"ticket\.wrong_state"):
        day.do(FinishService(counter=ONE, ticket=first, ended_at=day.now))
    assert [type(event) for event in day.events(TicketIssued)] == [TicketIssued] * 2
