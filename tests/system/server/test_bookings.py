"""An appointment outlives the death of the server and the night, and opens the hall to its visitor the next day."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from helpers.sample_halls import sample_hall
from helpers.server_process import TEN, ServerProcess, command_line

pytestmark = pytest.mark.system

ITEM = next(item for item in sample_hall("community").items if not item.appointment_only)
CARD = "11010519491231002X"


def say(*words: str, data: Path) -> str:
    """What a command prints when all is well."""
    said = command_line(*words, data=data)
    assert said.returncode == 0, said.stderr
    return said.stdout.strip()


@pytest.mark.feature("F038", "F047")
def test_a_booking_is_kept_through_kills_and_the_night_and_becomes_a_number(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with ServerProcess(data) as server:
        made = say("book", "--item", ITEM.code, "--slot", "2026-11-24T10:00", "--id", CARD, data=data)
        found = re.search(r"Code (\d{8})", made)
        assert found is not None
        server.kill()
        server.start()
        again = command_line("book", "--item", ITEM.code, "--slot", "2026-11-24T10:30", "--id", CARD, data=data)
        assert "you have one for that day" in again.stderr
        # Two days begin, and between them nothing but the opening of the first one is left to know it from.
        for now in (TEN + timedelta(hours=15), TEN + timedelta(hours=23, minutes=45)):
            server.kill()
            server.set_clock(now)
            server.start()
            assert "full" not in say("slots", "--queue", ITEM.queue, "--date", "2026-11-25", data=data)
        assert say("checkin", found[1], data=data) == f"Number {ITEM.queue}001, booked."
        assert say("checkin", found[1], data=data) == f"Number {ITEM.queue}001, booked."
