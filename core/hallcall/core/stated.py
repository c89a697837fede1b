"""What a visitor was told of the wait, kept with the number so that it can be compared with what happened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedWait:
    """An estimate at the moment of issue, in whole seconds."""

    ahead: int
    """People of the queue who would be called first."""
    mean_s: int
    spread_s: int
    """Standard deviation."""
    p50_s: int
    """Half of those who are told this should be called by then,"""
    p90_s: int
    """and nine of ten by then."""
