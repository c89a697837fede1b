"""Hands, eyes and a camera for a Qt application that runs in this process.

Touches are real touch events of a touch device, keys real key events; what is read is what the scene shows.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from typing import Any, TypeAlias

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPointingDevice, QWindow
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from hallcall.sim.actor import ActorError, answer, take_output
from hallcall.sim.stage.camera import Camera, window_at
from hallcall.sim.stage.frames import Frames

_Place: TypeAlias = tuple[float, float]
_STROKE_STEPS = 6


class Stage(QObject):
    """Takes requests from standard input into the GUI thread. Make it before the application runs."""

    _heard = Signal(str)
    _ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._touch: QPointingDevice | None = None
        self._camera = Camera()
        self._frames = Frames(_texts, _widgets)
        self._answers = take_output()
        self._heard.connect(self._obey_line, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._quit, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, name="stage", daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._heard.emit(line)
        self._ended.emit()

    @Slot()
    def _quit(self) -> None:
        QCoreApplication.quit()

    @Slot(str)
    def _obey_line(self, line: str) -> None:
        self._answers.write(answer(json.loads(line), self._obey) + "\n")

    def _obey(self, request: dict[str, Any]) -> dict[str, Any]:
        match request["do"]:
            case "tap":
                self._tap(request["name"])
            case "touch":
                self._touch_at(_place(request["at"]), _place(request["to"]))
            case "key":
                _press(request["keys"])
            case "type":
                QTest.keyClicks(_keyboard_target(), request["text"])
            case "watch":
                self._frames.watch(request["text"])
            case "grab":
                _grab(request["path"])
            case _:
                return self._tell(request)
        return {}

    def _tell(self, request: dict[str, Any]) -> dict[str, Any]:
        """What is seen on the screen."""
        match request["do"]:
            case "texts":
                return {"texts": _texts()}
            case "has":
                return {"has": _has(request["name"])}
            case "text":
                return {"text": _text_of(request["name"])}
            case "shown":
                return {"shown": sorted({name for name in _names() if name})}
            case "painted":
                return {"at": self._frames.painted_at}
            case "look":
                return self._camera.look(request["known"], request["width"])
            case other:
                raise ActorError(f"cannot do {other}")

    def _tap(self, name: str) -> None:
        window, place = _find(name)
        if isinstance(window, QQuickWindow):
            self._stroke(window, place, place)
        else:
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def _touch_at(self, at: _Place, to: _Place) -> None:
        """Touch a place of the picture, or stroke from one to another; on widgets it is a click."""
        found = window_at(at)
        if found is None:
            raise ActorError("no window there")
        window, point = found
        if isinstance(window, QQuickWindow):
            way = QPoint(round((to[0] - at[0]) * window.width()), round((to[1] - at[1]) * window.height()))
            self._stroke(window, point, point + way)
            return
        for top in _widgets():
            if top.windowHandle() is window:
                child = top.childAt(point) or top
                QTest.mouseClick(
                    child, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, child.mapFrom(top, point)
                )

    def _stroke(self, window: QQuickWindow, begin: QPoint, end: QPoint) -> None:
        if self._touch is None:
            self._touch = QTest.createTouchDevice()
        QTest.touchEvent(window, self._touch).press(0, begin, window).commit()
        if begin != end:
            for step in range(1, _STROKE_STEPS + 1):
                QTest.touchEvent(window, self._touch).move(
                    0, begin + (end - begin) * step / _STROKE_STEPS, window
                ).commit()
        QTest.touchEvent(window, self._touch).release(0, end, window).commit()


def _place(given: Any) -> _Place:
    return float(given[0]), float(given[1])


def _press(keys: str) -> None:
    """A key with its modifiers, ``F2`` or ``Shift+Return``."""
    *held, name = keys.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for modifier in held:
        modifiers |= Qt.KeyboardModifier[f"{modifier}Modifier"]
    QTest.keyClick(_keyboard_target(), Qt.Key[f"Key_{name}"], modifiers)


def _windows() -> list[QWindow]:
    return [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]


def _widgets() -> list[Any]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and all below it that can be seen, back to front."""
    if not shiboken6.isValid(item) or not item.isVisible() or item.opacity() == 0:
        return
    yield item
    for child in item.childItems():
        yield from _items(child)


