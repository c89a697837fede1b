"""What belongs to running a server, as one part of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from hallcall.server.ops.checks import Check, Checks, backup_check, disk_check
from hallcall.server.ops.counts import Counts
from hallcall.server.ops.jumps import ClockWatch
from hallcall.server.settings import ServerSettings

LOOK_S = 1.0
"""How often the clocks are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """Counts, checks and the eye on the clock."""

    counts: Counts = field(default_factory=Counts)
    checks: Checks = field(default_factory=Checks)
    clock_watch: ClockWatch = field(default_factory=ClockWatch)

    async def keep_time(self, follow: Callable[[], None] | None) -> None:
        """Compare the clocks for ever.

        Args:
            follow: told each time, so that the hall's clock can follow the machine's; None when it has another one.
        """
        while True:
            self.clock_watch.look()
            if follow is not None:
                follow()
            await asyncio.sleep(LOOK_S)


def operations(settings: ServerSettings) -> Operations:
    """The operations of a server, with the checks that need nothing but the machine."""
    watch = ClockWatch()
    checks = Checks(
        disk_check(settings.data),
        Check(name="clock", run=watch.findings),
        backup_check(settings.backup_folder, settings.backup_every_s),
    )
    return Operations(checks=checks, clock_watch=watch)
