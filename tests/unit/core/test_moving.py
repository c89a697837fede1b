"""Waiting numbers that are moved: by the wish of their holder, or because they were taken for the wrong item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import CallNext, DeferTicket, FinishService, StartService, TransferTicket
from hallcall.core.errors import Refused
from hallcall.core.events import TicketDeferred, TicketIssued, TicketTransferred
from hallcall.core.priority import OrderRules
from hallcall.core.rules import NewItemRule, PassRules, TicketRules
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket, TicketState
from helpers.small_hall import Day, small_hall

A, B, C1 = QueuePrefix("A"), QueuePrefix("B"), CounterNumber(1)


def waiting(day: Day, number: str) -> Ticket:
    return next(ticket for ticket in day.state.tickets.values() if ticket.number == number)


def defer(day: Day, number: str, by: int) -> None:
    day.do(DeferTicket(ticket=waiting(day, number).id, by=by))


def serve_next(day: Day) -> str:
    called = day.do(CallNext(counter=C1)).ticket
    assert called is not None
    number = day.ticket(called).number
    day.do(StartService(counter=C1))
    day.do(FinishService(counter=C1))
    return number


@pytest.mark.feature("F078")
@pytest.mark.parametrize(
    ("number", "by", "line"),
    [
        ("A001", 1, ["A002", "A001", "A003", "A004", "A005"]),
        ("A001", 3, ["A002", "A003", "A004", "A001", "A005"]),
        ("A002", 2, ["A001", "A003", "A004", "A002", "A005"]),
        ("A003", 9, ["A001", "A002", "A004", "A005", "A003"]),
        ("A005", 3, ["A001", "A002", "A003", "A004", "A005"]),
    ],
)
def test_a_number_moves_as_many_places_down_as_its_holder_says(number: str, by: int, line: list[str]) -> None:
    """Also from the head of the line, and never farther than there are people."""
    day = Day()
    day.open(1)
    for _ in range(5):
        day.issue()
    defer(day, number, by)
    assert day.line() == line
    assert [serve_next(day) for _ in line] == line


@pytest.mark.feature("F078")
def test_newcomers_do_not_push_it_farther() -> None:
    day = Day(policy=policy_of(OrderRules()))
    day.open(1)
    for _ in range(3):
        day.issue()
    defer(day, "A001", 2)
    for _ in range(4):
        day.issue()
    day.later(3600)
    called = [serve_next(day) for _ in range(3)]
    assert called[2] == "A001"


@pytest.mark.feature("F078")
def test_it_can_be_done_once_by_as_many_as_the_hall_allows_and_only_while_others_wait() -> None:
    day = Day(small_hall(passing=PassRules(own_defer_most=5)))
    day.open(1)
    first = day.issue()

    def refused(by: int) -> tuple[str, dict[str, object]]:
        with pytest.raises(Refused) as refusal:
            defer(day, first.number, by)
        return refusal.value.code, dict(refusal.value.fields)

    assert refused(1) == ("defer.nobody", {})
    day.issue()
    assert refused(0) == refused(6) == ("defer.range", {"most": 5})
    defer(day, first.number, 1)
    assert refused(1) == ("defer.used", {"most": 1})
    assert [event.by for event in day.events(TicketDeferred)] == [1]  # type: ignore[attr-defined]
    serve_next(day)
    day.do(CallNext(counter=C1))
    assert refused(1)[0] == "ticket.wrong_state"


def wrong_item(rule: NewItemRule) -> tuple[Day, Ticket, Ticket]:
    """Somebody took a number for ``a1``, waited ten minutes, and wants ``b1``; another waits for it since five."""
    day = Day(small_hall(rules=TicketRules(new_item=rule)))
    wrong = day.issue("a1", person="p1")
    day.later(300)
    other = day.issue("b1")
    day.later(300)
    command = TransferTicket(ticket=wrong.id, to_queue=B, to_item=ItemCode("b1"), reason="wrong item chosen")
    child = day.do(command).ticket
    assert child is not None
    return day, day.ticket(child), other


@pytest.mark.feature("F079")
def test_a_wrong_item_costs_no_time_where_the_hall_keeps_it() -> None:
    day, moved, other = wrong_item(NewItemRule.KEEP)
    (old,) = day.events(TicketTransferred)
    assert isinstance(old, TicketTransferred)
    assert (moved.number, moved.item, moved.queue, moved.leg) == ("A001", "b1", "B", 2)
    assert moved.seniority == day.log[1].at
    assert day.line("B") == [moved.number, other.number]
    assert day.state.ended[old.ticket] is TicketState.TRANSFERRED
    assert day.state.live_of(moved.person) == [moved]  # type: ignore[arg-type]


@pytest.mark.feature("F079")
def test_a_wrong_item_begins_anew_where_the_hall_wants_it_so() -> None:
    day, moved, other = wrong_item(NewItemRule.NEW)
    assert moved.seniority == day.now
    assert day.line("B") == [other.number, moved.number]


@pytest.mark.feature("F079")
def test_only_another_item_begins_anew() -> None:
    """Who is sent on with the item they came for keeps their time always."""
    day = Day(small_hall(rules=TicketRules(new_item=NewItemRule.NEW)))
    ticket = day.issue("a1")
    day.later(600)
    child = day.do(TransferTicket(ticket=ticket.id, to_queue=B, reason="tax first")).ticket
    assert child is not None
    assert (day.ticket(child).seniority, day.ticket(child).item) == (ticket.seniority, "a1")


@pytest.mark.feature("F079")
def test_the_right_item_may_be_one_of_the_same_queue() -> None:
    day = Day()
    ticket = day.issue("a1")
    command = TransferTicket(ticket=ticket.id, to_queue=A, to_item=ItemCode("a2"), reason="wrong item chosen")
    child = day.do(command).ticket
    assert child is not None
    assert (day.ticket(child).item, day.line()) == ("a2", ["A001"])
    issued = day.events(TicketIssued)[-1]
    assert (issued.item, issued.parent) == ("a2", ticket.id)  # type: ignore[attr-defined]


@pytest.mark.feature("F079")
@pytest.mark.parametrize(
    ("queue", "item", "code"),
    [
        ("B", "a2", "item.other_queue"),
        ("B", "none", "item.unknown"),
        ("A", "a1", "transfer.same_place"),
        ("B", "b2", "item.appointment_only"),
    ],
)
def test_an_item_that_does_not_wait_there_is_refused(queue: str, item: str, code: str) -> None:
    hall = small_hall()
    items = tuple(replace(one, appointment_only=one.code == "b2") for one in hall.items)
    day = Day(replace(hall, items=items))
    ticket = day.issue("a1")
    command = TransferTicket(ticket=ticket.id, to_queue=QueuePrefix(queue), to_item=ItemCode(item), reason="x")
    with pytest.raises(Refused) as refusal:
        day.do(command)
    assert refusal.value.code == code
