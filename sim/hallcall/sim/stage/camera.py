"""Live pictures of an application's windows, as they stand on the (offscreen) screen; nothing is painted for them.

What is seen is all visible windows together, so that a menu or a question over the bar is part of the picture.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QWindow
from PySide6.QtQuick import QQuickWindow

_QUALITY = 88


@dataclass(slots=True)
class _Seen:
    """The last picture."""

    mark: str = ""
    is_stale: bool = True
    """A scene was painted since."""


class Camera:
    """Looks at this application's windows, in the GUI thread."""

    def __init__(self) -> None:
        self._seen = _Seen()
        self._watched: set[int] = set()

    def look(self, known: str, width: int) -> dict[str, Any]:
        """A picture, unless it is the one that is known already.

        Args:
            known: mark of the last picture that was taken.
            width: a wider picture is made so wide; in px.

        Returns:
            ``mark``; and, when the picture is another one than that known, ``width`` and ``height`` of the windows
            and ``jpeg`` in base64. An empty mark: no window is there.
        """
        windows = visible_windows()
        if not windows:
            return {"mark": ""}
        scenes = [window for window in windows if isinstance(window, QQuickWindow)]
        self._watch(scenes)
        if len(scenes) == len(windows) and not self._seen.is_stale and self._seen.mark == known:
            return {"mark": known}
        self._seen.is_stale = False
        image = _together(windows)
        self._seen.mark = f"{zlib.adler32(image.constBits()):08x}{image.height():04x}"
        if self._seen.mark == known:
            return {"mark": known}
        size = image.size()
        return {
            "mark": self._seen.mark,
            "width": size.width(),
            "height": size.height(),
            "jpeg": _jpeg(image if size.width() <= width else _smaller(image, width)),
        }

    def _watch(self, scenes: Sequence[QQuickWindow]) -> None:
        for scene in scenes:
            if id(scene) not in self._watched:
                self._watched.add(id(scene))
                scene.frameSwapped.connect(self._note)

    def _note(self) -> None:
        self._seen.is_stale = True


def visible_windows() -> list[QWindow]:
    """All windows that can be seen, back to front."""
    return [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]


def outline(windows: Sequence[QWindow]) -> QRect:
    """What the windows cover together, on the screen."""
    whole = QRect()
    for window in windows:
        whole = whole.united(window.geometry())
    return whole


def window_at(place: tuple[float, float]) -> tuple[QWindow, QPoint] | None:
    """The front window at a place of the picture, and the point in that window.

    Args:
        place: from the left and from the top, as shares of the picture.
    """
    windows = visible_windows()
    whole = outline(windows)
    point = whole.topLeft() + QPoint(int(place[0] * whole.width()), int(place[1] * whole.height()))
    for window in reversed(windows):
        if window.geometry().contains(point):
            return window, point - window.geometry().topLeft()
    return None


def _together(windows: Sequence[QWindow]) -> QImage:
    whole = outline(windows)
    image = QImage(whole.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for window in windows:
        shown = window.screen().grabWindow(window.winId())
        painter.drawPixmap(window.geometry().topLeft() - whole.topLeft(), shown)
    painter.end()
    return image


def _smaller(image: QImage, width: int) -> QImage:
    size = QSize(width, round(image.height() * width / image.width()))
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _jpeg(image: QImage) -> str:
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(content, "JPEG", _QUALITY)  # type: ignore[call-overload] - any device is taken
    return base64.b64encode(content.data().data()).decode("ascii")
