"""A counter on a real server, over the real link, while somebody pulls its cable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hallcall.client import LinkSettings
from hallcall.client.offline import OfflineStore, Outbox
from hallcall.core.errors import HallcallError
from hallcall.core.snapshot import CounterStatus
from hallcall.core.terms import CounterNumber
from hallcall.counter.model import Desk, DeskStatus, Key, LateFinishes
from hallcall.counter.server import CounterServer
from hallcall.sim.cable import Cable
from hallcall.ui.texts import ScreenTexts
from helpers.live_server import PASSWORD, LiveServer, RunningClock
from helpers.sample_halls import open_sample_hall

ONE = CounterNumber(1)
HALL = open_sample_hall("haibin")
ITEM = next(item.code for item in HALL.items if item.queue in HALL.counter_by_number[ONE].queues)


class Desks:
    """A clerk's desk at counter 1; can be started again on the same file."""

    def __init__(self, url: str, token: str, folder: Path, bot: QtBot) -> None:
        self.bot = bot
        self.store = OfflineStore(folder / "C1.db")
        self.server = CounterServer(LinkSettings(url=url, token=token))
        self.late = LateFinishes(self.server, Outbox(self.store), ONE)
        self.desk = Desk(self.server, ONE, ScreenTexts("zh-CN"), late=self.late)
        self.server.start()

    def sign_in(self) -> None:
        self.bot.waitUntil(lambda: self.desk.is_online and self.desk.hall is not None, timeout=10_000)

        def fail(error: HallcallError) -> None:
            pytest.fail(str(error))

        self.server.login("1001", PASSWORD, self.desk.sign_in, fail, paused=False)
        self.until(DeskStatus.IDLE, DeskStatus.SERVING)

    def press(self, key: Key, *wanted: DeskStatus) -> None:
        def counts() -> bool:
            """The primary key does nothing right after a change."""
            return self.desk.keys[key].is_enabled and not self.desk.is_sending and not self.desk._is_guarded()

        self.bot.waitUntil(counts, timeout=10_000)
        self.desk.press(key)
        self.until(*wanted)

    def until(self, *wanted: DeskStatus) -> None:
        self.bot.waitUntil(lambda: self.desk.status in wanted, timeout=10_000)

    def stop(self) -> None:
        self.late.close()
        self.server.close()
        self.store.close()
        QTest.qWait(1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "hall", HALL, RunningClock()) as running:
        body = {"clerk": "1001", "name": "李芳", "password": PASSWORD}
        assert running.admin.post("/v1/admin/clerks", body).status_code == 200
        yield running


def test_a_visit_finished_without_the_server_is_told_by_the_next_session_of_the_clerk(
    qtbot: QtBot, server: LiveServer, tmp_path: Path
) -> None:
    server.pair("kiosk", "K1").do("ticket.issue", item=ITEM)
    token = server.pair("counter", "C1").token
    with Cable(server.url) as cable:
        first = Desks(cable.url, token, tmp_path, qtbot)
        try:
            first.sign_in()
            first.press(Key.PRIMARY, DeskStatus.CALLING)
            first.press(Key.PRIMARY, DeskStatus.SERVING)
            cable.pull()
            first.until(DeskStatus.OFFLINE)
            QTest.qWait(500)
            first.desk.press(Key.FINISH)
            ended_at = first.desk.ended_at
            assert ended_at is not None
        finally:
            first.stop()
        assert server.parts.feed.state.counters[ONE].status is CounterStatus.SERVING
        cable.plug()
        second = Desks(cable.url, token, tmp_path, qtbot)
        try:
            assert server.parts.feed.state.counters[ONE].status is CounterStatus.SERVING
            second.sign_in()
            qtbot.waitUntil(lambda: second.desk.status is DeskStatus.IDLE, timeout=10_000)
            assert second.desk.ended_at is None
        finally:
            second.stop()
    with server.parts.store.reading() as connection:
        [(found,)] = connection.exec_driver_sql("SELECT ended_at FROM ticket_interval WHERE state = 'serving'").all()
    assert found[:23] == ended_at.isoformat()[:23], "the visit ended when the clerk said so"
