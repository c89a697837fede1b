"""Certificates that the hall's own authority has given to machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from hallcall.server.storage.schema import certificate as table


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    """A certificate of a machine."""

    serial: str
    """Hexadecimal digits."""
    role: str
    name: str
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


_COLUMNS = (
    table.c.serial,
    table.c.role,
    table.c.name,
    table.c.issued_at,
    table.c.expires_at,
    table.c.revoked_at,
)


def add(connection: Connection, row: CertificateRow) -> None:
    """Note a certificate that is about to be handed over."""
    connection.execute(
        insert(table).values(
            serial=row.serial,
            role=row.role,
            name=row.name,
            issued_at=row.issued_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
        )
    )


def valid(connection: Connection, now: datetime) -> list[CertificateRow]:
    """Certificates that are neither revoked nor over, oldest first."""
    is_valid = table.c.revoked_at.is_(None) & (table.c.expires_at > now)
    rows = connection.execute(select(*_COLUMNS).where(is_valid).order_by(table.c.issued_at)).mappings()
    return [CertificateRow(**row) for row in rows]


def revoke(connection: Connection, role: str, name: str, now: datetime) -> int:
    """Revoke all certificates of a machine; how many."""
    held = (table.c.role == role) & (table.c.name == name) & table.c.revoked_at.is_(None)
    return connection.execute(update(table).where(held).values(revoked_at=now)).rowcount
