"""Found by their face among those who agreed today: asked back before anything becomes of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.core.errors import Refused
from hallcall.face.liveness import Ask, Failure
from hallcall.kiosk.model.face_port import Errand, Outcome
from helpers.face_fakes import card_with_photo
from helpers.face_stand import FaceStand, face_stand
from helpers.kiosk_fakes import booking_of, card_of

DIGITS = card_of().number[-4:]


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot) -> FaceStand:
    made = face_stand(qtbot)
    made.server.digits = DIGITS
    made.scanner.can_find = True
    return made


@pytest.fixture
def code(stand: FaceStand) -> str:
    """Of somebody who is remembered today."""
    booking = booking_of(stand.server, card_of(), 20)
    stand.memory.held.add(str(booking.code))
    return str(booking.code)


@pytest.mark.feature("F029", "F033")
def test_who_is_looked_for_agrees_to_a_text_of_its_own_before_the_camera_opens(stand: FaceStand) -> None:
    stand.faces.begin()
    assert stand.page == "faceways"
    stand.faces.verify()
    one = [fact["text"] for fact in stand.faces.notice.property("facts")]
    stand.kiosk.back()
    stand.faces.find()
    many = [fact["text"] for fact in stand.faces.notice.property("facts")]
    assert (stand.page, stand.scanner.opens) == ("consent", 0)
    assert many[0] != one[0]
    assert "14" in stand.faces.property("yes")
    stand.faces.agree()
    assert (stand.page, stand.scanner.opens) == ("face", 1)
    (agreement,) = stand.scanner.agreements
    assert (agreement.errand, agreement.number, agreement.booking) == (Errand.FIND, "", None)
    assert all(text in agreement.notice.text for text in many)


@pytest.mark.feature("F033", "F047")
def test_who_is_found_confirms_by_four_places_and_gets_their_number(stand: FaceStand, code: str) -> None:
    stand.find(code)
    assert (stand.page, stand.scanner.is_open) == ("facematch", False)
    match = stand.faces.property("match")
    stand.wait(lambda: bool(match.property("asks")))
    assert "王*明" in match.property("title")
    assert stand.server.check_ins == []
    stand.type(DIGITS)
    stand.wait(lambda: stand.page == "ticket")
    ((request, _),) = stand.server.check_ins
    assert (request.code, request.digits, request.document) == (code, DIGITS, None)
    assert stand.memory.let_gone == [code]


@pytest.mark.feature("F033")
def test_a_wrong_match_takes_nobodys_number(stand: FaceStand, code: str) -> None:
    stand.find(code)
    match = stand.faces.property("match")
    stand.wait(lambda: bool(match.property("asks")))
    for left in ("2", "1"):
        stand.type("0000")
        stand.wait(lambda left=left: left in match.property("state"))
        stand.kiosk.property("ticket")._asking._locked_until = 0.0
    stand.type("0000")
    stand.wait(lambda: not match.property("asks"))
    assert stand.page == "facematch"
    assert "身份证" in match.property("title")
    stand.type(DIGITS)
    assert len(stand.server.check_ins) == 3
    assert stand.server.tickets == 0
    assert code in stand.memory.held
    stand.faces.refuse()
    assert stand.page == "card"


@pytest.mark.feature("F033")
def test_who_is_not_the_one_who_was_found_uses_their_card(stand: FaceStand, code: str) -> None:
    stand.find(code)
    stand.devices.cardLaid.emit(card_of("李四", "440301198001011234"))
    assert stand.page == "item"
    assert stand.faces.property("match").property("asks") is False
    stand.type(DIGITS)
    assert stand.server.check_ins == []


@pytest.mark.feature("F033", "F047")
@pytest.mark.parametrize(
    ("refusal", "title"),
    [
        (Refused("booking.too_early", day="2026-11-23", time="10:30"), "还没到签到时间"),
        (Refused("booking.ended", state="cancelled"), "没有这个预约了"),
        (Refused("queue.closed", queue="C", reason=""), "暂停办理"),
    ],
)
def test_a_booking_that_cannot_be_checked_in_is_told_as_by_code(
    stand: FaceStand, code: str, refusal: Refused, title: str
) -> None:
    stand.server.refusal = refusal
    stand.find(code)
    stand.wait(lambda: bool(stand.faces.property("match").property("asks")))
    stand.type(DIGITS)
    stand.wait(lambda: stand.page == "trouble")
    shown = stand.kiosk.property("trouble")
    assert shown.property("title") == title
    assert stand.memory.let_gone == []


@pytest.mark.feature("F033")
def test_a_booking_that_is_gone_or_a_server_that_is_away_is_told_before_anything_is_typed(
    stand: FaceStand, code: str
) -> None:
    stand.find("99999999")
    stand.wait(lambda: stand.page == "trouble")
    stand.kiosk.leave()
    stand.server.down = True
    stand.find(code)
    stand.wait(lambda: stand.page == "trouble")
    assert stand.kiosk.property("trouble").property("again") is True
    stand.server.down = False
    stand.kiosk.tryAgain()
    assert stand.page == "facematch"
    stand.wait(lambda: bool(stand.faces.property("match").property("asks")))


@pytest.mark.feature("F033")
def test_an_answer_that_comes_when_its_visitor_has_gone_is_shown_to_nobody(stand: FaceStand, code: str) -> None:
    stand.server.silent = True
    stand.find(code)
    stand.kiosk.leave()
    stand.server.let_go()
    assert "王*明" not in stand.faces.property("match").property("title")


@pytest.mark.feature("F034")
def test_who_is_asked_to_turn_sees_where_and_why_it_did_not_work(stand: FaceStand) -> None:
    stand.faces.begin()
    stand.faces.find()
    stand.faces.agree()
    stand.scanner.show(percent=40, ask=Ask.TURN_LEFT)
    assert (stand.scan.property("title"), stand.scan.property("turn")) == ("请慢慢向左转头", "left")
    stand.scanner.show(percent=60, ask=Ask.TURN_RIGHT)
    assert stand.scan.property("turn") == "right"
    assert stand.scan.property("limit") == 60
    stand.scanner.judge(Outcome.NOT_SHOWN, failure=Failure.WRONG_WAY)
    assert not stand.scanner.is_open
    assert (stand.scan.property("turn"), stand.scan.property("retry")) == ("", True)
    assert "方向反了" in stand.scan.property("text")
    stand.faces.refuse()
    assert stand.page == "card"
    stand.devices.cardLaid.emit(card_with_photo())
    assert (stand.page, stand.scanner.opens) == ("item", 1)


@pytest.mark.feature("F030", "F033")
def test_a_site_that_may_not_search_offers_the_card_only(stand: FaceStand) -> None:
    stand.scanner.can_find = False
    stand.faces.begin()
    assert stand.page == "consent"
    stand.faces.find()
    stand.faces.agree()
    assert (stand.page, stand.scanner.opens) == ("card", 0)


@pytest.mark.parametrize("how", ["leave", "back"])
def test_however_it_ends_nothing_of_the_match_is_left(stand: FaceStand, code: str, how: str) -> None:
    stand.find(code)
    stand.wait(lambda: bool(stand.faces.property("match").property("asks")))
    if how == "leave":
        stand.kiosk.leave()
        assert stand.page == "home"
    else:
        stand.kiosk.back()
        assert stand.page != "face", "there is no way back to a camera"
        stand.kiosk.leave()
    assert stand.faces.property("match").property("asks") is False
