"""A business day in a file: one line that says what it began with, then one line an event, as stored.

Whoever has the file can see what happened, check that no byte of it was changed, and play the day again with this or
another version of hallcall: the state at its end must be the one that the first line names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from itertools import takewhile
from typing import IO

import msgspec

from hallcall.core.errors import Refused
from hallcall.core.events import EVENTS, Recorded
from hallcall.core.snapshot import Snapshot
from hallcall.core.state import HallState
from hallcall.core.statehash import state_hash
from hallcall.server.care.auditing import Verdict, together, verify
from hallcall.server.care.signing import Keys
from hallcall.server.storage import Connection, chain, days, heads
from hallcall.server.storage.heads import Head, Linked
from hallcall.server.storage.log import event_id

FORMAT = 1
"""Of the file; another one is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first line."""

    format: int
    hallcall: str
    """The version that wrote the file."""
    day: date
    opening: Snapshot
    """What the day began with."""
    until: int
    """The place of the last event."""
    anchor: str
    """The hash of the event before the first one here, in hexadecimal digits."""
    state: str
    """The hash of the hall's state after the last event."""
    heads: tuple[Head, ...] = ()
    """Signed ends of the log that lie in this day."""
    keys: tuple[str, ...] = ()
    """The public keys that signed them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An event."""

    seq: int
    epoch: str
    at: str
    day: str
    cause: str
    actor: str
    type: str
    data: msgspec.Raw
    """Byte for byte as stored: the link is over these bytes."""
    queue: str | None
    counter: int | None
    kiosk: str | None
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFile:
    """A day that was read."""

    header: Header
    events: tuple[Linked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What playing a day again has led to."""

    state: HallState
    hash: str
    is_same: bool
    """It is the state that the file names."""


_encode = msgspec.json.Encoder().encode
_decode_line = msgspec.json.Decoder(Line).decode
_decode_header = msgspec.json.Decoder(Header).decode


def write_day(connection: Connection, day: date, to: IO[bytes]) -> int:
    """Write a day into a file; how many events it has.

    Raises:
        Refused: ``day.unknown`` when the log has no such day.
    """
    found = days.find(connection, day)
    anchor = days.hash_at(connection, found.opening.seq) if found is not None else None
    if found is None or anchor is None:
        raise Refused("day.unknown", day=day.isoformat())
    begin, until = found.opening.seq, found.until
    state = HallState.from_snapshot(found.opening)
    _play(state, _until(heads.linked(connection, begin), until))
    header = Header(
        format=FORMAT,
        hallcall=version("hallcall"),
        day=day,
        opening=found.opening,
        until=until,
        anchor=anchor.hex(),
        state=state_hash(state),
        heads=tuple(head for head in heads.signed(connection) if begin < head.seq <= until),
        keys=tuple(heads.keys(connection)),
    )
    to.write(_encode(header) + b"\n")
    for event in _until(heads.linked(connection, begin), until):
        to.write(_encode(_line(event)) + b"\n")
    return until - begin


def read_day(source: IO[bytes]) -> DayFile:
    """Read a day from a file.

    Raises:
        Refused: ``replay.format`` when it is none, was cut off or has another format.
    """
    try:
        header = _decode_header(source.readline())
        events = tuple(_linked(_decode_line(line)) for line in source)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise Refused("replay.format") from error
    if header.format != FORMAT or len(events) != header.until - header.opening.seq:
        raise Refused("replay.format")
    return DayFile(header=header, events=events)


def verify_day(file: DayFile, trusted: Sequence[str] = (), kept: Sequence[Head] = ()) -> Verdict:
    """Whether a day is what it was when it was written.

    Args:
        file: the day.
        trusted: public keys to believe; those that the file names by default.
        kept: signed ends of this day or before that were taken off the machine.
    """
    header = file.header
    keys = Keys(trusted or header.keys)
    return verify(file.events, header.opening.seq, bytes.fromhex(header.anchor), together(header.heads, kept), keys)


def replay(file: DayFile) -> Replayed:
    """Play a day again with the rules of this version.

    Raises:
        Refused: ``replay.event_unknown`` when the day has events that this version does not know.
    """
    state = HallState.from_snapshot(file.header.opening)
    _play(state, file.events)
    found = state_hash(state)
    return Replayed(state=state, hash=found, is_same=found == file.header.state)


def _play(state: HallState, events: Iterable[Linked]) -> None:
    for event in events:
        state.apply(_recorded(event))


def _recorded(event: Linked) -> Recorded:
    seq, epoch, at, _, cause, _, kind, data, *_ = event.links
    known = EVENTS.get(kind)
    if known is None:
        raise Refused("replay.event_unknown", type=kind, seq=seq)
    try:
        happened = msgspec.json.decode(data, type=known)
    except msgspec.ValidationError as error:
        raise Refused("replay.event_unknown", type=kind, seq=seq) from error
    return Recorded(
        seq=seq,
        epoch=epoch,
        id=event_id(epoch, seq),
        at=datetime.fromisoformat(at),
        cause=cause,
        event=happened,
    )


def _line(event: Linked) -> Line:
    seq, epoch, at, day, cause, actor, kind, data, queue, counter, kiosk = event.links
    return Line(
        seq=seq,
        epoch=epoch,
        at=at,
        day=day,
        cause=cause,
        actor=actor,
        type=kind,
        data=msgspec.Raw(data.encode()),
        queue=queue,
        counter=counter,
        kiosk=kiosk,
        hash=event.hash.hex(),
    )


def _linked(line: Line) -> Linked:
    links: chain.Links = (
        line.seq,
        line.epoch,
        line.at,
        line.day,
        line.cause,
        line.actor,
        line.type,
        bytes(line.data).decode(),
        line.queue,
        line.counter,
        line.kiosk,
    )
    return Linked(links, bytes.fromhex(line.hash))


def _until(events: Iterable[Linked], seq: int) -> Iterator[Linked]:
    return takewhile(lambda event: event.links[0] <= seq, events)
