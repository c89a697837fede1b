"""What was said of visits. No stream tells it: a clerk must not see who said what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from hallcall.core.commands import RatingReason
from hallcall.core.terms import CounterNumber, ItemCode
from hallcall.core.tickets import ClerkId, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRated:
    """A visitor rated a visit."""

    name: ClassVar[str] = "visit.rated"
    ticket: TicketId
    level: int
    """5 very good ... 1 very poor."""
    reasons: frozenset[RatingReason]
    counter: CounterNumber
    clerk: ClerkId
    item: ItemCode
    own_page: bool = False
    """On the visitor's own page, not at the counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingFollowedUp:
    """A manager has looked into a low rating."""

    name: ClassVar[str] = "rating.followed_up"
    ticket: TicketId
    note: str


RatingEvent: TypeAlias = VisitRated | RatingFollowedUp
"""Each event of this module."""
