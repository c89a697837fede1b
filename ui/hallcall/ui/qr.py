"""QR codes as an image provider: ``image://qr/<edge px>/<text>``, whole pixels a module, quiet zone drawn in.

Source: ISO/IEC 18004, quiet zone of four modules.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote

import segno
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickImageProvider

__all__ = ["QUIET_MODULES", "QrProvider", "fitting_module_px", "forget_codes", "qr_image", "qr_modules"]

QUIET_MODULES = 4
_INK = QColor("#0F1B2D")


@lru_cache(maxsize=64)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code's modules, row by row, True is dark, without quiet zone; error correction level M or better."""
    code = segno.make_qr(text, error="m")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def qr_image(text: str, module_px: int, ink: QColor = _INK) -> QImage:
    """The code on white, ``module_px`` pixels a module."""
    rows = qr_modules(text)
    edge = len(rows) + 2 * QUIET_MODULES
    small = QImage(edge, edge, QImage.Format.Format_RGB32)
    small.fill(QColor("white"))
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                small.setPixelColor(x + QUIET_MODULES, y + QUIET_MODULES, ink)
    return small.scaled(edge * module_px, edge * module_px)


def forget_codes() -> None:
    """Drop every code that was drawn: each leads to one visitor's page."""
    qr_modules.cache_clear()


def fitting_module_px(text: str, edge_px: int) -> int:
    """The most whole pixels a module with which the code and its quiet zone stay within ``edge_px``."""
    return max(1, edge_px // (len(qr_modules(text)) + 2 * QUIET_MODULES))


class QrProvider(QQuickImageProvider):
    """Serves ``image://qr/...`` to QML."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002, N803 - Qt's names
        """Draw the code that ``id`` describes."""
        edge_px, _, text = id.partition("/")
        text = unquote(text)
        image = qr_image(text, fitting_module_px(text, int(edge_px)))
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
