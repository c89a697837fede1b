"""What a day was like, as ``hallcall report`` tells it.

The day: at nine 33 people take a number at once, one counter calls one of them each minute. So 16 of the 33 are called
within 15 minutes, whatever is estimated meanwhile.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.core.commands import AdviceAnswer, FinishService, RecordAdvice, RecordPrint
from hallcall.core.hall import Hall
from hallcall.core.hot import ON_FIRST_PAGE
from hallcall.core.rules import HotItems, TicketRules
from hallcall.core.terms import CounterNumber, ItemCode
from hallcall.server.settings import ServerSettings
from helpers.small_hall import NINE, small_hall
from helpers.writer_bench import WriterBench

VISITORS = 33


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the day."""
    folder = tmp_path_factory.mktemp("day")
    with WriterBench(ServerSettings(data=folder).database, small_hall(rules=TicketRules())) as bench:
        bench.open(1)
        for _ in range(VISITORS):
            bench.issue()
        for minute in range(VISITORS):
            bench.clock.now = NINE + timedelta(minutes=minute)
            bench.call(1)
            bench.clock.turn(1)
            bench.start(1)
            bench.do(FinishService(counter=CounterNumber(1)))
    return folder


def told(capsys: pytest.CaptureFixture[str], *command: str) -> list[str]:
    """What a command prints in English."""
    assert main(["--lang", "en", "report", *command]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.feature("F104")
def test_the_exact_share_of_a_day_is_printed(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, queue, whole = told(capsys, "waits", "--data", str(day))
    assert "2026-11-23: called within 15 min" in head
    assert "share 0.485, 16 of 33 called, 0 not called in time" in queue
    assert "mean 16.0 min, 90% up to 29.0 min" in whole


@pytest.mark.feature("F104")
def test_another_limit_gives_another_share(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = [json.loads("\n".join(told(capsys, "waits", "--within", "30", "--json", "--data", str(day))))]
    assert answer["whole"] == {
        "called": 33,
        "within": 31,
        "overdue": 0,
        "share": 0.9394,
        "mean_min": 16.0,
        "p90_min": 29.0,
    }
    assert list(answer["queues"]) == ["A"]


@pytest.mark.feature("F103", "F104")
def test_the_alarms_stand_at_the_right_minutes_with_what_would_have_helped(
    day: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, "suggestions", "--data", str(day))
    assert said[0] == "2026-11-23: 2 alarms"
    long_wait, more = said[3:]
    # Seen at the first look after nine, and told after three and five minutes.
    assert long_wait.startswith("09:04-")
    assert long_wait.endswith("open counter 2")
    assert more.startswith("09:06-09:19")
    assert "27 wait, the longest for 6 min" in more


@pytest.mark.feature("F103")
def test_alarms_are_there_for_programs_too(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads("\n".join(told(capsys, "suggestions", "--json", "--data", str(day))))
    assert [(row["kind"], row["queue"], row["action"], row["counter"]) for row in rows] == [
        ("long_wait", "A", "open", 2),
        ("more_counters", "A", "open", 2),
    ]


@pytest.mark.parametrize("report", ["waits", "suggestions"])
def test_a_day_that_never_was_is_refused(report: str, day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ("2020-01-01", "soon"):
        assert main(["report", report, "--day", wrong, "--data", str(day)]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.feature("F016")
def test_what_was_asked_for_most_in_a_month_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with WriterBench(ServerSettings(data=tmp_path).database, learning_hall()) as bench:
        for _ in range(6):
            for code in ("b1", "b1", "a2"):
                bench.issue(code)
            bench.clock.turn(24 * 3600)
        bench.issue("a1")
        assert bench.rebuilt().hot_items[:3] == ("b1", "a2", "a1")
    rows = json.loads("\n".join(told_hot(capsys, "--data", str(tmp_path), "--days", "30", "--json")))
    # The sample hall has none of these items.
    assert rows["days"] == 7
    assert rows["items"][0]["demand"] == 0


@pytest.mark.feature("F016")
def test_a_hall_without_a_log_shows_its_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told_hot(capsys, "--data", str(tmp_path))
    assert "order of the catalogue" in said[0]
    assert said[1].startswith("1. RS-04")
    assert len(said) == 1 + ON_FIRST_PAGE


def learning_hall() -> Hall:
    return replace(small_hall(), first_page=HotItems.LEARNED)


def told_hot(capsys: pytest.CaptureFixture[str], *command: str) -> list[str]:
    assert main(["--lang", "en", "hot", *command]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.feature("F083")
def test_what_visitors_did_with_the_advice_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with WriterBench(ServerSettings(data=tmp_path).database, small_hall()) as bench:
        for answer, times in ((AdviceAnswer.PHONE, 3), (AdviceAnswer.NUMBER, 5), (AdviceAnswer.NONE, 1)):
            for _ in range(times):
                bench.do(RecordAdvice(kiosk="K1", item=ItemCode("a1"), answer=answer))
    head, line = told(capsys, "advice", "--data", str(tmp_path))
    assert "said 9 times; 3 used it, 5 took a number, 1 left without a word" in head
    assert line.endswith("9; phone 3, number 5, left 1")
    counted = json.loads("\n".join(told(capsys, "advice", "--json", "--data", str(tmp_path))))
    assert counted["whole"] == {"shown": 9, "phone": 3, "number": 5, "none": 1}
    assert counted["items"] == {"a1": counted["whole"]}


@pytest.mark.feature("F065")
def test_slips_that_came_out_and_those_that_nobody_needed_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with WriterBench(ServerSettings(data=tmp_path).database, small_hall()) as bench:
        bench.open(1)
        printed, lost, saved, late = (held.id for _ in range(4) if (held := bench.issue().ticket) is not None)
        for ticket in (printed, lost, lost):
            bench.do(RecordPrint(ticket=ticket, ok=True))
        for ticket in (saved, late):
            bench.do(RecordPrint(ticket=ticket, ok=False, wanted=False))
        bench.do(RecordPrint(ticket=late, ok=True))
    (line,) = told(capsys, "paper", "--data", str(tmp_path))
    assert line == "2026-11-23: 3 slips printed, 1 printed again, 1 saved"
    counted = json.loads("\n".join(told(capsys, "paper", "--json", "--data", str(tmp_path))))
    assert counted == {"day": "2026-11-23", "printed": 3, "reprinted": 1, "saved": 1}
