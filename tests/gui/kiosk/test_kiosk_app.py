"""The application put together: devices by the machine's file, the link, the window."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
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


@pytest.fixture
def silent_server() -> Iterator[socket.socket]:
    """Hears and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def _hear(listening: socket.socket) -> bytes:
    """The first words of a client, while the screen goes on."""
    listening.setblocking(False)
    heard: list[bytes] = []
    with contextlib.ExitStack() as stack:
        for _ in range(1000):
            with contextlib.suppress(BlockingIOError):
                caller = stack.enter_context(listening.accept()[0])
                caller.settimeout(5)
                heard.append(caller.recv(4096))
                QTest.qWait(20)
                break
            QTest.qWait(5)
    return b"".join(heard)


def _settings(url: str, folder: Path) -> KioskSettings:
    machine = folder / "machine.toml"
    machine.write_text(_MACHINE % (folder, folder), encoding="utf-8")
    return KioskSettings(url=url, token="t", machine=machine, width_px=540, height_px=960)


def test_without_server_and_devices_it_says_that_it_is_starting_and_ends_cleanly(
    qapp: QGuiApplication, tmp_path: Path, silent_server: socket.socket
) -> None:
    load_fonts()
    app = KioskApp(_settings(f"http://127.0.0.1:{silent_server.getsockname()[1]}", tmp_path))
    app.start()
    try:
        assert _hear(silent_server).startswith(b"GET /v1/hall")
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
