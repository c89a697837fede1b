"""What visitors say of a visit, and what managers do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import TicketId


class RatingReason(StrEnum):
    """What was not well. Its sentence is the message ``rating-reason-...``."""

    NOT_EXPLAINED = "not_explained"
    MORE_PAPERS = "more_papers"
    """More papers were asked for than the guide names."""
    LONG_WAIT = "long_wait"
    SEVERAL_TRIPS = "several_trips"
    UNKIND = "unkind"
    PREMISES = "premises"
    """Machines, seats, ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateVisit:
    """A visitor rates a visit that is done."""

    name: ClassVar[str] = "visit.rate"
    ticket: TicketId
    level: int
    """5 very good, 4 good, 3 fair, 2 poor, 1 very poor.

    Source:
        GB/T 39735-2020: five levels, the same on line and off line.
    """
    reasons: frozenset[RatingReason] = frozenset()
    """With the two low levels only."""
    counter: CounterNumber | None = None
    """The counter whose tablet or pad it was; None on the visitor's own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRating:
    """A manager has looked into a visit that was rated low."""

    name: ClassVar[str] = "rating.follow_up"
    ticket: TicketId
    note: str


RatingCommand: TypeAlias = RateVisit | FollowUpRating
"""Each command of this module."""
