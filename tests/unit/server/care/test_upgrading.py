"""An upgrade happens beside the hall's database, takes its place at one stroke, and can be undone."""

from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

from hallcall.cli import main
from hallcall.core.errors import Refused, StorageError
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Span
from hallcall.server.care import upgrading
from hallcall.server.care.auditing import verify_log
from hallcall.server.care.backup import Occasion, listed
from hallcall.server.care.upgrading import roll_back, upgrade
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Store, copies
from hallcall.server.storage import migrations as steps
from hallcall.server.storage.store import HEAD
from helpers.live_server import HandClock, LiveServer
from helpers.small_hall import NINE, small_hall

_Usage = namedtuple("_Usage", "total used free")  # noqa: PYI024 - as shutil has it


def office_hall() -> Hall:
    """Open from nine to five."""
    calendar = Calendar(id="always", weekly=((Span(9 * 60, 17 * 60),),) * 7, follows_holidays=False)
    return replace(small_hall(), calendars=(calendar,))


def migrate_to(version: str, path: Path) -> None:
    """Run the first migrations only."""
    store = Store(path)
    store.backend.create()
    config = Config()
    config.set_main_option("script_location", str(Path(steps.__file__).parent))
    try:
        with store.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, version)
            connection.commit()
    finally:
        store.close()


