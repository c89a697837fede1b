"""`hallcall alarm`: what contacts say, what the server answers, and what this machine's other programs are told."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hallcall.client import Answer, LinkSettings, Request
from hallcall.client.local_alarm import AlarmFile
from hallcall.core.errors import HallcallError, LinkError, Refused
from hallcall.display.alarm import RELEASED_S, TOLD_S, AlarmKeeper
from hallcall.display.keeper import KeeperSettings
from hallcall.hal import DeviceId, parse_machine
from hallcall.hal.ports.contact import ContactChanged

pytestmark = pytest.mark.feature("F113")

BOARD = DeviceId("contacts")
MACHINE = (
    'schema = 1\n[machine]\nid = "m1"\n[[device]]\nid = "contacts"\ndriver = "contact.modbus"\naddress = 1\n'
    "normally_closed = { panel = 0 }\nnormally_open = { key = 1 }\n"
    'transport = { kind = "serial", port = "/dev/none", baud = 9600 }\n'
)


class Alarms(AlarmKeeper):
    """The program, with hands instead of a board, a link and a clock."""

    def __init__(self, folder: Path) -> None:
        self.now = 100.0
        self.said: list[tuple[str, str]] = []
        self.asked: list[tuple[Request, str, Future[Answer]]] = []
        settings = KeeperSettings(
            link=LinkSettings(url="http://127.0.0.1:1", token=""),
            machine=parse_machine(MACHINE),
            keepsake=folder / "alarm.evacuation",
        )
        super().__init__(settings, lambda message, contacts: self.said.append((message, contacts)), clock=self.clock)

    def clock(self) -> float:
        return self.now

    def ask(self, command: Request, key: str) -> Future[Answer] | None:
        future: Future[Answer] = Future()
        self.asked.append((command, key, future))
        return future

    def read(self, **contacts: bool) -> None:
        """The board tells how contacts are, and the program looks."""
        for contact, is_alarm in contacts.items():
            self._hear(ContactChanged(device=BOARD, at=datetime.now(UTC), contact=contact, is_alarm=is_alarm))
        self.keep()

    def later(self, seconds: float) -> None:
        self.now += seconds
        self.keep()

    def answer(self, error: HallcallError | None = None) -> None:
        """The server answers the last command."""
        future = self.asked[-1][2]
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(Answer(seq=1, repeated=False, events=()))
        self.keep()


def test_a_contact_at_rest_is_no_news_and_one_that_says_so_is_told_at_once(tmp_path: Path) -> None:
    program = Alarms(tmp_path)
    assert program.keeps == ("key", "panel")
    program.read(key=False, panel=False)
    assert program.asked == []
    program.read(key=True)
    alarm = AlarmFile(tmp_path).read()
    assert alarm is not None
    assert (alarm.contacts, alarm.is_told) == (("key",), False)
    assert program.said == [("alarm-begun", "key")]
    assert [key for _, key, _ in program.asked] == [alarm.key]
    program.later(1)
    assert len(program.asked) == 1, "it is under way"


def test_a_server_that_is_away_is_told_with_the_same_key_until_it_answers(tmp_path: Path) -> None:
    program = Alarms(tmp_path)
    program.read(key=True, panel=False)
    program.answer(LinkError("link.down"))
    program.answer(LinkError("link.down"))
    program.answer()
    assert len({key for _, key, _ in program.asked}) == 1
    program.later(TOLD_S)
    alarm = AlarmFile(tmp_path).read()
    assert alarm is not None
    assert alarm.is_told, "from here on the server's word counts"
    program.later(60)
    assert len(program.asked) == 3


@pytest.mark.logs_warnings
def test_a_refusal_is_told_again_after_a_while_and_the_machine_goes_on_saying_so(tmp_path: Path) -> None:
    program = Alarms(tmp_path)
    program.read(key=True, panel=False)
    program.answer(Refused("access.denied"))
    assert len(program.asked) == 1
    program.later(5)
    assert len(program.asked) == 2
    alarm = AlarmFile(tmp_path).read()
    assert alarm is not None
    assert not alarm.is_told


def test_the_same_alarm_stands_until_all_contacts_have_rested_and_over_a_restart(tmp_path: Path) -> None:
    program = Alarms(tmp_path)
    program.read(key=True, panel=False)
    program.answer()
    program.later(TOLD_S)
    again = Alarms(tmp_path)
    again.read(key=True, panel=False)
    again.read(key=False)
    again.later(RELEASED_S - 1)
    again.read(key=True)
    assert again.asked == [], "it did not rest for long enough: this is the alarm that a manager may have ended"
    again.read(panel=True)
    assert len(again.asked) == 1, "another contact is another alarm"
    again.answer()
    again.read(key=False, panel=False)
    again.later(RELEASED_S)
    assert AlarmFile(tmp_path).read() is None
    assert again.said[-1] == ("alarm-at-rest", "key, panel")
    again.read(key=True)
    assert len(again.asked) == 2


def test_a_contact_that_was_not_read_yet_does_not_end_an_alarm(tmp_path: Path) -> None:
    program = Alarms(tmp_path)
    program.read(key=True)
    again = Alarms(tmp_path)
    again.read(panel=False)
    again.later(2 * RELEASED_S)
    assert AlarmFile(tmp_path).read() is not None


def test_an_alarm_that_rested_before_the_server_was_back_is_not_told_any_more(tmp_path: Path) -> None:
    program = Alarms(tmp_path)
    program.read(key=True, panel=False)
    program.answer(LinkError("link.down"))
    program.read(key=False)
    program.later(RELEASED_S)
    asked = len(program.asked)
    program.asked[-1][2].set_exception(LinkError("link.down"))
    program.later(1)
    assert len(program.asked) == asked
