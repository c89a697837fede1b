"""Nobody's face is compared before they have read who does what with it and agreed, and they may take that back."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hallcall.assets.texts import LANGUAGES, Texts
from hallcall.core.errors import FaceError
from hallcall.face import Mode
from hallcall.face.consent import ConsentBook, ConsentRecord, Withdrawal, needs_guardian, record_consent
from hallcall.face.notice import Handling, Notice, Part, write_notice

HANDLING = Handling(handler="海滨区政务服务数据管理局", contact="12345", ticket_days=90)
NOW = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 27)
GROWN_UP = date(1990, 5, 1)
pytestmark = [pytest.mark.feature("F029"), pytest.mark.feature("F236")]


def notice(mode: Mode = Mode.ONE_TO_MANY, language: str = "zh-CN", handling: Handling = HANDLING) -> Notice:
    return write_notice(mode, handling, Texts(language))


def consent(subject: str = "5f", mode: Mode = Mode.ONE_TO_MANY, day: date = TODAY) -> ConsentRecord:
    return record_consent(notice(mode), subject, birth=GROWN_UP, day=day, at=NOW, machine="K1")


@pytest.fixture
def book(tmp_path: Path) -> ConsentBook:
    return ConsentBook(tmp_path / "consents")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", Mode)
def test_the_notice_tells_everything_that_the_law_asks_for(mode: Mode, language: str) -> None:
    text = notice(mode, language)
    assert [paragraph.part for paragraph in text.paragraphs] == list(Part)
    assert all(paragraph.label and paragraph.sentence for paragraph in text.paragraphs)
    assert HANDLING.handler in text.sentence(Part.HANDLER)
    assert HANDLING.contact in text.sentence(Part.HANDLER)
    assert "90" in text.sentence(Part.RETENTION)
    assert "10" in text.sentence(Part.RETENTION)


def test_one_face_and_many_have_texts_of_their_own() -> None:
    one, many = notice(Mode.ONE_TO_ONE), notice(Mode.ONE_TO_MANY)
    assert one.version != many.version
    assert "身份证上的照片" in one.text
    assert "身份证上的照片" not in many.text


def test_a_changed_word_is_another_version() -> None:
    moved = Handling(handler=HANDLING.handler, contact="12346", ticket_days=90)
    assert notice().version == notice().version
    assert len({notice().version, notice(language="en").version, notice(handling=moved).version}) == 3


@pytest.mark.parametrize(
    ("handler", "contact", "days", "missing"),
    [(" ", "12345", 90, "handler"), ("局", "", 90, "contact"), ("", "", 0, "handler contact ticket_days")],
)
def test_a_site_that_has_not_said_who_it_is_has_no_notice(handler: str, contact: str, days: int, missing: str) -> None:
    with pytest.raises(FaceError) as refused:
        Handling(handler=handler, contact=contact, ticket_days=days)
    assert refused.value.code == "face.notice_incomplete"
    assert refused.value.fields == {"missing": missing}


@pytest.mark.parametrize(
    ("birth", "needed"),
    [(date(2012, 11, 27), False), (date(2012, 11, 28), True), (GROWN_UP, False), (None, True)],
)
def test_a_child_or_somebody_of_unknown_age_cannot_agree_alone(birth: date | None, needed: bool) -> None:
    assert needs_guardian(birth, TODAY) is needed


def test_a_guardian_agrees_for_a_child_and_is_recorded() -> None:
    child = date(2015, 1, 1)
    with pytest.raises(FaceError) as refused:
        record_consent(notice(), "5f", birth=child, day=TODAY, at=NOW, machine="K1")
    assert refused.value.code == "face.guardian_needed"
    record = record_consent(notice(), "5f", birth=child, day=TODAY, at=NOW, machine="K1", guardian="9a")
    assert record.guardian == "9a"


def test_consent_is_kept_with_the_text_that_was_read(book: ConsentBook) -> None:
    book.give(consent(), notice())
    found = book.standing("5f", Mode.ONE_TO_MANY, TODAY)
    assert found == consent()
    assert found is not None
    assert book.notice_text(found.notice) == notice().text


def test_consent_holds_for_its_day_and_its_purpose_only(book: ConsentBook) -> None:
    book.give(consent(mode=Mode.ONE_TO_ONE), notice(Mode.ONE_TO_ONE))
    assert book.standing("5f", Mode.ONE_TO_MANY, TODAY) is None
    assert book.standing("5f", Mode.ONE_TO_ONE, date(2026, 11, 28)) is None
    assert book.standing("60", Mode.ONE_TO_ONE, TODAY) is None


def test_a_withdrawn_consent_holds_no_longer_and_stays_on_record(book: ConsentBook) -> None:
    book.give(consent(), notice())
    assert book.withdraw("5f", Mode.ONE_TO_MANY, day=TODAY, at=NOW, machine="K1")
    assert book.standing("5f", Mode.ONE_TO_MANY, TODAY) is None
    assert [type(entry) for entry in book.entries(TODAY)] == [ConsentRecord, Withdrawal]
    assert not book.withdraw("5f", Mode.ONE_TO_MANY, day=TODAY, at=NOW, machine="K1")
    book.give(consent(), notice())
    assert book.standing("5f", Mode.ONE_TO_MANY, TODAY) == consent()


def test_a_record_of_another_text_is_a_defect(book: ConsentBook) -> None:
    with pytest.raises(ValueError, match=consent().notice):
        book.give(consent(), notice(language="en"))


def test_records_are_kept_three_years(book: ConsentBook) -> None:
    for day in (date(2023, 11, 26), date(2023, 11, 27), TODAY):
        book.give(consent(day=day), notice())
    assert book.forget(TODAY) == 1
    assert book.entries(date(2023, 11, 26)) == []
    assert book.entries(date(2023, 11, 27)) == [consent(day=date(2023, 11, 27))]
    assert ConsentBook(Path("/nonexistent/consents")).forget(date(2028, 2, 29)) == 0


def test_a_line_that_the_power_cut_is_dropped_and_the_next_is_whole(book: ConsentBook, tmp_path: Path) -> None:
    book.give(consent("5f"), notice())
    path = tmp_path / "consents" / "2026-11-27.jsonl"
    with path.open("ab") as file:
        file.write(b'{"type":"withdrawn","subj')
    assert set(book.standing_all(Mode.ONE_TO_MANY, TODAY)) == {"5f"}
    book.give(consent("60"), notice())
    assert set(book.standing_all(Mode.ONE_TO_MANY, TODAY)) == {"5f", "60"}


def test_damaged_records_count_for_nobody(book: ConsentBook, tmp_path: Path) -> None:
    book.give(consent(), notice())
    path = tmp_path / "consents" / "2026-11-27.jsonl"
    path.write_bytes(b"{}\n" + path.read_bytes())
    with pytest.raises(FaceError) as damaged:
        book.standing("5f", Mode.ONE_TO_MANY, TODAY)
    assert damaged.value.code == "face.consent_damaged"
    assert damaged.value.fields == {"file": str(path), "line": 1}


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FaceError) as failed:
        ConsentBook(tmp_path / "file").give(consent(), notice())
    assert failed.value.code == "face.store_failed"


def test_a_withdrawal_that_does_not_fit_on_the_disk_is_not_said_to_be_done(
    book: ConsentBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.give(consent(), notice())
    write = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda number, data: write(number, data[:20]))
        with pytest.raises(FaceError):
            book.withdraw("5f", Mode.ONE_TO_MANY, at=NOW, day=TODAY, machine="K1")
    assert book.entries(TODAY) == [consent()]
