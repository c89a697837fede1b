"""Backups: taken while the hall works, whole or not there at all, and never so many that the disk is full."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from hallcall.core.errors import Refused, StorageError
from hallcall.server.care.backup import Occasion, check, find, listed, rotate, take
from hallcall.server.care.caretaker import Caretaker
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import copies
from helpers.live_server import LiveServer
from helpers.small_hall import NINE
from helpers.writer_bench import WriterBench

_Usage = namedtuple("_Usage", "total used free")  # noqa: PYI024 - as shutil has it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def file_of(bench: WriterBench) -> Path:
    assert isinstance(bench.target, Path)
    return bench.target


def fill(bench: WriterBench, megabytes: int) -> None:
    """Make the database so large that it is copied in several parts."""
    filling = "INSERT INTO meta VALUES ('filling', hex(zeroblob(:half)))"
    bench.writer.write(lambda connection, _: connection.execute(text(filling), {"half": megabytes * 500_000})).result(
        20
    )


@pytest.mark.feature("F212")
def test_numbers_are_given_while_a_backup_is_taken(bench: WriterBench, folder: Path) -> None:
    fill(bench, 6)
    before, parts = bench.issue().seq, 0

    def going_on() -> bool:
        nonlocal parts
        parts += 1
        return bench.issue().ticket is not None

    backup = take(file_of(bench), folder, NINE, Occasion.HOURLY, going_on)
    assert parts >= 3
    assert backup.manifest.seq == before
    assert bench.stored()[-1].seq == before + parts


@pytest.mark.feature("F212")
def test_a_backup_is_one_whole_file_that_says_what_is_in_it(bench: WriterBench, folder: Path) -> None:
    bench.open(1)
    bench.issue()
    backup = take(file_of(bench), folder, NINE, Occasion.BY_HAND)
    assert backup.path.name == "hall-20261123T010000Z-000003.db"
    assert sorted(path.name for path in folder.iterdir()) == [f"{backup.path.stem}.db", f"{backup.path.stem}.json"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())
    check(backup)
    facts = copies.facts_of(backup.path)
    assert (facts.seq, facts.epoch) == (3, bench.store.epoch)
    assert find(backup.path) == backup
    assert copies.row_counts(backup.path)["ticket"] == 1


def test_a_backup_with_one_changed_byte_is_found(bench: WriterBench, folder: Path) -> None:
    backup = take(file_of(bench), folder, NINE, Occasion.BY_HAND)
    content = bytearray(backup.path.read_bytes())
    content[len(content) // 2] ^= 1
    backup.path.write_bytes(content)
    with pytest.raises(StorageError, match=r"backup\.damaged"):
        check(backup)


def test_a_file_without_its_manifest_is_no_backup(bench: WriterBench, folder: Path) -> None:
    backup = take(file_of(bench), folder, NINE, Occasion.BY_HAND)
    backup.path.with_suffix(".json").unlink()
    assert listed(folder) == []
    with pytest.raises(Refused, match=r"backup\.unknown"):
        find(backup.path)


def test_a_backup_that_is_broken_off_leaves_nothing(bench: WriterBench, folder: Path) -> None:
    fill(bench, 6)
    with pytest.raises(StorageError):
        take(file_of(bench), folder, NINE, Occasion.HOURLY, lambda: False)
    assert list(folder.iterdir()) == []
    assert bench.issue().ticket is not None


def test_what_a_crash_has_left_is_taken_away_by_the_next_backup(bench: WriterBench, folder: Path) -> None:
    folder.mkdir()
    for name in ("hall.part", "hall.part-journal", "hall-20261122T010000Z-000001.json"):
        (folder / name).write_text("left")
    take(file_of(bench), folder, NINE, Occasion.HOURLY)
    assert [path.suffix for path in sorted(folder.iterdir())] == [".db", ".json"]


@pytest.mark.feature("F212")
def test_a_backup_leaves_room_for_the_hall(bench: WriterBench, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(10**9, 8 * 10**8, 2 * 10**8))
    with pytest.raises(StorageError, match=r"backup\.no_space"):
        take(file_of(bench), folder, NINE, Occasion.HOURLY)
    assert list(folder.iterdir()) == []


@pytest.mark.feature("F212")
def test_a_kill_while_old_backups_are_erased_leaves_no_people_in_a_file_that_nobody_looks_for(
    bench: WriterBench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = take(file_of(bench), folder, NINE, Occasion.HOURLY)
    take(file_of(bench), folder, NINE + timedelta(hours=1), Occasion.HOURLY)
    unlink = Path.unlink

    def unlink_and_die(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(Path, "unlink", unlink_and_die)
        with pytest.raises(KeyboardInterrupt):
            rotate(folder, hourly=1, daily=1)
    new = take(file_of(bench), folder, NINE + timedelta(hours=2), Occasion.HOURLY)
    rotate(folder, hourly=1, daily=1)
    assert not old.path.exists()
    assert sorted(folder.iterdir()) == sorted([new.path, new.path.with_suffix(".json")])


@pytest.mark.feature("F212")
def test_the_last_hours_and_the_last_days_are_kept(bench: WriterBench, folder: Path) -> None:
    first = take(file_of(bench), folder, NINE, Occasion.HOURLY)
    for hour in range(1, 24 * 20):
        at = NINE + timedelta(hours=hour)
        copy = folder / f"hall-{at:%Y%m%dT%H%M%SZ}-000001.db"
        copy.hardlink_to(first.path)
        manifest = first.path.with_suffix(".json").read_text(encoding="utf-8")
        written = manifest.replace(f"{NINE:%Y-%m-%dT%H:%M:%S}", f"{at:%Y-%m-%dT%H:%M:%S}")
        copy.with_suffix(".json").write_text(written, encoding="utf-8")
    rotate(folder, hourly=24, daily=14)
    kept = [backup.manifest.taken_at for backup in listed(folder)]
    last = NINE + timedelta(hours=24 * 20 - 1)
    assert kept[:24] == [last - timedelta(hours=hour) for hour in range(24)]
    assert len({at.date() for at in kept}) == 14
    assert len(kept) == 24 + 12
    assert rotate(folder, hourly=24, daily=14) == []
    assert len(list(folder.iterdir())) == 2 * len(kept)


def test_the_keys_are_in_no_backup(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        answer = server.admin.post("/v1/admin/backups").json()
        content = Path(answer["file"]).read_bytes()
        data = server.settings.data
        for secret in (server.settings.vault_key, server.settings.audit_key, data / "admin.token"):
            assert secret.read_bytes() not in content
        assert answer["seq"] == server.parts.feed.state.seq


@pytest.mark.feature("F212")
def test_a_running_server_backs_itself_up(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data", backup_every_s=0.05, backups_hourly=1, backups_daily=1) as server:
        deadline = datetime.now(UTC) + timedelta(seconds=20)
        while not (backups := listed(server.settings.backup_folder)):
            assert datetime.now(UTC) < deadline
            server.admin.get("/livez")
    assert backups[0].manifest.occasion is Occasion.HOURLY


@pytest.mark.logs_warnings
def test_a_server_that_has_no_room_for_backups_says_so_and_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hallcall.server.care.backup.FREE_FLOOR", 10**18)
    with LiveServer(tmp_path / "data", backup_every_s=0.01) as server:
        deadline = datetime.now(UTC) + timedelta(seconds=20)
        while "backup.no_space" not in (said := server.admin.get("/readyz").json())["warnings"]:
            assert datetime.now(UTC) < deadline
        assert said["reasons"] == []
        assert server.admin.post("/v1/admin/backups").json()["code"] == "backup.no_space"
        assert server.pair("kiosk", "K1").do("ticket.issue", item="a1")["ticket"]["number"] == "A001"


def test_how_long_the_first_backup_waits(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        care: Any = server.parts.care
        assert isinstance(care, Caretaker)
        assert care._first_wait() == 60.0
        server.admin.post("/v1/admin/backups")
        server.clock.turn(600)
        assert 2990.0 < care._first_wait() <= 3001.0
        server.clock.turn(-3600)
        assert care._first_wait() == 60.0
        server.clock.turn(9000)
        assert care._first_wait() == 60.0


def test_postgresql_is_backed_up_by_its_own_tools(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        care: Any = server.parts.care
        care._file = None
        answer = server.admin.post("/v1/admin/backups")
        assert (answer.status_code, answer.json()["code"]) == (409, "backup.by_pg_dump")
    assert ServerSettings(data=tmp_path / "data").store_target() == tmp_path / "data" / "hall.db"
