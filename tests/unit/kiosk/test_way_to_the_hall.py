"""Where a hall is on a phone's map: by a stated datum, at the right place, and readable from the printed code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import cos, hypot, radians

import cv2
import numpy as np
import pytest

from hallcall.client import BookingFacts
from hallcall.core.booking.book import BookingCode, BookingState
from hallcall.core.positions import Datum, Position, as_gcj02, as_wgs84, geo_uri
from hallcall.hal.document import Qr
from hallcall.kiosk.model.booking_slip import BookingSlipFacts, build_booking_slip
from hallcall.ui.qr import qr_modules
from helpers.kiosk_hall import small_hall

pytestmark = pytest.mark.feature("F043")

PUBLISHED = [
    # WGS 84, GCJ-02: test points of googollee/eviltransform.
    pytest.param((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215), id="Shanghai"),
    pytest.param((22.543847, 113.912316), (22.540796131694766, 113.9171764808363), id="Shenzhen"),
    pytest.param((39.911954, 116.377817), (39.91334545536069, 116.38404722455657), id="Beijing"),
]
HALL = Position(lat=22.551, lon=114.118, datum=Datum.GCJ02)


def metres(one: Position, other: Position) -> float:
    """How far two points lie from each other, near enough for a street."""
    degree = 111_320.0
    return hypot(one.lat - other.lat, (one.lon - other.lon) * cos(radians(one.lat))) * degree


@pytest.mark.parametrize(("survey", "chart"), PUBLISHED)
def test_the_conversion_hits_the_published_points_both_ways(
    survey: tuple[float, float], chart: tuple[float, float]
) -> None:
    by_receiver = Position(lat=survey[0], lon=survey[1], datum=Datum.WGS84)
    on_the_map = Position(lat=chart[0], lon=chart[1], datum=Datum.GCJ02)
    assert metres(as_gcj02(by_receiver), on_the_map) < 0.1
    assert metres(as_wgs84(on_the_map), by_receiver) < 0.1


@pytest.mark.parametrize(("survey", "chart"), PUBLISHED)
def test_with_the_wrong_datum_the_visitor_stands_half_a_kilometre_away(
    survey: tuple[float, float], chart: tuple[float, float]
) -> None:
    read_as = Position(lat=chart[0], lon=chart[1], datum=Datum.WGS84)
    assert 300 < metres(read_as, Position(lat=survey[0], lon=survey[1], datum=Datum.WGS84)) < 700


def test_what_is_stated_in_a_datum_stays_as_it_is_there() -> None:
    assert as_gcj02(HALL) is HALL
    by_receiver = as_wgs84(HALL)
    assert (as_wgs84(by_receiver), by_receiver.datum) == (by_receiver, Datum.WGS84)
    assert metres(as_gcj02(by_receiver), HALL) < 0.01


def read(code: str) -> str:
    """What a phone's camera reads in the code as it is printed."""
    dark = np.array(qr_modules(code), dtype=bool)
    quiet = np.pad(~dark, 4, constant_values=True)
    picture = np.kron(quiet.astype(np.uint8) * 255, np.ones((8, 8), dtype=np.uint8))
    return cv2.QRCodeDetector().detectAndDecode(picture)[0]


def slip_codes(position: Position | None) -> list[str]:
    """The codes on the slip of a booking."""
    hall = replace(small_hall(), position=position)
    start = datetime(2026, 11, 24, 1, tzinfo=UTC)
    booking = BookingFacts(
        code=BookingCode("49192208"),
        item=hall.items[0].code,
        queue=hall.items[0].queue,
        start=start,
        check_in_from=start - timedelta(minutes=30),
        check_in_until=start + timedelta(minutes=15),
        state=BookingState.BOOKED,
        parties=1,
        arrived=0,
    )
    facts = BookingSlipFacts(
        hall=hall, item=hall.items[0], booking=booking, made_at=start, kiosk_id="K1", late_rule="booked-late"
    )
    return [block.data for block in build_booking_slip(facts).blocks if isinstance(block, Qr)]


@pytest.mark.parametrize("position", [HALL, as_wgs84(HALL)], ids=["from a map", "from a receiver"])
def test_the_code_on_the_slip_of_a_booking_leads_a_phone_to_the_hall(position: Position) -> None:
    _, way = slip_codes(position)
    scheme, _, point = read(way).partition(":")
    lat, lon = map(float, point.split(","))
    assert (scheme, way) == ("geo", geo_uri(position))
    assert metres(Position(lat=lat, lon=lon, datum=Datum.WGS84), as_wgs84(HALL)) < 0.2


def test_a_hall_that_does_not_say_where_it_is_prints_no_way() -> None:
    assert slip_codes(None) == ["49192208"]
