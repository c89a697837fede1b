"""Why this number is next and not another: what the choice was made from, as values that a screen can say.

Nothing of a person is in it but the class, and that is for those who work in the hall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from hallcall.core.classes import OrderRules, PolicyName
from hallcall.core.hall import Counter, Hall
from hallcall.core.line import seniority
from hallcall.core.order import counter_order
from hallcall.core.policies import policy_of
from hallcall.core.state import HallState
from hallcall.core.tickets import Ticket

ROWS = 6
"""Numbers that an explanation compares."""


class Cause(StrEnum):
    """What made a number the next one."""

    ONLY = "only"
    """Nobody else waited for this counter."""
    LONGEST = "longest"
    """Nobody who could be called had waited longer."""
    CLAIM = "claim"
    """Its claim had grown above that of those who had waited longer."""
    CLASS = "class"
    """Its class goes first in this hall."""
    TURN = "turn"
    """It was its class's turn."""
    OVERTAKEN = "overtaken"
    """It had been overtaken as often as the hall allows."""
    BEYOND_TURN = "beyond_turn"
    """It had been the longest waiting of its queue for as long as the hall allows."""
    NOBODY_ELSE = "nobody_else"
    """It would have had to let others go first, but nobody else was there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A number among those that waited."""

    ticket: Ticket
    waited_s: float
    """Seconds since its waiting counts; negative before a booked time."""
    rate: float
    """At which its claim grows."""
    is_due: bool
    """It had reached the bound."""

    @property
    def claim_min(self) -> float:
        """Minutes waited, times the rate."""
        return self.waited_s * self.rate / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a number is next at a counter."""

    rules: OrderRules
    cause: Cause
    rows: tuple[Compared, ...]
    """The next one first, then those that follow, at most ``ROWS``; somebody who had waited longer is always among
    them."""
    instead_of: Ticket | None
    """The one who had waited longest of all that could have been called; None when that is the next one itself."""
    waiting: int
    """How many waited for this counter."""


def explain_next(hall: Hall, state: HallState, counter: Counter, now: datetime) -> Explanation | None:
    """Why the counter's next number is that; None when nobody waits for it."""
    rules = hall.rules.order
    order = list(counter_order(state, counter, policy_of(rules), now))
    if not order:
        return None
    called = order[0]
    ready = [ticket for ticket in order if not (ticket.at_end or ticket.defer_left)]
    longest = min(ready, key=seniority, default=called)
    rows = list(islice(order, ROWS))
    if longest not in rows:
        rows[-1] = longest
    return Explanation(
        rules=rules,
        cause=_cause(rules, order, longest, now),
        rows=tuple(_compared(rules, ticket, now) for ticket in rows),
        instead_of=None if longest.id == called.id else longest,
        waiting=len(order),
    )


def _cause(rules: OrderRules, order: list[Ticket], longest: Ticket, now: datetime) -> Cause:
    called = order[0]
    if len(order) == 1:
        return Cause.ONLY
    if called.at_end or called.defer_left:
        return Cause.NOBODY_ELSE
    if (due := _due(rules, called, now)) is not None:
        return due
    if longest.id == called.id:
        return Cause.LONGEST
    return {
        PolicyName.ACCUMULATING: Cause.CLAIM,
        PolicyName.STRICT: Cause.CLASS,
        PolicyName.QUOTA: Cause.TURN,
        PolicyName.FCFS: Cause.LONGEST,
    }[rules.policy]


def _due(rules: OrderRules, ticket: Ticket, now: datetime) -> Cause | None:
    bound = policy_of(rules).bound
    if bound.is_reached(ticket.overtaken):
        return Cause.OVERTAKEN
    return Cause.BEYOND_TURN if bound.has_lasted(ticket, now) else None


def _compared(rules: OrderRules, ticket: Ticket, now: datetime) -> Compared:
    return Compared(
        ticket=ticket,
        waited_s=(now - ticket.seniority).total_seconds(),
        rate=rules.rates.of(ticket.priority) if rules.policy is PolicyName.ACCUMULATING else 1.0,
        is_due=_due(rules, ticket, now) is not None,
    )
