"""The rules against the model: anything that people may do, in any order, with a clock that goes as it likes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, ClassVar

import pytest
from hypothesis.stateful import run_state_machine_as_test

from hallcall.core import calling, issuing, leasing, passing
from hallcall.core.builtin_policies import FirstComeFirstServed
from hallcall.core.commands import COMMANDS, Command, EscalateTasks, OpenDay, ReviewBookings
from hallcall.core.days import is_new_day
from hallcall.core.decide import decide
from hallcall.core.errors import Refused
from hallcall.core.events import Recorded
from hallcall.core.state import HallState
from hallcall.core.statehash import state_hash
from helpers.hall_ground import RULE_OF, bounds
from helpers.hall_machine import HallMachine
from helpers.hall_model import Reply
from helpers.small_hall import NINE

BOUNDS = bounds(examples=200, steps=40)


class CoreMachine(HallMachine):
    """Commands go straight to the rules."""

    accepted: ClassVar[Counter[type[Command]]] = Counter()

    def begin(self) -> None:
        self._log: list[Recorded] = []
        self._state = HallState()
        self.tick()

    def send(self, command: Command) -> Reply:
        self.tick()
        return self._decide(command)

    def tick(self) -> None:
        if is_new_day(self.hall, self._state, self.now):
            self._decide(OpenDay())
        self._decide(EscalateTasks())
        self._decide(ReviewBookings())

    def state(self) -> HallState:
        return self._state

    def fingerprint(self) -> object:
        state = self._state
        return (
            len(self._log),
            state.snapshot("e", NINE),
            {**state.ended},
            {**state.last_seq},
            {**state.taken},
            state.bookings.kept(),
        )

    def _decide(self, command: Command) -> Reply:
        outcome = decide(self.hall, self._state, command, self.now, FirstComeFirstServed())
        for event in outcome.events:
            seq = len(self._log) + 1
            recorded = Recorded(seq=seq, epoch="e", id=f"e-{seq}", at=self.now, cause="c", event=event)
            self._log.append(recorded)
            self._state.apply(recorded)
        return Reply(outcome.ticket, outcome.repeated, list(outcome.events))

    def teardown(self) -> None:
        """The log alone gives the same state."""
        again = HallState()
        for recorded in getattr(self, "_log", []):
            again.apply(recorded)
        if hasattr(self, "_state"):
            assert state_hash(again) == state_hash(self._state)


def test_every_command_has_a_rule_in_the_machine() -> None:
    assert set(RULE_OF) == set(COMMANDS.values())


@pytest.mark.feature("F085", "F226")
def test_whatever_people_do_the_hall_does_what_the_model_says() -> None:
    run_state_machine_as_test(CoreMachine, settings=BOUNDS)
    never = {command.name for command in COMMANDS.values() if not CoreMachine.accepted[command]}
    assert never == set(), "these were never accepted, so nothing is known about them"


def newest_first(state: HallState, counter: Any, policy: Any, now: Any, *_: object) -> Any:
    """A defect: whoever came last is called first."""
    mine = [ticket for ticket in state.waiting_in(counter.queues) if ticket.only_counter in {None, counter.number}]
    return max(mine, key=lambda ticket: (ticket.seniority, ticket.seq), default=None)


def the_same_number(hall: Any, state: HallState, queue: Any) -> int:
    """A defect: the newest number is given once more."""
    return max(state.last_seq.get(queue.prefix, 0), 1)


def forgets_the_line(self: HallState, ticket: Any) -> None:
    """A defect: a number that is called stays in its line as well."""
    line = self.waiting.get(ticket.queue)
    before = self.tickets.get(ticket.id)
    PUT(self, ticket)
    if line is not None and before is not None and ticket.state.value == "called":
        line.put(replace(ticket, state=before.state))


PUT = HallState.put
DEFECTS = {
    "wrong order": (calling, "choose_next", newest_first),
    "a number twice": (issuing, "own_number", the_same_number),
    "two places": (HallState, "put", forgets_the_line),
    "no deferral": (passing, "pass_wait_s", lambda *_: 0.0),
    "blocks overlap": (leasing, "_next_block", lambda at, _: at.hall.rules.offline.first_number),
}


@pytest.mark.parametrize(("where", "name", "defect"), DEFECTS.values(), ids=DEFECTS)
def test_a_planted_defect_is_found(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, defect: Any) -> None:
    monkeypatch.setattr(where, name, defect)
    with pytest.raises((AssertionError, KeyError, Refused, pytest.fail.Exception)):
        run_state_machine_as_test(CoreMachine, settings=BOUNDS)
