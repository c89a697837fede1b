"""Pictures that must not change unseen.

`HALLCALL_GOLDEN=write pytest tests/gui/kiosk` draws them anew: look at each one before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage

from hallcall.hal.document import Slip
from hallcall.kiosk.model.slip import PAPER_58_DOTS, PAPER_80_DOTS
from hallcall.ui.slip import SlipPainter, bitmap_image

if TYPE_CHECKING:
    from conftest import Screen

_GOLDEN = Path(__file__).parent / "golden"
_STEP = 24
"""Grey levels that do not count: another build of the font rasteriser."""
_SHARE = 0.001


def _pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].astype(np.int16)


def _check(image: QImage, name: str) -> None:
    path = _GOLDEN / f"{name}.png"
    if os.environ.get("HALLCALL_GOLDEN") == "write":
        _GOLDEN.mkdir(exist_ok=True)
        assert image.save(str(path))
    wanted = QImage(str(path))
    assert not wanted.isNull(), f"no golden picture {path.name}"
    assert image.size() == wanted.size()
    differs = (np.abs(_pixels(image) - _pixels(wanted)) > _STEP).mean()
    assert differs < _SHARE, f"{differs:.2%} of {name} differ"


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
    _check(screen.view.grabWindow(), name)


@pytest.mark.feature("F064")
@pytest.mark.parametrize(("name", "dots"), [("slip-80", PAPER_80_DOTS), ("slip-58", PAPER_58_DOTS)])
def test_a_slip_looks_as_it_did(screen: Screen, name: str, dots: int) -> None:
    screen.devices.paper_dots = dots
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    slip: Slip = screen.devices.slips[0][0]
    _check(bitmap_image(SlipPainter().draw_slip(slip, dots)), name)


def test_a_resting_page_paints_nothing(screen: Screen) -> None:
    frames: list[bool] = []
    screen.settle()
    screen.view.frameSwapped.connect(lambda: frames.append(True))
    for _ in range(60):
        screen.settle()
    assert len(frames) <= 1, "something moves on a page that rests"
