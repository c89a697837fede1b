"""A camera knows the people of today who have agreed, and forgets them when they or the day say so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from hallcall.assets.texts import Texts
from hallcall.core.errors import FaceError
from hallcall.face import Mode, Template
from hallcall.face.consent import record_consent
from hallcall.face.gallery import STORED_WARNING, FaceStore, Gallery, GalleryCounts
from hallcall.face.matching import Verdict
from hallcall.face.notice import Handling, write_notice
from hallcall.face.settings import FaceSettings
from hallcall.sim.faces import DrawnFaceEngine

NOW = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 27)
HANDLING = Handling(handler="海滨区政务服务数据管理局", contact="12345", ticket_days=90)
TOMORROW = TODAY + timedelta(days=1)
pytestmark = [pytest.mark.feature("F033"), pytest.mark.feature("F236")]


class Calendar:
    """The hall's date, as a test sets it."""

    def __init__(self) -> None:
        self.today = TODAY

    def __call__(self) -> date:
        return self.today


@pytest.fixture
def settings(tmp_path: Path) -> FaceSettings:
    return FaceSettings(
        is_enabled=True,
        engine="drawn",
        hall="haibin",
        handling=HANDLING,
        impact_assessment="PIA-2026-01",
        folder=tmp_path / "face",
    )


@pytest.fixture
def store(settings: FaceSettings) -> FaceStore:
    return FaceStore(settings)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def engine() -> DrawnFaceEngine:
    return DrawnFaceEngine()


@pytest.fixture
def gallery(store: FaceStore, engine: DrawnFaceEngine, settings: FaceSettings, calendar: Calendar) -> Gallery:
    return Gallery(store, engine, settings, calendar)


@pytest.fixture
def agree(store: FaceStore) -> Callable[..., None]:
    def agree(booking: str, day: date = TODAY, mode: Mode = Mode.ONE_TO_MANY) -> None:
        notice = write_notice(mode, HANDLING, Texts("zh-CN"))
        record = record_consent(notice, store.subject(booking), birth=date(1990, 5, 1), day=day, at=NOW, machine="K1")
        store.consents.give(record, notice)

    return agree


def face(person: int, engine_id: str) -> Template:
    return Template(engine_id, np.random.default_rng(person).standard_normal(128).astype(np.float32))


def looks(person: int, engine: DrawnFaceEngine) -> list[Template]:
    return [face(person, engine.id)] * 3


def code(wanted: Callable[[], object]) -> str:
    with pytest.raises(FaceError) as refused:
        wanted()
    return refused.value.code


def test_somebody_who_agreed_is_found_by_their_booking(
    gallery: Gallery, agree: Callable[..., None], engine: DrawnFaceEngine
) -> None:
    for person, booking in enumerate(("B7K2", "C3M9", "D5P4")):
        agree(booking)
        gallery.enroll(booking, face(person, engine.id))
    match = gallery.find(looks(1, engine))
    assert match is not None
    assert (match.booking, match.search.verdict) == ("C3M9", Verdict.YES)
    stranger = gallery.find(looks(9, engine))
    assert stranger is not None
    assert stranger.search.verdict is Verdict.NO


def test_nobody_is_enrolled_without_consent_for_today_and_for_that(
    gallery: Gallery, agree: Callable[..., None], engine: DrawnFaceEngine, store: FaceStore
) -> None:
    agree("B7K2", day=TOMORROW)
    agree("B7K2", mode=Mode.ONE_TO_ONE)
    assert code(lambda: gallery.enroll("B7K2", face(1, engine.id))) == "face.consent_missing"
    assert store.counts(TODAY).stored == 0
    assert gallery.find(looks(1, engine)) is None


def test_searching_needs_an_impact_assessment(
    store: FaceStore, engine: DrawnFaceEngine, settings: FaceSettings, calendar: Calendar
) -> None:
    without = replace(settings, impact_assessment="")
    assert code(lambda: Gallery(store, engine, without, calendar)) == "face.assessment_missing"


