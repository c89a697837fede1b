"""A queue that is closed for now: nothing waiting is lost, and whoever waits is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hallcall.core.commands import (
    CallChosen,
    CallNext,
    ChooseNotice,
    CloseQueue,
    ClosureReason,
    FinishService,
    OpenDay,
    ReopenQueue,
    StartService,
    TransferTicket,
    WatchQueues,
)
from hallcall.core.errors import Refused
from hallcall.core.estimate import Estimator
from hallcall.core.events import AlarmEnded, QueueClosed, TicketCalled, TicketGoesOn, TicketHeldUp
from hallcall.core.promise import PromiseRules, TidalRules
from hallcall.core.reasons import Cause, explain_next
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket
from helpers.small_hall import Day, small_hall

A, B = QueuePrefix("A"), QueuePrefix("B")
ONE, THREE = CounterNumber(1), CounterNumber(3)
CLOSE = CloseQueue(queue=A, reason=ClosureReason.SYSTEM)


def with_five(*, notify: bool = True) -> tuple[Day, list[Ticket]]:
    """Five wait in queue A."""
    day = Day()
    day.open(1, 3)
    waiting = [day.issue("a1", person=f"p{n}", has_phone=True) for n in range(5)]
    for ticket in waiting if notify else ():
        day.do(ChooseNotice(ticket=ticket.id, on=True))
    return day, waiting


def refused(day: Day, command: object) -> Refused:
    with pytest.raises(Refused) as found:
        day.do(command)  # type: ignore[arg-type]
    return found.value


@pytest.mark.feature("F171")
def test_each_of_five_who_wait_is_told_and_keeps_their_place() -> None:
    day, waiting = with_five()
    day.do(CLOSE)
    assert [event.ticket for event in day.events(TicketHeldUp)] == [ticket.id for ticket in waiting]  # type: ignore[attr-defined]
    assert day.line() == [ticket.number for ticket in waiting]
    day.later(600)
    day.do(ReopenQueue(queue=A))
    assert len(day.events(TicketGoesOn)) == 5
    assert day.do(CallNext(counter=ONE)).ticket == waiting[0].id


@pytest.mark.feature("F171")
def test_who_wants_no_messages_gets_none() -> None:
    day, _ = with_five(notify=False)
    day.do(CLOSE)
    assert day.events(TicketHeldUp) == []


@pytest.mark.feature("F171")
def test_a_closed_queue_gives_no_numbers_and_takes_none_in_while_others_go_on() -> None:
    day, _ = with_five()
    day.do(CLOSE)
    other = day.issue("b1")
    with pytest.raises(Refused) as found:
        day.issue("a2")
    assert (found.value.code, found.value.fields) == ("queue.closed", {"queue": "A", "reason": "system"})
    assert refused(day, TransferTicket(ticket=other.id, to_queue=A, reason="why")).code == "queue.closed"


@pytest.mark.feature("F171")
def test_no_counter_calls_from_it_but_a_clerk_may_call_one_certain_number() -> None:
    day, waiting = with_five()
    day.do(CLOSE)
    assert refused(day, CallNext(counter=ONE)).code == "queue.empty"
    other = day.issue("b1")
    assert day.do(CallNext(counter=THREE)).ticket == other.id
    assert day.do(CallChosen(counter=ONE, ticket=waiting[2].id, reason="came to the desk")).ticket == waiting[2].id


@pytest.mark.feature("F171")
def test_who_is_called_or_served_already_is_not_sent_away() -> None:
    day, waiting = with_five()
    day.do(CallNext(counter=ONE))
    day.do(CLOSE)
    assert waiting[0].id not in [event.ticket for event in day.events(TicketHeldUp)]  # type: ignore[attr-defined]
    day.do(StartService(counter=ONE))
    day.do(FinishService(counter=ONE))


@pytest.mark.feature("F171")
def test_who_comes_to_it_on_their_route_is_told() -> None:
    day = Day()
    day.open(4)
    both = day.issue("b1", more=(ItemCode("a1"),), person="p1", has_phone=True)
    day.do(ChooseNotice(ticket=both.id, on=True))
    last = day.ticket(both).then[-1].queue
    day.do(CloseQueue(queue=last, reason=ClosureReason.STAFF))
    counter = CounterNumber(4 if last == A else 1)
    day.open(1)
    day.do(CallNext(counter=counter))
    day.do(StartService(counter=counter))
    day.do(FinishService(counter=counter))
    (told,) = day.events(TicketHeldUp)
    assert day.ticket(told.ticket).queue == last  # type: ignore[attr-defined]


@pytest.mark.feature("F171")
def test_nobody_who_waits_there_is_told_a_time_and_others_are() -> None:
    day, waiting = with_five()
    estimator = Estimator.without_history(day.hall, day.policy)
    assert estimator.of_ticket(day.state, waiting[1].id, day.now).wait is not None  # type: ignore[union-attr]
    day.do(CLOSE)
    held = estimator.of_ticket(day.state, waiting[1].id, day.now)
    assert held is not None
    assert (held.ahead, held.wait) == (1, None)
    found = estimator.of_queues(day.state, (A, B), day.now)
    assert found[A].wait is None
    assert found[B].wait is not None


@pytest.mark.feature("F171")
def test_alarms_about_waits_end_and_none_begins() -> None:
    rules = replace(small_hall().rules, tidal=TidalRules(waiting_over=2, for_min=0), promise=PromiseRules(within_min=0))
    day = Day(small_hall(rules=rules))
    for _ in range(5):
        day.issue("a1")
    day.do(WatchQueues())
    assert len(day.state.alarms) == 1
    day.do(CLOSE)
    day.do(WatchQueues())
    assert len(day.events(AlarmEnded)) == 1
    assert day.do(WatchQueues()).repeated


@pytest.mark.feature("F171")
def test_why_another_number_is_next_is_said() -> None:
    day, waiting = with_five()
    day.do(CLOSE)
    day.issue("b1")
    found = explain_next(day.hall, day.state, day.hall.counter_by_number[THREE], day.now, day.ticket(waiting[0]))
    assert found is not None
    assert found.cause is Cause.QUEUE_CLOSED


@pytest.mark.feature("F171")
def test_tomorrow_it_is_open() -> None:
    day, _ = with_five()
    day.do(CLOSE)
    day.later(24 * 3600)
    day.do(OpenDay())
    assert day.state.closed == {}
    day.issue("a1")


@pytest.mark.feature("F171")
def test_the_reason_and_the_time_can_be_corrected_and_nobody_is_told_twice() -> None:
    day, _ = with_five()
    day.do(CLOSE)
    assert day.do(CLOSE).repeated
    until = day.now + timedelta(hours=1)
    day.do(replace(CLOSE, until=until))
    assert day.state.closed[A].until == until
    assert (len(day.events(QueueClosed)), len(day.events(TicketHeldUp))) == (2, 5)
    assert HallState.from_snapshot(day.state.snapshot("e", day.now)).closed == day.state.closed


@pytest.mark.feature("F171")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"queue": QueuePrefix("Z")}, "queue.unknown"),
        ({"reason": None}, "reason.missing"),
        ({"note": "13812345678"}, "note.personal"),
        ({"until": Day().now}, "closure.past"),
    ],
)
def test_a_closure_that_cannot_be_is_refused(changes: dict[str, object], code: str) -> None:
    assert refused(Day(), replace(CLOSE, **changes)).code == code  # type: ignore[arg-type]


@pytest.mark.feature("F171")
def test_opening_what_is_open_changes_nothing() -> None:
    day = Day()
    assert day.do(ReopenQueue(queue=A)).repeated
    assert refused(day, ReopenQueue(queue=QueuePrefix("Z"))).code == "queue.unknown"
    assert day.events(TicketCalled) == []
