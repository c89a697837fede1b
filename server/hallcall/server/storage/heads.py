"""Signed ends of the log: at each of these moments the hall's key has vouched for everything before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from hallcall.core.errors import StorageError
from hallcall.server.storage import chain
from hallcall.server.storage.faults import storage_errors
from hallcall.server.storage.prepared import Prepared
from hallcall.server.storage.schema import event, instant_text, signed_head
from hallcall.server.storage.store import recall, remember

_ANCHOR = "anchor"
_KEYS = "audit_keys"
_COLUMNS = [event.c[name] for name in "seq epoch at day cause actor type data queue counter kiosk hash".split()]
_PAGE = Prepared(
    select(*_COLUMNS).where(event.c.seq > bindparam("after")).order_by(event.c.seq).limit(bindparam("most"))
)
_PAGE_ROWS = 5_000
_ALL = Prepared(select(signed_head.c.seq, signed_head.c.hash, signed_head.c.at, signed_head.c.signature))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the log at a moment."""

    seq: int
    hash: bytes
    at: str
    """When it was signed, as stored."""
    signature: bytes = b""


class Linked(NamedTuple):
    """An event as it is stored, and the hash beside it."""

    links: chain.Links
    hash: bytes


def sign(connection: Connection, signature_of: Callable[[Head], bytes], now: datetime) -> Head | None:
    """Sign the end of the log; None when it was signed already, or the log is empty."""
    newest = connection.execute(select(event.c.seq, event.c.hash).order_by(event.c.seq.desc()).limit(1)).first()
    if newest is None or newest.seq <= (connection.scalar(select(func.max(signed_head.c.seq))) or 0):
        return None
    head = Head(seq=newest.seq, hash=bytes(newest.hash), at=instant_text(now))
    head = replace(head, signature=signature_of(head))
    connection.execute(insert(signed_head).values(seq=head.seq, hash=head.hash, at=now, signature=head.signature))
    return head


def signed(connection: Connection) -> list[Head]:
    """All signed ends, oldest first."""
    rows = _ALL.run(connection, ()).fetchall()
    heads = [Head(seq=seq, hash=bytes(hash_), at=at, signature=bytes(mark)) for seq, hash_, at, mark in rows]
    return sorted(heads, key=lambda head: head.seq)


def epochs(connection: Connection, after: int) -> dict[int, str]:
    """By the place of each signed end behind ``after``, the epoch of the event there; none where it is gone."""
    found = connection.execute(
        select(event.c.seq, event.c.epoch)
        .join(signed_head, signed_head.c.seq == event.c.seq)
        .where(signed_head.c.seq > after)
    )
    return {row.seq: row.epoch for row in found}


def anchor(connection: Connection) -> Head | None:
    """The last event that was erased because its time was over, signed; None when all are there."""
    kept = recall(connection, _ANCHOR)
    return None if kept is None else msgspec.json.decode(kept, type=Head)


def set_anchor(connection: Connection, head: Head) -> None:
    """Note the last event that is erased."""
    remember(connection, _ANCHOR, msgspec.json.encode(head).decode())


def keys(connection: Connection) -> list[str]:
    """The public keys with which this log was signed, in hexadecimal digits."""
    return (recall(connection, _KEYS) or "").split()


def add_key(connection: Connection, key: str) -> None:
    """Note a public key with which the log is signed from now on."""
    known = keys(connection)
    if key not in known:
        remember(connection, _KEYS, " ".join([*known, key]))


def linked(connection: Connection, after: int = 0) -> Iterator[Linked]:
    """All events behind a place, as they are stored, oldest first; the connection stays in one transaction.

    Raises:
        StorageError: the next event cannot be read.
    """
    most = _PAGE_ROWS
    while True:
        try:
            with storage_errors():
                rows = _PAGE.run(connection, (after, most)).fetchall()
        except StorageError:
            if most == 1:
                raise
            most = 1  # up to the one that cannot be read
            continue
        for row in rows:
            yield Linked(row[:-1], bytes(row[-1]))
        if len(rows) < most:
            return
        after = rows[-1][0]


def drop_before(connection: Connection, seq: int) -> int:
    """Erase signed ends before a place; how many."""
    return connection.execute(delete(signed_head).where(signed_head.c.seq < seq)).rowcount
