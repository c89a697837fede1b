"""The application put together: devices by the machine's file, the link, the window."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from hallcall.core.errors import ConfigError
from hallcall.hal import Health
from hallcall.kiosk.app import KioskApp, KioskSettings
from hallcall.ui.fonts import load_fonts
from helpers.scene import named

_MACHINE = """
schema = 1
[machine]
id = "k1"
[[device]]
id = "idcard"
driver = "idcard.sdt"
transport = { kind = "serial", port = "%s/no-reader" }
[[device]]
id = "ticket"
driver = "printer.escpos"
transport = { kind = "serial", port = "%s/no-printer" }
width_dots = 384
"""


def _settings(folder: Path) -> KioskSettings:
    machine = folder / "machine.toml"
    machine.write_text(_MACHINE % (folder, folder), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return KioskSettings(url=f"http://127.0.0.1:{port}", token="t", machine=machine, width_px=540, height_px=960)


def test_without_server_and_devices_it_says_that_it_is_starting_and_ends_cleanly(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    load_fonts()
    app = KioskApp(_settings(tmp_path))
    app.start()
    try:
        QTest.qWait(50)
        assert named(app.view.rootObject(), "title").property("text") == "正在启动，请稍等"
        assert app.view.width() == 540
        assert app.devices is not None
        assert app.devices.paper_dots == 384
        assert app.devices.reader is not None
        assert app.devices.reader.health in {Health.STARTING, Health.OFFLINE}
        assert set(app.devices.statuses()) == {"idcard", "ticket"}
    finally:
        app.stop()


def test_a_machine_file_that_is_not_there_is_said_at_the_start(qapp: QGuiApplication, tmp_path: Path) -> None:
    load_fonts()
    with pytest.raises(ConfigError, match=r"config\.missing"):
        KioskApp(KioskSettings(url="http://127.0.0.1:9", token="t", machine=tmp_path / "none.toml"))


def test_the_token_is_not_part_of_what_a_log_would_show(tmp_path: Path) -> None:
    settings = KioskSettings(url="http://127.0.0.1:9", token="secret-token", machine=tmp_path)
    assert "secret-token" not in repr(settings)
