"""The calls to come, played with the hall's own policy from the present state.

Counters take turns in the order in which they become free. Each takes whom the policy says, at that moment, among those
who wait by then: present visitors, and the favoured ones who are expected meanwhile. A turn lasts as long as it does on
average for the item. So each visitor gets the mean time of their call; how far the truth may be from it is added up
beside it, call by call.

One key of a class is asked anew when its first is called, all of them every ``_REKEY_S``: a call costs some
microseconds, and an estimate with hundreds of people before it one or two milliseconds.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hallcall.core.call_policy import CallPolicy, OrderKey
from hallcall.core.expected import Expected
from hallcall.core.express import ExpressPlay
from hallcall.core.history import History
from hallcall.core.lanes import Lane, Lanes
from hallcall.core.languages import Language
from hallcall.core.line import Seniority, WaitingLine, is_held_to_end, is_ordinary, seniority
from hallcall.core.priority import PolicyName
from hallcall.core.rota import Desk, spread_out
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import Ticket, TicketId
from hallcall.core.turns import next_run

_REKEY_S = 30.0
_REKEY_SHARE = 0.05
"""Claims grow slowly: within this time, or this share of the time ahead, the order is taken as it was."""
_NONE: frozenset[QueuePrefix] = frozenset()
_CALLS = 600
"""So many calls are played; a longer line is taken to go on at the same pace."""


@dataclass(frozen=True, slots=True)
class Played:
    """The call of one ticket."""

    at_s: float
    """Mean, in seconds from now."""
    variance: float
    """In seconds squared."""
    ahead: int
    """Of those who wait now in its queue, so many are called before."""


class Replay:
    """One play of a pool of queues that share counters. Made for one present state and used once."""

    def __init__(
        self,
        lines: Iterable[tuple[QueuePrefix, WaitingLine | None, int]],
        desks: Sequence[Desk],
        policy: CallPolicy,
        history: History,
        expected: Expected,
        now: datetime,
        *,
        express: ExpressPlay,
    ) -> None:
        """Set up the board.

        Args:
            lines: each queue with those who wait and its run (``CallPolicy.key``).
            desks: the counters that will call.
            policy: who is next.
            history: how long turns take.
            expected: favoured visitors who will come.
            now: aware time.
            express: whose turn it is between queues and their express queues.
        """
        self._express, self._has_turns = express, express.has_turns
        self._policy, self._history, self._expected, self._now = policy, history, expected, now
        self._now_s = now.timestamp()
        self._desks = desks
        self._turns: dict[tuple[QueuePrefix, ItemCode], tuple[float, float]] = {}
        self._coming: list[tuple[float, TicketId, Ticket]] = []
        """Still on the way, soonest first (heap)."""
        self._guests: dict[TicketId, Ticket] = {}
        lines = tuple(lines)
        self._lines = {queue: self._line(queue, line, run) for queue, line, run in lines}
        self._waiting = {queue: line for queue, line, _ in lines if line is not None}
        self._of_desk = [[self._lines[queue] for queue in desk.queues if queue in self._lines] for desk in desks]
        self._rekey_s = _REKEY_S
        self._look_s = 0.0
        """Nobody comes, and no key is old, before this."""
        self._crew_squared, self._crew_until = 1, -math.inf
        self._shifts = sorted({moment for desk in desks for _, start, end in desk.absences for moment in (start, end)})
        """When counters go or come back."""
        self._variance = sum(desk.free_sd_s**2 for desk in desks) / max(len(desks), 1) ** 2
        self._spoken = {language for desk in desks for language in desk.languages} - {Language.ZH}
        """With nobody on duty who speaks a language, any counter calls who wants it."""
        self._most = policy.bound.most_overtaken
        self._beyond_s = policy.bound.beyond_turn_s
        self._by_turns = policy.name == PolicyName.QUOTA
        """Keys change with every call."""

    def _line(self, queue: QueuePrefix, waiting: WaitingLine | None, run: int) -> Lanes:
        line = Lanes(queue, run)
        if waiting is None:
            return line
        for order in waiting.orders():
            lane = Lane(order, waiting.tickets, _CALLS)
            if lane.first is not None:
                line.lanes[lane.first.priority] = lane
        for ticket in sorted(waiting.special.values(), key=lambda one: self._key(one, line, 0.0), reverse=True):
            self._seat(line, ticket)
        line.look_at_front(0.0)
        front = waiting.first()
        if front is not None and front.front_at is not None:
            line.front_s = min((front.front_at - self._now).total_seconds(), 0.0)
        return line

    def _seat(self, line: Lanes, ticket: Ticket) -> None:
        """Put somebody where they wait."""
        if ticket.not_before is not None and ticket.not_before > self._now:
            heapq.heappush(self._coming, ((ticket.not_before - self._now).total_seconds(), ticket.id, ticket))
        elif is_ordinary(ticket):
            line.put(ticket, 0.0)
        elif is_held_to_end(ticket, self._now):
            line.last.append(ticket)
        elif ticket.defer_left:
            line.held.append((ticket.defer_left, ticket))
        else:
            line.near.append(ticket)

    def add(self, ticket: Ticket) -> None:
        """Somebody comes now."""
        self._guests[ticket.id] = ticket
        self._seat(self._lines[ticket.queue], ticket)

    def play(self, wanted: frozenset[TicketId]) -> dict[TicketId, Played]:
        """The calls in their order, until all who are ``wanted`` were called."""
        played: dict[TicketId, Played] = {}
        missing = len(wanted)
        heap = [(desk.ready_s(free_s), index) for free_s, index, desk in spread_out(self._desks)]
        heapq.heapify(heap)
        desks, calls = self._desks, 0
        while heap and missing and calls < _CALLS:
            at_s, index = heap[0]
            if at_s >= self._look_s:
                self._admit(at_s)
            chosen = self._choose(index, at_s)
            if chosen is None:
                self._wait(heap, at_s, index)
                continue
            line, ticket = chosen
            mean_s, variance = self._turn(ticket)
            if ticket.number:
                if ticket.id in wanted:
                    played[ticket.id] = Played(at_s, self._variance, line.called)
                    missing -= 1
                line.called += 1
            else:
                # Whether one who is only expected comes is chance too.
                variance += mean_s**2
            if at_s >= self._crew_until:
                self._count_crew(at_s)
            self._variance += variance / self._crew_squared
            calls += 1
            free_s = at_s + mean_s
            heapq.heapreplace(heap, (desks[index].ready_s(free_s) if desks[index].absences else free_s, index))
        if missing and heap:
            for one in wanted - played.keys():
                played[one] = self._go_on(one, heap[0][0], calls)
        return played

    def _wait(self, heap: list[tuple[float, int]], at_s: float, index: int) -> None:
        """Nobody is there for a counter: it looks again when somebody comes, if anybody does."""
        leaves = self._desks[index].idle_s(at_s)
        coming = min(self._expected.next_s, self._coming[0][0] if self._coming else math.inf)
        if leaves > at_s:
            heapq.heapreplace(heap, (leaves, index))
        elif coming < math.inf:
            heapq.heapreplace(heap, (self._desks[index].ready_s(max(coming, at_s)), index))
        else:
            heapq.heappop(heap)

    def _admit(self, at_s: float) -> None:
        """Let in who has come meanwhile, and ask all keys anew when enough time has passed."""
        while self._expected.next_s <= at_s:
            ticket = self._expected.pop()
            self._lines[ticket.queue].put(ticket, at_s)
        while self._coming and self._coming[0][0] <= at_s:
            ticket = heapq.heappop(self._coming)[2]
            self._lines[ticket.queue].near.append(ticket)
        if at_s >= self._rekey_s:
            self._rekey_s = at_s + max(_REKEY_S, _REKEY_SHARE * at_s)
            for line in self._lines.values():
                for lane in line.lanes.values():
                    lane.key = None
        self._look_s = min(self._rekey_s, self._expected.next_s, self._coming[0][0] if self._coming else math.inf)

    def _choose(self, index: int, at_s: float) -> tuple[Lanes, Ticket] | None:
        """Whom a counter calls, taken out of the line."""
        left_out = self._express.out_of_turn(self._ready(index)) if self._has_turns else _NONE
        found = self._best(index, at_s, left_out)
        if found is None and left_out:
            found = self._best(index, at_s, _NONE)
        chosen = self._choose_held(index, at_s) if found is None else (found[0], self._take(*found, at_s))
        if self._has_turns and chosen is not None:
            self._express.note(chosen[0].queue)
        return chosen

    def _ready(self, index: int) -> list[QueuePrefix]:
        """Queues of a counter in which somebody waits who lets nobody go first."""
        return [
            line.queue for line in self._of_desk[index] if line.near or any(lane.left for lane in line.lanes.values())
        ]

    def _best(self, index: int, at_s: float, left_out: frozenset[QueuePrefix]) -> tuple[Lanes, Lane | Ticket] | None:
        """Who is next for a counter; of queues that are left out only whoever is due."""
        best: tuple[bool, OrderKey] | None = None
        found: tuple[Lanes, Lane | Ticket] | None = None
        ask = self._policy.key
        for line in self._of_desk[index]:
            due = line.due(at_s, self._most, self._beyond_s)
            if left_out and due is None and line.queue in left_out:
                continue
            for kind, lane in line.lanes.items():
                if lane.first is None:
                    continue
                head = lane.head
                if due is not None and lane.places[head] > due:
                    continue
                key = lane.key
                if key is None:
                    key = lane.key = ask(kind, lane.places[head], line.run, self._now_s + at_s)
                rank = (due is None, key)
                if best is None or rank < best:
                    best, found = rank, (line, lane)
            for ticket in line.near:
                rank = self._rank_beside(ticket, line, index, due, at_s)
                if rank is not None and (best is None or rank < best):
                    best, found = rank, (line, ticket)
        return found

    def _rank_beside(
        self, ticket: Ticket, line: Lanes, index: int, due: Seniority | None, at_s: float
    ) -> tuple[bool, OrderKey] | None:
        """The rank of somebody beside the classes; None when this counter does not call them now."""
        desk = self._desks[index]
        if ticket.only_counter not in {None, desk.number}:
            return None
        if ticket.language in self._spoken and ticket.language not in desk.languages:
            return None
        if due is not None and seniority(ticket) > due:
            return None
        return due is None, self._key(ticket, line, at_s)

    def _key(self, ticket: Ticket, line: Lanes, at_s: float) -> OrderKey:
        return self._policy.key(ticket.priority, seniority(ticket), line.run, self._now_s + at_s)

    def _choose_held(self, index: int, at_s: float) -> tuple[Lanes, Ticket] | None:
        """Nobody else is there: who should let others go first, then who is at the end."""
        number = self._desks[index].number
        for line in self._of_desk[index]:
            if line.held:
                ticket = self._nearest(line, at_s)
                line.let_go_first(ticket)
                return line, ticket
        for line in self._of_desk[index]:
            for ticket in reversed(line.last):
                if ticket.only_counter in {None, number}:
                    line.last.remove(ticket)
                    return line, ticket
        return None

    def _nearest(self, line: Lanes, at_s: float) -> Ticket:
        """Out of those who let others go first: who lets the fewest, and of several whom the policy says."""
        nearest = min(line.held, key=lambda one: (one[0], self._key(one[1], line, at_s)))
        line.held.remove(nearest)
        return nearest[1]

    def _take(self, line: Lanes, source: Lane | Ticket, at_s: float) -> Ticket:
        if isinstance(source, Lane):
            place = source.places[source.head]
            ticket = source.take()
            if place == line.front:
                line.look_at_front(at_s)
            elif self._most:
                for lane in line.lanes.values():
                    if lane is not source:
                        lane.is_passed_by(place)
        else:
            ticket = source
            line.near.remove(ticket)
        if self._by_turns:
            line.run = next_run(line.run, ticket)
            for lane in line.lanes.values():
                lane.key = None
        if line.held or ticket.spaced_by:
            line.let_go_first(ticket)
        return ticket

    def _turn(self, ticket: Ticket) -> tuple[float, float]:
        """Mean and variance of a counter's time for one call."""
        if ticket.quantity != 1 or ticket.together:
            return self._history.turn_of_ticket(ticket)
        known = self._turns.get((ticket.queue, ticket.item))
        if known is None:
            known = self._turns[ticket.queue, ticket.item] = self._history.turn_of(ticket.item, ticket.queue)
        return known

    def _count_crew(self, at_s: float) -> None:
        """Counters at work from then until the next one goes or comes back."""
        coming = bisect_right(self._shifts, at_s)
        self._crew_until = self._shifts[coming] if coming < len(self._shifts) else math.inf
        at_work = sum(1 for desk in self._desks if not desk.absences or desk.ready_s(at_s) <= at_s)
        self._crew_squared = max(at_work, 1) ** 2

    def _go_on(self, wanted: TicketId, at_s: float, calls: int) -> Played:
        """A line too long to be played to its end goes on at the pace it had."""
        ticket = self._guests.get(wanted) or next(line[wanted] for line in self._waiting.values() if wanted in line)
        line = self._lines[ticket.queue]
        lane = line.lanes.get(ticket.priority)
        more = 0
        if lane is not None and lane.left and is_ordinary(ticket):
            # Those of other classes are mixed in evenly.
            more = round(lane.before(ticket) * sum(one.left for one in line.lanes.values()) / lane.left)
        share = (calls + more) / max(calls, 1)
        return Played(at_s * share, self._variance * share, line.called + more)
