"""One kiosk on a fake server with fake devices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.hal import IdCard
from hallcall.kiosk.model.kiosk import Kiosk
from hallcall.ui.texts import ScreenTexts
from helpers.kiosk_fakes import FakeDevices, FakeServer, card_of


@dataclass
class Stand:
    """A kiosk and everything around it."""

    server: FakeServer
    devices: FakeDevices
    texts: ScreenTexts
    kiosk: Kiosk
    bot: QtBot

    @property
    def page(self) -> str:
        return str(self.kiosk.property("page"))

    def lay(self, card: IdCard | None = None) -> None:
        """Lay a card on the reader."""
        self.devices.cardLaid.emit(card or card_of())

    def take(self, code: str = "SB-01", card: IdCard | None = None) -> None:
        """Lay a card, touch an item, wait for the number."""
        self.lay(card)
        self.kiosk.chooseItem(code)
        self.wait(lambda: self.page in {"ticket", "paperout", "trouble"})

    def wait(self, done: Callable[[], bool]) -> None:
        self.bot.waitUntil(done, timeout=2000)

    def number(self) -> str:
        return str(self.kiosk.property("ticket").property("number"))

    def unlock(self) -> None:
        """Let the second after a touch be over."""
        self.kiosk.property("ticket")._asking._locked_until = 0.0

    def tick(self, seconds: int) -> None:
        """Let seconds pass without a touch."""
        for _ in range(seconds):
            self.kiosk.property("idle").tick()


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot) -> Stand:
    server, devices, texts = FakeServer(), FakeDevices(), ScreenTexts("zh-CN")
    kiosk = Kiosk(server, devices, texts, "K1", second_ms=3_600_000)
    return Stand(server, devices, texts, kiosk, qtbot)
