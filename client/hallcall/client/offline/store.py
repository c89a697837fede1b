"""One SQLite file of one application: what it holds and what it owes the server.

Source:
    sqlite.org/pragma.html (synchronous, locking_mode), sqlite.org/wal.html: WAL with FULL syncs at each COMMIT; in
    exclusive mode the file has one connection only, so the defect of WAL resets before 3.51.3, which needs two,
    cannot happen.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import structlog
from ulid import ULID

from hallcall.client.offline.sealing import Sealer, sync_folder
from hallcall.core.errors import StorageError

_log = structlog.get_logger("hallcall.client")

_PRAGMAS = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)
_TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS lease (
  id TEXT PRIMARY KEY, day TEXT NOT NULL, queue TEXT NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, next INTEGER NOT NULL,
  CHECK (next BETWEEN first AND last + 1)
) STRICT;
CREATE TABLE IF NOT EXISTS entry (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, command TEXT NOT NULL, owner TEXT NOT NULL,
  at TEXT NOT NULL, body TEXT NOT NULL, sealed BLOB,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused')), reason TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS given (
  lease TEXT NOT NULL REFERENCES lease (id), seq INTEGER NOT NULL, item TEXT NOT NULL, who BLOB,
  entry TEXT NOT NULL UNIQUE REFERENCES entry (key), PRIMARY KEY (lease, seq)
) STRICT;
"""


class OfflineStore:
    """The file, its one connection, and the key beside it.

    Attributes:
        book: name of this file; a new file is another book.
        sealer: seals what tells of a person.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. A damaged one is put aside: a new book gets numbers that the old one has not.

        Raises:
            StorageError: ``storage.failed`` when the folder cannot be used, or another process holds the file.
        """
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.sealer = Sealer(path.with_suffix(".key"))
            try:
                self._connection = _opened(path)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                _put_aside(path)
                self._connection = _opened(path)
            sync_folder(path.parent)
        except (OSError, sqlite3.Error) as error:
            raise StorageError("storage.failed", path=str(path)) from error
        self._is_open = True
        self.book = self._named()

    def close(self) -> None:
        """Close the file; nothing can be written any more."""
        with self._lock:
            self._is_open = False
            self._connection.close()

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """Everything inside is on the disk together when this ends, or nothing is.

        Raises:
            StorageError: ``storage.failed``.
        """
        with self._lock:
            try:
                self._begin()
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException as error:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise StorageError("storage.failed", detail=type(error).__name__) from error
                raise

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """What was written.

        Raises:
            StorageError: ``storage.failed``.
        """
        with self._lock:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise StorageError("storage.failed", detail=type(error).__name__) from error

    def remember(self, name: str, value: str) -> None:
        """Keep a fact; the same again costs nothing."""
        if self.recall(name) != value:
            with self.writing() as connection:
                self.remember_with(connection, name, value)

    def remember_with(self, connection: sqlite3.Connection, name: str, value: str) -> None:
        """Keep a fact together with what else is written inside ``writing``."""
        connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def recall(self, name: str) -> str | None:
        """A fact that was kept."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row is not None else None

    def _begin(self) -> None:
        if not self._is_open:
            raise StorageError("storage.failed", detail="closed")
        self._connection.execute("BEGIN IMMEDIATE")

    def _named(self) -> str:
        with self.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO fact VALUES ('book', ?)", (str(ULID()),))
            return str(connection.execute("SELECT value FROM fact WHERE name = 'book'").fetchone()[0])


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1.0)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.executescript(_TABLES)
        _check(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    found = str(connection.execute("PRAGMA quick_check").fetchone()[0])
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def _put_aside(path: Path) -> None:
    aside = f"{path.name}.damaged-{ULID()}"
    _log.error("the file of numbers without the server is damaged and was put aside", file=aside)
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(path.with_name(aside + suffix))
