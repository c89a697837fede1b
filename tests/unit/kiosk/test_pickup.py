"""Fetching a document from the locker beside the kiosk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.core.errors import DeviceAbsent, Refused
from hallcall.hal.codec.scancode import parcel_text, recognise
from hallcall.kiosk.model.kiosk import Kiosk
from hallcall.ui.texts import ScreenTexts
from helpers.kiosk_fakes import FakeDevices, FakeLocker, FakeServer, card_of

if TYPE_CHECKING:
    from conftest import Stand

pytestmark = pytest.mark.feature("F152")


class AtLocker:
    """A kiosk with a locker, and a visitor who has a code."""

    def __init__(self, bot: QtBot) -> None:
        self.server, self.devices, self.locker = FakeServer(), FakeDevices(), FakeLocker()
        self.kiosk = Kiosk(
            self.server, self.devices, ScreenTexts("zh-CN"), "K1", second_ms=3_600_000, locker=self.locker
        )
        self.bot = bot

    @property
    def page(self) -> str:
        return str(self.kiosk.property("page"))

    def say(self, name: str) -> Any:
        """What the page says."""
        return self.kiosk.property("pickup").property(name)

    def type(self, digits: str) -> None:
        for digit in digits:
            self.say("pad").type(digit)
        self.kiosk.property("pickup").confirm()

    def scan(self, text: str) -> None:
        self.devices.codeScanned.emit(recognise(text))


@pytest.fixture
def at(qapp: QApplication, qtbot: QtBot) -> AtLocker:
    at = AtLocker(qtbot)
    at.kiosk.property("pickup").begin()
    assert at.page == "pickup"
    return at


def test_number_and_code_open_the_box_and_a_closed_door_ends_the_visit(at: AtLocker) -> None:
    at.type("0348291")
    assert at.locker.asked == [], "a digit is missing"
    at.type("3")
    assert at.locker.asked == [(3, ("482913",))]
    assert (at.say("state"), at.say("title")) == ("opening", "正在开 3 号格")
    at.locker.open()
    assert (at.say("title"), at.say("sub")) == ("3 号格已打开", "请拿好材料，关好格门")
    at.locker.done()
    assert (at.say("state"), at.say("title")) == ("done", "取好了，谢谢")
    at.kiosk.property("pickup")._done.timeout.emit()
    assert (at.page, at.say("state")) == ("home", "ask")


@pytest.mark.parametrize("begin", ["home", "pickup"])
def test_a_scanned_code_opens_the_box_as_well(at: AtLocker, begin: str) -> None:
    if begin == "home":
        at.kiosk.wipe()
    at.scan(parcel_text(12, "482913"))
    assert (at.page, at.locker.asked) == ("pickup", [(12, ("482913",))])


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (Refused("locker.wrong_code", left=4), "取件码不对，还可以试 4 次"),
        (Refused("locker.locked", box=3), "输错次数太多，3 号格已锁，请找工作人员"),
        (Refused("locker.empty", box=3), "3 号格里没有材料，请核对格号"),
        (Refused("locker.not_opened", box=3), "3 号格的门没有打开，请再试一次"),
        (DeviceAbsent("device.absent", device="locker"), "取件柜现在打不开，请找工作人员"),
    ],
)
def test_why_the_box_stays_closed_is_said_and_the_code_can_be_typed_again(
    at: AtLocker, error: Refused | DeviceAbsent, problem: str
) -> None:
    at.type("03482913")
    at.locker.fail(error)
    assert (at.page, at.say("state"), at.say("problem")) == ("pickup", "ask", problem)
    assert at.say("pad").property("digits") == ""
    at.say("pad").type("0")
    assert at.say("problem") == ""
    assert at.server.help_calls == []


def test_a_document_of_two_opens_with_both_codes(at: AtLocker) -> None:
    at.type("03482913")
    at.locker.fail(Refused("locker.both_needed", people=2))
    assert (at.say("state"), at.say("title")) == ("second", "还要另一位的取件码")
    at.type("03119900")
    assert at.locker.asked[-1] == (3, ("482913", "119900"))


def test_the_code_of_another_box_is_no_second_one(at: AtLocker) -> None:
    at.type("03482913")
    at.locker.fail(Refused("locker.both_needed", people=2))
    at.type("04119900")
    assert at.locker.asked[-1] == (4, ("119900",))


def test_a_door_that_stays_open_calls_staff_also_when_the_visitor_has_gone(at: AtLocker) -> None:
    at.type("03482913")
    at.locker.open()
    at.locker.fail(Refused("locker.not_closed", box=3))
    assert (at.say("state"), at.say("title")) == ("notclosed", "请关好 3 号格的门")
    assert (at.server.help_calls, at.say("sub")) == (["K1"], "关好门再走，谢谢")
    at.bot.waitUntil(lambda: at.say("sub") == "已请工作人员来看")
    at.kiosk.property("pickup").begin()
    at.type("04119900")
    at.locker.open()
    at.kiosk.wipe()
    at.locker.fail(Refused("locker.not_closed", box=4))
    assert (at.page, at.server.help_calls) == ("home", ["K1", "K1"])


def test_while_a_door_stands_open_nobody_is_asked_whether_they_are_still_there(at: AtLocker) -> None:
    at.type("03482913")
    at.locker.open()
    for _ in range(300):
        at.kiosk.property("idle").tick()
    assert (at.page, at.say("state")) == ("pickup", "open")
    at.scan(parcel_text(5, "482913"))
    at.type("05111111")
    assert len(at.locker.asked) == 1, "one box at a time"
    at.locker.done()
    for _ in range(90):
        at.kiosk.property("idle").tick()
    assert at.page == "home"


def test_who_goes_on_to_a_number_is_not_sent_away_when_the_door_is_closed(at: AtLocker) -> None:
    at.type("03482913")
    at.locker.open()
    at.devices.cardLaid.emit(card_of())
    assert at.page == "item"
    at.locker.done()
    at.kiosk.property("pickup")._done.timeout.emit()
    assert at.page == "item"


def test_what_one_visitor_typed_the_next_does_not_find(at: AtLocker) -> None:
    at.say("pad").type("0")
    at.type("3482913")
    at.locker.fail(Refused("locker.both_needed", people=2))
    at.kiosk.leave()
    at.kiosk.property("pickup").begin()
    assert (at.say("state"), at.say("pad").property("digits")) == ("ask", "")
    at.type("03119900")
    assert at.locker.asked[-1] == (3, ("119900",))


def test_a_kiosk_without_a_locker_knows_nothing_of_documents(stand: Stand) -> None:
    assert stand.kiosk.property("pickup").property("isOffered") is False
    stand.devices.codeScanned.emit(recognise(parcel_text(3, "482913")))
    assert stand.page == "trouble"
    assert stand.kiosk.property("trouble").property("title") == "这不是本大厅的码"
