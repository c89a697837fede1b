"""What past days teach about the next: how long visits take, who comes when, how many counters work.

Without past days the hall's own files are believed: the catalogue's times, the queues' daily weights.
"""

from __future__ import annotations

import math
from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from hallcall.core.hall import Hall
from hallcall.core.misses import Miss, Misses, learn_misses
from hallcall.core.past_days import SLOT_MIN, SLOTS, DayFacts
from hallcall.core.places import Queue
from hallcall.core.priority import PriorityClass
from hallcall.core.service_times import ServiceTimes, learn_service_times
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket

DAYS = 20
"""Past days that are looked at: a month of working days."""
_LAG_S = 45.0
"""From the call to the visitor at the counter. Source: planning figure of halls, to be replaced by the log."""
_GAP_S = 10.0
"""From the end of a visit to the next call."""
_ANSWERED = 0.96
_TURN_MOST_S = 900.0
"""A counter that did not call for longer while somebody waited was not at work."""
_FEW_TURNS = 20
_NEW_STAY_S = 1200.0
"""Before a closed noon clerks call who has a number. Source: planning figure of halls, to be replaced by the log."""
_STAY_MOST_S = 7200.0
"""Who leaves later did not leave because of the break."""
_ELDER_SHARE = 0.12
"""Of the visitors, while the hall does not know its own."""
_PROFILE = (4, 11, 12, 12, 10, 7, 4, 1.5, 1.5, 1.5, 1.5, 9, 9, 7.5, 5.5, 4, 2.5, 0.5)
"""Shares of a day's visitors by slot, from 08:30. Source: planning figures, to be replaced by the log."""
_PROFILE_FROM = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A counter's time for one call, beside the service itself."""

    besides_s: float
    """From the call until the visitor is there, and from their end to the next call."""
    besides_sd_s: float
    lag_s: float
    """The first part of it."""
    answered: float
    """Share of the calls to which somebody comes."""

    @property
    def gap_s(self) -> float:
        """From the end of a visit to the next call."""
        return max(self.besides_s - self.lag_s, 0.0)


