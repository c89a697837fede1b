"""A visitor who uses six keys that can be felt, and neither the screen nor a finger on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from helpers.kiosk_fakes import booking_of, card_of

if TYPE_CHECKING:
    from conftest import Screen

_MOST_STEPS = 90
_NUMBER = "11010519491231002X"


def press(screen: Screen, key: Qt.Key) -> None:
    QTest.keyClick(screen.view, key)
    screen.settle()


def walk_to(screen: Screen, name: str, key: Qt.Key = Qt.Key.Key_Down) -> None:
    """On from control to control until the one of that name has the focus."""
    for _ in range(_MOST_STEPS):
        item = screen.view.activeFocusItem()
        if item is not None and item.objectName() == name:
            assert item.property("visualFocus"), "who sees a little sees where they are"
            return
        press(screen, key)
    pytest.fail(f"{name} cannot be reached by the keypad")


def test_keypad_only_a_number_is_taken_and_the_visit_ended(screen: Screen) -> None:
    screen.lay()
    walk_to(screen, "tile.0")
    press(screen, Qt.Key.Key_Return)
    screen.wait(lambda: screen.page == "ticket")
    screen.unlock()
    walk_to(screen, "done")
    press(screen, Qt.Key.Key_Return)
    assert screen.page == "home"


def test_keypad_only_a_document_number_is_typed(screen: Screen) -> None:
    walk_to(screen, "card.action")
    press(screen, Qt.Key.Key_Return)
    walk_to(screen, "card.none")
    press(screen, Qt.Key.Key_Return)
    assert screen.page == "typing"
    for digit in _NUMBER:
        walk_to(screen, f"key.{digit}")
        press(screen, Qt.Key.Key_Return)
    walk_to(screen, "typing.confirm")
    press(screen, Qt.Key.Key_Return)
    assert screen.page == "item"


def test_keypad_only_a_booking_is_looked_up(screen: Screen) -> None:
    card = card_of()
    booking_of(screen.server, card, 60)
    screen.lay(card)
    screen.wait(lambda: screen.part("bookings").property("count") == 1)
    walk_to(screen, "mine")
    press(screen, Qt.Key.Key_Return)
    assert screen.page == "mine"


def test_keypad_only_the_way_back_leads_to_the_page_before(screen: Screen) -> None:
    walk_to(screen, "card.action")
    press(screen, Qt.Key.Key_Return)
    assert screen.page == "card"
    press(screen, Qt.Key.Key_Escape)
    assert screen.page == "home"


def test_keypad_only_a_person_is_one_key_away_from_every_page(screen: Screen) -> None:
    press(screen, Qt.Key.Key_F1)
    assert screen.part("dock").property("help") in {"asking", "called"}


def test_keypad_only_the_keys_lead_both_ways_and_around(screen: Screen) -> None:
    walk_to(screen, "dock.staff", Qt.Key.Key_Up)
    walk_to(screen, "dock.language", Qt.Key.Key_Left)
    walk_to(screen, "dock.staff", Qt.Key.Key_Right)
    walk_to(screen, "hot.0")
