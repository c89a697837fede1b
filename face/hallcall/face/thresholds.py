"""Which score is enough, for each engine, with where the figures come from.

A threshold of 1:1 must never serve 1:N: among 1,000 people SFace's 0.363 takes every second stranger for somebody.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hallcall.face.model import Mode, Strictness, Threshold

MARGIN = 0.05
"""1:N: so much better than the second must the best be. Chosen: twins and mistakes of enrolment are left to people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What an engine asks for."""

    one_to_one: Mapping[Strictness, Threshold]
    one_to_many: Sequence[tuple[int, float]] = ()
    """Size of the gallery and score, growing; empty: must not search."""
    many_unsure: float = 0.06
    """1:N: so far below is not yet a no."""
    many_source: str = ""
    least: float = 0.0
    """No site may ask for less, 1:1."""

    def find(self, mode: Mode, gallery: int, strictness: Strictness, own: float | None = None) -> Threshold | None:
        """The threshold; None when the engine must not do that.

        Args:
            mode: what it is for.
            gallery: among how many people is searched.
            strictness: of 1:1.
            own: the site's own score for 1:1, instead of the engine's.
        """
        if mode is Mode.ONE_TO_ONE:
            threshold = self.one_to_one[strictness]
            if own is None:
                return threshold
            accept = max(own, self.least)
            return replace(
                threshold, accept=accept, unsure=min(threshold.unsure, accept), source="[face] of this machine"
            )
        if not self.one_to_many:
            return None
        accept = growing(self.one_to_many, gallery)
        return Threshold(accept=accept, unsure=accept - self.many_unsure, margin=MARGIN, source=self.many_source)


def growing(points: Sequence[tuple[int, float]], gallery: int) -> float:
    """The score for a gallery: along the logarithm of its size between ``points``, flat before, straight on after."""
    if gallery <= points[0][0]:
        return points[0][1]
    for (size, score), (larger, higher) in pairwise(points):
        is_last = larger == points[-1][0]
        if gallery <= larger or is_last:
            share = math.log(gallery / size) / math.log(larger / size)
            return score + share * (higher - score)
    return points[-1][1]


SFACE = Thresholds(
    one_to_one={
        Strictness.NORMAL: Threshold(
            accept=0.42,
            unsure=0.36,
            source="LFW, 31.6 million impostor pairs: FMR 1e-4 at 0.415; East Asian people 3e-4 at 0.42",
        ),
        Strictness.STRICT: Threshold(
            accept=0.47, unsure=0.42, source="LFW: FMR 1e-5 at 0.466; East Asian people about 1e-4"
        ),
    },
    one_to_many=((1_000, 0.47), (3_000, 0.51), (10_000, 0.53)),
    many_source="LFW, open set: FPIR 1 % at 0.468 among 1,000 and 0.505 among 3,000; beyond that extrapolated",
)

ARCFACE = Thresholds(
    one_to_one={
        Strictness.NORMAL: Threshold(
            accept=0.31, unsure=0.25, source="w600k_mbf on LFW: FMR 1e-4 at 0.282; East Asian people 1e-3 at 0.307"
        ),
        Strictness.STRICT: Threshold(accept=0.35, unsure=0.31, source="w600k_mbf on LFW: FMR 1e-5 at 0.334"),
    },
    one_to_many=((1_000, 0.34), (3_000, 0.38), (10_000, 0.41)),
    many_source="w600k_mbf on LFW, open set: FPIR 1 % at 0.329 among 1,000, 0.373 among 3,000. Measure your own model",
)
"""Of the one model of that family that was measured. Another has others: ``hallcall bench face --lfw`` finds them."""

DLIB = Thresholds(
    one_to_one={
        Strictness.NORMAL: Threshold(
            accept=0.60,
            unsure=0.55,
            source="distance 0.40 (1 - score): at 0.45 still 1.85 % of East Asian pairs match, at dlib's own 0.6 38 %",
        ),
        Strictness.STRICT: Threshold(accept=0.62, unsure=0.60, source="FMR 1e-3 of East Asian pairs at distance 0.384"),
    },
    least=0.60,
)
"""Score is 1 - distance."""