def _scene() -> Iterator[tuple[QQuickWindow, QQuickItem]]:
    for window in _windows():
        if isinstance(window, QQuickWindow):
            for item in _items(window.contentItem()):
                yield window, item


def _visible_children() -> Iterator[Any]:
    from PySide6.QtWidgets import QWidget

    for top in _widgets():
        yield top
        yield from (child for child in top.findChildren(QWidget) if child.isVisible())


def _texts() -> list[str]:
    """The text of everything that shows one."""
    found = [str(text) for _, item in _scene() if (text := item.property("text")) and str(text).strip()]
    if _widgets():
        found += [str(text) for child in _visible_children() if (text := child.property("text"))]
    return found


def _names() -> list[str]:
    found = [item.objectName() for _, item in _scene() if item.isEnabled()]
    if _widgets():
        found += [child.objectName() for child in _visible_children() if child.isEnabled()]
    return found


def _quick_item(name: str) -> QQuickItem | None:
    """An item by name, looked for by Qt first: walking a scene from Python is slow. Delegates are found by the walk."""
    for window in _windows():
        if isinstance(window, QQuickWindow):
            found = window.contentItem().findChild(QQuickItem, name)
            if isinstance(found, QQuickItem) and found.isVisible():
                return found
    return next((item for _, item in _scene() if item.objectName() == name), None)


def _named_widget(name: str) -> Any:
    """A widget that can be seen, by name; None when there is none."""
    if not _widgets():
        return None
    from PySide6.QtWidgets import QWidget

    found = (widget.findChild(QWidget, name) for widget in _widgets())
    return next((child for child in found if child is not None and child.isVisible()), None)


def _has(name: str) -> bool:
    """Whether it is on the screen and can be touched."""
    widget = _named_widget(name)
    if widget is not None:
        return bool(widget.isEnabled())
    item = _quick_item(name)
    return item is not None and item.isEnabled()


def _text_of(name: str) -> str:
    """What it says; empty when it is not on the screen."""
    shown = _named_widget(name) or _quick_item(name)
    return str(shown.property("text") or "") if shown is not None else ""


def _find(name: str) -> tuple[Any, QPoint]:
    """The window or widget that shows ``name``, and the middle of it there."""
    for window, item in _scene():
        if item.objectName() == name:
            if not item.isEnabled():
                raise ActorError(f"{name} cannot be touched now")
            middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
            if not 0 <= middle.x() < window.width() or not 0 <= middle.y() < window.height():
                raise ActorError(f"{name} is outside of the screen")
            return window, middle.toPoint()
    if _widgets():
        for child in _visible_children():
            if child.objectName() == name:
                return child, child.rect().center()
    raise ActorError(f"{name} is not on the screen")


def _keyboard_target() -> Any:
    """Where a key press goes: the focused widget, also of a window that the desktop has not put in front."""
    if _widgets():
        from PySide6.QtWidgets import QApplication

        front = QApplication.activeModalWidget() or QApplication.activeWindow() or _widgets()[-1]
        return QApplication.focusWidget() or front.focusWidget() or front
    windows = _windows()
    if not windows:
        raise ActorError("no window")
    return QGuiApplication.focusWindow() or windows[0]


def _grab(path: str) -> None:
    """Save a picture of the biggest window."""
    pictures = [window.grabWindow() for window in _windows() if isinstance(window, QQuickWindow)]
    pictures += [widget.grab().toImage() for widget in _widgets()]
    if not pictures:
        raise ActorError("no window")
    biggest = max(pictures, key=lambda picture: picture.width() * picture.height())
    if not biggest.save(path):
        raise ActorError(f"cannot write {path}")
