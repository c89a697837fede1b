"""Names by which the machines of a hall are paired, where they are not those of the hall's own files."""

from __future__ import annotations

import re
from enum import StrEnum

from hallcall.core.terms import CounterNumber

__all__ = ["DOORS", "PAGER_BASE", "AtCounter", "at_counter", "is_alarm", "name_at_counter"]

DOORS = "doors"
"""A machine with counters of people, which stand where nothing else does."""
PAGER_BASE = "pagers"
"""The machine with the base of the hall's pagers."""
_ALARM = re.compile(r"alarm(-[a-z0-9-]{1,30})?")
_AT_COUNTER = re.compile(r"C([1-9]\d{0,3})(?:-(led|rating))?")


class AtCounter(StrEnum):
    """What shows something at a counter. Each has a token of its own, so each has a name of its own."""

    WINDOW = ""
    """The screen over it: ``C12``. Before names told the kind, the other two had this name, too."""
    LED = "led"
    """The board of light over it: ``C12-led``."""
    RATING = "rating"
    """The tablet or pad on it: ``C12-rating``."""


def name_at_counter(counter: CounterNumber, kind: AtCounter) -> str:
    """The name of what shows something at a counter."""
    return f"C{counter}-{kind.value}" if kind.value else f"C{counter}"


def at_counter(name: str) -> tuple[CounterNumber, AtCounter] | None:
    """The counter of that name, and what stands there; None for any other name."""
    found = _AT_COUNTER.fullmatch(name)
    return (CounterNumber(int(found[1])), AtCounter(found[2] or "")) if found is not None else None


def is_alarm(name: str) -> bool:
    """Whether it is the name of a machine with a fire panel's contact or a key switch: ``alarm``, ``alarm-2f``."""
    return _ALARM.fullmatch(name) is not None
