"""Rates of error from scores, by the terms of ISO/IEC 19795-1.

FMR: share of comparisons of two people that match. FNMR: share of comparisons of one person that do not; a picture in
which no face was found counts as one. FPIR, FNIR: the same of searches, by people who are not, and who are, in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

FAILED: Final = -1.0
"""The score of a comparison for which there is no template."""
_BINS: Final = 20_000
"""Scores are counted to 1/10,000: millions of them take no memory, and no rate is off by more than such a step."""


@dataclass(slots=True)
class Counts:
    """How many scores of which height there were, from -1 to 1."""

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(_BINS + 1, np.int64))

    def add(self, scores: Scores) -> None:
        """Count them; what is outside counts at the edge."""
        places = np.clip(np.floor((scores.ravel() + 1.0) * (_BINS / 2)), 0, _BINS).astype(np.int64)
        self.counts += np.bincount(places, minlength=_BINS + 1)

    @property
    def total(self) -> int:
        """How many there were."""
        return int(self.counts.sum())

    def share_from(self, threshold: float) -> float:
        """The share that reaches a threshold; 0 of none."""
        if not self.total:
            return 0.0
        place = min(max(math.ceil((threshold + 1.0) * (_BINS / 2) - 1e-6), 0), _BINS + 1)
        return int(self.counts[place:].sum()) / self.total

    def threshold_for(self, share: float) -> float | None:
        """The lowest threshold that at most this share reaches; None when there are too few scores to tell.

        Too few: less than one of them may reach it.
        """
        if self.total * share < 1:
            return None
        reached = np.cumsum(self.counts[::-1])[::-1]
        place = int(np.argmax(np.append(reached, 0) <= self.total * share))
        return place / (_BINS / 2) - 1.0


def fold_accuracy(scores: Sequence[Scores], labels: Sequence[npt.NDArray[np.bool_]]) -> tuple[float, float]:
    """Mean and standard deviation of the accuracy over parts, each judged by the best threshold of the others.

    Source:
        LFW, View 2.
    """
    accuracies: list[float] = []
    for place, (own, own_labels) in enumerate(zip(scores, labels, strict=True)):
        others = np.concatenate([part for at, part in enumerate(scores) if at != place])
        other_labels = np.concatenate([part for at, part in enumerate(labels) if at != place])
        threshold = best_threshold(others, other_labels)
        accuracies.append(float(((own >= threshold) == own_labels).mean()))
    return float(np.mean(accuracies)), float(np.std(accuracies))


def best_threshold(scores: Scores, labels: npt.NDArray[np.bool_]) -> float:
    """The score from which on "one person" is right most often."""
    order = np.argsort(scores, kind="stable")
    ranked, is_same = scores[order], labels[order]
    # From place k on all are accepted: right are those below that are not the same, and those above that are.
    right = np.concatenate([[0], np.cumsum(~is_same)]) + np.concatenate([np.cumsum(is_same[::-1])[::-1], [0]])
    place = int(right.argmax())
    below = ranked[place - 1] if place else ranked[0] - 0.1
    above = ranked[place] if place < len(ranked) else ranked[-1] + 0.1
    return float((below + above) / 2)


def upper_bound(errors: int, tries: int, confidence: float = 0.95) -> float:
    """The highest rate that so many errors leave likely, one-sided and exact; 1 of no tries.

    Source:
        Clopper and Pearson, 1934. With no error about 3 / tries at 95 %: the rule of three.
    """
    if tries == 0 or errors >= tries:
        return 1.0
    low, high = errors / tries, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(errors, tries, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(errors: int, tries: int, rate: float) -> float:
    """How likely so many errors, or fewer, are."""
    logs = [
        math.lgamma(tries + 1)
        - math.lgamma(count + 1)
        - math.lgamma(tries - count + 1)
        + count * math.log(rate)
        + (tries - count) * math.log1p(-rate)
        for count in range(errors + 1)
    ]
    return math.fsum(math.exp(one) for one in logs)
