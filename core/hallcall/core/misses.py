"""How far estimates were from what happened, and how wide a promise must be so that it holds as often as it says.

An estimate gives a mean and a spread. Both rest on assumptions; whether they hold is seen from the hall's own record.
The standardised miss is (what happened - mean) / spread. Its 50th and 90th percentiles over past days are the factors
by which P50 and P90 are made from mean and spread, for short and long waits apart.

Source:
    Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World (split conformal prediction): quantiles of
    past residuals give ranges that hold as often as they say, whatever the law of the waits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from hallcall.core.service_times import quantile

_Z90 = 1.2815515594
_KNOTS_S = (0.0, 150.0, 450.0, 900.0, 1800.0, 3600.0)
"""Waits at which the factors are learned; between two of them they change in proportion."""
_LEAST_S = 1.0
"""Of a spread; no estimate is surer."""
_BELIEVED = 400
"""Past estimates that weigh as much as the normal law: those of one day err together, so few days say little."""
_NINETY = 0.92
"""For nine of ten on the days to come: days differ more from one another than the visitors of one day.

Source:
    Chosen on simulated days of other seeds than those that are published (bench/wait.py).
"""


@dataclass(frozen=True, slots=True)
class Miss:
    """One past estimate beside what happened, in seconds."""

    mean_s: float
    spread_s: float
    wait_s: float


@dataclass(frozen=True, slots=True)
class Misses:
    """Factors at the waits of ``_KNOTS_S``; by default those of the normal law."""

    z50: tuple[float, ...] = (0.0,) * len(_KNOTS_S)
    z90: tuple[float, ...] = (_Z90,) * len(_KNOTS_S)

    def promise(self, mean_s: float, spread_s: float) -> tuple[float, float]:
        """P50 and P90 of a wait in seconds; never negative, and never the other way round."""
        p50 = max(mean_s + _between(self.z50, mean_s) * spread_s, 0.0)
        return p50, max(mean_s + _between(self.z90, mean_s) * spread_s, p50)


def learn_misses(misses: Iterable[Miss]) -> Misses:
    """The factors that past estimates would have needed."""
    standard: list[list[float]] = [[] for _ in _KNOTS_S]
    for miss in misses:
        if miss.spread_s >= _LEAST_S:
            # Each past estimate speaks for the two knots around it.
            at = min(bisect_right(_KNOTS_S, miss.mean_s), len(_KNOTS_S) - 1)
            for knot in (at - 1, at):
                standard[knot].append((miss.wait_s - miss.mean_s) / miss.spread_s)
    found = [sorted(values) for values in standard]
    return Misses(
        z50=tuple(_factor(values, 0.5, 0.0) for values in found),
        z90=tuple(_factor(values, _NINETY, _Z90) for values in found),
    )


def _factor(ordered: list[float], share: float, usual: float) -> float:
    if not ordered:
        return usual
    weight = len(ordered) / (len(ordered) + _BELIEVED)
    return weight * quantile(ordered, share) + (1 - weight) * usual


def _between(factors: tuple[float, ...], mean_s: float) -> float:
    at = bisect_right(_KNOTS_S, mean_s)
    if at == 0:
        return factors[0]
    if at == len(_KNOTS_S):
        return factors[-1]
    share = (mean_s - _KNOTS_S[at - 1]) / (_KNOTS_S[at] - _KNOTS_S[at - 1])
    return factors[at - 1] + share * (factors[at] - factors[at - 1])
