"""What is changed in a simulated hall, and what the reports say of it."""

from __future__ import annotations

import json
import math
import random
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core.booking.rules import BookingRules
from hallcall.core.booking.slots import day_slots
from hallcall.core.express import is_short
from hallcall.core.opening import Span
from hallcall.core.priority import PolicyName, PriorityClass, Rates
from hallcall.core.rules import PassRule
from hallcall.core.terms import ItemCode, Minutes, Name, QueuePrefix
from hallcall.sim.hallday import LARGE_HALL, DayProfile, SimPlan, Visit, draw_visitors, profile_of, run_all
from hallcall.sim.hallday.appointments import Appointments
from hallcall.sim.hallday.charts import Line, line_chart
from hallcall.sim.hallday.page import page
from hallcall.sim.hallday.report import Outcome, lines, table, values
from hallcall.sim.hallday.results import results
from hallcall.sim.hallday.scenarios import Changes, scenarios, simulate
from hallcall.sim.hallday.visitors import wanted_items
from hallcall.sim.hallday.visits import SERVED
from hallcall.sim.hallday.whatif import (
    by_department,
    pooled,
    shared_out,
    with_counters,
    with_express,
    with_hours,
    with_policy,
    with_staff,
)
from helpers.sample_halls import sample_hall
from helpers.simulated import plan_of, visited_hall

A, B = QueuePrefix("A"), QueuePrefix("B")
HAIBIN = SimPlan(hall=sample_hall("haibin"), days=1, profile=LARGE_HALL)


def visit(issued_min: float, called_min: float | None, kind: PriorityClass = PriorityClass.NORMAL) -> Visit:
    called_s = None if called_min is None else 60 * called_min
    return Visit(
        queue=A,
        item=ItemCode("a1"),
        priority=kind,
        booked_s=60 * issued_min if kind is PriorityClass.BOOKED else None,
        came_s=60 * issued_min,
        issued_s=60 * issued_min,
        called_s=called_s,
        ending="expired" if called_s is None else SERVED,
    )


# Visitors


def test_visitors_come_by_the_profile() -> None:
    profile = DayProfile()
    assert profile.time_of(0.0) == 8.5 * 3600
    assert profile.time_of(1.0) == 17.5 * 3600
    assert profile.time_of(4 / 104) == pytest.approx(9 * 3600)
    assert profile.time_of(9.5 / 104) == pytest.approx(9.25 * 3600)
    assert profile.time_of(60 / 104) == pytest.approx(12 * 3600)


def test_visitors_are_as_many_and_of_such_classes_as_expected() -> None:
    hall = sample_hall("haibin")
    profile = replace(LARGE_HALL, no_show=0.1)
    days = [draw_visitors(hall, profile, 0.85, date(2026, 1, 5), random.Random(seed)) for seed in range(4)]
    assert all([one.comes_s for one in day] == sorted(one.comes_s for one in day) for day in days)
    visitors = [visitor for day in days for visitor in day]
    assert len(visitors) == pytest.approx(4 * 0.85 * 3_000, rel=0.03)
    share = {
        kind: sum(visitor.priority is kind for visitor in visitors) / len(visitors)
        for kind in (PriorityClass.ELDER, PriorityClass.BOOKED)
    }
    assert share[PriorityClass.ELDER] == pytest.approx(0.12, abs=0.01)
    assert share[PriorityClass.BOOKED] == pytest.approx(0.35, abs=0.015)
    assert sum(visitor.misses > 0 for visitor in visitors) / len(visitors) == pytest.approx(0.04, abs=0.006)
    assert sum(visitor.misses > 1 for visitor in visitors) / len(visitors) == pytest.approx(0.016, abs=0.004)
    assert len({visitor.item for visitor in visitors}) > 550
    booked = [visitor for visitor in visitors if visitor.booked_s is not None]
    assert {visitor.priority for visitor in booked} == {PriorityClass.BOOKED}
    assert sum(visitor.is_missing for visitor in booked) / len(booked) == pytest.approx(0.1, abs=0.02)
    after = [visitor.comes_s - (visitor.booked_s or 0.0) for visitor in booked]
    assert -600 <= min(after) < 0 < max(after) <= 3600
    assert sum(late > 0 for late in after) / len(booked) == pytest.approx(0.06, abs=0.02)


