"""Messages to visitors: written with the event that causes them, sent afterwards, kept as a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, insert, select, update

from hallcall.server.storage.schema import outbox as table


class NoticeState(StrEnum):
    """How far a message has come."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A message as stored."""

    event_id: str
    channel: str
    """``sms``."""
    template: str
    """Name of the text in the catalogues."""
    values: Mapping[str, str | int]
    """What the text needs; never a name or a document number."""
    to_ct: bytes | None
    """Encrypted phone number; None once it was erased."""
    state: NoticeState
    attempts: int
    next_at: datetime
    at: datetime
    """When the event happened."""
    ended_at: datetime | None = None
    """When it was sent or given up."""


def add(connection: Connection, row: NoticeRow) -> None:
    """Store a message; the same event never causes two on one channel."""
    connection.execute(
        insert(table).values(
            event_id=row.event_id,
            channel=row.channel,
            template=row.template,
            template_values=msgspec.json.encode(row.values).decode(),
            to_ct=row.to_ct,
            state=row.state.value,
            attempts=row.attempts,
            next_at=row.next_at,
            at=row.at,
        )
    )


def due(connection: Connection, now: datetime, most: int) -> list[NoticeRow]:
    """Messages to send now, oldest first."""
    waiting = (table.c.state == NoticeState.QUEUED.value) & (table.c.next_at <= now)
    return _rows(connection, select(table).where(waiting).order_by(table.c.id).limit(most))


def newest(connection: Connection, most: int) -> list[NoticeRow]:
    """The last messages, newest first."""
    return _rows(connection, select(table).order_by(table.c.id.desc()).limit(most))


def settle(connection: Connection, row: NoticeRow) -> None:
    """Note what became of a message."""
    same = (table.c.event_id == row.event_id) & (table.c.channel == row.channel)
    connection.execute(
        update(table)
        .where(same)
        .values(state=row.state.value, attempts=row.attempts, next_at=row.next_at, ended_at=row.ended_at)
    )


def erase_phones(connection: Connection, before: datetime) -> int:
    """Erase the numbers of messages older than ``before``; how many."""
    old = table.c.to_ct.is_not(None) & (table.c.at <= before)
    return connection.execute(update(table).where(old).values(to_ct=None)).rowcount


def _rows(connection: Connection, query: Select[Any]) -> list[NoticeRow]:
    return [
        NoticeRow(
            event_id=row.event_id,
            channel=row.channel,
            template=row.template,
            values=msgspec.json.decode(row.template_values),
            to_ct=row.to_ct,
            state=NoticeState(row.state),
            attempts=row.attempts,
            next_at=row.next_at,
            at=row.at,
            ended_at=row.ended_at,
        )
        for row in connection.execute(query)
    ]
