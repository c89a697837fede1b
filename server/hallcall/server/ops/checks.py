"""What can be wrong with a running server: a list of checks that each part of the server adds its own to.

A check says what it finds as codes. The text for people of code ``disk.low`` is the message ``reason-disk-low``.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hallcall.server.ops.backups import newest_backup

LOW_BYTES = 500_000_000
LOW_SHARE = 0.02
"""With less free than one of the two the disk is low: a day of a large hall needs some ten megabytes."""
FULL_BYTES = 16_000_000
"""With less free the next commits will fail."""
BACKUPS_MISSED = 2
"""A backup that was missed once is no news; twice is."""


class Severity(StrEnum):
    """What a finding means."""

    FAULT = "fault"
    """The server is not ready: somebody has to do something."""
    WARNING = "warning"
    """It works, but something should be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at."""

    name: str
    run: Callable[[], Sequence[str]]
    """Codes of what is wrong, none when all is well. May block: it is never called in the event loop."""
    severity: Severity = Severity.FAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What all checks have found."""

    reasons: tuple[str, ...] = ()
    """Codes of faults."""
    warnings: tuple[str, ...] = ()


class Checks:
    """The checks of a server, in the order in which they were added."""

    def __init__(self, *checks: Check) -> None:
        self._checks = list(checks)

    def add(self, check: Check) -> None:
        """Look at one more thing from now on."""
        self._checks.append(check)

    def look(self) -> Findings:
        """Run all checks. It blocks; each code is named once."""
        found: dict[Severity, dict[str, None]] = {severity: {} for severity in Severity}
        for check in self._checks:
            found[check.severity].update(dict.fromkeys(check.run()))
        return Findings(reasons=tuple(found[Severity.FAULT]), warnings=tuple(found[Severity.WARNING]))


def disk_check(folder: Path) -> Check:
    """Whether the disk of the hall's data has room."""

    def run() -> Sequence[str]:
        try:
            usage = shutil.disk_usage(folder)
        except OSError:
            return ("storage.unreadable",)
        return disk_findings(usage.free, usage.total)

    return Check(name="disk", run=run)


def disk_findings(free: int, total: int) -> tuple[str, ...]:
    """Codes for a disk with so many bytes."""
    if free < FULL_BYTES:
        return ("disk.full",)
    return ("disk.low",) if free < LOW_BYTES or free < total * LOW_SHARE else ()


def backup_check(folder: Path, every_s: float, wall: Callable[[], float] = time.time) -> Check:
    """Whether the newest backup is fresh; a server that has just started has its first one before it.

    Args:
        folder: of the backups.
        every_s: how often one is made, in seconds.
        wall: the machine's clock, seconds since the epoch: the files carry its times.
    """
    started = wall()

    def run() -> Sequence[str]:
        newest = newest_backup(folder)
        since = started if newest is None else newest
        return ("backup.old",) if wall() - since > BACKUPS_MISSED * every_s else ()

    return Check(name="backup", run=run, severity=Severity.WARNING)
