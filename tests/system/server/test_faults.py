"""What the hall does when the disk, the file or the clock fails: it says so, and nothing it has promised is lost."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from ulid import ULID

from hallcall.core.errors import StorageError
from hallcall.server.care.auditing import verify_log
from hallcall.server.care.caretaker import Caretaker
from hallcall.server.storage import copies
from helpers.live_server import Caller, HandClock, LiveServer
from helpers.small_hall import NINE

pytestmark = pytest.mark.system

FULL = {(503, "storage.disk_full")}
"""SQLite may undo a whole transaction in which it found no room, and then the first cause can be hidden."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "data", clock=HandClock(NINE)) as live:
        yield live


@contextmanager
def disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A small disk of its own."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root mounts a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path: Path, leave: int) -> None:
    """Take all the room that a disk has, and give a little back."""
    with path.open("wb") as file, suppress(OSError):
        while True:
            os.write(file.fileno(), bytes(16_384))
    os.truncate(path, path.stat().st_size - leave)


class Engine:
    """Sets something on the connection that writes, and on every one that takes its place."""

    def __init__(self, server: LiveServer) -> None:
        self._server = server
        self._pragma = ""
        event.listen(server.parts.store._writing, "connect", self._on_connect)

    def set(self, pragma: str) -> None:
        self._pragma = pragma
        self._server.parts.writer.write(lambda connection, _: connection.exec_driver_sql(pragma).close()).result(10)

    def unset(self) -> None:
        self._pragma = ""

    def _on_connect(self, connection: Any, _: Any) -> None:
        if self._pragma:
            connection.execute(self._pragma)


