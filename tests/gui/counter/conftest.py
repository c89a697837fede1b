"""A clerk at a real window; windows of one test are gone before the next begins."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from hallcall.core import commands as cm
from hallcall.core.terms import CounterNumber
from hallcall.core.tickets import ClerkId
from hallcall.counter.model import Papers
from hallcall.counter.widgets import CounterWindow, Mode
from hallcall.hal import Devices
from hallcall.ui.fonts import load_fonts
from helpers.counter_clerk import Clerk, Start
from helpers.counter_server import FakeServer, make_desk, sign_in


@pytest.fixture(autouse=True)
def nothing_left_for_another_thread_to_take_apart() -> Iterator[None]:
    """What a test leaves in circles is collected here: Python would else do it in whatever thread comes along."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def fonts(qapp: QApplication) -> None:
    """The shipped fonts, loaded once as in the application."""
    load_fonts()
    qapp.setStyle("fusion")


@pytest.fixture
def start(fonts: None, tmp_path: Path) -> Iterator[Start]:
    windows: list[CounterWindow] = []

    def make(
        *,
        signed_in: bool = True,
        mode: Mode = Mode.WINDOW,
        language: str = "zh-CN",
        visitors: int = 4,
        devices: Devices | None = None,
    ) -> Clerk:
        server = FakeServer()
        server.do(cm.OpenCounter(counter=CounterNumber(5), clerk=ClerkId("2001")))
        server.do(cm.OpenCounter(counter=CounterNumber(15), clerk=ClerkId("2002")))
        server.do(cm.OpenCounter(counter=CounterNumber(16), clerk=ClerkId("2003"), paused=True))
        for item in ("GA-HZ-02", "GA-HZ-06", "GA-HZ-01", "GA-HZ-05")[:visitors]:
            server.issue(item)
            server.wait(60)
        desk = make_desk(server, signed_in=False, language=language)
        window = CounterWindow(desk, mode, papers=Papers(tmp_path / "prints", devices, desk))
        windows.append(window)
        window.show()
        window.activateWindow()
        if signed_in:
            sign_in(server, window.desk)
        QApplication.processEvents()
        return Clerk(server, window)

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
