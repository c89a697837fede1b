"""People: rows of encrypted facts. This module sees ciphertext only; the vault makes it and reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from hallcall.core.tickets import PersonId
from hallcall.server.storage.schema import person as table


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person as stored."""

    id: PersonId
    blind_index: bytes | None
    """Keyed hash of the document number; None for somebody without a document."""
    kind: str | None
    """Kind of document."""
    number_ct: bytes | None
    name_ct: bytes | None
    phone_ct: bytes | None
    phone_until: datetime | None
    """From then on the phone number may be kept no longer."""


_COLUMNS = (
    table.c.id,
    table.c.blind_index,
    table.c.kind,
    table.c.number_ct,
    table.c.name_ct,
    table.c.phone_ct,
    table.c.phone_until,
)


def find(connection: Connection, blind_index: bytes) -> PersonRow | None:
    """The person with that document number."""
    row = connection.execute(select(*_COLUMNS).where(table.c.blind_index == blind_index)).mappings().first()
    return None if row is None else PersonRow(**row)


def get(connection: Connection, person: PersonId) -> PersonRow | None:
    """The person with that id."""
    row = connection.execute(select(*_COLUMNS).where(table.c.id == person)).mappings().first()
    return None if row is None else PersonRow(**row)


def add(connection: Connection, row: PersonRow, now: datetime) -> None:
    """Store a person who was not known."""
    connection.execute(
        insert(table).values(
            id=row.id,
            blind_index=row.blind_index,
            kind=row.kind,
            number_ct=row.number_ct,
            name_ct=row.name_ct,
            phone_ct=row.phone_ct,
            phone_until=row.phone_until,
            created_at=now,
            seen_at=now,
        )
    )


def change(connection: Connection, row: PersonRow, now: datetime) -> None:
    """Store what is newly known of a person."""
    connection.execute(
        update(table)
        .where(table.c.id == row.id)
        .values(name_ct=row.name_ct, phone_ct=row.phone_ct, phone_until=row.phone_until, seen_at=now)
    )


def erase_phones(connection: Connection, now: datetime) -> int:
    """Erase phone numbers whose time is over; how many."""
    due = table.c.phone_ct.is_not(None) & (table.c.phone_until <= now)
    return connection.execute(update(table).where(due).values(phone_ct=None, phone_until=None)).rowcount
