"""From the text of the event stream to values, without input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from hallcall.core.errors import LinkError
from hallcall.core.estimate import WaitRange
from hallcall.core.events import EVENTS, Recorded
from hallcall.core.terms import QueuePrefix


@dataclass(frozen=True, slots=True)
class Beat:
    """The server lives, and this is how far the log goes."""

    seq: int
    at: datetime
    revision: str = ""
    """Of the hall's files by which the server works; empty from a server that does not tell."""
    waits: Mapping[QueuePrefix, WaitRange] = field(default_factory=dict[QueuePrefix, WaitRange])
    """How long whoever comes now may wait, for each shown queue that a counter will call today."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The asked place is not in this log: take a new snapshot."""


StreamItem: TypeAlias = Recorded | Beat | Reset


class _Envelope(msgspec.Struct):
    v: int
    seq: int
    epoch: str
    id: str
    at: datetime
    cause: str
    type: str
    data: msgspec.Raw


class _BeatData(msgspec.Struct):
    seq: int
    at: datetime
    revision: str = ""
    waits: dict[QueuePrefix, WaitRange] = {}


def parse_stream_item(kind: str, data: str) -> StreamItem | None:
    """One message of the stream; None for one that this version does not know.

    Args:
        kind: the SSE event name.
        data: its data.

    Raises:
        LinkError: ``link.server_error`` when a known message is not what it should be.
    """
    try:
        match kind:
            case "hall":
                return _recorded(msgspec.json.decode(data, type=_Envelope))
            case "beat":
                beat = msgspec.json.decode(data, type=_BeatData)
                return Beat(beat.seq, beat.at, beat.revision, beat.waits)
            case "reset":
                return Reset()
            case _:
                return None
    except (ValueError, RecursionError) as error:
        # ValueError: those of msgspec, and a text that cannot be written as bytes.
        raise LinkError("link.server_error", detail=str(error)) from error


def _recorded(envelope: _Envelope) -> Recorded | None:
    kind: type[Any] | None = EVENTS.get(envelope.type)
    if kind is None:
        return None
    return Recorded(
        seq=envelope.seq,
        epoch=envelope.epoch,
        id=envelope.id,
        at=envelope.at,
        cause=envelope.cause,
        event=msgspec.json.decode(envelope.data, type=kind),
    )
