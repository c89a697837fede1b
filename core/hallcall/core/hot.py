"""What is asked for most: the order of the items on a kiosk's first page.

**The rule.** An item counts as often as it was asked for on the days of the window; a day counts at most twice as much
as the item's mean on the other days, and one more. So a single day on which a school sends its whole year changes
nothing, while what is asked for every day stays in front. Equal counts stand in the order of their codes. A hall with
less than ``DAYS_NEEDED`` days keeps the order of its catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hallcall.core.hall import Hall
from hallcall.core.terms import ItemCode

WINDOW_DAYS = 30
"""Days back that count."""
DAYS_NEEDED = 5
"""Days with visitors from which on a hall has learned something."""
ON_FIRST_PAGE = 8
"""Tiles on the kiosk's first page.

Source:
    Row F039 of the features; two columns of four tiles.
"""
_BURST = 2.0
"""Times the mean of the other days that a day counts at most."""

DayCounts = Mapping[ItemCode, int]
"""How often each item was asked for on one day."""


def demand(days: Sequence[DayCounts]) -> dict[ItemCode, float]:
    """How often each item counts, highest first, ties by code.

    Args:
        days: each day of the window on which the hall had visitors.
    """
    codes = {code for day in days for code in day}
    counted = {code: _without_bursts([day.get(code, 0) for day in days]) for code in codes}
    return dict(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))


def hot_items(hall: Hall, days: Sequence[DayCounts], most: int = ON_FIRST_PAGE) -> tuple[ItemCode, ...]:
    """The items that are asked for most, filled up in the order of the catalogue.

    Args:
        hall: its items; what it no longer offers is left out.
        days: as for ``demand``.
        most: so many items.
    """
    asked = demand(days) if len(days) >= DAYS_NEEDED else {}
    known = (code for code in asked if code in hall.item_by_code)
    return tuple(dict.fromkeys((*known, *hall.hot_items, *_catalogue(hall))))[:most]


def first_page(hall: Hall, learned: Sequence[ItemCode]) -> tuple[ItemCode, ...]:
    """The items of the kiosk's first page: those learned for today, else the hall's choice, else its catalogue."""
    offered = tuple(code for code in learned if code in hall.item_by_code)
    return (offered or hall.hot_items or _catalogue(hall))[:ON_FIRST_PAGE]


def _catalogue(hall: Hall) -> tuple[ItemCode, ...]:
    return tuple(item.code for item in hall.items if not item.synthetic)


def _without_bursts(counts: Sequence[int]) -> float:
    """The sum of the days, none of which counts more than the others allow."""
    if len(counts) == 1:
        return float(counts[0])
    total, others = sum(counts), len(counts) - 1
    return sum(min(float(count), _BURST * (total - count) / others + 1) for count in counts)
