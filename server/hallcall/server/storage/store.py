"""The database of one hall: opened, brought to the present version, read and written."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, inspect, select, text
from ulid import ULID

from hallcall.core.errors import StorageError
from hallcall.server.storage import schema
from hallcall.server.storage.sqlite import is_healthy, reading_engine, storage_errors, writing_engine
from hallcall.server.storage.transactions import transaction

_Result = TypeVar("_Result")

HEAD = "0002"
"""The version of the tables that this program speaks; a test holds it equal to the newest migration."""


class Store:
    """One database. Any number of readers, one writer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writing: Engine = writing_engine(path)
        self._reading: Engine = reading_engine(path)
        self.epoch = ""
        """Names this log; set by ``open``."""

    def open(self) -> None:
        """Make the file if needed and bring its tables to the present version.

        Raises:
            StorageError: the file is no database, is damaged, or comes from a newer hallcall.
        """
        is_new = not self.path.exists()
        if is_new:
            # Nobody but the server reads the hall's data, whatever the mask of the caller.
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
        with storage_errors(), self._writing.connect() as connection:
            if not is_new and not is_healthy(connection):
                raise StorageError("storage.corrupt")
            connection.rollback()
            if _version(connection) != HEAD:
                _upgrade(connection)
            self.epoch = _remembered(connection, "epoch") or str(ULID())
            remember(connection, "epoch", self.epoch)
            connection.commit()

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
    if _remembered(connection, name) is None:
        connection.execute(schema.meta.insert().values(name=name, value=value))
    else:
        connection.execute(schema.meta.update().where(schema.meta.c.name == name).values(value=value))


def recall(connection: Connection, name: str) -> str | None:
    """A fact kept by ``remember``."""
    return _remembered(connection, name)


def _remembered(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == name))


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def _upgrade(connection: Connection) -> None:
    # Late: a server that starts again after a crash needs no Alembic and must not wait for its import.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        # A version we do not know: the data was written by a newer hallcall.
        raise StorageError("storage.failed", detail="schema") from error
