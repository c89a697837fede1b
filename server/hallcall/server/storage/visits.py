"""The visits of past days and of today, as statistics ask for them: read from tickets and their intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from hallcall.core.promise import Wait
from hallcall.core.terms import ItemCode, QueuePrefix
from hallcall.core.tickets import TicketState
from hallcall.server.storage.schema import ticket as ticket_table
from hallcall.server.storage.schema import ticket_interval as interval_table

_FIRST_LEG = ticket_table.c.leg == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody took a number."""

    day: date
    """Business day."""
    at: datetime
    """UTC."""
    item: ItemCode


def days_with_visits(connection: Connection, first: date, before: date, queue: QueuePrefix | None = None) -> list[date]:
    """Days from ``first`` to the one before ``before`` on which somebody took a number, oldest first.

    Args:
        connection: a reader's.
        first: the oldest day that counts.
        before: the first day that counts no more.
        queue: only numbers of this queue.
    """
    found = select(ticket_table.c.day).where(ticket_table.c.day >= first, ticket_table.c.day < before, _FIRST_LEG)
    if queue is not None:
        found = found.where(ticket_table.c.origin == queue)
    return list(connection.scalars(found.distinct().order_by(ticket_table.c.day)))


def arrivals(connection: Connection, queue: QueuePrefix, day: date) -> list[Arrival]:
    """Who came to a queue on a business day, in the order of their coming; transferred visits are no arrivals."""
    rows = connection.execute(
        select(ticket_table.c.day, ticket_table.c.issued_at, ticket_table.c.item)
        .where(ticket_table.c.day == day, ticket_table.c.origin == queue, _FIRST_LEG)
        .order_by(ticket_table.c.issued_at, ticket_table.c.seq)
    )
    return [Arrival(day=row.day, at=row.issued_at, item=ItemCode(row.item)) for row in rows]


def asked_for(connection: Connection, first: date, before: date) -> dict[date, Counter[ItemCode]]:
    """How often each item was asked for, by business day, from ``first`` to the day before ``before``."""
    rows = connection.execute(
        select(ticket_table.c.day, ticket_table.c.item, func.count())
        .where(ticket_table.c.day >= first, ticket_table.c.day < before, _FIRST_LEG)
        .group_by(ticket_table.c.day, ticket_table.c.item)
    )
    found: dict[date, Counter[ItemCode]] = {}
    for day, item, count in rows:
        found.setdefault(day, Counter())[ItemCode(item)] = count
    return found


def waits(connection: Connection, day: date, now: datetime) -> list[Wait]:
    """The waits of a business day, each up to its first call; a transferred visit has one in each queue.

    Args:
        connection: a reader's.
        day: the business day.
        now: until when those have waited who still do.
    """
    return [wait for stays in _stays(connection, day) if (wait := _wait(stays, now)) is not None]


@dataclass(frozen=True, slots=True)
class _Stay:
    ticket: str
    queue: str
    state: str
    started_at: datetime
    ended_at: datetime | None


def _stays(connection: Connection, day: date) -> Iterator[list[_Stay]]:
    """The intervals of each ticket, oldest first."""
    rows = connection.execute(
        select(
            ticket_table.c.id,
            ticket_table.c.queue,
            interval_table.c.state,
            interval_table.c.started_at,
            interval_table.c.ended_at,
        )
        .join(interval_table, interval_table.c.ticket == ticket_table.c.id)
        .where(ticket_table.c.day == day)
        .order_by(ticket_table.c.id, interval_table.c.id)
    )
    stays: list[_Stay] = []
    for row in rows:
        stay = _Stay(*row)
        if stays and stays[0].ticket != stay.ticket:
            yield stays
            stays = []
        stays.append(stay)
    if stays:
        yield stays


def _wait(stays: list[_Stay], now: datetime) -> Wait | None:
    """The first wait of a ticket; None for one that never waited."""
    if stays[0].state != TicketState.WAITING:
        return None
    first = stays[0]
    until = first.ended_at or now
    # What follows a first wait is a call, or the service of a paper number; whoever leaves has nothing more.
    is_called = len(stays) > 1
    return Wait(queue=first.queue, seconds=max((until - first.started_at).total_seconds(), 0.0), is_called=is_called)
