"""How long a wait may be: a range from P50 to P90, found by replaying the hall's own policy.

::

    present state --rota--> counters: free when, away when     \
                  --busyness--> today's arrivals beside usual   > replay --> mean, spread --misses--> P50, P90
    past days    --history--> turns, arrivals, staff, misses    |
    policy       --order--> who is next                        /

One way for everybody: the slip, the phone, the tiles of a kiosk, the wall and the report ask here.

Source:
    Ibrahim and Whitt 2009, M&SOM 11:397-415: estimates from the state of the queue beat those from past waits. A
    replay is such an estimate for halls in which counters come and go and some are called before others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hallcall.core.busyness import busyness
from hallcall.core.call_policy import CallPolicy
from hallcall.core.days import local_time
from hallcall.core.expected import Expected, newcomer
from hallcall.core.express import ExpressPlay
from hallcall.core.hall import Hall
from hallcall.core.history import History, learn
from hallcall.core.line import is_ordinary
from hallcall.core.places import Counter
from hallcall.core.priority import PriorityClass
from hallcall.core.replay import Played, Replay
from hallcall.core.rota import AT_WORK, Desk, find_desks
from hallcall.core.state import HallState
from hallcall.core.stated import StatedWait
from hallcall.core.terms import CounterNumber, ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket, TicketId, TicketState

ROUND_TO_MIN = 5
"""Visitors read waits in steps of five minutes."""
_MINUTE_S = 60.0
_LEAST_SPREAD_S = 20.0
"""Clerks press when they are ready: nobody knows a call to the second."""
_DOUBT = 0.08
"""Share of a mean wait by which it is uncertain beside all chance: today's clerks are not those of the average."""
_ENDLESS = 500
"""So many in queues that share counters wait only in a test or after a disaster: estimates may hold nobody up then."""
_UNKNOWN_ITEM = ItemCode("")


@dataclass(frozen=True, slots=True)
class WaitRange:
    """From P50 to P90 of a wait, in whole minutes, rounded outwards to ``ROUND_TO_MIN``."""

    low_min: int
    high_min: int
    resumes_at: datetime | None = None
    """When calling goes on, while nobody calls now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A wait in seconds, as it is kept to be compared with what happened."""

    mean_s: float
    spread_s: float
    """Standard deviation."""
    p50_s: float
    p90_s: float
    resumes_at: datetime | None = None
    """When calling goes on, while nobody calls now."""

    @property
    def range(self) -> WaitRange:
        """As people are told."""
        return range_of(self, self.resumes_at)


