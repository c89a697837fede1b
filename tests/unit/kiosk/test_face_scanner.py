"""Whoever looks at faces: the consent on the disk first, then the camera, and the screen never waits for either."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.assets import load_texts
from hallcall.core.errors import FaceError
from hallcall.face import FaceEngine, Mode
from hallcall.face.consent import ConsentBook
from hallcall.face.notice import write_notice
from hallcall.face.quality import Guidance
from hallcall.hal import IdCard
from hallcall.kiosk.face_scanner import FaceTools, HalFaceScanner, camera_of
from hallcall.kiosk.faces import keep_agreement
from hallcall.kiosk.model.face_port import Agreement, Judgement, Outcome, Sight
from hallcall.sim.faces.engine import DrawnFaceEngine
from helpers.face_fakes import CAMERA, HANDLING, FakeCamera, card_with_photo, child_with_photo, scene_of
from helpers.kiosk_fakes import NOW, card_of


class Scan:
    """A scanner, its camera, and what it told."""

    def __init__(self, folder: Path, bot: QtBot, make_engine: Callable[[], FaceEngine] = DrawnFaceEngine) -> None:
        self.camera = FakeCamera()
        self.book = ConsentBook(folder)
        self.bot = bot
        self.sights: list[Sight] = []
        self.ends: list[Judgement] = []
        self.scanner = HalFaceScanner(
            self.camera,
            CAMERA,
            HANDLING,
            FaceTools(make_engine=make_engine, record=lambda agreement: keep_agreement(self.book, agreement, "K1")),
        )
        self.scanner.seen.connect(self.sights.append)
        self.scanner.judged.connect(self.ends.append)

    def start(self, card: IdCard | None = None, guardian: str = "") -> int:
        card = card or card_with_photo()
        notice = write_notice(Mode.ONE_TO_ONE, HANDLING, load_texts("zh-CN"))
        agreement = Agreement(notice=notice, number=card.number, birth=card.birth, at=NOW, guardian=guardian)
        return self.scanner.start(card.photo_wlt, agreement)

    def end(self) -> Outcome:
        self.bot.waitUntil(lambda: bool(self.ends), timeout=20_000)
        return self.ends.pop().outcome

    def sees(self, guidance: Guidance) -> None:
        self.bot.waitUntil(lambda: any(sight.guidance is guidance for sight in self.sights), timeout=20_000)


@pytest.fixture
def scan(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Scan]:
    made = Scan(tmp_path / "consents", qtbot)
    yield made
    made.scanner.close()
    made.camera.close()


@pytest.mark.feature("F032")
def test_the_person_of_the_card_is_recognised_and_the_camera_closed(scan: Scan) -> None:
    scan.start()
    assert scan.end() is Outcome.SAME
    assert (scan.camera.opens, scan.camera.is_open) == (1, False)
    percents = [sight.done_percent for sight in scan.sights]
    assert percents == sorted(percents)
    assert percents[-1] == 100


@pytest.mark.feature("F032")
def test_somebody_else_is_not_the_person_of_the_card(scan: Scan) -> None:
    scan.camera.people = (2,)
    scan.start()
    assert scan.end() is Outcome.OTHER


@pytest.mark.feature("F032")
def test_two_people_are_asked_to_be_one(scan: Scan) -> None:
    scan.camera.people = (1, 2)
    scan.start()
    scan.sees(Guidance.ONE_PERSON)
    scan.camera.people = (1,)
    assert scan.end() is Outcome.SAME


@pytest.mark.feature("F029")
def test_the_consent_is_on_the_disk_before_the_camera_opens(scan: Scan) -> None:
    scan.camera.never_opens = True
    scan.start()
    scan.bot.waitUntil(lambda: len(scan.book.entries(NOW.date())) == 1, timeout=20_000)
    assert scan.camera.opens == 0
    text = "".join(path.read_text(encoding="utf-8") for path in scan.book._folder.rglob("*.jsonl"))
    assert card_with_photo().number not in text


@pytest.mark.feature("F236")
def test_records_go_when_their_time_is_over(scan: Scan) -> None:
    folder = scan.book._folder
    folder.mkdir(parents=True)
    old, young = folder / "2023-11-22.jsonl", folder / "2023-11-24.jsonl"
    for path in (old, young):
        path.write_text("")
    scan.start()
    assert scan.end() is Outcome.SAME
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.feature("F029")
def test_a_consent_that_cannot_be_recorded_opens_no_camera(scan: Scan) -> None:
    scan.book._folder.write_text("no folder")
    scan.start()
    assert scan.end() is Outcome.CAMERA
    assert scan.camera.opens == 0


@pytest.mark.feature("F029")
def test_a_child_without_a_guardian_opens_no_camera(scan: Scan) -> None:
    scan.start(child_with_photo())
    assert scan.end() is Outcome.CAMERA
    assert scan.camera.opens == 0
    scan.start(child_with_photo(), guardian=card_of().number)
    assert scan.end() is Outcome.SAME


def test_one_consent_covers_the_tries_of_one_visit(scan: Scan) -> None:
    scan.camera.people = (2,)
    notice = write_notice(Mode.ONE_TO_ONE, HANDLING, load_texts("zh-CN"))
    card = card_with_photo()
    agreement = Agreement(notice=notice, number=card.number, birth=card.birth, at=NOW.astimezone(UTC))
    for _ in range(2):
        scan.scanner.start(card.photo_wlt, agreement)
        assert scan.end() is Outcome.OTHER
    assert len(scan.book.entries(agreement.at.date())) == 1
    assert scan.camera.opens == 2


@pytest.mark.parametrize("photo", [b"", b"HALLCALL-SIM-WLT", b"\x89PNG\r\n\x1a\n torn"])
def test_a_photo_that_nobody_can_read_opens_no_camera(scan: Scan, photo: bytes) -> None:
    scan.start(replace(card_of(), photo_wlt=photo))
    assert scan.end() is Outcome.NO_PHOTO
    assert scan.camera.opens == 0
    assert scan.book.entries(NOW.date()) == []


@pytest.mark.feature("F030")
@pytest.mark.parametrize("trouble", ["hangs", "broken"])
def test_a_camera_that_gives_nothing_ends_the_look(scan: Scan, trouble: str) -> None:
    setattr(scan.camera, trouble, True)
    scan.start()
    assert scan.end() is Outcome.CAMERA
    assert not scan.camera.is_open


def test_who_cancels_is_not_looked_at_any_longer(scan: Scan) -> None:
    scan.camera.people = ()
    scan.start()
    scan.sees(Guidance.NOBODY)
    scan.scanner.stop()
    assert not scan.camera.is_open
    told = len(scan.sights)
    scan.bot.wait(100)
    assert len(scan.sights) <= told + 1
    assert not scan.ends
    assert scan.camera.opens == 1


@pytest.mark.feature("F030")
def test_an_engine_that_cannot_be_used_takes_the_offer_back(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    def no_engine() -> FaceEngine:
        raise FaceError("face.engine_missing", engine="sface", extra="face")

    scan = Scan(tmp_path, qtbot, no_engine)
    scan.start()
    assert scan.end() is Outcome.CAMERA
    assert not scan.scanner.is_available
    assert scan.camera.opens == 0
    scan.scanner.close()
    scan.camera.close()


def test_the_preview_is_a_mirror_and_shows_nothing_outside_of_the_oval(scan: Scan) -> None:
    scan.camera.people = (1,)
    scan.start()
    assert scan.end() is Outcome.SAME
    picture: QImage = scan.sights[0].picture
    corner = picture.pixelColor(5, 5)
    assert corner.name() == "#0f1b2d"
    left, right = scene_of(1)[240, 320 - 60], scene_of(1)[240, 320 + 60]
    assert list(left) != list(right)


def test_the_camera_is_found_by_what_it_can() -> None:
    camera = FakeCamera()
    assert camera_of(camera) == CAMERA
    camera.close()
