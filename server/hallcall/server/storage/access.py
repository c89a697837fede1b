"""Who may speak: devices, clerks, sessions and pairing codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, literal, select, update

from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.server.storage.schema import Flag
from hallcall.server.storage.schema import clerk as clerk_table
from hallcall.server.storage.schema import device as device_table
from hallcall.server.storage.schema import pairing_code as code_table
from hallcall.server.storage.schema import session as session_table

_MAY_SPEAK = device_table.c.revoked == literal(value=False, type_=Flag)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A paired machine."""

    token_hash: bytes
    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedRow:
    """When a machine was last paired, and whether that still holds."""

    role: str
    name: str
    paired_at: datetime
    revoked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A signed-in clerk."""

    token_hash: bytes
    clerk: ClerkId
    counter: CounterNumber
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerkRow:
    """Somebody who works at counters."""

    id: ClerkId
    name: str
    password_hash: str = field(repr=False)
    failed: int
    """Tries since the last good one."""
    locked_until: datetime | None


def devices(connection: Connection) -> list[DeviceRow]:
    """All machines that may speak."""
    rows = connection.execute(
        select(device_table.c.token_hash, device_table.c.role, device_table.c.name).where(_MAY_SPEAK)
    )
    return [DeviceRow(token_hash=row.token_hash, role=row.role, name=row.name) for row in rows]


def add_device(connection: Connection, row: DeviceRow, now: datetime) -> None:
    """Let a machine speak; the token it had before is revoked."""
    same = (device_table.c.role == row.role) & (device_table.c.name == row.name)
    connection.execute(update(device_table).where(same).values(revoked=True))
    connection.execute(
        insert(device_table).values(
            token_hash=row.token_hash, role=row.role, name=row.name, paired_at=now, revoked=False
        )
    )


def paired(connection: Connection) -> list[PairedRow]:
    """Every machine that was ever paired, as its newest pairing left it; by role and name."""
    rows = connection.execute(
        select(device_table.c.role, device_table.c.name, device_table.c.paired_at, device_table.c.revoked).order_by(
            device_table.c.role, device_table.c.name, device_table.c.paired_at, device_table.c.revoked.desc()
        )
    ).mappings()
    newest = {(row["role"], row["name"]): PairedRow(**row) for row in rows}
    return list(newest.values())


def revoke_device(connection: Connection, role: str, name: str) -> bool:
    """A machine may speak no more; False when it could not before."""
    in_use = (device_table.c.role == role) & (device_table.c.name == name) & _MAY_SPEAK
    return connection.execute(update(device_table).where(in_use).values(revoked=True)).rowcount > 0


def add_code(connection: Connection, code_hash: bytes, role: str, name: str, expires_at: datetime) -> None:
    """Store a one-time code."""
    connection.execute(insert(code_table).values(code_hash=code_hash, role=role, name=name, expires_at=expires_at))


def use_code(connection: Connection, code_hash: bytes, now: datetime) -> tuple[str, str] | None:
    """Role and name that a code stands for, used up by this; None when there is no such code or its time is over."""
    row = connection.execute(select(code_table).where(code_table.c.code_hash == code_hash)).first()
    if row is None:
        return None
    connection.execute(delete(code_table).where(code_table.c.code_hash == code_hash))
    return (row.role, row.name) if now < row.expires_at else None


def clerk(connection: Connection, number: str) -> ClerkRow | None:
    """A clerk by number."""
    row = connection.execute(select(clerk_table).where(clerk_table.c.id == number)).mappings().first()
    return None if row is None else ClerkRow(**row)


def put_clerk(connection: Connection, number: str, name: str, password_hash: str) -> None:
    """Add a clerk, or give one a new name and password; a lock is lifted."""
    values = {"name": name, "password_hash": password_hash, "failed": 0, "locked_until": None}
    if clerk(connection, number) is None:
        connection.execute(insert(clerk_table).values(id=number, **values))
    else:
        connection.execute(update(clerk_table).where(clerk_table.c.id == number).values(**values))


def set_tries(connection: Connection, number: str, failed: int, locked_until: datetime | None) -> None:
    """Note how often a clerk has failed to sign in."""
    connection.execute(
        update(clerk_table).where(clerk_table.c.id == number).values(failed=failed, locked_until=locked_until)
    )


def sessions(connection: Connection) -> list[SessionRow]:
    """All sessions."""
    return [SessionRow(**row) for row in connection.execute(select(session_table)).mappings()]


def begin_session(connection: Connection, row: SessionRow) -> None:
    """Store a session; those the clerk had before end."""
    end_sessions(connection, row.clerk)
    connection.execute(
        insert(session_table).values(
            token_hash=row.token_hash, clerk=row.clerk, counter=row.counter, expires_at=row.expires_at
        )
    )


def end_sessions(connection: Connection, clerk_id: ClerkId) -> None:
    """End all sessions of a clerk."""
    connection.execute(delete(session_table).where(session_table.c.clerk == clerk_id))


def end_sessions_at(connection: Connection, counter: CounterNumber) -> list[ClerkId]:
    """End the sessions at a counter; whose they were."""
    here = session_table.c.counter == counter
    clerks = [ClerkId(clerk_id) for clerk_id in connection.scalars(select(session_table.c.clerk).where(here))]
    connection.execute(delete(session_table).where(here))
    return clerks


def forget_expired(connection: Connection, now: datetime) -> None:
    """Delete codes and sessions whose time is over."""
    connection.execute(delete(code_table).where(code_table.c.expires_at <= now))
    connection.execute(delete(session_table).where(session_table.c.expires_at <= now))
