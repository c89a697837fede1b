"""A hall for walls: the source that a wall follows, run by hand, with real events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from hallcall.client import Answer, LinkState, LinkStatus
from hallcall.core.commands import CallNext, Channel, Command, FinishService, OpenCounter, StartService
from hallcall.core.errors import HallcallError, Refused
from hallcall.core.estimate import Estimator, WaitRange
from hallcall.core.events import TicketCalled
from hallcall.core.hall import Hall
from hallcall.core.state import HallState
from hallcall.core.terms import CounterNumber, QueuePrefix
from hallcall.core.tickets import ClerkId, TicketId
from helpers.sample_halls import open_sample_hall
from helpers.small_hall import NINE, Day


class FakeSource(QObject):
    """Like ``LinkBridge``, but time stands still until ``later``."""

    hallTaken = Signal()  # noqa: N815 - Qt's spelling, as in LinkBridge
    snapshotTaken = Signal()  # noqa: N815 - as above
    changed = Signal(object)
    linkChanged = Signal(object)  # noqa: N815 - as above
    beat = Signal()
    waitsChanged = Signal()  # noqa: N815 - as above
    LOST: ClassVar = LinkStatus(LinkState.LOST, 14)

    def __init__(self, hall: Hall | None = None) -> None:
        super().__init__()
        self.day = Day(hall or open_sample_hall("haibin"))
        self.hall: Hall | None = self.day.hall
        self.state = HallState.from_snapshot(self.day.state.snapshot("e", NINE))
        self.steady = 1000.0
        self.heard_at: float | None = self.steady
        self.status = LinkStatus(LinkState.LIVE, 0)
        self.is_cut = False
        self.confirmed: list[tuple[str, str, int]] = []
        self._told = len(self.day.log)
        self._next: dict[str, int] = {}
        self.waits: Mapping[QueuePrefix, WaitRange] = {}

    def send(
        self, command: Command, on_answer: Callable[[Answer], None], on_error: Callable[[HallcallError], None]
    ) -> None:
        """By the real rules."""
        try:
            self.day.do(command)
        except Refused as refusal:
            on_error(refusal)
        else:
            self.tell()
            on_answer(Answer(seq=self.state.seq, repeated=False, events=()))

    def confirm(self, channel: Channel, calls: Iterable[tuple[TicketId, int]]) -> None:
        self.confirmed += [(channel.value, ticket, call) for ticket, call in calls]

    def now(self) -> datetime:
        return self.day.now

    def monotonic(self) -> float:
        return self.steady

    # -- the hall --------------------------------------------------------------------------------------------------

    def later(self, seconds: float, *, heard: bool = True) -> None:
        """Turn both clocks; a server that is heard beats."""
        self.steady += seconds
        self.day.later(seconds)
        if heard and not self.is_cut:
            self.heard_at = self.steady
            self.beat.emit()
            self.tell_waits()

    def tell_waits(self) -> None:
        """As the server does with a beat."""
        day = self.day
        estimator = Estimator.without_history(day.hall, day.policy)
        estimates = estimator.of_queues(day.state, day.hall.queue_by_prefix, day.now)
        self.waits = {queue: told for queue, one in estimates.items() if (told := one.range) is not None}
        self.waitsChanged.emit()

    def issue(self, queue: str, count: int = 1) -> None:
        """Numbers of one queue."""
        item = next(item for item in self.day.hall.items if item.queue == queue)
        for _ in range(count):
            self.day.issue(item.code)
            self.steady += 1

    def call(self, *counters: int) -> list[str]:
        """The next number at each counter; numbers in order."""
        numbers: list[str] = []
        for counter in counters:
            number = CounterNumber(counter)
            if number not in self.day.state.counters:
                self.day.do(OpenCounter(counter=number, clerk=ClerkId(f"c{counter}")))
            outcome = self.day.do(CallNext(counter=number))
            numbers += [event.number for event in outcome.events if isinstance(event, TicketCalled)]
        self.tell()
        return numbers

    def finish(self, counter: int) -> None:
        self.day.do(FinishService(counter=CounterNumber(counter)))
        self.tell()

    def start(self, counter: int) -> None:
        """The visitor is there."""
        self.day.do(StartService(counter=CounterNumber(counter)))
        self.tell()

    def tell(self) -> None:
        """Hand over what has happened, one event at a time, if the link is up."""
        if self.is_cut:
            return
        news, self._told = self.day.log[self._told :], len(self.day.log)
        for recorded in news:
            self.state.apply(recorded)
            self.heard_at = self.steady
            self.changed.emit(recorded)

    def reconnect(self) -> None:
        """The link is back: what was missed comes, then a beat."""
        self.is_cut = False
        self.status = LinkStatus(LinkState.LIVE, 0)
        self.tell()
        self.heard_at = self.steady
        self.linkChanged.emit(self.status)
        self.beat.emit()
