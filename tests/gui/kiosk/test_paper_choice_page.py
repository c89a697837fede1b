"""Paper or none, on the page of the number: what stands there, and what a finger does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hallcall.core.rules import Paperless
from helpers.kiosk_looks import wrong_in_any_look

if TYPE_CHECKING:
    from conftest import Screen

pytestmark = pytest.mark.feature("F065")


def _take(screen: Screen) -> None:
    """A visitor with a phone number has taken a number and is asked about the slip."""
    hall = screen.server.hall
    screen.server.hall = replace(hall, rules=replace(hall.rules, paperless=Paperless.OFFERED))
    screen.server.phone = "138****5678"
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    # However slow this machine is, the visitor is in time.
    screen.part("paper")._clock.stop()  # type: ignore[attr-defined]


def test_one_touch_saves_the_slip_and_another_prints_it_after_all(screen: Screen) -> None:
    _take(screen)
    screen.touch("slip.decline")
    assert screen.server.declined == ["2026-11-23/A023"]
    assert not screen.devices.slips
    screen.touch("slip.again")
    assert len(screen.devices.slips) == 1
    assert screen.see("slip.state").property("text") == "正在打印"


def test_one_touch_prints_the_slip(screen: Screen) -> None:
    _take(screen)
    screen.touch("slip.print")
    screen.devices.finish()
    screen.settle()
    assert screen.see("slip.state").property("text") == "请取走小票"


@pytest.mark.parametrize("is_declined", [False, True])
def test_nothing_collides_and_nothing_is_cut(screen: Screen, is_declined: bool) -> None:
    _take(screen)
    if is_declined:
        screen.touch("slip.decline")
    wrong = wrong_in_any_look(screen)
    assert not wrong, "\n".join(wrong)
