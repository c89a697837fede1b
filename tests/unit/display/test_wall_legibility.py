"""How large a character must be, and what that does to a wall."""

from dataclasses import replace

import pytest

from hallcall.core.places import WallPlace
from hallcall.core.terms import Metres, ZoneId
from hallcall.display.model.legibility import CAP_HEIGHT_EM, PREFERRED_RATIO, character_px, font_px
from hallcall.display.model.plan import DESIGN_PX, plan_wall, queues_of
from helpers.sample_halls import open_sample_hall

INCH_MM = 25.4
WIDTH_55_INCH_MM = 55 * INCH_MM * 16 / (16**2 + 9**2) ** 0.5


@pytest.mark.feature("F109")
def test_a_55_inch_board_read_from_10_m_needs_79_px_a_character() -> None:
    assert character_px(WIDTH_55_INCH_MM, 1920, 10) == 79


@pytest.mark.feature("F109")
@pytest.mark.parametrize(
    ("width_mm", "width_px", "distance_m", "ratio", "expected"),
    [(3000, 3840, 15, PREFERRED_RATIO, 116), (3000, 3840, 15, 1 / 200, 96), (1000, 1000, 2, 1 / 200, 10)],
)
def test_the_character_grows_with_the_distance(
    width_mm: float, width_px: int, distance_m: float, ratio: float, expected: int
) -> None:
    assert character_px(width_mm, width_px, distance_m, ratio) == expected


@pytest.mark.feature("F109")
def test_the_rows_of_a_wall_are_as_high_as_its_place_asks() -> None:
    hall = open_sample_hall("haibin")
    near = plan_wall(hall, WallPlace(id="", width_mm=3000, viewing_distance_m=Metres(15)))
    far = plan_wall(hall, WallPlace(id="", width_mm=WIDTH_55_INCH_MM, viewing_distance_m=Metres(10)))
    beyond = plan_wall(hall, WallPlace(id="", width_mm=1000, viewing_distance_m=Metres(30)))
    assert (near.type_px, near.rows) == (170, 7)
    assert far.type_px * CAP_HEIGHT_EM >= character_px(WIDTH_55_INCH_MM, DESIGN_PX, 10)
    assert far.rows == 5
    assert far.is_legible
    assert not beyond.is_legible
    assert font_px(3000, DESIGN_PX, 15) <= near.type_px


@pytest.mark.feature("F107")
def test_floors_are_the_columns_of_a_wall_for_the_whole_hall() -> None:
    hall = open_sample_hall("haibin")
    columns = plan_wall(hall, WallPlace(id="")).columns
    assert [column.floors for column in columns] == [(1,), (2,)]
    assert ["".join(zone.id for zone in column.zones) for column in columns] == ["ABC", "DEFGHJKL"]
    assert [(column.first_counter, column.last_counter) for column in columns] == [(1, 35), (36, 101)]


@pytest.mark.feature("F107")
def test_a_wall_of_one_floor_has_its_zones_in_two_even_columns_and_one_zone_one_column() -> None:
    hall = open_sample_hall("haibin")
    floor = plan_wall(hall, WallPlace(id="", floors=(2,)))
    zone = plan_wall(hall, WallPlace(id="", zones=(ZoneId("B"),)))
    assert ["".join(zone.id for zone in column.zones) for column in floor.columns] == ["DE", "FGHJKL"]
    assert len(zone.columns) == 1
    assert [queue.prefix for queue in queues_of(hall, zone)] == ["B"]


def test_only_other_walls_of_single_zones_carry_calls() -> None:
    zone_display = WallPlace(id="WB", zones=(ZoneId("B"),))
    hall = replace(
        open_sample_hall("haibin"), walls=(WallPlace(id="W1"), zone_display, WallPlace(id="W2", floors=(2,)))
    )
    assert plan_wall(hall, hall.walls[0]).carried == {"B"}
    assert plan_wall(hall, zone_display).carried == frozenset()
