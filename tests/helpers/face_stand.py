"""A kiosk that looks at faces, without a window: its parts, and what a visitor does there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pytestqt.qtbot import QtBot

from hallcall.kiosk.model.face_port import FaceParts, Outcome
from hallcall.kiosk.model.kiosk import Kiosk
from hallcall.ui.texts import ScreenTexts
from helpers.face_fakes import FakeMemory, FakeScanner, card_with_photo
from helpers.kiosk_fakes import FakeDevices, FakeServer


@dataclass
class FaceStand:
    """A kiosk that looks at faces."""

    server: FakeServer
    devices: FakeDevices
    scanner: FakeScanner
    memory: FakeMemory
    kiosk: Kiosk
    bot: QtBot

    @property
    def page(self) -> str:
        return str(self.kiosk.property("page"))

    @property
    def faces(self) -> Any:
        return self.kiosk.property("faces")

    @property
    def scan(self) -> Any:
        return self.faces.property("scan")

    def agree(self) -> None:
        self.faces.begin()
        self.faces.agree()

    def look(self) -> None:
        """Agree and lay a card: the camera is open."""
        self.agree()
        self.devices.cardLaid.emit(card_with_photo())
        assert self.page == "face"

    def seconds(self, many: int) -> None:
        for _ in range(many):
            self.scan.tick()

    def find(self, code: str) -> None:
        """Agree to be looked for, and be found by that booking."""
        self.scanner.can_find = True
        self.faces.begin()
        self.faces.find()
        self.faces.agree()
        self.scanner.judge(Outcome.SAME, code)

    def type(self, keys: str) -> None:
        """The last places of a number, and that it is they."""
        match = self.faces.property("match")
        for key in keys:
            match.pad.type(key)
        match.confirm()

    def known(self) -> None:
        """A card was laid, and its bookings are there."""
        self.devices.cardLaid.emit(card_with_photo())
        self.wait(lambda: bool(self.kiosk.property("bookings").todays()))

    def wait(self, done: Callable[[], bool]) -> None:
        self.bot.waitUntil(done, timeout=2000)


def face_stand(bot: QtBot) -> FaceStand:
    """A kiosk in Chinese whose clocks stand still."""
    server, devices, scanner, memory = FakeServer(), FakeDevices(), FakeScanner(), FakeMemory()
    kiosk = Kiosk(
        server,
        devices,
        ScreenTexts("zh-CN"),
        "K1",
        faces=FaceParts(scanner=scanner, memory=memory),
        second_ms=3_600_000,
    )
    return FaceStand(server, devices, scanner, memory, kiosk, bot)
