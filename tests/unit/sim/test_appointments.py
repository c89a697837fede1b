"""The booked of a simulated day: they check in by the product's own rules, late ones and absent ones too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hallcall.core.booking.rules import BookingRules
from hallcall.core.events import BookingMade, BookingMissed, TicketIssued
from hallcall.core.hall import Hall
from hallcall.core.priority import PolicyName, PriorityClass
from hallcall.core.rules import LateMode
from hallcall.sim.hallday import DayProfile, Visit, run
from hallcall.sim.hallday.results import results
from hallcall.sim.hallday.visits import MISSED
from hallcall.sim.hallday.whatif import with_late_mode
from helpers.simulated import Inspector, plan_of, visited_hall

MONDAY = date(2026, 1, 5)
SOME_LATE = DayProfile(booked=0.5, booked_late=0.3)


def a_day(hall: Hall, profile: DayProfile = SOME_LATE) -> tuple[list[Visit], Inspector]:
    inspector = Inspector()
    told = run(plan_of(hall, profile=profile), 0, MONDAY, hall=hall, observers=[inspector])
    return told.visits, inspector


def booked_hall(**rules: int) -> Hall:
    hall = visited_hall(PolicyName.ACCUMULATING, counters=3)
    return replace(hall, rules=replace(hall.rules, booking=BookingRules(**rules)))


@pytest.mark.feature("F181")
def test_who_is_booked_checks_in_and_who_comes_after_the_grace_waits_as_everybody() -> None:
    visits, inspector = a_day(booked_hall(grace_min=15))
    numbers = [one.event for one in inspector.log if isinstance(one.event, TicketIssued)]
    booked = [one for one in numbers if one.booking]
    made = [one.event.code for one in inspector.log if isinstance(one.event, BookingMade)]
    assert {one.booking for one in booked} <= set(made)
    late = [visit for visit in visits if visit.is_late]
    assert late
    for visit in visits:
        if visit.booked_s is not None and visit.ticket is not None:
            assert visit.is_late == (visit.issued_s >= visit.booked_s + 16 * 60)
    kinds = {one.booked_for is not None: one.priority for one in booked}
    assert kinds == {True: PriorityClass.BOOKED, False: PriorityClass.NORMAL}


def test_who_comes_before_check_in_begins_comes_again() -> None:
    early = DayProfile(booked=0.5, booked_early_s=3600.0, booked_late=0.0)
    visits, _ = a_day(booked_hall(early_min=20), early)
    waited = [visit for visit in visits if visit.booked_s is not None and visit.ticket is not None]
    assert min(visit.issued_s - (visit.booked_s or 0.0) for visit in waited) == -20 * 60
    assert any(visit.issued_s > visit.came_s for visit in waited)


def test_who_does_not_come_is_missed_by_the_products_own_clock() -> None:
    visits, inspector = a_day(booked_hall(), replace(SOME_LATE, no_show=0.3))
    absent = [visit for visit in visits if visit.ending == MISSED]
    assert absent
    assert all(visit.ticket is None for visit in absent)
    never = len([one for one in inspector.log if isinstance(one.event, BookingMissed)])
    came_after_all = sum(visit.is_late for visit in visits)
    assert len(absent) <= never <= len(absent) + came_after_all
    told = results([visits])
    assert told.endings.missed == len(absent)
    assert told.endings.came == len(visits) - len(absent)


@pytest.mark.feature("F092")
def test_late_visitors_wait_by_the_mode_that_is_compared() -> None:
    hall = booked_hall()
    waits = {mode: results([a_day(with_late_mode(hall, mode))[0]]) for mode in LateMode}
    # Where places are kept the whole slot is in time.
    assert waits[LateMode.SLOT_END].endings.late < waits[LateMode.NORMAL].endings.late
    assert len({round(one.classes[PriorityClass.BOOKED].mean, 3) for one in waits.values()}) > 2
