"""The hall's log: events in the order in which they happened, and where each day begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select

from hallcall.core.errors import StorageError
from hallcall.core.events import EVENTS, Recorded
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.server.storage import chain, days
from hallcall.server.storage.prepared import Prepared
from hallcall.server.storage.schema import day as day_table
from hallcall.server.storage.schema import event as event_table
from hallcall.server.storage.schema import instant_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event in the log, and whom it concerned when it happened."""

    recorded: Recorded
    day: date
    """Business day it belongs to."""
    actor: str
    """Who caused it: ``kiosk:K1``, ``clerk:1027``, ``server``."""
    queue: str | None = None
    """The queue in which the ticket was."""
    counter: int | None = None
    """The counter it happened at."""
    kiosk: str | None = None
    """The kiosk that asked for a guide."""


_APPEND = Prepared(insert(event_table).inline(), *event_table.c.keys())
_HEAD = Prepared(select(event_table.c.hash).order_by(event_table.c.seq.desc()).limit(1))
_WHAT = (
    event_table.c.seq,
    event_table.c.epoch,
    event_table.c.at,
    event_table.c.cause,
    event_table.c.type,
    event_table.c.data,
)
_WHOM = (
    event_table.c.day,
    event_table.c.actor,
    event_table.c.queue,
    event_table.c.counter,
    event_table.c.kiosk,
)
_AFTER = Prepared(
    select(*_WHAT, *_WHOM)
    .where(event_table.c.seq > bindparam("after"), event_table.c.seq <= bindparam("until"))
    .order_by(event_table.c.seq)
    .limit(bindparam("most"))
)
_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in EVENTS.items()}
_encode = msgspec.json.Encoder().encode


def append(connection: Connection, entries: Sequence[Entry], head: bytes) -> bytes:
    """Write events at the end of the log.

    Args:
        connection: inside a transaction.
        entries: the events.
        head: hash of the newest event that is there (``head``).

    Returns:
        The hash of the last one written.
    """
    for entry in entries:
        links = links_of(entry)
        head = chain.link(head, links)
        _APPEND.run(connection, (*links, head))
    return head


def links_of(entry: Entry) -> chain.Links:
    """What of an event is stored and linked."""
    recorded = entry.recorded
    return (
        recorded.seq,
        recorded.epoch,
        instant_text(recorded.at),
        entry.day.isoformat(),
        recorded.cause,
        entry.actor,
        recorded.event.name,
        _encode(recorded.event).decode(),
        entry.queue,
        entry.counter,
        entry.kiosk,
    )


def head(connection: Connection) -> bytes:
    """The hash of the newest event."""
    row = _HEAD.run(connection, ()).fetchone()
    return chain.START if row is None else bytes(row[0])


def last_seq(connection: Connection) -> int:
    """The place of the newest event; 0 in an empty log."""
    return connection.scalar(select(func.max(event_table.c.seq))) or 0


def read(connection: Connection, after: int, until: int, most: int = 500) -> list[Entry]:
    """Events with ``after < seq <= until``, oldest first. Types this version does not know are left out."""
    rows = _AFTER.run(connection, (after, until, most))
    return [
        Entry(recorded=recorded, day=date.fromisoformat(day), actor=actor, queue=queue, counter=counter, kiosk=kiosk)
        for *stored, day, actor, queue, counter, kiosk in rows
        if (recorded := _recorded(*stored)) is not None
    ]


def read_all(connection: Connection, after: int, until: int, page: int = 500) -> Iterator[Entry]:
    """As ``read``, page by page to the end."""
    while after < until:
        yield from read(connection, after, min(after + page, until), page)
        after += page


def open_day(connection: Connection, opening: Snapshot) -> None:
    """Note where a day begins, and what it found."""
    connection.execute(
        insert(day_table).values(day=opening.day, seq=opening.seq, opening=msgspec.json.encode(opening).decode())
    )


def rebuild(connection: Connection, known: HallState | None = None) -> HallState:
    """The state of the hall: what the newest day found when it began, and everything since.

    Args:
        connection: a reader's, or the writer's.
        known: an earlier state of the newest day, to go on from; it is changed.

    Raises:
        StorageError: ``storage.corrupt`` when an event, or what the day found, cannot be read.
    """
    state = known if known is not None else _opening(connection)
    last = last_seq(connection)
    for stored in _AFTER.run(connection, (state.seq, last, last)):
        try:
            recorded = _recorded(*stored[: -len(_WHOM)])
        except (msgspec.DecodeError, ValueError) as error:
            raise StorageError("storage.corrupt", seq=stored[0]) from error
        if recorded is not None:
            state.apply(recorded)
    return state


def fold_before(connection: Connection, day: days.DayInLog, seq: int) -> HallState:
    """The state of the hall on a day, just before the event at a place of it."""
    state = HallState.from_snapshot(day.opening)
    for entry in read_all(connection, day.opening.seq, seq - 1):
        state.apply(entry.recorded)
    return state


def _opening(connection: Connection) -> HallState:
    day = days.newest(connection)
    return HallState() if day is None else HallState.from_snapshot(day.opening)


def _recorded(seq: int, epoch: str, at: str, cause: str, kind: str, data: str) -> Recorded | None:
    decoder = _DECODERS.get(kind)
    if decoder is None:
        return None
    return Recorded(
        seq=seq,
        epoch=epoch,
        id=event_id(epoch, seq),
        at=datetime.fromisoformat(at),
        cause=cause,
        event=decoder.decode(data),
    )


def event_id(epoch: str, seq: int) -> str:
    """The id of an event, the same on every screen and in every message."""
    return f"{epoch}-{seq}"
