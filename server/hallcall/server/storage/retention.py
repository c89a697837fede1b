"""Rows whose time is over: how many there are, and their end.

The log is erased from its beginning, whole days at a time, and the last event that went is kept as a signed anchor:
what stays can still be verified.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select

from hallcall.server.storage import heads
from hallcall.server.storage.heads import Head
from hallcall.server.storage.schema import (
    day,
    event,
    idempotency,
    instant_text,
    meta,
    outbox,
    person,
    signed_head,
    ticket,
    ticket_interval,
)
from hallcall.server.storage.store import recall, remember

_HOLD = "hold"
_DATE_CHARACTERS = len("2026-11-21")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is older is erased."""

    events: date
    tickets: date
    people: datetime
    """Not seen since, and no ticket is left of them."""
    messages: datetime
    answers: datetime
    heads: datetime
    """Of each day before, only the last signature is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Somebody has ordered that nothing is erased."""

    until: datetime
    reason: str


def hold(connection: Connection) -> Hold | None:
    """The order that nothing is erased, whether its time is over or not; None when there is none."""
    kept = recall(connection, _HOLD)
    return None if kept is None else msgspec.json.decode(kept, type=Hold)


def set_hold(connection: Connection, ordered: Hold | None) -> None:
    """Order that nothing is erased, or lift the order."""
    if ordered is not None:
        remember(connection, _HOLD, msgspec.json.encode(ordered).decode())
    else:
        connection.execute(delete(meta).where(meta.c.name == _HOLD))


def due(connection: Connection, limits: Limits) -> dict[str, int]:
    """By table, how many rows should be gone."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table).where(is_over)) or 0
        for table, is_over in _over(connection, limits)
    }


def erase(
    connection: Connection, limits: Limits, signature_of: Callable[[Head], bytes], now: datetime
) -> dict[str, int]:
    """Erase the rows whose time is over; by table, how many."""
    over = _over(connection, limits)
    _anchor(connection, limits, signature_of, now)
    return {table.name: connection.execute(delete(table).where(is_over)).rowcount for table, is_over in over}


def _over(connection: Connection, limits: Limits) -> list[tuple[Table, ColumnElement[bool]]]:
    """By table, which rows are over; in an order in which they can be erased."""
    first = _first_kept(connection, limits.events)
    old_tickets = select(ticket.c.id).where(ticket.c.day < limits.tickets)
    seen = select(ticket.c.person).where(ticket.c.person.is_not(None), ticket.c.day >= limits.tickets)
    signed_on = func.substr(signed_head.c.at, 1, _DATE_CHARACTERS)
    last_of_days = select(func.max(signed_head.c.seq)).group_by(signed_on)
    thinned = and_(signed_head.c.at < limits.heads, signed_head.c.seq.not_in(last_of_days))
    return [
        (ticket_interval, ticket_interval.c.ticket.in_(old_tickets)),
        (ticket, ticket.c.day < limits.tickets),
        (person, and_(person.c.seen_at < limits.people, person.c.id.not_in(seen))),
        (event, event.c.seq < first),
        (day, day.c.seq < first),
        (signed_head, or_(signed_head.c.seq < first, thinned)),
        (outbox, outbox.c.at < limits.messages),
        (idempotency, idempotency.c.at < limits.answers),
    ]


def _first_kept(connection: Connection, since: date) -> int:
    """The place where the first day that is kept begins; the newest day always is."""
    first = connection.scalar(select(func.min(day.c.seq)).where(day.c.day >= since))
    return first if first is not None else connection.scalar(select(func.max(day.c.seq))) or 0


def _anchor(connection: Connection, limits: Limits, signature_of: Callable[[Head], bytes], now: datetime) -> None:
    before = _first_kept(connection, limits.events) - 1
    found = connection.scalar(select(event.c.hash).where(event.c.seq == before))
    if found is None:
        return
    head = Head(seq=before, hash=bytes(found), at=instant_text(now))
    signed = Head(seq=head.seq, hash=head.hash, at=head.at, signature=signature_of(head))
    heads.set_anchor(connection, signed)
