"""Calling, answering, serving."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hallcall.core.commands import (
    CallChosen,
    CallNext,
    CloseCounter,
    FinishService,
    OpenCounter,
    ParkTicket,
    PassTicket,
    PauseCounter,
    Recall,
    ResumeCounter,
    ReturnTicket,
    RevealVisitor,
    StartService,
    TransferTicket,
)
from hallcall.core.errors import Refused
from hallcall.core.events import (
    TicketCalled,
    TicketFinished,
    TicketIssued,
    TicketNeared,
    TicketRecalled,
    VisitorRevealed,
)
from hallcall.core.looks import LookReason
from hallcall.core.rules import CallRules
from hallcall.core.snapshot import CounterStatus
from hallcall.core.terms import CounterNumber, QueuePrefix, Seconds
from hallcall.core.tickets import ClerkId, TicketState
from helpers.small_hall import Day, small_hall

C1, C2, C3, C4 = (CounterNumber(n) for n in (1, 2, 3, 4))


def code_of(excinfo: pytest.ExceptionInfo[Refused]) -> str:
    return excinfo.value.code


@pytest.mark.feature("F085")
def test_the_one_who_came_first_is_called_first() -> None:
    day = Day()
    day.open(1)
    numbers = [day.issue().number for _ in range(3)]
    called = []
    for _ in range(3):
        day.do(CallNext(counter=C1))
        day.later(5)
        day.do(StartService(counter=C1))
        day.do(FinishService(counter=C1))
        called.append(day.events(TicketCalled)[-1].number)  # type: ignore[attr-defined]
    assert called == numbers


@pytest.mark.feature("F085")
def test_at_the_same_instant_the_queue_letter_then_the_number_decides() -> None:
    day = Day()
    day.open(3)
    b, a2, a1 = day.issue("b1"), day.issue("a2"), day.issue("a1")
    for ticket in (b, a2, a1):
        day.state.put(replace(day.state.tickets[ticket.id], seniority=day.now))
    day.do(CallNext(counter=C3))
    assert day.events(TicketCalled)[-1].number == a2.number == "A001"  # type: ignore[attr-defined]


@pytest.mark.feature("F085")
def test_a_counter_calls_only_from_queues_it_has_the_skill_for() -> None:
    day = Day()
    day.open(4)
    day.issue("a1")
    with pytest.raises(Refused) as refused:
        day.do(CallNext(counter=C4))
    assert code_of(refused) == "queue.empty"
    b = day.issue("b1")
    day.do(CallNext(counter=C4))
    assert day.ticket(b).counter == 4


@pytest.mark.feature("F085")
def test_a_counter_for_all_takes_whoever_waited_longest_in_any_queue() -> None:
    day = Day()
    day.open(3)
    b = day.issue("b1")
    day.issue("a1")
    day.do(CallNext(counter=C3))
    assert day.ticket(b).state is TicketState.CALLED


@pytest.mark.feature("F102")
def test_two_presses_shortly_after_one_another_are_one_call() -> None:
    day = Day()
    day.open(1)
    first, second = day.issue(), day.issue()
    day.do(CallNext(counter=C1))
    day.later(0.3)
    again = day.do(CallNext(counter=C1))
    assert (again.ticket, again.repeated, again.events) == (first.id, True, ())
    assert day.ticket(second).state is TicketState.WAITING
    day.later(1)
    with pytest.raises(Refused) as refused:
        day.do(CallNext(counter=C1))
    assert code_of(refused) == "counter.busy"


@pytest.mark.feature("F102")
def test_next_finishes_the_visit_at_the_counter_or_refuses_as_the_hall_chose() -> None:
    for finishes in (True, False):
        day = Day(small_hall(calls=CallRules(next_finishes_current=finishes)))
        day.open(1)
        first, second = day.issue(), day.issue()
        day.do(CallNext(counter=C1))
        day.do(StartService(counter=C1))
        day.later(60)
        if finishes:
            day.do(CallNext(counter=C1))
            assert day.state.ended[first.id] is TicketState.DONE
            assert day.ticket(second).state is TicketState.CALLED
        else:
            with pytest.raises(Refused) as refused:
                day.do(CallNext(counter=C1))
            assert code_of(refused) == "counter.busy"


@pytest.mark.feature("F102")
def test_next_with_an_empty_queue_still_finishes_the_visit() -> None:
    day = Day()
    day.open(1)
    only = day.issue()
    day.do(CallNext(counter=C1))
    day.do(StartService(counter=C1))
    day.do(CallNext(counter=C1))
    assert day.state.ended[only.id] is TicketState.DONE
    assert day.state.counters[C1].status is CounterStatus.IDLE


@pytest.mark.feature("F088")
def test_a_recall_leaves_time_to_come_and_more_when_the_visitor_changes_floors() -> None:
    day = Day(small_hall(calls=CallRules(repeat_gap_s=Seconds(20), floor_walk_s=Seconds(60))))
    day.open(1, 4)
    for counter, code, gap in ((C1, "a1", 20), (C4, "b1", 80)):
        day.issue(code)
        day.do(CallNext(counter=counter))
        day.later(gap - 1)
        with pytest.raises(Refused) as refused:
            day.do(Recall(counter=counter))
        assert (code_of(refused), refused.value.fields) == ("call.too_soon", {"wait_s": 2})
        day.later(1)
        day.do(Recall(counter=counter))
        assert day.events(TicketRecalled)[-1].call == 2  # type: ignore[attr-defined]


@pytest.mark.feature("F088")
def test_a_recall_is_the_same_call_on_the_walls() -> None:
    day = Day()
    day.open(1)
    ticket = day.issue()
    day.do(CallNext(counter=C1))
    before = day.state.calls[ticket.id]
    day.later(20)
    day.do(Recall(counter=C1))
    after = day.state.calls[ticket.id]
    assert (after.seq, after.call, after.at) == (before.seq, 2, day.now)


@pytest.mark.feature("F099")
def test_a_transfer_keeps_number_seniority_and_both_legs() -> None:
    day = Day()
    day.open(1, 4)
    waiting_b = day.issue("b1")
    moved = day.issue("a1")
    day.do(CallNext(counter=C1))
    day.do(StartService(counter=C1))
    day.later(300)
    late_b = day.issue("b1")
    outcome = day.do(TransferTicket(ticket=moved.id, to_queue=QueuePrefix("B"), reason="another item", note="has form"))
    child = day.state.tickets[outcome.ticket]  # type: ignore[index]
    assert (child.number, child.leg, child.parent, child.note) == (moved.number, 2, moved.id, "has form")
    assert child.seniority == moved.seniority
    assert day.state.ended[moved.id] is TicketState.TRANSFERRED
    assert day.line("B") == [waiting_b.number, moved.number, late_b.number]
    assert day.state.counters[C1].status is CounterStatus.IDLE


@pytest.mark.feature("F099")
def test_a_ticket_sent_to_one_counter_is_called_only_there() -> None:
    day = Day()
    day.open(1, 2, 3)
    ticket = day.issue("a1")
    day.do(TransferTicket(ticket=ticket.id, to_queue=QueuePrefix("A"), to_counter=C2, reason="authority"))
    with pytest.raises(Refused):
        day.do(CallNext(counter=C1))
    day.do(CallNext(counter=C2))
    assert day.state.counters[C2].status is CounterStatus.CALLING


@pytest.mark.feature("F099")
@pytest.mark.parametrize(
    ("queue", "counter", "reason", "code"),
    [
        ("B", None, " ", "reason.missing"),
        ("Z", None, "x", "queue.unknown"),
        ("B", 1, "x", "queue.not_served"),
        ("B", 99, "x", "counter.unknown"),
        ("A", None, "x", "transfer.same_place"),
        ("A", 1, "x", "transfer.same_place"),
    ],
)
def test_a_transfer_to_nowhere_is_refused(queue: str, counter: int | None, reason: str, code: str) -> None:
    day = Day()
    day.open(1)
    ticket = day.issue("a1")
    day.do(CallNext(counter=C1))
    with pytest.raises(Refused) as refused:
        day.do(
            TransferTicket(
                ticket=ticket.id,
                to_queue=QueuePrefix(queue),
                to_counter=CounterNumber(counter) if counter else None,
                reason=reason,
            )
        )
    assert code_of(refused) == code


@pytest.mark.feature("F100")
def test_a_chosen_call_needs_a_reason_that_is_kept() -> None:
    day = Day()
    day.open(1)
    day.issue()
    chosen = day.issue()
    with pytest.raises(Refused) as refused:
        day.do(CallChosen(counter=C1, ticket=chosen.id, reason="  "))
    assert code_of(refused) == "reason.missing"
    day.do(CallChosen(counter=C1, ticket=chosen.id, reason="wheelchair taxi waits"))
    assert day.events(TicketCalled)[-1].chosen_reason == "wheelchair taxi waits"  # type: ignore[attr-defined]
    assert day.ticket(chosen).state is TicketState.CALLED


@pytest.mark.feature("F100")
def test_a_counter_may_not_choose_from_a_queue_it_does_not_serve() -> None:
    day = Day()
    day.open(1)
    ticket = day.issue("b1")
    with pytest.raises(Refused, match=r"queue\.not_served"):
        day.do(CallChosen(counter=C1, ticket=ticket.id, reason="x"))


@pytest.mark.feature("F101")
def test_a_pause_needs_a_reason_and_stops_calling_until_it_ends() -> None:
    day = Day()
    day.open(1)
    day.issue()
    with pytest.raises(Refused, match=r"reason\.missing"):
        day.do(PauseCounter(counter=C1, reason=""))
    day.do(PauseCounter(counter=C1, reason="meal", until=day.now + timedelta(minutes=30)))
    with pytest.raises(Refused, match=r"counter\.paused"):
        day.do(CallNext(counter=C1))
    day.do(ResumeCounter(counter=C1))
    day.do(CallNext(counter=C1))


@pytest.mark.feature("F101")
@pytest.mark.parametrize("ending", ["finish", "next", "park", "pass", "transfer"])
def test_a_pause_while_somebody_is_there_begins_when_they_are_done(ending: str) -> None:
    day = Day()
    day.open(1)
    ticket = day.issue()
    other = day.issue()
    day.do(CallNext(counter=C1))
    if ending != "pass":
        day.do(StartService(counter=C1))
    day.do(PauseCounter(counter=C1, reason="meal"))
    assert day.state.counters[C1].status is not CounterStatus.PAUSED
    assert day.state.counters[C1].pause_planned
    day.later(100)
    day.do(
        {
            "finish": FinishService(counter=C1),
            "next": CallNext(counter=C1),
            "park": ParkTicket(counter=C1, reason="copy shop"),
            "pass": PassTicket(counter=C1),
            "transfer": TransferTicket(ticket=ticket.id, to_queue=QueuePrefix("B"), reason="x"),
        }[ending]
    )
    assert day.state.counters[C1].status is CounterStatus.PAUSED
    assert day.state.counters[C1].pause_reason == "meal"
    assert day.ticket(other).state is TicketState.WAITING


def test_a_planned_pause_can_be_given_up() -> None:
    day = Day()
    day.open(1)
    day.issue()
    day.do(CallNext(counter=C1))
    day.do(PauseCounter(counter=C1, reason="meal"))
    day.do(ResumeCounter(counter=C1))
    day.do(StartService(counter=C1))
    day.do(FinishService(counter=C1))
    assert day.state.counters[C1].status is CounterStatus.IDLE


def test_a_parked_visitor_comes_back_with_their_seniority() -> None:
    day = Day()
    day.open(1)
    first = day.issue()
    day.issue()
    day.do(CallNext(counter=C1))
    day.do(StartService(counter=C1))
    day.do(ParkTicket(counter=C1, reason="photo"))
    assert day.line() == ["A002"]
    day.later(600)
    day.do(ReturnTicket(ticket=first.id))
    assert day.line() == ["A001", "A002"]


@pytest.mark.feature("F124")
def test_a_visit_cannot_finish_before_it_started_nor_start_before_it_was_called() -> None:
    day = Day()
    day.open(1)
    day.issue()
    with pytest.raises(Refused, match=r"counter\.idle"):
        day.do(StartService(counter=C1))
    day.do(CallNext(counter=C1))
    with pytest.raises(Refused, match=r"call\.wrong_state"):
        day.do(FinishService(counter=C1))


@pytest.mark.feature("F121")
def test_one_clerk_at_one_counter() -> None:
    day = Day()
    day.open(1)
    with pytest.raises(Refused, match=r"counter\.occupied"):
        day.do(OpenCounter(counter=C1, clerk=ClerkId("other")))
    with pytest.raises(Refused, match=r"clerk\.elsewhere"):
        day.do(OpenCounter(counter=C2, clerk=ClerkId("c1")))
    assert day.do(OpenCounter(counter=C1, clerk=ClerkId("c1"))).repeated
    with pytest.raises(Refused, match=r"counter\.not_open"):
        day.do(CallNext(counter=C2))


@pytest.mark.feature("F121")
def test_a_clerk_cannot_leave_while_a_number_is_out() -> None:
    day = Day()
    day.open(1)
    day.issue()
    day.do(CallNext(counter=C1))
    with pytest.raises(Refused, match=r"counter\.busy"):
        day.do(CloseCounter(counter=C1))


@pytest.mark.feature("F121")
def test_a_change_of_shift_keeps_the_visitor_at_the_counter() -> None:
    day = Day()
    day.open(1)
    ticket = day.issue()
    day.do(CallNext(counter=C1))
    day.do(StartService(counter=C1))
    day.do(CloseCounter(counter=C1))
    assert day.ticket(ticket).state is TicketState.SERVING
    with pytest.raises(Refused, match=r"counter\.not_open"):
        day.do(FinishService(counter=C1))
    day.do(OpenCounter(counter=C1, clerk=ClerkId("second")))
    day.do(FinishService(counter=C1))
    assert day.state.ended[ticket.id] is TicketState.DONE
    assert day.events(TicketFinished)[-1].clerk == "second"  # type: ignore[attr-defined]


@pytest.mark.feature("F121")
def test_a_clerk_who_leaves_with_nobody_there_closes_the_counter() -> None:
    day = Day()
    day.open(1)
    day.do(CloseCounter(counter=C1))
    assert day.state.counters[C1].clerk is None
    assert day.state.counters[C1].status is CounterStatus.CLOSED


def test_looking_at_full_facts_is_written_down_and_only_while_serving() -> None:
    day = Day()
    day.open(1)
    day.issue()
    day.do(CallNext(counter=C1))
    with pytest.raises(Refused, match=r"call\.wrong_state"):
        day.do(RevealVisitor(counter=C1, reason=LookReason.IDENTITY))
    day.do(StartService(counter=C1))
    day.do(RevealVisitor(counter=C1, reason=LookReason.IDENTITY))
    looked = day.events(VisitorRevealed)[-1]
    assert isinstance(looked, VisitorRevealed)
    assert (looked.clerk, looked.reason, looked.note) == ("c1", LookReason.IDENTITY, "")


@pytest.mark.feature("F037")
@pytest.mark.parametrize(
    ("reason", "note", "code"),
    [
        (None, "", "reason.missing"),
        (None, "why not", "reason.missing"),
        (LookReason.PHONE, "why not", "note.invalid"),
        (LookReason.OTHER, "x" * 81, "note.invalid"),
        (LookReason.OTHER, "two\nlines", "note.invalid"),
        (LookReason.OTHER, "\u202eturned round", "note.invalid"),
        (LookReason.OTHER, " padded", "note.invalid"),
        (LookReason.OTHER, "138 1234 5678", "note.personal"),
        (LookReason.OTHER, "１３８１２３４５６７８", "note.personal"),
    ],
)
def test_a_look_without_a_reason_or_with_a_note_that_belongs_nowhere_is_refused(
    reason: LookReason | None, note: str, code: str
) -> None:
    day = Day()
    day.open(1)
    day.issue()
    day.do(CallNext(counter=C1))
    day.do(StartService(counter=C1))
    with pytest.raises(Refused) as refusal:
        day.do(RevealVisitor(counter=C1, reason=reason, note=note))
    assert refusal.value.code == code
    assert day.events(VisitorRevealed) == []


@pytest.mark.feature("F037")
@pytest.mark.parametrize("note", ["", "x" * 80, "signs for A023456", "代 A023 的老人签字"])
def test_a_look_for_another_reason_may_say_which(note: str) -> None:
    day = Day()
    day.open(1)
    day.issue()
    day.do(CallNext(counter=C1))
    day.do(StartService(counter=C1))
    day.do(RevealVisitor(counter=C1, reason=LookReason.OTHER, note=note))
    assert day.events(VisitorRevealed)[-1].note == note  # type: ignore[attr-defined]


def test_those_who_want_messages_are_told_once_when_their_turn_is_near() -> None:
    day = Day(small_hall(calls=CallRules(near_ahead=1)))
    day.open(1, 2)
    tickets = [day.issue(has_phone=True) for _ in range(4)]
    for ticket in tickets[1:]:
        day.state.put(replace(day.state.tickets[ticket.id], notify=True))
    day.do(CallNext(counter=C1))
    assert [(e.ticket, e.ahead) for e in day.events(TicketNeared)] == [  # type: ignore[attr-defined]
        (tickets[1].id, 0),
        (tickets[2].id, 1),
    ]
    day.do(CallNext(counter=C2))
    assert [e.ticket for e in day.events(TicketNeared)] == [tickets[1].id, tickets[2].id, tickets[3].id]  # type: ignore[attr-defined]


@pytest.mark.feature("F085")
def test_no_ticket_is_at_two_counters_and_no_counter_has_two() -> None:
    day = Day()
    day.open(1, 2, 3)
    for _ in range(3):
        day.issue()
    for counter in (C1, C2, C3):
        day.do(CallNext(counter=counter))
    at = [counter.ticket for counter in day.state.counters.values()]
    assert len(set(at)) == 3
    assert len(day.events(TicketIssued)) == 3