def range_of(wait: Wait | StatedWait, resumes_at: datetime | None = None) -> WaitRange:
    """A wait as people are told it."""
    low = ROUND_TO_MIN * math.floor(wait.p50_s / _MINUTE_S / ROUND_TO_MIN)
    high = ROUND_TO_MIN * math.ceil(wait.p90_s / _MINUTE_S / ROUND_TO_MIN)
    return WaitRange(low, max(high, low + ROUND_TO_MIN), resumes_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What somebody who waits may expect."""

    ahead: int
    """People of their queue who wait now and will be called first."""
    wait: Wait | None
    """None when no counter will call today."""

    @property
    def range(self) -> WaitRange | None:
        """As people are told."""
        return self.wait.range if self.wait is not None else None

    @property
    def stated(self) -> StatedWait | None:
        """As it is kept with the number."""
        if self.wait is None:
            return None
        return StatedWait(
            ahead=self.ahead,
            mean_s=round(self.wait.mean_s),
            spread_s=round(self.wait.spread_s),
            p50_s=round(self.wait.p50_s),
            p90_s=round(self.wait.p90_s),
        )


@dataclass(frozen=True, slots=True)
class _Pool:
    """Queues that share counters."""

    queues: tuple[QueuePrefix, ...]
    counters: tuple[Counter, ...]


@dataclass(slots=True)
class Estimator:
    """Estimates for one hall. It keeps nothing between two questions, so any thread may ask."""

    hall: Hall
    policy: CallPolicy
    history: History
    """Replaced as a whole when a new day has begun."""
    _pools: Mapping[QueuePrefix, _Pool] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._pools = _find_pools(self.hall, self.hall.counters)

    @classmethod
    def without_history(cls, hall: Hall, policy: CallPolicy) -> Estimator:
        """By the hall's files alone."""
        return cls(hall, policy, learn(hall, ()))

    def of_ticket(self, state: HallState, ticket_id: TicketId, now: datetime) -> Estimate | None:
        """What a waiting ticket may expect; None when it does not wait."""
        ticket = state.tickets.get(ticket_id)
        if ticket is None or ticket.state is not TicketState.WAITING or ticket.queue not in self._pools:
            return None
        return self._ask(state, self._pools_of(state)[ticket.queue], (), now, frozenset({ticket_id}))[ticket_id]

    def of_newcomer(
        self,
        state: HallState,
        queue: QueuePrefix,
        now: datetime,
        kind: PriorityClass = PriorityClass.NORMAL,
        item: ItemCode = _UNKNOWN_ITEM,
    ) -> Estimate:
        """What somebody may expect who comes now."""
        return self.of_guest(state, newcomer(queue, kind, item, now), now)

    def of_guest(self, state: HallState, guest: Ticket, now: datetime) -> Estimate:
        """What a ticket may expect that does not wait yet, if it waited now."""
        return self._ask(state, self._pools_of(state)[guest.queue], (guest,), now, frozenset({guest.id}))[guest.id]

    def of_queues(self, state: HallState, queues: Iterable[QueuePrefix], now: datetime) -> dict[QueuePrefix, Estimate]:
        """What somebody of no favoured class may expect who comes now, for each queue."""
        wanted = set(queues)
        found: dict[QueuePrefix, Estimate] = {}
        for pool in {id(pool): pool for pool in self._pools_of(state).values()}.values():
            mine = [queue for queue in pool.queues if queue in wanted]
            guests = {queue: newcomer(queue, PriorityClass.NORMAL, _UNKNOWN_ITEM, now) for queue in mine}
            ids = frozenset(guest.id for guest in guests.values())
            if ids:
                asked = self._ask(state, pool, guests.values(), now, ids)
                found |= {queue: asked[guest.id] for queue, guest in guests.items()}
        return found

    def _pools_of(self, state: HallState) -> Mapping[QueuePrefix, _Pool]:
        """Who shares counters now: a converted one joins its queue with another."""
        if not state.conversions:
            return self._pools
        return _find_pools(self.hall, [state.desk(counter) for counter in self.hall.counters])

    def _ask(
        self, state: HallState, pool: _Pool, guests: Iterable[Ticket], now: datetime, wanted: frozenset[TicketId]
    ) -> dict[TicketId, Estimate]:
        guests = tuple(guests)
        if sum(len(line) for line in state.lines(pool.queues)) >= _ENDLESS:
            return {one: self._by_pace(state, pool, _find(state, pool, guests, one)) for one in wanted}
        desks = find_desks(self.hall, state, self.history, pool.counters, now)
        served = _open_part(pool, state)
        called = frozenset(one for one in wanted if _find(state, pool, guests, one).queue in served.queues)
        played = self._play(state, served, desks, guests, now, called) if called else {}
        missing = wanted - played.keys()
        # Whoever no counter will call is told their place all the same: that in a line with one imagined counter.
        order = self._play(state, pool, [_imagined(pool)], guests, now, missing) if missing else {}
        resumes = _resumes_at(desks, now)
        return {
            one: Estimate(ahead=played[one].ahead, wait=self._wait(played[one], resumes))
            if one in played
            else Estimate(ahead=order[one].ahead if one in order else 0, wait=None)
            for one in wanted
        }

    def _by_pace(self, state: HallState, pool: _Pool, ticket: Ticket) -> Estimate:
        """Where no end of the line is to be seen: by the pace of the counters at work."""
        at_work = sum(
            (known := state.counters.get(counter.number)) is not None and known.status in AT_WORK
            for counter in pool.counters
        )
        line = state.waiting.get(ticket.queue)
        ahead = len(line) if line is not None else 0
        if line is not None and ticket.id in line and is_ordinary(ticket):
            # Those of other classes are mixed in evenly.
            ahead = round(line.place(ticket) * ahead / line.count(ticket.priority))
        if not at_work or ticket.queue in state.closed:
            return Estimate(ahead=ahead, wait=None)
        mean_s, variance = self.history.turn_of(_UNKNOWN_ITEM, ticket.queue)
        share = ahead / at_work
        return Estimate(ahead=ahead, wait=self._wait(Played(share * mean_s, share * variance / at_work, ahead), None))

    def _play(
        self,
        state: HallState,
        pool: _Pool,
        desks: list[Desk],
        guests: tuple[Ticket, ...],
        now: datetime,
        wanted: frozenset[TicketId],
    ) -> dict[TicketId, Played]:
        lines = [(queue, state.waiting.get(queue), state.runs.get(queue, 0)) for queue in pool.queues]
        local = local_time(self.hall, now)
        second = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
        busy = busyness(self.history, state, pool.queues, pool.counters, now, second)
        expected = Expected(self.hall, self.history, pool.queues, now, second, busy)
        express = ExpressPlay(self.hall.express_turns, state.calls.values())
        replay = Replay(lines, desks, self.policy, self.history, expected, now, express=express)
        for guest in guests:
            if guest.queue in pool.queues:
                replay.add(guest)
        return replay.play(wanted)

    def _wait(self, played: Played, resumes_at: datetime | None) -> Wait:
        spread_s = math.sqrt(played.variance + _LEAST_SPREAD_S**2 + (_DOUBT * played.at_s) ** 2)
        p50_s, p90_s = self.history.misses.promise(played.at_s, spread_s)
        return Wait(mean_s=played.at_s, spread_s=spread_s, p50_s=p50_s, p90_s=p90_s, resumes_at=resumes_at)


def _open_part(pool: _Pool, state: HallState) -> _Pool:
    """The pool without queues that are closed for now."""
    if state.closed.keys().isdisjoint(pool.queues):
        return pool
    return _Pool(tuple(queue for queue in pool.queues if queue not in state.closed), pool.counters)


def _find(state: HallState, pool: _Pool, guests: tuple[Ticket, ...], wanted: TicketId) -> Ticket:
    """The ticket of an id, among guests or in a line."""
    waiting = (line[wanted] for line in state.lines(pool.queues) if wanted in line)
    return next((guest for guest in guests if guest.id == wanted), None) or next(waiting)


def _imagined(pool: _Pool) -> Desk:
    """A counter that serves everybody."""
    return Desk(number=CounterNumber(0), queues=pool.queues, free_s=0.0, free_sd_s=0.0, absences=())


def _resumes_at(desks: list[Desk], now: datetime) -> datetime | None:
    """When the first counter calls again; None while one is at work."""
    if not desks or any(desk.is_here and desk.ready_s(0.0) <= 0 for desk in desks):
        return None
    return now + timedelta(seconds=min(desk.ready_s(desk.free_s) for desk in desks))


def _find_pools(hall: Hall, counters: Sequence[Counter]) -> dict[QueuePrefix, _Pool]:
    """Each queue with those that it shares a counter with, directly or through others."""
    groups: list[set[QueuePrefix]] = [{queue.prefix} for queue in hall.queues]
    for counter in counters:
        mine = [group for group in groups if group & {*counter.queues}]
        groups = [group for group in groups if group not in mine] + [set[QueuePrefix]().union(*mine)]
    pools: dict[QueuePrefix, _Pool] = {}
    for group in groups:
        queues = tuple(queue.prefix for queue in hall.queues if queue.prefix in group)
        pool = _Pool(queues, tuple(counter for counter in counters if group & {*counter.queues}))
        pools |= dict.fromkeys(queues, pool)
    return pools
