"""The sample halls, each read from its files once for all tests: halls do not change."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hallcall.config import load_hall, sample_hall_path
from hallcall.core.hall import Hall
from helpers.small_hall import ALWAYS


@cache
def sample_hall(name: str) -> Hall:
    """A sample hall as it is shipped."""
    return load_hall(sample_hall_path(name))


@cache
def open_sample_hall(name: str) -> Hall:
    """A sample hall that is always open."""
    hall = sample_hall(name)
    return replace(hall, calendars=tuple(replace(ALWAYS, id=calendar.id) for calendar in hall.calendars))
