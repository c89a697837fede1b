"""Brings the tables to the version of this program, so that it can be undone.

::

    hall.db --packed--> copy --migrated, checked--> takes the place of hall.db at one stroke,
                                                    which stays as hall-v0001-<time>.db

Whatever fails before that stroke leaves the database as it was. PostgreSQL does the same with a transaction.
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ulid import ULID

from hallcall.core.days import local_time
from hallcall.core.errors import Refused, StorageError
from hallcall.core.hall import Hall
from hallcall.server.care import backup
from hallcall.server.care.auditing import verify_log
from hallcall.server.care.backup import Occasion
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Store, copies, remember
from hallcall.server.storage.store import HEAD

_log = logging.getLogger(__name__)

_KEPT = "hall-v*.db"
_VERSIONS = "alembic_version"


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack:
    """What going back to the older database did."""

    schema: str
    """Version of the tables now."""
    lost: int
    """Events that are no longer in the log."""
    kept: Path
    """Where the newer database is now."""


def upgrade(settings: ServerSettings, now: datetime, hall: Hall | None = None) -> Path | None:
    """Bring an older database of SQLite to the present version; the caller holds the lock.

    Args:
        settings: where it is.
        now: for names and opening hours.
        hall: whose opening hours are waited for; None waits for none.

    Returns:
        The older database, kept under another name; None when there was nothing to do.

    Raises:
        Refused: ``upgrade.opening_hours`` while the hall is open.
        StorageError: something failed; the database is as it was.
    """
    live = settings.store_target()
    if isinstance(live, str) or not live.exists():
        return None
    schema = copies.facts_of(live).schema
    if not schema or schema >= HEAD:
        return None  # what is newer is refused by the store
    if hall is not None and not settings.migrate_now:
        _check_closed(hall, now)
    _log.info("the tables are of version %s: upgrading to %s", schema, HEAD)
    new = live.with_name("hall.upgrading.db")
    try:
        copies.settle(live)
        made = backup.take(live, settings.backup_folder, now, Occasion.BEFORE_UPGRADE)
        _log.info("backup %s", made.path.name)
        _discard(new)
        _migrate(live, new)
        kept = _kept_name(live, schema, now)
        copies.put_in_place(new, live, kept)
    except OSError as error:
        raise copies.disk_error(error) from error
    finally:
        _discard(new)
    _log.info("upgraded; the older database is now %s", kept.name)
    return kept


def roll_back(settings: ServerSettings, now: datetime, *, lose_events: bool) -> RolledBack:
    """Put the database of before the last upgrade back; the caller holds the lock.

    Args:
        settings: where it is.
        now: for names.
        lose_events: go back also when the hall has worked with the newer one.

    Raises:
        Refused: ``upgrade.nothing_kept``; ``upgrade.would_lose`` when events would be lost and that was not said.
        StorageError: something failed; the database is as it was.
    """
    live = settings.database
    older = max(live.parent.glob(_KEPT), key=lambda path: path.stat().st_mtime, default=None)
    present = copies.facts_of(live) if older is not None else None
    if older is None or present is None:
        raise Refused("upgrade.nothing_kept")
    before = copies.facts_of(older)
    lost = max(present.seq - before.seq, 0)
    if lost and not lose_events:
        raise Refused("upgrade.would_lose", count=lost)
    new = live.with_name("hall.rolling-back.db")
    try:
        _discard(new)
        shutil.copyfile(older, new)
        new.chmod(0o600)
        copies.check(new, thorough=True)
        if lost:
            _begin_anew(new)
        copies.settle(live)
        kept = live.with_name(f"hall-after-v{present.schema}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db")
        copies.put_in_place(new, live, kept)
        older.unlink()
    except OSError as error:
        raise copies.disk_error(error) from error
    finally:
        _discard(new)
    return RolledBack(schema=before.schema, lost=lost, kept=kept)


def _migrate(live: Path, new: Path) -> None:
    """A copy in the present version, with everything in it."""
    before = copies.row_counts(live)
    copies.copy_packed(live, new)
    store = Store(new)
    try:
        store.open()
        with store.reading() as connection:
            verdict = verify_log(connection)
    finally:
        store.close()
    copies.settle(new)
    copies.check(new, thorough=True)
    after = copies.row_counts(new)
    fewer = [name for name, rows in before.items() if name != _VERSIONS and after.get(name, rows) < rows]
    if fewer or not verdict.is_good:
        _log.critical("the upgrade is not taken: rows missing in %s, log %s", fewer, verdict.flaw or "good")
        raise StorageError("storage.failed", detail="upgrade")


def _begin_anew(path: Path) -> None:
    """Another past begins here: every screen has to ask anew."""
    store = Store(path)
    try:
        store.write(lambda connection: remember(connection, "epoch", str(ULID())))
    finally:
        store.close()
    copies.settle(path)


def _check_closed(hall: Hall, now: datetime) -> None:
    """Whether nobody is served now.

    Raises:
        Refused: ``upgrade.opening_hours``.
    """
    local = local_time(hall, now)
    closing: list[int] = []
    for calendar in hall.calendars:
        try:
            spans = calendar.spans(local.date(), hall.holidays)
        except Refused:
            continue  # a year without holidays gives no numbers
        closing += [span.end_min for span in spans if local.time() in span]
    if closing:
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        until = midnight + timedelta(minutes=max(closing))
        raise Refused("upgrade.opening_hours", until=f"{until:%H:%M}")


def _kept_name(live: Path, schema: str, now: datetime) -> Path:
    return live.with_name(f"hall-v{schema}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db")


def _discard(path: Path) -> None:
    for found in (path, *copies.side_files(path)):
        found.unlink(missing_ok=True)
