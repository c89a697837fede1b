"""Starting the display over a counter: the link, the model, the window."""

from __future__ import annotations

from typing import Any

from hallcall.display.model.source import HallSource
from hallcall.display.model.window_screen import WindowModel
from hallcall.display.screen import Screen, run_screen
from hallcall.display.settings import WindowSettings

__all__ = ["WindowDisplay", "run"]


class WindowDisplay(Screen):
    """The display over a counter, fed by any source of hall data.

    Attributes:
        model: what it shows.
    """

    def __init__(self, source: HallSource, settings: WindowSettings, **model_options: Any) -> None:
        super().__init__(settings)
        self.model = WindowModel(source, settings.counter, keepsake=settings.keepsake, parent=self, **model_options)
        self.open("Window.qml", {"window": self.model})


def run(settings: WindowSettings) -> int:
    """Show the display over a counter until it is told to end.

    Raises:
        ConfigError: a font is missing.
    """
    return run_screen("hallcall-window", settings, lambda source: WindowDisplay(source, settings))
