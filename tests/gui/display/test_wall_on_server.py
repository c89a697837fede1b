"""A wall on a real server, over the real link."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hallcall.cli.display import show_board
from hallcall.client import LinkSettings
from hallcall.display.app import WallWindow
from hallcall.display.model.freshness import LATE_S
from hallcall.display.settings import DisplaySettings
from hallcall.sim.cable import Cable
from hallcall.ui.fonts import load_fonts
from hallcall.ui.link import LinkBridge
from helpers.live_server import CARD, OTHER_CARD, LiveServer
from helpers.sample_halls import open_sample_hall
from helpers.scene import walk

_HALL = open_sample_hall("haibin")
SLACK_S = 2.0
"""A busy machine draws late."""
ITEM_BELOW = next(item.code for item in _HALL.items if item.queue == "A")
ITEM_ABOVE = next(item.code for item in _HALL.items if item.queue == "D")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "hall", _HALL) as running:
        yield running


class Screen:
    """A wall that follows the server."""

    def __init__(self, server: LiveServer, token: str, url: str = "") -> None:
        url = url or server.url
        self.link = LinkBridge(LinkSettings(url=url, token=token))
        self.window = WallWindow(self.link, DisplaySettings(url=url, token=token, reduced_motion=True))
        self.heard: list[str] = []
        self.link.changed.connect(lambda recorded: self.heard.append(recorded.id))
        self.window.show()
        self.link.start()

    @property
    def number(self) -> str:
        return self.window.model.property("hero").get("number", "")

    @property
    def notice(self) -> str:
        """What it says of the age of its data; empty while they are fresh."""
        shown = [item for item in walk(self.window.view.contentItem()) if item.objectName() == "head.late"]
        return str(shown[0].property("text")) if shown else ""

    def close(self) -> None:
        self.link.close()
        self.window.close()
        QTest.qWait(1)


@pytest.mark.feature("F093", "F106", "F170")
def test_a_call_is_on_the_wall_at_once_with_the_event_of_the_answer(
    qapp: QGuiApplication, qtbot: QtBot, server: LiveServer
) -> None:
    load_fonts()
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    screen = Screen(server, server.pair("display", "W1").token)
    try:
        qtbot.waitUntil(lambda: screen.window.model.property("page") == "hero", timeout=5000)
        kiosk.do("ticket.issue", item=ITEM_BELOW, kiosk="K1", document=CARD)
        answer = clerk.do("call.next", counter=1)
        called_at = time.monotonic()
        qtbot.waitUntil(lambda: screen.number == "A001", timeout=5000)
        assert time.monotonic() - called_at < 1
        assert set(answer["events"]) <= set(screen.heard)
        assert screen.window.model.property("hero")["counter"] == "01"
    finally:
        screen.close()


@pytest.mark.feature("F106")
def test_a_wall_that_starts_again_shows_the_call_in_less_than_two_seconds(
    qapp: QGuiApplication, qtbot: QtBot, server: LiveServer
) -> None:
    load_fonts()
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item=ITEM_BELOW, kiosk="K1", document=CARD)
    clerk.do("call.next", counter=1)
    token = server.pair("display", "W1").token
    # Three starts: one may fall into a moment in which the machine does something else, not all of them.
    assert min(_start_s(qtbot, server, token) for _ in range(3)) < 2


def _start_s(qtbot: QtBot, server: LiveServer, token: str) -> float:
    """Seconds from a wall's start until the call is on it."""
    started = time.monotonic()
    screen = Screen(server, token)
    try:
        qtbot.waitUntil(lambda: screen.number == "A001", timeout=5000)
        return time.monotonic() - started
    finally:
        screen.close()


@pytest.mark.feature("F117")
def test_a_wall_without_its_server_says_how_old_it_is_and_no_more_when_the_server_is_back(
    qapp: QGuiApplication, qtbot: QtBot, server: LiveServer
) -> None:
    load_fonts()
    kiosk, clerk = server.pair("kiosk", "K1"), server.clerk(1)
    kiosk.do("ticket.issue", item=ITEM_BELOW, kiosk="K1", document=CARD)
    clerk.do("call.next", counter=1)
    with Cable(server.url) as cable:
        screen = Screen(server, server.pair("display", "W1").token, cable.url)
        try:
            qtbot.waitUntil(lambda: screen.number == "A001", timeout=5000)
            assert screen.notice == ""
            cable.pull()
            pulled_at = time.monotonic()
            qtbot.waitUntil(lambda: screen.notice != "", timeout=15_000)
            heard_at = screen.link.heard_at
            assert heard_at is not None
            assert time.monotonic() - heard_at > LATE_S
            assert time.monotonic() - pulled_at < 10 + SLACK_S
            assert screen.number == "A001", "what was called stays on the glass"
            of_data = screen.window.model.local_now() - timedelta(seconds=time.monotonic() - heard_at)
            assert screen.notice == f"更新于 {of_data:%H:%M}"
            # Called while nobody could see it.
            kiosk.do("ticket.issue", item=ITEM_BELOW, kiosk="K1", document=OTHER_CARD)
            clerk.do("service.start", counter=1)
            clerk.do("call.next", counter=1)
            cable.plug()
            plugged_at = time.monotonic()
            qtbot.waitUntil(lambda: screen.notice == "", timeout=10_000)
            assert time.monotonic() - plugged_at < 2 + SLACK_S
            qtbot.waitUntil(lambda: screen.number == "A002", timeout=5000)
        finally:
            screen.close()


@pytest.mark.feature("F107")
def test_the_board_of_a_floor_is_printed_for_programs_and_for_people(
    server: LiveServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk, below, above = server.pair("kiosk", "K1"), server.clerk(1), server.clerk(40)
    kiosk.do("ticket.issue", item=ITEM_BELOW, kiosk="K1", document=CARD)
    kiosk.do("ticket.issue", item=ITEM_ABOVE, kiosk="K1", document=OTHER_CARD)
    below.do("call.next", counter=1)
    above.do("call.next", counter=40)
    token_file = tmp_path / "W1.token"
    token_file.write_text(server.pair("display", "W1").token, encoding="utf-8")
    assert show_board("W1", token_file=str(token_file), server=server.url, floor=[2], as_json=True) == 0
    board = json.loads(capsys.readouterr().out)
    assert [(call["number"], call["counter"], call["floor"]) for call in board["calling"]] == [("D001", "40", 2)]
    assert [entry["queue"] for entry in board["waiting"]] == ["D"]
    assert show_board("W1", token_file=str(token_file), server=server.url) == 0
    printed = capsys.readouterr().out
    assert "A001 -> 01" in printed
    assert "D001 -> 40" in printed
    assert server.hall.item_by_code[ITEM_ABOVE].name.zh not in printed
