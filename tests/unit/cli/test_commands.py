"""The commands a hall's staff type, what they print and how they exit."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.cli.commands import COMMANDS, make_app
from hallcall.cli.language import choose_language, take_language
from helpers.hall_folders import CATALOGUE, write_hall

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def chinese_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.delenv("HALLCALL_HALL", raising=False)


@pytest.mark.feature("F001", "F006")
def test_check_counts_what_is_in_the_hall(capsys: Captured) -> None:
    assert main(["catalog", "check"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("counters=101 departments=28 floors=2 items=961 ")
    assert "district=20 stationed=8 partner=5" in printed


@pytest.mark.feature("F001")
@pytest.mark.parametrize(("lang", "words"), [("zh-CN", "第一次在第 6 行"), ("en", "first in line 6")])
def test_a_duplicated_counter_exits_2_and_names_both_lines(
    tmp_path: Path, capsys: Captured, lang: str, words: str
) -> None:
    folder = write_hall(tmp_path, catalogue=CATALOGUE.replace("number: 2", "number: 1"))
    assert main(["catalog", "check", str(folder), "--lang", lang]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{folder / 'catalogue.yaml'}:7:" in printed.err
    assert words in printed.err


@pytest.mark.feature("F002")
def test_gen_makes_a_hall_of_the_wanted_size_and_may_be_repeated(tmp_path: Path, capsys: Captured) -> None:
    target = str(tmp_path / "large")
    assert main(["catalog", "gen", "--items", "80", "--out", target]) == 0
    assert main(["catalog", "gen", "--items", "70", "--out", target]) == 0
    assert main(["catalog", "check", target]) == 0
    assert " items=70 synthetic=1 " in capsys.readouterr().out
    assert main(["catalog", "gen", "--items", "70", "--out", str(tmp_path)]) == 2
    assert main(["catalog", "gen", "--items", "1000000", "--out", target]) == 2


@pytest.mark.feature("F017")
@pytest.mark.parametrize("form", ["csv", "yaml"])
def test_export_into_import_reports_no_changes(
    form: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["catalog", "export", "--format", form, "--hall", "street"]) == 0
    exported = capfdbinary.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(exported), encoding="utf-8"))
    assert main(["catalog", "import", "--dry-run", "--hall", "street"]) == 0
    assert "added=0 changed=0 removed=0\n共 0 处改动" in capfdbinary.readouterr().out.decode()


def test_import_writes_into_a_hall_of_ones_own_but_not_into_a_sample(tmp_path: Path, capsys: Captured) -> None:
    folder = write_hall(tmp_path / "own")
    table = tmp_path / "items.csv"
    assert main(["catalog", "export", "--out", str(table), "--hall", str(folder)]) == 0
    table.write_text(table.read_text(encoding="utf-8").replace("高龄津贴", "高龄老人津贴"), encoding="utf-8")
    assert main(["catalog", "import", str(table)]) == 2
    assert main(["catalog", "import", str(table), "--dry-run", "--hall", str(folder)]) == 0
    assert "高龄津贴" in (folder / "catalogue.yaml").read_text(encoding="utf-8")
    assert main(["catalog", "import", str(table), "--hall", str(folder)]) == 0
    assert "items changed: IT-1" in capsys.readouterr().out
    assert main(["item", "IT-1", "--hall", str(folder)]) == 0
    assert "高龄老人津贴" in capsys.readouterr().out


@pytest.mark.feature("F040")
@pytest.mark.parametrize("typed", ["食品", "spjy", "开饭店", "shipin", "shipn"])
def test_search_names_the_food_licence_first(typed: str, capsys: Captured) -> None:
    assert main(["search", typed]) == 0
    assert capsys.readouterr().out.startswith("SJ-06  食品经营许可新办(餐饮)  2 层 E 区\n")


@pytest.mark.feature("F040")
def test_search_without_a_hit_names_three_and_exits_1(capsys: Captured) -> None:
    assert main(["search", "--lang=en", "qqqqqq"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Nothing fits")
    assert len(lines) == 4


def test_search_as_json_says_why(capsys: Captured) -> None:
    assert main(["search", "SPJY", "--letters", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["code"], first["floor"], first["why"], first["matched"]) == ("SJ-06", 2, "initials", [0, 1, 2, 3])


@pytest.mark.feature("F004")
def test_materials_are_listed_with_kind_and_share_flag(capsys: Captured) -> None:
    assert main(["item", "SJ-06", "--materials"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[1] == "2. 营业执照（原件，数据共享可免交）"
    assert main(["item", "SJ-06", "--materials", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["replaceable_by_data"] for one in listed] == [False, True, False, False]


@pytest.mark.feature("F003")
def test_the_guide_of_an_item_shows_all_its_parts(capsys: Captured) -> None:
    assert main(["item", "SJ-06", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    parts = ("Conditions:", "Legal time limit: 20 working days", "Fee: none", "counters 58", "Complaints: 12345")
    assert all(part in printed for part in parts)
    assert main(["item", "SW-03"]) == 0
    assert "不需要材料" in capsys.readouterr().out


@pytest.mark.feature("F012")
@pytest.mark.parametrize(
    ("at", "code", "words"),
    [
        ("2026-10-01T10:00", 0, "open"),
        ("2026-10-02", 2, ""),
        ("2026-10-02T10:00", 1, "closed"),
        ("2026-10-10T10:00", 0, "open"),
        ("2026-10-10T10:00+08:00", 0, "open"),
        ("2026-10-10T02:00Z", 0, "open"),
        ("2026-10-10T12:00", 1, "closed"),
        ("2027-10-01T10:00", 2, ""),
        ("tomorrow", 2, ""),
    ],
)
def test_the_calendar_says_open_closed_or_that_it_cannot_say(at: str, code: int, words: str, capsys: Captured) -> None:
    assert main(["cal", "open", "--queue", "C", "--at", at]) == code
    assert capsys.readouterr().out.startswith(words)


@pytest.mark.feature("F012")
def test_a_missing_year_is_said_in_words(capsys: Captured) -> None:
    assert main(["cal", "open", "--queue", "C", "--at", "2027-03-01T10:00", "--lang", "en"]) == 2
    assert "no holiday file for 2027" in capsys.readouterr().err


@pytest.mark.feature("F002", "F040")
def test_the_search_benchmark_prints_its_figures(capsys: Captured) -> None:
    assert main(["bench", "search", "--items", "200"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["items"] == 200
    assert 0 < figures["p50_ms"] <= figures["p95_ms"] <= figures["max_ms"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nope"], "nope"),
        (["search", "x", "--bogus"], "--bogus"),
        (["item"], "CODE"),
        (["search", "x", "--limit", "many"], "many"),
        (["catalog", "check", "/nowhere"], "/nowhere"),
        (["item", "XX-1"], "XX-1"),
        (["cal", "open", "--queue", "Z", "--at", "2026-01-05T10:00"], "Z"),
        (["catalog", "import", "/nowhere.csv", "--dry-run"], "/nowhere.csv"),
    ],
)
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_wrong_command_is_answered_with_a_sentence(
    arguments: list[str], words: str, lang: str, capsys: Captured
) -> None:
    assert main([*arguments, "--lang", lang]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert "Traceback" not in printed.err
    assert ("。" in printed.err) == (lang == "zh-CN")


def test_every_command_has_help_in_both_languages(capsys: Captured) -> None:
    for language in ("zh-CN", "en"):
        for command in COMMANDS:
            assert main([*command.split(), "--help", "--lang", language]) == 0
            assert capsys.readouterr().out
    choose_language("zh-CN")
    assert make_app().name[0] == "hallcall"


@pytest.mark.parametrize(
    ("shell", "arguments", "language"),
    [
        ("zh_CN.UTF-8", [], "zh-CN"),
        ("en_GB.UTF-8", [], "en"),
        ("C", [], "zh-CN"),
        ("", [], "zh-CN"),
        ("en_GB", ["--lang", "zh-CN"], "zh-CN"),
        ("zh_CN", ["--lang=en"], "en"),
        ("zh_CN", ["--", "--lang=en"], "zh-CN"),
    ],
)
def test_the_language_is_asked_for_or_that_of_the_shell(
    monkeypatch: pytest.MonkeyPatch, shell: str, arguments: list[str], language: str
) -> None:
    monkeypatch.setenv("LC_ALL", shell)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.delenv("LANG", raising=False)
    assert take_language(arguments)[0] == language
