"""PostgreSQL by psycopg: everything that only PostgreSQL needs.

One session writes. It holds a lock of the database for as long as it lives: a second server is refused, and a server
that lost its session writes again only when the old session is over, with all it had begun.

Source:
    postgresql.org/docs/15: functions-admin (advisory locks belong to a session), runtime-config-wal (fsync,
    synchronous_commit, full_page_writes), errcodes-appendix, libpq-connect (parameters of a connection).
"""

from __future__ import annotations

import logging
import time
from typing import Any, LiteralString

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, QueuePool

from hallcall.core.errors import ConfigError, Finding, StorageError
from hallcall.server.storage.faults import storage_errors, understand

_log = logging.getLogger(__name__)

NEEDED = 15
"""The first version that is tested."""
_READERS = 4
_LOCK_S = 2.0
"""The session of a server that was killed is over within this time."""
_LOCK_PAUSE_S = 0.05
# A database machine that lost its power is noticed after some ten seconds; an address may say otherwise.
_LINK = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# The same for the database's own end, so that a session whose server is gone gives up its lock.
_SESSION: tuple[LiteralString, ...] = (
    "SET tcp_keepalives_idle = 5",
    "SET tcp_keepalives_interval = 2",
    "SET tcp_keepalives_count = 3",
)
_LOCK: LiteralString = "SELECT pg_try_advisory_lock(hashtextextended('hallcall ' || current_schema(), 0))"
_SECRETS = ("password", "sslpassword")
_PROMISES = ("fsync", "full_page_writes", "synchronous_commit")
_SETTINGS: LiteralString = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)"
# SQLSTATE: no room, read only, damaged pages and indexes.
_CODES = {
    "53100": "storage.disk_full",
    "25006": "storage.read_only",
    "XX001": "storage.corrupt",
    "XX002": "storage.corrupt",
}
# Classes: a constraint was broken; a value that no column takes.
_REFUSED = ("23", "22")


class PostgresError(Exception):
    """What PostgreSQL said, without the rows it likes to quote."""


class PostgresDatabase:
    """One database of a PostgreSQL server."""

    name = "postgresql"

    def __init__(self, address: str) -> None:
        try:
            self._url = make_url(address).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError) as error:
            finding = Finding(file="server", line=0, key="database", code="database.address")
            raise ConfigError("config.invalid", (finding,), file="--database", count=1) from error
        url = self._url.difference_update_query(_SECRETS)
        shown = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
        self.shown = shown.render_as_string()

    def exists(self) -> bool:
        """Part of ``Backend``."""
        engine = self.reading_engine()
        try:
            with storage_errors(), engine.connect() as connection:
                return inspect(connection).has_table("meta")
        except StorageError as error:
            # The first look at the database: whoever starts a server has to know what is wrong.
            _log.error("%s: %s", self.shown, error.__cause__)
            raise
        finally:
            engine.dispose()

    def create(self) -> None:
        """Part of ``Backend``: who looks after PostgreSQL makes the database."""

    def discard(self) -> None:
        """Part of ``Backend``: what was not committed is not there."""

    def writing_engine(self) -> Engine:
        """Part of ``Backend``: whoever connects holds the database's lock until the connection ends."""
        engine = self._engine("hallcall writer", poolclass=NullPool)

        @event.listens_for(engine, "connect")
        def _on_connect(connection: psycopg.Connection[Any], _: Any) -> None:
            try:
                with storage_errors():
                    _prepare_writer(connection)
            except StorageError:
                connection.close()
                raise

        @event.listens_for(engine, "commit")
        def _on_commit(connection: Connection) -> None:
            # After an error that somebody passed over, PostgreSQL answers COMMIT with a rollback and no word of it.
            driver: Any = connection.connection.dbapi_connection
            if driver.info.transaction_status is psycopg.pq.TransactionStatus.INERROR:
                raise StorageError("storage.failed")

        return engine

    def reading_engine(self) -> Engine:
        """Part of ``Backend``."""
        engine = self._engine(
            "hallcall reader", poolclass=QueuePool, pool_size=_READERS, max_overflow=0, pool_pre_ping=True
        )

        @event.listens_for(engine, "connect")
        def _on_connect(connection: psycopg.Connection[Any], _: Any) -> None:
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ

        return engine

    def check(self, connection: Connection) -> None:
        """Part of ``Backend``: every connection that writes was looked at when it was made."""

    def _engine(self, name: str, **options: Any) -> Engine:
        # At level DEBUG SQLAlchemy would log rows, and rows hold tokens.
        logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
        given = self._url.query
        defaults = {key: value for key, value in _LINK.items() if key not in given}
        # Parameters hold tokens and encrypted facts: they stay out of logs and tracebacks. By place, not by name,
        # because the engine's own statements go to the driver as they are.
        engine = create_engine(
            self._url,
            paramstyle="format",
            hide_parameters=True,
            connect_args={"application_name": name, **defaults},
            **options,
        )

        @event.listens_for(engine, "do_connect")
        def _on_do_connect(dialect: Any, _: Any, arguments: list[Any], parameters: dict[str, Any]) -> Any:
            try:
                return dialect.connect(*arguments, **parameters)
            except psycopg.Error as error:
                raise StorageError("storage.unreachable") from _said(error)

        return engine


def check_server(version: int, settings: dict[str, str]) -> None:
    """Refuse a server that can lose what it promised, or cannot store every name.

    Args:
        version: as the server tells it, ``150020`` for 15.20.
        settings: of ``pg_settings``.

    Raises:
        StorageError: ``storage.postgres_too_old``, ``storage.not_durable``, ``storage.not_utf8``.
    """
    if version < NEEDED * 10_000:
        found = f"{version // 10_000}.{version % 10_000}"
        raise StorageError("storage.postgres_too_old", found=found, needed=str(NEEDED))
    for name in _PROMISES:
        if settings[name] == "off":
            raise StorageError("storage.not_durable", setting=name)
    if settings["server_encoding"] != "UTF8":
        raise StorageError("storage.not_utf8", found=settings["server_encoding"])


def _prepare_writer(connection: psycopg.Connection[Any]) -> None:
    settings = dict(connection.execute(_SETTINGS, [["server_encoding", *_PROMISES]]).fetchall())
    check_server(connection.info.server_version, settings)
    for statement in _SESSION:
        connection.execute(statement)
    _take_lock(connection)
    connection.commit()


def _take_lock(connection: psycopg.Connection[Any]) -> None:
    deadline = time.monotonic() + _LOCK_S
    while True:
        row = connection.execute(_LOCK).fetchone()
        if row is not None and row[0]:
            return
        if time.monotonic() > deadline:
            raise StorageError("storage.in_use")
        time.sleep(_LOCK_PAUSE_S)


def _reading(error: BaseException) -> tuple[str, BaseException]:
    state = getattr(error, "sqlstate", None) or ""
    if isinstance(error, psycopg.IntegrityError | psycopg.DataError) or state.startswith(_REFUSED):
        return "storage.constraint", _said(error)
    return _CODES.get(state, "storage.failed"), _said(error)


def _said(error: BaseException) -> PostgresError:
    """An error that may stand in a log: the whole one quotes keys and rows, and rows hold tokens."""
    state = getattr(error, "sqlstate", None)
    if isinstance(error, psycopg.Error) and state:
        return PostgresError(f"{state} {error.diag.message_primary or type(error).__name__}")
    # Without a code it comes from the library, which knows of connections and not of rows.
    is_of_library = isinstance(error, psycopg.OperationalError | psycopg.ProgrammingError)
    return PostgresError(str(error) if is_of_library else type(error).__name__)


understand(psycopg.Error, _reading)
