"""What a visitor sees of themselves: their own face in an oval, as in a mirror, and a ring that fills.

All of it is one opaque picture, drawn outside of the GUI thread: the screen only has to show it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtQuick import QQuickImageProvider

from hallcall.face import Picture
from hallcall.kiosk.model.face_look import FaceLook

__all__ = ["FacePictures", "draw_face_picture"]

_OVAL: Final = QRectF(10, 10, 600, 752)
_SIZE: Final = QSize(620, 772)
_RING_PX: Final = 20
GROUND: Final = QColor("#0F1B2D")
_INSIDE: Final = QColor("#1C2A40")
_TRACK: Final = QColor("#5A6B82")
_BAR: Final = QColor("#FFC53D")
_FULL_TURN: Final = 360 * 16
_TOP: Final = 90 * 16


def draw_face_picture(picture: Picture | None, done_percent: int, *, is_mirrored: bool = False) -> QImage:
    """The oval with what the camera sees, and the ring around it.

    Args:
        picture: from the camera; None before the first.
        done_percent: of the ring, drawn in steps of ten.
        is_mirrored: the camera mirrors by itself.
    """
    canvas = QImage(_SIZE, QImage.Format.Format_RGB32)
    canvas.fill(GROUND)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = QPainterPath()
    inside.addEllipse(_OVAL)
    painter.fillPath(inside, _INSIDE)
    if picture is not None:
        painter.setClipPath(inside)
        _draw_cover(painter, picture, is_mirrored=is_mirrored)
        painter.setClipping(False)
    painter.setPen(QPen(_TRACK, _RING_PX))
    painter.drawEllipse(_OVAL)
    if done_percent >= 10:
        painter.setPen(QPen(_BAR, _RING_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(_OVAL, _TOP, -_FULL_TURN * (done_percent // 10) // 10)
    painter.end()
    return canvas


def _draw_cover(painter: QPainter, picture: Picture, *, is_mirrored: bool) -> None:
    """Fill the oval; what does not fit is left out on both sides."""
    height, width, _ = picture.shape
    image = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_BGR888)
    scale = max(_OVAL.width() / width, _OVAL.height() / height)
    part_width, part_height = _OVAL.width() / scale, _OVAL.height() / scale
    part = QRectF((width - part_width) / 2, (height - part_height) / 2, part_width, part_height)
    painter.save()
    if not is_mirrored:
        painter.translate(2 * _OVAL.center().x(), 0)
        painter.scale(-1, 1)
    painter.drawImage(_OVAL, image, part)
    painter.restore()


class FacePictures(QQuickImageProvider):
    """Serves ``image://face/<any>``: the picture of this moment. Nothing of it is kept."""

    def __init__(self, look: FaceLook) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._look = look

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N803 - Qt's names
        """What is seen now."""
        image = self._look.picture
        if image.isNull():
            image = draw_face_picture(None, 0)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
