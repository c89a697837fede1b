"""What those who look after the hall want to know of its database: a few numbers, each cheap to find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pysqlite3
from sqlalchemy import Connection, func, select, text

from hallcall.server.storage.outbox import NoticeState
from hallcall.server.storage.schema import certificate, outbox, signed_head


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The database in numbers."""

    notices: dict[str, int]
    """Messages to visitors by state."""
    oldest_notice_at: datetime | None
    """When the event of the oldest message happened that has not left yet; None when none waits."""
    signed_seq: int | None
    """The last place of the log that was signed; None before the first time."""


def figures(connection: Connection) -> Figures:
    """The numbers at this moment."""
    counted = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
    return Figures(
        notices={**{state.value: 0 for state in NoticeState}, **{row[0]: row[1] for row in counted}},
        oldest_notice_at=oldest_notice(connection),
        signed_seq=connection.scalar(select(func.max(signed_head.c.seq))),
    )


def oldest_notice(connection: Connection) -> datetime | None:
    """When the event of the oldest message happened that has not left yet; None when none waits."""
    return connection.scalar(select(func.min(outbox.c.at)).where(outbox.c.state == NoticeState.QUEUED.value))


def library_version() -> tuple[int, ...]:
    """The version of the library of SQLite."""
    return tuple(pysqlite3.sqlite_version_info)


def tables_version(connection: Connection) -> str | None:
    """The version of the tables; None in a database that has none."""
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def first_expiry(connection: Connection) -> tuple[str, datetime] | None:
    """The machine whose certificate ends first, and when; None when no machine holds one.

    A certificate that was renewed meanwhile no longer counts.
    """
    newest = (
        select(certificate.c.name, func.max(certificate.c.expires_at).label("ends"))
        .where(certificate.c.revoked_at.is_(None))
        .group_by(certificate.c.role, certificate.c.name)
        .subquery()
    )
    row = connection.execute(select(newest.c.name, newest.c.ends).order_by(newest.c.ends).limit(1)).first()
    return None if row is None else (row[0], row[1])
