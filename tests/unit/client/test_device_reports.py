"""How the devices of a machine are is told to the server, at once or when it is back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, cast

import pytest
import structlog

from hallcall.client import Answer
from hallcall.client.device_reports import DeviceReports
from hallcall.core.commands import ReportDevice
from hallcall.core.errors import LinkError, Refused
from hallcall.hal import Capabilities, Device, DeviceEvent, DeviceId, Devices, Health, Reason, Status, StatusChanged

pytestmark = pytest.mark.feature("F211")

_GLASS = DeviceId("glass")
_NOW = datetime(2026, 11, 23, tzinfo=UTC)


class Shelf:
    """One device whose status is what the test says."""

    def __init__(self) -> None:
        self.now = Status(health=Health.ONLINE, since=_NOW)
        self.heard: list[Callable[[DeviceEvent], None]] = []

    def status(self) -> Mapping[DeviceId, Status]:
        return {_GLASS: self.now}

    def get(self, device: DeviceId) -> Device:
        return Device(id=device, driver="glass.modbus", capabilities=Capabilities(), status=self.now)

    def subscribe(self, callback: Callable[[DeviceEvent], None]) -> Callable[[], None]:
        self.heard.append(callback)
        return lambda: self.heard.remove(callback)

    def become(self, health: Health, *reasons: Reason) -> None:
        before, self.now = self.now, Status(health=health, reasons=frozenset(reasons), since=_NOW)
        for callback in self.heard:
            callback(StatusChanged(device=_GLASS, at=_NOW, status=self.now, before=before))


class Server:
    """Hears reports, unless it is away."""

    def __init__(self) -> None:
        self.is_away = False
        self.refuses = False
        self.asked = threading.Semaphore(0)
        self.told: list[tuple[str, str, tuple[str, ...]]] = []
        self.changed = threading.Condition()

    def send(self, command: Any, *, key: str | None = None) -> Future[Answer]:
        del key
        future: Future[Answer] = Future()
        assert isinstance(command, ReportDevice)
        if self.is_away:
            future.set_exception(LinkError("link.down"))
        elif self.refuses:
            future.set_exception(Refused("access.denied"))
        else:
            with self.changed:
                self.told.append((command.device, command.health, command.reasons))
                self.changed.notify_all()
            future.set_result(cast("Answer", None))
        self.asked.release()
        return future

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.told) >= count, 10)


def _reports(server: Server, shelf: Shelf) -> DeviceReports:
    return DeviceReports(server, cast("Devices", shelf), "C12", again_s=0.01)


def test_the_state_at_the_start_and_each_change_is_told_with_its_reasons() -> None:
    server, shelf = Server(), Shelf()
    with _reports(server, shelf):
        server.wait_for(1)
        shelf.become(Health.DEGRADED, Reason.LEASE_LOST)
        server.wait_for(2)
    assert server.told == [("C12/glass", "online", ()), ("C12/glass", "degraded", ("lease-lost",))]
    assert shelf.heard == []


def test_while_the_server_is_away_only_the_latest_state_is_kept() -> None:
    server, shelf = Server(), Shelf()
    server.is_away = True
    with _reports(server, shelf):
        shelf.become(Health.OFFLINE, Reason.UNPLUGGED)
        shelf.become(Health.FAULT, Reason.JAMMED)
        for _ in range(3):
            assert server.asked.acquire(timeout=10)
        server.is_away = False
        server.wait_for(1)
    assert set(server.told) == {("C12/glass", "fault", ("jammed",))}


def test_a_report_that_is_refused_is_logged_and_not_repeated() -> None:
    server, shelf = Server(), Shelf()
    server.refuses = True
    with structlog.testing.capture_logs() as logs, _reports(server, shelf):
        assert server.asked.acquire(timeout=10)
        assert not server.asked.acquire(timeout=0.1)
    assert [(log["event"], log["code"]) for log in logs] == [("device.report_refused", "access.denied")]
