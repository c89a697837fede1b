"""One person, followed from look to look: the same face, in one place, without a leap."""

from __future__ import annotations

import math

from hallcall.core.errors import FaceError
from hallcall.face.liveness.looks import Look
from hallcall.face.liveness.rules import ChallengeRules, Failure
from hallcall.face.model import Face, Mode, Template
from hallcall.face.port import FaceEngine
from hallcall.face.quality import yaw_of


class Track:
    """Follows one face."""

    def __init__(self, engine: FaceEngine, rules: ChallengeRules, reference: Template | None) -> None:
        """Begin.

        Args:
            engine: compares.
            rules: the limits.
            reference: whose face it must be; None: that of the first look.
        """
        self._engine, self._rules, self._reference = engine, rules, reference
        self._last: tuple[float, Face] | None = None
        self._judged = self._not_live = 0

    def follow(self, look: Look) -> Failure | None:
        """Take the next look; why the track is broken, if it is."""
        if self._last is not None and look.at - self._last[0] > self._rules.gap_s:
            return Failure.LOST
        if not look.faces:
            # A blink of the detector is forgiven; the clock of the last face runs on.
            return None
        face, *others = look.faces
        if any(other.box.area >= self._rules.other_share * face.box.area for other in others):
            return Failure.SEVERAL
        if self._last is not None and has_jumped(self._rules, *self._last, face, look.at):
            return Failure.JUMPED
        if not self._is_same_person(face, look.template):
            return Failure.OTHER_PERSON
        self._judged += look.is_live is not None
        self._not_live += look.is_live is False
        self._last = (look.at, face)
        return None

    @property
    def is_denied(self) -> bool:
        """Whether what the site has besides says that nobody lives there."""
        return self._not_live > self._rules.not_live_share * self._judged

    def _is_same_person(self, face: Face, template: Template | None) -> bool:
        """Each look must show the person; what cannot be compared does not."""
        if template is None:
            return False
        if self._reference is None:
            self._reference = template
            return True
        least = self._engine.threshold(Mode.ONE_TO_ONE).unsure
        if abs(yaw_of(face)) > self._rules.straight_deg:
            least -= self._rules.turned_slack
        try:
            return self._engine.compare(template, self._reference) >= least
        except FaceError:
            return False


def has_jumped(rules: ChallengeRules, before_at: float, before: Face, now: Face, now_at: float) -> bool:
    """Whether no head comes in that time from where the one face was to where the other is."""
    passed = now_at - before_at
    growth = now.box.width / max(before.box.width, 1e-6)
    turn = abs(yaw_of(now) - yaw_of(before))
    return (
        way_between(before, now) > (rules.way_widths + rules.way_widths_s * passed) * before.box.width
        or not 1 / rules.growth <= growth <= rules.growth
        or turn > rules.turn_deg + rules.turn_deg_s * passed
    )


def way_between(one: Face, other: Face) -> float:
    """From the middle of one face to that of the other, in pixels."""
    (x, y), (to_x, to_y) = _middle(one), _middle(other)
    return math.hypot(to_x - x, to_y - y)


def _middle(face: Face) -> tuple[float, float]:
    return face.box.left + face.box.width / 2, face.box.top + face.box.height / 2
