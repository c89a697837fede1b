"""Garbage that holds Qt objects goes in the GUI thread, whoever makes garbage when."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from hallcall.ui.garbage import GuiGarbage


class Leaf(QObject):
    """A Qt object in a circle, so that only a collection frees it; tells in which thread it went."""

    def __init__(self, gone: list[str]) -> None:
        super().__init__()
        self._me = self
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.current_thread().name)


def test_garbage_made_in_another_thread_is_collected_in_this_one(qtbot: QtBot, qapp: QCoreApplication) -> None:
    gone: list[str] = []
    keeper = GuiGarbage(qapp)
    try:
        Leaf(gone)

        def make_garbage() -> None:
            for _ in range(200_000):
                circle: list[object] = []
                circle.append(circle)

        busy = threading.Thread(target=make_garbage, name="link")
        busy.start()
        busy.join()
        assert gone == []
        qtbot.waitUntil(lambda: gone == ["MainThread"], timeout=5000)
        assert not gc.isenabled()
    finally:
        keeper.setParent(None)
        keeper.deleteLater()
