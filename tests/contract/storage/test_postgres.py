"""What only PostgreSQL has to promise: it keeps what it confirmed, one server writes, its errors tell no secret."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from hallcall.core.errors import ConfigError, StorageError
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Connection, Store, remember
from hallcall.server.storage import postgres as postgres_module
from hallcall.server.storage.postgres import PostgresDatabase, check_server

if TYPE_CHECKING:
    from helpers.postgres import OwnCluster, PostgresServer

SOUND = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "server_encoding": "UTF8"}


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    opened = Store(postgres_url)
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock that is held is not waited for."""
    monkeypatch.setattr(postgres_module, "_LOCK_S", 0.0)


def test_a_sound_server_of_any_later_version_is_taken() -> None:
    check_server(150_000, SOUND)
    check_server(180_001, SOUND)
    check_server(150_020, SOUND | {"synchronous_commit": "remote_apply"})


def test_an_old_server_is_refused() -> None:
    with pytest.raises(StorageError) as refusal:
        check_server(140_009, SOUND)
    assert refusal.value.code == "storage.postgres_too_old"
    assert refusal.value.fields == {"found": "14.9", "needed": "15"}


def test_a_database_that_cannot_hold_every_name_is_refused() -> None:
    with pytest.raises(StorageError, match=r"storage\.not_utf8"):
        check_server(150_000, SOUND | {"server_encoding": "SQL_ASCII"})


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_forgets_what_it_confirmed_is_refused(own_postgres: OwnCluster, setting: str) -> None:
    url = own_postgres.database()
    own_postgres.stop()
    own_postgres.start(f"{setting}=off")
    store = Store(url)
    try:
        with pytest.raises(StorageError, match=r"storage\.not_durable") as refusal:
            store.open()
    finally:
        store.close()
        own_postgres.stop()
        own_postgres.start()
    assert refusal.value.fields == {"setting": setting}


def test_a_second_writer_is_refused_until_the_first_has_gone(store: Store, postgres_url: str, impatient: None) -> None:
    other = Store(postgres_url)
    with store.writing(), pytest.raises(StorageError, match=r"storage\.in_use"):
        other.write(lambda connection: remember(connection, "who", "second"))
    other.write(lambda connection: remember(connection, "who", "second"))
    other.close()


def test_a_writer_whose_session_was_ended_cannot_commit(
    store: Store, postgres: PostgresServer, postgres_url: str
) -> None:
    def action(connection: Connection) -> None:
        remember(connection, "left", "behind")
        assert postgres.end_sessions(postgres_url) == 1

    with pytest.raises(StorageError, match=r"storage\.failed"):
        store.write(action)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meta WHERE name = 'left'").scalar() == 0


def test_after_an_error_that_was_passed_over_nothing_is_committed_and_nothing_is_promised(store: Store) -> None:
    def careless(connection: Connection) -> None:
        remember(connection, "left", "behind")
        with contextlib.suppress(DBAPIError):
            connection.exec_driver_sql("SELECT 1 / 0")

    with pytest.raises(StorageError, match=r"storage\.failed"):
        store.write(careless)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meta WHERE name = 'left'").scalar() == 0


def test_readers_find_the_server_again_after_it_was_restarted(own_postgres: OwnCluster) -> None:
    store = Store(own_postgres.database())
    store.open()
    assert store.is_answering()
    own_postgres.stop()
    assert not store.is_answering()
    own_postgres.start()
    assert store.is_answering()
    store.close()


def test_text_that_no_column_takes_is_refused_and_nothing_else_is_lost(store: Store) -> None:
    with pytest.raises(StorageError, match=r"storage\.constraint"):
        store.write(lambda connection: remember(connection, "nul", "\0"))
    store.write(lambda connection: remember(connection, "nul", "none"))


def test_a_database_that_is_not_there_is_said_to_be_unreachable(postgres: PostgresServer) -> None:
    store = Store(postgres.url("no_such_hall"))
    with pytest.raises(StorageError, match=r"storage\.unreachable"), store.writing():
        pass
    store.close()


@pytest.mark.logs_warnings
def test_whoever_starts_a_server_is_told_why_the_database_is_unreachable(
    postgres: PostgresServer, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(StorageError, match=r"storage\.unreachable"):
        PostgresDatabase(postgres.url("no_such_hall")).exists()
    assert "no_such_hall" in caplog.text


def test_a_password_in_the_address_is_shown_nowhere() -> None:
    address = "postgresql://hall:Fenster-27@db.example:5433/hall?sslmode=require&password=Fenster-28"
    shown = PostgresDatabase(address).shown
    assert shown == "postgresql://hall@db.example:5433/hall?sslmode=require"
    assert "Fenster" not in repr(ServerSettings(data=postgres_module.__file__, database_url=address))  # type: ignore[arg-type]


def test_an_address_of_something_else_is_a_mistake_in_the_settings() -> None:
    for address in ("mysql://db.example/hall", "hall.db"):
        with pytest.raises(ConfigError, match=r"config\.invalid"):
            ServerSettings(data=postgres_module.__file__, database_url=address)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match=r"config\.invalid"):
        PostgresDatabase("postgresql://db.example:many/hall")
