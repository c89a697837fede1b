"""Whether messages to visitors leave the hall."""

from __future__ import annotations

from collections.abc import Sequence

from hallcall.core.errors import StorageError
from hallcall.server.clock import Clock
from hallcall.server.notices import NoticeDriver
from hallcall.server.ops.checks import Check, Severity
from hallcall.server.storage import Store
from hallcall.server.storage.figures import oldest_notice

NOTICE_S = 60.0
"""A message that has waited so long comes late; visitors have the screens all the same."""


def notices_check(way: NoticeDriver, store: Store, clock: Clock) -> Check:
    """What keeps messages from leaving: the way's own troubles, and ``notices.waiting`` when the oldest is late."""

    def run() -> Sequence[str]:
        try:
            with store.reading() as connection:
                oldest = oldest_notice(connection)
        except StorageError:
            return way.troubles()
        is_late = oldest is not None and (clock() - oldest).total_seconds() > NOTICE_S
        return (*way.troubles(), *(("notices.waiting",) if is_late else ()))

    return Check(name="notices", run=run, severity=Severity.WARNING)
