"""Two states have the same short name when they know the same, and only then."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from hallcall.core.commands import AskForHelp, CallNext, LeaseNumbers, ReportDevice
from hallcall.core.state import HallState
from hallcall.core.statehash import state_hash
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import Need
from helpers.small_hall import Day


def busy() -> Day:
    day = Day()
    day.open(1)
    day.issue(person="p1", needs=frozenset({Need.WHEELCHAIR, Need.CANNOT_HEAR}))
    day.issue("b1")
    day.do(AskForHelp(kiosk="K1"))
    day.do(ReportDevice(device="K1/ticket", health="fault", reasons=("paper_out",)))
    day.do(LeaseNumbers(kiosk="K1", book="b"))
    day.do(CallNext(counter=CounterNumber(1)))
    return day


@pytest.mark.feature("F218")
def test_the_same_day_has_the_same_name_however_it_was_reached() -> None:
    one, other = busy(), busy()
    assert state_hash(one.state) == state_hash(other.state)
    again = HallState()
    for recorded in one.log:
        again.apply(recorded)
    assert state_hash(again) == state_hash(one.state)


def test_the_order_in_which_things_are_kept_does_not_matter() -> None:
    state = busy().state
    other = deepcopy(state)
    other.tickets = dict(reversed(list(state.tickets.items())))
    other.last_seq = dict(reversed(list(state.last_seq.items())))
    assert state_hash(other) == state_hash(state)


def test_the_same_instant_in_another_zone_is_the_same() -> None:
    state = busy().state
    other = deepcopy(state)
    east = timezone(timedelta(hours=8))
    for key, ticket in state.tickets.items():
        other.tickets[key] = replace(ticket, since=ticket.since.astimezone(east))
    assert state_hash(other) == state_hash(state)


def test_every_part_of_the_state_counts() -> None:
    state = busy().state
    names = {state_hash(state)}
    for part in ("tickets", "counters", "calls", "tasks", "devices", "last_seq", "taken", "leases"):
        other = deepcopy(state)
        assert getattr(other, part), part
        getattr(other, part).popitem()
        names.add(state_hash(other))
    other = deepcopy(state)
    other.seq += 1
    names.add(state_hash(other))
    assert len(names) == 10
