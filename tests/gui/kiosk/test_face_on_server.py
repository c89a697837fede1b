"""The whole of it: server, card reader, camera in its own process, window; only the ends of the wires are simulated."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from hallcall.assets import load_texts
from hallcall.core.booking.limits import takes_bookings
from hallcall.core.days import local_time
from hallcall.core.identity import DocumentKind
from hallcall.face import Mode
from hallcall.face.consent import CONSENTS, record_consent
from hallcall.face.gallery import FaceStore, Gallery
from hallcall.face.looking import template_of
from hallcall.face.notice import write_notice
from hallcall.face.settings import FaceSettings, load_face_settings
from hallcall.kiosk.app import KioskApp, KioskSettings
from hallcall.sim.devices import PtyWire, SimIdReader, fictional_card
from hallcall.sim.devices.camera import SimCamera
from hallcall.sim.faces import DrawnFaceEngine, draw_face
from hallcall.ui.fonts import load_fonts
from helpers.face_fakes import HANDLING, card_with_photo
from helpers.live_server import LiveServer, RunningClock
from helpers.sample_halls import sample_hall
from helpers.scene import named, touch, walk
from helpers.small_hall import ALWAYS

_MACHINE = """
schema = 1
[machine]
id = "k1"
[face]
enabled = true
engine = "drawn"
handler = "某局"
contact = "12345"
ticket_days = 90
folder = "{faces}"
hall = "haibin"
impact_assessment = "PIA-1"
liveness = "off"
[[device]]
id = "idcard"
driver = "idcard.sdt"
transport = {{ kind = "serial", port = "{reader}" }}
[[device]]
id = "camera"
driver = "camera.cv"
transport = {{ kind = "video", source = "{camera}" }}
"""


def _until(done: Callable[[], bool]) -> None:
    for _ in range(4000):
        if done():
            return
        QTest.qWait(5)
    assert done()


@pytest.mark.feature("F029", "F032")
def test_a_visitor_agrees_lays_their_card_is_recognised_and_gets_a_number(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    load_fonts()
    hall = sample_hall("community")
    hall = replace(hall, calendars=tuple(replace(ALWAYS, id=calendar.id) for calendar in hall.calendars))
    card = fictional_card(random.Random(7), DocumentKind.RESIDENT, today=datetime.now(UTC).date())
    card = replace(card, photo_wlt=card_with_photo(3).photo_wlt)
    reader, camera = SimIdReader(), SimCamera(tmp_path / "camera.json")
    camera.behave(sees="people", people=(3,))
    machine = tmp_path / "machine.toml"
    faces = tmp_path / "faces"
    text = _MACHINE.format(reader=tmp_path / "reader", camera=camera.source, faces=faces)
    machine.write_text(text, encoding="utf-8")
    with LiveServer(tmp_path / "server", hall, RunningClock()) as server, PtyWire(tmp_path / "reader", reader):
        token = server.pair("kiosk", "K1").token
        app = KioskApp(KioskSettings(url=server.url, token=token, machine=machine))
        app.start()
        try:
            _until(lambda: app.kiosk is not None)
            kiosk = app.kiosk
            assert kiosk is not None

            def press(name: str) -> None:
                _until(lambda: any(item.objectName() == name for item in walk(app.view.rootObject())))
                QTest.qWait(20)
                touch(app.view, named(app.view.rootObject(), name))

            def shows(page: str) -> Callable[[], bool]:
                return lambda: kiosk.property("page") == page

            press("face.action")
            press("ways.verify")
            press("consent.yes")
            _until(shows("card"))
            assert camera.opens == 0
            reader.lay(card)
            _until(shows("item"))
            _until(lambda: not camera.is_lit)
            assert camera.opens == 1
            kiosk.chooseItem(str(hall.items[0].code))
            _until(lambda: kiosk.property("page") in {"ticket", "paperout"})
        finally:
            app.stop()
        (ticket,) = server.parts.feed.state.tickets.values()
        assert ticket.verified
    (kept,) = (faces / CONSENTS).glob("*.jsonl")
    told = kept.read_text(encoding="utf-8")
    assert told.count("\n") == 1
    assert card.number not in told
    assert card.name not in told


@pytest.mark.feature("F033", "F047")
def test_who_registered_for_today_is_found_types_four_places_and_is_checked_in(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    load_fonts()
    hall = sample_hall("community")
    hall = replace(
        hall,
        calendars=tuple(replace(ALWAYS, id=calendar.id) for calendar in hall.calendars),
        rules=replace(hall.rules, booking=replace(hall.rules.booking, early_min=120)),
    )
    camera = SimCamera(tmp_path / "camera.json")
    camera.behave(sees="people", people=(3,))
    machine, faces = tmp_path / "machine.toml", tmp_path / "faces"
    text = _MACHINE.format(reader=tmp_path / "reader", camera=camera.source, faces=faces)
    machine.write_text(text, encoding="utf-8")
    number = fictional_card(random.Random(7), DocumentKind.RESIDENT, today=datetime.now(UTC).date()).number
    document = {"kind": DocumentKind.RESIDENT.value, "number": number, "name": "王小明", "verified": True}
    item = next(one for one in hall.items if takes_bookings(hall, one.queue, datetime.now(UTC)) and one.parties == 1)
    with LiveServer(tmp_path / "server", hall, RunningClock()) as server, PtyWire(tmp_path / "reader", SimIdReader()):
        caller = server.pair("kiosk", "K1")
        booking = caller.do("booking.make", item=str(item.code), document=document, slot=None)["booking"]
        today = local_time(hall, datetime.now(UTC)).date()
        if local_time(hall, datetime.fromisoformat(booking["start"])).date() != today:
            pytest.skip("nothing is left of today")
        _register(load_face_settings(machine), booking["code"], today)
        app = KioskApp(KioskSettings(url=server.url, token=caller.token, machine=machine))
        app.start()
        try:
            _until(lambda: app.kiosk is not None)
            kiosk = app.kiosk
            assert kiosk is not None

            def press(name: str) -> None:
                _until(lambda: any(item.objectName() == name for item in walk(app.view.rootObject())))
                QTest.qWait(20)
                touch(app.view, named(app.view.rootObject(), name))

            for name in ("face.action", "ways.find", "consent.yes"):
                press(name)
            match = kiosk.property("faces").property("match")
            _until(lambda: bool(match.property("asks")))
            _until(lambda: not camera.is_lit)
            assert "王*明" in match.property("title")
            for place in number[-4:]:
                press(f"key.{place}")
            press("match.confirm")
            _until(lambda: kiosk.property("page") in {"ticket", "paperout"})
        finally:
            app.stop()
        (ticket,) = server.parts.feed.state.tickets.values()
        assert ticket.booking == booking["code"]
    assert list(faces.rglob("*.face")) == [], "it has served"


def _register(settings: FaceSettings, booking: str, today: date) -> None:
    """What the help desk does for somebody: a yes for today, and a picture."""
    store, engine = FaceStore(settings), DrawnFaceEngine()
    notice = write_notice(Mode.ONE_TO_MANY, HANDLING, load_texts("zh-CN"))
    record = record_consent(
        notice, store.subject(booking), birth=date(1990, 1, 1), day=today, at=datetime.now(UTC), machine="desk"
    )
    store.consents.give(record, notice)
    Gallery(store, engine, settings, lambda: today).enroll(booking, template_of(engine, draw_face(3)))
