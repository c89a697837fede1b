"""Whoever is still on the way is not called, and then waits like everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import CallNext, FinishService, LeaseNumbers, RecordOffline, StartService, TransferTicket
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.order import counter_order
from hallcall.core.places import Counter, KioskPlace
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass
from hallcall.core.rules import TicketRules, WalkRules
from hallcall.core.terms import CounterNumber, Name, QueuePrefix, Seconds, ZoneId
from hallcall.core.tickets import Need, Ticket
from hallcall.core.walking import walk_between_s, walk_from_kiosk_s
from helpers.small_hall import Day, small_hall

A, B = QueuePrefix("A"), QueuePrefix("B")
C1, C3, C4 = CounterNumber(1), CounterNumber(3), CounterNumber(4)
WHEELCHAIR = frozenset({Need.WHEELCHAIR})
DOOR = KioskPlace(
    id="DOOR",
    floor=1,
    label=Name(zh="入口"),
    walks_s=((ZoneId("A"), Seconds(15)), (ZoneId("B"), Seconds(90))),
)


def walked_hall(order: OrderRules | None = None) -> Hall:
    """Kiosk K1 on the lower floor, and one at the entrance with measured ways; the lift takes a minute."""
    walk = WalkRules(holds_back=True, zone_s=Seconds(0), wheelchair_factor=2, lift_s=Seconds(60))
    hall = small_hall(rules=TicketRules(order=order or OrderRules(policy=PolicyName.FCFS), walk=walk))
    return replace(hall, kiosks=(*hall.kiosks, DOOR))


def a_day(order: OrderRules | None = None) -> Day:
    hall = walked_hall(order)
    day = Day(hall, policy=policy_of(hall.rules.order))
    day.open(1, 3, 4)
    return day


def nobody_is_called(day: Day, counter: CounterNumber) -> bool:
    with pytest.raises(Refused) as refused:
        day.do(CallNext(counter=counter))
    return refused.value.code == "queue.empty"


@pytest.mark.feature("F105")
@pytest.mark.parametrize(
    ("kiosk", "zone", "needs", "seconds"),
    [
        ("K1", "A", frozenset(), 0),
        ("K1", "B", frozenset(), 60),
        ("K1", "B", WHEELCHAIR, 2 * 60 + 60),
        ("DOOR", "A", frozenset(), 15),
        ("DOOR", "A", WHEELCHAIR, 2 * 15),
        ("DOOR", "B", frozenset(), 90),
        ("DOOR", "B", WHEELCHAIR, 2 * 90 + 60),
        ("PAPER", "B", frozenset(), 0),
    ],
)
def test_a_walk_is_measured_or_reckoned_and_a_wheelchair_takes_twice_as_long_and_the_lift(
    kiosk: str, zone: str, needs: frozenset[Need], seconds: float
) -> None:
    assert walk_from_kiosk_s(walked_hall(), kiosk, ZoneId(zone), needs) == seconds


@pytest.mark.feature("F105")
@pytest.mark.parametrize(("needs", "seconds"), [(frozenset[Need](), 90), (WHEELCHAIR, 240)])
def test_not_before_the_walk_is_over_is_a_number_called_even_when_nobody_else_waits(
    needs: frozenset[Need], seconds: int
) -> None:
    """Taken at the entrance for the upper floor: nobody is called twice before they can be there."""
    day = a_day()
    ticket = day.issue("b1", kiosk="DOOR", needs=needs)
    assert nobody_is_called(day, C4)
    day.later(seconds - 1)
    assert nobody_is_called(day, C4)
    day.later(1)
    assert day.do(CallNext(counter=C4)).ticket == ticket.id


@pytest.mark.feature("F105")
def test_who_came_later_but_is_there_is_called_first_and_not_before_holds_no_longer_after_it() -> None:
    day = a_day()
    far = day.issue("b1", kiosk="DOOR")
    day.later(30)
    near = day.issue("b1", kiosk="")
    assert day.do(CallNext(counter=C4)).ticket == near.id
    day.later(60)
    third = day.issue("b1", kiosk="")
    assert day.ticket(far).not_before is None, "an event of its queue came after its time"
    assert day.do(CallNext(counter=C3)).ticket == far.id
    assert day.line("B") == [third.number]


@pytest.mark.feature("F105")
def test_on_the_same_floor_and_in_a_hall_that_does_not_hold_back_everybody_is_there_at_once() -> None:
    day = a_day()
    assert day.issue("a1", kiosk="K1").not_before is None
    assert Day().issue("b1", kiosk="K1").not_before is None


@pytest.mark.feature("F105")
def test_a_number_of_a_kiosk_without_the_server_counts_the_walk_from_when_it_was_given() -> None:
    day = a_day()
    day.do(LeaseNumbers(kiosk="DOOR", book="one"))
    lease = next(lease for lease in day.state.leases.values() if lease.queue == "B")
    for seq, (ago, waits_s) in enumerate([(30, 60), (200, None)]):
        day.later(1000)
        told = RecordOffline(
            lease=lease.id,
            seq=lease.first + seq,
            item=day.hall.items[2].code,
            kiosk="DOOR",
            issued_at=day.now - timedelta(seconds=ago),
        )
        outcome = day.do(told)
        assert outcome.ticket is not None
        expected = day.now + timedelta(seconds=waits_s) if waits_s is not None else None
        assert day.ticket(outcome.ticket).not_before == expected


@pytest.mark.feature("F105")
def test_who_is_sent_on_to_another_floor_has_time_to_walk_there() -> None:
    day = a_day()
    ticket = day.issue("a1")
    day.do(CallNext(counter=C1))
    day.do(StartService(counter=C1))
    child = day.do(TransferTicket(ticket=ticket.id, to_queue=B, reason="tax first")).ticket
    assert child is not None
    assert walk_between_s(day.hall, ZoneId("A"), ZoneId("B")) == 60
    assert day.ticket(child).not_before == day.now + timedelta(seconds=60)
    assert nobody_is_called(day, C4)
    day.later(60)
    assert day.do(CallNext(counter=C4)).ticket == child


@pytest.mark.feature("F105", "F227")
def test_who_has_arrived_is_in_the_bound_like_everybody() -> None:
    """Overtaken once after the walk, they are due."""
    order = OrderRules(policy=PolicyName.STRICT, most_overtaken=1, most_beyond_turn_min=0)
    day = a_day(order)
    far = day.issue("b1", kiosk="DOOR")
    for _ in range(2):
        day.issue("b1", kiosk="", priority=PriorityClass.URGENT)
        serve(day)
    assert day.ticket(far).overtaken == 0, "nobody is overtaken who is not there"
    day.later(100)
    for _ in range(2):
        day.issue("b1", kiosk="", priority=PriorityClass.URGENT)
    assert [serve(day).priority for _ in range(3)] == [PriorityClass.URGENT, PriorityClass.NORMAL, PriorityClass.URGENT]


@pytest.mark.feature("F105", "F227")
def test_what_a_queue_foretells_lets_nobody_claim_a_turn_who_is_not_there() -> None:
    day = a_day(OrderRules(policy=PolicyName.STRICT, most_overtaken=1, most_beyond_turn_min=0))
    far = day.issue("b1", kiosk="DOOR")
    near = [day.issue("b1", kiosk="", priority=PriorityClass.URGENT) for _ in range(3)]
    assert day.line("B") == [*(ticket.number for ticket in near), far.number]
    day.later(100)
    assert day.line("B") == [near[0].number, far.number, near[1].number, near[2].number]


def serve(day: Day) -> Ticket:
    called = day.do(CallNext(counter=C3)).ticket
    assert called is not None
    ticket = day.ticket(called)
    day.do(StartService(counter=C3))
    day.do(FinishService(counter=C3))
    return ticket


BOTH = Counter(number=C3, zone=ZoneId("A"), queues=(A, B))
ARRIVALS = st.lists(
    st.tuples(
        st.sampled_from([PriorityClass.NORMAL, PriorityClass.NORMAL, PriorityClass.ELDER]),
        st.sampled_from(["a1", "b1", "b1"]),
        st.sampled_from(["DOOR", "K1", ""]),
        st.floats(0, 120),
        st.integers(0, 2),
    ),
    max_size=20,
)


@pytest.mark.feature("F105")
@given(st.sampled_from(PolicyName), ARRIVALS)
def test_nobody_on_the_way_is_ever_called_and_what_is_foretold_is_called(
    policy: PolicyName, arrivals: list[tuple[PriorityClass, str, str, float, int]]
) -> None:
    day = a_day(OrderRules(policy=policy, most_overtaken=2))
    here = {}
    for kind, item, kiosk, seconds, calls in arrivals:
        day.later(seconds)
        ticket = day.issue(item, kiosk=kiosk, priority=kind)
        here[ticket.id] = ticket.not_before or day.now
        for _ in range(calls):
            foretold = [*counter_order(day.state, BOTH, day.policy, day.now)]
            assert all(here[one.id] <= day.now for one in foretold)
            if foretold:
                assert serve(day).id == foretold[0].id
    foretold = [one.id for one in counter_order(day.state, BOTH, day.policy, day.now)]
    assert [serve(day).id for _ in foretold] == foretold
