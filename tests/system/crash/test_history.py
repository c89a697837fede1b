"""The year that benches start from is one that a server could have written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hallcall.core.tickets import LIVE
from hallcall.server.care.auditing import verify_log
from hallcall.server.storage import Store, log
from hallcall.sim.history import fill_data_folder
from hallcall.sim.plain import rows_of
from helpers.live_server import HandClock, LiveServer
from helpers.sample_halls import sample_hall
from helpers.small_hall import NINE

HALL = sample_hall("street")
TODAY = date(2026, 11, 23)


def test_past_days_are_linked_whole_and_over(tmp_path: Path) -> None:
    made = fill_data_folder(tmp_path / "data", HALL, events=7000, before=TODAY)
    assert (made.days, made.events >= 7000) == (3, True)
    store = Store(tmp_path / "data" / "hall.db")
    store.open()
    try:
        with store.reading() as connection:
            verdict = verify_log(connection)
            state = log.rebuild(connection)
            open_intervals = rows_of(connection, "SELECT 1 FROM ticket_interval WHERE ended_at IS NULL")
            days = rows_of(connection, "SELECT day FROM day ORDER BY seq")
            assert rows_of(connection, "PRAGMA foreign_key_check") == []
            assert rows_of(connection, "PRAGMA integrity_check") == [("ok",)]
    finally:
        store.close()
    assert (verdict.is_good, verdict.last) == (True, made.events)
    assert [ticket for ticket in state.tickets.values() if ticket.state in LIVE] == []
    assert len(state.ended) == sum(state.last_seq.values()) > 0
    assert open_intervals == []
    assert days == [("2026-11-18",), ("2026-11-19",), ("2026-11-20",)]


def test_a_server_goes_on_where_the_past_ends(tmp_path: Path) -> None:
    made = fill_data_folder(tmp_path / "data", HALL, events=3000, before=TODAY)
    with LiveServer(tmp_path / "data", hall=HALL, clock=HandClock(NINE)) as server:
        item = next(item.code for item in HALL.items if not item.appointment_only)
        answer = server.pair("kiosk", HALL.kiosks[0].id).do("ticket.issue", item=item)
    assert answer["ticket"]["seq"] == 1
    assert answer["ticket"]["day"] == TODAY.isoformat()
    assert answer["seq"] > made.events
