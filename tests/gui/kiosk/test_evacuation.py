"""People must leave: the kiosk shows only that, at once, and nothing of a visit comes back with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hallcall.core.snapshot import Emergency
from hallcall.ui.texts import ScreenTexts
from helpers.kiosk_fakes import card_of
from helpers.small_hall import NINE

if TYPE_CHECKING:
    from conftest import Screen


@pytest.mark.feature("F113")
def test_the_kiosk_tells_people_to_leave_and_takes_no_card_meanwhile(screen: Screen) -> None:
    screen.lay()
    screen.server.emergency = Emergency(since=NINE, is_drill=False)
    screen.server.change()
    screen.settle()
    assert screen.page == "evacuate"
    screen.lay(card_of())
    assert screen.page == "evacuate"
    assert not screen.part("session").property("known")
    screen.server.emergency = None
    screen.server.change()
    screen.settle()
    assert screen.page == "home"


@pytest.mark.feature("F113")
@pytest.mark.parametrize("is_drill", [True, False])
def test_everybody_understands_the_page_without_choosing_a_language(screen: Screen, is_drill: bool) -> None:
    screen.server.emergency = Emergency(since=NINE, is_drill=is_drill)
    screen.server.change()
    screen.settle()
    name = "evacuate-drill-headline" if is_drill else "evacuate-headline"
    assert screen.see("title").property("text") == ScreenTexts("zh-CN").t(name)
    assert screen.see("second").property("text") == ScreenTexts("en").t(name)
