"""Puts a backup in the place of the hall's database.

What was there keeps existing under another name. The restored log gets a new epoch, so that every screen forgets what
it knew and asks anew; and at the next start the hall decides where its numbers go on (``core.restoring``).
"""

from __future__ import annotations

import logging
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hallcall.core.commands import KnownNumbers, RecordRestore
from hallcall.core.errors import Refused, StorageError
from hallcall.server.care import backup as backups
from hallcall.server.care.auditing import verify_log
from hallcall.server.care.backup import Backup
from hallcall.server.security.vault import Vault
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Store, copies, recall, restoring

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was done."""

    backup: Backup
    epoch: str
    """Of the log from now on."""
    kept: Path | None
    """Where the database that was replaced is now; None when there was none."""
    lost: int | None
    """Events that the backup does not have; None when nobody knows."""


def restore(settings: ServerSettings, backup: Backup, now: datetime) -> Restored:
    """Put a backup in place. No server may run: the caller holds the lock.

    Args:
        settings: of the server that is to run with it.
        backup: which one.
        now: for names.

    Raises:
        Refused: ``backup.by_pg_dump``.
        StorageError: ``backup.damaged``, ``storage.key_missing`` without the key of the data, and what a disk can do.
    """
    if isinstance(settings.store_target(), str):
        raise Refused("backup.by_pg_dump")
    backups.check(backup)
    live = settings.database
    new = live.with_name("hall.restoring.db")
    try:
        _discard(new)
        shutil.copyfile(backup.path, new)
        new.chmod(0o600)
        seen = _look_at(live)
        epoch = _prepare(new, settings, backup, seen)
        kept = _swap(new, live, now, settles=seen is not None)
    except OSError as error:
        raise copies.disk_error(error) from error
    finally:
        _discard(new)
    lost = max(seen.seq - backup.manifest.seq, 0) if seen is not None else None
    _log.warning("restored %s: the log goes on at event %d", backup.path.name, backup.manifest.seq)
    return Restored(backup=backup, epoch=epoch, kept=kept, lost=lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the database that is replaced could still tell."""

    seq: int
    numbers: KnownNumbers | None


def _look_at(live: Path) -> _Seen | None:
    """None when there is nothing, or it cannot be relied on."""
    if not live.exists():
        return None
    try:
        copies.settle(live)
        copies.check(live, thorough=True)
        seq = copies.facts_of(live).seq
        store = Store(live)
        try:
            with store.reading() as connection:
                return _Seen(seq=seq, numbers=restoring.known_numbers(connection))
        finally:
            store.close()
            copies.settle(live)
    except (StorageError, ValueError) as error:
        _log.warning("the present database cannot be read: %s", error)
        return None


def _prepare(new: Path, settings: ServerSettings, backup: Backup, seen: _Seen | None) -> str:
    """Bring the copy to the present version, look through its log and tell it that it was restored."""
    vault = Vault.open(settings.vault_key, may_create=False)
    store = Store(new)
    try:
        store.open()
        with store.reading() as connection:
            if recall(connection, "vault") not in {None, vault.fingerprint}:
                raise StorageError("storage.key_missing", path=str(settings.vault_key))
            if not verify_log(connection).is_good:
                raise StorageError("backup.damaged", file=backup.path.name)
            restored = RecordRestore(
                backup=backup.path.name,
                taken_at=backup.manifest.taken_at,
                known=seen.numbers if seen is not None else None,
                per_hour=restoring.busiest_hours(connection),
            )
        epoch = store.write(lambda connection: restoring.begin_anew(connection, restored))
    finally:
        store.close()
    copies.settle(new)
    return epoch


def _swap(new: Path, live: Path, now: datetime, *, settles: bool) -> Path | None:
    kept = live.with_name(f"hall-before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db")
    if settles:
        copies.put_in_place(new, live, kept)
        return kept
    was_there = live.exists()
    if was_there or copies.side_files(live):
        copies.set_aside(live, kept)
    copies.put_in_place(new, live, None)
    return kept if was_there else None


def _discard(path: Path) -> None:
    for found in (path, *copies.side_files(path)):
        found.unlink(missing_ok=True)
