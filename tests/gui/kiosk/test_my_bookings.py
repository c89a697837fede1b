"""A booking on the screen: touched, it becomes a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.kiosk_fakes import booking_of, card_of

if TYPE_CHECKING:
    from conftest import Screen


@pytest.mark.feature("F047")
def test_a_touch_on_the_booking_gives_the_number(screen: Screen) -> None:
    one = booking_of(screen.server, card_of(), 20)
    screen.lay()
    screen.wait(lambda: len(screen.part("bookings").property("rows")) == 1)
    screen.touch("booking.0")
    screen.wait(lambda: screen.page == "ticket")
    assert [request.code for request, _ in screen.server.check_ins] == [one.code]


@pytest.mark.feature("F047")
def test_a_touch_that_comes_too_early_changes_nothing(screen: Screen) -> None:
    booking_of(screen.server, card_of(), 120)
    screen.lay()
    screen.wait(lambda: len(screen.part("bookings").property("rows")) == 1)
    screen.touch("booking.0")
    assert (screen.page, screen.server.check_ins) == ("item", [])


@pytest.mark.feature("F047")
def test_who_has_the_code_and_no_card_types_it_at_a_kiosk_without_a_scanner(screen: Screen) -> None:
    one = booking_of(screen.server, card_of(), 20)
    screen.kiosk.chooseCard()
    screen.settle()
    screen.touch("card.code")
    assert screen.page == "code"
    for digit in one.code:
        screen.touch(f"key.{digit}")
    screen.touch("code.confirm")
    screen.wait(lambda: screen.page == "ticket")
    assert [request.code for request, _ in screen.server.check_ins] == [one.code]
