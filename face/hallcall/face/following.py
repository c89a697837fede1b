"""Several people before one camera: which face of a picture goes on with which of the last, and the looks at each.

A person is followed for as long as their face neither leaps, nor is gone for longer than a blink of the detector, nor
becomes somebody else's. Nothing of a picture is kept; the looks at a person are forgotten with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from hallcall.face.liveness.rules import ChallengeRules
from hallcall.face.liveness.track import has_jumped, way_between
from hallcall.face.model import Face, Mode, Picture, Template
from hallcall.face.port import FaceEngine
from hallcall.face.quality import Guidance, QualityLimits, guide

LOOKS = 5
"""Looks that are fused: more than the three of ``matching.LEAST_LOOKS``, as those of one camera are alike."""
BETWEEN_LOOKS_S = 0.2
"""Pictures that follow each other at once tell nothing new."""


@dataclass(slots=True, eq=False)
class Followed:
    """One person in view."""

    at: float
    """When they were seen last; seconds, monotonic."""
    face: Face = field(repr=False)
    looks: list[Template] = field(default_factory=list[Template], repr=False)
    """The last ones, ``LOOKS`` at most."""
    rests_until: float = 0.0
    """Until then they are followed and not looked at."""
    _looked_at: float = field(default=0.0, init=False)

    @property
    def is_seen_well(self) -> bool:
        """Whether there are enough looks to say who it is."""
        return len(self.looks) >= LOOKS

    def rest(self, seconds: float) -> None:
        """Forget the looks, and take no new ones for so long."""
        self.looks.clear()
        self.rests_until = self.at + seconds

    def wants_look(self, at: float) -> bool:
        """Whether it is time for another look."""
        return at >= self.rests_until and at - self._looked_at >= BETWEEN_LOOKS_S

    def take(self, look: Template, at: float) -> None:
        """Add a look; one that is the same number for number is that of a picture which stands still."""
        self._looked_at = at
        if self.looks and np.array_equal(self.looks[-1].vector, look.vector):
            return
        self.looks.append(look)
        del self.looks[:-LOOKS]


class People:
    """Follows everybody in view. Used by one thread."""

    def __init__(
        self, engine: FaceEngine, rules: ChallengeRules | None = None, limits: QualityLimits | None = None
    ) -> None:
        """Nobody is there yet.

        Args:
            engine: finds and compares.
            rules: what a head can do.
            limits: which looks are good enough.
        """
        self._engine, self._rules, self._limits = engine, rules or ChallengeRules(), limits
        self._people: list[Followed] = []

    def see(self, picture: Picture, at: float) -> list[Followed]:
        """Take the next picture, and a look at everybody who wants one; who is in it now."""
        self._people = [one for one in self._people if at - one.at <= self._rules.gap_s]
        faces = self._engine.detect(picture)
        seen = [self._continued(one, face, at) for one, face in self._paired(faces, at)]
        for one in seen:
            if one.wants_look(at) and guide([(one.face, self._engine.quality(picture, one.face))], self._limits) is (
                Guidance.GOOD
            ):
                self._look(one, self._engine.embed(picture, one.face), at)
        return seen

    def forget(self) -> None:
        """Nobody is there any more."""
        self._people.clear()

    def _paired(self, faces: Iterable[Face], at: float) -> list[tuple[Followed | None, Face]]:
        """Each face with who it was before: the nearest first, and each of them once."""
        faces = list(faces)
        ways = sorted(
            (way_between(one.face, face), number, place)
            for number, one in enumerate(self._people)
            for place, face in enumerate(faces)
            if not has_jumped(self._rules, one.at, one.face, face, at)
        )
        found: dict[int, Followed] = {}
        taken: set[int] = set()
        for _, number, place in ways:
            if number not in taken and place not in found:
                taken.add(number)
                found[place] = self._people[number]
        return [(found.get(place), face) for place, face in enumerate(faces)]

    def _continued(self, before: Followed | None, face: Face, at: float) -> Followed:
        if before is None:
            one = Followed(at, face)
            self._people.append(one)
            return one
        before.at, before.face = at, face
        return before

    def _look(self, one: Followed, look: Template, at: float) -> None:
        least = self._engine.threshold(Mode.ONE_TO_ONE).unsure
        if one.looks and self._engine.compare(one.looks[-1], look) < least:
            # Two who crossed each other: what was seen until now is another's.
            one.looks.clear()
        one.take(look, at)
