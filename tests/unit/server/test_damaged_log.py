"""A log that can be opened and not understood is damage, and is told as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from hallcall.core.errors import StorageError
from hallcall.server.care.boot import check_last_day
from hallcall.server.storage import days, log
from helpers.writer_bench import WriterBench

pytestmark = [pytest.mark.feature("F212"), pytest.mark.logs_warnings]

DAMAGE = {
    "what the day found": "UPDATE day SET opening = substr(opening, 1, 40)",
    "an event": "UPDATE event SET data = substr(data, 1, 9) WHERE seq = 2",
    "the time of an event": "UPDATE event SET at = 'noon' WHERE seq = 2",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_no_state_is_made_of_what_cannot_be_read(tmp_path: Path, damage: str) -> None:
    with WriterBench(tmp_path / "hall.db") as bench:
        bench.issue()
        bench.writer.write(lambda connection, _: connection.exec_driver_sql(DAMAGE[damage]) and None).result(10)
        with bench.store.reading() as connection, pytest.raises(StorageError, match=r"storage\.corrupt"):
            log.rebuild(connection)


@pytest.mark.parametrize("damage", DAMAGE)
def test_no_server_starts_on_it(tmp_path: Path, damage: str) -> None:
    with WriterBench(tmp_path / "hall.db") as bench:
        bench.issue()
        bench.writer.write(lambda connection, _: connection.exec_driver_sql(DAMAGE[damage]) and None).result(10)
        with bench.store.reading() as connection, pytest.raises(StorageError, match=r"storage\.corrupt"):
            check_last_day(connection)


def test_a_day_that_is_whole_is_found(tmp_path: Path) -> None:
    with WriterBench(tmp_path / "hall.db") as bench, bench.store.reading() as connection:
        day = days.newest(connection)
        assert day is not None
        assert day.opening.day == day.day
        check_last_day(connection)
