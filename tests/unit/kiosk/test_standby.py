"""A kiosk between its server and its own numbers: whoever answers, a visitor gets one number."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

from hallcall.client import Answer, Document, IssueRequest, LinkState, LinkStatus, OfflineRequest
from hallcall.core.commands import LeaseNumbers, OpenDay, RecordPrint
from hallcall.core.errors import HallcallError, LinkError, Refused, StorageError
from hallcall.core.identity import DocumentKind
from hallcall.core.terms import ItemCode
from hallcall.kiosk.server import LinkedServer
from hallcall.kiosk.standby import Standby
from hallcall.ui.link import LinkBridge
from helpers.sample_halls import sample_hall
from helpers.small_hall import NINE, Day, small_hall

pytestmark = pytest.mark.feature("F080")

CARD = Document(kind=DocumentKind.RESIDENT, number="11010519491231002X", name="王小明", verified=True)
WISH = IssueRequest(item=ItemCode("a1"), kiosk="K1", document=CARD)
DONE = Answer(seq=1, repeated=False, events=())


class _Link:
    """Keeps what is sent until the test answers; gives numbers at once."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.sent: list[tuple[Any, str | None, Future[Answer]]] = []
        self.is_up = True

    def send(self, command: Any, *, key: str | None = None) -> Future[Answer]:
        future: Future[Answer] = Future()
        self.sent.append((command, key, future))
        if not self.is_up:
            future.set_exception(LinkError("link.down"))
        elif isinstance(command, LeaseNumbers):
            self.day.do(command)
            future.set_result(DONE)
        elif isinstance(command, OfflineRequest | RecordPrint):
            future.set_result(DONE)
        return future


class _Bridge(QObject):
    """What the kiosk uses of a ``LinkBridge``, over a day that the test runs."""

    hallTaken = Signal()  # noqa: N815 - as the bridge calls it
    snapshotTaken = Signal()  # noqa: N815 - as the bridge calls it
    changed = Signal(object)
    linkChanged = Signal(object)  # noqa: N815 - as the bridge calls it
    beat = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day = Day(small_hall())
        self.hall: Any = self.day.hall
        self.state = self.day.state
        self.link = _Link(self.day)
        self.heard_at = 0.0
        self.clock = NINE
        self.status = LinkStatus(LinkState.LIVE, 0)

    def now(self) -> datetime:
        return self.clock

    def send(self, command: Any, on_answer: Any, on_error: Any, *, key: str | None = None) -> None:
        self.watch(self.link.send(command, key=key), on_answer, on_error)

    def watch(self, future: Future[Any], on_answer: Any, on_error: Any) -> None:
        def ended(done: Future[Any]) -> None:
            if done.cancelled():
                on_error(LinkError("link.down"))
            elif (error := done.exception()) is not None:
                on_error(error)
            else:
                on_answer(done.result())

        future.add_done_callback(ended)

    def set_link(self, state: LinkState) -> None:
        self.link.is_up = state is LinkState.LIVE
        self.status = LinkStatus(state, 0)
        self.linkChanged.emit(self.status)

    def tell(self) -> None:
        """Hand over the newest event."""
        self.changed.emit(self.day.log[-1])


class Kiosk:
    """A kiosk at that bridge, and what its visitor was told."""

    def __init__(self, folder: Path, bot: QtBot) -> None:
        self.bot = bot
        self.bridge = _Bridge()
        self.standby = Standby(cast("LinkBridge", self.bridge), "K1", folder, answer_ms=1)
        self.server = LinkedServer(cast("LinkBridge", self.bridge), "http://10.20.0.5:8750", standby=self.standby)
        self.told: list[Answer] = []
        self.refused: list[HallcallError] = []
        self.bridge.set_link(LinkState.LIVE)
        self.bridge.tell()

    def ask(self, key: str = "01K") -> None:
        self.server.issue(WISH, key, self.told.append, self.refused.append)

    def wait_for_the_end(self) -> None:
        self.bot.waitUntil(lambda: bool(self.told or self.refused), timeout=2000)

    @property
    def number(self) -> str:
        assert len(self.told) == 1
        assert self.told[0].ticket is not None
        return self.told[0].ticket.number

    def commands(self, kind: type[Any]) -> list[Any]:
        return [command for command, _, _ in self.bridge.link.sent if isinstance(command, kind)]

    def wish_sent(self) -> Future[Answer]:
        return next(future for command, _, future in self.bridge.link.sent if command is WISH)


