"""Looking back, and the care of the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from litestar.params import Body
from msgspec import Meta

from hallcall.server.ops.live import QueueNow, ServedWithin
from hallcall.server.storage.history import Look, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditAnswer:
    """Answer of ``GET /v1/audit``."""

    entries: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksAnswer:
    """Answer of ``GET /v1/audit/looks``."""

    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveReportAnswer:
    """Answer of ``GET /v1/report/live``."""

    at: datetime
    """The hall's time."""
    promise_min: float
    """How long visitors should wait at most, in minutes."""
    whole: ServedWithin
    queues: tuple[QueueNow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeRequest:
    """Body of ``POST /v1/admin/purge``."""

    now: datetime
    """Erase what may be kept no longer at this instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeAnswer:
    """What was erased."""

    phones: int
    notices: int
    answers: int
    rows: dict[str, int]
    """By table, rows that were erased."""
    left: dict[str, int]
    """By table, rows that should be gone and are not."""
    held_until: datetime | None
    """A legal hold keeps everything until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRequest:
    """Body of ``POST /v1/admin/purge/hold``."""

    reason: Annotated[str, Meta(min_length=1, max_length=500), Body(min_length=1, max_length=500)]
    until: datetime | None = None
    """Nothing is erased until then; None lifts the hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupAnswer:
    """Answer of ``POST /v1/admin/backups``."""

    file: str
    """Full path on the server."""
    size: int
    """Bytes."""
    seq: int
    """Place of the newest event in it."""
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosedAnswer:
    """Answer of ``POST /v1/admin/day/close``."""

    expired: int
    """Numbers that became void by this; 0 when it had been done before."""
