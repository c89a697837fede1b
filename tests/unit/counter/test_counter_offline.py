"""A counter without its server: it finishes what it serves, and calls nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.client.offline import OfflineStore, Outbox
from hallcall.core import commands as cm
from hallcall.core.errors import StorageError
from hallcall.core.events import Recorded, TicketFinished
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.counter.model import Desk, DeskStatus, Key, LateFinishes
from helpers.counter_server import LIVE, FakeServer, make_desk, sign_in

pytestmark = pytest.mark.usefixtures("qapp")


class Counter:
    """A counter with its file, and what its clerk was told."""

    def __init__(self, server: FakeServer, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.finished: list[TicketFinished] = []
        server.changed.connect(self._hear)
        self.start()

    def start(self) -> None:
        self.store = OfflineStore(self.folder / "C2.db")
        self.late = LateFinishes(self.server, Outbox(self.store), self.server.counter)
        self.desk: Desk = make_desk(self.server, late=self.late)
        self.said: list[str] = []
        self.desk.noticed.connect(self.said.append)

    def stop(self) -> None:
        self.late.close()
        self.store.close()

    def serve(self) -> None:
        """A visitor is called and comes."""
        for _ in range(2):
            self.desk.press(Key.PRIMARY)
            self.server.wait(30)
        assert self.desk.status is DeskStatus.SERVING

    @property
    def reason(self) -> str:
        """Why F4 does nothing; empty when it does."""
        return self.desk.keys[Key.FINISH].reason

    def _hear(self, recorded: Recorded) -> None:
        if isinstance(recorded.event, TicketFinished):
            self.finished.append(recorded.event)


@pytest.fixture
def server() -> FakeServer:
    found = FakeServer()
    for _ in range(4):
        found.issue()
    return found


@pytest.fixture
def counter(server: FakeServer, tmp_path: Path) -> Iterator[Counter]:
    made = Counter(server, tmp_path)
    yield made
    made.stop()


def test_a_visit_can_be_finished_while_the_server_is_away_and_is_told_with_its_time(counter: Counter) -> None:
    counter.serve()
    counter.server.go_down()
    counter.server.wait(120)
    ended_at = counter.server.now()
    counter.desk.press(Key.FINISH)
    assert counter.said == ["09:21 已办结，记在本机，恢复后自动上报"]
    assert counter.desk.status is DeskStatus.OFFLINE
    assert counter.desk.ended_at == ended_at
    assert counter.finished == []
    counter.server.wait(600)
    assert counter.desk.seconds == 150
    counter.server.come_back()
    assert [event.ended_at for event in counter.finished] == [ended_at]
    assert (counter.desk.status, counter.desk.ended_at) == (DeskStatus.IDLE, None)
    assert counter.desk.finished == 1


def test_without_the_server_nobody_is_called(counter: Counter) -> None:
    counter.serve()
    counter.server.go_down()
    sent = len(counter.server.sent)
    for key in (Key.PRIMARY, Key.RECALL, Key.PASS, Key.PARK, Key.TRANSFER, Key.PAUSE, Key.CHOSEN):
        counter.server.wait(1)
        counter.desk.press(key)
    assert len(counter.server.sent) == sent
    assert counter.said[0] == "连不上服务器，不能叫号；这一位可以按 F4 办结"
    assert set(counter.said[1:]) == {"连不上叫号服务器，本次操作没有执行；恢复后请再按一次"}


def test_a_visit_is_finished_once_however_often_the_key_is_pressed(counter: Counter) -> None:
    counter.serve()
    counter.server.go_down()
    for _ in range(3):
        counter.desk.press(Key.FINISH)
    assert counter.reason == "counter-why-finish-kept"
    counter.server.come_back()
    assert len(counter.server.keys_of(cm.FinishService)) == 1
    assert len(counter.finished) == 1


def test_nothing_can_be_finished_before_the_visitor_has_come(counter: Counter) -> None:
    counter.desk.press(Key.PRIMARY)
    counter.server.go_down()
    assert counter.reason == "counter-why-offline"


def test_without_a_file_nothing_is_kept(server: FakeServer) -> None:
    desk = make_desk(server)
    desk.press(Key.PRIMARY)
    server.wait(30)
    desk.press(Key.PRIMARY)
    server.go_down()
    assert desk.keys[Key.FINISH].reason == "counter-why-offline"


def test_a_finish_that_was_under_way_when_the_link_broke_can_be_pressed_again(counter: Counter) -> None:
    counter.serve()
    counter.server.lose_answers = 1
    counter.desk.press(Key.FINISH)
    # The server has done it; nobody here knows.
    counter.desk.press(Key.FINISH)
    counter.server.wait(70)
    counter.server.come_back()
    assert len(counter.finished) == 1
    assert counter.said[1:] == [], "a visit that is over anyway is no news"


def test_a_call_that_waits_for_the_link_does_not_hold_up_the_finish(counter: Counter) -> None:
    counter.serve()
    counter.server.lose_answers = 1
    counter.desk.press(Key.RECALL)
    counter.server.go_down()
    counter.desk.press(Key.FINISH)
    assert counter.desk.ended_at is not None


def test_a_clerk_who_comes_back_after_a_restart_tells_what_they_finished(counter: Counter) -> None:
    counter.serve()
    counter.server.go_down()
    counter.desk.press(Key.FINISH)
    ended_at = counter.server.now()
    counter.stop()
    counter.server.wait(300)
    counter.server.status = LIVE
    counter.start()
    assert [event.ended_at for event in counter.finished] == [ended_at]


def test_what_one_clerk_finished_is_not_told_in_the_name_of_another(counter: Counter) -> None:
    counter.serve()
    counter.server.go_down()
    counter.desk.press(Key.FINISH)
    counter.stop()
    counter.server.come_back()
    counter.server.do(cm.CloseCounter(counter=counter.server.counter))
    counter.server.passwords["2002"] = "right-one"
    counter.store = OfflineStore(counter.folder / "C2.db")
    counter.late = LateFinishes(counter.server, Outbox(counter.store), counter.server.counter)
    desk = make_desk(counter.server, signed_in=False, late=counter.late)
    counter.server.login("2002", "right-one", desk.sign_in, lambda error: pytest.fail(str(error)), paused=False)
    assert counter.server.keys_of(cm.FinishService) == []
    assert len(Outbox(counter.store).waiting("1027")) == 1
    counter.server.wait(2)
    desk.press(Key.FINISH)
    assert len(counter.finished) == 1


def test_a_visit_that_somebody_sent_on_meanwhile_is_said_once(counter: Counter) -> None:
    counter.serve()
    ticket = counter.desk.ticket
    assert ticket is not None
    counter.server.go_down()
    counter.desk.press(Key.FINISH)
    counter.said.clear()
    assert counter.server.hall is not None
    other = next(queue.prefix for queue in counter.server.hall.queues if queue.prefix != ticket.queue)
    counter.server.do(cm.TransferTicket(ticket=ticket.id, to_queue=other, reason="wrong_queue"))
    for _ in range(2):
        counter.server.come_back()
    assert counter.finished == []
    assert len(counter.said) == 1


@pytest.mark.logs_warnings
def test_an_ended_session_keeps_the_finish_until_the_clerk_is_back(counter: Counter) -> None:
    counter.serve()
    counter.server.go_down()
    counter.desk.press(Key.FINISH)
    counter.server.status = LIVE
    counter.server.do(cm.CloseCounter(counter=counter.server.counter))
    counter.server.come_back()
    assert counter.finished == []
    sign_in(counter.server, counter.desk)
    assert len(counter.finished) == 1


def test_a_disk_that_keeps_nothing_is_said(counter: Counter) -> None:
    counter.serve()
    counter.server.go_down()
    counter.store.close()
    counter.desk.press(Key.FINISH)
    assert len(counter.said) == 1
    assert counter.desk.ended_at is None
    with pytest.raises(StorageError):
        counter.late.keep(counter.server.issue().id, ClerkId("1027"), counter.server.now())
    assert counter.server.counter == CounterNumber(2)
