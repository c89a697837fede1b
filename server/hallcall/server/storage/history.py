"""The log as an auditor reads it: who caused what, and the hash that links it to everything before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

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


def _page(row: dict[str, Any]) -> Page:
    row["data"] = _shown(row["data"])
    row["hash"] = row["hash"].hex()
    return Page(**row)


def _shown(data: str) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.json.decode(data)
    return {name: value for name, value in fields.items() if name not in _KEPT_BACK}
