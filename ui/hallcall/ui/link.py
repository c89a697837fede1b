"""The link to the server as Qt sees it: signals in the GUI thread, and a copy of the hall's state that lives there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from hallcall.client import Answer, Beat, HallLink, LinkSettings, LinkState, LinkStatus, Request
from hallcall.core.commands import Channel
from hallcall.core.errors import HallcallError, LinkError
from hallcall.core.estimate import WaitRange
from hallcall.core.events import Recorded
from hallcall.core.hall import Hall
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.core.tickets import TicketId

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class _Finished:
    """A request that ended, on its way to the GUI thread."""

    future: Future[Any]
    on_answer: Callable[[Any], None]
    on_error: Callable[[HallcallError], None]


class LinkBridge(QObject):
    """Hands what the link's thread hears over to the GUI thread.

    Attributes:
        hall: the hall's own data, None until the server was reached once.
        state: the day so far, as told to this application.
        epoch: name of the log that ``state`` follows.
        heard_at: ``time.monotonic()`` of the last sign of life, None before the first.
        status: how the link is.
        waits: how long whoever comes now may wait, by queue, as the server told last.
    """

    hallTaken = Signal()
    """``hall`` is there or changed."""
    snapshotTaken = Signal()
    """``state`` is a new one."""
    changed = Signal(object)
    """``state`` has taken in this ``Recorded``."""
    linkChanged = Signal(object)
    """The link has this ``LinkStatus``."""
    beat = Signal()
    """The server lives."""
    waitsChanged = Signal()
    """``waits`` are others."""

    _hallHeard = Signal(object)
    _snapshotHeard = Signal(object)
    _eventHeard = Signal(object)
    _beatHeard = Signal(object)
    _statusHeard = Signal(object)
    _requestEnded = Signal(object)

    def __init__(self, settings: LinkSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hall: Hall | None = None
        self.state = HallState()
        self.epoch = ""
        self.heard_at: float | None = None
        self._clock_ahead: float | None = None
        self.status = LinkStatus(LinkState.CONNECTING, 0)
        self.waits: Mapping[QueuePrefix, WaitRange] = {}
        queued = Qt.ConnectionType.QueuedConnection
        self._hallHeard.connect(self._take_hall, queued)
        self._snapshotHeard.connect(self._take_snapshot, queued)
        self._eventHeard.connect(self._take_event, queued)
        self._beatHeard.connect(self._take_beat, queued)
        self._statusHeard.connect(self._take_status, queued)
        self._requestEnded.connect(self._finish, queued)
        self.link = HallLink(settings, self)

    def start(self) -> None:
        """Begin to follow the hall."""
        self.link.start()

    def close(self) -> None:
        """Stop the link's thread; no signal follows."""
        self.link.close()

    def now(self) -> datetime:
        """The hall's time: the server's clock, carried on by this machine's steady clock while the server is gone.

        Before the server was heard at all it is this machine's own clock.
        """
        if self._clock_ahead is None:
            return datetime.now(UTC)
        return datetime.fromtimestamp(time.monotonic() + self._clock_ahead, UTC)

    def send(
        self,
        command: Request,
        on_answer: Callable[[Answer], None],
        on_error: Callable[[HallcallError], None],
        *,
        key: str | None = None,
    ) -> None:
        """Send a command; exactly one of the callbacks follows, in the GUI thread.

        Args:
            command: what is wanted.
            on_answer: told when the server has done it.
            on_error: told why not; a ``LinkError`` means that nobody knows yet: send again with the same key.
            key: idempotency key of the touch or key press.
        """
        self.watch(self.link.send(command, key=key), on_answer, on_error)

    def confirm(self, channel: Channel, calls: Iterable[tuple[TicketId, int]]) -> None:
        """Tell that a channel of this machine has shown these calls; what does not get through is told by a guide."""
        shown = [{"ticket": ticket, "call": call} for ticket, call in calls]
        self.link.request("POST", "/v1/reached", {"channel": channel.value, "calls": shown})

    def watch(
        self,
        future: Future[_Result],
        on_answer: Callable[[_Result], None],
        on_error: Callable[[HallcallError], None],
    ) -> None:
        """Bring the end of any request of ``link`` into the GUI thread."""
        future.add_done_callback(lambda ended: self._requestEnded.emit(_Finished(ended, on_answer, on_error)))

    # -- called in the link's thread -------------------------------------------------------------------------------

    def on_hall(self, hall: Hall) -> None:
        """Part of ``LinkListener``."""
        self._hallHeard.emit(hall)

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Part of ``LinkListener``."""
        self._snapshotHeard.emit(snapshot)

    def on_event(self, recorded: Recorded) -> None:
        """Part of ``LinkListener``."""
        self._eventHeard.emit(recorded)

    def on_beat(self, beat: Beat) -> None:
        """Part of ``LinkListener``."""
        self._beatHeard.emit(beat)

    def on_link(self, status: LinkStatus) -> None:
        """Part of ``LinkListener``."""
        self._statusHeard.emit(status)

    # -- in the GUI thread -----------------------------------------------------------------------------------------

    @Slot(object)
    def _take_hall(self, hall: Hall) -> None:
        self.hall = hall
        self.hallTaken.emit()

    @Slot(object)
    def _take_snapshot(self, snapshot: Snapshot) -> None:
        self.state = HallState.from_snapshot(snapshot)
        self.epoch = snapshot.epoch
        self._set_clock(snapshot.at)
        self.snapshotTaken.emit()

    @Slot(object)
    def _take_event(self, recorded: Recorded) -> None:
        if recorded.epoch != self.epoch or recorded.seq <= self.state.seq:
            return
        self.state.apply(recorded)
        self.heard_at = time.monotonic()
        self.changed.emit(recorded)

    @Slot(object)
    def _take_beat(self, beat: Beat) -> None:
        self._set_clock(beat.at)
        self.beat.emit()
        if beat.waits != self.waits:
            self.waits = beat.waits
            self.waitsChanged.emit()

    @Slot(object)
    def _take_status(self, status: LinkStatus) -> None:
        self.status = status
        self.linkChanged.emit(status)

    @Slot(object)
    def _finish(self, finished: _Finished) -> None:
        if finished.future.cancelled():
            finished.on_error(LinkError("link.down"))
            return
        error = finished.future.exception()
        if error is None:
            finished.on_answer(finished.future.result())
        elif isinstance(error, HallcallError):
            finished.on_error(error)
        else:
            raise error

    def _set_clock(self, told: datetime) -> None:
        self.heard_at = time.monotonic()
        self._clock_ahead = told.timestamp() - self.heard_at
