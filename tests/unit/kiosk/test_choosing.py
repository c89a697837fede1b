"""The three ways to an item, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from hallcall.config.search import ItemSearch
from hallcall.core.catalogue import DepartmentKind
from hallcall.core.estimate import WaitRange
from hallcall.hal import Health
from hallcall.kiosk.model.looks import icon_for
from hallcall.kiosk.model.server import QueueFacts
from helpers.sample_halls import sample_hall

if TYPE_CHECKING:
    from conftest import Stand


def _items(stand: Stand) -> Any:
    return stand.kiosk.property("items")


def test_the_first_page_shows_what_the_hall_has_chosen_with_place_and_people(stand: Stand) -> None:
    first = _items(stand).property("hot")[0]
    assert (first["short"], first["place"], first["waiting"]) == ("社保卡补换领", "1层 A区", "等候 12 人")
    stand.texts.set_language("en")
    first = _items(stand).property("hot")[0]
    assert (first["short"], first["place"]) == ("Replace social security card", "F1 Zone A")
    assert first["waiting"] == "12 waiting"


def test_a_long_wait_is_told_in_minutes_and_an_unknown_one_is_not_invented(stand: Stand) -> None:
    stand.server.facts["A"] = QueueFacts(waiting=60, wait=WaitRange(45, 70), is_open=True)
    stand.server.facts["B"] = QueueFacts(waiting=None, wait=None, is_open=True)
    busy, unknown = _items(stand).property("hot")[:2]
    assert (busy["busy"], busy["minutes"]) == (True, "约 45–70 分钟")
    assert (unknown["waiting"], unknown["minutes"], unknown["busy"]) == ("", "—，请看大屏", False)
    stand.server.facts["A"] = QueueFacts(waiting=0, wait=WaitRange(0, 5), is_open=True)
    assert _items(stand).property("hot")[0]["minutes"] == "马上"


@pytest.mark.feature("F014")
def test_while_nobody_calls_a_tile_says_from_when_on(stand: Stand) -> None:
    two = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    stand.server.facts["A"] = QueueFacts(waiting=3, wait=WaitRange(30, 45, two), is_open=True)
    first = _items(stand).property("hot")[0]
    assert (first["busy"], first["minutes"]) == (True, "14:00 起叫号")


def test_a_closed_item_stays_and_says_when_it_opens(stand: Stand) -> None:
    afternoon = datetime(2026, 11, 23, 14, 0)  # noqa: DTZ001 - a wall clock
    stand.server.facts["A"] = QueueFacts(waiting=0, wait=None, is_open=False, opens=afternoon)
    assert _items(stand).property("hot")[0]["closedLine"] == "14:00 开始办理"
    stand.server.facts["A"] = QueueFacts(waiting=0, wait=None, is_open=False)
    assert _items(stand).property("hot")[0]["closedLine"] == "现在不办理"


@pytest.mark.feature("F040")
def test_first_letters_find_the_item_and_show_why(stand: Stand) -> None:
    items = _items(stand)
    for letter in "SPJY":
        items.type(letter)
    result = items.property("results")[0]
    assert result["code"] == "SJ-06"
    assert "".join(result["name"][at] for at in result["marked"]) == "食品经营"
    assert items.property("count") >= 1


@pytest.mark.feature("F040")
def test_a_letter_too_many_keeps_the_last_list(stand: Stand) -> None:
    items = _items(stand)
    for letter in "SPJY":
        items.type(letter)
    before = items.property("results")
    items.type("Z")
    assert items.property("noneFound") is True
    assert items.property("results") == before
    items.erase()
    assert items.property("noneFound") is False


def test_at_most_eight_letters_are_taken(stand: Stand) -> None:
    items = _items(stand)
    for letter in "ABCDEFGHIJ":
        items.type(letter)
    assert items.property("letters") == "ABCDEFGH"
    items.clear()
    assert items.property("letters") == ""


def test_english_letters_find_english_names(stand: Stand) -> None:
    stand.texts.set_language("en")
    items = _items(stand)
    for letter in "FL":
        items.type(letter)
    assert items.property("results")[0]["name"] == "Food licence: new"


def test_chips_appear_with_more_than_three_results_and_never_lead_to_nothing(stand: Stand) -> None:
    items = _items(stand)
    items.type("S")
    chips = items.property("chips")
    assert chips[0] == {"id": "", "name": "全部", "on": True}
    for chip in chips[1:]:
        items.narrow(chip["id"])
        assert items.property("count") > 0
        assert items.property("pages") >= 1
    items.narrow("")
    for letter in "PJY":
        items.type(letter)
    assert items.property("chips") == []


def test_results_come_in_pages_of_three(stand: Stand) -> None:
    items = _items(stand)
    items.type("S")
    assert items.property("pages") == 2
    first = [row["code"] for row in items.property("results")]
    items.nextPage()
    assert len(first) == 3
    assert not set(first) & {row["code"] for row in items.property("results")}
    items.previousPage()
    items.previousPage()
    assert items.property("page") == 0


def test_departments_lead_to_their_items(stand: Stand) -> None:
    stand.kiosk.openDepartments()
    assert stand.page == "departments"
    names = [row["name"] for row in _items(stand).property("departments")]
    assert "市场监管" in names
    stand.kiosk.openDepartment("D04")
    assert stand.page == "department"
    assert _items(stand).property("departmentName") == "市场监管"
    codes = [row["code"] for row in _items(stand).property("departmentItems")]
    assert codes == ["SJ-01", "SJ-06", "SJ-07"]
    stand.kiosk.back()
    assert stand.page == "departments"
    assert _items(stand).property("departmentName") == ""


def test_a_burst_of_events_makes_the_lists_anew_once(stand: Stand) -> None:
    changes: list[bool] = []
    _items(stand).changed.connect(lambda: changes.append(True))
    stand.kiosk._refresh_timer.setInterval(20)
    for _ in range(100):
        stand.server.change()
    stand.wait(lambda: bool(changes))
    stand.bot.wait(60)
    assert len(changes) == 1


def test_the_particular_drawing_wins_over_the_general(stand: Stand) -> None:
    assert icon_for("社会保障卡补领") == "credit-card"
    assert icon_for("社会保险参保登记") == "shield"
    assert icon_for("没有这个词", "税务") == "receipt"
    assert icon_for("无") == "file-text"


def test_banks_and_utilities_stand_in_the_list_but_are_not_counted_as_departments(stand: Stand) -> None:
    stand.server.hall = sample_hall("haibin")
    items = stand.kiosk.property("items")
    assert items.property("departmentCount") == 28
    listed: list[str] = []
    for _ in range(items.property("pages")):
        listed += [row["name"] for row in items.property("departments")]
        items.nextPage()
    assert len(listed) == 32
    partners = {d.name.short("zh-CN") for d in stand.server.hall.departments if d.kind is DepartmentKind.PARTNER}
    assert set(listed[28:]) < partners
    assert not set(listed[:28]) & partners


def test_the_help_desk_keeps_a_space_to_a_digit_in_chinese(stand: Stand) -> None:
    stand.server.hall = sample_hall("haibin")
    dock = stand.kiosk.property("dock")
    assert dock.property("helpDesk") == " 1 层咨询台"
    stand.texts.set_language("en")
    assert dock.property("helpDesk") == "the help desk on floor 1"


def test_a_reader_that_is_only_starting_is_not_called_broken(stand: Stand) -> None:
    stand.devices.set_reader(Health.STARTING)
    assert stand.kiosk.property("machine").property("readerOk")
    stand.devices.set_reader(Health.OFFLINE)
    assert not stand.kiosk.property("machine").property("readerOk")


def test_the_count_of_found_items_is_the_true_one(stand: Stand) -> None:
    stand.server.hall = sample_hall("haibin")
    items = stand.kiosk.property("items")
    items.type("S")
    found = ItemSearch(stand.server.hall).search_initials("S", limit=961)
    assert items.property("count") == len(found) > 60
    assert items.property("pages") == -(-len(found) // 3)
