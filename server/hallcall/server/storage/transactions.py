"""Transactions, and parts of them that can fail alone."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection

from hallcall.server.storage.prepared import raw
from hallcall.server.storage.sqlite import storage_errors


@contextmanager
def transaction(connection: Connection) -> Generator[None]:
    """Everything inside reaches the disk together, or nothing does."""
    with storage_errors(), connection.begin():
        yield


@contextmanager
def savepoint(connection: Connection) -> Generator[None]:
    """A part of a transaction that can fail alone."""
    driver = raw(connection)
    with storage_errors():
        driver.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            driver.execute("ROLLBACK TO SAVEPOINT part")
            driver.execute("RELEASE SAVEPOINT part")
            raise
        driver.execute("RELEASE SAVEPOINT part")
