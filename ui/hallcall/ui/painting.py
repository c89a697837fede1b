"""Drawing slips in a process without a window."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from hallcall.ui.fonts import load_fonts
from hallcall.ui.slip import SlipPainter

__all__ = ["open_painter"]

_alive: list[QGuiApplication] = []
"""Qt draws text only while there is an application."""


def open_painter() -> SlipPainter:
    """Somebody who draws with the shipped fonts; call it from the main thread.

    Raises:
        ConfigError: the shipped fonts are missing or not the shipped ones.
    """
    if QGuiApplication.instance() is None:
        _alive.append(QGuiApplication(["hallcall"]))
    load_fonts()
    return SlipPainter()
