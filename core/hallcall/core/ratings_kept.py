"""What the state keeps of ratings. Only in what the server keeps for itself: no screen is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hallcall.core.commands import RatingReason
from hallcall.core.terms import CounterNumber, ItemCode
from hallcall.core.tickets import ClerkId, TicketId

LOW = 2
"""A manager looks into visits that were rated so, or lower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneVisit:
    """A visit of today that may be rated."""

    ticket: TicketId
    number: str
    token: str
    counter: CounterNumber
    clerk: ClerkId
    item: ItemCode


@dataclass(frozen=True, slots=True, kw_only=True)
class LowRating:
    """A low rating that nobody has looked into."""

    ticket: TicketId
    number: str
    at: datetime
    level: int
    reasons: frozenset[RatingReason]
    counter: CounterNumber
    item: ItemCode


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsKept:
    """All of it."""

    unrated: tuple[DoneVisit, ...] = ()
    rated: tuple[tuple[TicketId, int], ...] = ()
    poor: tuple[LowRating, ...] = ()
