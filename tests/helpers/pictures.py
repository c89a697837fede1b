"""Pictures that must not change unseen: compared with the one that somebody has looked at."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickView
from PySide6.QtTest import QTest

_STEP = 24
"""Grey levels that do not count: another build of the font rasteriser."""
_SHARE = 0.001


def pixels(image: QImage) -> np.ndarray:
    """Rows, columns, red green blue."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(np.int16)


def looks_as_agreed(image: QImage, agreed: Path, giants: Iterable[QRectF] = ()) -> None:
    """Fail unless ``image`` is the agreed picture; ``HALLCALL_GOLDEN=write`` accepts it, look at it then.

    Args:
        image: what is shown now.
        agreed: the picture that somebody has looked at.
        giants: boxes of giant numbers (``helpers.scene.giants``). The font engine draws their edges up to a quarter of
            a pixel aside, by what it drew before; inside of them a pixel may also be something between its neighbours.
    """
    if os.environ.get("HALLCALL_GOLDEN") == "write":
        agreed.parent.mkdir(exist_ok=True)
        assert image.save(str(agreed))
    wanted = QImage(str(agreed))
    assert not wanted.isNull(), f"no agreed picture {agreed.name}"
    assert image.size() == wanted.size()
    found, golden = pixels(image), pixels(wanted)
    differs = (np.abs(found - golden) > _STEP).any(axis=2)
    is_between = _is_between_neighbours(found, golden)
    for giant in giants:
        inside = np.s_[int(giant.top()) : int(giant.bottom()) + 2, int(giant.left()) : int(giant.right()) + 2]
        differs[inside] &= ~is_between[inside]
    assert differs.mean() < _SHARE, f"{differs.mean():.2%} of the pixels of {agreed.name} differ: {_where(differs)}"


def _is_between_neighbours(found: np.ndarray, golden: np.ndarray) -> np.ndarray:
    around = np.stack([np.roll(golden, 1, axis=1), golden, np.roll(golden, -1, axis=1)])
    return ((found >= around.min(axis=0)) & (found <= around.max(axis=0))).all(axis=2)


def _where(differs: np.ndarray) -> str:
    """The box that holds all differences."""
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    return f"x {columns.min()} to {columns.max()}, y {rows.min()} to {rows.max()}"


def at_rest(view: QQuickView) -> QImage:
    """The page once nothing of it moves any more: words and cards find their places within a few frames."""
    shown = view.grabWindow()
    for _ in range(50):
        QTest.qWait(20)
        earlier, shown = shown, view.grabWindow()
        if shown == earlier:
            return shown
    raise AssertionError("the page never comes to rest")
