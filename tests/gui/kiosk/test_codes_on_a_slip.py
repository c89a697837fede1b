"""The codes on the slip of a booking, read from the picture that is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hallcall.core.positions import Datum, Position
from hallcall.kiosk.model.slip import PAPER_58_DOTS, PAPER_80_DOTS
from hallcall.ui.slip import SlipPainter, bitmap_image
from helpers.pictures import pixels

if TYPE_CHECKING:
    from conftest import Screen


@pytest.mark.feature("F043", "F047")
@pytest.mark.parametrize("dots", [PAPER_80_DOTS, PAPER_58_DOTS])
def test_a_camera_reads_the_code_of_the_booking_and_the_way_to_the_hall(screen: Screen, dots: int) -> None:
    where = Position(lat=22.551, lon=114.118, datum=Datum.WGS84)
    screen.server.hall = replace(screen.server.hall, position=where)
    screen.kiosk.chooseItem("SB-01")
    screen.kiosk.bookItem()
    slots = screen.part("appointments").property("slots")
    screen.wait(lambda: len(slots.property("slots")) > 0)
    screen.part("appointments").chooseSlot(slots.property("slots")[0]["key"])
    screen.devices.paper_dots = dots
    screen.lay()
    screen.wait(lambda: screen.page == "booked")
    ((slip, _),) = screen.devices.slips
    picture = pixels(bitmap_image(SlipPainter().draw_slip(slip, dots)))[:, :, 0].astype(np.uint8)
    on_paper = np.pad(picture, 32, constant_values=255)
    found, texts, *_ = cv2.QRCodeDetector().detectAndDecodeMulti(on_paper)
    assert found
    assert set(texts) == {"49192208", "geo:22.551000,114.118000"}
