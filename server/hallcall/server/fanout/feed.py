"""The readers' side of the log: a state of its own and the lines to all who listen. Lives in the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from hallcall.core.hall import Hall
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.server.storage import Entry
from hallcall.server.views import Shown, View, Viewer, may_see, shows_entry, view_event, view_snapshot

_log = logging.getLogger(__name__)

LINE = 256
"""Events that may wait for one listener; who is further behind is cut off and resumes from the log."""


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


class Subscription:
    """One listener."""

    def __init__(self, viewer: Viewer, shown: Shown, since: int) -> None:
        self.viewer = viewer
        self.shown = shown
        self.since = since
        """Events after this place come by the line; those up to it are in the log."""
        self.line: asyncio.Queue[Frame | None] = asyncio.Queue(LINE + 1)
        """What waits; None is the end."""

    def offer(self, frame: Frame) -> bool:
        """Put an event in the line; False when the listener is too slow and was cut off."""
        if not shows_entry(self.shown, frame.entry):
            return True
        if self.line.qsize() >= LINE:
            self.cut()
            return False
        self.line.put_nowait(frame)
        return True

    def cut(self) -> None:
        """End the line at once; what waits in it is dropped."""
        while not self.line.empty():
            self.line.get_nowait()
        self.line.put_nowait(None)


class Feed:
    """What readers see: never anything that is not committed."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._listeners: set[Subscription] = set()
        self._is_closed = False
        self.state = HallState()
        self.epoch = ""

    def load(self, state: HallState, epoch: str) -> None:
        """Begin with a state; the feed keeps it."""
        self.state = state
        self.epoch = epoch

    def publish(self, entries: Sequence[Entry]) -> None:
        """Take in committed events and pass them on."""
        for entry in entries:
            self.state.apply(entry.recorded)
            frame = Frame(entry)
            for listener in list(self._listeners):
                if not listener.offer(frame):
                    self._listeners.discard(listener)
                    _log.info("a listener was too slow and was cut off at %d", entry.recorded.seq)

    def subscribe(self, viewer: Viewer, shown: Shown) -> Subscription:
        """Listen from here on."""
        listener = Subscription(viewer, shown, self.state.seq)
        if self._is_closed:
            listener.cut()
        else:
            self._listeners.add(listener)
        return listener

    def leave(self, listener: Subscription) -> None:
        """Listen no more."""
        self._listeners.discard(listener)

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
