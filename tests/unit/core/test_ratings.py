"""One rating a visit; a low one is looked into; saying nothing is no rating."""

from __future__ import annotations

import pytest

from hallcall.core.commands import (
    CallNext,
    FinishService,
    FollowUpRating,
    OpenDay,
    RateVisit,
    RatingReason,
    StartService,
)
from hallcall.core.errors import Refused
from hallcall.core.events import VisitRated
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Ticket
from helpers.small_hall import Day

pytestmark = pytest.mark.feature("F159")
ONE = CounterNumber(1)
UNKIND = frozenset({RatingReason.UNKIND})


@pytest.fixture
def day() -> Day:
    return Day()


def served(day: Day) -> Ticket:
    """A visit that is done at counter 1."""
    if ONE not in day.state.counters:
        day.open(1)
    ticket = day.issue("a1")
    day.do(CallNext(counter=ONE))
    day.do(StartService(counter=ONE))
    day.do(FinishService(counter=ONE))
    return ticket


def refusal(day: Day, command: object) -> str:
    with pytest.raises(Refused) as found:
        day.do(command)  # type: ignore[arg-type]
    return found.value.code


def test_a_visit_is_rated_once_with_whom_and_for_what(day: Day) -> None:
    ticket = served(day)
    day.do(RateVisit(ticket=ticket.id, level=5, counter=ONE))
    (rated,) = day.events(VisitRated)
    assert isinstance(rated, VisitRated)
    assert (rated.counter, rated.clerk, rated.item, rated.level) == (1, "c1", "a1", 5)
    assert refusal(day, RateVisit(ticket=ticket.id, level=1)) == "rating.done"
    assert day.state.poor == {}


def test_nobody_rates_before_the_visit_is_done(day: Day) -> None:
    ticket = day.issue("a1")
    assert refusal(day, RateVisit(ticket=ticket.id, level=5)) == "ticket.wrong_state"


@pytest.mark.parametrize(
    ("level", "reasons", "counter", "code"),
    [
        (0, frozenset(), 1, "rating.range"),
        (6, frozenset(), 1, "rating.range"),
        (3, UNKIND, 1, "rating.reasons"),
        (5, frozenset(), 2, "rating.elsewhere"),
    ],
)
def test_a_rating_that_cannot_be_is_refused(
    day: Day, level: int, reasons: frozenset[RatingReason], counter: int, code: str
) -> None:
    ticket = served(day)
    wish = RateVisit(ticket=ticket.id, level=level, reasons=reasons, counter=CounterNumber(counter))
    assert refusal(day, wish) == code


@pytest.mark.feature("F160")
def test_a_low_rating_waits_for_a_manager_also_tomorrow(day: Day) -> None:
    ticket = served(day)
    day.do(RateVisit(ticket=ticket.id, level=2, reasons=UNKIND, counter=ONE))
    assert day.state.poor[ticket.id].reasons == UNKIND
    day.later(24 * 3600)
    day.do(OpenDay())
    assert refusal(day, FollowUpRating(ticket=ticket.id, note=" ")) == "reason.missing"
    day.do(FollowUpRating(ticket=ticket.id, note="talked to the visitor"))
    assert day.state.poor == {}
    assert refusal(day, FollowUpRating(ticket=ticket.id, note="again")) == "rating.unknown"


def test_what_is_kept_knows_the_ratings_and_what_screens_get_does_not(day: Day) -> None:
    rated = served(day)
    day.do(RateVisit(ticket=rated.id, level=1, counter=ONE))
    served(day)
    kept = HallState.from_snapshot(day.state.snapshot("e", day.now, with_bookings=True))
    assert (kept.unrated, kept.rated, kept.poor) == (day.state.unrated, day.state.rated, day.state.poor)
    assert day.state.snapshot("e", day.now).ratings is None
