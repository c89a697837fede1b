"""Counters that come when a line is long (潮汐窗口): somebody does what the product's alarms suggest, and nothing else.

Once a minute of the hall's clock the product looks at its queues, as its server does (``queue.watch``). When it raises
the alarm that a queue wants another counter, the counter it names is opened, or serves that queue for a time. While the
line stays above the limit, the next one that the product suggests follows after as many minutes again. When the alarm
has ended, they go back to what they did before, each when its visitor is done. Nobody is called from lunch.
"""

from __future__ import annotations

from dataclasses import dataclass

from hallcall.core import events as ev
from hallcall.core.alarms import Level, Suggestion, pressure, suggest_counter, tidal_level
from hallcall.core.commands import WatchQueues
from hallcall.core.rota import AT_WORK
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.sim.hallday.desks import Desks
from hallcall.sim.hallday.running import RunningHall

LOOK_EVERY_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who stands by."""

    away: frozenset[CounterNumber] = frozenset()
    """Counters that nobody opens unless an alarm asks for them."""
    follows_alarms: bool = False
    """Somebody does what the alarms suggest."""


EVERYBODY = Roster()


@dataclass(slots=True)
class Staffing:
    """What a day took."""

    counter_s: float = 0.0
    """Seconds in which counters were at work, over all counters."""
    opened: int = 0
    """Counters that were opened because an alarm asked for one,"""
    converted: int = 0
    """and that served another queue for a time."""


class WorkingHours:
    """An observer who adds up how long counters are at work."""

    def __init__(self, staffing: Staffing) -> None:
        self._staffing = staffing
        self._since: dict[CounterNumber, float] = {}

    def happened(self, recorded: ev.Recorded, state: HallState) -> None:  # noqa: ARG002 - the port
        """Part of ``DayObserver``."""
        match recorded.event:
            case ev.CounterOpened(counter=counter) | ev.CounterResumed(counter=counter):
                self._since.setdefault(counter, recorded.at.timestamp())
            case ev.CounterClosed(counter=counter) | ev.CounterPaused(counter=counter):
                since = self._since.pop(counter, recorded.at.timestamp())
                self._staffing.counter_s += recorded.at.timestamp() - since
            case _:
                pass


class Tides:
    """Somebody who listens to the alarms of a running hall."""

    def __init__(self, running: RunningHall, desks: Desks, staffing: Staffing) -> None:
        self._running = running
        self._desks = desks
        self._staffing = staffing
        self._helping: dict[QueuePrefix, list[Suggestion]] = {}
        """By queue under an alarm, what was done for it."""
        self._next_s: dict[QueuePrefix, float] = {}
        """By queue under an alarm, when another counter may follow."""

    def look(self) -> None:
        """Look at the queues now, and again each minute as long as anything is still to be done that day."""
        running = self._running
        if not running.has_more:
            return
        running.do(WatchQueues())
        raised = {
            alarm.queue
            for alarm in running.state.alarms.values()
            if alarm.kind is ev.AlarmKind.MORE_COUNTERS and alarm.raised_at is not None
        }
        for queue in [*self._helping]:
            if queue not in raised:
                self._send_back(queue)
        for queue in sorted(raised):
            self._help(queue)
        running.plan(running.at_s + LOOK_EVERY_S, self.look)

    def _help(self, queue: QueuePrefix) -> None:
        running = self._running
        helping = self._helping.setdefault(queue, [])
        found = pressure(running.state, queue, None, running.moment(running.at_s))
        is_due = running.at_s >= self._next_s.get(queue, 0.0)
        if not (is_due and tidal_level(running.hall, found) is Level.ABOVE and self._is_served(queue)):
            return
        suggested = suggest_counter(running.hall, running.state, queue)
        if suggested is None:
            return
        match suggested.action:
            case ev.CounterAction.OPEN:
                self._staffing.opened += 1
                self._desks.open_further(suggested.counter)
            case ev.CounterAction.CONVERT:
                self._staffing.converted += 1
                self._desks.convert(suggested.counter, queue)
            case ev.CounterAction.RESUME:
                return
        helping.append(suggested)
        self._next_s[queue] = running.at_s + 60.0 * running.hall.rules.tidal.for_min

    def _is_served(self, queue: QueuePrefix) -> bool:
        """At lunch and after the last close nobody is asked to come."""
        state = self._running.state
        working = {number for number, counter in state.counters.items() if counter.status in AT_WORK}
        return any(
            counter.number in working and queue in state.desk(counter).queues for counter in self._running.hall.counters
        )

    def _send_back(self, queue: QueuePrefix) -> None:
        for helped in self._helping.pop(queue):
            if helped.action is ev.CounterAction.OPEN:
                self._desks.close_further(helped.counter)
            else:
                self._desks.convert_back(helped.counter)
        self._next_s.pop(queue, None)
