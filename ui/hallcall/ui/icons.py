"""Icons as an image provider: ``image://icon/<name>?color=0f1b2d&stroke=2`` at any size and colour.

The files are Lucide line drawings on a 24-unit grid (ISC licence beside them). Each is painted once for a name,
colour, stroke and size, and kept.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from hallcall.assets import asset_path

__all__ = ["IconProvider", "icon", "icon_image"]

_DEFAULT_PX = 48


@lru_cache(maxsize=512)
def icon_image(name: str, size_px: int, colour: str = "#0F1B2D", stroke: float = 2.0) -> QImage:
    """One icon as a picture with a transparent ground.

    Args:
        name: file name without ``.svg``.
        size_px: edge of the square picture.
        colour: what ``QColor`` understands, e.g. ``#0B4EA2``.
        stroke: width of the lines in 24ths of the edge; walls use 3.

    Raises:
        FileNotFoundError: no such icon is shipped.
    """
    drawing = asset_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", QColor(colour).name()).replace(
        'stroke-width="2"', f'stroke-width="{stroke:g}"'
    )
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    return image


def icon(name: str, size_px: int, colour: str = "#0F1B2D", stroke: float = 2.0) -> QIcon:
    """The icon for a widget."""
    return QIcon(QPixmap.fromImage(icon_image(name, size_px, colour, stroke)))


class IconProvider(QQuickImageProvider):
    """Serves ``image://icon/...`` to QML."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N803 - Qt's names
        """Paint the icon that ``id`` describes."""
        parts = urlsplit(id)
        query = parse_qs(parts.query)
        edge = max(requestedSize.width(), requestedSize.height())
        image = icon_image(
            parts.path,
            edge if edge > 0 else _DEFAULT_PX,
            f"#{query.get('color', ['0f1b2d'])[0]}",
            float(query.get("stroke", ["2"])[0]),
        )
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
