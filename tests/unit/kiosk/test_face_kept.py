"""Remembered for the rest of the day, and taken back: by the visit, by a code, by a card, with or without a camera."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hallcall.core.booking.book import BookingState
from hallcall.kiosk.model.face_port import Errand, Outcome
from helpers.face_fakes import card_with_photo, child_with_photo
from helpers.face_stand import FaceStand, face_stand
from helpers.kiosk_fakes import booking_of, card_of

LATER_TODAY = 180


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot) -> FaceStand:
    made = face_stand(qtbot)
    made.scanner.can_find = True
    return made


def forgetting(stand: FaceStand) -> Any:
    return stand.faces.property("forgetting")


def end_of_forgetting(stand: FaceStand) -> str:
    stand.wait(lambda: forgetting(stand).property("step") not in {"ask", "mine", "busy"})
    return str(forgetting(stand).property("step"))


@pytest.mark.feature("F029", "F033")
def test_who_comes_too_early_agrees_and_lays_their_card_once_more_to_be_remembered(stand: FaceStand) -> None:
    booking = booking_of(stand.server, card_of(), LATER_TODAY)
    stand.known()
    assert stand.faces.property("remembers") is True
    stand.faces.remember()
    assert (stand.page, stand.scanner.opens) == ("consent", 0)
    stand.faces.agree()
    assert (stand.page, stand.scanner.opens) == ("card", 0)
    stand.devices.cardLaid.emit(card_of("李四", "440301198001011234"))
    assert (stand.page, stand.scanner.opens) == ("card", 0)
    assert "刚才" in stand.kiosk.property("card").property("problem")
    stand.devices.cardLaid.emit(card_with_photo())
    assert (stand.page, stand.scanner.opens) == ("face", 1)
    (agreement,) = stand.scanner.agreements
    assert (agreement.errand, agreement.booking) == (Errand.REMEMBER, booking.code)
    stand.scanner.judge(Outcome.SAME)
    assert (stand.page, stand.scanner.is_open) == ("facekept", False)
    stand.kiosk.leave()
    assert stand.memory.forgotten == []


@pytest.mark.feature("F029")
def test_who_agreed_and_then_cancels_is_not_remembered(stand: FaceStand) -> None:
    booking = booking_of(stand.server, card_of(), LATER_TODAY)
    stand.known()
    stand.faces.remember()
    stand.faces.agree()
    stand.devices.cardLaid.emit(card_with_photo())
    stand.faces.refuse()
    assert (stand.page, stand.scanner.is_open) == ("item", False)
    assert stand.memory.forgotten == [booking.code]


@pytest.mark.feature("F029")
def test_who_refuses_goes_on_with_what_they_came_for(stand: FaceStand) -> None:
    booking_of(stand.server, card_of(), LATER_TODAY)
    stand.known()
    stand.faces.remember()
    stand.faces.refuse()
    assert (stand.page, stand.scanner.opens) == ("item", 0)
    assert stand.memory.forgotten == []


@pytest.mark.feature("F029", "F236")
def test_a_child_is_remembered_only_when_its_guardian_agrees(stand: FaceStand) -> None:
    booking_of(stand.server, child_with_photo(), LATER_TODAY)
    stand.devices.cardLaid.emit(child_with_photo())
    stand.wait(lambda: bool(stand.faces.property("remembers")))
    stand.faces.remember()
    stand.faces.agree()
    stand.devices.cardLaid.emit(child_with_photo())
    assert (stand.page, stand.scanner.opens) == ("guardian", 0)
    stand.devices.cardLaid.emit(card_of("王大明", "440301197001011234"))
    assert (stand.page, stand.scanner.opens) == ("face", 1)
    assert stand.scanner.agreements[0].guardian == "440301197001011234"


@pytest.mark.feature("F033")
@pytest.mark.parametrize(
    ("minutes", "more"),
    [
        (24 * 60, {}),
        (-60, {}),
        (LATER_TODAY, {"state": BookingState.CANCELLED}),
        (LATER_TODAY, {"state": BookingState.USED}),
    ],
)
def test_only_a_booking_of_today_that_can_still_be_used_is_a_reason_to_be_remembered(
    stand: FaceStand, minutes: float, more: dict[str, Any]
) -> None:
    booking_of(stand.server, card_of(), minutes, **more)
    stand.devices.cardLaid.emit(card_with_photo())
    bookings: Any = stand.kiosk.property("bookings")
    stand.wait(lambda: bool(bookings._bookings))
    assert stand.faces.property("remembers") is False
    stand.faces.remember()
    assert stand.page == "item"


@pytest.mark.feature("F029", "F236")
@pytest.mark.parametrize("camera", [True, False])
def test_from_ones_bookings_it_is_two_touches_to_be_forgotten_with_or_without_a_camera(
    stand: FaceStand, *, camera: bool
) -> None:
    booking = booking_of(stand.server, card_of(), LATER_TODAY)
    stand.memory.held.add(str(booking.code))
    stand.scanner.set_available(available=camera)
    stand.known()
    assert (stand.faces.property("remembers"), stand.faces.property("keeps")) == (False, True)
    stand.faces.openForget()
    assert (stand.page, forgetting(stand).property("step")) == ("forget", "mine")
    forgetting(stand).forgetMine()
    assert end_of_forgetting(stand) == "gone"
    assert stand.memory.held == set()
    assert "已删除" in forgetting(stand).property("text")
    assert stand.scanner.opens == 0


@pytest.mark.feature("F029", "F236")
def test_from_the_way_by_face_a_code_is_enough_even_without_a_server(stand: FaceStand) -> None:
    stand.server.down = True
    stand.memory.held.add("00000017")
    stand.faces.begin()
    stand.faces.openForget()
    for key in "00000017":
        forgetting(stand).pad.type(key)
    forgetting(stand).confirmCode()
    assert end_of_forgetting(stand) == "gone"
    assert stand.memory.forgotten == ["00000017"]


@pytest.mark.feature("F029", "F236")
def test_a_card_is_enough_and_begins_no_visit(stand: FaceStand) -> None:
    booking = booking_of(stand.server, card_of(), LATER_TODAY)
    stand.memory.held.add(str(booking.code))
    stand.faces.openForget()
    stand.devices.cardLaid.emit(card_of())
    assert end_of_forgetting(stand) == "gone"
    assert stand.page == "forget"
    assert stand.kiosk.property("session").property("known") is False


@pytest.mark.feature("F236")
def test_of_whom_nothing_is_stored_is_told_so_and_asked_once_more(stand: FaceStand) -> None:
    stand.faces.openForget()
    stand.devices.cardLaid.emit(card_of())
    assert end_of_forgetting(stand) == "nothing"
    assert forgetting(stand).property("asks") is True
    stand.server.down = True
    stand.devices.cardLaid.emit(card_of())
    stand.wait(lambda: forgetting(stand).property("step") == "link")
    assert forgetting(stand).property("asks") is True


@pytest.mark.feature("F236")
def test_a_disk_that_refuses_is_never_called_deleted(stand: FaceStand) -> None:
    stand.memory.held.add("00000017")
    stand.memory.refuses = True
    stand.faces.openForget()
    for key in "00000017":
        forgetting(stand).pad.type(key)
    forgetting(stand).confirmCode()
    assert end_of_forgetting(stand) == "failed"
    assert "工作人员" in forgetting(stand).property("title")


def test_what_one_visitor_had_deleted_is_not_told_to_the_next(stand: FaceStand) -> None:
    stand.memory.held.add("00000017")
    stand.faces.openForget()
    for key in "00000017":
        forgetting(stand).pad.type(key)
    forgetting(stand).confirmCode()
    stand.kiosk.leave()
    stand.wait(lambda: stand.memory.held == set())
    assert forgetting(stand).property("step") == "ask"
