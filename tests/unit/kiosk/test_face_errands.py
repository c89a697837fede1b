"""Found and remembered by a real gallery on the disk, through a camera whose people turn their heads when asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.assets import load_texts
from hallcall.core.booking.book import BookingCode
from hallcall.core.errors import FaceError
from hallcall.face import Mode, Threshold
from hallcall.face.consent import ConsentRecord, LookRecord, Withdrawal
from hallcall.face.gallery import FaceStore, Gallery
from hallcall.face.liveness import Ask, ChallengeRules, Failure
from hallcall.face.notice import write_notice
from hallcall.face.settings import FaceSettings, Liveness
from hallcall.kiosk.face_memory import FolderMemory
from hallcall.kiosk.face_scanner import FaceTools, HalFaceScanner
from hallcall.kiosk.faces import keep_agreement
from hallcall.kiosk.model.face_port import Agreement, Errand, Judgement, Outcome, Sight, Withdrawn
from hallcall.sim.faces.engine import DrawnFaceEngine
from helpers.face_fakes import CAMERA, HANDLING, FakeCamera, card_with_photo
from helpers.kiosk_fakes import NOW

_PATIENT = ChallengeRules(straight_s=600.0, step_s=600.0, gap_s=600.0, pause_s=(0.05, 0.1), turn_deg=400.0)
"""Limits of time that no busy machine reaches."""
_TURNS = {Ask.TURN_LEFT: 30.0, Ask.TURN_RIGHT: -30.0}
CODE = BookingCode("00000017")
TODAY = NOW.date()


class Hall:
    """A kiosk's scanner and memory over one folder, and whoever stands before the camera."""

    def __init__(self, folder: Path, bot: QtBot) -> None:
        self.settings = FaceSettings(
            is_enabled=True, engine="drawn", hall="haibin", impact_assessment="PIA-1", folder=folder
        )
        self.store = FaceStore(self.settings)
        self.bot = bot
        self.camera = FakeCamera()
        self.obeys = True
        self.sights: list[Sight] = []
        self.ends: list[Judgement] = []
        self.scanner = self._scanner(_PATIENT)
        self.memory = FolderMemory(self.store, "K1")

    def _scanner(self, rules: ChallengeRules) -> HalFaceScanner:
        tools = FaceTools(
            make_engine=DrawnFaceEngine,
            record=lambda agreement: keep_agreement(self.store.consents, agreement, "K1", self.store),
            make_gallery=lambda engine, today: Gallery(self.store, engine, self.settings, today),
            rules=rules,
        )
        scanner = HalFaceScanner(self.camera, CAMERA, HANDLING, tools)
        scanner.seen.connect(self._see)
        scanner.judged.connect(self.ends.append)
        return scanner

    def use(self, rules: ChallengeRules) -> None:
        """Look with other limits."""
        self.scanner.close()
        self.scanner = self._scanner(rules)

    def _see(self, sight: Sight) -> None:
        self.sights.append(sight)
        if self.obeys:
            self.camera.turns_to = _TURNS.get(sight.ask, 0.0)

    def look(self, errand: Errand, *, person: int = 1) -> Judgement:
        """Somebody agrees and stands before the camera; their card is that of person 1."""
        self.camera.people = (person,)
        card = card_with_photo()
        is_found = errand is Errand.FIND
        agreement = Agreement(
            errand=errand,
            notice=write_notice(Mode.ONE_TO_MANY, HANDLING, load_texts("zh-CN")),
            number="" if is_found else card.number,
            birth=None if is_found else card.birth,
            booking=CODE if errand is Errand.REMEMBER else None,
            at=NOW,
        )
        self.scanner.start(b"" if is_found else card.photo_wlt, agreement)
        self.bot.waitUntil(lambda: bool(self.ends), timeout=60_000)
        return self.ends.pop()

    def remember(self) -> None:
        assert self.look(Errand.REMEMBER).outcome is Outcome.SAME

    def forget(self, code: str = CODE) -> Withdrawn:
        told: list[Withdrawn] = []
        self.memory.withdrawn.connect(told.append)
        asked = self.memory.forget([BookingCode(code)], NOW)
        self.bot.waitUntil(lambda: bool(told), timeout=20_000)
        assert told[0].asked == asked
        return told[0]


@pytest.fixture
def hall(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path / "faces", qtbot)
    yield made
    made.scanner.close()
    made.memory.close()
    made.camera.close()


@pytest.mark.feature("F033", "F034", "F236")
def test_who_is_remembered_is_found_later_and_what_is_recorded_names_nobody(hall: Hall) -> None:
    hall.remember()
    assert hall.memory.holds(CODE, TODAY)
    found = hall.look(Errand.FIND)
    assert (found.outcome, found.booking) == (Outcome.SAME, CODE)
    assert not hall.camera.is_open
    assert [type(entry) for entry in hall.store.consents.entries(TODAY)] == [ConsentRecord, LookRecord]
    text = "".join(path.read_text(encoding="utf-8") for path in hall.settings.folder.rglob("*.jsonl"))
    assert card_with_photo().number not in text
    assert CODE not in text
    asked = {sight.ask for sight in hall.sights} - {Ask.NOTHING, Ask.WAIT, Ask.STRAIGHT}
    assert asked <= {Ask.TURN_LEFT, Ask.TURN_RIGHT}
    assert asked