@pytest.fixture
def old(tmp_path: Path) -> ServerSettings:
    """A data folder whose database an older hallcall has written: numbers, calls and a clerk."""
    settings = ServerSettings(data=tmp_path / "data")
    with LiveServer(settings.data, clock=HandClock(NINE)) as server:
        kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
        for _ in range(3):
            kiosk.do("ticket.issue", item="a1")
        clerk.do("call.next", counter=1)
    newer = settings.data / "newer.db"
    copies.settle(settings.database)
    settings.database.rename(newer)
    migrate_to("0001", settings.database)
    with copies.opened(settings.database, writes=True) as connection:
        connection.execute("ATTACH ? AS newer", (str(newer),))
        tables = [row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")]
        for table in set(tables) - {"alembic_version"}:
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")  # noqa: S608
        connection.execute("DETACH newer")
    newer.unlink()
    assert copies.facts_of(settings.database).schema == "0001"
    return settings


def whole(settings: ServerSettings) -> tuple[bytes, list[str]]:
    """The database as it lies on the disk, and what lies beside it."""
    copies.settle(settings.database)
    names = sorted(path.name for path in settings.data.iterdir() if path.name.startswith("hall") and path.suffix)
    return settings.database.read_bytes(), [name for name in names if name.endswith(".db") or ".db-" in name]


@pytest.mark.feature("F242")
def test_an_older_database_is_upgraded_beside_itself_and_kept(old: ServerSettings) -> None:
    before = copies.row_counts(old.database)
    kept = upgrade(old, NINE)
    assert kept is not None
    assert kept.name == "hall-v0001-20261123T010000Z.db"
    assert copies.facts_of(kept).schema == "0001"
    assert copies.row_counts(kept) == before
    assert copies.facts_of(old.database).schema == HEAD
    after = copies.row_counts(old.database)
    assert {name: after[name] for name in before} == before
    assert [backup.manifest.occasion for backup in listed(old.backup_folder)] == [Occasion.BEFORE_UPGRADE]
    assert upgrade(old, NINE) is None


@pytest.mark.feature("F242")
def test_the_hall_goes_on_after_an_upgrade_and_its_log_verifies(old: ServerSettings) -> None:
    with LiveServer(old.data, clock=HandClock(NINE), migrate_now=True) as server:
        assert server.pair("kiosk", "K1").do("ticket.issue", item="a1")["ticket"]["number"] == "A004"
        with server.parts.store.reading() as connection:
            assert verify_log(connection).is_good


@pytest.mark.feature("F242")
def test_nothing_is_upgraded_while_the_hall_is_open(old: ServerSettings) -> None:
    before = whole(old)
    with pytest.raises(Refused) as refused:
        upgrade(old, NINE + timedelta(minutes=1), office_hall())
    assert (refused.value.code, refused.value.fields) == ("upgrade.opening_hours", {"until": "17:00"})
    assert whole(old) == before
    assert upgrade(replace(old, migrate_now=True), NINE, office_hall()) is not None


def test_before_the_hall_opens_it_is_upgraded(old: ServerSettings) -> None:
    assert upgrade(old, NINE - timedelta(hours=1), office_hall()) is not None


def full_disk(*_: Any, **__: Any) -> None:
    raise OSError(28, "No space left on device")


def full_store(*_: Any, **__: Any) -> None:
    raise StorageError("storage.disk_full")


@pytest.mark.feature("F242")
@pytest.mark.parametrize(
    ("place", "fail"),
    [
        ("copies.copy_packed", full_disk),
        ("copies.copy_packed", full_store),
        ("Store.open", full_store),
        ("copies.check", full_store),
        ("copies.put_in_place", full_disk),
    ],
)
def test_a_disk_that_is_full_in_the_middle_leaves_the_database_as_it_was(
    old: ServerSettings, monkeypatch: pytest.MonkeyPatch, place: str, fail: Callable[..., None]
) -> None:
    before = whole(old)
    with monkeypatch.context() as patched:
        patched.setattr(f"hallcall.server.care.upgrading.{place}", fail)
        with pytest.raises(StorageError, match=r"storage\.disk_full"):
            upgrade(old, NINE)
    assert whole(old) == before
    assert upgrade(old, NINE + timedelta(seconds=1)) is not None


@pytest.mark.feature("F242")
def test_without_room_for_a_backup_nothing_is_upgraded(old: ServerSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = whole(old)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(10**9, 9 * 10**8, 10**8))
    with pytest.raises(StorageError, match=r"backup\.no_space"):
        upgrade(old, NINE)
    assert whole(old) == before


@pytest.mark.logs_warnings
def test_an_upgrade_that_loses_rows_is_not_taken(old: ServerSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = whole(old)
    packed = copies.copy_packed

    def losing(live: Path, new: Path) -> None:
        packed(live, new)
        with copies.opened(new, writes=True) as connection:
            connection.execute("DELETE FROM ticket_interval WHERE id = 1")

    monkeypatch.setattr(upgrading.copies, "copy_packed", losing)
    with pytest.raises(StorageError, match=r"storage\.failed"):
        upgrade(old, NINE)
    assert whole(old) == before


@pytest.mark.feature("F242")
def test_an_upgrade_is_undone_by_a_command(old: ServerSettings, capsys: pytest.CaptureFixture[str]) -> None:
    before = copies.row_counts(old.database)
    epoch = copies.facts_of(old.database).epoch
    upgrade(old, NINE)
    options = ["--lang", "en", "--data", str(old.data)]
    assert main(["db", "rollback", *options]) == 0
    assert "version 0001" in capsys.readouterr().out
    facts = copies.facts_of(old.database)
    assert (facts.schema, facts.epoch) == ("0001", epoch)
    assert copies.row_counts(old.database) == before
    assert main(["db", "rollback", *options]) == 2
    assert "no database of before the upgrade" in capsys.readouterr().err
    assert upgrade(old, NINE + timedelta(hours=1)) is not None


@pytest.mark.feature("F242")
def test_events_since_the_upgrade_are_not_lost_unasked(old: ServerSettings) -> None:
    upgrade(old, NINE)
    with LiveServer(old.data, clock=HandClock(NINE)) as server:
        server.pair("kiosk", "K1").do("ticket.issue", item="a1")
    newer = copies.facts_of(old.database)
    with pytest.raises(Refused) as refused:
        roll_back(old, NINE, lose_events=False)
    assert (refused.value.code, refused.value.fields) == ("upgrade.would_lose", {"count": 1})
    assert copies.facts_of(old.database) == newer
    done = roll_back(old, NINE, lose_events=True)
    assert (done.lost, copies.facts_of(done.kept)) == (1, newer)
    assert copies.facts_of(old.database).epoch not in {newer.epoch, ""}


def test_a_new_folder_and_a_present_database_are_left_alone(tmp_path: Path) -> None:
    settings = ServerSettings(data=tmp_path / "data")
    assert upgrade(settings, NINE) is None
    with LiveServer(settings.data):
        pass
    before = whole(settings)
    assert upgrade(settings, NINE, office_hall()) is None
    assert whole(settings) == before
