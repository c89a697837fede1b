"""The readers' side of the log: a state of its own and the lines to all who listen. Lives in the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

import msgspec

from hallcall.core.estimate import WaitRange
from hallcall.core.hall import Hall
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.core.terms import QueuePrefix
from hallcall.server.ops.watching import FanoutWatch, NoWatch
from hallcall.server.storage import Entry
from hallcall.server.views import Shown, View, Viewer, may_see, shows_entry, view_event, view_snapshot

_log = logging.getLogger(__name__)

HELD = 256
"""Events that may wait for a listener who still reads the log; who is further behind starts again from there."""
BACKLOG = 128 * 1024
"""Bytes that may wait for one listener, some 400 events; who takes no more is cut off and resumes from the log."""


@dataclass(slots=True)
class Frame:
    """An event on its way out, written once for each view and then shared by all listeners."""

    entry: Entry
    _written: dict[View, bytes] = field(default_factory=dict[View, bytes])

    def write(self, hall: Hall, viewer: Viewer) -> bytes:
        """The event as a message of the stream; nothing when the viewer may not know of it."""
        if not may_see(self.entry, viewer):
            return b""
        if viewer.view not in self._written:
            event = view_event(hall, self.entry.recorded.event, viewer.view)
            at = self.entry.recorded
            envelope = {
                "v": 1,
                "seq": at.seq,
                "epoch": at.epoch,
                "id": at.id,
                "at": at.at,
                "cause": at.cause,
                "type": event.name,
                "data": msgspec.to_builtins(event),
            }
            self._written[viewer.view] = message("hall", f"{at.epoch}:{at.seq}", envelope)
        return self._written[viewer.view]


def message(kind: str, position: str, data: object) -> bytes:
    """One message of a Server-Sent-Events stream.

    Source:
        WHATWG HTML, section 9.2 (server-sent events).
    """
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (position.encode(), kind.encode(), msgspec.json.encode(data))


class Outlet(Protocol):
    """The way to one listener. Nothing here waits: 300 screens are served one after the other."""

    def write(self, data: bytes) -> None:
        """Send, or keep until the listener takes it."""
        ...

    @property
    def backlog(self) -> int:
        """Bytes that the listener has not taken yet."""
        ...

    def abandon(self) -> None:
        """Break off, whatever still waits."""
        ...


class Subscription:
    """One listener: first in the log (events meanwhile are held), then live."""

    def __init__(self, viewer: Viewer, shown: Shown, since: int, outlet: Outlet) -> None:
        self.viewer = viewer
        self.shown = shown
        self.since = since
        """Events after this place come from the feed; those up to it are in the log."""
        self.outlet = outlet
        self.held: list[Frame] | None = []
        """None once it is live."""
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def audience(self) -> tuple[View, str, int]:
        """The same for all who are told the same."""
        return self.viewer.view, self.viewer.kiosk, id(self.shown)

    def cut(self) -> None:
        """End it; what was held is dropped."""
        self.held = []
        if not self.ended.done():
            self.ended.set_result(None)


class Feed:
    """What readers see: never anything that is not committed."""

    def __init__(self, hall: Hall, watch: FanoutWatch | None = None) -> None:
        self._hall = hall
        self._watch = watch or NoWatch()
        self._listeners: dict[Subscription, None] = {}
        self._is_closed = False
        self.state = HallState()
        self.epoch = ""
        self.waits: Callable[[], Mapping[QueuePrefix, WaitRange]] = dict
        """How long whoever comes now may wait, by queue; told with the beats."""

    @cached_property
    def revision(self) -> str:
        """Of the hall, made when somebody first asks: a server must be up soon."""
        from hallcall.config import hall_version

        return hall_version(self._hall)

    def revisions(self) -> dict[object, str]:
        """By which revision of the hall each who listens works; empty where they have not told.

        Who listens twice came back over another connection: the newer one counts. May be asked from any thread, as the
        listeners are copied in one step.
        """
        return {listener.viewer.owner: listener.viewer.revision for listener in list(self._listeners)}

    def load(self, state: HallState, epoch: str) -> None:
        """Begin with a state; the feed keeps it."""
        self.state = state
        self.epoch = epoch

    def publish(self, entries: Sequence[Entry]) -> None:
        """Take in committed events and pass them on."""
        for entry in entries:
            self.state.apply(entry.recorded)
        frames = [Frame(entry) for entry in entries]
        written: dict[tuple[View, str, int], bytes] = {}
        for listener in list(self._listeners):
            if not self._offer(listener, frames, written):
                self.leave(listener)
                listener.cut()
                listener.outlet.abandon()
                self._watch.cut_off()
                _log.info("a listener was too slow and was cut off at %d", self.state.seq)

    def _offer(
        self, listener: Subscription, frames: Sequence[Frame], written: dict[tuple[View, str, int], bytes]
    ) -> bool:
        """Whether the listener takes the frames."""
        if listener.held is not None:
            listener.held += frames
            return len(listener.held) <= HELD
        part = written.get(listener.audience)
        if part is None:
            part = written[listener.audience] = self.write(frames, listener)
        if part:
            listener.outlet.write(part)
        return listener.outlet.backlog <= BACKLOG

    def write(self, frames: Iterable[Frame], listener: Subscription) -> bytes:
        """What a listener is told of these events."""
        shown = (frame for frame in frames if shows_entry(listener.shown, frame.entry))
        return b"".join(frame.write(self._hall, listener.viewer) for frame in shown)

    def subscribe(self, viewer: Viewer, shown: Shown, outlet: Outlet) -> Subscription:
        """Listen from here on; events are held until ``go_live``."""
        listener = Subscription(viewer, shown, self.state.seq, outlet)
        if self._is_closed:
            listener.cut()
        else:
            self._listeners[listener] = None
        return listener

    def go_live(self, listener: Subscription) -> None:
        """Send what was held; from now on events go out as they come."""
        held, listener.held = listener.held or [], None
        if part := self.write(held, listener):
            listener.outlet.write(part)

    def leave(self, listener: Subscription) -> None:
        """Listen no more."""
        self._listeners.pop(listener, None)

    def cut(self, owner: object) -> None:
        """End the lines of somebody who may listen no more."""
        for listener in [listener for listener in self._listeners if listener.viewer.owner == owner]:
            self.leave(listener)
            listener.cut()

    def snapshot(self, viewer: Viewer, shown: Shown, at: datetime) -> Snapshot:
        """The hall at this moment as the viewer may see it."""
        return view_snapshot(self._hall, self.state.snapshot(self.epoch, at), viewer, shown)

    def close(self) -> None:
        """End all lines."""
        self._is_closed = True
        for listener in self._listeners:
            listener.cut()
        self._listeners.clear()

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)
