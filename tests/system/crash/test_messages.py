"""Killed while it sends messages, the server loses none and sends none twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hallcall.server.opening import opened_store
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import outbox
from hallcall.server.storage.outbox import NoticeRow, NoticeState
from helpers import dying_sender

pytestmark = pytest.mark.system

KILLS = 30
MESSAGES = 60


def die_and_send(data: Path) -> None:
    """Let a server send, killed ``KILLS`` times, until all has left."""
    tests = str(Path(dying_sender.__file__).parents[1])
    subprocess.run(
        [sys.executable, dying_sender.__file__, str(data), str(KILLS)],
        env={**os.environ, "PYTHONPATH": tests},
        stderr=subprocess.DEVNULL,
        check=True,
    )


def fill_outbox(settings: ServerSettings) -> None:
    now = datetime.now(UTC)
    values = {"hall": "H", "number": "A001", "time": "09:00", "floor": 1, "zone": "A", "counter": 1}
    with opened_store(settings) as (store, vault):
        rows = [
            NoticeRow(
                event_id=f"E-{number}",
                channel="sms",
                template="notice-called",
                values=values,
                to_ct=vault.seal("13812345678", "outbox", "to", f"E-{number}"),
                state=NoticeState.QUEUED,
                attempts=0,
                next_at=now,
                at=now,
            )
            for number in range(MESSAGES)
        ]
        store.write(lambda connection: [outbox.add(connection, row) for row in rows])


@pytest.mark.feature("F172")
def test_killed_at_thirty_points_it_sends_each_message_exactly_once(tmp_path: Path) -> None:
    settings = ServerSettings(data=tmp_path / "data")
    settings.data.mkdir()
    fill_outbox(settings)
    die_and_send(settings.data)
    with opened_store(settings) as (store, _), store.reading() as connection:
        rows = outbox.newest(connection, MESSAGES + 1)
    assert {row.state for row in rows} == {NoticeState.SENT}
    lines = settings.notices.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event_id"] for line in lines] == [f"E-{number}" for number in range(MESSAGES)]
