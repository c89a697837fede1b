"""Who is called before whom: the four policies, and the bound that holds for all who wait."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import CallNext, FinishService, PassTicket, StartService
from hallcall.core.order import choose_next, counter_order, people_ahead, play_calls
from hallcall.core.places import Counter
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass, Rates
from hallcall.core.rules import PassRule, PassRules
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix, ZoneId
from hallcall.core.tickets import Ticket, TicketState
from helpers.small_hall import Day, small_hall

A, B = QueuePrefix("A"), QueuePrefix("B")
THREE = CounterNumber(3)
BOTH = Counter(number=THREE, zone=ZoneId("A"), queues=(A, B))
N, K, E, U = PriorityClass.NORMAL, PriorityClass.BOOKED, PriorityClass.ELDER, PriorityClass.URGENT
CLASSES = st.sampled_from([N, N, N, K, E, U])


def a_day(rules: OrderRules) -> Day:
    day = Day(small_hall(), policy=policy_of(rules))
    day.open(3)
    return day


def serve(day: Day, *, minutes: float = 0.0) -> Ticket:
    """Call the next, serve them for so long, and finish."""
    called = day.do(CallNext(counter=THREE)).ticket
    assert called is not None
    ticket = day.ticket(called)
    day.do(StartService(counter=THREE))
    day.later(60 * minutes)
    day.do(FinishService(counter=THREE))
    return ticket


def called_order(rules: OrderRules, kinds: str) -> str:
    """Letters of the classes (n, b, e, u) in the order in which they are called, all there before the first call."""
    letters = {"n": N, "b": K, "e": E, "u": U}
    day = a_day(rules)
    for kind in kinds:
        day.issue(priority=letters[kind])
    called = [serve(day).priority for _ in kinds]
    return "".join(next(letter for letter, kind in letters.items() if kind is one) for one in called)


@pytest.mark.feature("F087")
@pytest.mark.parametrize(
    ("rules", "order"),
    [
        (OrderRules(policy=PolicyName.STRICT, most_overtaken=0), "bbbbnnnnnn"),
        (OrderRules(policy=PolicyName.FCFS), "nnnbbnnbbn"),
        (OrderRules(policy=PolicyName.QUOTA), "bnbnbnbnnn"),
        (OrderRules(policy=PolicyName.QUOTA, quota_favoured=2), "bbnbbnnnnn"),
        (OrderRules(policy=PolicyName.QUOTA, quota_ordinary=2), "bnnbnnbnnb"),
    ],
    ids=["always first", "equal", "1:1", "2:1", "1:2"],
)
def test_booked_visitors_and_others_are_mixed_as_the_hall_has_chosen(rules: OrderRules, order: str) -> None:
    assert called_order(rules, "nnnbbnnbbn") == order


@pytest.mark.feature("F087")
@pytest.mark.parametrize("policy", PolicyName)
def test_a_counter_does_not_idle_because_nobody_is_booked(policy: PolicyName) -> None:
    assert called_order(OrderRules(policy=policy), "nnnn") == "nnnn"


@pytest.mark.feature("F086")
def test_an_elder_catches_up_by_waiting_too() -> None:
    """With rates 1 and 4 who came ten minutes later has caught up after three and a third."""
    for minutes, first in ((3.3, N), (3.4, E)):
        day = a_day(OrderRules())
        day.issue()
        day.later(600 - 1)
        day.issue(priority=E)
        day.later(60 * minutes)
        assert serve(day).priority is first


@pytest.mark.feature("F086")
def test_a_hall_may_choose_other_rates() -> None:
    day = a_day(OrderRules(rates=Rates(elder=1.0)))
    day.issue()
    day.issue(priority=E)
    day.later(3600)
    assert serve(day).priority is N


def test_who_booked_is_called_before_their_time_only_when_nobody_else_waits() -> None:
    day = a_day(OrderRules())
    booked = day.issue(priority=K)
    state = HallState()
    state.put(replace(booked, seniority=day.now + timedelta(minutes=20)))
    assert choose_next(state, BOTH, day.policy, day.now) is not None
    later = day.issue()
    state.put(later)
    assert choose_next(state, BOTH, day.policy, day.now + timedelta(minutes=1)) == later


@pytest.mark.feature("F227")
def test_nobody_is_overtaken_more_often_than_the_bound_says() -> None:
    day = a_day(OrderRules(policy=PolicyName.STRICT, most_overtaken=3, most_beyond_turn_min=0))
    first = day.issue()
    order: list[Ticket] = []
    for _ in range(5):
        day.issue(priority=U)
        order.append(serve(day))
    assert [ticket.id == first.id for ticket in order] == [False, False, False, True, False]


@pytest.mark.feature("F227")
def test_the_bound_counts_anew_for_a_number_that_did_not_come() -> None:
    """With its old count a number at the tail would be due at once, and nobody's class would count before it."""
    rules = OrderRules(policy=PolicyName.STRICT, most_overtaken=1)
    day = a_day(rules)
    day.hall = replace(day.hall, rules=replace(day.hall.rules, passing=PassRules(rule=PassRule.TAIL)))
    absent = day.issue()
    day.issue(priority=E)
    assert serve(day).priority is E
    day.do(CallNext(counter=THREE))
    assert day.ticket(absent).state is TicketState.CALLED
    day.issue()
    day.later(300)
    day.do(PassTicket(counter=THREE))
    assert day.ticket(absent).overtaken == 0
    day.issue(priority=E)
    assert serve(day).priority is E


