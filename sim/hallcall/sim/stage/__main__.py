"""``python -m hallcall.sim.stage APPLICATION SETTINGS``: one real application on a stage.

SETTINGS is JSON: ``url``, ``token_file``, ``name``, ``language``, ``place`` ([x, y, width, height] or null), and what
the application needs besides (``machine`` of a kiosk, ``counter`` and ``has_bar`` of a counter, ``counter`` of the
display over it and of the rating tablet on it).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QGuiApplication

from hallcall.config.logs import log_to_stderr
from hallcall.core.terms import CounterNumber
from hallcall.sim.stage.hands import Stage

_KIOSK_PX = (1080, 1920)
_WALL_PX = (1920, 1080)
_BAR_PX = (1920, 360)
_TABLET_PX = (1280, 800)


def main(arguments: list[str]) -> int:
    """Run the application until it is closed or the parent is gone."""
    log_to_stderr()
    application, given = arguments[0], json.loads(arguments[1])
    stage = Stage()
    code = {"kiosk": _kiosk, "display": _display, "counter": _counter, "window": _window, "rating": _rating}[
        application
    ](given)
    del stage
    return code


def _kiosk(given: dict[str, Any]) -> int:
    from hallcall.kiosk.app import KioskSettings, run

    width, height = _size(given, _KIOSK_PX)
    return run(
        KioskSettings(
            url=given["url"],
            token=_token(given),
            kiosk=given["name"],
            machine=Path(given["machine"]),
            data=Path(given["token_file"]).parent,
            keepsake=_keepsake(given),
            language=given["language"],
            width_px=width,
            height_px=height,
        )
    )


def _display(given: dict[str, Any]) -> int:
    from hallcall.display.app import run
    from hallcall.display.settings import DisplaySettings

    width, height = _size(given, _WALL_PX)
    return run(
        DisplaySettings(
            url=given["url"],
            token=_token(given),
            wall=given["name"],
            keepsake=_keepsake(given),
            language=given["language"],
            width_px=width,
            height_px=height,
        )
    )


def _counter(given: dict[str, Any]) -> int:
    from hallcall.counter.app import CounterSettings, run
    from hallcall.counter.widgets import Mode

    place = given.get("place")
    return run(
        CounterSettings(
            server=given["url"],
            token_file=Path(given["token_file"]),
            data=Path(given["token_file"]).parent,
            keepsake=_keepsake(given),
            counter=CounterNumber(given["counter"]),
            language=given["language"],
            mode=Mode.BAR if given.get("has_bar") else Mode.WINDOW,
            position=(place[0], place[1]) if place else None,
        )
    )


def _window(given: dict[str, Any]) -> int:
    from hallcall.display.settings import WindowSettings
    from hallcall.display.window import run

    width, height = _size(given, _BAR_PX)
    return run(
        WindowSettings(
            url=given["url"],
            token=_token(given),
            keepsake=_keepsake(given),
            counter=CounterNumber(given["counter"]),
            language=given["language"],
            width_px=width,
            height_px=height,
        )
    )


def _rating(given: dict[str, Any]) -> int:
    from hallcall.display.rating import run
    from hallcall.display.settings import RatingSettings

    width, height = _size(given, _TABLET_PX)
    return run(
        RatingSettings(
            url=given["url"],
            token=_token(given),
            counter=CounterNumber(given["counter"]),
            language=given["language"],
            width_px=width,
            height_px=height,
        )
    )


def _keepsake(given: dict[str, Any]) -> Path:
    return Path(given["token_file"]).with_suffix(".evacuation")


def _token(given: dict[str, Any]) -> str:
    return Path(given["token_file"]).read_text(encoding="utf-8").strip()


def _size(given: dict[str, Any], usual: tuple[int, int]) -> tuple[int, int]:
    """The window's size; a window with a place is put there once it is open."""
    place = given.get("place")
    if not place:
        return usual
    QTimer.singleShot(0, lambda: _put(QRect(*place)))
    return place[2], place[3]


def _put(place: QRect) -> None:
    for window in QGuiApplication.topLevelWindows():
        window.setPosition(QPoint(place.x(), place.y()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
