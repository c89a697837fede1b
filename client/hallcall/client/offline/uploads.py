"""Brings the outbox to the server: one command at a time, oldest first, each until it is answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

import structlog

from hallcall.client.answers import Answer
from hallcall.client.offline.outbox import Outbox, Pending
from hallcall.core.errors import HallcallError, LinkError, Refused, StorageError

_log = structlog.get_logger("hallcall.client")


class Uploads:
    """Sends what waits. ``start`` it whenever the link is there; it stops by itself.

    What fails for another reason than the link waits for the next ``start`` and does not hold up the others.
    """

    def __init__(
        self,
        outbox: Outbox,
        send: Callable[[Pending], Future[Answer]],
        *,
        on_drained: Callable[[], None] | None = None,
        on_refused: Callable[[Pending, Refused], None] | None = None,
        not_yet: frozenset[str] = frozenset(),
    ) -> None:
        """Remember how to send.

        Args:
            outbox: what waits.
            send: sends one command under its key.
            on_drained: told when nothing waits any more.
            on_refused: told of what the server will never take in. Both are called where answers arrive.
            not_yet: refusals that pass, as when somebody has to sign in again first.
        """
        self._not_yet = not_yet
        self._outbox = outbox
        self._send = send
        self._on_drained = on_drained
        self._on_refused = on_refused
        self._lock = threading.Lock()
        self._is_running = False
        self._is_closed = False
        self._owner = ""
        self._tried: set[str] = set()
        self._next_owner: str | None = None
        """Whose are sent when those under way are settled: it was said meanwhile, perhaps too late for them."""

    def start(self, owner: str = "") -> None:
        """The link is there: send what waits of this owner's commands, after what is being sent already."""
        with self._lock:
            if self._is_closed:
                return
            if self._is_running:
                self._next_owner = owner
                return
            self._is_running = True
        self._begin(owner)

    def close(self) -> None:
        """Answers that still come are not heard: the entry waits for the next time, with its key."""
        with self._lock:
            self._is_closed = True

    def _begin(self, owner: str) -> None:
        self._owner = owner
        self._tried.clear()
        self._next()

    def _next(self) -> None:
        try:
            waiting = self._outbox.waiting(self._owner)
        except StorageError as error:
            self._give_up(error)
            return
        entry = next((entry for entry in waiting if entry.key not in self._tried), None)
        if entry is not None:
            self._tried.add(entry.key)
            self._send(entry).add_done_callback(lambda ended: self._settle(entry, ended))
            return
        if self._stop() and not waiting and self._on_drained is not None:
            self._on_drained()

    def _settle(self, entry: Pending, ended: Future[Answer]) -> None:
        with self._lock:
            if self._is_closed:
                return
        error = LinkError("link.down") if ended.cancelled() else ended.exception()
        if isinstance(error, LinkError):
            self._stop()
            return
        try:
            self._note(entry, error)
        except StorageError as failure:
            self._give_up(failure)
            return
        self._next()

    def _note(self, entry: Pending, error: BaseException | None) -> None:
        """Keep how it ended."""
        if error is None:
            self._outbox.done(entry.key)
        elif isinstance(error, Refused) and error.code not in self._not_yet:
            _log.warning("refused what was done without the server", command=entry.command, code=error.code)
            self._outbox.refused(entry.key, error.code)
            if self._on_refused is not None:
                self._on_refused(entry, error)
        elif isinstance(error, HallcallError):
            _log.error("the server could not keep what was done without it", command=entry.command, code=error.code)
        else:
            self._stop()
            raise error

    def _give_up(self, error: StorageError) -> None:
        """The own disk fails: whatever was sent is sent once more, with its key, when it works again."""
        _log.error("the outbox cannot be used", **error.fields)
        self._stop()

    def _stop(self) -> bool:
        """End, which is True, or begin again when a ``start`` came while this ran."""
        with self._lock:
            owner, self._next_owner = self._next_owner, None
            self._is_running = owner is not None and not self._is_closed
            is_over = not self._is_running
        if owner is not None and not is_over:
            self._begin(owner)
        return is_over
