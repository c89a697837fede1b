"""Counters that come when a line is long: the product's alarms say which, and what it costs is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hallcall.core import events as ev
from hallcall.core.hall import Hall
from hallcall.core.places import Counter, Queue
from hallcall.core.promise import TidalRules
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.sim.hallday import SimPlan, run_days
from hallcall.sim.hallday.days import run
from hallcall.sim.hallday.results import Results, results
from hallcall.sim.hallday.scenarios import Changes, scenarios
from hallcall.sim.hallday.tides import Roster
from hallcall.sim.hallday.whatif import standing_by, with_counters, with_tides
from helpers.simulated import Inspector, plan_of, visited_hall
from helpers.small_hall import small_hall

A, B = QueuePrefix("A"), QueuePrefix("B")
RULE = TidalRules(waiting_over=6, wait_over_min=0, for_min=5)
MONDAY = date(2026, 1, 5)


def busy_plan() -> SimPlan:
    """Six counters for two hundred visitors of ten minutes; three of them are staffed."""
    return plan_of(visited_hall(visits=200, counters=6), days=2)


def told(plan: SimPlan, hall: Hall, roster: Roster) -> Results:
    days = run_days(plan, hall=hall, roster=roster)
    return results([day.visits for day in days], [day.staffing for day in days])


@pytest.mark.feature("F103")
def test_counters_that_stand_by_come_when_the_line_is_long_and_go_again() -> None:
    plan = busy_plan()
    few = with_counters(plan.hall, {A: 3})
    without = told(plan, few, Roster())
    helped = told(plan, *with_tides(few, RULE, standing_by(plan.hall, few)))
    everybody = told(plan, plan.hall, Roster())
    assert everybody.all.mean < helped.all.mean < without.all.mean / 2
    assert without.staff.counter_hours < helped.staff.counter_hours < everybody.staff.counter_hours
    assert helped.staff.opened > 0
    assert (without.staff.opened, everybody.staff.opened) == (0, 0)
    assert helped.endings.came == without.endings.came


@pytest.mark.feature("F103")
def test_nobody_comes_while_no_alarm_asks_for_them() -> None:
    plan = busy_plan()
    few = with_counters(plan.hall, {A: 3})
    never = replace(RULE, waiting_over=500)
    hall, roster = with_tides(few, never, standing_by(plan.hall, few))
    assert roster.away == {4, 5, 6}
    helped = told(plan, hall, roster)
    assert helped.staff.opened == 0
    assert helped.all == told(plan, few, Roster()).all


@pytest.mark.feature("F103")
def test_a_line_that_swings_about_its_limit_does_not_open_and_close_all_the_time() -> None:
    plan = busy_plan()
    few = with_counters(plan.hall, {A: 3})
    reserve = standing_by(plan.hall, few)
    steady, nervous = (
        told(plan, *with_tides(few, replace(RULE, ends_at=ends_at, for_min=for_min), reserve))
        for ends_at, for_min in ((0.5, 5), (1.0, 0))
    )
    assert steady.staff.opened < nervous.staff.opened


@pytest.mark.feature("F103")
def test_what_is_done_is_what_the_product_suggests() -> None:
    plan = busy_plan()
    few = with_counters(plan.hall, {A: 3})
    hall, roster = with_tides(few, RULE, standing_by(plan.hall, few))
    inspector = Inspector()
    run(plan, 0, MONDAY, hall=hall, observers=[inspector], roster=roster)
    raised = [one.event for one in inspector.log if isinstance(one.event, ev.AlarmRaised)]
    opened = [one.event.counter for one in inspector.log if isinstance(one.event, ev.CounterOpened)]
    first = next(one for one in raised if one.action is ev.CounterAction.OPEN)
    assert opened[3] == first.counter == 4
    assert inspector.faults == []


@pytest.mark.feature("F103")
def test_a_counter_of_a_quiet_queue_serves_the_busy_one_for_a_time() -> None:
    hall = two_queues()
    plan = plan_of(hall, days=1)
    without = told(plan, hall, Roster())
    helped = told(plan, *with_tides(hall, RULE, ()))
    assert helped.staff.converted > 0
    assert helped.staff.opened == 0
    assert helped.queues[A].mean < without.queues[A].mean
    assert helped.staff.counter_hours == pytest.approx(without.staff.counter_hours, rel=0.15)


@pytest.mark.feature("F103")
def test_it_is_converted_by_the_command_of_a_manager_and_given_back() -> None:
    hall, roster = with_tides(two_queues(), RULE, ())
    inspector = Inspector()
    run(plan_of(hall, days=1), 0, MONDAY, hall=hall, observers=[inspector], roster=roster)
    changes = [one.event for one in inspector.log if isinstance(one.event, ev.CounterConverted | ev.CounterGivenBack)]
    there = [change.counter for change in changes if isinstance(change, ev.CounterConverted)]
    back = [change.counter for change in changes if isinstance(change, ev.CounterGivenBack)]
    assert there
    assert set(there) <= {4, 5, 6}
    assert sorted(back) == sorted(there)
    called = [one.event for one in inspector.log if isinstance(one.event, ev.TicketCalled)]
    assert any(call.counter in set(there) and call.ticket.rpartition("/")[2].startswith("A") for call in called)
    assert inspector.faults == []


def two_queues() -> Hall:
    """Many come for A, few for B, each with three counters."""
    hall, whole = visited_hall(), small_hall()
    a, b = (replace(queue, calendar="always") for queue in whole.queues[:2])
    queues: tuple[Queue, ...] = (replace(a, daily_weight=140.0), replace(b, daily_weight=20.0))
    counters = tuple(
        Counter(number=CounterNumber(at + 1), zone=queue.zone, queues=(queue.prefix,))
        for at, queue in enumerate((a, a, a, b, b, b))
    )
    return replace(hall, queues=queues, items=whole.items, counters=counters)


def test_each_hall_is_compared_with_and_without_the_rule() -> None:
    plan = busy_plan()
    compared = scenarios(plan, Changes(staff=(0.5,), tidal=(RULE,)))
    assert [[change.kind for change in one.changes] for one in compared] == [[], ["staff"], ["staff", "tidal"]]
    assert [one.roster.follows_alarms for one in compared] == [False, False, True]
    assert [len(one.hall.counters) for one in compared] == [6, 3, 6]
    alone = scenarios(plan, Changes(tidal=(RULE,)))
    assert [[change.kind for change in one.changes] for one in alone] == [[], ["tidal"]]
