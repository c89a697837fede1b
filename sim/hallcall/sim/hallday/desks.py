"""The clerks: they sign in, call, wait for who was called, serve, pass on who does not come, rest and go home."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from hallcall.core.commands import (
    CallNext,
    CloseCounter,
    ConvertCounter,
    FinishService,
    GiveBackCounter,
    OpenCounter,
    PassTicket,
    PauseCounter,
    Recall,
    ResumeCounter,
    StartService,
)
from hallcall.core.errors import Refused
from hallcall.core.snapshot import CounterStatus
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import ClerkId, TicketId
from hallcall.core.tidal import MOST_MINUTES
from hallcall.sim.hallday.running import Deed, RunningHall
from hallcall.sim.hallday.shifts import Shift
from hallcall.sim.hallday.visitors import Visitor
from hallcall.sim.hallday.visits import Visit

_PATIENCE_S = 60.0
"""So long a clerk waits for who was called before calling again."""
_LUNCH = "lunch"


@dataclass(slots=True)
class _Desk:
    """A counter as its clerk sees it."""

    number: CounterNumber
    rest: Deed | None = None
    """What the clerk does when nobody is left to serve; None in working hours."""
    is_leaving: bool = False
    """They will go home, and not only to lunch."""
    rests_by_s: float = 0.0
    """From then on nobody is left to serve, whoever waits."""


class Desks:
    """All counters of a hall, and what their clerks do."""

    def __init__(self, running: RunningHall, walk_s: float) -> None:
        """Clerks who do nothing before ``plan_shifts``.

        Args:
            running: the hall.
            walk_s: from the call to the counter.
        """
        self._running = running
        self._walk_s = walk_s
        self._calling = running.hall.rules.call
        self._desks = {counter.number: _Desk(counter.number) for counter in running.hall.counters}
        self._idle: dict[QueuePrefix, dict[CounterNumber, _Desk]] = {queue.prefix: {} for queue in running.hall.queues}
        """By queue: counters that work and have nobody, longest idle first."""
        self._holders: dict[TicketId, tuple[Visit, Visitor]] = {}
        self._last: dict[CounterNumber, Shift] = {}

    def plan_shifts(self, shifts: Mapping[CounterNumber, Sequence[Shift]], away: Collection[CounterNumber]) -> None:
        """Let each counter work at these times; those that are away only if somebody opens them."""
        plan = self._running.plan
        for number, mine in shifts.items():
            desk = self._desks[number]
            self._last[number] = mine[-1]
            if number not in away:
                plan(mine[0].from_s, partial(self._open, desk))
            for shift, after in pairwise(mine):
                plan(shift.to_s, partial(self._end_shift, desk, shift, partial(self._go_to_lunch, desk, after.from_s)))
                plan(after.from_s, partial(self._come_back, desk))
            plan(mine[-1].to_s, partial(self._end_day, desk, mine[-1]))

    def welcome(self, ticket: TicketId, visit: Visit, visitor: Visitor) -> None:
        """Somebody has a number and waits."""
        self._holders[ticket] = visit, visitor
        not_before = self._running.state.tickets[ticket].not_before
        if not_before is None:
            self._wake(visit.queue)
        else:
            self._running.plan(self._running.seconds(not_before), partial(self._wake, visit.queue))

    # Counters that help where a line is long

    def open_further(self, number: CounterNumber) -> None:
        """Let a closed counter work, until it is sent home or its queues close."""
        desk = self._desks[number]
        desk.rest, desk.is_leaving = None, False
        self._open(desk)
        last = self._last[number]
        if self._running.at_s >= last.to_s:
            self._leave(desk, last.rests_by_s)

    def close_further(self, number: CounterNumber) -> None:
        """Send a counter home that was opened besides; when its visitor is done."""
        desk = self._desks[number]
        match self._status(desk):
            case CounterStatus.CLOSED:
                pass
            case CounterStatus.PAUSED:
                self._go_home(desk)
            case _:
                self._leave(desk, self._running.at_s)

    def convert(self, number: CounterNumber, queue: QueuePrefix) -> None:
        """Let a counter serve another queue, from its next visitor on."""
        self._change_queues(self._desks[number], ConvertCounter(counter=number, queue=queue, minutes=MOST_MINUTES))

    def convert_back(self, number: CounterNumber) -> None:
        """Let a counter serve its own queues again."""
        self._change_queues(self._desks[number], GiveBackCounter(counter=number))

    def _change_queues(self, desk: _Desk, command: ConvertCounter | GiveBackCounter) -> None:
        self._no_longer_idle(desk)
        self._running.do(command)
        if self._status(desk) is CounterStatus.IDLE:
            self._call_next(desk)

    def _leave(self, desk: _Desk, rests_by_s: float) -> None:
        desk.rest, desk.rests_by_s, desk.is_leaving = partial(self._go_home, desk), rests_by_s, True
        if self._status(desk) is CounterStatus.IDLE:
            self._call_next(desk)

    # Shifts

    def _open(self, desk: _Desk) -> None:
        self._running.do(OpenCounter(counter=desk.number, clerk=ClerkId(f"c{desk.number}")))
        self._call_next(desk)

    def _end_shift(self, desk: _Desk, shift: Shift, rest: Deed) -> None:
        if desk.is_leaving:
            return
        desk.rest, desk.rests_by_s = rest, shift.rests_by_s
        if self._status(desk) is CounterStatus.IDLE:
            self._call_next(desk)

    def _end_day(self, desk: _Desk, shift: Shift) -> None:
        if self._status(desk) is not CounterStatus.CLOSED:
            self._leave(desk, shift.rests_by_s)

    def _go_to_lunch(self, desk: _Desk, back_s: float) -> None:
        self._running.do(PauseCounter(counter=desk.number, reason=_LUNCH, until=self._running.moment(back_s)))

    def _come_back(self, desk: _Desk) -> None:
        if desk.is_leaving:
            return
        desk.rest = None
        if self._status(desk) is CounterStatus.PAUSED:
            self._running.do(ResumeCounter(counter=desk.number))
            self._call_next(desk)

    def _go_home(self, desk: _Desk) -> None:
        self._running.do(CloseCounter(counter=desk.number))

    # Calls

    def _wake(self, queue: QueuePrefix) -> None:
        """The counter that has been idle longest calls who has just begun to wait."""
        desk = next(iter(self._idle[queue].values()), None)
        if desk is not None:
            self._call_next(desk)

    def _call_next(self, desk: _Desk) -> None:
        """Call somebody to a counter that has nobody, or rest, or stay idle."""
        self._no_longer_idle(desk)
        if self._wants_to_call(desk):
            try:
                self._running.do(CallNext(counter=desk.number))
            except Refused as refused:
                if refused.code != "queue.empty":
                    raise
            else:
                self._await_visitor(desk)
                return
        if desk.rest is not None:
            desk.rest()
            return
        for queue in self._queues(desk):
            self._idle[queue][desk.number] = desk

    def _no_longer_idle(self, desk: _Desk) -> None:
        for queue in self._queues(desk):
            self._idle[queue].pop(desk.number, None)

    def _wants_to_call(self, desk: _Desk) -> bool:
        if desk.rest is not None and self._running.at_s >= desk.rests_by_s:
            return False
        waiting = self._running.state.waiting
        return any(waiting.get(queue) for queue in self._queues(desk))

    def _await_visitor(self, desk: _Desk) -> None:
        """After a call: the visitor is on the way, or the clerk will call again."""
        at_s = self._running.at_s
        ticket = self._ticket(desk)
        visit, visitor = self._holders[ticket]
        visit.calls += 1
        if visit.called_s is None:
            visit.called_s = at_s
        if visit.calls > visitor.misses:
            self._running.plan(at_s + self._walk_s, partial(self._start, desk, visit, visitor))
        else:
            self._running.plan(at_s + _PATIENCE_S, partial(self._call_again, desk, ticket, visit))

    def _call_again(self, desk: _Desk, ticket: TicketId, visit: Visit) -> None:
        """Recall, or pass the number on when it was called often enough; not before the rules allow it."""
        again = partial(self._call_again, desk, ticket, visit)
        at_s = self._running.at_s
        known = self._running.state.tickets[ticket]
        may_pass = known.calls > self._calling.repeats
        try:
            self._running.do(PassTicket(counter=desk.number) if may_pass else Recall(counter=desk.number))
        except Refused as refused:
            self._running.plan(at_s + float(refused.fields["wait_s"]), again)
            return
        if not may_pass:
            self._running.plan(at_s + known.recall_after_s, again)
            return
        self._call_next(desk)
        if ticket in self._running.state.tickets:
            self._wake(visit.queue)

    # Service

    def _start(self, desk: _Desk, visit: Visit, visitor: Visitor) -> None:
        self._running.do(StartService(counter=desk.number))
        visit.started_s = self._running.at_s
        self._running.plan(self._running.at_s + visitor.service_s, partial(self._finish, desk, visit))

    def _finish(self, desk: _Desk, visit: Visit) -> None:
        visit.finished_s = self._running.at_s
        if self._calling.next_finishes_current and self._wants_to_call(desk):
            self._running.do(CallNext(counter=desk.number))
            if self._status(desk) is CounterStatus.CALLING:
                self._await_visitor(desk)
                return
        else:
            self._running.do(FinishService(counter=desk.number))
        self._call_next(desk)

    def _queues(self, desk: _Desk) -> tuple[QueuePrefix, ...]:
        """What the counter serves now."""
        return self._running.state.desk(self._running.hall.counter_by_number[desk.number]).queues

    def _status(self, desk: _Desk) -> CounterStatus:
        known = self._running.state.counters.get(desk.number)
        return known.status if known is not None else CounterStatus.CLOSED

    def _ticket(self, desk: _Desk) -> TicketId:
        ticket = self._running.state.counters[desk.number].ticket
        assert ticket is not None  # noqa: S101 - a number was just called
        return ticket
