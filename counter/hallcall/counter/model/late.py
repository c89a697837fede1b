"""Visits that ended while the server was away: kept on this machine's disk, told when the server is back."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from datetime import datetime

import msgspec
from PySide6.QtCore import QObject, Signal

from hallcall.client import Answer, LinkState, LinkStatus, new_key
from hallcall.client.offline import Outbox, Pending, Uploads
from hallcall.core.commands import FinishService
from hallcall.core.errors import Refused, StorageError
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId, TicketId, TicketState
from hallcall.counter.model.port import Server

_log = logging.getLogger(__name__)

_ENDED_SESSION = frozenset({"access.token_unknown", "access.denied", "counter.not_open"})
"""The clerk has to sign in again first."""


class LateFinishes(QObject):
    """What one clerk ended without the server. Each is told in that clerk's own session, and ends that visit only."""

    changed = Signal()
    """A visit was kept, or the server has heard of one."""
    lost = Signal(object)
    """A visit did not end as the clerk thinks, because of this ``Refused``."""

    def __init__(self, server: Server, outbox: Outbox, counter: CounterNumber, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self._outbox = outbox
        self._counter = counter
        self._clerk: ClerkId | None = None
        self._kept: dict[TicketId, datetime] = {}
        self._uploads = Uploads(
            outbox, self._send, on_drained=self._drained, on_refused=self._take_refusal, not_yet=_ENDED_SESSION
        )
        server.linkChanged.connect(self._take_link)

    def sign_in(self, clerk: ClerkId) -> None:
        """A clerk has signed in: what they ended before is told now."""
        self._clerk = clerk
        try:
            visits = [self._visit(entry) for entry in self._outbox.waiting(clerk)]
        except StorageError:
            _log.exception("what was kept without the server cannot be read")
            visits = []
        self._kept = {
            visit.ticket: visit.ended_at for visit in visits if visit.ticket is not None and visit.ended_at is not None
        }
        self._start()

    def keep(self, ticket: TicketId, clerk: ClerkId, at: datetime) -> None:
        """A visit has ended; on the disk when this returns.

        Raises:
            StorageError: it could not be kept.
        """
        visit = FinishService(counter=self._counter, ticket=ticket, ended_at=at)
        body = msgspec.to_builtins(visit)
        self._outbox.put(Pending(key=new_key(), command=visit.name, owner=clerk, at=at, body=body))
        self._kept[ticket] = at
        self.changed.emit()

    def ended_at(self, ticket: TicketId) -> datetime | None:
        """When a visit ended that the server believes to go on; None for all others."""
        return self._kept.get(ticket)

    def close(self) -> None:
        """Hear no answers any more."""
        self._uploads.close()

    def _take_link(self, status: LinkStatus) -> None:
        if status.state is LinkState.LIVE:
            self._start()

    def _start(self) -> None:
        if self._clerk is not None and self._kept and self._server.status.state is LinkState.LIVE:
            self._uploads.start(self._clerk)

    def _send(self, entry: Pending) -> Future[Answer]:
        told: Future[Answer] = Future()
        self._server.send(self._visit(entry), told.set_result, told.set_exception, key=entry.key)
        return told

    def _drained(self) -> None:
        self._kept.clear()
        self.changed.emit()

    def _take_refusal(self, entry: Pending, error: Refused) -> None:
        ticket = self._visit(entry).ticket
        if ticket is None:
            return
        self._kept.pop(ticket, None)
        state = self._server.state
        # A visit that was finished in another way is no news.
        if ticket in state.tickets or state.ended.get(ticket, TicketState.DONE) is not TicketState.DONE:
            self.lost.emit(error)

    def _visit(self, entry: Pending) -> FinishService:
        return msgspec.convert(entry.body, FinishService)
