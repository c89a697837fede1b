"""The blocks of numbers that a kiosk holds, and which of them it has given."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from hallcall.client.offline.outbox import Outbox, Pending
from hallcall.client.offline.store import OfflineStore
from hallcall.core.commands import LeaseId
from hallcall.core.snapshot import Lease
from hallcall.core.terms import ItemCode, QueuePrefix

_TAKE = """
UPDATE lease SET next = next + 1
WHERE id = (SELECT id FROM lease WHERE day = ? AND queue = ? AND next <= last ORDER BY first LIMIT 1)
RETURNING id, next - 1
"""
_HELD = """
SELECT lease, seq FROM given JOIN lease ON lease.id = lease JOIN entry ON entry.key = entry
WHERE day = ? AND who = ? AND item = ? AND state = 'waiting' ORDER BY entry.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Given:
    """A number that this kiosk gave."""

    lease: LeaseId
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants a number for."""

    queue: QueuePrefix
    item: ItemCode
    who: str | None = field(repr=False)
    """Document number; None for a visitor who showed none."""
    entry: Pending
    """The command that tells the server; the number is put in."""
    personal: Mapping[str, Any] = field(repr=False)
    """What of the command tells of a person."""


class LeaseBook:
    """A kiosk's numbers. A number leaves its block in the transaction that keeps what it was given for."""

    def __init__(self, store: OfflineStore, outbox: Outbox) -> None:
        self._store = store
        self._outbox = outbox

    def take_in(self, leases: Iterable[Lease], day: date) -> None:
        """Blocks as the server tells them on a day. What is left of earlier days is void."""
        today = day.isoformat()
        with self._store.writing() as connection:
            row = connection.execute("SELECT value FROM fact WHERE name = 'day'").fetchone()
            if row is not None and str(row[0]) > today:
                # A server that was set back to yesterday must not bring back numbers that were used then.
                return
            connection.execute("INSERT OR REPLACE INTO fact VALUES ('day', ?)", (today,))
            connection.executemany(
                "INSERT OR IGNORE INTO lease VALUES (?, ?, ?, ?, ?, ?)",
                [(lease.id, today, lease.queue, lease.first, lease.last, lease.first) for lease in leases],
            )
            connection.execute("DELETE FROM lease WHERE day < ? AND id NOT IN (SELECT lease FROM given)", (today,))

    def left(self, day: date) -> dict[QueuePrefix, int]:
        """Numbers left for a day, by queue."""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT queue, sum(last + 1 - next) FROM lease WHERE day = ? GROUP BY queue", (day.isoformat(),)
            ).fetchall()
        return {QueuePrefix(queue): int(count) for queue, count in rows}

    def held(self, day: date, who: str, item: ItemCode) -> Given | None:
        """The number that somebody has got for an item, and that the server has not heard of yet."""
        with self._store.reading() as connection:
            row = connection.execute(_HELD, (day.isoformat(), self._store.sealer.mark(who), item)).fetchone()
        return _given(row)

    def count(self, day: date, who: str) -> int:
        """How many numbers somebody has got here on a day."""
        with self._store.reading() as connection:
            row = connection.execute(
                "SELECT count(*) FROM given JOIN lease ON lease.id = lease WHERE day = ? AND who = ?",
                (day.isoformat(), self._store.sealer.mark(who)),
            ).fetchone()
        return int(row[0])

    def give(self, day: date, wish: Wish) -> Given | None:
        """Give the next number of a queue; on the disk when this returns. None when no number is left.

        Raises:
            StorageError: the disk promises nothing: no number was given.
        """
        mark = self._store.sealer.mark(wish.who) if wish.who is not None else None
        with self._store.writing() as connection:
            given = _given(connection.execute(_TAKE, (day.isoformat(), wish.queue)).fetchone())
            if given is not None:
                self._keep(connection, wish, given, mark)
        return given

    def _keep(self, connection: sqlite3.Connection, wish: Wish, given: Given, mark: bytes | None) -> None:
        body = {**wish.entry.body, "lease": given.lease, "seq": given.seq}
        self._outbox.put_with(connection, replace(wish.entry, body=body), wish.personal)
        row = (given.lease, given.seq, wish.item, mark, wish.entry.key)
        connection.execute("INSERT INTO given VALUES (?, ?, ?, ?, ?)", row)


def _given(row: tuple[str, int] | None) -> Given | None:
    return Given(LeaseId(row[0]), int(row[1])) if row is not None else None
