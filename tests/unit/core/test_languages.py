"""Who wants to be served in a language waits for a counter that speaks it, as long as one is on duty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hallcall.core.commands import CallNext, CloseCounter, PauseCounter, TransferTicket
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.languages import Language
from hallcall.core.reasons import Cause, explain_next
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import Ticket
from helpers.small_hall import Day, small_hall

pytestmark = pytest.mark.feature("F098")
ONE, TWO = CounterNumber(1), CounterNumber(2)
A, B = QueuePrefix("A"), QueuePrefix("B")


def hall_with_yue() -> Hall:
    """Counter 2, which serves A, speaks Cantonese."""
    hall = small_hall()
    speaking = {TWO: (Language.YUE, Language.EN)}
    return replace(hall, counters=tuple(replace(one, languages=speaking.get(one.number, ())) for one in hall.counters))


def a_day(*counters: int) -> Day:
    day = Day(hall_with_yue())
    day.open(*counters)
    return day


def call(day: Day, counter: CounterNumber) -> Ticket:
    called = day.do(CallNext(counter=counter)).ticket
    assert called is not None
    return day.ticket(called)


def test_the_counter_that_speaks_it_calls_and_the_other_passes_the_number_over() -> None:
    day = a_day(1, 2)
    yue = day.issue(language=Language.YUE)
    plain = day.issue()
    assert call(day, ONE).id == plain.id
    assert call(day, TWO).id == yue.id


def test_a_counter_that_speaks_more_also_calls_everybody_else_by_seniority() -> None:
    day = a_day(2)
    plain = day.issue()
    yue = day.issue(language=Language.YUE)
    assert [ticket.number for ticket in (call(day, TWO),)] == [plain.number]
    assert day.ticket(yue).language is Language.YUE


@pytest.mark.parametrize("away", [CloseCounter(counter=TWO), PauseCounter(counter=TWO, reason="meal"), None])
def test_with_nobody_on_duty_who_speaks_it_any_counter_calls(away: CloseCounter | PauseCounter | None) -> None:
    day = a_day(1, 2) if away is not None else a_day(1)
    yue = day.issue(language=Language.YUE)
    if away is not None:
        with pytest.raises(Refused, match="queue"):
            day.do(CallNext(counter=ONE))
        day.do(away)
    assert not day.state.is_spoken(Language.YUE, A)
    assert call(day, ONE).id == yue.id


def test_a_language_that_no_counter_of_the_queue_ever_speaks_is_not_waited_for() -> None:
    day = a_day(1, 2, 4)
    assert day.issue("b1", language=Language.YUE).language is Language.ZH
    assert day.issue(language=Language.HAK).language is Language.ZH


def test_the_language_goes_with_a_visitor_where_it_is_spoken() -> None:
    day = a_day(1, 2, 4)
    yue = day.issue(language=Language.YUE)
    moved = day.do(TransferTicket(ticket=yue.id, to_queue=B, reason="not_here")).ticket
    assert moved is not None
    assert day.ticket(moved).language is Language.ZH


def test_why_says_that_the_other_waits_for_its_language() -> None:
    day = a_day(1, 2)
    yue = day.issue(language=Language.YUE)
    plain = day.issue()
    found = explain_next(day.hall, day.state, day.hall.counter_by_number[ONE], day.now, yue)
    assert found is not None
    assert (found.cause, found.number, found.instead_of) == (Cause.LANGUAGE, plain.number, yue.number)


def test_a_counter_taken_over_by_another_clerk_still_speaks_its_languages() -> None:
    day = a_day(1, 2)
    first = day.issue()
    assert call(day, TWO).id == first.id
    state = day.state.counters[TWO]
    assert state.speaks(Language.YUE, A)
    assert not state.speaks(Language.YUE, B)