def until(is_true: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 30
    while not (found := is_true()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def take_numbers(kiosk: Caller, *, most: int = 20_000) -> tuple[list[str], httpx.Response, str]:
    """Numbers until one is not given; what was acknowledged, the refusal and its key."""
    numbers: list[str] = []
    for _ in range(most):
        key = str(ULID())
        answer = kiosk.send("ticket.issue", key=key, item="a1")
        if answer.status_code != 200:
            return numbers, answer, key
        numbers.append(answer.json()["ticket"]["number"])
    raise AssertionError("the disk is never full")


def given_again(kiosk: Caller, key: str) -> str:
    """The same wish under the same key, until it is heard."""
    return until(lambda: (answer := kiosk.send("ticket.issue", key=key, item="a1")).is_success and answer).json()[
        "ticket"
    ]["number"]


def stored_numbers(server: LiveServer) -> list[str]:
    with server.parts.store.reading() as connection:
        assert verify_log(connection).is_good
        return [row[0] for row in connection.exec_driver_sql("SELECT number FROM ticket ORDER BY seq")]


def in_loop(server: LiveServer, work: Callable[[Caretaker], Any]) -> Any:
    care: Any = server.parts.care
    return asyncio.run_coroutine_threadsafe(work(care), care._tasks[0].get_loop()).result(30)


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
def test_a_database_that_may_not_grow_takes_no_numbers_and_goes_on_when_it_may(server: LiveServer) -> None:
    kiosk, engine = server.pair("kiosk", "K1"), Engine(server)
    with server.parts.store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    engine.set(f"PRAGMA max_page_count = {pages}")
    numbers, refused, key = take_numbers(kiosk)
    assert (refused.status_code, refused.json()["code"]) in FULL
    assert stored_numbers(server) == numbers
    engine.unset()
    number = given_again(kiosk, key)
    assert number not in numbers
    assert stored_numbers(server) == [*numbers, number]
    assert given_again(kiosk, key) == number
    assert server.admin.get("/readyz").json()["reasons"] == []


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with disk(tmp_path / "disk", 48) as folder, LiveServer(folder / "data", clock=HandClock(NINE)) as server:
        kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
        filling = folder / "filling"
        fill(filling, leave=200_000)
        numbers, refused, key = take_numbers(kiosk)
        assert (refused.status_code, refused.json()["code"]) == (503, "storage.disk_full")
        ready = server.admin.get("/readyz")
        assert ready.status_code == 503
        assert "disk.full" in ready.json()["reasons"]
        press = clerk.send("call.next", counter=1)
        assert (press.status_code, press.json()["code"]) == (503, "storage.disk_full")
        assert len(server.admin.get("/v1/snapshot").json()["tickets"]) == len(numbers)  # walls still see the hall
        assert any("the database failed" in record.getMessage() for record in caplog.records)
        filling.unlink()
        numbers.append(given_again(kiosk, key))
        assert stored_numbers(server) == numbers
        until(lambda: "disk.full" not in server.admin.get("/readyz").json()["reasons"])


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
def test_a_connection_that_may_not_write_is_told_and_comes_back(server: LiveServer) -> None:
    kiosk, engine = server.pair("kiosk", "K1"), Engine(server)
    first = kiosk.do("ticket.issue", item="a1")["ticket"]["number"]
    engine.set("PRAGMA query_only = ON")
    refused = kiosk.send("ticket.issue", key="K", item="a1")
    assert (refused.status_code, refused.json()["code"]) == (503, "storage.read_only")
    assert stored_numbers(server) == [first]
    engine.unset()
    assert given_again(kiosk, "K") == "A002"


@pytest.mark.feature("F212")
def test_a_server_does_not_start_on_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", 8) as folder:
        with LiveServer(folder / "data", clock=HandClock(NINE)) as server:
            server.pair("kiosk", "K1").do("ticket.issue", item="a1")
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        with pytest.raises(StorageError, match=r"storage\.read_only"), LiveServer(folder / "data"):
            pass


def damage(file: Path) -> None:
    """Bytes of some pages turn over, as on a disk that dies."""
    with copies.opened(file, writes=True) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        pages = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name IN ('ticket', 'idempotency', 'event')"
        ).fetchall()
    descriptor = os.open(file, os.O_WRONLY)  # closed only when no server has locks to lose
    try:
        for (page,) in pages:
            os.pwrite(descriptor, b"\xa5" * 600, (page - 1) * 4096)
    finally:
        _LEFT_OPEN.append(descriptor)


_LEFT_OPEN: list[int] = []


@pytest.fixture(autouse=True)
def close_what_was_left_open() -> Iterator[None]:
    yield
    while _LEFT_OPEN:
        os.close(_LEFT_OPEN.pop())


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
def test_a_damaged_file_is_found_while_the_hall_works(server: LiveServer, caplog: pytest.LogCaptureFixture) -> None:
    kiosk = server.pair("kiosk", "K1")
    for _ in range(5):
        kiosk.do("ticket.issue", item="a1")
    server.admin.post("/v1/admin/backups")
    damage(server.settings.database)
    in_loop(server, lambda care: care.look_over(thorough=False))
    ready = server.admin.get("/readyz")
    assert ready.status_code == 503
    assert "storage.corrupt" in ready.json()["reasons"]
    assert any(record.levelno == logging.CRITICAL and "restore" in record.getMessage() for record in caplog.records)


@pytest.mark.logs_warnings
def test_a_file_that_is_damaged_below_the_writer_acknowledges_nothing_wrong(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data", clock=HandClock(NINE)) as server:
        token = server.pair("kiosk", "K1").token
        for _ in range(5):
            server.caller(token).do("ticket.issue", item="a1")
    damage(server.settings.database)
    with pytest.raises(StorageError, match=r"storage\.corrupt"), LiveServer(tmp_path / "data"):
        pass


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
def test_a_day_that_was_changed_is_noticed_before_the_first_request(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data", clock=HandClock(NINE)) as server:
        server.pair("kiosk", "K1").do("ticket.issue", item="a1")
    with copies.opened(server.settings.database, writes=True) as connection:
        connection.execute("UPDATE event SET counter = 7 WHERE seq = 2")
    with pytest.raises(StorageError, match=r"storage\.corrupt"), LiveServer(tmp_path / "data"):
        pass


@pytest.mark.logs_warnings
@pytest.mark.feature("F212")
def test_a_file_that_is_deleted_under_the_server_is_noticed_and_rescued(server: LiveServer) -> None:
    kiosk = server.pair("kiosk", "K1")
    kiosk.do("ticket.issue", item="a1")
    server.settings.database.unlink()
    until(lambda: "storage.missing" in server.admin.get("/readyz").json()["reasons"])
    rescued = until(lambda: list(server.settings.data.glob("hall-rescued-*.db")))
    until(lambda: copies.facts_of(rescued[0]).seq == server.parts.feed.state.seq)
    copies.check(rescued[0], thorough=True)
    assert copies.row_counts(rescued[0])["ticket"] == 1


@pytest.mark.feature("F213", "F217")
@pytest.mark.parametrize("jump_h", [1, -1])
def test_a_clock_that_jumps_an_hour_during_service_loses_nothing(tmp_path: Path, jump_h: int) -> None:
    clock = HandClock(NINE)
    with LiveServer(tmp_path / "data", clock=clock) as server:
        kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
        tokens = kiosk.token, clerk.token
        numbers = [kiosk.do("ticket.issue", item="a1")["ticket"]["number"] for _ in range(3)]
        clerk.do("call.next", counter=1)
        clock.turn(30)
        clerk.do("service.start", counter=1)
        clock.turn(jump_h * 3600)
        answer = kiosk.do("ticket.issue", item="a1")
        numbers.append(answer["ticket"]["number"])
        assert answer["wait"]["low_min"] >= 0
        assert answer["ahead"] == 2
        clerk.do("service.finish", counter=1)
        called = clerk.do("call.next", counter=1)["ticket"]["number"]
        assert called == "A002"
        assert server.admin.get("/readyz").json()["reasons"] == []
    clock.turn(-jump_h * 3600 + 60)
    with LiveServer(tmp_path / "data", clock=clock) as server:
        kiosk, clerk = (server.caller(token) for token in tokens)
        numbers.append(kiosk.do("ticket.issue", item="a1")["ticket"]["number"])
        assert numbers == ["A001", "A002", "A003", "A004", "A005"]
        assert clerk.do("service.start", counter=1)["ticket"]["number"] == called
        assert stored_numbers(server) == numbers


@pytest.mark.feature("F213", "F217")
def test_a_clock_that_jumps_over_midnight_and_back_opens_the_day_once(tmp_path: Path) -> None:
    clock = HandClock(NINE + timedelta(hours=14, minutes=30))  # half past eleven at night
    with LiveServer(tmp_path / "data", clock=clock) as server:
        kiosk = server.pair("kiosk", "K1")
        assert kiosk.do("ticket.issue", item="a1")["ticket"]["id"] == "2026-11-23/A001"
        clock.turn(3600)
        assert kiosk.do("ticket.issue", item="a1")["ticket"]["id"] == "2026-11-24/A001"
        clock.turn(-3600)
        assert kiosk.do("ticket.issue", item="a1")["ticket"]["id"] == "2026-11-24/A002"
        clock.turn(3600)
        assert kiosk.do("ticket.issue", item="a1")["ticket"]["id"] == "2026-11-24/A003"
        with server.parts.store.reading() as connection:
            opened = connection.exec_driver_sql("SELECT count(*) FROM event WHERE type = 'day.opened'").scalar()
        assert opened == 2
