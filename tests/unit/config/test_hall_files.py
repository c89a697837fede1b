"""What is said about the files of a hall when something in them is wrong."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from hallcall.config import hall_from_document, hall_to_document, load_hall, report
from hallcall.core.errors import ConfigError, Finding
from hallcall.core.languages import Language
from helpers.hall_folders import CATALOGUE, HALL_TOML, HOLIDAYS, write_hall

ARRIVALS = """
[hall.arrivals]
first = "09:00"
shares = [1, 2.5]

[rules.promise]
within_min = 20

[rules.tidal]
waiting_over = 8
"""


def findings_of(folder: Path) -> list[Finding]:
    with pytest.raises(ConfigError) as error:
        load_hall(folder)
    # Every finding has its sentence in both languages.
    assert len(report(error.value, "zh-CN")) == len(report(error.value, "en"))
    return list(error.value.findings)


def only(folder: Path, code: str) -> Finding:
    found = findings_of(folder)
    assert [one.code for one in found] == [code]
    return found[0]


def changed(old: str, new: str, text: str = CATALOGUE) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_a_hall_without_faults_is_read(tmp_path: Path) -> None:
    hall = load_hall(write_hall(tmp_path))
    assert hall.name.zh == "小厅"
    assert hall.items[0].legal_limit is not None
    assert hall.kiosk_by_id["K1"].way(hall.zones[0].id) is not None


@pytest.mark.feature("F001")
@pytest.mark.feature("F098")
def test_a_counter_says_which_languages_are_spoken_there(tmp_path: Path) -> None:
    hall = load_hall(write_hall(tmp_path, catalogue=changed("number: 2", 'number: 2, languages: ["yue", "en"]')))
    assert [counter.languages for counter in hall.counters] == [(), (Language.YUE, Language.EN)]


def test_a_duplicated_counter_number_names_both_lines(tmp_path: Path) -> None:
    found = only(write_hall(tmp_path, catalogue=changed("{number: 2,", "{number: 1,")), "id.twice")
    assert (found.line, dict(found.fields)["first"]) == (7, "6")
    assert found.file.endswith("catalogue.yaml")


def test_a_counter_inside_a_range_written_again_is_found(tmp_path: Path) -> None:
    wide = changed("{number: 2,", '{numbers: "1-3",')
    found = only(write_hall(tmp_path, catalogue=wide), "id.twice")
    assert (found.line, found.key) == (7, "counters[1].numbers")


def test_counters_of_two_files_that_clash_name_the_other_file(tmp_path: Path) -> None:
    folder = write_hall(tmp_path)
    (folder / "more.yaml").write_text('counters:\n  - {number: 2, zone: "A", queues: ["A"]}\n', encoding="utf-8")
    found = only(folder, "id.twice")
    assert dict(found.fields)["first"].endswith("catalogue.yaml:7")


@pytest.mark.feature("F017")
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('audience: "person"', "audience: no", "trap.bool"),
        ('name: "民政"', "name: yes", "trap.bool"),
        ('code: "IT-1"', "code: 00123", "trap.odd_number"),
        ('code: "IT-1"', "code: 440106198001010014", "trap.odd_number"),
        ('code: "IT-1"', "code: 4401", "trap.number"),
        ('conditions: "年满80周岁"', "conditions: 2026-01-01", "trap.date"),
        ('conditions: "年满80周岁"', "conditions: 12:30", "trap.time"),
        ('conditions: "年满80周岁"', "conditions: 1.5", "trap.number"),
        ('conditions: "年满80周岁"', "conditions: 0x1F", "trap.odd_number"),
        ('conditions: "年满80周岁"', "conditions: 1_000", "trap.odd_number"),
        ('conditions: "年满80周岁"', "conditions: ~", "type.wanted"),
        ("fee_cny: 0", 'fee_cny: "0"', "type.wanted"),
        ("fee_cny: 0", "fee_cny: 007", "trap.odd_number"),
        ("fee_cny: 0", "fee_cny: -1", "value.range"),
        ("number: 2", "number: 1000", "value.range"),
        ("number: 2", 'number: 2, languages: ["french"]', "value.choice"),
        ("replaceable_by_data: true", "replaceable_by_data: yes", "trap.truth"),
        ("replaceable_by_data: true", 'replaceable_by_data: "true"', "type.wanted"),
        ('materials: ["id"]', "materials: *all", "yaml.alias"),
        ('materials: ["id"]', 'materials: &all ["id"]', "yaml.alias"),
        ('conditions: "年满80周岁"', 'conditions: !!python/name:os.system "x"', "yaml.tag"),
        ('keywords: ["老人"]', 'keywords: ["a|b"]', "value.list_mark"),
        ('conditions: "年满80周岁"', 'conditions: "a\\u0007"', "value.control"),
        ('legal_limit: "7 working"', 'legal_limit: "7 days"', "form.limit"),
        ('["09:00-12:00"]', '["9:00-12:00"]', "form.span"),
        ('["09:00-12:00"]', '["12:00-09:00"]', "form.span"),
        ('["09:00-12:00"]', '["09:00-12:00", "11:00-13:00"]', "form.spans_overlap"),
        ("mon-fri:", "fri-mon:", "form.days"),
        ('channels: ["counter"]', 'channels: ["telex"]', "value.choice"),
        ('channels: ["counter"]', "channels: []", "value.empty"),
        ('kind: "district"', 'kind: "city"', "value.choice"),
        ('materials: ["id"]', 'materials: ["id", "id"]', "value.twice"),
    ],
)
def test_yaml_traps_and_wrong_values_are_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    found = findings_of(write_hall(tmp_path, catalogue=changed(old, new)))
    assert code in {one.code for one in found}
    line = CATALOGUE[: CATALOGUE.index(old)].count("\n") + 1
    assert line in {one.line for one in found}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('zone: "A", calendar: "week"', 'zone: "B", calendar: "week"', "zones"),
        ('calendar: "week"', 'calendar: "weak"', "calendars"),
        ('department: "D01"', 'department: "D99"', "departments"),
        ('queue: "A"', 'queue: "B"', "queues"),
        ('materials: ["id"]', 'materials: ["idd"]', "materials"),
        ('items: ["IT-1"]', 'items: ["IT-2"]', "items"),
        ('{number: 2, zone: "A", queues: ["A"]}', '{number: 2, zone: "A", queues: ["A", "Z"]}', "queues"),
    ],
)
def test_a_name_that_nothing_has_is_found(tmp_path: Path, old: str, new: str, kind: str) -> None:
    found = only(write_hall(tmp_path, catalogue=changed(old, new)), "ref.unknown")
    assert dict(found.fields)["kind"] == kind


def test_a_misspelt_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    found = only(write_hall(tmp_path, catalogue=changed('calendar: "week"', 'calendar: "weak"')), "ref.unknown")
    assert dict(found.fields)["suggestion"] == "week"


@pytest.mark.feature("F006")
def test_an_item_without_a_department_is_refused(tmp_path: Path) -> None:
    found = only(write_hall(tmp_path, catalogue=changed('    department: "D01"\n', "")), "key.missing")
    assert dict(found.fields) == {"name": "department"}


@pytest.mark.feature("F003")
@pytest.mark.parametrize(
    "line",
    [
        'materials: ["id"]',
        'conditions: "年满80周岁"',
        'legal_limit: "7 working"',
        "promised_limit: null",
        "fee_cny: 0",
        'channels: ["counter"]',
        'complaint_phone: "12345"',
    ],
)
def test_an_item_without_a_field_of_its_guide_is_refused(tmp_path: Path, line: str) -> None:
    found = only(write_hall(tmp_path, catalogue=changed(f"    {line}\n", "")), "guide.missing")
    assert dict(found.fields)["name"] == line.partition(":")[0]


@pytest.mark.feature("F003")
def test_an_item_may_need_no_materials_but_must_say_so(tmp_path: Path) -> None:
    hall = load_hall(write_hall(tmp_path, catalogue=changed('materials: ["id"]', "materials: []")))
    assert hall.items[0].materials == ()


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    found = findings_of(write_hall(tmp_path, catalogue=changed("conditions:", "condition:")))
    unknown = next(one for one in found if one.code == "key.unknown")
    assert dict(unknown.fields) == {"name": "condition", "suggestion": "conditions"}


def test_a_key_written_twice_names_both_lines(tmp_path: Path) -> None:
    twice = changed('    queue: "A"\n', '    queue: "A"\n    queue: "A"\n')
    found = only(write_hall(tmp_path, catalogue=twice), "key.duplicate")
    assert int(dict(found.fields)["first"]) == found.line - 1


@pytest.mark.parametrize("letter", ["I", "O", "a", "AA", "1"])
def test_a_queue_is_one_letter_that_is_not_taken_for_a_digit(tmp_path: Path, letter: str) -> None:
    found = findings_of(write_hall(tmp_path, catalogue=changed('prefix: "A"', f'prefix: "{letter}"')))
    assert "value.pattern" in {one.code for one in found}


def test_a_queue_that_no_counter_serves_is_found(tmp_path: Path) -> None:
    two = changed("counters:", '  - {prefix: "B", name: "乙", zone: "A", calendar: "week"}\ncounters:')
    assert dict(only(write_hall(tmp_path, catalogue=two), "queue.unserved").fields) == {"id": "B"}


@pytest.mark.feature("F084")
@pytest.mark.parametrize(("of", "code"), [("C", "ref.unknown"), ("B", "queue.express")], ids=["of nobody", "of itself"])
def test_an_express_queue_is_that_of_another_queue(tmp_path: Path, of: str, code: str) -> None:
    lane = f'  - {{prefix: "B", name: "乙", zone: "A", calendar: "week", express_of: "{of}"}}\ncounters:'
    found = findings_of(write_hall(tmp_path, catalogue=changed("counters:", lane)))
    assert code in {one.code for one in found}


@pytest.mark.feature("F084")
@pytest.mark.parametrize(("of", "every"), [("", 4), ("A", 1)], ids=["of nobody", "every call"])
def test_only_an_express_queue_takes_turns_and_not_with_every_call(tmp_path: Path, of: str, every: int) -> None:
    named = f', express_of: "{of}"' if of else ""
    lane = f'  - {{prefix: "B", name: "乙", zone: "A", calendar: "week"{named}, express_every: {every}}}\ncounters:'
    found = findings_of(write_hall(tmp_path, catalogue=changed("counters:", lane)))
    assert "queue.express_every" in {one.code for one in found}


def test_a_counter_on_another_floor_than_its_queue_is_found(tmp_path: Path) -> None:
    upstairs = HALL_TOML + '\n[[zones]]\nid = "B"\nfloor = 2\nname = "二区"\n'
    wrong = changed('{number: 2, zone: "A"', '{number: 2, zone: "B"')
    only(write_hall(tmp_path, toml=upstairs, catalogue=wrong), "counter.floor")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Shenzhen"', "hall.timezone", 5),
        ('hot_items = ["IT-1"]', 'hot_items = ["IT-9"]', "ref.unknown", 8),
        ("floors = [1]", "floors = [7]", "floor.unknown", 25),
        ("floors = [1]", "seams = [0.6, 0.4]", "wall.seams", 25),
        ("floors = [1]", "seams = [0.5]", "wall.seams", 25),
        ("floors = [1]", 'glass = "nowhere"', "ref.unknown", 25),
        ('A = "向左"', 'Z = "向左"', "ref.unknown", 21),
        ('A = "向左"', 'A = "向左"\n[kiosks.walks_s]\nZ = 30', "ref.unknown", 23),
        ('A = "向左"', 'A = "向左"\n[kiosks.walks_s]\nA = -1', "value.range", 23),
        ('A = "向左"', 'A = "向左"\n[kiosks.walks_s]\nA = "far"', "type.wanted", 23),
        ('help_phone = "12345"', "help_phone = 12345", "trap.number", 7),
        ('code = "T-1"', 'code = "T-1"\ncode = "T-2"', "syntax", 3),
    ],
)
def test_faults_of_the_toml_file_have_their_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    found = findings_of(write_hall(tmp_path, toml=changed(old, new, HALL_TOML)))
    assert (code, line) in {(one.code, one.line) for one in found}


@pytest.mark.feature("F055")
@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("share = 1.5", "value.range"),
        ("slot_min = 0", "value.range"),
        ('quiet_from = "25:00"', "form.time"),
        ("festivals = [{name = '520'}]", "booking.festival"),
        ("festivals = [{name = '520', month_day = '05-20', day = '2027-05-20'}]", "booking.festival"),
        ("festivals = [{name = '520', month_day = '05-32'}]", "form.month_day"),
        ("festivals = [{name = '520', month_day = '05-20', queues = ['Z']}]", "ref.unknown"),
        ("festivals = [{name = '520', month_day = '05-20', capacity_factor = 0}]", "value.range"),
    ],
)
def test_faults_of_the_rules_for_bookings_are_found(tmp_path: Path, written: str, code: str) -> None:
    only(write_hall(tmp_path, toml=f"{HALL_TOML}\n[rules.booking]\n{written}\n"), code)


def test_rules_for_bookings_are_read(tmp_path: Path) -> None:
    written = "share = 0.4\nfestivals = [{name = '520', month_day = '05-20', queues = ['A']}]"
    rules = load_hall(write_hall(tmp_path, toml=f"{HALL_TOML}\n[rules.booking]\n{written}\n")).rules.booking
    assert (rules.share, rules.festivals[0].month_day, rules.festivals[0].queues) == (0.4, (5, 20), ("A",))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"2026-01-04"', '"2026-01-05"', "holiday.weekday"),
        ('"2026-01-04"', '"2026-01-03"', "holiday.both"),
        ('"2026-01-04"', '"2027-01-02"', "holiday.year"),
        ("2026-01-01..", "2026-02-30..", "form.date"),
        ("year: 2026", "year: 2027", "holiday.year"),
    ],
)
def test_faults_of_a_holiday_file_are_found(tmp_path: Path, old: str, new: str, code: str) -> None:
    found = findings_of(write_hall(tmp_path, holidays=changed(old, new, HOLIDAYS)))
    assert {one.code for one in found} == {code}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (CATALOGUE.encode("gb18030"), "file.gb18030"),
        (b"\xff\xfe\x00\x00", "file.binary"),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xfe", "file.encoding"),
        (b"a: [1, 2\n", "syntax"),
        (b"a: " + b"[" * 40, "file.too_deep"),
        (b"#" * (4 * 1024 * 1024 + 1), "file.too_large"),
        (b"---\na: 1\n---\nb: 2\n", "yaml.documents"),
        (b"? [1, 2]\n: 3\n", "yaml.complex_key"),
        (b"- 1\n- 2\n", "type.wanted"),
    ],
)
def test_a_file_that_is_no_catalogue_is_answered_with_what_it_is(tmp_path: Path, content: bytes, code: str) -> None:
    found = findings_of(write_hall(tmp_path, catalogue=content))
    assert code in {one.code for one in found}


def test_an_alias_bomb_is_refused_at_its_first_alias(tmp_path: Path) -> None:
    bomb = "a: &a [1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = findings_of(write_hall(tmp_path, catalogue=bomb))
    assert "yaml.alias" in {one.code for one in found}


def test_all_faults_of_all_files_come_at_once_and_in_order(tmp_path: Path) -> None:
    folder = write_hall(
        tmp_path,
        toml=changed('timezone = "Asia/Shanghai"', 'timezone = "Nowhere"', HALL_TOML),
        catalogue=changed("fee_cny: 0", "fee_cny: -1", changed("number: 2", "number: 0", CATALOGUE)),
        holidays=changed("2026-01-04", "2026-01-05", HOLIDAYS),
    )
    found = findings_of(folder)
    assert {one.code for one in found} == {"hall.timezone", "value.range", "holiday.weekday"}
    assert [(one.file, one.line) for one in found] == sorted((one.file, one.line) for one in found)


def test_an_item_that_cannot_be_read_is_not_called_unknown_elsewhere(tmp_path: Path) -> None:
    only(write_hall(tmp_path, catalogue=changed("fee_cny: 0", "fee_cny: -1")), "value.range")


def test_a_folder_without_a_hall_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load_hall(tmp_path)
    assert error.value.code == "config.missing"
    assert "hall.toml" in report(error.value, "en")[0]


def test_a_finding_is_written_as_file_line_key_and_sentence(tmp_path: Path) -> None:
    folder = write_hall(tmp_path, catalogue=changed("{number: 2,", "{number: 1,"))
    with pytest.raises(ConfigError) as error:
        load_hall(folder)
    place = f"{folder / 'catalogue.yaml'}:7: counters[1].number: "
    assert report(error.value, "zh-CN") == [f"{place}窗口 1 重复了，第一次在第 6 行。"]
    assert report(error.value, "en") == [f"{place}The counter 1 is there twice, first in line 6."]


@pytest.mark.feature("F179")
def test_a_hall_writes_when_its_visitors_come_and_what_it_promises(tmp_path: Path) -> None:
    write_hall(tmp_path, toml=HALL_TOML + ARRIVALS)
    hall = load_hall(tmp_path)
    assert (hall.arrivals.first, hall.arrivals.shares) == (time(9, 0), (1.0, 2.5))
    assert (hall.rules.promise.within_min, hall.rules.tidal.waiting_over) == (20, 8)
    assert hall_from_document(hall_to_document(hall)) == hall
