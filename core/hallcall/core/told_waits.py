"""What visitors were told of their wait beside what happened: bias, error, and how often a range held."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hallcall.core.past_days import Told

_Key = TypeVar("_Key")
_MINUTE_S = 60.0
_NEAR_MIN, _NEAR_SHARE = 5.0, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How good what was told to some visitors turned out to be. Minutes; shares from 0 to 1."""

    visitors: int
    """Who were told a wait and were called."""
    waited_min: float
    """Mean wait."""
    bias_min: float
    """Mean of told P50 less wait: negative where visitors waited longer than they were told."""
    mae_min: float
    """Mean distance between told P50 and wait."""
    under_p50: float
    """Share that was called within the told P50; near one half where the range is right."""
    under_p90: float
    """Share that was called within the told P90; near nine tenths."""
    near: float
    """Share told within 5 minutes or 30 % of the wait, whichever is more."""


def accuracy(told: Iterable[Told]) -> Accuracy | None:
    """How good these were; None without any."""
    known = list(told)
    if not known:
        return None
    n = len(known)
    misses = [(one.stated.p50_s - one.wait_s) / _MINUTE_S for one in known]
    near = sum(
        abs(miss) <= max(_NEAR_MIN, _NEAR_SHARE * one.wait_s / _MINUTE_S)
        for miss, one in zip(misses, known, strict=True)
    )
    return Accuracy(
        visitors=n,
        waited_min=math.fsum(one.wait_s for one in known) / n / _MINUTE_S,
        bias_min=math.fsum(misses) / n,
        mae_min=math.fsum(map(abs, misses)) / n,
        # Told in whole seconds: a wait of the same second is within.
        under_p50=sum(one.wait_s < one.stated.p50_s + 1 for one in known) / n,
        under_p90=sum(one.wait_s < one.stated.p90_s + 1 for one in known) / n,
        near=near / n,
    )


def had_to_wait(told: Iterable[Told]) -> list[Told]:
    """Those who were not told that a counter is free: only of them can a share under P50 be one half."""
    return [one for one in told if one.stated.mean_s > 0]


def accuracy_by(told: Sequence[Told], key: Callable[[Told], _Key]) -> dict[_Key, Accuracy]:
    """How good they were for each group, in the order of the groups' first visitors."""
    groups: dict[_Key, list[Told]] = {}
    for one in told:
        groups.setdefault(key(one), []).append(one)
    return {name: found for name, group in groups.items() if (found := accuracy(group)) is not None}
