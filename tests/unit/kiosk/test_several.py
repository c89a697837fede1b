"""Several items in one visit: chosen at the kiosk, shown as a way through the hall, taken with one number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from hallcall.core.catalogue import Package
from hallcall.core.terms import ItemCode, Name
from hallcall.hal.document import texts_of
from hallcall.kiosk.model.server import QueueFacts
from helpers.kiosk_fakes import card_of
from helpers.kiosk_hall import small_hall

if TYPE_CHECKING:
    from conftest import Stand

SHOP = Package(
    code="YJS-01",
    name=Name(zh="开饭店", en="Open a restaurant"),
    items=tuple(ItemCode(code) for code in ("SJ-06", "SB-01", "GA-01")),
    conditional=(ItemCode("GA-01"),),
)


def several(stand: Stand) -> Any:
    return stand.kiosk.property("several")


def codes(stand: Stand) -> list[str]:
    return [row["code"] for row in several(stand).property("rows")]


def begin(stand: Stand, *wanted: str) -> None:
    stand.lay()
    stand.kiosk.openSeveral()
    for code in wanted:
        stand.kiosk.openDepartments()
        stand.kiosk.chooseItem(code)


@pytest.mark.feature("F071")
def test_chosen_items_show_their_way_and_give_one_number(stand: Stand) -> None:
    begin(stand, "SJ-06", "SB-01", "YB-01")
    assert stand.page == "several"
    stand.kiosk.openPlan()
    legs = several(stand).property("legs")
    assert [(leg["number"], leg["place"], leg["items"]) for leg in legs] == [
        ("1", "1层 A区", "社保卡补换领"),
        ("2", "1层 A区", "医保异地备案"),
        ("3", "2层 C区", "食品经营许可 · 新办"),
    ]
    assert legs[2]["walk"].startswith("换楼层")
    stand.kiosk.takeSeveral()
    stand.wait(lambda: stand.page == "ticket")
    ((request, _),) = stand.server.requests
    assert {request.item, *request.more} == {"SJ-06", "SB-01", "YB-01"}
    assert [leg["number"] for leg in stand.kiosk.property("ticket").property("legs")] == ["1", "2", "3"]
    assert stand.server.tickets == 1


@pytest.mark.feature("F071")
def test_items_of_one_queue_are_one_stay(stand: Stand) -> None:
    begin(stand, "GA-01", "GA-02")
    stand.kiosk.openPlan()
    (leg,) = several(stand).property("legs")
    assert leg["items"] == "居住证办理、身份证换领"


@pytest.mark.feature("F136")
def test_a_package_brings_its_items_and_each_material_once(stand: Stand) -> None:
    stand.server.hall = small_hall(packages=(SHOP,))
    begin(stand)
    several(stand).choosePackage("YJS-01")
    assert codes(stand) == list(SHOP.items)
    assert [row["line"] for row in several(stand).property("rows")][2] == "视情况需要，不用可去掉"
    stand.kiosk.openPlan()
    assert several(stand).property("materials") == ["居民身份证", "近期免冠照片"]


@pytest.mark.feature("F136")
def test_what_is_closed_today_is_left_out_and_said(stand: Stand) -> None:
    stand.server.hall = small_hall(packages=(SHOP,))
    stand.server.facts["C"] = QueueFacts(waiting=0, wait=None, is_open=False)
    begin(stand)
    several(stand).choosePackage("YJS-01")
    stand.kiosk.openPlan()
    assert several(stand).property("closed") == "居住证办理（现在不办理）"
    stand.kiosk.takeSeveral()
    stand.wait(lambda: stand.page == "ticket")
    ((request, _),) = stand.server.requests
    assert {request.item, *request.more} == {"SJ-06", "SB-01"}


def test_two_are_needed_six_are_the_most_and_each_counts_once(stand: Stand) -> None:
    begin(stand, "SB-01")
    assert several(stand).property("canPlan") is False
    assert several(stand).property("note") == "再选 1 件"
    for code in ("SB-01", "YB-01", "GA-01", "GJ-01", "SJ-01", "GA-02", "SJ-06"):
        stand.kiosk.openDepartments()
        stand.kiosk.chooseItem(code)
    assert codes(stand) == ["SB-01", "YB-01", "GA-01", "GJ-01", "SJ-01", "GA-02"]
    assert several(stand).property("canAdd") is False
    several(stand).remove("YB-01")
    assert len(codes(stand)) == 5


def test_back_from_the_choice_a_touched_item_is_taken_again(stand: Stand) -> None:
    begin(stand, "SB-01")
    stand.kiosk.back()
    assert stand.page == "item"
    stand.kiosk.chooseItem("YB-01")
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.requests[0][0].more == ()


def test_without_the_server_the_visitor_is_told_to_take_one_thing(stand: Stand) -> None:
    begin(stand, "SB-01", "YB-01")
    stand.kiosk.openPlan()
    stand.server.is_connected = False
    stand.kiosk.takeSeveral()
    assert stand.page == "trouble"
    assert stand.kiosk.property("trouble").property("title") == "现在一次只能办一件"
    assert stand.server.requests == []


def test_the_next_visitor_finds_nothing_of_the_choice(stand: Stand) -> None:
    begin(stand, "SB-01", "YB-01")
    stand.lay(card_of("李雷", "11010519491231002X"))
    stand.kiosk.openSeveral()
    assert codes(stand) == []


@pytest.mark.feature("F071")
def test_the_slip_tells_the_stays_in_order(stand: Stand) -> None:
    begin(stand, "SJ-06", "SB-01")
    stand.kiosk.openPlan()
    stand.kiosk.takeSeveral()
    stand.wait(lambda: stand.page == "ticket")
    (slip, _) = stand.devices.slips[0]
    words = " | ".join(text for block in slip.blocks for text in texts_of(block))
    first, second = words.index("社会保障卡补领、换领"), words.index("食品经营许可 · 新办")
    assert words.index("您的路线（一个号，2 站）") < first < words.index("2 层 C 区") < second
    assert "一个号，办 2 件事" in words
