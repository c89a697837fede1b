"""The bar, pixel for pixel in two states, and the counter over a real link to a real server.

`HALLCALL_GOLDEN=write pytest tests/gui/counter` draws the pictures anew: look at each one before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.core.errors import ConfigError
from hallcall.core.hall import CounterNumber
from hallcall.core.state import CounterStatus
from hallcall.counter.app import CounterApp, CounterSettings
from hallcall.counter.model import DeskStatus, Key
from hallcall.counter.widgets import CounterWindow, Mode
from hallcall.ui.fonts import load_fonts
from helpers.counter_server import MONDAY, FakeServer, make_desk, sample_hall
from helpers.live_server import PASSWORD, HandClock, LiveServer

_GOLDEN = Path(__file__).parent / "golden"
_STEP = 24
"""Grey levels that do not count: another build of the font rasteriser."""
_SHARE = 0.001


def _pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].astype(np.int16)


def _serve(window: CounterWindow, server: FakeServer) -> None:
    window.desk.press(Key.PRIMARY)
    server.wait(372)


def _call(window: CounterWindow, server: FakeServer) -> None:
    server.wait(8)


@pytest.mark.parametrize(("name", "act"), [("bar-calling", _call), ("bar-serving", _serve)])
def test_the_bar_looks_as_drawn(
    qapp: QApplication, name: str, act: Callable[[CounterWindow, FakeServer], None]
) -> None:
    load_fonts()
    qapp.setStyle("fusion")
    server = FakeServer()
    for _ in range(12):
        server.issue()
        server.wait(60)
    window = CounterWindow(make_desk(server), Mode.BAR)
    window.show()
    window.desk.press(Key.PRIMARY)
    server.wait(1)
    act(window, server)
    window.desk.tick()
    QApplication.processEvents()
    image = window.grab().toImage()
    window.close()
    path = _GOLDEN / f"{name}.png"
    if os.environ.get("HALLCALL_GOLDEN") == "write":
        _GOLDEN.mkdir(exist_ok=True)
        assert image.save(str(path))
    wanted = QImage(str(path))
    assert image.size() == wanted.size()
    differs = (np.abs(_pixels(image) - _pixels(wanted)) > _STEP).mean()
    assert differs < _SHARE, f"{differs:.2%} of {name} differ"


def _settings(url: str, token_file: Path) -> CounterSettings:
    return CounterSettings(server=url, token_file=token_file, counter=CounterNumber(1))


@pytest.mark.feature("F085", "F121")
def test_a_visit_over_a_real_link(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data", sample_hall(), HandClock(MONDAY)) as live:
        body = {"clerk": "1027", "name": "李芳", "password": PASSWORD}
        assert live.admin.post("/v1/admin/clerks", body).status_code == 200
        (tmp_path / "token").write_text(live.pair("counter", "C1").token)
        live.pair("kiosk", "K1").do("ticket.issue", item="GA-HZ-02", kiosk="K1", document=None, needs=[], phone=None)
        app = CounterApp(_settings(live.url, tmp_path / "token"))
        app.start()
        try:
            qtbot.waitUntil(lambda: app.desk.is_online and app.desk.hall is not None, timeout=10_000)
            QTest.keyClicks(app.window.login.clerk, "1027")
            QTest.keyClicks(app.window.login.password, PASSWORD)
            QTest.keyClick(app.window.login.password, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: app.desk.status is DeskStatus.IDLE, timeout=10_000)
            for status in (DeskStatus.CALLING, DeskStatus.SERVING, DeskStatus.IDLE):
                qtbot.wait(700)
                QTest.keyClick(app.window, Qt.Key.Key_F2)
                qtbot.waitUntil(lambda status=status: app.desk.status is status, timeout=10_000)
            assert app.desk.finished == 1
            QTest.keyClick(app.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
            qtbot.waitUntil(lambda: app.desk.status is DeskStatus.NOT_SIGNED_IN, timeout=10_000)
            qtbot.waitUntil(lambda: app.desk.state.status is CounterStatus.CLOSED, timeout=10_000)
        finally:
            app.close()


def test_a_machine_without_a_token_does_not_start(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"config\.missing"):
        CounterApp(_settings("http://127.0.0.1:1", tmp_path / "none"))
