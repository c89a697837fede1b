"""What every machine of the hall stands on: where commands go, the clock, and what may never be."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant

from hallcall.core.commands import Command
from hallcall.core.errors import Refused
from hallcall.core.hall import Hall
from hallcall.core.snapshot import CounterStatus
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import TicketId
from helpers.hall_model import Expected, HallModel, Reply
from helpers.small_hall import NINE

IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
"""For a night: ``HYPOTHESIS_PROFILE=long pytest tests/unit/core/test_hall_machine.py``."""
RULE_OF: dict[type[Command], str] = {}
"""The rule that sends each command. A new command needs one: ``sends`` marks it."""
_Rule = TypeVar("_Rule", bound=Callable[..., Any])


def bounds(examples: int, steps: int) -> settings:
    """How much to try: the same every time, unless a long run is asked for."""
    return settings(
        max_examples=examples * 50 if IS_LONG else examples,
        stateful_step_count=steps * 2 if IS_LONG else steps,
        derandomize=not IS_LONG,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink] if IS_LONG else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def sends(*kinds: type[Command]) -> Callable[[_Rule], _Rule]:
    """Marks the rule that sends these commands."""

    def mark(function: _Rule) -> _Rule:
        RULE_OF.update(dict.fromkeys(kinds, getattr(function, "__name__", "")))
        return function

    return mark


class HallGround(RuleBasedStateMachine):
    """A hall, its model and its clock."""

    accepted: ClassVar[Counter[type[Command]]]
    """Commands that the hall took, over all runs; each subclass has its own."""

    def __init__(self) -> None:
        super().__init__()
        self.hall: Hall
        self.model: HallModel
        self.now = NINE

    # -- where commands go -----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the hall ``self.hall``."""
        raise NotImplementedError

    def send(self, command: Command) -> Reply:
        """Have a command done.

        Raises:
            Refused: the hall says no.
        """
        raise NotImplementedError

    def tick(self) -> None:
        """Do what the clock asks for."""
        raise NotImplementedError

    def state(self) -> HallState:
        """The state of the hall."""
        raise NotImplementedError

    def fingerprint(self) -> object:
        """Anything that changes when the hall does."""
        raise NotImplementedError

    def do(self, command: Command, expected: Expected) -> None:
        """Send a command and compare how it ends."""
        expected = self.model.in_emergency(command) or expected
        if isinstance(expected, str):
            before = self.fingerprint()
            with pytest.raises(Refused) as refusal:
                self.send(command)
            assert refusal.value.code == expected, command
            assert self.fingerprint() == before, "a refusal changed something"
        else:
            expected(self.send(command))
            type(self).accepted[type(command)] += 1

    def chosen(self, place: int) -> TicketId:
        """One of the numbers that are there."""
        live, ended = sorted(self.model.live()), sorted(self.model.today.ended)
        if place == 0 or not (live or ended):
            return TicketId("2026-11-23/A099")
        return TicketId(ended[-1] if ended and (place == 1 or not live) else live[place % len(live)])

    def at(self, desk: int, status: str) -> CounterNumber:
        """A counter, most often one that does just that."""
        fitting = [number for number, one in self.model.desks.items() if one.status == status]
        if desk < 4 or not fitting:
            return CounterNumber((1, 3, 4, 99)[desk % 4])
        return CounterNumber(fitting[desk % len(fitting)])

    def turn(self, by: timedelta) -> None:
        """Turn the clock."""
        self.now += by
        self.model.now = self.now
        self.tick()
        self.model.tick()

    # -- what may never be -----------------------------------------------------------------------------------------

    @invariant()
    def every_number_is_in_one_place(self) -> None:
        state, model = self.state(), self.model
        assert {ticket.id: ticket.state.value for ticket in state.tickets.values()} == model.live()
        assert {ticket: ending.value for ticket, ending in state.ended.items()} == model.today.ended
        in_lines = [ticket for line in state.waiting.values() for ticket in line]
        assert sorted(in_lines) == sorted(model.today.waiting)
        for queue, line in state.waiting.items():
            assert all(model.today.slips[ticket].queue == queue for ticket in line)

    @invariant()
    def every_counter_has_one_visitor(self) -> None:
        state = self.state()
        known: dict[str, int] = {}
        for number, desk in self.model.desks.items():
            counter = state.counter(CounterNumber(number), self.now)
            assert counter.status is CounterStatus(desk.status)
            assert (counter.clerk, counter.ticket, counter.pause_planned) == (desk.clerk, desk.ticket, desk.planned)
            if counter.ticket is not None:
                assert state.tickets[counter.ticket].counter == number
                known[counter.ticket] = number
        called = [ticket for ticket in state.tickets.values() if ticket.state.value in {"called", "serving"}]
        assert known == {ticket.id: ticket.counter for ticket in called}

    @invariant()
    def lines_are_in_order(self) -> None:
        for queue in self.hall.queues:
            waiting = self.state().waiting.get(queue.prefix)
            ordinary = [ticket.id for ticket in waiting.ordinary()] if waiting is not None else []
            assert ordinary == sorted(ordinary, key=self.model.turn)

    @invariant()
    def tasks_and_devices_are_known(self) -> None:
        state, model = self.state(), self.model
        assert {task.id: (bool(task.taken_by), task.escalated) for task in state.tasks.values()} == {
            name: (job.taken, job.escalated) for name, job in model.today.jobs.items()
        }
        assert {name: (device.health, device.reasons) for name, device in state.devices.items()} == model.devices
        assert set(state.leases) == set(model.today.blocks)

    @invariant()
    def everything_promised_is_in_the_book(self) -> None:
        book, promised = self.state().bookings, self.model.book
        assert {code: (one.state.value, one.start, one.ticket) for code, one in book.by_code.items()} == {
            code: (one.state, one.start, one.ticket) for code, one in promised.promises.items()
        }
        held = [(person, one.code, one.kind.value) for person, some in book.strikes.items() for one in some]
        assert sorted(held) == sorted(strike[:3] for strike in promised.strikes)
        for place, taken in book.finder.taken.items():
            kept = [one for one in book.by_code.values() if one.place == place and one.state.value != "cancelled"]
            assert taken == len(kept) == 1

    @invariant()
    def a_screen_that_begins_now_sees_the_same(self) -> None:
        shown = self.state().snapshot("e", self.now)
        assert HallState.from_snapshot(shown).snapshot("e", self.now) == shown
