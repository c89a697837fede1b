"""A restored database: what it is told before it takes its place, and what it tells when it starts."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, func, select
from ulid import ULID

from hallcall.core.commands import Block, KnownNumbers, RecordRestore
from hallcall.core.terms import QueuePrefix
from hallcall.server.storage import log
from hallcall.server.storage.schema import meta, ticket
from hallcall.server.storage.store import recall, remember

_RESTORED = "restored"
_HOUR_CHARACTERS = len("2026-11-21T02")
MARGIN = 2
"""The busiest hour may come again, and be busier."""


def begin_anew(connection: Connection, restored: RecordRestore) -> str:
    """Give the log a new epoch and note what is to be recorded at the next start; the epoch."""
    epoch = str(ULID())
    remember(connection, "epoch", epoch)
    remember(connection, _RESTORED, msgspec.json.encode(restored).decode())
    return epoch


def pending(connection: Connection) -> RecordRestore | None:
    """What is to be recorded of a restore; None when nothing is."""
    kept = recall(connection, _RESTORED)
    return None if kept is None else msgspec.json.decode(kept, type=RecordRestore)


def recorded(connection: Connection) -> None:
    """The restore stands in the log now."""
    connection.execute(delete(meta).where(meta.c.name == _RESTORED))


def known_numbers(connection: Connection) -> KnownNumbers | None:
    """How far numbers have come; None in a database whose day was never opened."""
    state = log.rebuild(connection)
    if state.day is None:
        return None
    blocks = (
        Block(lease=one.id, kiosk=one.kiosk, book=one.book, queue=one.queue, first=one.first, last=one.last)
        for one in state.leases.values()
    )
    return KnownNumbers(
        day=state.day,
        newest=tuple(sorted(state.last_seq.items())),
        blocks=tuple(sorted(blocks, key=lambda block: block.lease)),
    )


def busiest_hours(connection: Connection) -> tuple[tuple[QueuePrefix, int], ...]:
    """By queue, ``MARGIN`` times the most numbers it gave in any hour of the log."""
    hour = func.substr(ticket.c.issued_at, 1, _HOUR_CHARACTERS)
    counted = (
        select(ticket.c.origin, func.count().label("given"))
        .where(ticket.c.leg == 1)
        .group_by(ticket.c.origin, hour)
        .subquery()
    )
    rows = connection.execute(select(counted.c.origin, func.max(counted.c.given)).group_by(counted.c.origin))
    return tuple(
        (QueuePrefix(origin), MARGIN * given) for origin, given in sorted((row.origin, row[1]) for row in rows)
    )
