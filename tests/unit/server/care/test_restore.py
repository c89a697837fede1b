"""The restore drill: the database is lost, a backup takes its place, and no number is given a second time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from hallcall.cli import main
from hallcall.core.errors import StorageError
from hallcall.server.care.auditing import verify_log
from hallcall.server.care.backup import Backup, listed
from hallcall.server.care.restore import restore
from hallcall.server.opening import locked
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import copies
from helpers.live_server import CARD, HandClock, LiveServer
from helpers.small_hall import NINE


class Drill:
    """A hall with a backup in the middle of its day."""

    def __init__(self, data: Path) -> None:
        self.settings = ServerSettings(data=data)
        self.clock = HandClock(NINE)
        self.tokens: dict[str, str] = {}
        self.numbers: list[str] = []
        self.position = ""

    def serve(self) -> LiveServer:
        return LiveServer(self.settings.data, clock=self.clock)

    def day(self) -> None:
        """Five numbers, a backup, five more."""
        with self.serve() as server:
            kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
            self.tokens = {"kiosk": kiosk.token, "clerk": clerk.token}
            self.take(server, 5)
            clerk.do("call.next", counter=1)
            assert server.admin.post("/v1/admin/backups").status_code == 200
            self.clock.turn(60)
            self.take(server, 5)
            self.position = f"{server.parts.store.epoch}:{server.parts.feed.state.seq}"

    def take(self, server: LiveServer, count: int) -> None:
        kiosk = server.caller(self.tokens["kiosk"])
        self.numbers += [kiosk.do("ticket.issue", item="a1")["ticket"]["number"] for _ in range(count)]

    @property
    def backup(self) -> Backup:
        return listed(self.settings.backup_folder)[-1]

    def restore(self) -> Any:
        with locked(self.settings):
            return restore(self.settings, self.backup, self.clock())


@pytest.fixture
def drill(tmp_path: Path) -> Drill:
    drill = Drill(tmp_path / "data")
    drill.day()
    return drill


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
@pytest.mark.parametrize("loss", ["gone", "torn", "no database at all"])
def test_after_a_lost_disk_the_hall_goes_on_and_no_number_is_given_twice(drill: Drill, loss: str) -> None:
    live = drill.settings.database
    if loss == "gone":
        live.unlink()
    elif loss == "torn":
        content = bytearray(live.read_bytes())
        content[4096:20480] = bytes(16384)
        live.write_bytes(content)
    else:
        live.write_bytes(b"a letter from the printer\n" * 400)
    done = drill.restore()
    assert done.lost is None
    with drill.serve() as server:
        drill.take(server, 5)
        assert server.admin.get("/readyz").json()["reasons"] == []
        clerk = server.caller(drill.tokens["clerk"])
        assert clerk.do("service.start", counter=1)["ticket"]["number"] == "A001"
    assert len(set(drill.numbers)) == 15
    assert drill.numbers[10:] == ["A201", "A202", "A203", "A204", "A205"]


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
def test_a_database_that_can_still_be_read_tells_how_far_the_numbers_came(drill: Drill) -> None:
    done = drill.restore()
    assert done.lost == 5
    assert copies.facts_of(done.kept).seq == drill.backup.manifest.seq + 5
    with drill.serve() as server:
        drill.take(server, 2)
    assert drill.numbers[10:] == ["A011", "A012"]


@pytest.mark.logs_warnings
def test_every_screen_takes_a_new_snapshot(drill: Drill) -> None:
    drill.restore()
    with drill.serve() as server:
        headers = {"Authorization": f"Bearer {drill.tokens['kiosk']}", "Last-Event-ID": drill.position}
        with httpx.stream("GET", f"{server.url}/v1/events", headers=headers, trust_env=False) as stream:
            assert "event: reset" in "".join(stream.iter_text())
        assert server.parts.store.epoch != drill.position.partition(":")[0]


@pytest.mark.logs_warnings
@pytest.mark.feature("F240")
def test_the_log_says_that_it_was_restored_and_still_verifies(drill: Drill) -> None:
    drill.restore()
    with drill.serve() as server:
        drill.take(server, 1)
        with server.parts.store.reading() as connection:
            verdict = verify_log(connection)
            types = [row[0] for row in connection.exec_driver_sql("SELECT type FROM event ORDER BY seq")]
    assert verdict.is_good
    assert types[-2:] == ["hall.restored", "ticket.issued"]
    with drill.serve() as server:  # once, not at every start
        assert server.parts.feed.state.seq == verdict.last


@pytest.mark.logs_warnings
def test_blocks_that_kiosks_held_are_not_given_again(drill: Drill) -> None:
    with drill.serve() as server:
        kiosk = server.caller(drill.tokens["kiosk"])
        kiosk.do("numbers.lease", kiosk="K1", book="b1")
        held = dict(server.parts.feed.state.leases)
    drill.restore()
    with drill.serve() as server:
        assert held.keys() <= server.parts.feed.state.leases.keys()
    drill.settings.database.unlink()
    drill.restore()
    with drill.serve() as server:
        kiosk = server.caller(drill.tokens["kiosk"])
        kiosk.do("numbers.lease", kiosk="K1", book="b2")
        leases = server.parts.feed.state.leases.values()
        mine = [lease.first for lease in leases if lease.book == "b2" and lease.queue == "A"]
    assert mine
    assert all(first > lease.last for first in mine for lease in held.values())


@pytest.mark.logs_warnings
def test_a_backup_of_yesterday_jumps_over_what_this_morning_may_have_given(drill: Drill) -> None:
    drill.clock.turn(24 * 3600)
    drill.settings.database.unlink()
    drill.restore()
    with drill.serve() as server:
        number = server.caller(drill.tokens["kiosk"]).do("ticket.issue", item="a1")["ticket"]["number"]
    # Open for ten begun hours since midnight, a hundred an hour; the next twenty numbers may be a kiosk's.
    assert number == "A1021"


def test_a_damaged_backup_changes_nothing(drill: Drill) -> None:
    before = drill.settings.database.read_bytes()
    path = drill.backup.path
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(StorageError, match=r"backup\.damaged"):
        drill.restore()
    assert drill.settings.database.read_bytes() == before


@pytest.mark.logs_warnings
def test_without_the_key_of_the_data_nothing_is_restored(drill: Drill, tmp_path: Path) -> None:
    other = ServerSettings(data=tmp_path / "other", backups=drill.settings.backup_folder)
    with locked(other), pytest.raises(StorageError, match=r"storage\.key_missing"):
        restore(other, drill.backup, NINE)
    with LiveServer(tmp_path / "foreign"):
        pass
    foreign = ServerSettings(data=tmp_path / "foreign", backups=drill.settings.backup_folder)
    with locked(foreign), pytest.raises(StorageError, match=r"storage\.key_missing"):
        restore(foreign, drill.backup, NINE)
    assert copies.facts_of(foreign.database).epoch != drill.backup.manifest.epoch


def test_while_a_server_runs_nothing_is_restored(drill: Drill) -> None:
    with drill.serve() as server:
        drill.take(server, 1)
        with pytest.raises(StorageError):
            drill.restore()
        drill.take(server, 1)


@pytest.mark.feature("F212")
def test_a_server_whose_database_is_gone_does_not_begin_a_new_one(drill: Drill) -> None:
    drill.settings.database.unlink()
    with pytest.raises(StorageError, match=r"storage\.missing"), drill.serve():
        pass
    assert not drill.settings.database.exists()


@pytest.mark.logs_warnings
def test_what_was_secret_is_still_read_with_the_same_key(drill: Drill) -> None:
    with drill.serve() as server:
        kiosk, clerk = server.caller(drill.tokens["kiosk"]), server.caller(drill.tokens["clerk"])
        clerk.do("service.start", counter=1)
        clerk.do("service.finish", counter=1)
        for ticket in server.admin.get("/v1/snapshot").json()["tickets"]:
            server.admin.do("ticket.cancel", ticket=ticket["id"], reason="test")
        kiosk.do("ticket.issue", item="a1", document=CARD)
        drill.clock.turn(timedelta(hours=1).total_seconds())
        server.admin.post("/v1/admin/backups")
    newest = listed(drill.settings.backup_folder)[0]
    with locked(drill.settings):
        restore(drill.settings, newest, drill.clock())
    with drill.serve() as server:
        clerk = server.caller(drill.tokens["clerk"])
        clerk.do("call.next", counter=1)
        assert clerk.get("/v1/counters/1/visitor").json()["name"] == "王*明"


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
def test_backup_and_restore_from_the_command_line(drill: Drill, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--data", str(drill.settings.data), "--lang", "en"]
    first = drill.backup.path
    with drill.serve():
        assert main(["backup", *options]) == 0
        newest = listed(drill.settings.backup_folder)[0]
        assert str(newest.path) in capsys.readouterr().out
        assert main(["restore", str(newest.path), *options]) == 2  # the server runs
    assert main(["backup", *options]) == 0
    assert main(["restore", "--list", *options]) == 0
    printed = capsys.readouterr().out
    assert all(str(backup.path) in printed for backup in listed(drill.settings.backup_folder))
    assert main(["restore", *options]) == 2
    assert main(["restore", "hall-none.db", *options]) == 2
    capsys.readouterr()
    assert main(["restore", first.name, *options]) == 0
    assert "5 events after the backup are not in it." in capsys.readouterr().out
    drill.settings.database.unlink()
    assert main(["backup", *options]) == 2
    assert main(["restore", str(first), *options]) == 0
    assert "Each queue will go on at a higher number" in capsys.readouterr().out
    empty = [*options, "--backups", str(drill.settings.data / "none")]
    assert main(["restore", "--list", *empty]) == 0
    assert "There are no backups" in capsys.readouterr().out
