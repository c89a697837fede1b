"""A whole kiosk with scanner and locker on their wires: production drivers, a real server, a visitor with a code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from hallcall.client.lockers import FILE, LockerStore
from hallcall.core.hall import Hall
from hallcall.core.lockers import BoxState, Parcel
from hallcall.hal.codec.scancode import parcel_text
from hallcall.kiosk.app import KioskApp, KioskSettings
from hallcall.sim.devices import PtyWire
from hallcall.sim.devices.locker import SimLocker
from hallcall.sim.devices.scanner import SimScanner
from hallcall.ui.fonts import load_fonts
from helpers.live_server import Caller, LiveServer, RunningClock
from helpers.sample_halls import sample_hall
from helpers.small_hall import ALWAYS

_MACHINE = """
schema = 1
[machine]
id = "k1"
[[device]]
id = "scanner"
driver = "scanner.serial"
transport = {{ kind = "serial", port = "{folder}/scanner" }}
again_ms = 0
[[device]]
id = "locker"
driver = "locker.lock8a"
transport = {{ kind = "serial", port = "{folder}/locker" }}
poll_ms = 30
"""
CODE = "482913"


@dataclass
class Corner:
    """A kiosk in its corner of the hall."""

    app: KioskApp
    server: LiveServer
    machine: Caller
    scanner: SimScanner
    locker: SimLocker

    @property
    def page(self) -> str:
        return str(self.app.kiosk.property("page")) if self.app.kiosk is not None else "starting"

    def say(self, part: str, name: str) -> str:
        assert self.app.kiosk is not None
        return str(self.app.kiosk.property(part).property(name))

    def until(self, done: Callable[[], bool]) -> None:
        for _ in range(3000):
            if done():
                return
            QTest.qWait(5)
        assert done()


def _always_open() -> Hall:
    hall = sample_hall("community")
    return replace(hall, calendars=tuple(replace(ALWAYS, id=calendar.id) for calendar in hall.calendars))


@pytest.fixture
def corner(qapp: QGuiApplication, tmp_path: Path) -> Iterator[Corner]:
    load_fonts()
    (tmp_path / "machine.toml").write_text(_MACHINE.format(folder=tmp_path), encoding="utf-8")
    waits = Parcel(box=3, document="营业执照", state=BoxState.STORED, at=datetime.now(UTC))
    with LockerStore(tmp_path / FILE) as store:
        store.keep(waits, [CODE])
    with ExitStack() as stack:
        scanner, locker = SimScanner(), SimLocker()
        stack.enter_context(PtyWire(tmp_path / "scanner", scanner))
        stack.enter_context(PtyWire(tmp_path / "locker", locker, baud=None))
        server = stack.enter_context(LiveServer(tmp_path / "server", _always_open(), RunningClock()))
        machine = server.pair("kiosk", "K1")
        settings = KioskSettings(
            url=server.url,
            token=machine.token,
            machine=tmp_path / "machine.toml",
            locker=tmp_path,
            width_px=540,
            height_px=960,
        )
        app = KioskApp(settings)
        stack.callback(app.stop)
        corner = Corner(app, server, machine, scanner, locker)
        app.start()
        corner.until(lambda: corner.page == "home" and corner.say("codes", "works") == "True")
        yield corner


@pytest.mark.feature("F118", "F065")
def test_a_slip_under_the_scanner_shows_its_number(corner: Corner) -> None:
    item = corner.server.parts.hall.items[0].code
    ticket = corner.machine.do("ticket.issue", item=item)["ticket"]
    corner.scanner.scan(f"http://elsewhere.example/t/{ticket['token']}")
    corner.until(lambda: corner.page == "ticket")
    assert corner.say("ticket", "number") == ticket["number"]


@pytest.mark.feature("F118")
@pytest.mark.parametrize(
    ("scanned", "title"),
    [
        (b"x" * 4096, "没有看清这个码"),
        (b"\x1b[2J\x07\x00" + b"49192208", "没有看清这个码"),
        ("\u202egnp.exe".encode(), "没有看清这个码"),
        (b"\xff\xfe\xfd", "没有看清这个码"),
        (b"https://elsewhere.example/pay?to=1", "这不是本大厅的码"),
        (b"99999999", "没有这个预约了"),
    ],
)
def test_whatever_is_held_there_gets_a_kind_page_and_is_not_written_down(
    corner: Corner, caplog: pytest.LogCaptureFixture, scanned: bytes, title: str
) -> None:
    corner.scanner.scan(scanned)
    corner.until(lambda: corner.page == "trouble")
    assert corner.say("trouble", "title") == title
    told = corner.say("trouble", "title") + corner.say("trouble", "text") + caplog.text
    assert scanned.decode("utf-8", "replace")[:40] not in told


@pytest.mark.feature("F152")
def test_a_scanned_code_opens_the_box_and_the_closed_door_ends_it(corner: Corner) -> None:
    corner.until(lambda: corner.say("pickup", "works") == "True")
    corner.scanner.scan(parcel_text(3, "111111"))
    corner.until(lambda: corner.say("pickup", "problem") == "取件码不对，还可以试 4 次")
    assert corner.locker.driven == []
    corner.scanner.scan(parcel_text(3, CODE))
    corner.until(lambda: corner.say("pickup", "state") == "open")
    assert corner.locker.driven == [3]
    corner.locker.shut(3)
    corner.until(lambda: corner.say("pickup", "state") == "done")
