"""``hallcall estimate`` and ``hallcall report estimate``."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.config import load_hall, sample_hall_path
from hallcall.core.commands import CallNext, FinishService, StartService
from hallcall.core.terms import CounterNumber
from helpers.small_hall import NINE
from helpers.writer_bench import WriterBench

Captured = pytest.CaptureFixture[str]
WEEKDAY = "2026-11-24"


@pytest.fixture(autouse=True)
def chinese_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.delenv("HALLCALL_HALL", raising=False)


def said(capsys: Captured, *words: str, data: Path) -> str:
    assert main(["estimate", *words, "--data", str(data), "--lang", "en"]) == 0
    return capsys.readouterr().out


@pytest.mark.feature("F014")
def test_at_ten_to_twelve_the_noon_shift_is_reckoned_with(tmp_path: Path, capsys: Captured) -> None:
    at = ("--queue", "A", "--waiting", "40", "--at")
    before = said(capsys, *at, f"{WEEKDAY}T10:00", data=tmp_path)
    noon = said(capsys, *at, f"{WEEKDAY}T11:50", data=tmp_path)
    assert before.startswith("40 ahead")
    # The queue is closed from twelve to two: whoever is not called before is called then.
    assert int(noon.split(",")[1].split("–")[0]) >= 120 > int(before.split(",")[1].split("–")[0])


@pytest.mark.feature("F014")
def test_while_nobody_calls_it_says_when_calling_goes_on(tmp_path: Path, capsys: Captured) -> None:
    printed = said(capsys, "--queue", "A", "--at", f"{WEEKDAY}T12:30", data=tmp_path)
    assert "Calling goes on at 14:00" in printed


def test_an_elder_is_told_less(tmp_path: Path, capsys: Captured) -> None:
    common = ("--queue", "D", "--waiting", "80", "--at", f"{WEEKDAY}T10:00")
    normal = said(capsys, *common, data=tmp_path)
    elder = said(capsys, *common, "--class", "elder", data=tmp_path)
    assert int(elder.split(" ")[0]) < int(normal.split(" ")[0])


@pytest.mark.parametrize("words", [("--queue", "Z"), ("--queue", "A", "--at", "soon")])
def test_what_it_does_not_understand_exits_2(tmp_path: Path, capsys: Captured, words: tuple[str, ...]) -> None:
    assert main(["estimate", *words, "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err


@pytest.mark.feature("F070")
@pytest.mark.parametrize(("lang", "words"), [("zh-CN", "全大厅"), ("en", "The whole hall")])
def test_a_day_is_reported_by_queue_and_half_hour(tmp_path: Path, capsys: Captured, lang: str, words: str) -> None:
    hall = load_hall(sample_hall_path("street"))
    item = next(one.code for one in hall.items if not one.appointment_only)
    counter = hall.counters_by_queue[hall.item_by_code[item].queue][0].number
    with WriterBench(tmp_path / "hall.db", hall) as bench:
        bench.clock.now = NINE
        bench.open(counter)
        for _ in range(3):
            bench.issue(item)
        for _ in range(3):
            bench.do(CallNext(counter=CounterNumber(counter)))
            bench.do(StartService(counter=CounterNumber(counter)))
            bench.clock.turn(600)
            bench.do(FinishService(counter=CounterNumber(counter)))
    command = ["report", "estimate", "--day", f"{NINE:%Y-%m-%d}", "--data", str(tmp_path), "--hall", "street"]
    assert main([*command, "--lang", lang]) == 0
    assert words in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["all"]["visitors"] == 3
    assert report["had_to_wait"]["visitors"] == 2
    assert set(report["by_half_hour"]) == {"09:00"}
    assert report["by_queue"][hall.item_by_code[item].queue]["visitors"] == 3


@pytest.mark.feature("F178")
def test_times_of_visits_are_told_by_queue_and_item(tmp_path: Path, capsys: Captured) -> None:
    hall = load_hall(sample_hall_path("street"))
    item = next(one for one in hall.items if not one.appointment_only)
    counter = hall.counters_by_queue[item.queue][0].number
    with WriterBench(tmp_path / "hall.db", hall) as bench:
        bench.clock.now = NINE - timedelta(days=7)
        bench.open(counter)
        for minutes in (6, 8, 10, 180):
            bench.issue(item.code)
            bench.do(CallNext(counter=CounterNumber(counter)))
            bench.do(StartService(counter=CounterNumber(counter)))
            bench.clock.turn(60 * minutes)
            bench.do(FinishService(counter=CounterNumber(counter)))
        bench.clock.now = NINE
        bench.issue(item.code)
    command = ["report", "times", "--queue", item.queue, "--data", str(tmp_path), "--hall", "street"]
    assert main([*command, "--lang", "en"]) == 0
    assert f"{item.code} " in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["items"][item.code]["n"] == 3
    assert found["queues"][item.queue] == {"n": 3, "mean_min": 8.0, "p50_min": 8.0, "p90_min": 9.6, "sd_min": 2.0}


def test_a_day_that_is_not_in_the_log_is_refused(tmp_path: Path, capsys: Captured) -> None:
    with WriterBench(tmp_path / "hall.db"):
        pass
    assert main(["report", "estimate", "--day", "2020-01-01", "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err
