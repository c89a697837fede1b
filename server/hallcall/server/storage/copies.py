"""The database's file as a whole: copied while others write, looked at, and put in another's place.

Everything here speaks SQLite and nothing else. The live file is never opened but by SQLite itself: closing any other
handle on it would give up the locks that keep two processes apart.

Source:
    sqlite.org/backup.html (a backup goes on from where it was while its own connection holds the read transaction);
    sqlite.org/howtocorrupt.html, sections 2.2 (locks cancelled by close) and 1.4 (a journal of another file).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pysqlite3

from hallcall.core.errors import StorageError
from hallcall.server.storage import chain
from hallcall.server.storage.faults import storage_errors
from hallcall.server.storage.sqlite import check_version

_DRIVER: Any = pysqlite3
_STEP_PAGES = 512
"""Two megabytes between two looks whether to go on."""
_STEP_OPCODES = 10_000
"""Steps of SQLite's machine between two such looks."""
_DISK_ERRORS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "storage.disk_full"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "storage.read_only"),
}
_SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a database says of itself."""

    seq: int
    """Place of the newest event; 0 in an empty log."""
    head: bytes
    """Its hash."""
    epoch: str
    """Of the log; empty before the first start."""
    schema: str
    """Version of the tables; empty in a file without tables."""


def facts_of(path: Path) -> Facts:
    """What the database in a file says of itself.

    Raises:
        StorageError: it is no database of a hall.
    """
    with opened(path) as connection:
        return _facts(connection)


def copy_online(source: Path, target: Path, going_on: Callable[[], bool] = lambda: True) -> Facts:
    """Copy one committed moment of a database that others write to; nobody waits for it.

    Args:
        source: the live file.
        target: a file that is not there yet.
        going_on: asked between two parts; False ends the copy with ``storage.failed``.

    Returns:
        What the moment that was copied says of itself.

    Raises:
        StorageError: either file failed, or the copy is not what it was copied from.
    """

    def progress(_: int, __: int, ___: int) -> None:
        if not going_on():
            raise StorageError("storage.failed", detail="stopped")

    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with opened(source) as live, opened(target, writes=True) as copy:
        live.execute("BEGIN")  # the copy sees this moment, however long it takes
        facts = _facts(live)
        live.backup(copy, pages=_STEP_PAGES, progress=progress)
        live.execute("COMMIT")
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without side files
    check(target)
    if facts_of(target) != facts:
        raise StorageError("backup.damaged", file=target.name)
    _fsync(target)
    return facts


def rescue(live: Any, target: Path) -> None:
    """Copy a database whose file lost its name, through a driver's connection that still holds it.

    Raises:
        StorageError: it cannot be read, or the copy cannot be written.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with opened(target, writes=True) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    _fsync(target)


def copy_packed(source: Path, target: Path) -> None:
    """Copy a database that nobody writes to, without its free pages.

    Raises:
        StorageError: either file failed.
    """
    with opened(source, writes=True) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    target.chmod(0o600)
    _fsync(target)


def check(path: Path, *, thorough: bool = False, going_on: Callable[[], bool] = lambda: True) -> None:
    """Look over a whole file, also one that is in use.

    Args:
        path: the file.
        thorough: compare tables and indexes as well; about five times slower.
        going_on: asked now and then; False ends the look with ``storage.failed``.

    Raises:
        StorageError: ``storage.corrupt``.
    """
    pragma = "integrity_check" if thorough else "quick_check"
    with opened(path) as connection:
        connection.set_progress_handler(lambda: int(not going_on()), _STEP_OPCODES)
        (said,) = connection.execute(f"PRAGMA {pragma}(1)").fetchone()
        if said != "ok" or (thorough and connection.execute("PRAGMA foreign_key_check").fetchone() is not None):
            raise StorageError("storage.corrupt", detail=str(said)[:200])


def row_counts(path: Path) -> dict[str, int]:
    """Rows by table."""
    with opened(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - from the schema
            for (name,) in names.fetchall()
        }


def settle(path: Path) -> None:
    """Bring what stands beside the file into it: afterwards the file alone is the database.

    Raises:
        StorageError: it cannot be read, or somebody else works on it.
    """
    with opened(path, writes=True) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    if busy or mode != "delete":
        raise StorageError("storage.failed", detail="in use")


def side_files(path: Path) -> list[Path]:
    """What SQLite keeps beside a database; a file of another database there would damage it."""
    return [found for suffix in _SIDE_FILES if (found := path.with_name(path.name + suffix)).exists()]


def put_in_place(new: Path, live: Path, kept: Path | None) -> None:
    """Let a settled file take the place of another at one stroke; a power cut leaves either the one or the other.

    Args:
        new: on the same disk, and checked.
        live: the place to take; its side files must be gone.
        kept: the name under which what was there stays; None when nothing was.
    """
    if side_files(live):
        raise StorageError("storage.failed", detail="side files")
    _fsync(new)
    if kept is not None:
        os.link(live, kept)
    new.rename(live)
    sync_folder(live.parent)


def set_aside(live: Path, kept: Path) -> None:
    """Give a file that may be damaged or gone, and what stands beside it, another name."""
    for found in side_files(live):
        found.rename(kept.with_name(kept.name + found.name.removeprefix(live.name)))
    if live.exists():
        live.rename(kept)
    sync_folder(live.parent)


def disk_error(error: OSError) -> StorageError:
    """What an error of the file system means for the data."""
    return StorageError(_DISK_ERRORS.get(error.errno or 0, "storage.failed"), detail=error.strerror or "")


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written through."""
    _fsync(folder)


@contextmanager
def opened(path: Path, *, writes: bool = False) -> Generator[Any]:
    """The driver's connection to a file that must be there.

    Raises:
        StorageError: it fails.
    """
    check_version()
    with storage_errors():
        connection = _DRIVER.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            connection.execute("PRAGMA busy_timeout = 5000")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
            yield connection
        finally:
            connection.close()


def _facts(connection: Any) -> Facts:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not tables:
        return Facts(seq=0, head=chain.START, epoch="", schema="")
    if not {"alembic_version", "meta", "event"} <= tables:
        raise StorageError("backup.damaged", file="")
    (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    epoch = connection.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()
    columns = {row[1] for row in connection.execute("PRAGMA table_info(event)")}
    newest = connection.execute(
        f"SELECT seq, {'hash' if 'hash' in columns else 'NULL'} FROM event ORDER BY seq DESC LIMIT 1"  # noqa: S608
    ).fetchone()
    seq, head = newest or (0, None)
    return Facts(seq=seq, head=bytes(head or chain.START), epoch=epoch[0] if epoch else "", schema=schema)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
