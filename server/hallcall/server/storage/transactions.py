"""Transactions, and parts of them that can fail alone."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any

from sqlalchemy import Connection

from hallcall.server.storage.faults import storage_errors
from hallcall.server.storage.prepared import raw


@contextmanager
def transaction(connection: Connection) -> Generator[None]:
    """Everything inside reaches the disk together, or nothing does."""
    with storage_errors(), connection.begin():
        yield


class Savepoint:
    """A part of a transaction that can fail alone: an error inside undoes the part and goes on as one of ours."""

    def __init__(self, connection: Connection) -> None:
        self._driver: Any = raw(connection)

    def __enter__(self) -> None:
        self._execute("SAVEPOINT part")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._execute("RELEASE SAVEPOINT part")
            return
        with storage_errors():
            # On a full disk SQLite may have undone the whole transaction: then there is nothing to go back to.
            with suppress(Exception):
                self._driver.execute("ROLLBACK TO SAVEPOINT part")
                self._driver.execute("RELEASE SAVEPOINT part")
            raise error

    def _execute(self, statement: str) -> None:
        try:
            self._driver.execute(statement)
        except Exception:
            # The context manager only where it is needed: entering it costs as much as the statement.
            with storage_errors():
                raise