def test_who_withdraws_is_deleted_at_once_also_by_another_process(
    gallery: Gallery, agree: Callable[..., None], engine: DrawnFaceEngine, store: FaceStore, settings: FaceSettings
) -> None:
    agree("B7K2")
    gallery.enroll("B7K2", face(1, engine.id))
    assert len(gallery) == 1
    assert FaceStore(settings).withdraw("B7K2", day=TODAY, at=NOW, machine="K2")
    assert store.counts(TODAY) == GalleryCounts(day=TODAY, stored=0, today=0, consenting=0)
    assert not list(settings.folder.glob("templates/*/*"))
    assert gallery.find(looks(1, engine)) is None
    assert code(lambda: gallery.enroll("B7K2", face(1, engine.id))) == "face.consent_missing"
    assert not store.withdraw("B7K2", day=TODAY, at=NOW, machine="K1"), "there is nothing left"


def test_a_consent_withdrawn_while_somebody_is_enrolled_leaves_nothing(
    gallery: Gallery,
    agree: Callable[..., None],
    engine: DrawnFaceEngine,
    store: FaceStore,
    settings: FaceSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    agree("B7K2")
    keep = store.keep

    def withdrawn_meanwhile(*arguments: object) -> None:
        store.withdraw("B7K2", day=TODAY, at=NOW, machine="K2")
        keep(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "keep", withdrawn_meanwhile)
    assert code(lambda: gallery.enroll("B7K2", face(1, engine.id))) == "face.consent_missing"
    assert not list(settings.folder.glob("templates/*/*"))


def test_the_day_ends_and_the_gallery_can_no_longer_be_read(
    gallery: Gallery,
    agree: Callable[..., None],
    engine: DrawnFaceEngine,
    settings: FaceSettings,
    calendar: Calendar,
    tmp_path: Path,
) -> None:
    agree("B7K2")
    gallery.enroll("B7K2", face(1, engine.id))
    thief = tmp_path / "thief"
    shutil.copytree(settings.folder / "templates", thief / "templates")
    calendar.today = TOMORROW
    assert gallery.find(looks(1, engine)) is None
    assert not list(settings.folder.glob("templates/*"))
    assert not list(settings.folder.glob("days/*"))
    # With what a thief has copied, the machine's root, the records of consent, and the clock turned back:
    shutil.copytree(thief / "templates", settings.folder / "templates", dirs_exist_ok=True)
    calendar.today = TODAY
    again = Gallery(FaceStore(settings), engine, settings, calendar)
    assert again.find(looks(1, engine)) is None
    assert len(again) == 0


def test_a_machine_that_was_off_overnight_ends_the_day_when_it_starts(
    gallery: Gallery, agree: Callable[..., None], engine: DrawnFaceEngine, store: FaceStore, settings: FaceSettings
) -> None:
    agree("B7K2")
    gallery.enroll("B7K2", face(1, engine.id))
    Gallery(FaceStore(settings), engine, settings, lambda: TOMORROW)
    assert store.vault.days() == []
    assert store.counts(TODAY).stored == 0
    assert store.consents.standing(store.subject("B7K2"), Mode.ONE_TO_MANY, TODAY) is not None, "kept three years"


def test_a_spoilt_template_does_not_keep_the_others_out(
    gallery: Gallery, agree: Callable[..., None], engine: DrawnFaceEngine, store: FaceStore, settings: FaceSettings
) -> None:
    for person, booking in enumerate(("B7K2", "C3M9")):
        agree(booking)
        gallery.enroll(booking, face(person, engine.id))
    path = settings.folder / "templates" / "2026-11-27" / f"{store.subject('B7K2')}.face"
    *content, last = path.read_bytes()
    path.write_bytes(bytes((*content, last ^ 1)))
    assert len(gallery) == 1
    match = gallery.find(looks(1, engine))
    assert match is not None
    assert match.booking == "C3M9"
    assert not store.holds("B7K2", TODAY), "nobody can read it: there is no reason to keep it"


def test_the_site_is_warned_before_it_must_file() -> None:
    def counts(stored: int) -> GalleryCounts:
        return GalleryCounts(day=TODAY, stored=stored, today=0, consenting=0)

    assert STORED_WARNING == 80_000
    assert [counts(n).is_warning for n in (79_999, 80_000)] == [False, True]
    assert [counts(n).must_file for n in (99_999, 100_000)] == [False, True]


def test_a_site_must_say_which_hall_it_is(settings: FaceSettings) -> None:
    assert code(lambda: FaceStore(replace(settings, hall=""))) == "face.hall_missing"
