"""Where each business day lies in the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import Connection, func, select

from hallcall.core.errors import StorageError
from hallcall.core.snapshot import Snapshot
from hallcall.server.storage.schema import day as table
from hallcall.server.storage.schema import event


@dataclass(frozen=True, slots=True, kw_only=True)
class DayInLog:
    """A business day."""

    day: date
    opening: Snapshot
    """What it found when it began; ``opening.seq`` is the place of its first event, ``day.opened``."""
    until: int
    """The place of its last event so far."""


def days(connection: Connection) -> list[date]:
    """All days of the log, oldest first."""
    return list(connection.scalars(select(table.c.day).order_by(table.c.day)))


def find(connection: Connection, day: date) -> DayInLog | None:
    """A day's place in the log; None when there was no such day, or it was erased in time.

    Raises:
        StorageError: ``storage.corrupt`` when what it found cannot be read.
    """
    row = connection.execute(select(table.c.seq, table.c.opening).where(table.c.day == day)).first()
    if row is None:
        return None
    following = connection.scalar(select(func.min(table.c.seq)).where(table.c.seq > row.seq))
    until = following - 1 if following is not None else connection.scalar(select(func.max(event.c.seq))) or row.seq
    return DayInLog(day=day, opening=_opening(row.opening, row.seq), until=until)


def _opening(stored: str, seq: int) -> Snapshot:
    try:
        return msgspec.json.decode(stored, type=Snapshot)
    except msgspec.DecodeError as error:
        raise StorageError("storage.corrupt", seq=seq) from error


def newest(connection: Connection) -> DayInLog | None:
    """The last day of the log; None in an empty one.

    Raises:
        StorageError: as ``find``.
    """
    last = connection.scalar(select(table.c.day).order_by(table.c.seq.desc()).limit(1))
    return None if last is None else find(connection, last)


def hash_at(connection: Connection, seq: int) -> bytes | None:
    """The hash of the event at a place; None when it is not there."""
    return connection.scalar(select(event.c.hash).where(event.c.seq == seq))
