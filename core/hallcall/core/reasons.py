"""Why this number is next, or was called, and not another: what the choice was made from, as values.

The words are in ``hallcall.core.because``. Nothing of a person is in it but the class, and that is for those who work
in the hall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hallcall.core.builtin_policies import policy_of
from hallcall.core.events import TicketCalled
from hallcall.core.hall import Hall
from hallcall.core.line import is_held_to_end, seniority
from hallcall.core.order import counter_order
from hallcall.core.places import Counter, ExpressTurn
from hallcall.core.priority import OrderRules, PolicyName, PriorityClass
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import ClerkId, Ticket

ROWS = 5
"""Numbers that an explanation compares."""


class Cause(StrEnum):
    """What made a number the next one. Its sentence is the message ``why-...`` of the catalogues."""

    ONLY = "only"
    """Nobody else waited for this counter."""
    LONGEST = "longest"
    """It had waited longer."""
    CLAIM = "claim"
    """Its claim had grown above the other's."""
    CLASS = "class"
    """Its class goes first in this hall."""
    TURN = "turn"
    """It was its class's turn."""
    EXPRESS = "express"
    """It was the turn of its queue: the express queue's, or that of the queue which has one."""
    OVERTAKEN = "overtaken"
    """It had been overtaken as often as the hall allows."""
    BEYOND_TURN = "beyond_turn"
    """It had been the longest waiting of its queue for as long as the hall allows."""
    BEFORE_DUE = "before_due"
    """Somebody of its queue was due, and it had waited longer still."""
    NOBODY_ELSE = "nobody_else"
    """It would have had to let others go first, but nobody else was there."""
    LETS_OTHERS = "lets_others"
    """The other did not answer a call and lets others go first."""
    EARLY = "early"
    """The other's booked time had not come."""
    ON_THE_WAY = "on_the_way"
    """The other's visitor was still on the way."""
    ELSEWHERE = "elsewhere"
    """Only another counter may call the other."""
    LANGUAGE = "language"
    """The other waits for a counter that speaks its visitor's language, and one is on duty."""
    QUEUE_CLOSED = "queue_closed"
    """The other's queue is closed for now."""
    OUT_OF_TURN = "out_of_turn"
    """A clerk called it out of turn."""
    RULES_CHANGED = "rules_changed"
    """By the present rules another would have been called: they have been changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A number among those that waited."""

    number: str
    queue: QueuePrefix
    priority: PriorityClass
    came_at: datetime
    waited_s: float
    """Seconds since its waiting counts; negative before a booked time."""
    rate: float
    """At which its claim grows; 1 where the hall's policy knows no claims."""
    overtaken: int
    lets_first: int
    """So many others of its queue go first; it did not answer."""
    waits_for_end: bool
    """All others of its queue go first."""
    booked_for: datetime | None
    is_due: bool
    """It had reached the bound."""
    place: int
    """In the order of the counter's calls, from 1; 0 when this counter may not call it now."""

    @property
    def waited_min(self) -> float:
        """Minutes, to a tenth."""
        return round(self.waited_s / 60, 1)

    @property
    def claim_min(self) -> float:
        """Minutes waited, times the rate."""
        return round(self.waited_min * self.rate, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a number is next at a counter, or was called there."""

    at: datetime
    """The moment that is explained."""
    counter: CounterNumber
    number: str
    """That is next, or was called."""
    cause: Cause
    instead_of: str = ""
    """The number it is compared with: the one asked about, else whoever had waited longest; empty when none is."""
    was_called: bool = False
    reason: str = ""
    """The clerk's, for a call out of turn."""
    clerk: ClerkId | None = None
    """Who called it."""
    rows: tuple[Compared, ...]
    """In the order in which they would be called, at most ``ROWS``; both numbers are among them."""
    waiting: int
    """How many waited for this counter."""
    rules: OrderRules
    express_turns: tuple[ExpressTurn, ...] = ()
    """Queues of this counter that take turns with their express queues."""

    def row(self, number: str) -> Compared:
        """The row of a number that is compared."""
        return next(row for row in self.rows if row.number == number)


def explain_next(
    hall: Hall, state: HallState, counter: Counter, now: datetime, about: Ticket | None = None
) -> Explanation | None:
    """Why the counter's next number is that, and not the one asked about; None when nobody waits for the counter."""
    moment = _Moment(hall, state, counter, now)
    if not moment.order:
        return None
    called = moment.order[0]
    other = about if about is not None and about.id != called.id else moment.longest(called)
    return moment.explain(called, other, moment.cause(called, other))


def explain_call(hall: Hall, state: HallState, call: TicketCalled, now: datetime) -> Explanation:
    """Why a number was called.

    Args:
        hall: with its present rules; it has the counter that called.
        state: as it was just before the call.
        call: the event.
        now: when it happened.
    """
    called = state.tickets[call.ticket]
    moment = _Moment(hall, state, hall.counter_by_number[call.counter], now)
    by_rule = moment.order[0] if moment.order else None
    if by_rule is not None and by_rule.id == called.id and not call.chosen_reason:
        other = moment.longest(called)
        cause = moment.cause(called, other)
    else:
        other = by_rule if by_rule is not None and by_rule.id != called.id else None
        cause = Cause.OUT_OF_TURN if call.chosen_reason else Cause.RULES_CHANGED
    return moment.explain(called, other, cause, call)


class _Moment:
    """What a counter chose from at one moment."""

    def __init__(self, hall: Hall, state: HallState, counter: Counter, now: datetime) -> None:
        counter = state.desk(counter)
        self.state, self.counter, self.now = state, counter, now
        self.rules = hall.rules.order
        self.policy = policy_of(self.rules)
        self.turns = tuple(turn for turn in hall.express_turns if {turn.home, turn.express} <= {*counter.queues})
        self.order = list(counter_order(state, counter, self.policy, now, self.turns))
        self.places = {ticket.id: place for place, ticket in enumerate(self.order, 1)}

    def longest(self, called: Ticket) -> Ticket | None:
        """Whoever had waited longest of those that had no others to let first; None when that is the called one."""
        ready = [ticket for ticket in self.order if not (is_held_to_end(ticket, self.now) or ticket.defer_left)]
        longest = min(ready, key=seniority, default=called)
        return None if longest.id == called.id else longest

    def cause(self, called: Ticket, other: Ticket | None) -> Cause:
        """What decided between the two."""
        if len(self.order) == 1 and other is None:
            return Cause.ONLY
        if is_held_to_end(called, self.now) or called.defer_left:
            return Cause.NOBODY_ELSE
        if other is not None and (aside := self._aside(other)) is not None:
            return aside
        if (due := self._due_cause(called)) is not None:
            return due
        if other is None:
            return Cause.LONGEST
        takes_turns = any({called.queue, other.queue} == {turn.home, turn.express} for turn in self.turns)
        return Cause.EXPRESS if takes_turns else self._by_policy(called, other)

    def explain(
        self,
        called: Ticket,
        other: Ticket | None,
        cause: Cause,
        call: TicketCalled | None = None,
    ) -> Explanation:
        """The choice as values."""
        pair = [called] if other is None else [called, other]
        shown = {ticket.id: ticket for ticket in pair}
        for ticket in self.order:
            if len(shown) < ROWS:
                shown.setdefault(ticket.id, ticket)
        last = len(self.order) + 1
        rows = sorted(shown.values(), key=lambda ticket: (self.places.get(ticket.id, last), ticket.id))
        return Explanation(
            at=self.now,
            counter=self.counter.number,
            number=called.number,
            cause=cause,
            instead_of="" if other is None else other.number,
            was_called=call is not None,
            reason=call.chosen_reason if call is not None else "",
            clerk=call.clerk if call is not None else None,
            rows=tuple(self._compared(ticket) for ticket in rows),
            waiting=len(self.order),
            rules=self.rules,
            express_turns=self.turns,
        )

    def _aside(self, other: Ticket) -> Cause | None:
        """Why the other was out of the question whatever the policy."""
        if other.id not in self.places:
            is_away = other.not_before is not None and self.now < other.not_before
            if other.queue in self.state.closed:
                return Cause.QUEUE_CLOSED
            if is_away or other.only_counter is not None or other.queue not in self.counter.queues:
                return Cause.ON_THE_WAY if is_away else Cause.ELSEWHERE
            return Cause.LANGUAGE
        if is_held_to_end(other, self.now) or other.defer_left:
            return Cause.LETS_OTHERS
        return Cause.EARLY if other.seniority > self.now else None

    def _due_cause(self, called: Ticket) -> Cause | None:
        if self.policy.bound.is_reached(called.overtaken):
            return Cause.OVERTAKEN
        if self._has_lasted(called):
            return Cause.BEYOND_TURN
        line = self.state.waiting[called.queue]
        is_before = any(self.policy.bound.is_reached(ticket.overtaken) for ticket in line.overtaken.values())
        return Cause.BEFORE_DUE if is_before else None

    def _has_lasted(self, ticket: Ticket) -> bool:
        """Whether it has been the front of its queue for so long that it is due."""
        line = self.state.waiting.get(ticket.queue)
        front = line.first() if line is not None else None
        return front is not None and front.id == ticket.id and self.policy.bound.has_lasted(front, self.now)

    def _by_policy(self, called: Ticket, other: Ticket) -> Cause:
        same_rate = self.rules.rates.of(called.priority) == self.rules.rates.of(other.priority)
        match self.rules.policy:
            case PolicyName.ACCUMULATING:
                return Cause.LONGEST if same_rate else Cause.CLAIM
            case PolicyName.STRICT:
                return Cause.LONGEST if same_rate else Cause.CLASS
            case PolicyName.QUOTA:
                normal = PriorityClass.NORMAL
                return Cause.TURN if (called.priority is normal) != (other.priority is normal) else Cause.LONGEST
            case PolicyName.FCFS:
                return Cause.LONGEST

    def _compared(self, ticket: Ticket) -> Compared:
        has_claims = self.rules.policy is PolicyName.ACCUMULATING
        return Compared(
            number=ticket.number,
            queue=ticket.queue,
            priority=ticket.priority,
            came_at=ticket.issued_at,
            waited_s=(self.now - ticket.seniority).total_seconds(),
            rate=self.rules.rates.of(ticket.priority) if has_claims else 1.0,
            overtaken=ticket.overtaken,
            lets_first=ticket.defer_left,
            waits_for_end=is_held_to_end(ticket, self.now),
            booked_for=ticket.booked_for,
            is_due=self.policy.bound.is_reached(ticket.overtaken) or self._has_lasted(ticket),
            place=self.places.get(ticket.id, 0),
        )
