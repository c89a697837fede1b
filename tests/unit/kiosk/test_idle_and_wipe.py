"""The end of a visit: warned, put off, wiped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication

from hallcall.kiosk.model.idle import IdleTimer

if TYPE_CHECKING:
    from conftest import Stand


def test_sixty_seconds_without_a_touch_bring_a_warning_and_fifteen_more_the_end(stand: Stand) -> None:
    stand.lay()
    stand.tick(59)
    assert stand.page == "item"
    stand.tick(1)
    assert stand.page == "timeout"
    assert stand.kiosk.property("idle").property("remaining") == 15
    stand.tick(15)
    assert stand.page == "home"
    assert stand.kiosk.property("session").property("known") is False


def test_a_visitor_may_ask_for_more_time_as_often_as_they_like(stand: Stand) -> None:
    stand.lay()
    for _ in range(12):
        stand.tick(70)
        assert stand.page == "timeout"
        stand.kiosk.moreTime()
        assert stand.page == "item"


def test_a_touch_somewhere_on_the_warning_is_left_to_its_buttons(stand: Stand) -> None:
    stand.lay()
    stand.tick(61)
    stand.kiosk.touched()
    assert stand.page == "timeout"
    stand.kiosk.moreTime()
    stand.tick(30)
    stand.kiosk.touched()
    assert stand.kiosk.property("idle").property("remaining") == 75


def test_large_text_gives_twice_the_time(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.property("dock").toggleLarge()
    stand.tick(119)
    assert stand.page == "item"
    stand.tick(1)
    assert stand.page == "timeout"


def test_nobody_is_hurried_while_a_slip_is_printed(stand: Stand) -> None:
    stand.take()
    stand.tick(300)
    assert stand.page == "ticket"
    stand.devices.finish()
    stand.tick(39)
    assert stand.page == "ticket"
    stand.tick(1)
    assert stand.page == "home"


def test_nobody_is_hurried_while_the_server_is_asked(stand: Stand) -> None:
    stand.server.silent = True
    stand.lay()
    stand.kiosk.chooseItem("SB-01")
    stand.tick(300)
    assert stand.page == "item"
    stand.server.let_go()
    stand.wait(lambda: stand.page == "ticket")


def test_without_a_slip_the_number_stays_ninety_seconds_and_longer_on_request(stand: Stand) -> None:
    stand.take()
    stand.devices.finish("printer.paper_out")
    stand.tick(80)
    stand.kiosk.moreTime()
    stand.tick(89)
    assert stand.page == "paperout"
    stand.tick(1)
    assert stand.page == "home"


def test_a_printer_that_says_nothing_does_not_hold_the_visitor(stand: Stand) -> None:
    stand.kiosk.property("print")._stuck.setInterval(10)
    stand.take()
    stand.wait(lambda: stand.page == "paperout")
    stand.devices.finish()
    assert stand.server.prints == [("2026-11-23/A023", "")], "the slip did come out in the end"


@pytest.mark.feature("F036")
def test_after_the_wipe_nothing_of_the_visit_is_left(stand: Stand) -> None:
    stand.kiosk.property("dock").toggleLarge()
    stand.kiosk.property("dock").toggleContrast()
    stand.kiosk.property("dock").nextLanguage()
    stand.take()
    stand.kiosk.leave()
    kiosk = stand.kiosk
    assert stand.page == "home"
    assert kiosk.property("session").property("name") == ""
    assert kiosk.property("session").document is None
    assert kiosk.property("session").item is None
    ticket = kiosk.property("ticket")
    assert [ticket.property(name) for name in ("number", "itemName", "url", "placeText", "phone")] == [""] * 5
    assert kiosk.property("items").property("letters") == ""
    assert kiosk.property("pad").property("count") == 0
    dock = kiosk.property("dock")
    assert (dock.property("scale"), dock.property("highContrast")) == (1.0, False)
    assert stand.texts.get_language() == "zh-CN"
    assert kiosk.property("idle").property("running") is False


def test_a_changed_look_on_the_home_page_goes_back_by_itself(stand: Stand) -> None:
    dock = stand.kiosk.property("dock")
    dock.nextLanguage()
    assert stand.texts.get_language() == "en"
    stand.tick(60)
    assert stand.texts.get_language() == "zh-CN"
    assert stand.page == "home"


def test_the_clock_stands_while_anything_holds_it(qapp: QCoreApplication) -> None:
    idle = IdleTimer(second_ms=3_600_000)
    ended: list[bool] = []
    idle.expired.connect(lambda: ended.append(True))
    idle.start(2, 1)
    idle.hold("card")
    idle.hold("print")
    idle.release("card")
    for _ in range(10):
        idle.tick()
    assert idle.property("remaining") == 3
    idle.release("print")
    idle.release("print")
    for _ in range(3):
        idle.tick()
    assert ended == [True]
    idle.tick()
    assert ended == [True]
