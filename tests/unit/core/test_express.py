"""Express queues: short jobs wait in a line of their own, and go back when they have grown long."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.assets.texts import load_texts
from hallcall.core.because import rules_of, sentence_of
from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import CallNext, FinishService, StartService, TransferTicket
from hallcall.core.estimate import Estimator
from hallcall.core.express import part_of_counter, with_express_items
from hallcall.core.hall import Hall
from hallcall.core.order import counter_order
from hallcall.core.places import Counter
from hallcall.core.priority import OrderRules, PriorityClass
from hallcall.core.reasons import Cause, explain_next
from hallcall.core.terms import CounterNumber, ItemCode, Minutes, Name, QueuePrefix
from hallcall.core.tickets import Ticket
from helpers.small_hall import Day, small_hall

A, X = QueuePrefix("A"), QueuePrefix("X")
C1, C9 = CounterNumber(1), CounterNumber(9)


def express_hall(every: int = 0, rules: OrderRules | None = None, **minutes: float) -> Hall:
    """The small hall with an express queue of A and a counter for it; items of A may take another time."""
    hall = small_hall()
    hall = replace(hall, rules=replace(hall.rules, order=rules or OrderRules()))
    lane = replace(hall.queue_by_prefix[A], prefix=X, name=Name(zh="快办"), express_of=A, express_every=every)
    items = tuple(
        replace(item, service_mean_min=Minutes(minutes.get(item.code, item.service_mean_min))) for item in hall.items
    )
    counter = Counter(number=C9, zone=lane.zone, queues=(X,))
    return with_express_items(
        replace(hall, queues=(*hall.queues, lane), items=items, counters=(*hall.counters, counter))
    )


def queue_of(hall: Hall, code: str) -> QueuePrefix:
    return hall.item_by_code[ItemCode(code)].queue


@pytest.mark.feature("F084")
def test_items_below_the_limit_wait_in_the_express_queue_and_the_others_do_not() -> None:
    hall = express_hall(a1=4.9, a2=5.0)
    assert (queue_of(hall, "a1"), queue_of(hall, "a2"), queue_of(hall, "b1")) == (X, A, QueuePrefix("B"))
    assert with_express_items(hall) == hall


@pytest.mark.feature("F084")
def test_an_item_that_has_grown_long_goes_back() -> None:
    hall = express_hall(a1=3.0, a2=3.0)
    items = tuple(replace(item, service_mean_min=Minutes(8.0)) if item.code == "a1" else item for item in hall.items)
    grown = with_express_items(replace(hall, items=items))
    assert (queue_of(grown, "a1"), queue_of(grown, "a2")) == (A, X)


def test_what_needs_an_appointment_stays_and_a_hall_without_an_express_queue_is_as_it_was() -> None:
    hall = express_hall(a1=9.0, a2=9.0)
    items = tuple(
        replace(item, service_mean_min=Minutes(1.0), appointment_only=True) if item.code == "a1" else item
        for item in hall.items
    )
    assert queue_of(with_express_items(replace(hall, items=items)), "a1") == A
    assert with_express_items(small_hall()) == small_hall()


@pytest.mark.feature("F084")
def test_a_short_job_is_called_before_long_ones_that_came_first_by_a_counter_of_its_own() -> None:
    day = Day(express_hall(a1=3.0, a2=10.0))
    day.open(9)
    day.issue("a2")
    short = day.issue("a1")
    assert short.number.startswith("X")
    assert day.do(CallNext(counter=C9)).ticket == short.id


@pytest.mark.feature("F084")
def test_a_visit_that_grows_long_is_sent_on_and_has_waited_as_long_as_before() -> None:
    day = Day(express_hall(a1=3.0, a2=10.0))
    day.open(1, 9)
    short = day.issue("a1")
    day.later(300)
    day.issue("a2")
    day.do(CallNext(counter=C9))
    day.do(StartService(counter=C9))
    day.do(TransferTicket(ticket=short.id, to_queue=A, reason="takes_longer"))
    moved = day.do(CallNext(counter=C1)).ticket
    assert moved is not None
    assert day.ticket(moved).number == short.number
    day.do(StartService(counter=C1))
    day.do(FinishService(counter=C1))


# Turns: each nth call goes to the express queue


def turns_day(every: int, rules: OrderRules | None = None) -> Day:
    """Counter 1 serves A and its express queue by turns; ``a1`` is short, ``a2`` is long."""
    hall = express_hall(every, rules, a1=3.0, a2=10.0)
    day = Day(hall, policy=policy_of(hall.rules.order))
    day.open(1)
    return day


def called(day: Day) -> Ticket:
    """Call the next at counter 1 and serve them."""
    ticket = day.do(CallNext(counter=C1)).ticket
    assert ticket is not None
    found = day.ticket(ticket)
    day.do(StartService(counter=C1))
    day.do(FinishService(counter=C1))
    return found


def queues_called(day: Day, count: int) -> str:
    return "".join(called(day).queue for _ in range(count))


@pytest.mark.feature("F084")
@pytest.mark.parametrize(("every", "order"), [(2, "AXAXAXAAAA"), (3, "AAXAAXAAXA"), (4, "AAAXAAAXAX")])
def test_each_nth_call_goes_to_the_express_queue_while_somebody_waits_there(every: int, order: str) -> None:
    day = turns_day(every)
    for _ in range(7):
        day.issue("a2")
    for _ in range(3):
        day.issue("a1")
    assert queues_called(day, 10) == order


@pytest.mark.feature("F084")
def test_who_is_alone_waits_for_no_turn_and_all_counters_of_the_queue_serve_both() -> None:
    day = turns_day(5)
    day.issue("a1")
    day.issue("a1")
    day.issue("a2")
    assert [one.queues for one in day.hall.counters][:4] == [(A, X), (A, X), (A, X, "B"), ("B",)]
    assert queues_called(day, 3) == "AXX"


@pytest.mark.feature("F084")
def test_the_order_that_is_foretold_is_the_one_in_which_is_called() -> None:
    day = turns_day(3)
    for item in ("a2", "a1", "a2", "a2", "a1", "a2", "a1"):
        day.issue(item)
    counter = day.hall.counter_by_number[C1]
    foretold = [*counter_order(day.state, counter, day.policy, day.now, day.hall.express_turns)]
    assert [called(day).id for _ in foretold] == [ticket.id for ticket in foretold]


@pytest.mark.feature("F084", "F070")
def test_waits_are_estimated_with_the_turns() -> None:
    waits = []
    for every in (2, 6):
        day = turns_day(every)
        for _ in range(8):
            day.issue("a2")
        short = day.issue("a1")
        found = Estimator.without_history(day.hall, day.policy).of_ticket(day.state, short.id, day.now)
        assert found is not None
        assert found.wait is not None
        waits.append(round(found.wait.mean_s / 60))
    assert waits[0] < waits[1] < 80


@pytest.mark.feature("F084", "F045")
def test_an_express_queue_has_its_share_of_the_counters_for_bookings() -> None:
    hall = express_hall(4, a1=3.0, a2=10.0)
    counter = hall.counter_by_number[C1]
    assert (part_of_counter(hall, counter, A), part_of_counter(hall, counter, X)) == (0.75, 0.25)
    both = hall.counter_by_number[CounterNumber(3)]
    assert [part_of_counter(hall, both, queue) for queue in both.queues] == [0.375, 0.125, 0.5]
    assert part_of_counter(hall, hall.counter_by_number[C9], X) == 1.0


@pytest.mark.feature("F084", "F227")
@pytest.mark.parametrize(("calls", "number", "other"), [(0, "A001", "X001"), (1, "X001", "A002")])
def test_why_says_whose_turn_it_was(calls: int, number: str, other: str) -> None:
    day = turns_day(2)
    day.issue("a1")
    for _ in range(3):
        day.issue("a2")
    for _ in range(calls):
        called(day)
    about = next(ticket for ticket in day.state.tickets.values() if ticket.number == other)
    why = explain_next(day.hall, day.state, day.hall.counter_by_number[C1], day.now, about)
    assert why is not None
    assert (why.number, why.instead_of, why.cause) == (number, other, Cause.EXPRESS)
    for language, words in (("en", f"It was the turn of queue {number[0]}"), ("zh-CN", f"现在轮到 {number[0]} 队列")):
        assert words in load_texts(language).said(sentence_of(why))
    assert [rule.said.message for rule in rules_of(why) if rule.decided] == ["why-rule-express"]


@pytest.mark.feature("F084", "F227")
@given(
    every=st.integers(2, 5),
    most=st.integers(1, 4),
    beyond=st.sampled_from([0.0, 5.0, 30.0]),
    arrivals=st.lists(
        st.tuples(
            st.sampled_from([PriorityClass.NORMAL, PriorityClass.NORMAL, PriorityClass.ELDER, PriorityClass.URGENT]),
            st.sampled_from(["a1", "a2"]),
            st.floats(0, 400),
            st.integers(0, 2),
        ),
        max_size=24,
    ),
)
def test_the_bound_holds_with_turns_too(
    every: int, most: int, beyond: float, arrivals: list[tuple[PriorityClass, str, float, int]]
) -> None:
    """Nobody is overtaken in their queue more often than it says, and who is due is called before any turn."""
    day = turns_day(every, OrderRules(most_overtaken=most, most_beyond_turn_min=beyond))
    overtaken: dict[str, int] = {}
    for kind, item, seconds, calls in arrivals:
        day.later(seconds)
        day.issue(item, priority=kind)
        for _ in range(min(calls, len(day.state.waiting_in([A, X])))):
            waiting = day.state.waiting_in([A, X])
            fronts = [line.first() for line in day.state.lines([A, X])]
            due = {one.id for one in waiting if overtaken.get(one.id, 0) >= most}
            due |= {
                one.id
                for one in fronts
                if beyond and one is not None and one.front_at is not None
                if (day.now - one.front_at).total_seconds() >= 60 * beyond
            }
            ticket = called(day)
            for other in waiting:
                if other.queue == ticket.queue and other.seniority < ticket.seniority:
                    overtaken[other.id] = overtaken.get(other.id, 0) + 1
                    assert overtaken[other.id] <= most
            # Whoever is called while somebody is due is due, or has waited longer in the queue of one who is.
            assert not due or any(
                one.queue == ticket.queue and ticket.seniority <= one.seniority for one in waiting if one.id in due
            )
