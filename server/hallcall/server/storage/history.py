"""The log as an auditor reads it: who caused what, and the hash that links it to everything before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from hallcall.core.events import HallRestored, TicketCalled, TicketReclassified, VisitorRevealed
from hallcall.server.storage.access import clerk
from hallcall.server.storage.schema import event as table

_KEPT_BACK = frozenset({"token"})
"""Fields of events that open something: the address of a visitor's page is for whoever holds the slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One event of the log."""

    seq: int
    epoch: str
    at: datetime
    day: date
    """Business day it belongs to."""
    cause: str
    """Key of the command it came from."""
    actor: str
    """Who caused it: ``kiosk:K1``, ``clerk:1027``, ``server``."""
    type: str
    data: dict[str, Any]
    """What happened, without what opens something."""
    hash: str
    """Links it to the event before, in hexadecimal digits: two readers with the same hash have the same past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody looked at a visitor's personal data. What they saw is not told."""

    seq: int
    """Its place in the log."""
    at: datetime
    clerk: str
    counter: int
    ticket: str
    """The visit it was about."""
    reason: str | None
    """A value of ``core.looks.LookReason``, also one that only a newer version knows; None when none was asked yet."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """The log says that it was replaced by a backup."""

    seq: int
    """The place at which it says so."""
    at: datetime
    epoch: str
    """Of the log since then."""
    begins: int
    """The first place of that epoch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassChange:
    """Somebody gave a visitor another class."""

    seq: int
    """Its place in the log."""
    at: datetime
    ticket: str
    priority: str
    """A value of ``core.priority.PriorityClass``, also one that only a newer version knows."""
    before: str
    reason: str
    """A value of ``core.priority.ClassReason``, in the same way."""
    note: str
    by: str
    """Number of the clerk or name of the guide's machine; empty when the visitor did it."""
    name: str
    """Of the clerk; empty when none has that number."""


class _Change(msgspec.Struct):
    """``ticket.reclassified`` as it is stored."""

    ticket: str
    priority: str
    before: str
    reason: str
    note: str = ""
    by: str = ""


class _Look(msgspec.Struct):
    """``visitor.revealed`` as it is stored."""

    clerk: str
    counter: int
    ticket: str
    reason: str | None = None
    note: str = ""


_CHANGE = msgspec.json.Decoder(_Change)
_LOOK = msgspec.json.Decoder(_Look)

_READ = select(
    table.c.seq,
    table.c.epoch,
    table.c.at,
    table.c.day,
    table.c.cause,
    table.c.actor,
    table.c.type,
    table.c.data,
    table.c.hash,
).order_by(table.c.seq)


def read(connection: Connection, after: int, most: int) -> list[Page]:
    """Events behind the place ``after``, oldest first, at most so many; also of types this version does not know."""
    rows = connection.execute(_READ.where(table.c.seq > after).limit(most)).mappings()
    return [_page(dict(row)) for row in rows]


def looks(connection: Connection, day: date, clerk: str = "") -> list[Look]:
    """The looks of a business day, oldest first; of one clerk, or of all."""
    kept = connection.execute(
        _READ.where(table.c.day == day, table.c.type == VisitorRevealed.name).with_only_columns(
            table.c.seq, table.c.at, table.c.data
        )
    )
    found = (_look(seq, at, _LOOK.decode(data)) for seq, at, data in kept)
    return [look for look in found if clerk in {"", look.clerk}]


def of_types(connection: Connection, day: date, *types: str) -> list[Page]:
    """The events of a business day that have one of these names, oldest first."""
    rows = connection.execute(_READ.where(table.c.day == day, table.c.type.in_(types))).mappings()
    return [_page(dict(row)) for row in rows]


def last_moment(connection: Connection, day: date) -> datetime | None:
    """When the last event of a business day happened; None when the log has none of that day."""
    return connection.scalar(select(table.c.at).where(table.c.day == day).order_by(table.c.seq.desc()).limit(1))


def class_changes(connection: Connection, day: date) -> list[ClassChange]:
    """Each time on a business day that a visitor got another class than that of their card, oldest first."""
    rows = connection.execute(
        _READ.where(table.c.day == day, table.c.type == TicketReclassified.name).with_only_columns(
            table.c.seq, table.c.at, table.c.data
        )
    )
    found = [(seq, at, _CHANGE.decode(data)) for seq, at, data in rows]
    names = {by: row.name for by in {stored.by for _, _, stored in found} if (row := clerk(connection, by)) is not None}
    return [
        ClassChange(
            seq=seq,
            at=at,
            ticket=stored.ticket,
            priority=stored.priority,
            before=stored.before,
            reason=stored.reason,
            note=stored.note,
            by=stored.by,
            name=names.get(stored.by, ""),
        )
        for seq, at, stored in found
    ]


def last_call(connection: Connection, day: date, number: str) -> int | None:
    """The place in the log of a number's newest call on a day, recalls aside; None when it was never called."""
    named = table.c.data.contains(f'"number":"{number}"', autoescape=True)
    return connection.scalar(
        select(func.max(table.c.seq)).where(table.c.day == day, table.c.type == TicketCalled.name, named)
    )


def restores(connection: Connection) -> list[Restore]:
    """Each time the log was replaced by a backup, oldest first."""
    kept = connection.execute(
        _READ.where(table.c.type == HallRestored.name).with_only_columns(table.c.seq, table.c.at, table.c.epoch)
    )
    return [
        Restore(
            seq=seq,
            at=at,
            epoch=epoch,
            begins=connection.scalar(select(func.min(table.c.seq)).where(table.c.epoch == epoch)) or seq,
        )
        for seq, at, epoch in kept.fetchall()
    ]


def _look(seq: int, at: datetime, stored: _Look) -> Look:
    return Look(
        seq=seq,
        at=at,
        clerk=stored.clerk,
        counter=stored.counter,
        ticket=stored.ticket,
        reason=stored.reason,
        note=stored.note,
    )


def _page(row: dict[str, Any]) -> Page:
    row["data"] = _shown(row["data"])
    row["hash"] = row["hash"].hex()
    return Page(**row)


def _shown(data: str) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.json.decode(data)
    return {name: value for name, value in fields.items() if name not in _KEPT_BACK}
