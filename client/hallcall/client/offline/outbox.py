"""Commands that the server has not heard yet, in the order in which they happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from hallcall.client.offline.store import OfflineStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A command that waits for the server."""

    key: str
    """Its idempotency key, the same with each try."""
    command: str
    """Wire name."""
    owner: str
    """The clerk who gave it; empty for a machine's own."""
    at: datetime
    body: Mapping[str, Any] = field(repr=False)


class Outbox:
    """The commands of one application that wait for the server."""

    def __init__(self, store: OfflineStore) -> None:
        self._store = store

    def put(self, entry: Pending) -> None:
        """Keep a command; on the disk when this returns."""
        with self._store.writing() as connection:
            self.put_with(connection, entry, {})

    def put_with(self, connection: sqlite3.Connection, entry: Pending, personal: Mapping[str, Any]) -> None:
        """Keep a command in a transaction of the store.

        Args:
            connection: inside ``OfflineStore.writing``.
            entry: the command without what tells of a person.
            personal: that part; sealed, and erased when the server has answered.
        """
        sealed = self._store.sealer.seal(msgspec.json.encode(personal), entry.key) if personal else None
        connection.execute(
            "INSERT INTO entry (key, command, owner, at, body, sealed, state, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, 'waiting', '')",
            (
                entry.key,
                entry.command,
                entry.owner,
                entry.at.astimezone(UTC).isoformat(),
                msgspec.json.encode(entry.body).decode(),
                sealed,
            ),
        )

    def waiting(self, owner: str = "") -> list[Pending]:
        """What this owner's commands still wait for, oldest first.

        A personal part that the key cannot open any more is left out: the rest is still true.
        """
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT key, command, owner, at, body, sealed FROM entry"
                " WHERE state = 'waiting' AND owner = ? ORDER BY id",
                (owner,),
            ).fetchall()
        return [self._pending(*row) for row in rows]

    def done(self, key: str) -> None:
        """The server has taken it in."""
        self._settle(key, "done", "")

    def refused(self, key: str, code: str) -> None:
        """The server will never take it in."""
        self._settle(key, "refused", code)

    def refusals(self) -> dict[str, str]:
        """Codes of what was refused, by key."""
        with self._store.reading() as connection:
            return dict(connection.execute("SELECT key, reason FROM entry WHERE state = 'refused' ORDER BY id"))

    def forget(self, before: datetime) -> None:
        """Forget what was settled before a moment."""
        with self._store.writing() as connection:
            settled = "state <> 'waiting' AND at < ?"
            moment = (before.astimezone(UTC).isoformat(),)
            connection.execute(f"DELETE FROM given WHERE entry IN (SELECT key FROM entry WHERE {settled})", moment)  # noqa: S608 - constant
            connection.execute(f"DELETE FROM entry WHERE {settled}", moment)  # noqa: S608 - constant

    def _settle(self, key: str, state: str, reason: str) -> None:
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE entry SET state = ?, reason = ?, sealed = NULL WHERE key = ?", (state, reason, key)
            )

    def _pending(self, key: str, command: str, owner: str, at: str, body: str, sealed: bytes | None) -> Pending:
        opened = self._store.sealer.unseal(sealed, key) if sealed is not None else None
        personal: dict[str, Any] = msgspec.json.decode(opened) if opened is not None else {}
        return Pending(
            key=key,
            command=command,
            owner=owner,
            at=datetime.fromisoformat(at),
            body={**msgspec.json.decode(body), **personal},
        )
