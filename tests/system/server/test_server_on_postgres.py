"""``hallcall server`` on PostgreSQL: its data folder remembers where, it is alone there, and it outlives restarts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from helpers.sample_halls import sample_hall
from helpers.server_process import ServerProcess, command_line

if TYPE_CHECKING:
    from helpers.postgres import OwnCluster

pytestmark = pytest.mark.system

HALL = sample_hall("community")
ITEM = next(item.code for item in HALL.items if not item.appointment_only)
KIOSK = HALL.kiosks[0].id


@pytest.fixture
def server(tmp_path: Path, own_postgres: OwnCluster) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "data", database=own_postgres.database(tables=False)) as process:
        yield process


def take_number(server: ServerProcess, token: str) -> str:
    with httpx.Client(trust_env=False) as http:
        answer = server.send(http, token, "ticket.issue", {"item": ITEM})
    assert answer.status_code == 200, answer.text
    return answer.json()["ticket"]["number"]


def reasons(server: ServerProcess) -> list[str]:
    return httpx.get(f"{server.url}/readyz", trust_env=False).json()["reasons"]


def wait_until_ready(server: ServerProcess, *, is_ready: bool) -> None:
    deadline = time.monotonic() + 30
    while (reasons(server) == []) is not is_ready:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_it_goes_on_in_the_same_database_without_being_told_again(server: ServerProcess) -> None:
    token = server.pair("kiosk", KIOSK)
    first = take_number(server, token)
    assert not (server.data / "hall.db").exists()
    assert server.stop() == 0
    server.database = None
    server.start()
    second = take_number(server, token)
    assert int(second[1:]) == int(first[1:]) + 1
    assert not (server.data / "hall.db").exists()


def test_a_second_server_on_the_same_database_does_not_start(server: ServerProcess, tmp_path: Path) -> None:
    assert server.database is not None
    keys = tmp_path / "other"
    keys.mkdir()
    (keys / "vault.key").write_bytes((server.data / "vault.key").read_bytes())
    (keys / "vault.key").chmod(0o400)
    other = command_line("server", "--hall", "community", "--port", "0", "--database", server.database, data=keys)
    assert (other.returncode, other.stdout) == (2, "")
    assert "Another server works with this database" in other.stderr


def test_it_says_that_the_database_is_gone_and_goes_on_when_it_is_back(
    server: ServerProcess, own_postgres: OwnCluster
) -> None:
    token = server.pair("kiosk", KIOSK)
    first = take_number(server, token)
    own_postgres.stop()
    try:
        wait_until_ready(server, is_ready=False)
        body, headers = {"item": ITEM}, {"Authorization": f"Bearer {token}", "Idempotency-Key": "gone"}
        answer = httpx.post(f"{server.url}/v1/commands/ticket.issue", json=body, headers=headers, trust_env=False)
        assert answer.status_code == 503
        assert answer.json()["code"].startswith("storage.")
    finally:
        own_postgres.start()
    wait_until_ready(server, is_ready=True)
    assert int(take_number(server, token)[1:]) == int(first[1:]) + 1


def test_the_command_line_finds_the_database_of_the_data_folder(server: ServerProcess) -> None:
    server.stop()
    assert command_line("purge", "--now", "+31d", data=server.data).returncode == 0
    assert command_line("notify", "log", data=server.data).returncode == 0
    assert not (server.data / "hall.db").exists()
