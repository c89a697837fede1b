"""The end of a business day by hand."""

from __future__ import annotations

from datetime import datetime

from ulid import ULID

from hallcall.core.commands import CloseDay, Command
from hallcall.server.engine import Writer
from hallcall.server.storage import Connection, Once


async def close_day(writer: Writer, actor: str) -> int:
    """Void the numbers that are left; how many. A second time there are none.

    Raises:
        StorageError: nothing is written now.
    """

    def build(_: Connection, __: datetime) -> Command:
        return CloseDay()

    done = await writer.ask(Once(key=str(ULID()), actor=actor, body_hash=b""), build)
    return len(done.events)
