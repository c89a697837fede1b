"""A display in its window, whatever it shows: two languages, one QML file, one link to the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from hallcall.assets import LANGUAGES
from hallcall.client import LinkSettings
from hallcall.display.model.source import HallSource
from hallcall.display.settings import ScreenSettings
from hallcall.ui.app import create_app, make_view, quit_on_signals
from hallcall.ui.link import LinkBridge
from hallcall.ui.texts import ScreenTexts

__all__ = ["Screen", "run_screen"]

_QML = Path(__file__).parent / "qml"


class Screen(QObject):
    """A display in its window.

    Attributes:
        texts: the large language; set ``texts.language`` to swap the two.
        view: the window.
    """

    view: QQuickView

    def __init__(self, settings: ScreenSettings) -> None:
        super().__init__()
        self._settings = settings
        self.texts = ScreenTexts(settings.language, self)
        self.second = ScreenTexts(_other(settings.language), self)
        self.texts.languageChanged.connect(self._swap)

    def open(self, qml: str, properties: Mapping[str, Any]) -> None:
        """Load what is shown.

        Args:
            qml: name of its file.
            properties: of its root, besides ``second``, the texts of the other language.
        """
        self.view = make_view(_QML / qml, self.texts, {**properties, "second": self.second}, import_paths=[_QML])
        self.view.resize(self._settings.width_px, self._settings.height_px)

    def _swap(self) -> None:
        self.second.setProperty("language", _other(str(self.texts.property("language"))))

    def show(self, *, fullscreen: bool = False) -> None:
        """Show the window; full screen without a pointer."""
        if fullscreen:
            self.view.setCursor(Qt.CursorShape.BlankCursor)
            self.view.showFullScreen()
        else:
            self.view.show()

    def close(self) -> None:
        """Take the window down while its model still lives."""
        self.view.close()
        self.view.setSource(QUrl())
        self.view.deleteLater()


def run_screen(name: str, settings: ScreenSettings, make: Callable[[HallSource], Screen]) -> int:
    """Show a display until it is told to end.

    Args:
        name: of the program.
        settings: where the server is and how large the window.
        make: the display, of what it follows.

    Raises:
        ConfigError: a font is missing, or the hall has no such display.
    """
    app: QGuiApplication = create_app(name, gpu=settings.gpu)
    quit_on_signals(app)
    link = LinkBridge(LinkSettings(url=settings.url, token=settings.token, certificates=settings.certificates))
    screen = make(link)
    screen.show(fullscreen=settings.fullscreen)
    link.start()
    try:
        return app.exec()
    finally:
        link.close()
        screen.close()


def _other(language: str) -> str:
    return next(other for other in LANGUAGES if other != language)
