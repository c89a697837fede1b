"""Fingers, mice, keys and screen readers on the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from hallcall.hal import Health, Reason
from helpers.kiosk_fakes import card_of
from helpers.scene import all_texts, click, named, press_accessibly, targets, written

if TYPE_CHECKING:
    from conftest import Screen


@pytest.mark.feature("F062")
def test_card_and_one_touch_lead_to_the_number(screen: Screen) -> None:
    screen.lay()
    assert screen.see("title").property("text") == "王*明，您要办什么事？"
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    assert screen.see("ticket.number").property("text") == "A023"
    assert screen.see("ticket.place").property("text") == "1层 A区"
    screen.devices.finish()
    screen.settle()
    assert screen.see("slip.state").property("text") == "请取走小票"
    screen.touch("done")
    assert screen.page == "home"


@pytest.mark.feature("F062", "F040")
def test_no_way_to_a_common_number_takes_more_than_three_touches(screen: Screen) -> None:
    screen.touch("hot.0")
    screen.lay()
    screen.wait(lambda: screen.page == "ticket")
    screen.touch("done")
    screen.unlock()
    screen.lay()
    screen.touch("departments")
    screen.touch("department.3")
    screen.touch("tile.1")
    screen.wait(lambda: screen.page == "ticket")
    assert screen.see("ticket.number").property("text") == "D024"


@pytest.mark.feature("F040")
def test_letters_lead_to_the_item(screen: Screen) -> None:
    screen.touch("all.items")
    for letter in "SPJY":
        screen.touch(f"key.{letter}")
    assert screen.see("search.letters").property("text") == "SPJY"
    assert "<font" in str([text.text for text in written(screen.stage, screen.stage)])
    screen.touch("result.0")
    assert screen.page == "card"
    screen.lay()
    screen.wait(lambda: screen.page == "ticket")
    assert screen.see("ticket.item").property("text") == "食品经营许可 · 新办"


@pytest.mark.feature("F028")
def test_a_number_is_typed_and_never_shown(screen: Screen) -> None:
    screen.touch("card.action")
    screen.touch("card.none")
    typed = "440301199001011234"
    for key in typed:
        screen.touch(f"key.{key}")
    shown = "".join(text.text for text in written(screen.stage, screen.stage))
    assert typed[:6] not in shown
    assert shown.count("•") == 17
    screen.touch("typing.confirm")
    assert screen.page == "item"


def test_a_second_finger_on_the_same_tile_gives_no_second_number(screen: Screen) -> None:
    screen.lay()
    tile = screen.see("tile.0")
    click(screen.view, tile)
    click(screen.view, tile)
    screen.wait(lambda: screen.page == "ticket")
    assert screen.server.tickets == 1


def test_the_language_key_changes_every_word_of_the_page(screen: Screen) -> None:
    for enter in (lambda: None, screen.lay, lambda: screen.touch("search")):
        enter()
        before = {text.text for text in written(screen.stage, screen.stage) if len(text.text) > 1}
        screen.touch("dock.language")
        after = {text.text for text in written(screen.stage, screen.stage) if len(text.text) > 1}
        same = {text for text in before & after if any("\u4e00" <= one <= "\u9fff" for one in text)}
        assert not same
        screen.touch("dock.language")
        again = {text.text for text in written(screen.stage, screen.stage) if len(text.text) > 1}
        assert again == before


def test_large_text_and_contrast_change_the_page_that_is_shown(screen: Screen) -> None:
    screen.lay()
    size = max(text.em for text in written(screen.stage, screen.stage) if text.text == "大家常办")
    screen.touch("dock.large")
    larger = max(text.em for text in written(screen.stage, screen.stage) if text.text == "大家常办")
    assert larger == pytest.approx(1.25 * size, rel=0.03)
    screen.touch("dock.contrast")
    image = screen.view.grabWindow()
    assert image.pixelColor(540, 1400).name() == "#000000"
    assert screen.page == "item"
    screen.touch("exit")
    screen.settle()
    assert screen.view.grabWindow().pixelColor(20, 1000).name() == "#f3f6fa"


def test_the_whole_screen_counts_as_more_time_but_for_exit(screen: Screen) -> None:
    screen.lay()
    screen.tick(63)
    assert screen.page == "timeout"
    assert screen.see("timeout.seconds").property("text") == "12"
    assert not [text for text in written(screen.stage, screen.stage) if "王" in text.text]
    QTest.mouseClick(screen.view, Qt.MouseButton.LeftButton, pos=screen.view.geometry().center())
    screen.settle()
    assert screen.page == "item"
    screen.tick(63)
    screen.touch("timeout.exit")
    assert screen.page == "home"


@pytest.mark.feature("F036")
def test_after_a_visit_no_text_of_the_scene_is_personal(screen: Screen) -> None:
    screen.server.phone = "138****5678"
    screen.lay(card_of("欧阳明珠", "440301199001011234"))
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    screen.devices.finish()
    screen.settle()
    during = " ".join(all_texts(screen.view.contentItem()))
    assert "A023" in during
    assert "138****5678" in during
    assert "欧阳" not in during, "the page of the number carries no name"
    screen.tick(41)
    assert screen.page == "home"
    after = " ".join(all_texts(screen.view.contentItem()))
    for personal in ("欧阳", "明珠", "440301", "1234", "A023", "138****5678"):
        assert personal not in after


@pytest.mark.feature("F036")
def test_the_time_out_page_hides_what_was_chosen(screen: Screen) -> None:
    screen.lay()
    screen.tick(61)
    screen.settle()
    assert "王" not in " ".join(all_texts(screen.view.contentItem()))


def test_a_printer_without_paper_is_said_on_the_first_page(screen: Screen) -> None:
    screen.devices.set_printer(Health.FAULT, Reason.PAPER_OUT)
    screen.settle()
    assert screen.see("strip.slips").property("text").startswith("本机暂不出小票")
    screen.devices.set_printer(Health.ONLINE)
    screen.settle()
    assert not [item for item in targets(screen.stage) if item.objectName() == "strip.slips"]


def test_a_lost_server_is_said_under_the_header(screen: Screen) -> None:
    screen.server.is_connected = False
    screen.kiosk._refresh()
    screen.settle()
    assert "正在恢复连接" in screen.see("strip.offline").property("text")


def test_a_broken_reader_leads_to_the_typed_number(screen: Screen) -> None:
    screen.devices.set_reader(Health.OFFLINE)
    screen.settle()
    assert screen.see("card.action").property("text") == "读卡器维修中"
    screen.touch("card.action")
    assert screen.page == "typing"


@pytest.mark.feature("F076", "F068")
def test_a_held_number_offers_a_copy(screen: Screen) -> None:
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    screen.devices.finish()
    screen.touch("done")
    screen.unlock()
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    assert screen.see("title").property("text") == "您已经取过这个号，仍然有效"
    screen.touch("slip.again")
    assert len(screen.devices.slips) == 2
    assert screen.see("slip.state").property("text") == "正在打印"


def test_the_keyboard_reaches_every_control_and_presses_it(screen: Screen) -> None:
    seen: list[str] = []
    screen.view.requestActivate()
    for _ in range(len(targets(screen.stage))):
        QTest.keyClick(screen.view, Qt.Key.Key_Tab)
        focus = screen.view.activeFocusItem()
        assert focus is not None
        seen.append(focus.objectName())
    assert set(seen) == {item.objectName() for item in targets(screen.stage)}
    while screen.view.activeFocusItem().objectName() != "hot.0":
        QTest.keyClick(screen.view, Qt.Key.Key_Tab)
    QTest.keyClick(screen.view, Qt.Key.Key_Space)
    screen.settle()
    assert screen.page == "card"


def test_a_screen_reader_finds_names_and_can_press(screen: Screen) -> None:
    for item in targets(screen.stage):
        interface = QAccessible.queryAccessibleInterface(item)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name) == item.property("text") != ""
    tile = QAccessible.queryAccessibleInterface(screen.see("hot.0"))
    assert tile is not None
    assert tile.text(QAccessible.Text.Description) == "1层 A区 · 等候 12 人"
    press_accessibly(screen.see("all.items"))
    screen.settle()
    assert screen.page == "search"


def test_the_switches_of_the_dock_tell_a_screen_reader_that_they_are_on(screen: Screen) -> None:
    screen.touch("dock.contrast")
    interface = QAccessible.queryAccessibleInterface(screen.see("dock.contrast"))
    assert interface is not None
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Description) == "已打开"


def test_a_touch_is_answered_in_the_same_frame(screen: Screen) -> None:
    card = screen.see("card.action")
    before = screen.view.grabWindow().pixelColor(400, 460)
    QTest.mousePress(
        screen.view, Qt.MouseButton.LeftButton, pos=card.mapToScene(card.boundingRect().center()).toPoint()
    )
    pressed = screen.view.grabWindow().pixelColor(400, 460)
    QTest.mouseRelease(
        screen.view, Qt.MouseButton.LeftButton, pos=card.mapToScene(card.boundingRect().center()).toPoint()
    )
    assert pressed.lightness() < before.lightness()
    screen.settle()


def test_the_stage_fits_a_small_window_and_is_still_touched_where_it_is_seen(screen: Screen) -> None:
    screen.view.resize(540, 960)
    screen.settle()
    screen.touch("hot.1")
    assert screen.page == "card"
    named(screen.stage, "card.none")
