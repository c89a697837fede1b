"""``hallcall net import``: the halls of a district are counted and checked before anybody relies on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.config.network import SAMPLE_NETWORK, load_network
from hallcall.core.errors import ConfigError
from hallcall.core.network import HallCount, HallLevel

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], Path]:
    """The sample with one text in place of another."""

    def write(before: str, after: str) -> Path:
        text = SAMPLE_NETWORK.read_text(encoding="utf-8")
        assert before in text
        file = tmp_path / "network.yaml"
        file.write_text(text.replace(before, after, 1), encoding="utf-8")
        return file

    return write


def codes(file: Path) -> set[str]:
    with pytest.raises(ConfigError) as refused:
        load_network(file)
    return {finding.code for finding in refused.value.findings}


@pytest.mark.feature("F010")
def test_a_district_has_one_hall_ten_in_streets_and_eighty_three_in_communities(capsys: Captured) -> None:
    assert main(["net", "import", str(SAMPLE_NETWORK), "--lang", "en"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "1/10/83"
    assert sum("merged into" in line for line in printed) == 2
    assert printed[-1].startswith("Halls that do not tell how long their lines are: 3")


@pytest.mark.feature("F010")
def test_a_list_with_a_hall_too_few_is_refused(written: Callable[[str, str], Path], capsys: Captured) -> None:
    file = written("community: 83", "community: 84")
    assert codes(file) == {"network.count"}
    assert main(["net", "import", str(file), "--lang", "en"]) == 2
    assert "There are 1/10/83 working halls" in capsys.readouterr().err


@pytest.mark.feature("F010")
def test_a_merged_hall_does_not_count_and_another_does_its_work() -> None:
    network = load_network(SAMPLE_NETWORK)
    assert network.count == HallCount(district=1, street=10, community=83)
    assert len(network.halls) == 96
    assert network.serving("HB-C84").id == "HB-C03"
    assert network.serving("HB-C03").id == "HB-C03"
    assert {hall.level for hall in network.working if not hall.parent} == {HallLevel.DISTRICT}
    assert not any(network.serving(hall.id).merged_into for hall in network.halls)


@pytest.mark.feature("F010")
@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('id: "HB-C02"', 'id: "HB-C01"', "network.twice"),
        ('merged_into: "HB-C03"', 'merged_into: "HB-C99"', "network.unknown"),
        ('merged_into: "HB-C03"', 'merged_into: "HB-C85"', "network.merged"),
        ('parent: "HB-S01"', 'parent: "HB-H01"', "network.parent"),
        ('parent: "HB-S01"', 'parent: "HB-S77"', "network.unknown"),
        (', parent: "HB-H01"', "", "network.parent"),
        ("lat: 22.551", "lat: 122.551", "value.range"),
        ('level: "district"', 'level: "city"', "value.choice"),
        ('["09:00-17:30"]', '["17:30-09:00"]', "form.span"),
        ('datum: "wgs84"\n', "", "key.missing"),
        ('datum: "wgs84"', 'datum: "bd09"', "value.choice"),
        ("live: false", "live: perhaps", "type.wanted"),
    ],
)
def test_each_fault_is_named(before: str, after: str, code: str, written: Callable[[str, str], Path]) -> None:
    assert code in codes(written(before, after))


def test_a_list_that_is_right_is_kept(tmp_path: Path, capsys: Captured) -> None:
    assert main(["net", "import", str(SAMPLE_NETWORK), "--out", str(tmp_path / "data"), "--lang", "en"]) == 0
    assert load_network(tmp_path / "data" / "network.yaml") == load_network(SAMPLE_NETWORK)
    assert "Kept as" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["none.yaml", "network.csv"])
def test_what_is_no_list_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "network.csv").write_text("id\n", encoding="utf-8")
    assert main(["net", "import", str(tmp_path / name)]) == 2


@pytest.mark.feature("F043")
def test_the_way_to_a_hall_is_told_for_phones_and_to_the_one_that_does_its_work(capsys: Captured) -> None:
    assert main(["net", "way", "HB-H01"]) == 0
    assert capsys.readouterr().out == "geo:22.551000,114.118000\n"
    assert main(["net", "way", "HB-C03"]) == 0
    there = capsys.readouterr().out
    assert main(["net", "way", "HB-C84"]) == 0
    assert capsys.readouterr().out == there
    assert main(["net", "way", "HB-X", "--lang", "en"]) == 1
    assert capsys.readouterr().err == "The list has no hall HB-X.\n"


@pytest.mark.feature("F043")
def test_a_list_from_a_map_of_the_mainland_is_converted(written: Callable[[str, str], Path], capsys: Captured) -> None:
    file = written('datum: "wgs84"', 'datum: "gcj02"')
    assert main(["net", "way", "HB-H01", str(file)]) == 0
    lat, lon = map(float, capsys.readouterr().out.removeprefix("geo:").split(","))
    assert 0.002 < 22.551 - lat < 0.004 or 0.002 < lat - 22.551 < 0.004
    assert 0.004 < 114.118 - lon < 0.006
