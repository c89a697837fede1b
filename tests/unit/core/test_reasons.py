"""Why a number is next, or was called: the cause is the one that decided, and every cause has a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.because import rules_of, sentence_of, standing_of, title_of
from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import CallChosen, CallNext, FinishService, StartService
from hallcall.core.events import TicketCalled
from hallcall.core.order import choose_next
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass, Rates
from hallcall.core.reasons import ROWS, Cause, Explanation, explain_call, explain_next
from hallcall.core.rules import TicketRules
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Ticket
from helpers.small_hall import Day, small_hall

pytestmark = pytest.mark.feature("F227")
THREE = CounterNumber(3)
N, K, E, U = PriorityClass.NORMAL, PriorityClass.BOOKED, PriorityClass.ELDER, PriorityClass.URGENT


def a_day(**rules: object) -> Day:
    order = replace(OrderRules(), **rules)  # type: ignore[arg-type]
    day = Day(small_hall(rules=TicketRules(order=order)), policy=policy_of(order))
    day.open(3)
    return day


def why(day: Day, about: Ticket | None = None, counter: int = 3) -> Explanation:
    desk = day.hall.counter_by_number[CounterNumber(counter)]
    found = explain_next(day.hall, day.state, desk, day.now, day.ticket(about) if about else None)
    assert found is not None
    return found


def serve(day: Day) -> None:
    day.do(CallNext(counter=THREE))
    day.do(StartService(counter=THREE))
    day.do(FinishService(counter=THREE))


def test_nobody_waits_so_there_is_nothing_to_explain() -> None:
    day = a_day()
    assert explain_next(day.hall, day.state, day.hall.counter_by_number[THREE], day.now) is None


def test_the_only_one_is_next_because_nobody_else_waits() -> None:
    day = a_day()
    ticket = day.issue()
    found = why(day)
    assert (found.cause, found.number, found.instead_of, found.waiting) == (Cause.ONLY, ticket.number, "", 1)


def test_an_elder_whose_claim_has_grown_larger_is_compared_with_the_one_who_waited_longer() -> None:
    day = a_day()
    first = day.issue()
    day.later(600)
    elder = day.issue(priority=E)
    day.later(400)
    found = why(day)
    assert (found.cause, found.number, found.instead_of) == (Cause.CLAIM, elder.number, first.number)
    mine, other = found.row(elder.number), found.row(first.number)
    assert (mine.waited_min, mine.rate, mine.claim_min) == (6.7, 4.0, 26.8)
    assert (other.waited_min, other.rate) == (16.7, 1.0)


def test_who_has_waited_longest_is_next_and_whoever_asks_is_told_so() -> None:
    day = a_day()
    first, *_, last = [day.issue() for _ in range(9)]
    found = why(day)
    assert (found.cause, found.number, found.instead_of) == (Cause.LONGEST, first.number, "")
    asked = why(day, last)
    assert (asked.cause, asked.number, asked.instead_of) == (Cause.LONGEST, first.number, last.number)
    assert len(asked.rows) == ROWS
    assert [row.place for row in asked.rows] == [1, 2, 3, 4, 9]


def test_strict_order_is_told_by_class_and_quota_by_turn() -> None:
    strict = a_day(policy=PolicyName.STRICT)
    strict.issue()
    strict.issue(priority=K)
    assert why(strict).cause is Cause.CLASS
    quota = a_day(policy=PolicyName.QUOTA)
    quota.issue()
    quota.issue(priority=K)
    assert why(quota).cause is Cause.TURN


def test_who_was_overtaken_as_often_as_is_allowed_is_next_for_that() -> None:
    day = a_day(policy=PolicyName.STRICT, most_overtaken=2)
    day.issue()
    for _ in range(3):
        day.issue(priority=E)
    serve(day)
    serve(day)
    found = why(day)
    assert found.cause is Cause.OVERTAKEN
    assert found.rows[0].is_due


def test_who_has_been_first_in_line_for_as_long_as_is_allowed_is_next_for_that() -> None:
    day = a_day(most_beyond_turn_min=30.0, rates=Rates(elder=100))
    day.issue()
    day.later(60 * 31)
    day.issue(priority=E)
    day.later(60 * 5)
    assert why(day).cause is Cause.BEYOND_TURN


def test_a_number_for_another_counter_or_one_that_lets_others_go_first_is_told_as_that() -> None:
    day = a_day()
    elsewhere = day.issue()
    late = day.issue()
    day.issue()
    day.state.put(replace(day.ticket(elsewhere), only_counter=CounterNumber(1)))
    day.state.put(replace(day.ticket(late), defer_left=1))
    asked = why(day, elsewhere)
    assert asked.cause is Cause.ELSEWHERE
    assert asked.row(elsewhere.number).place == 0
    assert why(day, late).cause is Cause.LETS_OTHERS


def test_a_booked_visitor_who_is_early_is_told_as_that() -> None:
    day = a_day()
    booked = day.issue(priority=K)
    day.state.put(replace(day.ticket(booked), seniority=day.now.replace(hour=day.now.hour + 1)))
    day.issue()
    assert why(day, booked).cause is Cause.EARLY


def test_a_call_out_of_turn_gives_the_clerks_reason_and_who_would_have_been_next() -> None:
    day = a_day()
    first, second = day.issue(), day.issue()
    before = day.state.copy()
    day.do(CallChosen(counter=THREE, ticket=second.id, reason="needs_care"))
    event = day.events(TicketCalled)[-1]
    assert isinstance(event, TicketCalled)
    found = explain_call(day.hall, before, event, day.now)
    assert (found.cause, found.number, found.instead_of) == (Cause.OUT_OF_TURN, second.number, first.number)
    assert (found.reason, found.clerk, found.was_called) == ("needs_care", "c3", True)


def test_a_call_that_the_present_rules_would_not_make_says_that_they_were_changed() -> None:
    day = a_day(policy=PolicyName.FCFS)
    first, elder = day.issue(), day.issue(priority=E)
    before = day.state.copy()
    day.do(CallNext(counter=THREE))
    event = day.events(TicketCalled)[-1]
    assert isinstance(event, TicketCalled)
    assert event.ticket == first.id
    strict = small_hall(rules=TicketRules(order=OrderRules(policy=PolicyName.STRICT)))
    found = explain_call(strict, before, event, day.now)
    assert (found.cause, found.instead_of) == (Cause.RULES_CHANGED, elder.number)


@pytest.mark.parametrize("policy", PolicyName)
def test_the_first_row_is_the_number_that_is_called(policy: PolicyName) -> None:
    day = a_day(policy=policy)
    for kind in (N, N, E, K, N, U, E, N, K):
        day.issue(priority=kind)
        day.later(100)
    while (
        chosen := choose_next(day.state, desk := day.hall.counter_by_number[THREE], day.policy, day.now)
    ) is not None:
        found = explain_next(day.hall, day.state, desk, day.now)
        assert found is not None
        assert found.number == found.rows[0].number == chosen.number
        serve(day)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("is_alone", [True, False])
def test_every_cause_has_its_sentence_in_every_language(cause: Cause, language: str, is_alone: bool) -> None:
    day = a_day()
    day.issue()
    day.issue()
    base = why(day)
    other = "" if is_alone else base.rows[1].number
    texts = load_texts(language)
    said = texts.said
    found = replace(base, cause=cause, instead_of=other, was_called=is_alone, reason="came_back")
    needs_other = {Cause.CLAIM, Cause.CLASS, Cause.TURN, Cause.LETS_OTHERS, Cause.EARLY}
    if cause is Cause.EXPRESS:
        # Said of two queues that take turns: see the tests of express queues.
        return
    if not is_alone or cause not in needs_other | {Cause.ON_THE_WAY, Cause.ELSEWHERE, Cause.LANGUAGE}:
        assert said(sentence_of(found))
    assert found.number in said(title_of(found))
    assert all(said(rule.said) for rule in rules_of(found))
    for change in ({}, {"lets_first": 2}, {"waits_for_end": True}, {"place": 0}, {"is_due": True}, {"waited_s": -60.0}):
        assert said(standing_of(found, replace(found.rows[0], **change)))


@pytest.mark.parametrize("policy", PolicyName)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_in_force_are_told_with_their_numbers(policy: PolicyName, language: str) -> None:
    day = a_day(policy=policy, most_overtaken=17, most_beyond_turn_min=23.0, quota_favoured=3, rates=Rates(elder=3.5))
    day.issue()
    day.issue()
    texts = load_texts(language)
    rules = rules_of(why(day))
    told = " ".join(texts.said(rule.said) for rule in rules)
    numbers = {
        PolicyName.ACCUMULATING: ("17", "23", "3.5"),
        PolicyName.STRICT: ("17", "23", "3.5"),
        PolicyName.QUOTA: ("17", "23", "3"),
        PolicyName.FCFS: (),
    }
    assert all(number in told for number in numbers[policy])
    assert [rule.decided for rule in rules] == [False] * (len(rules) - 1) + [True]


def test_an_explanation_holds_nothing_of_a_person() -> None:
    day = a_day()
    day.issue(person="p-7", token="secret-page", has_phone=True)
    assert not {"p-7", "secret-page"} & set(repr(why(day)).split("'"))
