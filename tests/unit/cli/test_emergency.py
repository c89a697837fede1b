"""Paper numbers on the command line: printed in advance, entered afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.core.hall import Hall
from helpers.live_server import HandClock, LiveServer
from helpers.sample_halls import sample_hall
from helpers.server_process import logging_put_back
from helpers.small_hall import ALWAYS

pytestmark = [pytest.mark.feature("F221"), pytest.mark.usefixtures("qapp")]

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""Monday 23 November 2026, 12:00 in the hall."""
HEAD = "number,item,taken_at,counter,started_at,finished_at"


def hall() -> Hall:
    found = sample_hall("community")
    return replace(found, calendars=tuple(replace(ALWAYS, id=calendar.id) for calendar in found.calendars))


ITEM = hall().items[0].code
COUNTER = hall().counters[0].number


class Entering:
    """A server, and somebody who enters tables on its machine."""

    def __init__(self, server: LiveServer, folder: Path) -> None:
        self.server = server
        self.folder = folder

    def enter(self, *lines: str, head: str = HEAD) -> int:
        file = self.folder / "entries.csv"
        file.write_text("\n".join([head, *lines]), encoding="utf-8")
        with logging_put_back():
            return main(
                ["--lang", "en", "emergency", "enter", "--file", str(file), "--data", str(self.folder / "data")]
            )

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with self.server.parts.store.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]


@pytest.fixture
def entering(tmp_path: Path) -> Iterator[Entering]:
    with LiveServer(tmp_path / "data", hall(), HandClock(NOON)) as server:
        server.settings.address_file.write_text(server.url, encoding="utf-8")
        yield Entering(server, tmp_path)


def test_sheets_are_written_and_say_which_numbers_they_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheets.pdf"
    arguments = ["--hall", "haibin", "--queue", "B", "--from", "3", "--to", "12", "--day", "2026-11-23"]
    assert main(["--lang", "en", "emergency", "paper", *arguments, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "B602 to B611, 2 pages" in said
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--queue", "Z"], "There is no queue “Z”."),
        (["--queue", "A", "--to", "201"], "There are paper numbers 1 to 200."),
        (["--queue", "A", "--from", "9", "--to", "3"], "There are paper numbers 1 to 200."),
        (["--queue", "A", "--day", "tomorrow"], "“tomorrow” is no time"),
    ],
)
def test_sheets_that_cannot_be_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    out = tmp_path / "sheets.pdf"
    assert main(["--lang", "en", "emergency", "paper", "--hall", "haibin", *arguments, "--out", str(out)]) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_what_was_given_on_paper_today_waits_or_is_done(entering: Entering, capsys: pytest.CaptureFixture[str]) -> None:
    prefix = entering.server.hall.queues[0].prefix
    code = entering.enter(
        f"{prefix}600,{ITEM},9:15,{COUNTER},9:30,9:41",
        f"{prefix}601,{ITEM},2026-11-23 09:20,,,",
    )
    assert (code, capsys.readouterr().out) == (0, "Entered for today: 1 waiting, 1 served.\n")
    assert entering.rows("SELECT ticket, state, counter, started_at, ended_at FROM ticket_interval ORDER BY id") == [
        (f"2026-11-23/{prefix}600", "waiting", None, "2026-11-23T01:15:00.000000Z", "2026-11-23T01:30:00.000000Z"),
        (f"2026-11-23/{prefix}600", "serving", COUNTER, "2026-11-23T01:30:00.000000Z", "2026-11-23T01:41:00.000000Z"),
        (f"2026-11-23/{prefix}601", "waiting", None, "2026-11-23T01:20:00.000000Z", None),
    ]


def test_a_table_entered_twice_counts_once(entering: Entering) -> None:
    prefix = entering.server.hall.queues[0].prefix
    lines = (f"{prefix}600,{ITEM},9:15,,,", f"{prefix}620,{ITEM},2026-11-20 09:15,,,")
    assert [entering.enter(*lines), entering.enter(*lines)] == [0, 0]
    assert entering.rows("SELECT count(*) FROM ticket") == [(1,)]
    assert entering.rows("SELECT count(*) FROM event WHERE type = 'paper.day_recorded'") == [(1,)]


def test_of_an_earlier_day_the_counts_of_each_queue_are_kept(
    entering: Entering, capsys: pytest.CaptureFixture[str]
) -> None:
    prefix = entering.server.hall.queues[0].prefix
    lines = [
        f"{prefix}{600 + place},{ITEM},2026-11-20 09:{place:02},{COUNTER},2026-11-20 10:00,2026-11-20 10:05"
        for place in range(4)
    ]
    assert entering.enter(*lines, f"{prefix}605,{ITEM},2026-11-20 11:00,,,") == 0
    said = capsys.readouterr().out
    assert f"2026-11-20, queue {prefix}: 5 given, 4 served; written in the log." in said
    assert entering.rows("SELECT count(*) FROM ticket") == [(0,)]


def test_a_table_with_a_wrong_line_enters_nothing_and_names_every_one(
    entering: Entering, capsys: pytest.CaptureFixture[str]
) -> None:
    prefix = entering.server.hall.queues[0].prefix
    code = entering.enter(
        f"{prefix}600,{ITEM},9:15,,,",
        f"{prefix}001,{ITEM},9:15,,,",
        f"{prefix}602,NONE,9:15,,,",
        f"{prefix}603,{ITEM},noon,,,",
        f"{prefix}604,{ITEM},9:15,{COUNTER},,",
    )
    said = capsys.readouterr().err.splitlines()
    assert code == 2
    assert [line.partition(":")[0] for line in said] == ["Line 3", "Line 4", "Line 5", "Line 6", said[-1]]
    assert said[-1] == "Nothing was entered. Correct the table and try again."
    assert entering.rows("SELECT count(*) FROM ticket") == [(0,)]


def test_a_number_that_the_server_refuses_is_named_and_the_others_are_entered(
    entering: Entering, capsys: pytest.CaptureFixture[str]
) -> None:
    prefix = entering.server.hall.queues[0].prefix
    entering.enter(f"{prefix}600,{ITEM},9:15,,,")
    capsys.readouterr()
    code = entering.enter(f"{prefix}600,{ITEM},9:30,,,", f"{prefix}601,{ITEM},9:31,,,")
    said = capsys.readouterr()
    assert code == 2
    assert said.err == f"Line 2: The number {prefix}600 is in use already.\n"
    assert said.out == "Entered for today: 1 waiting, 0 served.\n"


def test_other_columns_are_refused(entering: Entering, capsys: pytest.CaptureFixture[str]) -> None:
    assert entering.enter("A600,x", head="number,item") == 2
    assert f"The columns must be: {HEAD}" in capsys.readouterr().err


def test_a_table_that_cannot_be_read_is_said(entering: Entering, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_put_back():
        data = str(entering.folder / "data")
        code = main(["--lang", "en", "emergency", "enter", "--file", "/no/such/file", "--data", data])
    assert code == 2
    assert capsys.readouterr().err
