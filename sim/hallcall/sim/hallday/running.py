"""A hall on a clock that jumps from deed to deed. Every deed is a command to the product's own rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Protocol, TypeAlias
from zoneinfo import ZoneInfo

from hallcall.core.call_policy import CallPolicy
from hallcall.core.commands import Command
from hallcall.core.decide import decide
from hallcall.core.events import Event, Recorded
from hallcall.core.hall import Hall
from hallcall.core.state import HallState

Deed: TypeAlias = Callable[[], None]


class DayObserver(Protocol):
    """Somebody who watches a day without changing it."""

    def happened(self, recorded: Recorded, state: HallState) -> None:
        """Called after each event, with the state that has taken it in. The state goes on: copy what is kept."""
        ...


class RunningHall:
    """The state of a hall, its clock, and what is still to be done that day.

    Attributes:
        hall: its own data and rules.
        state: as it is now.
        at_s: the time, in seconds after local midnight.
    """

    def __init__(self, hall: Hall, day: date, policy: CallPolicy, observers: Iterable[DayObserver] = ()) -> None:
        self.hall = hall
        self.state = HallState()
        self.at_s = 0.0
        self._policy = policy
        self._observers = tuple(observers)
        self._midnight = datetime.combine(day, time(0), ZoneInfo(hall.timezone)).astimezone(UTC)
        self._deeds: list[tuple[float, int, Deed]] = []
        self._order = count()

    def plan(self, at_s: float, deed: Deed) -> None:
        """Do something later. What is planned for one moment is done in the order in which it was planned."""
        heappush(self._deeds, (max(at_s, self.at_s), next(self._order), deed))

    @property
    def has_more(self) -> bool:
        """Whether anything is still planned."""
        return bool(self._deeds)

    def run(self) -> None:
        """Do all that is planned, and what comes of it."""
        while self._deeds:
            self.at_s, _, deed = heappop(self._deeds)
            deed()

    def do(self, command: Command) -> tuple[Event, ...]:
        """Give a command now; what happened.

        Raises:
            Refused: a rule says no.
        """
        now = self.moment(self.at_s)
        events = decide(self.hall, self.state, command, now, self._policy).events
        for event in events:
            self.record(event)
        return events

    def record(self, event: Event) -> None:
        """Let something have happened now; besides ``do`` only for what was in the log before the day began."""
        seq = self.state.seq + 1
        at = self.moment(self.at_s)
        recorded = Recorded(seq=seq, epoch="sim", id=f"sim-{seq}", at=at, cause="sim", event=event)
        self.state.apply(recorded)
        for observer in self._observers:
            observer.happened(recorded, self.state)

    def moment(self, at_s: float) -> datetime:
        """So many seconds after this day's local midnight, as UTC."""
        return self._midnight + timedelta(seconds=at_s)

    def seconds(self, moment: datetime) -> float:
        """A moment in seconds after this day's local midnight."""
        return (moment - self._midnight).total_seconds()
