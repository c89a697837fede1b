"""The database of one hall: opened, brought to the present version, read and written."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, inspect, select, text
from ulid import ULID

from hallcall.core.errors import StorageError
from hallcall.server.storage import schema
from hallcall.server.storage.backend import Backend, backend_of
from hallcall.server.storage.faults import storage_errors
from hallcall.server.storage.transactions import transaction

_Result = TypeVar("_Result")

HEAD = "0002"
"""The version of the tables that this program speaks; a test holds it equal to the newest migration."""


class Store:
    """One database. Any number of readers, one writer."""

    def __init__(self, target: Path | str) -> None:
        """Know where the database is; nothing is opened yet.

        Args:
            target: the file of SQLite, or ``postgresql://...``.

        Raises:
            ConfigError: the address cannot be read.
            StorageError: the library of SQLite can lose what it promised.
        """
        self.backend = backend_of(target)
        self._writing: Engine = self.backend.writing_engine()
        self._reading: Engine = self.backend.reading_engine()
        self.epoch = ""
        """Names this log; set by ``open``."""

    def exists(self) -> bool:
        """Whether there is a hall's database already.

        Raises:
            StorageError: nobody answers there.
        """
        with storage_errors():
            return self.backend.exists()

    def open(self) -> None:
        """Make the database if needed and bring its tables to the present version.

        Raises:
            StorageError: it is no database, is damaged, does not answer, or comes from a newer hallcall.
        """
        is_new = not self.exists()
        self.backend.create()
        with self.writing() as connection, transaction(connection):
            if not is_new:
                self.backend.check(connection)
            found = version(connection)
        if found != HEAD:
            _upgrade(self.backend)
        with self.reading() as connection:
            self.epoch = recall(connection, "epoch") or ""
        if not self.epoch:
            self.epoch = str(ULID())
            self.write(lambda connection: remember(connection, "epoch", self.epoch))

    def close(self) -> None:
        """Close the readers; the writer's connection is closed by whoever opened it."""
        self._reading.dispose()
        self._writing.dispose()

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """The connection that writes. There must be one at a time."""
        with storage_errors(), self._writing.connect() as connection:
            yield connection

    def write(self, action: Callable[[Connection], _Result]) -> _Result:
        """One transaction, for a process that does nothing else with the database."""
        with self.writing() as connection, transaction(connection):
            return action(connection)

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A connection that sees one committed moment."""
        with storage_errors(), self._reading.connect() as connection:
            yield connection

    def is_answering(self) -> bool:
        """Whether the database can be read at this moment."""
        try:
            with self.reading() as connection:
                return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == "epoch")) is not None
        except StorageError:
            return False


def remember(connection: Connection, name: str, value: str) -> None:
    """Keep a fact about this database."""
    if recall(connection, name) is None:
        connection.execute(schema.meta.insert().values(name=name, value=value))
    else:
        connection.execute(schema.meta.update().where(schema.meta.c.name == name).values(value=value))


def recall(connection: Connection, name: str) -> str | None:
    """A fact kept by ``remember``."""
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == name))


def version(connection: Connection) -> str | None:
    """The version of the tables; None in a database that has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def _upgrade(backend: Backend) -> None:
    # Late: a server that starts again after a crash needs no Alembic and must not wait for its import.
    from hallcall.server.storage.migrations import migrate

    engine = backend.writing_engine()
    with storage_errors(), engine.connect() as connection:
        migrate(connection)
        connection.commit()
