"""What the manager asks at the command line: staff and bookings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.server.settings import ServerSettings
from helpers.writer_bench import WriterBench


@pytest.mark.feature("F053")
def test_two_more_than_forty_may_book_when_one_in_eight_stays_away(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overbook", "--slots", "40", "--noshow", ".12"]) == 0
    assert capsys.readouterr().out.strip() == "2"


@pytest.mark.feature("F053")
def test_a_marriage_is_never_overbooked_and_it_is_said_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "overbook", "--slots", "40", "--noshow", ".23", "--item", "MZ-HY-01"]) == 0
    said = capsys.readouterr()
    assert said.out.strip() == "0"
    assert "2 people" in said.err


@pytest.mark.feature("F053")
@pytest.mark.parametrize(
    "wrong",
    [
        ["--slots", "-1", "--noshow", ".1"],
        ["--slots", "4", "--noshow", "1"],
        ["--slots", "4", "--noshow", ".1", "--item", "none"],
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overbook", *wrong]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.feature("F179")
def test_an_overloaded_half_hour_is_called_unstable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["staff", "--queue", "b", "--date", "2026-11-23", "--data", str(tmp_path)]
    assert main(["--lang", "en", *ask]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "own estimate" in said[1]
    assert next(line for line in said if line.startswith("09:30")).endswith("the line grows")
    assert main([*ask, "--json"]) == 0
    steps = {step["start"]: step for step in json.loads(capsys.readouterr().out)["steps"]}
    assert (steps["09:30"]["stable"], steps["09:30"]["mean_wait_min"], steps["09:30"]["needed"]) == (False, None, 18)
    assert steps["16:30"]["stable"]


@pytest.mark.feature("F179")
def test_with_more_counters_the_same_half_hour_is_stable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["staff", "--queue", "B", "--date", "2026-11-23", "--counters", "18", "--json", "--data", str(tmp_path)]
    assert main(ask) == 0
    steps = {step["start"]: step for step in json.loads(capsys.readouterr().out)["steps"]}
    assert steps["09:30"]["share"] >= 0.8


@pytest.mark.feature("F179")
def test_past_days_of_the_log_are_learned_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with WriterBench(ServerSettings(data=tmp_path).database) as bench:
        for _ in range(2):
            for _ in range(3):
                bench.issue("a1")
            bench.clock.turn(24 * 3600)
    ask = ["staff", "--queue", "A", "--date", "2026-11-25", "--json", "--data", str(tmp_path)]
    assert main(ask) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["learned_from_days"] == 2
    assert {step["start"]: step["visits"] for step in answer["steps"] if step["visits"]} == {"09:00": 3.0}


@pytest.mark.feature("F179")
@pytest.mark.parametrize(
    "wrong", [["--queue", "Z"], ["--queue", "B", "--date", "soon"], ["--queue", "B", "--date", "2026-11-22"]]
)
def test_a_closed_day_or_an_unknown_queue_gets_a_sentence(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["staff", *wrong, "--data", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
