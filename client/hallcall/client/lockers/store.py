"""The locker's own file: which document waits in which box, and the codes that open it, unreadable.

Source:
    sqlite.org/pragma.html: a COMMIT with ``synchronous = FULL`` is on the disk. hashlib.scrypt with n = 2**14, r = 8
    (RFC 7914): a thief of the file needs about half a day of one processor for one code of six digits.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from hallcall.core.errors import StorageError
from hallcall.core.lockers import BoxState, Parcel

_TABLES = """
CREATE TABLE IF NOT EXISTS parcel (
  box INTEGER PRIMARY KEY, document TEXT NOT NULL, people INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('filling', 'stored', 'emptying')),
  at TEXT NOT NULL, wrong INTEGER NOT NULL, was_open INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS code (
  box INTEGER NOT NULL REFERENCES parcel (box) ON DELETE CASCADE, person INTEGER NOT NULL,
  salt BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (box, person)
) STRICT;
"""
_PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON")
_SALT_BYTES = 16
FILE = "locker.db"
"""Its name in the locker's folder."""


class LockerStore:
    """The file and its one connection."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            StorageError: ``storage.failed``.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None)
            for pragma in _PRAGMAS:
                self._connection.execute(pragma)
            self._connection.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise StorageError("storage.failed", path=str(path)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def parcels(self) -> list[Parcel]:
        """Everything the locker holds, by box."""
        with self._failing():
            rows = self._connection.execute("SELECT * FROM parcel ORDER BY box").fetchall()
        return [
            Parcel(
                box=box,
                document=document,
                people=people,
                state=BoxState(state),
                at=datetime.fromisoformat(at),
                wrong=wrong,
                was_open=bool(was_open),
            )
            for box, document, people, state, at, wrong, was_open in rows
        ]

    def keep(self, parcel: Parcel, codes: Sequence[str] = ()) -> None:
        """Write a parcel as it is now, with new codes if there are any; on the disk when this returns."""
        row = (parcel.box, parcel.document, parcel.people, parcel.state.value, parcel.at.isoformat(), parcel.wrong)
        with self._writing():
            self._connection.execute(
                "INSERT INTO parcel VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (box) DO UPDATE SET "
                "document = excluded.document, people = excluded.people, state = excluded.state, at = excluded.at, "
                "wrong = excluded.wrong, was_open = excluded.was_open",
                (*row, int(parcel.was_open)),
            )
            for person, code in enumerate(codes):
                salt = secrets.token_bytes(_SALT_BYTES)
                self._connection.execute(
                    "INSERT OR REPLACE INTO code VALUES (?, ?, ?, ?)", (parcel.box, person, salt, _hash(code, salt))
                )

    def drop(self, box: int) -> None:
        """The box is empty."""
        with self._writing():
            self._connection.execute("DELETE FROM parcel WHERE box = ?", (box,))

    def owner(self, box: int, code: str) -> int | None:
        """Whose code this is, 0 or 1; None for a wrong one."""
        with self._failing():
            rows = self._connection.execute("SELECT person, salt, hash FROM code WHERE box = ?", (box,)).fetchall()
        owners = [int(person) for person, salt, known in rows if hmac.compare_digest(_hash(code, salt), known)]
        return owners[0] if owners else None

    @contextmanager
    def _writing(self) -> Generator[None]:
        with self._failing():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _failing(self) -> Generator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StorageError("storage.failed", detail=type(error).__name__) from error


def _hash(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1)