@pytest.mark.feature("F227")
def test_nobody_is_the_longest_waiting_for_more_than_the_bound_says() -> None:
    day = a_day(OrderRules(policy=PolicyName.STRICT, most_overtaken=0, most_beyond_turn_min=30))
    first = day.issue()
    minutes = 0
    while True:
        day.issue(priority=U)
        if serve(day, minutes=7).id == first.id:
            break
        minutes += 7
    assert minutes == 35


def test_a_due_ticket_of_one_queue_goes_before_the_other_queue() -> None:
    day = a_day(OrderRules(policy=PolicyName.STRICT, most_overtaken=1, most_beyond_turn_min=0))
    kept_back = day.issue("a1")
    day.issue("a1", priority=U)
    serve(day)
    day.issue("b1", priority=U)
    assert choose_next(day.state, BOTH, day.policy, day.now) == day.ticket(kept_back)


ARRIVALS = st.lists(
    st.tuples(CLASSES, st.sampled_from(["a1", "b1"]), st.floats(0, 400), st.integers(0, 2)), max_size=24
)
RULES = st.builds(
    OrderRules,
    policy=st.sampled_from(PolicyName),
    quota_favoured=st.integers(1, 3),
    quota_ordinary=st.integers(1, 3),
    most_overtaken=st.integers(0, 4),
    most_beyond_turn_min=st.sampled_from([0.0, 5.0, 30.0]),
)


@pytest.mark.feature("F227", "F086")
@given(RULES, ARRIVALS)
def test_the_bound_holds_whoever_comes_and_whenever_is_called(
    rules: OrderRules, arrivals: list[tuple[PriorityClass, str, float, int]]
) -> None:
    """Counted here from who waits and who is called, not from what the state has counted."""
    day = a_day(rules)
    most, beyond = rules.most_overtaken, 60 * rules.most_beyond_turn_min
    is_bound = rules.policy is not PolicyName.FCFS
    overtaken: dict[str, int] = {}
    fronts: dict[str, tuple[str, float]] = {}
    for kind, item, seconds, calls in arrivals:
        day.later(seconds)
        day.issue(item, priority=kind)
        note_fronts(fronts, day)
        for _ in range(min(calls, len(by_age(day)))):
            waiting = by_age(day)
            called = serve(day)
            front, since = fronts[called.queue]
            for other in waiting:
                if other.queue == called.queue and other.seniority < called.seniority:
                    overtaken[other.id] = overtaken.get(other.id, 0) + 1
                    assert not (is_bound and most) or overtaken[other.id] <= most
            if is_bound and beyond and day.now.timestamp() - since >= beyond:
                assert called.id == front
            note_fronts(fronts, day)


def note_fronts(fronts: dict[str, tuple[str, float]], day: Day) -> None:
    """Who has waited longest of each queue, and since when that has been so."""
    for queue in (A, B):
        front = next((ticket.id for ticket in by_age(day) if ticket.queue == queue), "")
        if fronts.get(queue, ("", 0.0))[0] != front:
            fronts[queue] = (front, day.now.timestamp())


def by_age(day: Day) -> list[Ticket]:
    return sorted(day.state.waiting_in([A, B]), key=lambda ticket: (ticket.seniority, ticket.id))


@given(RULES, ARRIVALS, st.integers())
def test_the_order_is_the_one_in_which_is_called_and_depends_on_no_order_of_rows(
    rules: OrderRules, arrivals: list[tuple[PriorityClass, str, float, int]], seed: int
) -> None:
    day = a_day(rules)
    for kind, item, seconds, calls in arrivals:
        day.later(seconds)
        day.issue(item, priority=kind)
        for _ in range(calls - 1):
            serve(day)
    shuffled = HallState()
    tickets = [*day.state.tickets.values()]
    random.Random(seed).shuffle(tickets)
    for ticket in tickets:
        shuffled.put(ticket)
    shuffled.runs = day.state.runs
    foretold = [*counter_order(day.state, BOTH, day.policy, day.now)]
    assert foretold == [*counter_order(shuffled, BOTH, day.policy, day.now)]
    for queue in (A, B):
        for place, ticket in enumerate(play_calls(day.state, queue, day.policy, day.now)):
            assert people_ahead(day.state, ticket.id, day.policy, day.now) == place
    for expected in foretold:
        ticket = choose_next(day.state, BOTH, day.policy, day.now)
        assert ticket is not None
        assert ticket.id == expected.id
        serve(day)
    assert day.state.waiting_in([A, B]) == []
    assert all(ending is TicketState.DONE for ending in day.state.ended.values())
