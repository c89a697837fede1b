"""Painting with the tokens: fonts in pixels, colours by role, text whose ink sits in the middle of its box."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from hallcall.ui.icons import icon_image
from hallcall.ui.theme import load_tokens

LINE = 1.32
"""Height of a line in em: a little less than the face's own line box, which leaves room for scripts not used here."""


@cache
def colour(role: str) -> QColor:
    """The colour of a role of the tokens."""
    value = load_tokens().colours()[role]
    if len(value) == 9:
        return QColor(f"#{value[7:9]}{value[1:7]}")
    return QColor(value)


@cache
def face(px: int, *, bold: bool = False) -> QFont:
    """The shipped face at a size, in one of its two weights, with figures of equal width."""
    font = QFont(load_tokens().family)
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def text_width(text: str, font: QFont) -> int:
    """Pixels that ``text`` takes."""
    return QFontMetrics(font).horizontalAdvance(text)


def fitting_face(text: str, width: int, px: int, least: int, *, bold: bool = False) -> QFont:
    """The face at the largest size, from ``px`` down to ``least``, at which ``text`` fits ``width``."""
    sizes = range(px, least - 1, -1)
    return face(next((size for size in sizes if text_width(text, face(size, bold=bold)) <= width), least), bold=bold)


def draw_text(
    painter: QPainter,
    box: QRect,
    text: str,
    font: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of text, its letters centred between top and bottom of ``box``, cut with … where it is too long.

    Source:
        hall-screens.md section 1, optical centring: the middle of the letters lies 0.0675 em below that of the line.
    """
    shift = load_tokens().face["opticalShift"] * font.pixelSize()
    painter.setFont(font)
    painter.setPen(ink)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
    painter.drawText(QRectF(box).translated(0, -shift), align | Qt.AlignmentFlag.AlignVCenter, shown)


def draw_icon(painter: QPainter, box: QRect, name: str, ink: QColor, stroke: float = 2.0) -> None:
    """An icon of the shipped set, sharp on the screen it is drawn on."""
    ratio = painter.device().devicePixelRatioF()
    picture = QPixmap.fromImage(icon_image(name, round(box.width() * ratio), ink.name(), stroke))
    picture.setDevicePixelRatio(ratio)
    painter.drawPixmap(box.topLeft(), picture)


def draw_plate(painter: QPainter, box: QRectF, fill: QColor, edge: QColor | None, radius: float = 8.0) -> None:
    """A rounded plate; its edge is one pixel wide and lies inside the box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(QPen(edge, 1.0) if edge is not None else Qt.PenStyle.NoPen)
    inset = 0.5 if edge is not None else 0.0
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def draw_key(painter: QPainter, centre: QPointF, name: str, fill: QColor, ink: QColor, px: int = 14) -> None:
    """A key cap with the name of a key."""
    size = key_size(name, px)
    box = QRect(
        round(centre.x() - size.width() / 2), round(centre.y() - size.height() / 2), size.width(), size.height()
    )
    draw_plate(painter, QRectF(box), fill, None, 4)
    draw_text(painter, box, name, face(px), ink, Qt.AlignmentFlag.AlignHCenter)


def key_size(name: str, px: int = 14) -> QSize:
    """Size of a key cap."""
    return QSize(text_width(name, face(px)) + 14, round(px * 1.5))


def open_painter(widget: QWidget) -> QPainter:
    """A painter for a widget, with smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    return painter
