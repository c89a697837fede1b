"""The line of one queue finds the first and everybody's place, whatever came and went before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.line import WaitingLine, is_ordinary, seniority
from hallcall.core.order import people_ahead, play_calls, queue_order
from hallcall.core.priority import PriorityClass
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket, TicketId, TicketState
from helpers.small_hall import NINE

A, B, ONE = QueuePrefix("A"), QueuePrefix("B"), CounterNumber(1)


def ticket(seq: int, seconds: int, **more: object) -> Ticket:
    waiting = Ticket(
        id=TicketId(f"2026-11-23/A{seq:03d}"),
        day=NINE.date(),
        number=f"A{seq:03d}",
        origin=A,
        seq=seq,
        leg=1,
        queue=A,
        item=ItemCode("a1"),
        state=TicketState.WAITING,
        since=NINE,
        issued_at=NINE,
        seniority=NINE + timedelta(seconds=seconds),
    )
    return replace(waiting, **more)  # type: ignore[arg-type]


_CHANGES = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(["put", "drop"]),
        st.integers(0, 5),
        st.sampled_from(
            [
                {},
                {"priority": PriorityClass.ELDER},
                {"priority": PriorityClass.BOOKED, "overtaken": 2},
                {"defer_left": 1},
                {"defer_left": 3},
                {"at_end": True},
                {"only_counter": CounterNumber(2)},
                {"notify": True},
                {"notify": True, "near_told": True},
                {"queue": B},
            ]
        ),
    ),
    max_size=40,
)


@given(_CHANGES)
def test_a_line_is_the_same_as_its_tickets_sorted(changes: list[tuple[int, str, int, dict[str, object]]]) -> None:
    state, known = HallState(), dict[TicketId, Ticket]()
    for seq, change, seconds, more in changes:
        one = ticket(seq, seconds, **more)
        if change == "put":
            state.put(one)
            known[one.id] = one
        else:
            state.end(one.id, TicketState.CANCELLED)
            known.pop(one.id, None)
    for line in (state.waiting.get(A, WaitingLine(A, {})), state.copy().waiting.get(A, WaitingLine(A, {}))):
        check_line(line, {one.id: one for one in known.values() if one.queue == A})


def check_line(line: WaitingLine, expected: dict[TicketId, Ticket]) -> None:
    ordinary = sorted((one for one in expected.values() if is_ordinary(one)), key=seniority)
    assert dict(line) == expected
    assert len(line) == len(expected)
    assert list(line.ordinary()) == ordinary
    assert line.first() == (ordinary[0] if ordinary else None)
    assert [line.place(one) for one in ordinary] == [
        sum(other.priority is one.priority for other in ordinary[:place]) for place, one in enumerate(ordinary)
    ]
    assert {one.priority: one for one in reversed(ordinary)} == {one.priority: one for one in line.heads()}
    assert line.special == {one.id: one for one in expected.values() if not is_ordinary(one)}
    assert line.overtaken == {one.id: one for one in ordinary if one.overtaken}
    assert line.to_tell == {one.id for one in expected.values() if one.notify and not one.near_told}


@given(_CHANGES)
def test_each_waiting_ticket_has_as_many_ahead_as_are_called_before_it(
    changes: list[tuple[int, str, int, dict[str, object]]],
) -> None:
    state, policy = HallState(), FirstComeFirstServed()
    for seq, _, seconds, more in changes:
        state.put(ticket(seq, seconds, **more))
    order = queue_order(state, A, policy, NINE)
    assert {one.id for one in order} == set(state.waiting.get(A, {}))
    for place, one in enumerate(play_calls(state, A, policy, NINE)):
        assert people_ahead(state, one.id, policy, NINE) == place
