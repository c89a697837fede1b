"""Before a number for what can be done with a phone: said once, and a number is one touch away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from helpers.kiosk_fakes import card_of

if TYPE_CHECKING:
    from conftest import Stand

pytestmark = pytest.mark.feature("F083")
PHONE_TOO = "SJ-06"


@pytest.fixture(autouse=True)
def online(stand: Stand) -> None:
    """The hall has an address at which things are done without a visit."""
    stand.server.hall = replace(stand.server.hall, online_address="https://hall.example/online")


def test_the_advice_comes_once_and_one_more_touch_gives_the_number(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.chooseItem(PHONE_TOO)
    assert stand.page == "advice"
    advice = stand.kiosk.property("advice")
    assert advice.property("address") == "https://hall.example/online"
    assert advice.property("wait") == "在这里办，现在要等 15–25 分钟"
    assert stand.server.requests == []
    stand.kiosk.chooseItem(advice.property("item"))
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.advice == [("K1", PHONE_TOO, "number")]


def test_an_item_that_needs_a_visit_has_no_advice(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.chooseItem("YB-01")
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.advice == []


def test_a_card_laid_on_the_advice_is_a_wish_for_the_number(stand: Stand) -> None:
    stand.kiosk.chooseItem(PHONE_TOO)
    assert stand.page == "advice"
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.advice == [("K1", PHONE_TOO, "number")]


def test_the_item_before_the_card_asks_for_the_card_after_the_advice(stand: Stand) -> None:
    stand.kiosk.chooseItem(PHONE_TOO)
    stand.kiosk.chooseItem(PHONE_TOO)
    assert stand.page == "card"
    stand.lay()
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.advice == [("K1", PHONE_TOO, "number")]


def test_who_uses_the_phone_leaves_nothing_behind(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.chooseItem(PHONE_TOO)
    stand.kiosk.usePhone()
    assert stand.page == "home"
    assert stand.server.advice == [("K1", PHONE_TOO, "phone")]
    assert stand.kiosk.property("advice").property("address") == ""
    assert stand.kiosk.property("session").property("known") is False


@pytest.mark.parametrize("go", ["back", "leave"])
def test_who_goes_without_a_word_is_counted_so(stand: Stand, go: str) -> None:
    stand.lay()
    stand.kiosk.chooseItem(PHONE_TOO)
    getattr(stand.kiosk, go)()
    assert stand.server.advice == [("K1", PHONE_TOO, "none")]


def test_the_next_visitor_is_advised_again(stand: Stand) -> None:
    for number in ("440301199001011234", "440301199001019999"):
        stand.lay(card_of(number=number))
        stand.kiosk.chooseItem(PHONE_TOO)
        assert stand.page == "advice"
        stand.kiosk.leave()


def test_an_elder_gets_the_number_at_once(stand: Stand) -> None:
    stand.lay(replace(card_of(), birth=date(1950, 1, 1)))
    stand.kiosk.chooseItem(PHONE_TOO)
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.advice == []


def test_without_the_server_nothing_is_advised(stand: Stand) -> None:
    stand.server.is_connected = False
    stand.lay()
    stand.kiosk.chooseItem(PHONE_TOO)
    stand.wait(lambda: stand.page == "ticket")


def test_a_touch_on_the_heels_of_another_is_passed_over_and_the_next_gives_the_number(stand: Stand) -> None:
    stand.lay()
    stand.kiosk.chooseItem(PHONE_TOO)
    stand.kiosk.property("ticket")._asking._locked_until = float("inf")
    stand.kiosk.chooseItem(stand.kiosk.property("advice").property("item"))
    assert stand.page == "advice"
    stand.unlock()
    stand.kiosk.chooseItem(stand.kiosk.property("advice").property("item"))
    stand.wait(lambda: stand.page == "ticket")
    assert stand.server.advice == [("K1", PHONE_TOO, "number")]
