"""The port to a database: what SQLite and PostgreSQL each do in their own way."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine

POSTGRESQL = "postgresql://"
"""How the address of a PostgreSQL database begins."""


class Backend(Protocol):
    """One database of one hall."""

    name: str
    """``sqlite`` or ``postgresql``."""
    shown: str
    """Where it is, for people: never with a password."""

    def exists(self) -> bool:
        """Whether a hall's tables are there already.

        Raises:
            StorageError: nobody answers there.
        """
        ...

    def create(self) -> None:
        """Make room for a new one; what is there stays."""
        ...

    def discard(self) -> None:
        """Take away what ``create`` made, when nothing of it is to be kept."""
        ...

    def writing_engine(self) -> Engine:
        """An engine for the one connection that writes."""
        ...

    def reading_engine(self) -> Engine:
        """An engine for connections that only read; each transaction sees one committed moment."""
        ...

    def check(self, connection: Connection) -> None:
        """Look whether what is there can be relied on.

        Raises:
            StorageError: it cannot.
        """
        ...


def backend_of(target: Path | str) -> Backend:
    """The database at ``target``: a file of SQLite, or the address of a PostgreSQL database.

    Raises:
        ConfigError: the address cannot be read.
        StorageError: the library can lose what it promised.
    """
    # Late: a server on SQLite does not wait for PostgreSQL's driver and dialect.
    if isinstance(target, str) and target.startswith(POSTGRESQL):
        from hallcall.server.storage.postgres import PostgresDatabase

        return PostgresDatabase(target)
    from hallcall.server.storage.sqlite import SqliteFile

    return SqliteFile(Path(target))
