"""The real kiosk window on a fake server with fake devices."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest

from hallcall.hal import IdCard
from hallcall.kiosk.app import make_kiosk_view
from hallcall.kiosk.model.kiosk import Kiosk
from hallcall.ui.fonts import load_fonts
from hallcall.ui.texts import ScreenTexts
from helpers.kiosk_fakes import FakeDevices, FakeLocker, FakeServer, card_of
from helpers.scene import named, touch


@dataclass
class Screen:
    """A kiosk that can be seen and touched."""

    server: FakeServer
    devices: FakeDevices
    texts: ScreenTexts
    kiosk: Kiosk
    view: QQuickView

    @property
    def stage(self) -> QQuickItem:
        return named(self.view.rootObject(), "stage")

    @property
    def page(self) -> str:
        return str(self.kiosk.property("page"))

    def part(self, name: str) -> QObject:
        return self.kiosk.property(name)

    def see(self, name: str) -> QQuickItem:
        """What stands on the screen under that name."""
        return named(self.stage, name)

    def touch(self, name: str) -> None:
        """Touch what stands on the screen under that name."""
        touch(self.view, self.see(name))
        self.settle()

    def lay(self, card: IdCard | None = None) -> None:
        self.devices.cardLaid.emit(card or card_of())
        self.settle()

    def settle(self) -> None:
        """Let the screen follow."""
        for _ in range(4):
            QTest.qWait(1)

    def wait(self, done: Callable[[], bool]) -> None:
        for _ in range(400):
            if done():
                break
            QTest.qWait(5)
        assert done()
        self.settle()

    def tick(self, seconds: int) -> None:
        for _ in range(seconds):
            self.part("idle").tick()
        self.settle()

    def unlock(self) -> None:
        self.part("ticket")._asking._locked_until = 0.0


@pytest.fixture
def locker() -> FakeLocker | None:
    """A locker beside the kiosk, in tests that have one."""
    return None


@pytest.fixture
def screen(qapp: QGuiApplication, locker: FakeLocker | None) -> Iterator[Screen]:
    load_fonts()
    server, devices, texts = FakeServer(), FakeDevices(), ScreenTexts("zh-CN")
    kiosk = Kiosk(server, devices, texts, "K1", second_ms=3_600_000, locker=locker)
    view = make_kiosk_view(texts, kiosk)
    view.resize(1080, 1920)
    view.show()
    shown = Screen(server, devices, texts, kiosk, view)
    shown.settle()
    yield shown
    # No clock of this visit runs on into the next test.
    kiosk.property("pickup").wipe()
    view.close()
    view.deleteLater()
    QTest.qWait(1)
    gc.collect()
