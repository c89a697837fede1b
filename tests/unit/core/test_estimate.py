"""What visitors are told about their wait: by a replay of the hall's own policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hallcall.core import estimate, replay
from hallcall.core.builtin_policies import policy_of
from hallcall.core.commands import CallNext, FinishService, PassTicket, PauseCounter, Recall, StartService
from hallcall.core.errors import Refused
from hallcall.core.estimate import Estimate, Estimator, Wait
from hallcall.core.hall import Hall
from hallcall.core.history import History, Turn, learn
from hallcall.core.opening import Calendar, Span
from hallcall.core.order import people_ahead
from hallcall.core.past_days import SLOTS
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass
from hallcall.core.rules import TicketRules
from hallcall.core.service_times import ServiceTime
from hallcall.core.snapshot import CounterStatus
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket
from hallcall.core.values import changed
from helpers.small_hall import Day, small_hall

A, B = QueuePrefix("A"), QueuePrefix("B")
NORMAL, ELDER, BOOKED = PriorityClass.NORMAL, PriorityClass.ELDER, PriorityClass.BOOKED
NOON = Calendar(id="noon", weekly=((Span(540, 1050),),) * 7, follows_holidays=False, noon=Span(720, 840))
LUNCH = Calendar(id="noon", weekly=((Span(540, 720), Span(840, 1050)),) * 7, follows_holidays=False)


def hall_with(policy: PolicyName = PolicyName.FCFS, **order: object) -> Hall:
    return small_hall(rules=TicketRules(order=OrderRules(policy=policy, **order)))  # type: ignore[arg-type]


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour - 8, minute, tzinfo=UTC)


HALF_PAST_NINE = at(9, 30)


def exact(hall: Hall, **more: object) -> History:
    """Every visit takes exactly ten minutes, nobody needs time to come, and nobody is expected."""
    known = learn(hall, ())
    ten = ServiceTime(n=99, mean_s=600.0, p50_s=600.0, p90_s=600.0, sd_s=0.0)
    history = replace(
        known,
        service=replace(
            known.service,
            items=dict.fromkeys(known.service.items, ten),
            queues=dict.fromkeys(known.service.queues, ten),
        ),
        turns=dict.fromkeys(known.turns, Turn(besides_s=0.0, besides_sd_s=0.0, lag_s=0.0, answered=1.0)),
        arrivals={},
        usual={},
    )
    return replace(history, **more)  # type: ignore[arg-type]


class Told:
    """A day, and what its visitors are told."""

    def __init__(self, hall: Hall | None = None, *, start: datetime = HALF_PAST_NINE, **more: object) -> None:
        hall = hall or hall_with()
        self.day = Day(hall, policy=policy_of(hall.rules.order), start=start)
        self.estimator = Estimator(hall, self.day.policy, exact(hall, **more))

    def serve(self, *counters: int, item: str = "a1") -> None:
        """Somebody is served at each counter from now on."""
        self.day.open(*(one for one in counters if CounterNumber(one) not in self.day.state.counters))
        for counter in counters:
            self.issue(item)
            self.day.do(CallNext(counter=CounterNumber(counter)))
            self.day.do(StartService(counter=CounterNumber(counter)))

    def issue(self, item: str = "a1", kind: PriorityClass = NORMAL, **more: object) -> Ticket:
        ticket = self.day.issue(item, priority=kind)
        ticket = changed(ticket, **more)
        self.day.state.put(ticket)
        return ticket

    def of(self, ticket: Ticket) -> Estimate:
        found = self.estimator.of_ticket(self.day.state, ticket.id, self.day.now)
        assert found is not None
        return found

    def minutes(self, ticket: Ticket) -> float:
        wait = self.of(ticket).wait
        assert wait is not None
        return round(wait.mean_s / 60, 1)

    def newcomer(self, kind: PriorityClass = NORMAL, queue: QueuePrefix = A) -> Estimate:
        return self.estimator.of_newcomer(self.day.state, queue, self.day.now, kind)


def test_with_a_free_counter_nobody_waits() -> None:
    told = Told()
    told.day.open(1)
    found = told.newcomer()
    assert found.ahead == 0
    assert found.wait is not None
    assert found.wait.mean_s == 0
    assert found.range is not None
    assert (found.range.low_min, found.range.high_min) == (0, 5)


@pytest.mark.feature("F070")
def test_at_one_counter_the_present_visit_ends_first() -> None:
    told = Told()
    told.serve(1)
    told.day.later(4 * 60)
    first, second, third = told.issue(), told.issue(), told.issue()
    told.day.later(-3)
    assert [told.minutes(one) for one in (first, second, third)] == [6, 16, 26]
    assert [told.of(one).ahead for one in (first, second, third)] == [0, 1, 2]


@pytest.mark.feature("F070")
def test_two_counters_take_turns_as_they_become_free() -> None:
    told = Told()
    told.serve(1)
    told.day.later(5 * 60 - 1)
    told.serve(2)
    line = [told.issue() for _ in range(4)]
    told.day.later(-4)
    assert [told.minutes(one) for one in line] == [5, 10, 15, 20]


def test_who_is_served_long_already_is_done_sooner() -> None:
    waits = []
    for minutes in (1, 5, 9):
        hall = hall_with()
        told = Told(hall)
        told.estimator.history = learn(hall, ())
        told.serve(1)
        told.day.later(60 * minutes)
        waits.append(told.minutes(told.issue()))
    assert waits == sorted(waits, reverse=True)
    assert waits[0] > waits[-1] + 3


def test_each_item_takes_its_own_time() -> None:
    told = Told()
    service = told.estimator.history.service
    hour = ServiceTime(n=9, mean_s=3600.0, p50_s=3600.0, p90_s=3600.0, sd_s=0.0)
    times = replace(service, items={**service.items, ItemCode("a2"): hour})
    told.estimator.history = replace(told.estimator.history, service=times)
    told.serve(1)
    told.issue("a2")
    last = told.issue("a1")
    told.day.later(-2)
    assert told.minutes(last) == 70


def test_while_no_counter_works_and_none_will_the_place_is_told_but_no_wait() -> None:
    told = Told()
    told.issue()
    ticket = told.issue()
    assert told.of(ticket) == Estimate(ahead=1, wait=None)
    told.day.open(1)
    told.day.do(PauseCounter(counter=CounterNumber(1), reason="meal"))
    assert told.of(ticket).range is None


def test_who_is_called_or_unknown_is_told_nothing() -> None:
    told = Told()
    told.day.open(1)
    ticket = told.issue()
    told.day.do(CallNext(counter=CounterNumber(1)))
    assert told.estimator.of_ticket(told.day.state, ticket.id, told.day.now) is None


def test_a_counter_that_pauses_until_a_time_is_expected_then() -> None:
    told = Told()
    told.day.open(1)
    told.day.do(PauseCounter(counter=CounterNumber(1), reason="meal", until=told.day.now + timedelta(minutes=30)))
    ticket = told.issue()
    told.day.later(-1)
    assert told.minutes(ticket) == 30
    wait = told.of(ticket).wait
    assert wait is not None
    assert wait.resumes_at == told.day.now + timedelta(minutes=30)


def test_a_planned_pause_begins_behind_the_present_visit() -> None:
    told = Told()
    told.serve(1)
    told.day.do(PauseCounter(counter=CounterNumber(1), reason="meal", until=told.day.now + timedelta(minutes=40)))
    ticket = told.issue()
    told.day.later(-1)
    assert told.minutes(ticket) == 40


def noon_hall(calendar: Calendar, noon_counters: int | None) -> Hall:
    hall = hall_with()
    queues = tuple(replace(queue, calendar="noon", noon_counters=noon_counters) for queue in hall.queues)
    return replace(hall, calendars=(calendar,), queues=queues)


@pytest.mark.feature("F014")
def test_at_ten_to_twelve_only_the_noon_counters_are_reckoned_with() -> None:
    waits = []
    for noon_counters in (3, 1):
        told = Told(noon_hall(NOON, noon_counters), start=at(11, 50))
        told.serve(1, 2, 3)
        line = [told.issue() for _ in range(6)]
        waits.append(told.minutes(line[-1]))
    # Six more, at three counters or at one: those at the others begin before noon and end in it.
    assert waits[0] < 20
    assert waits[1] > 55


@pytest.mark.feature("F014")
def test_a_queue_without_noon_counters_tells_when_calling_goes_on() -> None:
    told = Told(noon_hall(NOON, 0), start=at(11, 50))
    told.serve(1)
    line = [told.issue() for _ in range(2)]
    told.day.later(-2)
    # Noon begins when the present visit ends.
    assert [told.minutes(one) for one in line] == [130, 140]
    told.day.now = at(12, 30)
    told.day.do(FinishService(counter=CounterNumber(1)))
    wait = told.of(line[0]).wait
    assert wait is not None
    assert wait.mean_s == 90 * 60
    assert wait.resumes_at == at(14)
    assert wait.range.resumes_at == at(14)


def test_before_a_closed_noon_clerks_stay_as_long_as_they_are_used_to() -> None:
    waits = []
    for stays_s in (0.0, 1200.0):
        told = Told(noon_hall(LUNCH, None), start=at(11, 50), stays_s={A: stays_s, B: stays_s})
        told.serve(1)
        line = [told.issue() for _ in range(4)]
        told.day.later(-4)
        waits.append([told.minutes(one) for one in line])
    assert waits == [[130, 140, 150, 160], [10, 20, 130, 140]]


def test_on_a_first_day_clerks_are_believed_to_stay_where_the_queue_closes_at_noon() -> None:
    assert learn(noon_hall(LUNCH, None), ()).stays_s[A] == 1200
    assert learn(noon_hall(NOON, None), ()).stays_s[A] == 0


def test_before_the_opening_all_counters_are_expected_at_the_opening() -> None:
    told = Told(noon_hall(LUNCH, None), start=at(8, 30))
    found = told.newcomer()
    assert found.wait is not None
    assert found.wait.resumes_at == at(9)
    assert found.wait.mean_s == 1800


def test_at_the_end_of_the_day_who_waits_is_still_served() -> None:
    told = Told(noon_hall(LUNCH, None), start=at(17, 10))
    told.serve(1)
    line = [told.issue() for _ in range(4)]
    told.day.later(-4)
    assert [told.minutes(one) for one in line] == [10, 20, 30, 40]


def test_counters_come_back_in_the_number_that_is_usual() -> None:
    hall = noon_hall(LUNCH, None)
    waits = []
    for usual in (1.0, 3.0):
        told = Told(hall, start=at(9), at_work={A: (usual,) * SLOTS, B: (usual,) * SLOTS})
        found = [told.newcomer()]
        for _ in range(3):
            told.issue()
        found.append(told.newcomer())
        waits.append([round(one.wait.mean_s / 60) for one in found if one.wait is not None])
    assert waits == [[1, 31], [1, 11]]


def test_when_a_third_of_the_usual_counters_came_in_the_morning_no_more_are_expected_after_noon() -> None:
    waits = []
    for came in (1, 3):
        told = Told(noon_hall(LUNCH, None), start=at(11), at_work={A: (3.0,) * SLOTS, B: (3.0,) * SLOTS})
        told.day.open(*range(1, came + 1))
        for _ in range(3):
            told.issue()
        for number in range(1, came + 1):
            told.day.do(PauseCounter(counter=CounterNumber(number), reason="lunch"))
        told.day.now = at(13)
        wait = told.newcomer().wait
        assert wait is not None
        waits.append(round(wait.mean_s / 60))
    assert waits == [60 + 30, 60 + 10]


def test_as_long_as_nobody_came_all_usual_counters_may_come_after_noon() -> None:
    told = Told(noon_hall(LUNCH, None), start=at(11), at_work={A: (3.0,) * SLOTS, B: (3.0,) * SLOTS})
    told.day.now = at(13)
    wait = told.newcomer().wait
    assert wait is not None
    assert round(wait.mean_s / 60) == 60


@pytest.mark.feature("F070")
def test_an_elder_overtakes_by_waiting_faster() -> None:
    told = Told(hall_with(PolicyName.ACCUMULATING))
    told.serve(1)
    for _ in range(5):
        told.issue()
    normal, elder = told.newcomer(NORMAL), told.newcomer(ELDER)
    assert normal.ahead == 5
    assert elder.ahead < 2
    assert normal.wait is not None
    assert elder.wait is not None
    assert elder.wait.p90_s < normal.wait.p50_s


def test_favoured_visitors_who_will_come_lengthen_the_wait_of_the_others() -> None:
    def wait(policy: PolicyName, elders_per_slot: float) -> float:
        told = Told(hall_with(policy), arrivals={(A, ELDER): (elders_per_slot,) * SLOTS})
        told.serve(1)
        for _ in range(6):
            told.issue()
        found = told.newcomer().wait
        assert found is not None
        return round(found.mean_s / 60)

    assert wait(PolicyName.FCFS, 1.0) == wait(PolicyName.FCFS, 0.0) == 70
    assert wait(PolicyName.ACCUMULATING, 0.0) == 70
    assert 80 <= wait(PolicyName.ACCUMULATING, 1.0) <= 110


def test_nobody_is_overtaken_beyond_the_bound() -> None:
    told = Told(hall_with(PolicyName.STRICT, most_overtaken=2, most_beyond_turn_min=0.0))
    told.serve(1)
    normal = told.issue()
    for _ in range(5):
        told.issue("a1", ELDER)
    told.day.later(-6)
    assert told.minutes(normal) == 30


def test_the_longest_waiting_is_next_after_its_time_at_the_front() -> None:
    told = Told(hall_with(PolicyName.STRICT, most_overtaken=0, most_beyond_turn_min=25.0))
    told.serve(1)
    normal = told.issue()
    for _ in range(6):
        told.issue("a1", ELDER)
    assert 25 <= told.minutes(normal) <= 35


def test_a_deferred_number_lets_others_go_first() -> None:
    told = Told()
    told.serve(1)
    deferred = told.issue("a1", NORMAL, defer_left=2)
    line = [told.issue() for _ in range(3)]
    told.day.later(-4)
    assert [told.minutes(one) for one in (*line[:2], deferred, line[2])] == [10, 20, 30, 40]
    assert told.of(deferred).ahead == 2


def test_a_number_at_the_end_waits_for_all_others() -> None:
    told = Told()
    told.serve(1)
    last = told.issue("a1", NORMAL, at_end=True, seniority=told.day.now + timedelta(hours=2))
    for _ in range(3):
        told.issue()
    assert told.of(last).ahead == 3


def test_who_is_still_on_the_way_is_not_called_before() -> None:
    told = Told()
    told.serve(1)
    coming = told.issue("a1", NORMAL, not_before=told.day.now + timedelta(minutes=25))
    line = [told.issue() for _ in range(4)]
    told.day.later(-5)
    assert told.minutes(coming) == 30
    assert told.minutes(line[3]) == 50


def test_a_number_for_one_counter_waits_for_that_counter() -> None:
    told = Told()
    told.serve(1)
    told.day.later(5 * 60 - 1)
    told.serve(2)
    mine = told.issue("a1", NORMAL, only_counter=CounterNumber(2))
    told.day.later(-1)
    assert told.minutes(mine) == 10


def test_a_counter_for_two_queues_serves_whoever_has_waited_longest() -> None:
    told = Told()
    told.serve(3)
    line = [told.issue(item) for item in ("a1", "b1", "a1", "b1")]
    told.day.later(-4)
    assert [told.minutes(one) for one in line] == [10, 20, 30, 40]
    assert [told.of(one).ahead for one in line] == [0, 0, 1, 1]


def test_all_queues_are_told_at_once_as_one_by_one() -> None:
    told = Told()
    told.serve(1, 3)
    told.serve(4, item="b1")
    for item in ("a1", "a1", "b1"):
        told.issue(item)
    together = told.estimator.of_queues(told.day.state, (A, B), told.day.now)
    assert together == {queue: told.newcomer(NORMAL, queue) for queue in (A, B)}


def test_a_line_without_end_goes_on_at_the_pace_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told()
    told.serve(1, 2)
    for _ in range(300):
        told.issue()
    whole = told.newcomer().wait
    monkeypatch.setattr(estimate, "_ENDLESS", 100)
    short = told.newcomer()
    assert whole is not None
    assert short.wait is not None
    assert short.ahead == 300
    assert short.wait.mean_s == pytest.approx(whole.mean_s, rel=0.02)


def test_people_read_five_minutes_at_a_time_rounded_outwards() -> None:
    def told(p50: float, p90: float) -> tuple[int, int]:
        found = Wait(mean_s=0, spread_s=0, p50_s=p50 * 60, p90_s=p90 * 60).range
        return found.low_min, found.high_min

    assert told(0, 0) == (0, 5)
    assert told(4.9, 5.1) == (0, 10)
    assert told(5, 10) == (5, 10)
    assert told(17, 31) == (15, 35)


def play_on(told: Told, done: Callable[[Ticket], object]) -> None:
    """Counters call and serve ten minutes each until nobody waits; ``done`` is told of each call."""
    day = told.day
    while day.state.waiting_in((A, B)):
        free = [one.number for one in day.state.counters.values() if one.status is CounterStatus.IDLE]
        for number in sorted(free):
            try:
                outcome = day.do(CallNext(counter=number))
            except Refused:
                continue
            assert outcome.ticket is not None
            done(day.ticket(outcome.ticket))
            day.do(StartService(counter=number))
        serving = [one for one in day.state.counters.values() if one.status is CounterStatus.SERVING]
        soonest = min(serving, key=lambda one: (one.since, one.number))
        day.now = soonest.since + timedelta(minutes=10)
        day.do(FinishService(counter=soonest.number))


@pytest.mark.feature("F070")
@pytest.mark.parametrize("policy", PolicyName)
@given(kinds=st.lists(st.sampled_from([NORMAL, ELDER, BOOKED]), min_size=1, max_size=14), gap_s=st.integers(1, 200))
@settings(max_examples=25, deadline=None)
def test_what_is_foretold_happens(policy: PolicyName, kinds: list[PriorityClass], gap_s: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay, "_REKEY_S", 0.0)
        patch.setattr(replay, "_REKEY_SHARE", 0.0)
        told = Told(hall_with(policy, most_overtaken=3))
        told.serve(1)
        told.day.later(137)
        told.serve(2)
        line = []
        for kind in kinds:
            told.day.later(gap_s)
            line.append(told.issue("a1", kind))
        if told.day.now >= at(9, 39):
            return
        now = told.day.now
        foretold = {ticket.number: told.minutes(ticket) for ticket in line}
        happened: dict[str, float] = {}
        serving = min(told.day.state.counters.values(), key=lambda one: one.since)
        told.day.now = serving.since + timedelta(minutes=10)
        told.day.do(FinishService(counter=serving.number))
        play_on(told, lambda one: happened.setdefault(one.number, round((told.day.now - now).total_seconds() / 60, 1)))
    assert happened == pytest.approx(foretold, abs=0.11)


# Of two who let equally many go first, the one who has waited longer is next, also after they came nearer.
@example("issue issue call issue pass call pass issue call pass call pass call pass".split())
@given(st.lists(st.sampled_from(["issue", "call", "pass", "later"]), max_size=30))
@settings(max_examples=40, deadline=None)
def test_the_place_is_that_of_the_order_of_calls(deeds: list[str]) -> None:
    told = Told()
    day = told.day
    day.open(1)
    one = CounterNumber(1)
    for deed in deeds:
        try:
            match deed:
                case "issue":
                    day.issue()
                case "call":
                    day.do(CallNext(counter=one))
                case "pass":
                    day.later(120)
                    day.do(PassTicket(counter=one))
                case _:
                    day.later(30)
                    day.do(Recall(counter=one))
        except Refused:
            pass
    for ticket in day.state.waiting_in((A,)):
        assert told.of(ticket).ahead == people_ahead(day.state, ticket.id, day.policy, day.now)


@given(
    st.lists(st.sampled_from([NORMAL, ELDER, BOOKED]), max_size=30),
    st.integers(0, 3),
    st.sampled_from(PolicyName),
    st.integers(0, 1500),
)
@settings(max_examples=60, deadline=None)
def test_p50_is_never_negative_nor_above_p90(
    kinds: list[PriorityClass], counters: int, policy: PolicyName, later_s: int
) -> None:
    hall = hall_with(policy)
    told = Told(hall)
    told.estimator = Estimator.without_history(hall, told.day.policy)
    told.serve(*range(1, counters + 1))
    line = [told.issue("a1", kind) for kind in kinds]
    told.day.later(later_s)
    for ticket in line:
        wait = told.of(ticket).wait
        if wait is None:
            assert counters == 0
        else:
            assert 0 <= wait.p50_s <= wait.p90_s
            assert wait.range.low_min % 5 == wait.range.high_min % 5 == 0


@given(st.integers(0, 40), st.integers(1, 3), st.integers(0, 1500))
@settings(max_examples=40, deadline=None)
def test_more_people_ahead_never_shorten_a_wait(people: int, counters: int, later_s: int) -> None:
    hall = hall_with()
    told = Told(hall)
    told.estimator = Estimator.without_history(hall, told.day.policy)
    told.serve(*range(1, counters + 1))
    for _ in range(people):
        told.issue()
    told.day.later(later_s)
    now = told.day.now
    before = told.newcomer().wait
    told.issue()
    told.day.now = now
    after = told.newcomer().wait
    assert before is not None
    assert after is not None
    assert before.p50_s <= after.p50_s
    assert before.p90_s <= after.p90_s
