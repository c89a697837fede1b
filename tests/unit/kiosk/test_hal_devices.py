"""The devices of the machine, brought into the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.core.announcing import Priority
from hallcall.core.errors import ConfigError
from hallcall.core.languages import Language
from hallcall.hal import (
    CardLaid,
    CardProblem,
    CardRemoved,
    DeviceEvent,
    Devices,
    Health,
    Job,
    JobChanged,
    JobState,
    Status,
    StatusChanged,
)
from hallcall.hal.codec.scancode import CodeKind
from hallcall.hal.document import Slip
from hallcall.hal.interface import Device
from hallcall.hal.model import Capabilities, DeviceId
from hallcall.hal.ports.announcer import AnnouncerCapabilities, Say, SpeechFailed, SpeechFinished
from hallcall.hal.ports.keypad import PadKey, PadKeyPressed
from hallcall.hal.ports.printer import PrinterCapabilities
from hallcall.hal.ports.scanner import CodeProblem, CodeScanned
from hallcall.kiosk.model.devices import HEADPHONES, HalDevices
from helpers.kiosk_fakes import NOW, card_of

_ONLINE = Status(health=Health.ONLINE, since=NOW)
_CAN = {
    "printer.escpos": PrinterCapabilities(width_dots=384),
    "voice.announcer": AnnouncerCapabilities(zones=(HEADPHONES,), voices=("espeak",), languages=(Language.ZH,)),
}


class _Hal:
    """A machine with the devices a test gives it."""

    def __init__(self, **drivers: str) -> None:
        self.drivers = drivers
        self.heard: list[Callable[[DeviceEvent], None]] = []
        self.printed: list[tuple[str, Slip, str]] = []
        self.said: list[Say] = []

    def status(self) -> dict[DeviceId, Status]:
        return {DeviceId(name): _ONLINE for name in self.drivers}

    def get(self, device: DeviceId) -> Device:
        can = _CAN.get(self.drivers[device], Capabilities())
        return Device(id=device, driver=self.drivers[device], capabilities=can, status=_ONLINE)

    def subscribe(self, callback: Callable[[DeviceEvent], None]) -> Callable[[], None]:
        self.heard.append(callback)
        return lambda: self.heard.remove(callback)

    def print_slip(self, device: DeviceId, slip: Slip, request_id: str) -> None:
        self.printed.append((device, slip, request_id))

    def do(self, device: DeviceId, command: Say, request_id: str) -> None:
        assert (self.drivers[device], request_id) == ("voice.announcer", command.job)
        self.said.append(command)

    def happen(self, *events: DeviceEvent) -> None:
        """On a thread of their own, as devices do."""
        thread = threading.Thread(target=lambda: [told(event) for event in events for told in self.heard])
        thread.start()
        thread.join()


def _devices(hal: _Hal) -> HalDevices:
    return HalDevices(cast("Devices", hal))


def test_what_happens_on_a_devices_thread_is_told_in_the_gui_thread(qapp: QApplication, qtbot: QtBot) -> None:
    hal = _Hal(idcard="idcard.sdt", ticket="printer.escpos")
    devices = _devices(hal)
    heard: list[Any] = []
    job = Job(request_id="1", device=DeviceId("ticket"), state=JobState.SENT)

    def note(*what: Any) -> None:
        heard.append((QThread.currentThread() is qapp.thread(), what))

    for signal in (
        devices.cardLaid,
        devices.cardRemoved,
        devices.cardProblem,
        devices.jobChanged,
        devices.statusChanged,
    ):
        signal.connect(note)
    reader, printer, card = DeviceId("idcard"), DeviceId("ticket"), card_of()
    hal.happen(
        CardLaid(device=reader, at=NOW, card=card),
        CardRemoved(device=reader, at=NOW),
        CardProblem(device=reader, at=NOW, code="card.removed"),
        JobChanged(device=printer, at=NOW, job=job),
        StatusChanged(device=printer, at=NOW, status=_ONLINE, before=_ONLINE),
    )
    qtbot.waitUntil(lambda: len(heard) == 5)
    assert [what for _, what in heard] == [(card,), (), ("card.removed",), (job,), ("ticket", _ONLINE)]
    assert all(in_gui for in_gui, _ in heard)
    devices.close()
    assert hal.heard == []


def test_reader_and_printer_are_found_by_what_drives_them(qapp: QApplication) -> None:
    hal = _Hal(front="printer.escpos", right="idcard.sdt")
    devices = _devices(hal)
    assert devices.reader == devices.printer == _ONLINE
    assert devices.paper_dots == 384
    assert set(devices.statuses()) == {"front", "right"}
    devices.print_slip(Slip(blocks=()), "7")
    assert hal.printed == [("front", Slip(blocks=()), "7")]


def test_a_kiosk_without_a_printer_says_so(qapp: QApplication) -> None:
    devices = _devices(_Hal(right="idcard.sdt"))
    assert devices.printer is None
    assert devices.paper_dots == 0
    with pytest.raises(ConfigError):
        devices.print_slip(Slip(blocks=()), "7")


@pytest.mark.feature("F188")
def test_a_sentence_is_read_into_the_headphones_and_its_end_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    hal = _Hal(voice="voice.announcer")
    devices = _devices(hal)
    ended: list[str] = []
    devices.readEnded.connect(ended.append)
    assert devices.can_read_aloud
    devices.read_aloud("1", "身份证取号", Language.ZH)
    said = hal.said[0]
    assert (said.zone, said.text, said.priority) == (HEADPHONES, "身份证取号", Priority.PERSONAL)
    facts: dict[str, Any] = {"device": DeviceId("voice"), "at": NOW, "zone": HEADPHONES, "caption": ""}
    hal.happen(SpeechFailed(job="1", why="interrupted", **facts), SpeechFinished(job="2", **facts))
    qtbot.waitUntil(lambda: ended == ["1", "2"])


@pytest.mark.feature("F188")
def test_a_kiosk_without_headphones_reads_nothing(qapp: QApplication) -> None:
    hal = _Hal(right="idcard.sdt")
    devices = _devices(hal)
    assert not devices.can_read_aloud
    devices.read_aloud("1", "身份证取号", Language.ZH)
    assert hal.said == []


@pytest.mark.feature("F188")
def test_keys_that_can_be_felt_and_the_plug_of_the_headphones_are_told(qapp: QApplication, qtbot: QtBot) -> None:
    hal = _Hal(pad="keypad.frames")
    devices = _devices(hal)
    told: list[object] = []
    devices.padKey.connect(told.append)
    devices.headphones.connect(told.append)
    keys = (PadKey.HEADPHONES_IN, PadKey.DOWN, PadKey.HEADPHONES_OUT)
    hal.happen(*(PadKeyPressed(device=DeviceId("pad"), at=NOW, key=key) for key in keys))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [True, PadKey.DOWN, False]


@pytest.mark.feature("F118")
def test_what_the_scanner_reads_arrives_and_is_hidden_from_every_text(qtbot: QtBot) -> None:
    hal = _Hal(scanner="scanner.serial")
    devices = _devices(hal)
    assert (devices.scanner, devices.reader) == (_ONLINE, None)
    heard: list[Any] = []
    devices.codeScanned.connect(heard.append)
    devices.codeProblem.connect(lambda: heard.append("problem"))
    at = NOW
    hal.happen(
        CodeScanned(device=DeviceId("scanner"), at=at, kind=CodeKind.BOOKING, value="49192208"),
        CodeProblem(device=DeviceId("scanner"), at=at, code="code.unreadable"),
    )
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert (heard[0].kind, heard[0].value, heard[1]) == (CodeKind.BOOKING, "49192208", "problem")
    assert "49192208" not in repr(heard[0])
