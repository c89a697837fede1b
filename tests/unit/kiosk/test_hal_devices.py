"""The devices of the machine, brought into the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.core.errors import ConfigError
from hallcall.hal import (
    CardLaid,
    CardProblem,
    CardRemoved,
    DeviceEvent,
    Hal,
    Health,
    JobState,
    PrintJob,
    PrintJobChanged,
    Status,
    StatusChanged,
)
from hallcall.hal.document import Slip
from hallcall.hal.hub import Device
from hallcall.hal.model import Capabilities, DeviceId
from hallcall.kiosk.model.devices import HalDevices
from helpers.kiosk_fakes import NOW, card_of

_ONLINE = Status(health=Health.ONLINE, since=NOW)


class _Hal:
    """A machine with the devices a test gives it."""

    def __init__(self, **drivers: str) -> None:
        self.drivers = drivers
        self.heard: list[Callable[[DeviceEvent], None]] = []
        self.printed: list[tuple[str, Slip, str]] = []

    def status(self) -> dict[DeviceId, Status]:
        return {DeviceId(name): _ONLINE for name in self.drivers}

    def get(self, device: DeviceId) -> Device:
        width = 384 if self.drivers[device].startswith("printer") else 0
        return Device(
            id=device, driver=self.drivers[device], capabilities=Capabilities(width_dots=width), status=_ONLINE
        )

    def subscribe(self, callback: Callable[[DeviceEvent], None]) -> Callable[[], None]:
        self.heard.append(callback)
        return lambda: self.heard.remove(callback)

    def print_slip(self, device: DeviceId, slip: Slip, request_id: str) -> None:
        self.printed.append((device, slip, request_id))

    def happen(self, *events: DeviceEvent) -> None:
        """On a thread of their own, as devices do."""
        thread = threading.Thread(target=lambda: [told(event) for event in events for told in self.heard])
        thread.start()
        thread.join()


def _devices(hal: _Hal) -> HalDevices:
    return HalDevices(cast("Hal", hal))


def test_what_happens_on_a_devices_thread_is_told_in_the_gui_thread(qapp: QApplication, qtbot: QtBot) -> None:
    hal = _Hal(idcard="idcard.sdt", ticket="printer.escpos")
    devices = _devices(hal)
    heard: list[Any] = []
    job = PrintJob(request_id="1", device=DeviceId("ticket"), state=JobState.SENT)

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
        PrintJobChanged(device=printer, at=NOW, job=job),
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
