"""Starting a wall: the link, the model, the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from hallcall.assets import LANGUAGES
from hallcall.client import LinkSettings
from hallcall.display.model.source import HallSource
from hallcall.display.model.wall import WallModel
from hallcall.display.settings import DisplaySettings
from hallcall.ui.app import create_app, make_view, quit_on_signals
from hallcall.ui.link import LinkBridge
from hallcall.ui.texts import ScreenTexts

__all__ = ["WallWindow", "run"]

_QML = Path(__file__).parent / "qml"


class WallWindow(QObject):
    """A wall in its window, fed by any source of hall data.

    Attributes:
        model: what it shows.
        texts: the large language; set ``texts.language`` to swap the two.
        view: the window.
    """

    def __init__(self, source: HallSource, settings: DisplaySettings, **model_options: Any) -> None:
        super().__init__()
        self.model = WallModel(
            source, settings.place, reduced_motion=settings.reduced_motion, parent=self, **model_options
        )
        self.texts = ScreenTexts(settings.language, self)
        self.second = ScreenTexts(_other(settings.language), self)
        self.texts.languageChanged.connect(self._swap)
        self.view: QQuickView = make_view(
            _QML / "Wall.qml", self.texts, {"wall": self.model, "second": self.second}, import_paths=[_QML]
        )
        self.view.resize(settings.width_px, settings.height_px)

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


def run(settings: DisplaySettings) -> int:
    """Show a wall until it is told to end.

    Raises:
        ConfigError: a font is missing, or the hall has no such wall.
    """
    app: QGuiApplication = create_app("hallcall-display", gpu=settings.gpu)
    quit_on_signals(app)
    link = LinkBridge(LinkSettings(url=settings.url, token=settings.token, certificates=settings.certificates))
    window = WallWindow(link, settings)
    window.show(fullscreen=settings.fullscreen)
    link.start()
    try:
        return app.exec()
    finally:
        link.close()
        window.close()


def _other(language: str) -> str:
    return next(other for other in LANGUAGES if other != language)