def test_who_books_has_the_nearest_slot_that_has_places() -> None:
    hall = visited_hall(counters=1)
    given = [*Appointments(hall, A, date(2026, 1, 5)).give([9.8 * 3600] * 3 + [12.9 * 3600])]
    # A counter, slots of half an hour, items of ten minutes or less, half of the time: one place or two each.
    places = day_slots(hall, A, date(2026, 1, 5))[0].capacity.places
    assert places == 1
    assert given == [10 * 3600, 9.5 * 3600, 10.5 * 3600, 14 * 3600]
    nobody = replace(hall, rules=replace(hall.rules, booking=BookingRules(share=0.0)))
    assert [*Appointments(nobody, A, date(2026, 1, 5)).give([9 * 3600.0])] == [None]


@pytest.mark.parametrize("queue", sample_hall("haibin").queues, ids=lambda queue: queue.prefix)
def test_items_are_wanted_so_often_that_the_queue_has_its_mean(queue: object) -> None:
    prefix = queue.prefix  # type: ignore[attr-defined]
    wanted = wanted_items(sample_hall("haibin"), prefix, LARGE_HALL)
    assert math.fsum(share for _, share in wanted) == pytest.approx(1.0)
    assert all(share >= 0.0 for _, share in wanted)
    mean = math.fsum(share * item.service_mean_min for item, share in wanted)
    assert mean == pytest.approx(LARGE_HALL.service_mean_min[prefix], abs=0.01)


def test_a_mean_that_no_item_has_is_brought_into_their_span() -> None:
    hall = visited_hall()
    wanted = wanted_items(hall, A, DayProfile(service_mean_min={A: 99.0}))
    assert math.fsum(share * item.service_mean_min for item, share in wanted) == pytest.approx(10.0)


def test_only_the_sample_hall_has_service_times_of_its_own() -> None:
    assert profile_of(sample_hall("haibin")) == LARGE_HALL
    assert profile_of(sample_hall("street")).service_mean_min == {}


# Changes


@given(st.integers(1, 200), st.lists(st.floats(0, 1000), min_size=1, max_size=30))
def test_what_is_shared_out_adds_up_and_nobody_is_left_without(total: int, weights: list[float]) -> None:
    if len(weights) > total:
        with pytest.raises(ValueError, match="for"):
            shared_out(total, weights)
        return
    shares = shared_out(total, weights)
    assert sum(shares) == total
    assert min(shares) >= 1


def test_shares_are_in_proportion() -> None:
    assert shared_out(10, [1, 1, 3]) == [2, 2, 6]
    assert shared_out(4, [100, 1, 1]) == [2, 1, 1]
    assert shared_out(7, [1, 1, 1]) == [3, 2, 2]


def test_counters_come_and_go_by_queue() -> None:
    hall = visited_hall(counters=3)
    assert [counter.number for counter in with_counters(hall, {A: 2}).counters] == [1, 2]
    more = with_counters(hall, {A: 5}).counters
    assert [counter.number for counter in more] == [1, 2, 3, 4, 5]
    assert {counter.queues for counter in more} == {(A,)}


def test_less_staff_leaves_every_queue_somebody() -> None:
    hall = sample_hall("haibin")
    half = with_staff(hall, 0.5)
    assert len(half.counters) == 50
    assert len(with_staff(hall, 0.01).counters) == len(hall.queues)
    assert {counter.queues[0] for counter in half.counters} == {queue.prefix for queue in hall.queues}
    assert {counter.number for counter in half.counters} < {counter.number for counter in hall.counters}


def test_hours_change_where_there_are_any() -> None:
    changed = with_hours(sample_hall("haibin"), [Span(480, 1080)])
    standard = changed.calendar_by_id["standard"]
    assert standard.weekly == ((Span(480, 1080),),) * 5 + ((), ())
    assert changed.calendar_by_id["noon"].noon == Span(720, 840)


def test_longer_hours_turn_fewer_away() -> None:
    plan = plan_of(visited_hall(visits=300, counters=9))
    longer = with_hours(plan.hall, [Span(480, 720), Span(840, 1110)])
    away = [results(run_all(plan, hall=hall)).endings.turned_away for hall in (plan.hall, longer)]
    assert away[0] > away[1] == 0


