"""A hall moves from SQLite to PostgreSQL and back: nothing is lost, nothing is added, and it goes on where it was."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from hallcall.core.errors import StorageError
from hallcall.core.statehash import state_hash
from hallcall.server.storage import Store, access, moving, outbox
from hallcall.server.storage.moving import is_equal, move
from hallcall.server.storage.outbox import NoticeRow, NoticeState
from hallcall.server.storage.schema import metadata
from helpers.server_process import command_line
from helpers.small_hall import NINE
from helpers.writer_bench import WriterBench

if TYPE_CHECKING:
    from helpers.postgres import PostgresServer


@pytest.fixture
def empty_url(postgres: PostgresServer) -> str:
    return postgres.database(tables=False)


def a_morning(target: Path | str) -> str:
    """Some work, and a row in every kind of table; the hash of the state it leaves."""
    with WriterBench(target) as bench:
        bench.open(1, 2)
        for item in ("a1", "b1", "a2", "a1"):
            bench.clock.turn(1)
            bench.issue(item)
        bench.call(1)
        bench.start(1)
        bench.call(2)

        def more(connection: Any, now: Any) -> None:
            for token, role in ((b"1", "kiosk"), (b"\xff\x00", "display")):
                row = access.DeviceRow(token_hash=token, role=role, name="窗口’1\n")
                access.add_device(connection, row, now)
            for number in range(3):
                row = NoticeRow(
                    event_id=f"e-{number}",
                    channel="sms",
                    template="near",
                    values={"n": 1},
                    to_ct=b"\x00\x01",
                    state=NoticeState.QUEUED,
                    attempts=0,
                    next_at=NINE,
                    at=NINE,
                )
                outbox.add(connection, row)

        bench.writer.write(more).result(10)
        return state_hash(bench.rebuilt())


def moved(source: Path | str, target: Path | str) -> tuple[moving.Part, ...]:
    with closing(Store(source)) as old, closing(Store(target)) as new:
        return move(old, new)


@pytest.fixture(params=["to PostgreSQL", "to SQLite"])
def places(request: pytest.FixtureRequest, tmp_path: Path, empty_url: str) -> tuple[Path | str, Path | str]:
    if request.param == "to PostgreSQL":
        return tmp_path / "hall.db", empty_url
    return request.getfixturevalue("postgres_url"), tmp_path / "hall.db"


def test_a_hall_that_moved_goes_on_where_it_was(places: tuple[Path | str, Path | str]) -> None:
    source, target = places
    before = a_morning(source)
    parts = moved(source, target)
    assert is_equal(parts)
    assert [part.name for part in parts] == [*(one.name for one in metadata.sorted_tables), "chain", "state"]
    assert {part.name: part.rows for part in parts}["ticket"] == 4
    with WriterBench(source) as old, WriterBench(target) as new:
        assert new.store.epoch == old.store.epoch
        assert new.stored() == old.stored()
        assert state_hash(new.rebuilt()) == before
        assert new.issue().ticket.number == "A004"  # type: ignore[union-attr]
        newest = new.rows("SELECT max(id), count(*) FROM ticket_interval")
        assert newest[0][0] >= newest[0][1]


def test_there_and_back_again_is_the_same(tmp_path: Path, empty_url: str) -> None:
    a_morning(tmp_path / "hall.db")
    there = moved(tmp_path / "hall.db", empty_url)
    back = moved(empty_url, tmp_path / "again.db")
    assert there == back


def test_many_rows_are_moved_page_by_page(tmp_path: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_PAGE", 3)
    a_morning(tmp_path / "hall.db")
    assert is_equal(moved(tmp_path / "hall.db", empty_url))


def test_what_differs_is_named_and_not_kept(
    places: tuple[Path | str, Path | str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = places
    a_morning(source)
    copy = moving._copy

    def careless(old: Any, new: Any, each: Any) -> None:
        copy(old, new, each)
        if each.name == "event":
            new.execute(text("UPDATE event SET actor = 'somebody' WHERE seq = 3"))

    monkeypatch.setattr(moving, "_copy", careless)
    parts = moved(source, target)
    assert [part.name for part in parts if not part.is_equal] == ["event"]
    with closing(Store(target)) as store:
        assert not store.exists()


def test_a_place_that_holds_a_hall_is_not_overwritten(tmp_path: Path, postgres_url: str) -> None:
    a_morning(tmp_path / "hall.db")
    a_morning(postgres_url)
    with pytest.raises(StorageError, match=r"storage\.not_empty"):
        moved(tmp_path / "hall.db", postgres_url)
    with pytest.raises(StorageError, match=r"storage\.missing"):
        moved(tmp_path / "none.db", tmp_path / "other.db")


def test_tables_of_another_version_are_not_moved(tmp_path: Path, empty_url: str) -> None:
    a_morning(tmp_path / "hall.db")
    with closing(Store(tmp_path / "hall.db")) as store:
        store.write(lambda connection: connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(StorageError, match=r"storage\.other_version"):
        moved(tmp_path / "hall.db", empty_url)


def test_a_database_in_use_is_not_moved(tmp_path: Path, postgres_url: str) -> None:
    with WriterBench(postgres_url), pytest.raises(StorageError, match=r"storage\.in_use"):
        moved(postgres_url, tmp_path / "hall.db")
    assert not (tmp_path / "hall.db").exists()


def test_the_command_prints_what_it_compared(tmp_path: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    data.mkdir()
    a_morning(data / "hall.db")
    done = command_line("db", "copy", "--from", str(data), "--to", empty_url)
    assert done.returncode == 0, done.stderr
    assert "ticket: 4 rows" in done.stdout
    assert "Last link of the log" in done.stdout
    assert "both are equal" in done.stdout
    again = command_line("db", "copy", "--from", str(data), "--to", empty_url)
    assert (again.returncode, again.stdout) == (2, "")
    assert "holds a hall already" in again.stderr
    monkeypatch.setattr(moving, "_copy", lambda *_: None)
    differs = command_line("db", "copy", "--from", str(data), "--to", str(tmp_path / "other.db"))
    assert differs.returncode == 1
    assert "event differs" in differs.stdout
