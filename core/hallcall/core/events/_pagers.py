"""What happens to vibrating pagers. Nobody in public is told that somebody holds one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from hallcall.core.commands import PagerCondition, PagerNumber
from hallcall.core.tickets import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerGiven:
    """The holder of a number has a pager."""

    name: ClassVar[str] = "pager.given"
    pager: PagerNumber
    ticket: TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerTakenBack:
    """It was handed back."""

    name: ClassVar[str] = "pager.taken_back"
    pager: PagerNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerReported:
    """A pager changed its condition."""

    name: ClassVar[str] = "pager.reported"
    pager: PagerNumber
    condition: PagerCondition


PagerEvent: TypeAlias = PagerGiven | PagerTakenBack | PagerReported
"""Each event of this module."""
