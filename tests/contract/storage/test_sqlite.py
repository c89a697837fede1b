"""What only SQLite has to promise: a sound library, strict tables, a file that nobody else reads."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.core.errors import StorageError
from hallcall.server.storage import Store
from hallcall.server.storage.schema import metadata
from hallcall.server.storage.sqlite import check_version


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store(path)
    opened.open()
    yield opened
    opened.close()


@pytest.mark.parametrize("found", [(3, 40, 1), (3, 50, 7), (3, 51, 2)])
def test_a_library_that_can_lose_committed_pages_is_refused(found: tuple[int, ...]) -> None:
    with pytest.raises(StorageError) as refusal:
        check_version(found)
    assert refusal.value.code == "storage.sqlite_too_old"
    assert refusal.value.fields == {"found": ".".join(map(str, found)), "needed": "3.51.3"}


def test_the_library_in_use_and_the_first_sound_one_are_taken() -> None:
    check_version()
    check_version((3, 51, 3))
    check_version((4, 0, 0))


def test_every_table_is_strict_and_every_promise_is_kept_by_fsync(store: Store) -> None:
    with store.reading() as connection:
        tables = {
            row.name: row.strict for row in connection.exec_driver_sql("PRAGMA table_list") if row.type == "table"
        }
        own = {name: strict for name, strict in tables.items() if name in metadata.tables}
        assert set(own) == set(metadata.tables)
        assert all(own.values())
    with store.writing() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


def test_only_the_server_s_account_reads_the_file(store: Store, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(os.urandom(8192))
    with pytest.raises(StorageError, match=r"storage\.corrupt"):
        Store(path).open()
