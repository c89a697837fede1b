"""What people and machines do with vibrating pagers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, NewType, TypeAlias

from hallcall.core.tickets import TicketId

PagerNumber = NewType("PagerNumber", int)
"""The number on a pager, from 1."""


class PagerCondition(StrEnum):
    """How a pager is, as its base last told."""

    WELL = "well"
    LOW = "low"
    """Its battery should be charged before it is given out again."""
    LOST = "lost"
    """The base does not reach it: it was carried away, or its battery is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivePager:
    """Somebody of the hall hands a pager to the holder of a number; it vibrates when the number is called."""

    name: ClassVar[str] = "pager.give"
    ticket: TicketId
    pager: PagerNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackPager:
    """A pager was handed back."""

    name: ClassVar[str] = "pager.take_back"
    pager: PagerNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPager:
    """The machine with the base tells how a pager is."""

    name: ClassVar[str] = "pager.report"
    pager: PagerNumber
    condition: PagerCondition


PagerCommand: TypeAlias = GivePager | TakeBackPager | ReportPager
"""Each command of this module."""
