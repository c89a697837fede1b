"""Pictures that must not change unseen.

`HALLCALL_GOLDEN=write pytest tests/gui/kiosk` draws them anew: look at each one before you commit it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hallcall.hal.document import Slip
from hallcall.kiosk.model.slip import PAPER_58_DOTS, PAPER_80_DOTS
from hallcall.ui.slip import SlipPainter, bitmap_image
from helpers.pictures import at_rest, looks_as_agreed
from helpers.scene import giants

if TYPE_CHECKING:
    from conftest import Screen

_GOLDEN = Path(__file__).parent / "golden"


def _ticket(screen: Screen) -> None:
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    screen.devices.finish()
    screen.settle()


def _timeout_in_english_and_contrast(screen: Screen) -> None:
    screen.lay()
    screen.touch("dock.language")
    screen.touch("dock.contrast")
    screen.tick(63)


def _home(screen: Screen) -> None:
    """As it is."""


@pytest.mark.parametrize(
    ("name", "enter"),
    [("home", _home), ("ticket", _ticket), ("timeout", _timeout_in_english_and_contrast)],
)
def test_a_page_looks_as_it_did(screen: Screen, name: str, enter: Callable[[Screen], None]) -> None:
    enter(screen)
    looks_as_agreed(at_rest(screen.view), _GOLDEN / f"{name}.png", giants(screen.view.rootObject()))


@pytest.mark.feature("F064")
@pytest.mark.parametrize(("name", "dots"), [("slip-80", PAPER_80_DOTS), ("slip-58", PAPER_58_DOTS)])
def test_a_slip_looks_as_it_did(screen: Screen, name: str, dots: int) -> None:
    screen.devices.paper_dots = dots
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    slip: Slip = screen.devices.slips[0][0]
    looks_as_agreed(bitmap_image(SlipPainter().draw_slip(slip, dots)), _GOLDEN / f"{name}.png")


def test_a_resting_page_paints_nothing(screen: Screen) -> None:
    frames: list[bool] = []
    screen.settle()
    screen.view.frameSwapped.connect(lambda: frames.append(True))
    for _ in range(60):
        screen.settle()
    assert len(frames) <= 1, "something moves on a page that rests"
