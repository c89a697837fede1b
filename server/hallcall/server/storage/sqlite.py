"""SQLite by pysqlite3: everything that only SQLite needs.

Source:
    sqlite.org/wal.html, section on the WAL-reset bug: versions before 3.51.3 can lose committed pages when a checkpoint
    meets a second connection. sqlite.org/pragma.html for the settings; sqlite.org/rescode.html for result codes.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import pysqlite3
from pysqlite3 import dbapi2
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool, QueuePool

from hallcall.core.errors import StorageError
from hallcall.server.storage.faults import understand

NEEDED = (3, 51, 3)
"""The first version without the WAL-reset bug."""
_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)
_READERS = 4
# The driver's types end where its compiled part begins.
_driver: Any = dbapi2
# Primary result codes: READONLY 8, IOERR 10, CORRUPT 11, FULL 13, NOTADB 26.
_CODES = {8: "storage.read_only", 11: "storage.corrupt", 13: "storage.disk_full", 26: "storage.corrupt"}


def check_version(found: tuple[int, ...] = pysqlite3.sqlite_version_info) -> None:
    """Refuse a library that can lose what it promised.

    Raises:
        StorageError: ``storage.sqlite_too_old``.
    """
    if tuple(found) < NEEDED:
        raise StorageError("storage.sqlite_too_old", found=".".join(map(str, found)), needed=".".join(map(str, NEEDED)))


class SqliteFile:
    """A database in one file."""

    name = "sqlite"

    def __init__(self, path: Path) -> None:
        check_version()
        self.path = path
        self.shown = str(path)

    def exists(self) -> bool:
        """Part of ``Backend``."""
        return self.path.exists()

    def create(self) -> None:
        """Part of ``Backend``: nobody but the server reads the file, whatever the mask of the caller."""
        if not self.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))

    def discard(self) -> None:
        """Part of ``Backend``."""
        for ending in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def writing_engine(self) -> Engine:
        """Part of ``Backend``: every transaction takes the write lock at its start."""
        return _engine(self.path, NullPool, "BEGIN IMMEDIATE", ())

    def reading_engine(self) -> Engine:
        """Part of ``Backend``."""
        return _engine(self.path, QueuePool, "BEGIN", ("PRAGMA query_only = ON",), pool_size=_READERS, max_overflow=0)

    def check(self, connection: Connection) -> None:
        """Part of ``Backend``: whether it is a database at all; the whole file is looked over while the hall works."""
        connection.scalar(text("SELECT count(*) FROM sqlite_schema"))


def _reading(error: BaseException) -> tuple[str, BaseException]:
    """What an error of the driver means; SQLite names tables and columns in it, never a value."""
    if isinstance(error, _driver.IntegrityError):
        return "storage.constraint", error
    return _code_of(getattr(error, "sqlite_errorcode", None), str(error)), error


def _code_of(number: int | None, message: str) -> str:
    if number is not None:
        return _CODES.get(number & 0xFF, "storage.failed")
    said = message.lower()
    hints = {"full": "storage.disk_full", "readonly": "storage.read_only", "malformed": "storage.corrupt"}
    return next((code for hint, code in hints.items() if hint in said), "storage.failed")


understand(_driver.Error, _reading)


def _engine(path: Path, pool: type, begin: str, more: tuple[str, ...], **options: Any) -> Engine:
    # At level DEBUG SQLAlchemy would log rows, and rows hold tokens.
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    # Never made here: a file that is gone must not come back empty under a server that works.
    url = URL.create("sqlite", database=path.absolute().as_uri(), query={"mode": "rw", "uri": "true"})
    # Parameters hold tokens and encrypted facts: they stay out of logs and tracebacks.
    engine = create_engine(url, module=pysqlite3, poolclass=pool, hide_parameters=True, **options)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        for pragma in (*_PRAGMAS, *more):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
