"""What is looked at before the first request: little, for a server that starts again after a crash must not wait."""

from __future__ import annotations

import logging

from hallcall.core.errors import StorageError
from hallcall.server.care.auditing import verify
from hallcall.server.care.signing import Keys
from hallcall.server.storage import Connection, days, heads

_log = logging.getLogger(__name__)


def check_last_day(connection: Connection) -> None:
    """Look through the links of the newest day: the hall's state is made of its events.

    Raises:
        StorageError: ``storage.corrupt``.
    """
    day = days.newest(connection)
    begin = days.hash_at(connection, day.opening.seq) if day is not None else None
    if day is None or begin is None:
        return
    after = day.opening.seq
    verdict = verify(heads.linked(connection, after), after, begin, (), Keys(()))
    if not verdict.is_good:
        _log.critical("event %d is not what was written: restore a backup", verdict.flaw_seq)
        raise StorageError("storage.corrupt", seq=verdict.flaw_seq)