@pytest.mark.feature("F182")
def test_pooled_counters_wait_less_than_single_queues() -> None:
    single, pool = by_department(HAIBIN.hall, LARGE_HALL), pooled(HAIBIN.hall)
    assert len(single.queues) == 29
    assert len({item.department for item in single.items if item.queue == single.queues[0].prefix}) == 1
    assert len(single.counters) == len(pool.counters) == 101
    assert all(len(counter.queues) == 1 for counter in single.counters)
    assert all(set(counter.queues) == {queue.prefix for queue in pool.queues} for counter in pool.counters)
    alone, together = (results(run_all(HAIBIN, hall=with_policy(hall, PolicyName.FCFS))) for hall in (single, pool))
    assert together.all.mean < alone.all.mean / 2
    assert together.all.p95 < alone.all.p95 / 2
    assert len(alone.queues) == 29


@pytest.mark.feature("F084")
def test_an_express_lane_shortens_the_wait_of_short_jobs_at_the_cost_of_the_others() -> None:
    hall = with_express(HAIBIN.hall, 5.0, LARGE_HALL)
    lanes = {queue.prefix for queue in hall.queues} - {queue.prefix for queue in HAIBIN.hall.queues}
    assert lanes == {"Bx", "Fx", "Gx"}
    assert len(hall.counters) == 101
    for item in hall.items:
        assert (item.queue in lanes) <= is_short(item, Minutes(5.0))
    plan = replace(HAIBIN, days=3)
    before, after = simulate(plan, scenarios(plan, Changes(express_min=5.0)), express_min=5.0, processes=1)
    assert before.short is not None
    assert before.long is not None
    assert after.short is not None
    assert after.long is not None
    assert after.short.mean < before.short.mean
    assert after.long.mean > before.long.mean


@pytest.mark.feature("F084")
def test_short_jobs_called_by_turns_wait_less_too_and_need_no_counters_of_their_own() -> None:
    plan = replace(HAIBIN, days=2)
    compared = scenarios(plan, Changes(express_min=5.0, express_every=4))
    assert [[change.kind for change in one.changes] for one in compared] == [[], ["express-every"]]
    hall = compared[1].hall
    assert {turn.express for turn in hall.express_turns} == {"Bx", "Fx", "Gx"}
    assert [one.number for one in hall.counters] == [one.number for one in plan.hall.counters]
    before, after = simulate(plan, compared, express_min=5.0, processes=1)
    assert before.short is not None
    assert after.short is not None
    assert after.short.mean < before.short.mean
    assert after.results.endings.came == before.results.endings.came


def test_visitors_are_the_same_in_every_hall() -> None:
    for hall in (by_department(HAIBIN.hall, LARGE_HALL), pooled(HAIBIN.hall), with_express(HAIBIN.hall, 5, LARGE_HALL)):
        came = sorted((one.came_s, one.item) for one in run_all(HAIBIN, hall=hall)[0])
        assert came == sorted((visitor.comes_s, visitor.item) for visitor in HAIBIN.visitors_on(0))


# Results


def test_waits_are_counted_from_the_number_to_the_first_call() -> None:
    day = [visit(540, 545), visit(541, 571), visit(542, 557), visit(543, 553), visit(1020, None)]
    told = results([day]).all
    assert told.a_day == 5
    assert told.mean == pytest.approx((5 + 30 + 15 + 10) / 4)
    assert (told.p50, told.p90, told.longest) == (10.0, 30.0, 30.0)
    assert told.within_target == 3 / 5
    assert told.most_overtaken == 2


def test_those_who_wait_are_counted_every_ten_minutes() -> None:
    told = results([[visit(540, 565), visit(545, 551)], []])
    assert told.waiting == ((32_400.0, 0.5), (33_000.0, 1.0), (33_600.0, 0.5), (34_200.0, 0.0))


def test_booked_visitors_are_on_time_within_ten_minutes() -> None:
    kind = PriorityClass.BOOKED
    assert results([[visit(540, 550, kind), visit(540, 551, kind), visit(540, None, kind)]]).booked_on_time == 1 / 3
    assert results([[visit(540, 541)]]).booked_on_time is None


