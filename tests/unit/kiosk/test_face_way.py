"""By face: consent first, the camera last, and a way without it at every step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.core.snapshot import Emergency
from hallcall.face.quality import Guidance
from hallcall.kiosk.face_scanner import LIMIT_S
from hallcall.kiosk.model.face_look import FIRST_SIGHT_S, GONE_S, NEXT_SIGHT_S
from hallcall.kiosk.model.face_port import Outcome
from helpers.face_fakes import card_with_photo, child_with_photo
from helpers.face_stand import FaceStand, face_stand
from helpers.kiosk_fakes import NOW, card_of


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot) -> FaceStand:
    return face_stand(qtbot)


@pytest.mark.feature("F029")
def test_nobody_is_looked_at_before_they_agree_and_lay_their_card(stand: FaceStand) -> None:
    stand.faces.begin()
    assert (stand.page, stand.scanner.opens) == ("consent", 0)
    stand.faces.agree()
    assert (stand.page, stand.scanner.opens) == ("card", 0)
    stand.devices.cardLaid.emit(card_with_photo())
    assert (stand.page, stand.scanner.opens) == ("face", 1)


@pytest.mark.feature("F029")
def test_what_was_agreed_to_is_the_text_on_the_screen(stand: FaceStand) -> None:
    stand.faces.begin()
    shown = [fact["text"] for fact in stand.faces.notice.property("facts")]
    stand.faces.agree()
    stand.devices.cardLaid.emit(card_with_photo())
    (agreement,) = stand.scanner.agreements
    assert all(text in agreement.notice.text for text in shown)
    assert agreement.notice.language == "zh-CN"
    assert agreement.at == NOW


@pytest.mark.feature("F029")
def test_a_card_laid_on_the_notice_is_the_way_without_a_face(stand: FaceStand) -> None:
    stand.faces.begin()
    stand.devices.cardLaid.emit(card_with_photo())
    assert (stand.page, stand.scanner.opens) == ("item", 0)


@pytest.mark.feature("F029")
def test_who_goes_back_to_the_notice_is_asked_again(stand: FaceStand) -> None:
    stand.agree()
    stand.kiosk.back()
    assert stand.page == "consent"
    stand.devices.cardLaid.emit(card_with_photo())
    assert (stand.page, stand.scanner.opens) == ("item", 0)


@pytest.mark.feature("F029")
def test_who_refuses_is_asked_for_the_card_and_gets_their_number(stand: FaceStand) -> None:
    stand.faces.begin()
    stand.faces.refuse()
    assert stand.page == "card"
    stand.devices.cardLaid.emit(card_with_photo())
    assert (stand.page, stand.scanner.opens) == ("item", 0)


@pytest.mark.feature("F029")
def test_a_child_is_looked_at_only_when_its_guardian_agrees(stand: FaceStand) -> None:
    stand.agree()
    stand.devices.cardLaid.emit(child_with_photo())
    assert (stand.page, stand.scanner.opens) == ("guardian", 0)
    stand.devices.cardLaid.emit(child_with_photo())
    assert (stand.page, stand.scanner.opens) == ("guardian", 0)
    assert "监护人" in stand.kiosk.property("card").property("problem")
    stand.devices.cardLaid.emit(card_of("王大明", "440301197001011234"))
    assert (stand.page, stand.scanner.opens) == ("face", 1)
    (agreement,) = stand.scanner.agreements
    assert agreement.guardian == "440301197001011234"
    assert agreement.birth == child_with_photo().birth


@pytest.mark.feature("F029")
def test_a_child_gets_its_number_without_a_guardian(stand: FaceStand) -> None:
    stand.agree()
    stand.devices.cardLaid.emit(child_with_photo())
    stand.faces.refuse()
    assert (stand.page, stand.scanner.opens) == ("item", 0)
    assert stand.kiosk.property("session").property("known") is True


@pytest.mark.feature("F032")
def test_the_face_of_the_card_leads_to_a_number_for_a_verified_visitor(stand: FaceStand) -> None:
    stand.look()
    stand.scanner.show(Guidance.GOOD, 100)
    stand.scanner.judge(Outcome.SAME)
    assert stand.page == "item"
    assert stand.faces.property("verified") is True
    assert not stand.scanner.is_open
    stand.kiosk.chooseItem("SB-01")
    stand.wait(lambda: stand.page == "ticket")
    (request, _), *_ = stand.server.requests
    assert request.document is not None
    assert request.document.verified


@pytest.mark.feature("F032")
@pytest.mark.parametrize("outcome", [Outcome.UNSURE, Outcome.OTHER])
def test_after_three_tries_staff_decide(stand: FaceStand, outcome: Outcome) -> None:
    stand.look()
    for _ in range(2):
        stand.scanner.judge(outcome)
        assert not stand.scanner.is_open
        assert stand.scan.property("retry") is True
        stand.faces.again()
    stand.scanner.judge(outcome)
    assert stand.scan.property("retry") is False
    assert stand.scan.property("title") == "请工作人员核对"
    stand.faces.again()
    assert stand.scanner.opens == 3
    stand.faces.refuse()
    assert stand.page == "item"
    assert stand.faces.property("verified") is False


@pytest.mark.feature("F032")
def test_guidance_stays_long_enough_to_be_read(stand: FaceStand) -> None:
    stand.look()
    stand.scanner.show(Guidance.CLOSER)
    stand.scanner.show(Guidance.ONE_PERSON)
    assert stand.scan.property("title") == "请靠近一点"
    stand.seconds(1)
    stand.scanner.show(Guidance.ONE_PERSON)
    assert stand.scan.property("title") == "请只留一个人"


def test_the_ring_never_goes_back(stand: FaceStand) -> None:
    stand.look()
    stand.scanner.show(Guidance.GOOD, 60)
    stand.scanner.show(Guidance.NOBODY, 40)
    assert stand.scan.property("percent") == 60


@pytest.mark.feature("F030")
def test_a_frozen_camera_is_given_up_and_the_card_leads_on(stand: FaceStand) -> None:
    stand.look()
    stand.scanner.show()
    stand.seconds(NEXT_SIGHT_S)
    assert not stand.scanner.is_open
    assert stand.scan.property("title") == "摄像头暂时不能用"
    stand.faces.refuse()
    assert stand.page == "item"


@pytest.mark.feature("F030")
def test_a_camera_that_never_shows_anything_is_given_up(stand: FaceStand) -> None:
    stand.look()
    stand.seconds(FIRST_SIGHT_S - 1)
    assert stand.scan.property("looking") is True
    stand.seconds(1)
    assert stand.scan.property("title") == "摄像头暂时不能用"


@pytest.mark.parametrize("gone", [True, False])
def test_nobody_is_looked_at_for_longer_than_they_are_told(stand: FaceStand, *, gone: bool) -> None:
    stand.look()
    for _ in range(GONE_S if gone else LIMIT_S):
        stand.scanner.show(Guidance.NOBODY if gone else Guidance.CLOSER)
        stand.seconds(1)
    assert not stand.scanner.is_open
    assert stand.scan.property("retry") is True


def test_who_sits_too_low_for_the_camera_is_offered_the_card(stand: FaceStand) -> None:
    stand.look()
    for _ in range(3):
        stand.scanner.show(Guidance.NOBODY)
        stand.seconds(1)
    assert stand.scan.property("sub") == "镜头够不着？可以用身份证取号"


def test_a_card_without_a_photo_opens_no_camera_and_is_told(stand: FaceStand) -> None:
    stand.look()
    stand.scanner.judge(Outcome.NO_PHOTO)
    assert stand.scan.property("title") == "证件照片读不出来"
    stand.faces.refuse()
    assert stand.page == "item"


@pytest.mark.parametrize("how", ["cancel", "leave", "evacuation", "next visitor"])
def test_however_it_ends_the_camera_is_closed_and_nothing_is_left(stand: FaceStand, how: str) -> None:
    stand.look()
    stand.scanner.show(Guidance.GOOD, 60)
    assert stand.scan.property("preview") != ""
    if how == "cancel":
        stand.faces.refuse()
    elif how == "leave":
        stand.kiosk.leave()
    elif how == "evacuation":
        stand.server.emergency = Emergency(since=NOW, is_drill=True)
        stand.server.change()
    else:
        stand.devices.cardLaid.emit(card_of("李四", "440301198001011234"))
    assert not stand.scanner.is_open
    assert stand.scan.property("preview") == ""
    assert stand.kiosk.face_look is not None
    assert stand.kiosk.face_look.picture.isNull()
    stand.scanner.show(Guidance.GOOD, 80)
    assert stand.scan.property("preview") == ""


def test_nobody_is_hurried_by_the_clock_of_the_page_while_they_are_looked_at(stand: FaceStand) -> None:
    stand.look()
    idle = stand.kiosk.property("idle")
    for _ in range(70):
        idle.tick()
    assert stand.page == "face"
    stand.scanner.judge(Outcome.UNSURE)
    for _ in range(75):
        idle.tick()
    assert stand.page == "home"


@pytest.mark.feature("F030")
def test_the_way_by_face_is_offered_only_where_it_can_be_gone(stand: FaceStand) -> None:
    assert stand.faces.property("offered") is True
    stand.scanner.set_available(available=False)
    assert stand.faces.property("offered") is False
    stand.faces.begin()
    assert stand.page == "home"
    stand.scanner.set_available(available=True)
    stand.scanner.handling = None
    assert stand.faces.property("offered") is False
