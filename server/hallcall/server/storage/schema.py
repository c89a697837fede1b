"""The tables. What a row means is said here; how it is written, in the modules beside this one.

Types are those that STRICT tables of SQLite and PostgreSQL both know: text, integer, real, bytes. Instants are UTC
text of fixed width, so that text order is time order.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names of constraints, fixed from the first day so that a later migration can speak of them."""


@lru_cache(maxsize=64)
def instant_text(value: datetime) -> str:
    """An aware instant as it is stored."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


class Instant(TypeDecorator[datetime]):
    """An aware instant as ``2026-11-21T02:23:00.123456Z``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the port
        """To text."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the port
        """From text."""
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A business day as ``2026-11-21``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the port
        """To text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:  # noqa: ARG002 - the port
        """From text."""
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """A truth value as 0 or 1."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:  # noqa: ARG002, FBT001 - the port
        """To a number."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:  # noqa: ARG002 - the port
        """From a number."""
        return None if value is None else bool(value)


metadata = MetaData(naming_convention=NAMING)


def _unique_while(name: str, condition: str, *columns: str) -> Index:
    """Unique among the rows that meet ``condition``.

    Only SQLite is named: each dialect named here is loaded at every start. The migration speaks to the dialect in use.
    """
    return Index(name, *columns, unique=True, sqlite_where=text(condition))


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


meta = _table(
    "meta",
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Facts about this database: ``epoch`` and ``vault`` (fingerprint of the key)."""

event = _table(
    "event",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("day", Day, nullable=False),
    Column("cause", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("queue", Text),
    Column("counter", Integer),
    Column("kiosk", Text),
    Column("hash", LargeBinary, nullable=False),
    Index(None, "day"),
)
"""The hall's log, append only, each event linked to the one before by ``hash`` (``chain.link``).

``queue``, ``counter`` and ``kiosk`` are whom the event concerned when it happened."""

day = _table(
    "day",
    Column("day", Day, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("opening", Text, nullable=False),
)
"""Where each business day begins in the log, and what it found: who is signed in, how devices are."""

signed_head = _table(
    "signed_head",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""The end of the log at a moment, signed with the hall's key."""

ticket = _table(
    "ticket",
    Column("id", Text, primary_key=True),
    Column("day", Day, nullable=False),
    Column("origin", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("leg", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("person", Text, ForeignKey("person.id")),
    Column("verified", Flag, nullable=False),
    Column("kiosk", Text, nullable=False),
    Column("parent", Text),
    Column("issued_at", Instant, nullable=False),
    Column("seniority", Instant, nullable=False),
    UniqueConstraint("day", "origin", "seq", "leg"),
)
"""One number, one row; its states are rows of ``ticket_interval``."""

ticket_interval = _table(
    "ticket_interval",
    Column("id", Integer, primary_key=True),
    Column("ticket", Text, ForeignKey("ticket.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("counter", Integer),
    Column("clerk", Text),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    _unique_while("uq_ticket_interval_open_ticket", "ended_at IS NULL", "ticket"),
    _unique_while("uq_ticket_interval_open_counter", "ended_at IS NULL AND state IN ('called', 'serving')", "counter"),
    Index(None, "ticket"),
)
"""What a ticket was doing, from when to when. The two unique indexes are the last line of defence: whatever goes
wrong above, no ticket is in two states and no counter has two visitors."""

person = _table(
    "person",
    Column("id", Text, primary_key=True),
    Column("blind_index", LargeBinary, unique=True),
    Column("kind", Text),
    Column("number_ct", LargeBinary),
    Column("name_ct", LargeBinary),
    Column("phone_ct", LargeBinary),
    Column("phone_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)
"""Who takes numbers. Facts are encrypted one by one; ``blind_index`` finds a document number without telling it."""

idempotency = _table(
    "idempotency",
    Column("key", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("body_hash", LargeBinary, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
)
"""Answers already given, by the key of the command."""

device = _table(
    "device",
    Column("token_hash", LargeBinary, primary_key=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("paired_at", Instant, nullable=False),
    Column("revoked", Flag, nullable=False),
    _unique_while("uq_device_in_use", "revoked = 0", "role", "name"),
)
"""Machines that may speak, by the SHA-256 of their token."""

certificate = _table(
    "certificate",
    Column("serial", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Index(None, "role", "name"),
)
"""Certificates that the hall's own authority has given to machines; ``serial`` in hexadecimal digits."""

pairing_code = _table(
    "pairing_code",
    Column("code_hash", LargeBinary, primary_key=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
)
"""One-time codes not yet used."""

clerk = _table(
    "clerk",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("locked_until", Instant),
)
"""People who work at counters."""

session = _table(
    "session",
    Column("token_hash", LargeBinary, primary_key=True),
    Column("clerk", Text, ForeignKey("clerk.id"), nullable=False),
    Column("counter", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
)
"""Clerks who are signed in."""

outbox = _table(
    "outbox",
    Column("id", Integer, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("template_values", Text, nullable=False),
    Column("to_ct", LargeBinary),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant),
    UniqueConstraint("event_id", "channel"),
    CheckConstraint("state IN ('queued', 'sent', 'failed')", name="state"),
    Index(None, "state", "next_at"),
)
"""Messages to visitors, written with the event that caused them."""