def test_half_hours_show_each_class() -> None:
    told = results([[visit(545, 555), visit(550, 552, PriorityClass.ELDER), visit(571, 572)]]).half_hours
    assert [half_hour.from_s / 3600 for half_hour in told] == [9.0, 9.5]
    assert told[0].mean == {PriorityClass.NORMAL: 10.0, PriorityClass.ELDER: 2.0}


# Scenarios and reports


def test_only_policies_are_compared_without_the_hall_as_it_is() -> None:
    plan = plan_of(visited_hall())
    assert len(scenarios(plan, Changes(policies=(PolicyName.FCFS, PolicyName.STRICT)))) == 2
    assert [one.changes for one in scenarios(plan, Changes())] == [()]
    changed = scenarios(plan, Changes(passing=(PassRule.VOID, PassRule.TAIL)))
    assert [len(one.changes) for one in changed] == [0, 1, 1]
    assert changed[2].hall.rules.passing.rule is PassRule.TAIL
    mixed = scenarios(plan, Changes(policies=(PolicyName.FCFS, PolicyName.STRICT), counters=((A, 5),)))
    assert [len(one.hall.counters) for one in mixed] == [2, 5, 5]
    rates = scenarios(plan, Changes(rates=Rates(elder=9.0)))
    assert rates[0].hall.rules.order.rates.elder == 9.0


def outcome() -> Outcome:
    hall = replace(visited_hall(PolicyName.ACCUMULATING), name=Name(zh="<b>测试</b>大厅", en="<b>Test</b> & Hall"))
    plan = plan_of(hall, days=1)
    changes = Changes(
        policies=(PolicyName.FCFS, PolicyName.QUOTA),
        counters=((A, 4),),
        staff=(0.9,),
        hours=(Span(480, 1020),),
        pooling=("own", "departments", "all"),
        passing=tuple(PassRule),
        express_min=5.0,
    )
    done = simulate(plan, scenarios(plan, changes), express_min=5.0, processes=1)
    return Outcome(plan=plan, simulated=done, seconds=1.25)


@pytest.fixture(scope="module")
def told() -> Outcome:
    return outcome()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_names_every_change_and_class(told: Outcome, language: str) -> None:
    texts = load_texts(language)
    printed = [*lines(texts, told)]
    assert len(told.simulated) == 25
    assert sum(texts.text("sim-class-elder") in line for line in printed) >= 25
    assert any(texts.text("sim-change-passing-session-end") in line for line in printed)
    assert texts.text("sim-took", seconds="1.2", visits=told.visits) == printed[-1]


def test_tables_stand_in_columns_also_in_chinese() -> None:
    printed = [*table([("群众", "平均"), ("all", "1.0")])]
    assert printed == ["群众  平均", "all    1.0"]


def test_values_are_plain_json(told: Outcome) -> None:
    read = json.loads(json.dumps(values(told)))
    assert read["days"] == 1
    assert len(read["halls"]) == 25
    assert read["halls"][0]["changes"] == []
    assert read["halls"][1]["changes"][0] == {"kind": "hours", "value": "08:00-17:00"}
    assert read["halls"][0]["classes"]["elder"]["a_day"] > 0


class Outside(HTMLParser):
    """Notes what a page would fetch, and whether each element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.open: list[str] = []
        self.svg = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href", "action", "data"}]
        self.svg += tag == "svg"
        if tag not in {"meta", "br", "link", "img"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_from_outside(told: Outcome, language: str) -> None:
    written = page(load_texts(language), told)
    parser = Outside()
    parser.feed(written)
    assert parser.fetched == []
    assert parser.open == []
    assert not re.search(r"url\(|@import|<script", written)
    assert f'<html lang="{language}">' in written
    assert "<b>" not in written
    assert parser.svg > 2 + len(told.simulated)


def test_a_chart_shows_all_of_its_lines_within_its_frame() -> None:
    svg = line_chart(
        [Line(name="a<b", colour="#000", points=((32_400.0, 0.0), (36_000.0, 47.0)))], title="t & t", unit="min"
    )
    assert 'aria-label="t &amp; t"' in svg
    assert "<title>a&lt;b, 10:00: 47.0 min</title>" in svg
    assert ">50</text>" in svg
    assert 'points="42.0,240.0 536.0,27.6"' in svg
