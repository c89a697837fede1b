"""Rates of error, on scores whose rates are known."""

from __future__ import annotations

import numpy as np
import pytest

from hallcall.face import Metric
from hallcall.face.bench.rates import Counts, best_threshold, fold_accuracy, upper_bound
from hallcall.face.matching import scores_between

pytestmark = pytest.mark.feature("F237")


def test_a_threshold_lets_no_more_pass_than_it_may() -> None:
    counts = Counts()
    scores = np.random.default_rng(1).normal(0.0, 0.1, 200_000).astype(np.float32)
    for part in np.array_split(scores, 7):
        counts.add(part)
    assert counts.total == 200_000
    for rate in (1e-2, 1e-3, 1e-4):
        threshold = counts.threshold_for(rate)
        assert threshold is not None
        passed = float((scores >= threshold).mean())
        assert passed <= rate
        assert passed == pytest.approx(rate, rel=0.1)
        assert counts.share_from(threshold) == pytest.approx(passed)


def test_a_rate_that_so_few_scores_cannot_show_is_not_told() -> None:
    counts = Counts()
    counts.add(np.zeros(500, np.float32))
    assert counts.threshold_for(1e-3) is None
    assert counts.threshold_for(1e-2) == pytest.approx(0.0001, abs=1e-4)
    assert Counts().share_from(0.0) == 0.0


def test_each_part_is_judged_by_the_threshold_of_the_others() -> None:
    labels = np.array([True] * 50 + [False] * 50)
    easy = np.where(labels, 0.8, 0.1).astype(np.float32)
    shifted = np.where(labels, 0.4, -0.3).astype(np.float32)
    assert fold_accuracy([easy, easy], [labels, labels]) == (1.0, 0.0)
    mean, deviation = fold_accuracy([easy, shifted], [labels, labels])
    assert (mean, deviation) == (pytest.approx(0.5, abs=0.01), pytest.approx(0.0, abs=0.01))


def test_the_best_threshold_lies_between_the_two() -> None:
    assert 0.2 < best_threshold(np.array([0.1, 0.2, 0.7, 0.9], np.float32), np.array([False, False, True, True])) < 0.7
    assert best_threshold(np.array([0.1, 0.2], np.float32), np.array([False, False])) > 0.2
    assert best_threshold(np.array([0.1, 0.2], np.float32), np.array([True, True])) < 0.1


@pytest.mark.parametrize(
    ("errors", "tries", "bound"),
    [(0, 300, 0.00994), (0, 30, 0.0950), (3, 100, 0.0757), (5, 10, 0.7776), (10, 10, 1.0), (0, 0, 1.0)],
)
def test_few_tries_leave_a_high_upper_bound(errors: int, tries: int, bound: float) -> None:
    """Source: Clopper-Pearson, one-sided 95 %: quantile 0.95 of Beta(errors + 1, tries - errors)."""
    assert upper_bound(errors, tries) == pytest.approx(bound, abs=2e-4)


def test_scores_of_many_are_those_of_pairs() -> None:
    random = np.random.default_rng(3)
    rows, others = (random.standard_normal((n, 16)).astype(np.float32) for n in (5, 7))
    cosines, near = (scores_between(metric, rows, others) for metric in (Metric.COSINE, Metric.DISTANCE))
    one, other = rows[2], others[4]
    assert cosines[2, 4] == pytest.approx(one @ other / np.linalg.norm(one) / np.linalg.norm(other), abs=1e-5)
    assert near[2, 4] == pytest.approx(1 - np.linalg.norm(one - other), abs=1e-4)
