"""Holds what a database says against what its server has promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from hallcall.server.storage import Connection, Store, chain
from hallcall.sim.kill.crowd import Answered
from hallcall.sim.plain import rows_of

_SINCE = (
    "SELECT seq, epoch, at, day, cause, actor, type, data, queue, counter, kiosk, hash"
    " FROM event WHERE seq > ? ORDER BY seq"
)
_HEAD = "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"
_ANSWER = "SELECT answer FROM idempotency WHERE key = ?"
_WAITS = frozenset({"ticket.issued", "ticket.returned"})
_CALLED = "ticket.called"


@dataclass(slots=True)
class Proof:
    """Looks again and again, each time at what is new; every list stays empty when all is well."""

    path: Path
    lost: list[str] = field(default_factory=list[str])
    """Keys whose answer is not in the database."""
    changed: list[str] = field(default_factory=list[str])
    """Keys whose answer is another one there."""
    twice: list[str] = field(default_factory=list[str])
    """Numbers that were given twice, or called again while nobody waited with them."""
    gaps: list[int] = field(default_factory=list[int])
    """Places in the log where one is missing, or where the chain is broken."""
    looked_at: int = 0
    """Promises that were looked for."""
    _seq: int = 0
    _hash: bytes = chain.START
    _waits: dict[str, bool] = field(default_factory=dict[str, bool])
    """Tickets that were given, and whether they may be called."""

    def begin(self) -> None:
        """Leave out what is in the log already."""
        store = Store(self.path)
        try:
            with store.reading() as connection:
                for seq, head in rows_of(connection, _HEAD):
                    self._seq, self._hash = seq, head
        finally:
            store.close()

    def look(self, answered: Sequence[Answered]) -> None:
        """Look at all events since the last time, and for these promises.

        The server must be at work, or closed in peace: whoever is the last to close the file tidies it up.
        """
        store = Store(self.path)
        try:
            with store.reading() as connection:
                self._follow(connection)
                for promise in answered:
                    self._look_for(connection, promise)
        finally:
            store.close()
        self.looked_at += len(answered)

    def look_over(self) -> str:
        """The whole file: ``ok``, or what SQLite finds wrong."""
        store = Store(self.path)
        try:
            with store.reading() as connection:
                return rows_of(connection, "PRAGMA integrity_check(1)")[0][0]
        finally:
            store.close()

    def _follow(self, connection: Connection) -> None:
        for *row, head in rows_of(connection, _SINCE, self._seq):
            links: Any = tuple(row)
            self._seq += 1
            self._hash = chain.link(self._hash, links)
            if row[0] != self._seq or head != self._hash:
                self.gaps.append(row[0])
                self._seq, self._hash = row[0], head
            self._tell_twice(row[6], msgspec.json.decode(row[7]))

    def _tell_twice(self, kind: str, data: dict[str, Any]) -> None:
        ticket = data.get("ticket")
        if ticket is None:
            return
        if (kind == "ticket.issued" and ticket in self._waits) or (kind == _CALLED and not self._waits.get(ticket)):
            self.twice.append(ticket)
        if kind in _WAITS:
            self._waits[ticket] = True
        elif kind == _CALLED:
            self._waits[ticket] = False

    def _look_for(self, connection: Connection, promise: Answered) -> None:
        rows = rows_of(connection, _ANSWER, promise.key)
        if not rows:
            self.lost.append(promise.key)
            return
        kept: dict[str, Any] = msgspec.json.decode(rows[0][0])
        told = promise.answer
        same = all(kept[name] == told[name] for name in ("seq", "repeated", "events", "ahead", "wait"))
        if not same or _ticket(kept) != _ticket(told):
            self.changed.append(promise.key)


def _ticket(answer: Any) -> tuple[Any, ...]:
    """What everybody may know of a ticket in an answer."""
    ticket = answer["ticket"] or {}
    return tuple(ticket.get(name) for name in ("id", "number", "queue", "state", "counter", "calls", "passes"))
