"""The card reader and its visitors: every way a card can be laid, lifted and refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hallcall.assets import load_texts
from hallcall.core.identity import DocumentKind
from hallcall.hal import CardLaid, CardProblem, CardRemoved, Health, Reason
from hallcall.sim.devices.idcard import SIM_PHOTO, LiftAt, encode_text
from helpers.device_rigs import ReaderRig, reader_rig, wait_status

pytestmark = pytest.mark.feature("F021")


@pytest.mark.feature("F022")
@pytest.mark.parametrize("kind", DocumentKind)
def test_each_of_the_four_card_kinds_is_read_over_the_wire(tmp_path: Path, kind: DocumentKind) -> None:
    with reader_rig(tmp_path) as rig:
        card = rig.new_card(kind)
        rig.device.lay(card)
        read = rig.diary.wait(CardLaid).card
    assert read.photo_wlt.startswith(SIM_PHOTO)
    assert len(read.photo_wlt) == 1024
    for name in ("kind", "name", "name_en", "sex", "nation", "birth", "address", "number", "issuer", "valid_from"):
        assert getattr(read, name) == getattr(card, name), name
    assert (read.valid_to, read.pass_no, read.nationality) == (card.valid_to, card.pass_no, card.nationality)


@pytest.mark.parametrize("finds_again", [False, True])
def test_a_card_that_lies_there_is_told_once(tmp_path: Path, finds_again: bool) -> None:
    with reader_rig(tmp_path, finds_again=finds_again) as rig:
        rig.use()
        time.sleep(0.5)
        assert len(rig.diary.of(CardLaid)) == 1


def test_a_card_taken_away_is_told_after_a_moment(tmp_path: Path) -> None:
    with reader_rig(tmp_path, finds_again=True) as rig:
        rig.use()
        rig.device.lift()
        rig.diary.wait(CardRemoved)
        rig.use()
    assert len(rig.diary.of(CardLaid)) == 2


def test_a_card_changed_between_two_looks_is_noticed_even_by_a_reader_that_finds_again(tmp_path: Path) -> None:
    with reader_rig(tmp_path, finds_again=True) as rig:
        rig.use()
        rig.use()
    assert [type(event) for event in rig.diary.events[1:]] == [CardLaid, CardRemoved, CardLaid]


def test_the_next_card_laid_at_once_ends_the_first(tmp_path: Path) -> None:
    with reader_rig(tmp_path) as rig:
        rig.use()
        first = len(rig.diary.events)
        rig.use()
        order = [type(event) for event in rig.diary.events[first:]]
    assert order == [CardRemoved, CardLaid]


@pytest.mark.parametrize("moment", ["select", "read"])
def test_a_card_lifted_half_way_is_reported_as_removed(tmp_path: Path, moment: LiftAt) -> None:
    with reader_rig(tmp_path) as rig:
        rig.device.lay(rig.new_card(), lift_at=moment)
        assert rig.diary.wait(CardProblem).code == "card.removed"
        rig.use()
        assert rig.hal.get(rig.id).status.health is Health.ONLINE


def test_a_damaged_card_is_reported_once_and_a_good_one_is_read_after_it(tmp_path: Path) -> None:
    with reader_rig(tmp_path) as rig:
        rig.device.lay(rig.new_card(), unreadable=True)
        assert rig.diary.wait(CardProblem).code == "card.unreadable"
        time.sleep(0.4)
        assert len(rig.diary.of(CardProblem)) == 1
        rig.device.lift()
        time.sleep(0.2)
        rig.use()


def test_a_card_of_another_kind_is_reported(tmp_path: Path) -> None:
    with reader_rig(tmp_path) as rig:
        record = bytearray(encode_text(rig.new_card()))
        record[248:250] = "Q".encode("utf-16-le")
        rig.device.lay(bytes(record))
        assert rig.diary.wait(CardProblem).code == "card.wrong_kind"


def test_a_line_that_fails_while_a_card_is_read_is_told_to_the_visitor(tmp_path: Path) -> None:
    with reader_rig(tmp_path) as rig:
        _lay_and_lose_the_line(rig)
        assert rig.diary.wait(CardProblem).code == "card.unreadable"


def _lay_and_lose_the_line(rig: ReaderRig) -> None:
    """Let the reader find the card and hang from then on."""
    ask = rig.device._select

    def select_and_hang() -> object:
        rig.wire.faults.silence(times=10**6)
        return ask()

    rig.device._select = select_and_hang  # type: ignore[method-assign]
    rig.device.lay(rig.new_card())


def test_a_reader_without_authorisation_needs_a_person_and_recovers(tmp_path: Path) -> None:
    with reader_rig(tmp_path) as rig:
        rig.device.set_authorised(is_authorised=False)
        wait_status(rig, Health.FAULT, Reason.SAM_UNAUTHORISED)
        before = len(rig.diary.events)
        rig.device.set_authorised(is_authorised=True)
        wait_status(rig, Health.ONLINE, after=before)
        rig.use()


def test_a_reader_that_fails_its_own_test_needs_a_person(tmp_path: Path) -> None:
    with reader_rig(tmp_path) as rig:
        rig.device.set_self_test(passes=False)
        wait_status(rig, Health.FAULT)
        before = len(rig.diary.events)
        rig.device.set_self_test(passes=True)
        wait_status(rig, Health.ONLINE, after=before)


def test_no_event_shows_whose_card_it_was(tmp_path: Path) -> None:
    with reader_rig(tmp_path) as rig:
        card = rig.new_card()
        rig.device.lay(card)
        rig.diary.wait(CardLaid)
        shown = repr(rig.diary.events)
    assert card.number not in shown
    assert card.name not in shown
    assert card.address not in shown


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("code", ["card.removed", "card.unreadable", "card.wrong_kind", "reader.unauthorised"])
def test_every_card_problem_has_a_plain_sentence(language: str, code: str) -> None:
    assert len(load_texts(language).error(code)) > 10
