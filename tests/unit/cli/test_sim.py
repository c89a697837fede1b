"""``hallcall sim``: what it prints and writes, and what it does not understand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hallcall.cli import main

Captured = pytest.CaptureFixture[str]
SHORT = ["sim", "--days", "1", "--hall", "street", "--processes", "1", "--lang", "en"]


@pytest.mark.feature("F086")
def test_policies_are_compared_class_by_class(capsys: Captured) -> None:
    assert main([*SHORT, "--policy", "apq", "--policy", "fcfs"]) == 0
    printed = capsys.readouterr().out
    apq, fcfs = printed.index("accumulating priority 1:2:4"), printed.index("first come, first served")
    assert apq < fcfs
    for part in (printed[apq:fcfs], printed[fcfs:]):
        heads = next(line for line in part.splitlines() if line.startswith("visitors")).split()
        assert heads[1:7] == ["a", "day", "mean", "p50", "p90", "p95"]
        assert {"normal", "booked", "elder"} <= {line.split()[0] for line in part.splitlines() if line}


@pytest.mark.feature("F181")
def test_it_says_how_long_it_took_and_speaks_the_language_asked_for(capsys: Captured) -> None:
    assert main([*SHORT[:-1], "zh-CN"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1].startswith("用时 ")
    assert "现状" in printed


def test_figures_and_page_are_written(tmp_path: Path, capsys: Captured) -> None:
    figures, page = tmp_path / "sim.json", tmp_path / "sim.html"
    assert main([*SHORT, "--express", "5", "--json", str(figures), "--html", str(page)]) == 0
    assert len(json.loads(figures.read_text(encoding="utf-8"))["halls"]) == 2
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "express lane below 5 min" in capsys.readouterr().out


def test_json_on_standard_output_is_nothing_but_json(capsys: Captured) -> None:
    assert main([*SHORT, "--json", "-", "--rates", "1:3:5", "--counters", "a=2", "--hours", "08:00-18:00"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [change["kind"] for change in told["halls"][1]["changes"]] == ["hours", "counters", "policy-accumulating"]
    assert told["halls"][1]["changes"][2]["value"] == "1:3:5"


def test_a_hall_may_say_who_comes(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "ours.toml"
    file.write_text("elder = 0.5\nbooked = 0.0\nservice_mean_min = {A = 9.5}\n", encoding="utf-8")
    assert main([*SHORT, "--json", "-", "--profile", str(file)]) == 0
    classes = json.loads(capsys.readouterr().out)["halls"][0]["classes"]
    assert classes.keys() == {"normal", "elder"}
    assert classes["elder"]["a_day"] > 80


@pytest.mark.parametrize(
    "written",
    [
        "elders = 0.5",
        "elder = 'half'",
        "elder = ",
        "elder = 1.5",
        "elder = 0.6\nbooked = 0.6",
        "by_half_hour = []",
        "by_half_hour = [1, 0, 1]",
        "opens_s = 80000",
        "walk_s = -1",
        "service_mean_min = {A = -3}",
    ],
)
def test_a_wrong_profile_is_named(written: str, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(written, encoding="utf-8")
    assert main([*SHORT, "--profile", str(file)]) == 2
    assert str(file) in capsys.readouterr().err
    assert main([*SHORT, "--profile", str(tmp_path / "none.toml")]) == 2


@pytest.mark.feature("F182")
def test_layouts_are_compared(capsys: Captured) -> None:
    layouts = ["--pooling", "departments", "--pooling", "all", "--policy", "fcfs"]
    assert main([*SHORT, *layouts]) == 2
    assert capsys.readouterr().err == "There are more queues than counters.\n"
    assert main([word.replace("street", "haibin") for word in SHORT] + layouts) == 0
    printed = capsys.readouterr().out
    assert "29 single queues, one a department" in printed
    assert "every counter for every queue" in printed


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--policy", "luck"),
        ("--rates", "1:2"),
        ("--rates", "1:2:-4"),
        ("--counters", "A:3"),
        ("--counters", "Q=3"),
        ("--hours", "08:30"),
        ("--hours", "12:00-08:30"),
        ("--hours", "08:61-09:00"),
        ("--load", "0"),
        ("--days", "0"),
        ("--staff", "-1"),
        ("--passing", "shout"),
        ("--pooling", "swim"),
    ],
)
def test_what_is_not_understood_is_named(option: str, value: str, capsys: Captured) -> None:
    assert main(["sim", "--hall", "street", "--lang", "en", option, value]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    named = value.partition("=")[0] if value.startswith("Q") else value
    assert named in told.err


@pytest.mark.feature("F103")
def test_the_rule_for_further_counters_is_compared_with_nobody_following_it(capsys: Captured) -> None:
    assert main([*SHORT, "--staff", "0.6", "--rule", "5:10:3"]) == 0
    printed = capsys.readouterr().out
    assert "further counters by the rule 5:10:3" in printed
    assert printed.count("Counter hours a day: ") == 3
    assert "counters were opened" in printed
    assert main([*SHORT, "--rule", "own"]) == 0
    assert "further counters by the rule 20:30:5" in capsys.readouterr().out


def test_late_modes_are_compared_and_some_do_not_come(capsys: Captured) -> None:
    assert main([*SHORT, "--late-mode", "insert", "--late-mode", "slot_end", "--no-show", "0.2"]) == 0
    printed = capsys.readouterr().out
    assert printed.index("late booked visitors between others") < printed.index(
        "late booked visitors last of their slot"
    )
    assert " did not come" in printed


@pytest.mark.parametrize(
    "wrong", [["--rule", "20"], ["--rule", "0:0:5"], ["--rule", "2.5:30:5"], ["--no-show", "1"], ["--no-show", "-0.1"]]
)
def test_a_rule_or_share_that_cannot_be_is_refused(wrong: list[str], capsys: Captured) -> None:
    assert main([*SHORT, *wrong]) == 2
    assert "not understood" in capsys.readouterr().err
