"""Backups: a copy of the database each hour, checked before it gets its name, kept for as long as it is wanted.

A backup is two files: ``hall-20261121T022300Z-000017.db`` and, with the same name and ``.json``, what must be true of
it. The keys of the data are not in it: whoever finds a backup reads no name and no number.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path

import msgspec

from hallcall.core.errors import Refused, StorageError
from hallcall.server.storage import copies

FREE_FLOOR = 200_000_000
"""Bytes that a backup leaves free on its disk: the hall itself goes before its backups."""
FREE_TIMES = 2
"""A backup needs so many times the size of the database free."""
_PART = ".part"


class Occasion(StrEnum):
    """Why a backup was made."""

    HOURLY = "hourly"
    BY_HAND = "by_hand"
    BEFORE_UPGRADE = "before_upgrade"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What must be true of a backup."""

    file: str
    """Its name, beside this one."""
    size: int
    """Bytes."""
    sha256: str
    taken_at: datetime
    occasion: Occasion
    seq: int
    """Place of the newest event."""
    head: str
    """Its hash, in hexadecimal digits."""
    epoch: str
    schema: str
    """Version of the tables."""
    hallcall: str
    """Version that made the backup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup on the disk."""

    path: Path
    manifest: Manifest


def take(
    source: Path,
    folder: Path,
    now: datetime,
    occasion: Occasion,
    going_on: Callable[[], bool] = lambda: True,
) -> Backup:
    """Back up a database that may be in use.

    Args:
        source: the database.
        folder: of the backups; made when missing.
        now: the time to write on it.
        occasion: why.
        going_on: asked now and then; False ends the backup, and nothing is left of it.

    Raises:
        StorageError: ``backup.no_space``, ``backup.damaged``, and what else a disk can do.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(folder)
    _check_room(source, folder)
    part = folder / f"hall{_PART}"
    try:
        facts = copies.copy_online(source, part, going_on)
        taken_at = now.astimezone(UTC).replace(microsecond=0)
        name = f"hall-{taken_at:%Y%m%dT%H%M%SZ}-{facts.seq:06}.db"
        manifest = Manifest(
            file=name,
            size=part.stat().st_size,
            sha256=_digest(part),
            taken_at=taken_at,
            occasion=occasion,
            seq=facts.seq,
            head=facts.head.hex(),
            epoch=facts.epoch,
            schema=facts.schema,
            hallcall=version("hallcall"),
        )
        path = folder / name
        _write(path.with_suffix(".json"), msgspec.json.format(msgspec.json.encode(manifest)))
        part.rename(path)
        copies.sync_folder(folder)
    except OSError as error:
        raise copies.disk_error(error) from error
    finally:
        _sweep(folder)
    return Backup(path=path, manifest=manifest)


def listed(folder: Path) -> list[Backup]:
    """All backups in a folder, newest first. Files without a manifest are none."""
    found = [backup for path in folder.glob("hall-*.db") if (backup := _read(path)) is not None]
    return sorted(found, key=lambda backup: (backup.manifest.taken_at, backup.path.name), reverse=True)


def find(path: Path) -> Backup:
    """The backup in a file.

    Raises:
        Refused: ``backup.unknown`` when the file or its manifest is not there.
    """
    found = _read(path)
    if found is None:
        raise Refused("backup.unknown", file=path.name)
    return found


def check(backup: Backup) -> None:
    """Look whether a backup is what its manifest says, and whether it is whole.

    Raises:
        StorageError: ``backup.damaged``.
    """
    manifest = backup.manifest
    damaged = StorageError("backup.damaged", file=backup.path.name)
    if backup.path.stat().st_size != manifest.size or _digest(backup.path) != manifest.sha256:
        raise damaged
    try:
        copies.check(backup.path, thorough=True)
    except StorageError as error:
        raise damaged from error
    facts = copies.facts_of(backup.path)
    if (facts.seq, facts.head.hex(), facts.epoch) != (manifest.seq, manifest.head, manifest.epoch):
        raise damaged


def rotate(folder: Path, hourly: int, daily: int) -> list[Path]:
    """Erase backups that are no longer wanted; which.

    Kept are the newest of each of the last ``hourly`` hours and of each of the last ``daily`` days that have one, and
    all of these days that somebody asked for.
    """
    backups = listed(folder)
    by_day = _newest_of(backups, daily, "%Y%m%d")
    days = {f"{backup.manifest.taken_at:%Y%m%d}" for backup in backups if backup.path in by_day}
    asked = {backup.path for backup in backups if backup.manifest.occasion is not Occasion.HOURLY}
    recent = {backup.path for backup in backups if f"{backup.manifest.taken_at:%Y%m%d}" in days}
    kept = _newest_of(backups, hourly, "%Y%m%d%H") | by_day | (asked & recent)
    gone = [backup.path for backup in backups if backup.path not in kept]
    for path in gone:
        # The manifest last: without it nobody would look for the file again, and its people would be kept for ever.
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)
    return gone


def _newest_of(backups: Iterable[Backup], most: int, stretch: str) -> set[Path]:
    newest: dict[str, Path] = {}
    for backup in backups:
        newest.setdefault(backup.manifest.taken_at.strftime(stretch), backup.path)
    return set(list(newest.values())[:most])


def _check_room(source: Path, folder: Path) -> None:
    size = sum(path.stat().st_size for path in (source, *copies.side_files(source)))
    needed, free = FREE_TIMES * size + FREE_FLOOR, shutil.disk_usage(folder).free
    if free < needed:
        raise StorageError("backup.no_space", needed_mb=needed // 1_000_000, free_mb=free // 1_000_000)


def _sweep(folder: Path) -> None:
    """Take away what an earlier try has left."""
    for path in folder.glob(f"hall{_PART}*"):
        path.unlink(missing_ok=True)
    for path in folder.glob("hall-*.json"):
        if not path.with_suffix(".db").exists():
            path.unlink(missing_ok=True)


def _read(path: Path) -> Backup | None:
    try:
        manifest = msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return Backup(path=path, manifest=manifest) if path.is_file() else None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
