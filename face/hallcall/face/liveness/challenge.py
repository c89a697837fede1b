"""The active challenge: a few things to do, in an order that nobody could know before.

::

    look straight ─▶ a pause of random length ─▶ "turn left" ─▶ look straight ─▶ pause ─▶ ... ─▶ passed
         each with its time; all the while one face, of one person, without a leap (``Track``)
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hallcall.face.liveness.looks import Look
from hallcall.face.liveness.rules import ASKS, Ask, ChallengeRules, Failure, Step
from hallcall.face.liveness.track import Track
from hallcall.face.model import Template
from hallcall.face.port import FaceEngine
from hallcall.face.quality import yaw_of


class State(StrEnum):
    """Where a challenge is."""

    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What to show now."""

    state: State
    ask: Ask
    done: int
    """Steps that are done."""
    left_s: float
    """For what is asked."""
    failure: Failure | None = None


def draw_steps(
    rules: ChallengeRules, *, can_blink: bool = False, dice: random.Random | None = None
) -> tuple[Step, ...]:
    """What to ask. A film that was made before has three turns right once in eight times, if its pauses fit too."""
    steps = list(Step) if can_blink else [Step.TURN_LEFT, Step.TURN_RIGHT]
    return tuple((dice or secrets.SystemRandom()).choice(steps) for _ in range(rules.steps))


class ActiveChallenge:
    """One challenge; a new one for each try. Fed with looks, some ten a second."""

    def __init__(
        self,
        engine: FaceEngine,
        steps: Sequence[Step],
        *,
        reference: Template | None = None,
        rules: ChallengeRules | None = None,
        is_mirrored: bool = False,
        dice: random.Random | None = None,
    ) -> None:
        """Prepare; time runs from the first look.

        Args:
            engine: compares the looks.
            steps: what to do, in this order (``draw_steps``).
            reference: template of the card's photo or of the booking; None: only that it stays one person.
            rules: the limits.
            is_mirrored: the camera shows left on the left (``camera.cv``, ``mirror = true``).
            dice: draws the pauses.
        """
        self._rules = rules or ChallengeRules()
        self._track = Track(engine, self._rules, reference)
        self._steps = tuple(steps)
        self._to_left = -1.0 if is_mirrored else 1.0
        self._dice = dice or secrets.SystemRandom()
        self._done = 0
        self._ask = Ask.STRAIGHT
        self._until: float | None = None
        self._pause_until = 0.0
        self._held = 0
        self._was_closed = False
        self._end: Progress | None = None

    def see(self, look: Look) -> Progress:
        """Take a look; after the end the end stays."""
        if self._end is not None:
            return self._end
        if self._until is None:
            self._until = look.at + self._rules.straight_s
        failure = self._track.follow(look)
        if failure is None and look.faces:
            failure = self._step(look)
        if failure is None and self._end is None and look.at > self._until:
            failure = Failure.TOO_LATE
        if failure is not None:
            self._end = self._progress(State.FAILED, look.at, failure)
        return self._end or self._progress(State.RUNNING, look.at)

    def _step(self, look: Look) -> Failure | None:
        """Go on with what is asked now."""
        yaw = self._to_left * yaw_of(look.faces[0])
        match self._ask:
            case Ask.STRAIGHT:
                if abs(yaw) <= self._rules.straight_deg:
                    self._pause(look.at)
            case Ask.WAIT:
                if abs(yaw) >= self._rules.turned_deg:
                    return Failure.TOO_EARLY
                if look.at >= self._pause_until:
                    self._request(ASKS[self._steps[self._done]], look.at + self._rules.step_s)
            case Ask.BLINK:
                return self._watch_eyes(look)
            case _:
                return self._watch_turn(yaw, look.at)
        return None

    def _watch_turn(self, yaw: float, at: float) -> Failure | None:
        wanted = yaw if self._ask is Ask.TURN_LEFT else -yaw
        if wanted <= -self._rules.turned_deg:
            return Failure.WRONG_WAY
        self._held = self._held + 1 if wanted >= self._rules.turned_deg else 0
        if self._held >= self._rules.held_looks:
            return self._finish_step(at)
        return None

    def _watch_eyes(self, look: Look) -> Failure | None:
        closed = look.eyes_closed
        if closed is None:
            return None
        if closed <= self._rules.opened and self._was_closed:
            return self._finish_step(look.at)
        self._was_closed = self._was_closed or closed >= self._rules.closed
        return None

    def _finish_step(self, at: float) -> Failure | None:
        self._done += 1
        if self._done < len(self._steps):
            self._request(Ask.STRAIGHT, at + self._rules.straight_s)
            return None
        if self._track.is_denied:
            return Failure.NOT_LIVE
        self._end = self._progress(State.PASSED, at)
        return None

    def _pause(self, at: float) -> None:
        self._pause_until = at + self._dice.uniform(*self._rules.pause_s)
        self._request(Ask.WAIT, self._pause_until + self._rules.step_s)

    def _request(self, ask: Ask, until: float) -> None:
        self._ask, self._until, self._held, self._was_closed = ask, until, 0, False

    def _progress(self, state: State, at: float, failure: Failure | None = None) -> Progress:
        ask = self._ask if state is State.RUNNING else Ask.NOTHING
        left_s = max((self._until or at) - at, 0.0)
        return Progress(state=state, ask=ask, done=self._done, left_s=left_s, failure=failure)
