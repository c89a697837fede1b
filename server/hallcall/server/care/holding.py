"""A legal hold: for a time nothing is erased, and the log says who ordered it and why."""

from __future__ import annotations

from datetime import datetime

from ulid import ULID

from hallcall.core.commands import Command, HoldRecords
from hallcall.server.engine import Writer
from hallcall.server.storage import Connection, Once, retention
from hallcall.server.storage.retention import Hold


async def hold_records(writer: Writer, actor: str, reason: str, until: datetime | None) -> None:
    """Keep everything until then; None lifts the hold.

    Raises:
        Refused: ``reason.missing``.
        StorageError: nothing is written now.
    """

    def build(connection: Connection, _: datetime) -> Command:
        retention.set_hold(connection, Hold(until=until, reason=reason) if until is not None else None)
        return HoldRecords(reason=reason, until=until)

    await writer.ask(Once(key=str(ULID()), actor=actor, body_hash=b""), build)