@pytest.fixture
def kiosk(qapp: QCoreApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk(tmp_path, qtbot)
    yield made
    made.standby.close()
    made.standby.close_file()


def test_with_a_live_link_it_holds_numbers_and_the_server_gives_them(kiosk: Kiosk) -> None:
    assert kiosk.server.holds_numbers
    kiosk.ask()
    kiosk.wish_sent().set_result(DONE)
    assert kiosk.told == [DONE]


def test_with_a_lost_link_the_kiosk_gives_the_number_and_sends_nothing(kiosk: Kiosk) -> None:
    kiosk.bridge.set_link(LinkState.LOST)
    kiosk.ask()
    assert kiosk.told == [], "never from inside the call"
    kiosk.wait_for_the_end()
    assert kiosk.number == "A800"
    answer = kiosk.told[0]
    assert (answer.offline, answer.ahead, answer.wait, answer.phone) == (True, None, None, None)
    assert kiosk.commands(IssueRequest) == []


def test_a_wish_without_an_answer_is_given_up_when_the_link_is_lost(kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.ask("01LOST")
    qtbot.wait(20)
    assert kiosk.told == [], "a live link is waited for"
    kiosk.bridge.set_link(LinkState.LOST)
    assert kiosk.number == "A800"
    assert kiosk.wish_sent().cancelled()
    kiosk.bridge.set_link(LinkState.LIVE)
    [told] = kiosk.commands(OfflineRequest)
    assert (told.seq, told.instead_of, told.document) == (800, "01LOST", CARD)
    assert kiosk.refused == []


def test_a_link_lost_at_once_is_given_the_same_time(kiosk: Kiosk) -> None:
    kiosk.ask("01LOST")
    kiosk.bridge.set_link(LinkState.LOST)
    assert kiosk.told == []
    kiosk.wait_for_the_end()
    assert kiosk.number == "A800"


def test_an_answer_that_comes_in_time_is_the_only_one(kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.ask()
    kiosk.bridge.set_link(LinkState.LOST)
    kiosk.wish_sent().set_result(DONE)
    qtbot.wait(20)
    assert kiosk.told == [DONE]


def test_a_link_that_gives_up_hands_over_to_the_kiosk(kiosk: Kiosk) -> None:
    kiosk.ask("01LOST")
    kiosk.bridge.set_link(LinkState.LOST)
    kiosk.wish_sent().set_exception(LinkError("link.timeout"))
    assert kiosk.number == "A800"


def test_a_server_that_is_there_and_fails_is_not_replaced(kiosk: Kiosk) -> None:
    kiosk.ask()
    kiosk.wish_sent().set_exception(LinkError("link.server_error"))
    assert [error.code for error in kiosk.refused] == ["link.server_error"]


def test_a_refusal_of_the_server_is_the_answer(kiosk: Kiosk) -> None:
    kiosk.ask()
    kiosk.wish_sent().set_exception(Refused("ticket.daily_cap", cap=3))
    assert [error.code for error in kiosk.refused] == ["ticket.daily_cap"]


def test_without_numbers_it_waits_for_the_link_and_then_says_so(kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.bridge.clock += timedelta(days=1)  # the numbers are of yesterday
    kiosk.bridge.day.later(24 * 3600)
    kiosk.bridge.day.do(OpenDay())
    kiosk.bridge.link.is_up = False
    kiosk.bridge.tell()
    assert not kiosk.server.holds_numbers
    kiosk.bridge.link.is_up = True
    kiosk.ask()
    kiosk.bridge.set_link(LinkState.LOST)
    qtbot.wait(20)
    assert kiosk.refused == []
    kiosk.wish_sent().set_exception(LinkError("link.down"))
    assert [error.code for error in kiosk.refused] == ["link.down"]


def test_a_rule_of_the_hall_holds_without_the_server(kiosk: Kiosk) -> None:
    kiosk.bridge.set_link(LinkState.LOST)
    kiosk.server.issue(IssueRequest(item=ItemCode("zz")), "01K", kiosk.told.append, kiosk.refused.append)
    kiosk.wait_for_the_end()
    assert [error.code for error in kiosk.refused] == ["item.unknown"]


@pytest.mark.logs_warnings
def test_a_disk_that_keeps_nothing_gives_no_number(kiosk: Kiosk, caplog: pytest.LogCaptureFixture) -> None:
    kiosk.bridge.set_link(LinkState.LOST)
    kiosk.standby.close_file()
    with caplog.at_level(logging.ERROR):
        kiosk.ask()
        kiosk.wait_for_the_end()
    assert [error.code for error in kiosk.refused] == ["link.down"]
    assert "no number can be kept" in caplog.text
    assert CARD.number not in caplog.text


def test_a_slip_is_told_after_its_number(kiosk: Kiosk) -> None:
    kiosk.bridge.set_link(LinkState.LOST)
    kiosk.ask()
    kiosk.wait_for_the_end()
    ticket = kiosk.told[0].ticket
    assert ticket is not None
    kiosk.server.record_print(ticket.id, "", kiosk.told.append, kiosk.refused.append)
    assert kiosk.commands(RecordPrint) == []
    kiosk.bridge.set_link(LinkState.LIVE)
    kinds = [type(command) for command, _, _ in kiosk.bridge.link.sent]
    assert kinds.index(OfflineRequest) < kinds.index(RecordPrint)
    assert len(kiosk.commands(RecordPrint)) == 1


def test_a_beat_is_enough_to_go_on_with_what_is_owed(kiosk: Kiosk) -> None:
    kiosk.bridge.set_link(LinkState.LOST)
    kiosk.ask()
    kiosk.wait_for_the_end()
    kiosk.bridge.link.is_up = True
    kiosk.bridge.beat.emit()
    assert len(kiosk.commands(OfflineRequest)) == 1


def test_the_hall_is_known_to_a_kiosk_that_starts_without_its_server(kiosk: Kiosk, tmp_path: Path) -> None:
    assert kiosk.standby.known_hall() is None
    kiosk.bridge.hall = sample_hall("community")
    kiosk.bridge.hallTaken.emit()
    assert kiosk.standby.known_hall() == kiosk.bridge.hall
    kiosk.standby.close_file()
    alone = _Bridge()
    alone.hall = None
    again = Standby(cast("LinkBridge", alone), "K1", tmp_path)
    try:
        assert not again.holds_numbers
        alone.hall = again.known_hall()
        assert alone.hall == kiosk.bridge.hall
        assert again.holds_numbers
    finally:
        again.close_file()


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        Standby(cast("LinkBridge", _Bridge()), "K1", tmp_path / "file")
