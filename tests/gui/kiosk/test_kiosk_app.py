"""The application put together: devices by the machine's file, the link, the window."""

from __future__ import annotations

import contextlib
import random
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from hallcall.client.local_alarm import AlarmFile, LocalAlarm
from hallcall.core.errors import ConfigError
from hallcall.core.identity import DocumentKind
from hallcall.core.masking import mask_name
from hallcall.hal import Health, IdCard
from hallcall.kiosk.app import KioskApp, KioskSettings
from hallcall.sim.cable import Cable
from hallcall.sim.devices import PtyWire, SimIdReader, fictional_card
from hallcall.ui.fonts import load_fonts
from helpers.live_server import LiveServer, RunningClock
from helpers.sample_halls import sample_hall
from helpers.scene import named, walk
from helpers.small_hall import ALWAYS

_MACHINE = """
schema = 1
[machine]
id = "k1"
[[device]]
id = "idcard"
driver = "idcard.sdt"
transport = { kind = "serial", port = "%s/reader" }
[[device]]
id = "ticket"
driver = "printer.escpos"
transport = { kind = "serial", port = "%s/printer" }
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
        assert app.devices.paper_dots == 384
        assert app.devices.reader is not None
        assert app.devices.reader.health in {Health.STARTING, Health.OFFLINE}
        assert set(app.devices.statuses()) == {"idcard", "ticket"}
    finally:
        app.stop()


@pytest.mark.feature("F113")
@pytest.mark.parametrize("knows_the_hall", [True, False])
def test_switched_on_without_the_server_it_still_tells_people_to_leave(
    qapp: QGuiApplication, tmp_path: Path, *, knows_the_hall: bool
) -> None:
    load_fonts()
    data = tmp_path / "data" if knows_the_hall else None
    with LiveServer(tmp_path / "server", sample_hall("community")) as server:
        settings = replace(
            _settings(server.url, tmp_path),
            token=server.pair("kiosk", "K1").token,
            data=data,
            keepsake=tmp_path / "K1.evacuation",
        )
        app = KioskApp(settings)
        app.start()
        try:
            _until(lambda: app.kiosk is not None)
            assert app.kiosk is not None
            _until(lambda: not knows_the_hall or app.kiosk.property("machine").property("holdsNumbers"))
            server.pair("guide", "g1").do("emergency.begin")
            _until(lambda: app.kiosk.property("page") == "evacuate")
        finally:
            app.stop()
    again = KioskApp(settings)
    again.start()
    try:
        _until(lambda: bool(_texts(again, "kind")))
        assert _texts(again, "title") == "请立即离开大厅"
        assert (again.kiosk is not None) is knows_the_hall
    finally:
        again.stop()


@pytest.mark.parametrize("was_closed", [True, False], ids=["closed at the start", "closed later"])
def test_a_kiosk_that_never_met_its_server_follows_the_contact_of_its_machine(
    qapp: QGuiApplication, silent_server: socket.socket, tmp_path: Path, *, was_closed: bool
) -> None:
    load_fonts()
    contact = AlarmFile(tmp_path)
    alarm = LocalAlarm(since=datetime.now(UTC), contacts=("key",), key="K")
    contact.write(alarm if was_closed else None)
    url = f"http://127.0.0.1:{silent_server.getsockname()[1]}"
    app = KioskApp(replace(_settings(url, tmp_path), keepsake=tmp_path / "K1.evacuation"))
    app.start()
    try:
        if not was_closed:
            QTest.qWait(50)
            assert not _texts(app, "kind")
        for _ in range(2):
            contact.write(alarm)
            _until(lambda: _texts(app, "title") == "请立即离开大厅")
            contact.write(None)
            _until(lambda: not _texts(app, "kind"))
            assert app.kiosk is None
    finally:
        app.stop()


def _texts(app: KioskApp, name: str) -> str:
    """What stands at that place; empty when nothing does."""
    found = [item for item in walk(app.view.rootObject()) if item.objectName() == name]
    return str(found[0].property("text")) if found else ""


@pytest.mark.feature("F062")
def test_a_card_laid_while_the_kiosk_is_starting_is_not_lost(
    qapp: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_fonts()
    reader = SimIdReader()
    card = fictional_card(random.Random(7), DocumentKind.RESIDENT, today=datetime.now(UTC).date())
    with (
        LiveServer(tmp_path / "server", sample_hall("community")) as server,
        PtyWire(tmp_path / "reader", reader),
    ):
        settings = replace(_settings(server.url, tmp_path), token=server.pair("kiosk", "K1").token)
        app = KioskApp(settings)
        reach = app._bridge.start
        monkeypatch.setattr(app._bridge, "start", lambda: None)
        app.start()
        try:
            reader.lay(card)
            QTest.qWait(700)
            reach()
            for _ in range(2000):
                if app.kiosk is not None and app.kiosk.property("page") == "item":
                    break
                QTest.qWait(5)
            assert mask_name(card.name) in named(app.view.rootObject(), "title").property("text")
        finally:
            app.stop()


def test_a_machine_file_that_is_not_there_is_said_at_the_start(qapp: QGuiApplication, tmp_path: Path) -> None:
    load_fonts()
    with pytest.raises(ConfigError, match=r"config\.missing"):
        KioskApp(KioskSettings(url="http://127.0.0.1:9", token="t", machine=tmp_path / "none.toml"))


def test_the_token_is_not_part_of_what_a_log_would_show(tmp_path: Path) -> None:
    settings = KioskSettings(url="http://127.0.0.1:9", token="secret-token", machine=tmp_path)
    assert "secret-token" not in repr(settings)


@pytest.mark.feature("F080")
def test_a_kiosk_goes_on_without_its_server_starts_without_it_and_tells_it_afterwards(
    qapp: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_fonts()
    monkeypatch.setattr("hallcall.kiosk.app.START_ALONE_MS", 50)
    hall = sample_hall("community")
    always = tuple(replace(ALWAYS, id=calendar.id) for calendar in hall.calendars)
    hall = replace(hall, calendars=always)
    item = hall.items[0].code
    today = datetime.now(UTC).date()
    cards = [fictional_card(random.Random(seed), DocumentKind.RESIDENT, today=today) for seed in (1, 2)]

    def take(app: KioskApp, card: IdCard) -> str:
        assert app.kiosk is not None
        app.kiosk.wipe()
        app.kiosk.property("ticket")._asking._locked_until = 0.0
        app.kiosk.take_card(card)
        app.kiosk.chooseItem(item)
        _until(lambda: app.kiosk is not None and app.kiosk.property("page") in {"ticket", "paperout"})
        assert app.kiosk.property("ticket").property("offline") is True
        return str(app.kiosk.property("ticket").property("number"))

    with LiveServer(tmp_path / "server", hall, RunningClock()) as server, Cable(server.url) as cable:
        settings = replace(_settings(cable.url, tmp_path), token=server.pair("kiosk", "K1").token, data=tmp_path)
        app = KioskApp(settings)
        app.start()
        try:
            _until(lambda: app.kiosk is not None and bool(app.kiosk.property("machine").property("holdsNumbers")))
            cable.pull()
            _until(lambda: not bool(app.kiosk and app.kiosk.property("machine").property("connected")))
            assert take(app, cards[0]) == "A800"
        finally:
            app.stop()
        app = KioskApp(settings)
        app.start()
        try:
            _until(lambda: app.kiosk is not None and not bool(app.kiosk.property("machine").property("connected")))
            assert take(app, cards[1]) == "A801"
            cable.plug()
            _until(lambda: len(server.parts.feed.state.tickets) == 2)
        finally:
            app.stop()
        waiting = sorted(server.parts.feed.state.tickets.values(), key=lambda ticket: ticket.seniority)
        assert [ticket.number for ticket in waiting] == ["A800", "A801"]
        assert all(ticket.person and ticket.verified for ticket in waiting)


def _until(done: Callable[[], bool]) -> None:
    for _ in range(3000):
        if done():
            return
        QTest.qWait(5)
    assert done()