@pytest.mark.feature("F033")
def test_a_stranger_is_nobody_and_nothing_of_them_is_kept(hall: Hall) -> None:
    assert hall.look(Errand.FIND, person=2).outcome is Outcome.OTHER
    hall.remember()
    assert hall.look(Errand.FIND, person=2).outcome is Outcome.OTHER
    assert len(list(hall.settings.folder.rglob("*.face"))) == 1


@pytest.mark.feature("F033", "F032")
def test_nobody_is_remembered_by_somebody_elses_card(hall: Hall) -> None:
    assert hall.look(Errand.REMEMBER, person=2).outcome is Outcome.OTHER
    assert not hall.memory.holds(CODE, TODAY)


@pytest.mark.feature("F034")
def test_liveness_a_photo_that_never_turns_is_not_found(hall: Hall) -> None:
    hall.remember()
    hall.obeys = False
    hall.camera.turns_to = 0.0
    hall.use(replace(_PATIENT, step_s=0.2))
    found = hall.look(Errand.FIND)
    assert (found.outcome, found.failure, found.booking) == (Outcome.NOT_SHOWN, Failure.TOO_LATE, None)


@pytest.mark.feature("F034")
def test_liveness_somebody_else_cannot_finish_what_one_began(hall: Hall) -> None:
    hall.remember()

    def swap(sight: Sight) -> None:
        if sight.ask is not Ask.NOTHING:
            hall.camera.people = (2,)

    hall.scanner.seen.connect(swap)
    found = hall.look(Errand.FIND)
    assert (found.outcome, found.failure) == (Outcome.NOT_SHOWN, Failure.OTHER_PERSON)
    assert found.booking is None


@pytest.mark.feature("F029", "F236")
def test_who_is_forgotten_is_found_no_more_with_the_camera_off_and_no_engine(hall: Hall) -> None:
    hall.remember()
    told = hall.forget()
    assert (told.deleted, told.failed) == (1, False)
    assert not hall.memory.holds(CODE, TODAY)
    assert list(hall.settings.folder.rglob("*.face")) == []
    assert isinstance(hall.store.consents.entries(TODAY)[-1], Withdrawal)
    assert hall.forget().deleted == 0
    assert hall.look(Errand.FIND).outcome is Outcome.OTHER


@pytest.mark.feature("F236")
def test_who_has_checked_in_by_face_is_let_go_at_once(hall: Hall) -> None:
    hall.remember()
    hall.memory.let_go(CODE, TODAY)
    hall.bot.waitUntil(lambda: not hall.memory.holds(CODE, TODAY), timeout=20_000)
    assert hall.look(Errand.FIND).outcome is Outcome.OTHER


@pytest.mark.feature("F236")
def test_a_folder_that_refuses_is_told_as_a_failure(hall: Hall) -> None:
    hall.remember()
    (day,) = (hall.settings.folder / "consents").glob("*.jsonl")
    day.write_text("no record\n", encoding="utf-8")
    told = hall.forget()
    assert told.failed
    assert not hall.memory.holds(CODE, TODAY), "the template goes first"


@pytest.mark.feature("F033", "F236")
def test_a_site_without_an_impact_assessment_looks_for_nobody(hall: Hall) -> None:
    tools = FaceTools(make_engine=DrawnFaceEngine, record=lambda _: None)
    scanner = HalFaceScanner(hall.camera, CAMERA, HANDLING, tools)
    assert not scanner.can_find
    scanner.judged.connect(hall.ends.append)
    notice = write_notice(Mode.ONE_TO_MANY, HANDLING, load_texts("zh-CN"))
    scanner.start(b"", Agreement(errand=Errand.FIND, notice=notice, at=NOW))
    hall.bot.waitUntil(lambda: bool(hall.ends), timeout=20_000)
    assert hall.ends.pop().outcome is Outcome.CAMERA
    assert hall.camera.opens == 0
    scanner.close()


@pytest.mark.feature("F033")
def test_an_engine_that_must_not_search_takes_the_offer_back_and_keeps_that_of_the_card(hall: Hall) -> None:
    class Careful(DrawnFaceEngine):
        def threshold(self, mode: Mode, gallery: int = 1) -> Threshold:
            if mode is Mode.ONE_TO_MANY:
                raise FaceError("face.one_to_many", engine="careful")
            return super().threshold(mode, gallery)

    tools = FaceTools(
        make_engine=Careful,
        record=lambda _: None,
        make_gallery=lambda engine, today: Gallery(hall.store, engine, hall.settings, today),
    )
    hall.scanner.close()
    hall.scanner = HalFaceScanner(hall.camera, CAMERA, HANDLING, tools)
    hall.scanner.judged.connect(hall.ends.append)
    assert hall.scanner.can_find
    assert hall.look(Errand.FIND).outcome is Outcome.CAMERA
    assert (hall.scanner.can_find, hall.scanner.is_available, hall.camera.opens) == (False, True, 0)


@pytest.mark.feature("F034")
@pytest.mark.parametrize(
    ("chosen", "one", "many"),
    [(Liveness.OFF, False, False), (Liveness.MANY, False, True), (Liveness.ALWAYS, True, True)],
)
def test_liveness_is_asked_of_whom_the_site_says(chosen: Liveness, *, one: bool, many: bool) -> None:
    assert (chosen.is_for(Mode.ONE_TO_ONE), chosen.is_for(Mode.ONE_TO_MANY)) == (one, many)


def test_another_day_knows_nobody_of_this_one(hall: Hall) -> None:
    hall.remember()
    assert not hall.memory.holds(CODE, date(2026, 11, 24))