_NEW_TURN = Turn(besides_s=_LAG_S + _GAP_S, besides_sd_s=_LAG_S / 2, lag_s=_LAG_S, answered=_ANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """Visitors of a queue before each slot of the day, and of the whole day."""

    arrivals: tuple[float, ...]
    walk_ins: tuple[float, ...]
    """Of them those without an appointment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything that an estimate believes beside the present state."""

    days: int
    """It was learned from so many."""
    service: ServiceTimes
    turns: Mapping[QueuePrefix, Turn]
    arrivals: Mapping[tuple[QueuePrefix, PriorityClass], tuple[float, ...]]
    """Visitors by slot of the day."""
    usual: Mapping[QueuePrefix, Usual]
    """How many have come by each time of the day."""
    at_work: Mapping[QueuePrefix, tuple[float, ...]]
    """Counters by slot of the day; no queue that has not worked on a past day."""
    stays_s: Mapping[QueuePrefix, float]
    """By the first queue of a counter: so long into a break clerks still call while somebody waits."""
    misses: Misses = field(default_factory=Misses)
    """How far estimates were from what happened."""

    def turn_of(self, item: ItemCode, queue: QueuePrefix) -> tuple[float, float]:
        """Mean and variance of a counter's time for one call, in seconds."""
        service, turn = self.service.of(item, queue), self.turns[queue]
        mean = turn.answered * service.mean_s
        second = turn.answered * (service.sd_s**2 + service.mean_s**2)
        return turn.besides_s + mean, turn.besides_sd_s**2 + second - mean**2

    def turn_of_ticket(self, ticket: Ticket) -> tuple[float, float]:
        """As ``turn_of``: a visit with several cases, or several items done together, takes as long as all of them."""
        mean, variance = self.turn_of(ticket.item, ticket.queue)
        if ticket.quantity == 1 and not ticket.together:
            return mean, variance
        answered = self.turns[ticket.queue].answered
        more = [*(ticket.item,) * (ticket.quantity - 1), *ticket.together]
        services = [self.service.of(item, ticket.queue) for item in more]
        extra = answered * math.fsum(one.mean_s for one in services)
        return mean + extra, variance + answered * math.fsum(one.sd_s**2 for one in services)

    def counters_at(self, queue: QueuePrefix, minute: float) -> int | None:
        """Counters of a queue that usually work at a minute of the day; None when nobody knows."""
        slots = self.at_work.get(queue)
        if slots is None:
            return None
        return round(slots[min(int(minute) // SLOT_MIN, SLOTS - 1)])


def learn(hall: Hall, days: Sequence[DayFacts]) -> History:
    """What these days teach.

    Args:
        hall: as its files describe it today.
        days: in no order; those on which nobody was called say nothing. None gives what the hall's files say.
    """
    days = [day for day in days if day.calls]
    lengths: dict[ItemCode, list[float]] = {}
    for day in days:
        for item, seen in day.services_s.items():
            lengths.setdefault(item, []).extend(seen)
    return History(
        days=len(days),
        service=learn_service_times(hall, lengths),
        turns={queue.prefix: _turn(queue.prefix, days) for queue in hall.queues},
        arrivals={key: slots for queue in hall.queues for key, slots in _arrivals(queue, days)},
        usual={queue.prefix: _usual(queue, days) for queue in hall.queues},
        at_work={
            queue.prefix: _mean_slots([day.at_work.get(queue.prefix, Tally()) for day in worked])
            for queue in hall.queues
            if (worked := _worked(days, queue.prefix))
        },
        stays_s={
            queue.prefix: min(
                max((day.stays_s.get(queue.prefix, 0.0) for day in days), default=_new_stay_s(hall, queue)),
                _STAY_MOST_S,
            )
            for queue in hall.queues
        },
        misses=learn_misses(
            Miss(told.stated.mean_s, told.stated.spread_s, told.wait_s) for day in days for told in day.told
        ),
    )


def _new_stay_s(hall: Hall, queue: Queue) -> float:
    """Where others work through noon, whoever goes need not stay."""
    return _NEW_STAY_S if hall.calendar_by_id[queue.calendar].noon is None else 0.0


def _turn(queue: QueuePrefix, days: Sequence[DayFacts]) -> Turn:
    besides = [one for day in days for one in day.besides_s.get(queue, ()) if 0 <= one <= _TURN_MOST_S]
    lags = [one for day in days for one in day.lags_s.get(queue, ()) if 0 <= one <= _TURN_MOST_S]
    calls = sum(day.calls[queue] for day in days)
    if len(besides) < _FEW_TURNS or not lags:
        return _NEW_TURN
    mean = math.fsum(besides) / len(besides)
    return Turn(
        besides_s=mean,
        besides_sd_s=math.sqrt(math.fsum((one - mean) ** 2 for one in besides) / len(besides)),
        lag_s=math.fsum(lags) / len(lags),
        answered=1 - sum(day.unanswered[queue] for day in days) / calls,
    )


def _worked(days: Sequence[DayFacts], queue: QueuePrefix) -> list[DayFacts]:
    """The days on which anybody of a queue was called: on the others it was closed, and they say nothing."""
    return [day for day in days if day.calls[queue]]


def _arrivals(
    queue: Queue, days: Sequence[DayFacts]
) -> Iterator[tuple[tuple[QueuePrefix, PriorityClass], tuple[float, ...]]]:
    """By class; of a queue that has not worked yet as its files say."""
    worked = _worked(days, queue.prefix)
    if not worked:
        yield from _expected_arrivals(queue)
    for kind in PriorityClass:
        key = (queue.prefix, kind)
        if any(key in day.arrivals for day in worked):
            yield key, _mean_slots([day.arrivals.get(key, Tally()) for day in worked])


def _usual(queue: Queue, days: Sequence[DayFacts]) -> Usual:
    """As ``_arrivals``; a queue's files say nothing of appointments."""
    everybody = tuple(map(math.fsum, zip(*(slots for _, slots in _arrivals(queue, days)), strict=True)))
    worked = _worked(days, queue.prefix)
    walk_ins = _mean_slots([day.walk_ins.get(queue.prefix, Tally()) for day in worked]) if worked else everybody
    return Usual(arrivals=(0.0, *accumulate(everybody)), walk_ins=(0.0, *accumulate(walk_ins)))


def _mean_slots(days: Sequence[Mapping[int, int]]) -> tuple[float, ...]:
    return tuple(sum(day.get(slot, 0) for day in days) / len(days) for slot in range(SLOTS))


def _expected_arrivals(queue: Queue) -> Iterator[tuple[tuple[QueuePrefix, PriorityClass], tuple[float, ...]]]:
    whole = sum(_PROFILE)
    shares = [0.0] * SLOTS
    shares[_PROFILE_FROM : _PROFILE_FROM + len(_PROFILE)] = [share / whole for share in _PROFILE]
    for kind, of_kind in ((PriorityClass.NORMAL, 1 - _ELDER_SHARE), (PriorityClass.ELDER, _ELDER_SHARE)):
        yield (queue.prefix, kind), tuple(queue.daily_weight * of_kind * share for share in shares)
