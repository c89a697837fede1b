"""The three halls that come with hallcall, and their plain form."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from hallcall.config import SAMPLES, hall_from_document, hall_to_document, hall_version, load_hall, sample_hall_path
from hallcall.config.generate import generate_items, largest_total
from hallcall.core.arrivals import ArrivalProfile
from hallcall.core.catalogue import DepartmentKind
from hallcall.core.hall import Hall
from hallcall.core.places import KioskPlace, WallPlace
from hallcall.core.positions import Datum, Position
from hallcall.core.rules import CallRules, HotItems, LateMode, LateRules, PassRule, PassRules, TicketRules, WalkRules
from hallcall.core.terms import ItemCode, Seconds


@cache
def sample(name: str) -> Hall:
    return load_hall(sample_hall_path(name))


@pytest.mark.feature("F001")
def test_haibin_has_the_size_of_a_district_hall() -> None:
    hall = sample("haibin")
    assert (len(hall.counters), len(hall.queues), len(hall.floors), len(hall.items)) == (101, 11, 2, 961)
    assert "".join(queue.prefix for queue in hall.queues) == "ABCDEFGHLJK"


@pytest.mark.feature("F006")
def test_haibin_counts_twenty_district_and_eight_stationed_departments_and_partners_apart() -> None:
    kinds = Counter(department.kind for department in sample("haibin").departments)
    assert kinds == {DepartmentKind.DISTRICT: 20, DepartmentKind.STATIONED: 8, DepartmentKind.PARTNER: 5}


@pytest.mark.feature("F002")
def test_synthetic_items_are_marked_as_such() -> None:
    items = sample("haibin").items
    made = [item for item in items if item.synthetic]
    assert len(made) == 892
    assert all(item.code.startswith("ZZ-") and item.note == "示例合成数据" for item in made)
    assert not any(item.code.startswith("ZZ-") for item in items if not item.synthetic)


@pytest.mark.feature("F002")
def test_the_same_synthetic_items_are_made_every_time_and_are_those_of_the_sample() -> None:
    hall = sample("haibin")
    assert generate_items(hall, 961) == tuple(item for item in hall.items if item.synthetic)
    large = generate_items(hall, 1618)
    assert len(large) + 69 == 1618
    assert len({item.code for item in large}) == len({item.name.zh for item in large}) == len(large)


def test_more_items_than_there_are_subjects_are_refused() -> None:
    hall = sample("haibin")
    assert len(generate_items(hall, largest_total(hall))) == largest_total(hall) - 69
    with pytest.raises(ValueError, match=str(largest_total(hall) + 1)):
        generate_items(hall, largest_total(hall) + 1)


@pytest.mark.feature("F004")
def test_one_material_is_defined_once_and_used_by_many_items() -> None:
    hall = sample("haibin")
    users = [item for item in hall.items if "id" in item.materials and not item.synthetic]
    assert len(users) > 20
    assert hall.material_by_id["id"].replaceable_by_data
    assert not hall.material_by_id["food_app"].replaceable_by_data


@pytest.mark.feature("F007")
def test_every_kiosk_knows_the_way_to_every_zone_and_names_the_other_floor() -> None:
    hall = sample("haibin")
    assert [kiosk.id for kiosk in hall.kiosks] == [f"K{n}" for n in range(1, 9)]
    assert {kiosk.floor for kiosk in hall.kiosks} == {1, 2}
    for kiosk in hall.kiosks:
        for zone in hall.zones:
            way = kiosk.way(zone.id)
            assert way is not None
            assert (f"{zone.floor} 层" in way.zh) == (zone.floor != kiosk.floor)
            assert (f"floor {zone.floor}" in way.en) == (zone.floor != kiosk.floor)


@pytest.mark.feature("F007")
def test_the_police_are_upstairs_for_traffic_and_downstairs_for_households() -> None:
    hall = sample("haibin")
    floors = {
        code: hall.floor_of_queue(hall.item_by_code[ItemCode(code)].queue) for code in ("GA-HZ-01", "JJ-01", "SJ-05")
    }
    assert floors == {"GA-HZ-01": 1, "JJ-01": 2, "SJ-05": 2}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_named_in_both_languages_with_names_that_fit_a_tile(name: str) -> None:
    hall = sample(name)
    named = [*hall.departments, *hall.zones, *hall.queues, *hall.materials, *hall.items, *hall.packages]
    for one in named:
        assert one.name.en, one
        assert one.name.en.isascii(), one
    assert len(hall.name.en) > 5
    for code in hall.hot_items:
        item = hall.item_by_code[code]
        assert len(item.name.short("zh-CN")) <= 8
        assert len(item.name.short("en")) <= 34
        assert not item.private


def test_private_matters_of_haibin_are_marked() -> None:
    hall = sample("haibin")
    words = ("离婚", "最低生活保障", "残疾")
    private = [item for item in hall.items if not item.synthetic and any(word in item.name.zh for word in words)]
    assert len(private) >= 5
    assert all(item.private for item in private)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_survives_json(name: str) -> None:
    hall = sample(name)
    document = json.loads(json.dumps(hall_to_document(hall)))
    again = hall_from_document(document)
    assert again == hall
    assert hall_version(again) == hall_version(hall)


def test_versions_of_different_halls_differ() -> None:
    hall = sample("community")
    assert len({hall_version(sample(name)) for name in SAMPLES}) == 3
    assert hall_version(replace(hall, help_phone="0")) != hall_version(hall)


def test_every_field_of_rules_kiosks_and_walls_survives_json() -> None:
    rules = TicketRules(
        daily_cap_per_person=0,
        call=CallRules(repeats=9, next_finishes_current=False, near_ahead=1),
        passing=PassRules(rule=PassRule.TAIL, defer_by=9, max_passes=1, spaced_by=4, aside_from_pass=2, self_recalls=1),
        late=LateRules(mode=LateMode.SLOT_END, insert_after=7),
        walk=WalkRules(holds_back=True, zone_s=Seconds(9), wheelchair_factor=3, lift_s=Seconds(5)),
    )
    hall = sample("community")
    changed = replace(
        hall,
        rules=rules,
        walls=(WallPlace(id="W9", floors=(1,), zones=(hall.zones[0].id,)),),
        arrivals=ArrivalProfile(shares=(1, 2)),
        first_page=HotItems.LEARNED,
        online_address="https://hall.example/online",
        position=Position(lat=22.5, lon=114.1, datum=Datum.GCJ02),
        kiosks=(KioskPlace(id="K9", floor=1, label=hall.name, walks_s=((hall.zones[0].id, Seconds(15)),)),),
    )
    assert hall_from_document(hall_to_document(changed)) == changed
    assert set(hall_to_document(hall)) >= {"hall", "rules", "zones", "items", "holidays"}
    assert {field.name for field in dataclasses.fields(Hall)} - {"rules"} <= {
        *hall_to_document(changed)["hall"],
        *hall_to_document(changed),
    }


def test_there_is_no_sample_of_another_name() -> None:
    with pytest.raises(KeyError):
        sample_hall_path("../haibin")
