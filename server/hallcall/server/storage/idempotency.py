"""Answers already given, by the key of the command."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from hallcall.core.errors import Refused
from hallcall.server.storage.prepared import Prepared
from hallcall.server.storage.schema import idempotency as table
from hallcall.server.storage.schema import instant_text

_FIND = Prepared(select(table.c.actor, table.c.body_hash, table.c.answer).where(table.c.key == bindparam("of")))
_KEEP = Prepared(insert(table).inline(), *table.c.keys())


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """What makes two requests the same one."""

    key: str
    """Chosen by the sender, one for each touch or key press."""
    actor: str
    """Who sends it."""
    body_hash: bytes
    """Keyed hash of the command's name and body."""
    command: str = ""
    """The command's name, for those who count."""


def find(connection: Connection, once: Once) -> str | None:
    """The answer that was given to this very request, or None when it is new.

    Raises:
        Refused: ``command.key_reused`` when the key was used for something else.
    """
    row = _FIND.run(connection, (once.key,)).fetchone()
    if row is None:
        return None
    actor, body_hash, answer = row
    if actor != once.actor or not hmac.compare_digest(body_hash, once.body_hash):
        raise Refused("command.key_reused")
    return answer


def keep(connection: Connection, once: Once, answer: str, at: datetime) -> None:
    """Remember an answer."""
    _KEEP.run(connection, (once.key, once.actor, once.body_hash, answer, instant_text(at)))


def settle(connection: Connection, key: str, actor: str, at: datetime) -> str | None:
    """The answer that a key was given. Without one the key is used up: a request still on its way will be refused.

    Raises:
        Refused: ``command.key_reused`` when it is somebody else's.
    """
    row = _FIND.run(connection, (key,)).fetchone()
    if row is None:
        keep(connection, Once(key=key, actor=actor, body_hash=b""), "", at)
        return None
    if row[0] != actor:
        raise Refused("command.key_reused")
    return row[2] or None


def forget(connection: Connection, before: datetime) -> int:
    """Forget answers that nobody will ask for again; how many."""
    return connection.execute(delete(table).where(table.c.at < before)).rowcount
