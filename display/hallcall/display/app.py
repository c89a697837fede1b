"""Starting a wall: the link, the model, the window."""

from __future__ import annotations

from typing import Any

from hallcall.display.model.source import HallSource
from hallcall.display.model.wall import WallModel
from hallcall.display.screen import Screen, run_screen
from hallcall.display.settings import DisplaySettings

__all__ = ["WallWindow", "run"]


class WallWindow(Screen):
    """A wall in its window, fed by any source of hall data.

    Attributes:
        model: what it shows.
    """

    def __init__(self, source: HallSource, settings: DisplaySettings, **model_options: Any) -> None:
        super().__init__(settings)
        self.model = WallModel(
            source,
            settings.place,
            reduced_motion=settings.reduced_motion,
            keepsake=settings.keepsake,
            playlist=settings.playlist,
            parent=self,
            **model_options,
        )
        self.open("Wall.qml", {"wall": self.model})


def run(settings: DisplaySettings) -> int:
    """Show a wall until it is told to end.

    Raises:
        ConfigError: a font is missing, or the hall has no such wall.
    """
    return run_screen("hallcall-display", settings, lambda source: WallWindow(source, settings))
