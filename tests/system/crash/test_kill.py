"""Killed under sixteen clients, the server loses nothing, gives nothing twice and goes on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from hallcall.server.storage import Connection
from hallcall.sim.kill import Answered, Proof, kill_server
from helpers.live_server import LiveServer

pytestmark = pytest.mark.system

KILLS = 10


@pytest.mark.feature("F212", "F226")
@pytest.mark.timeout(300)
def test_killed_ten_times_under_sixteen_clients_it_keeps_every_promise(tmp_path: Path) -> None:
    report = kill_server(tmp_path / "hall", KILLS, seed=1, hall="street")
    assert report.kills == len(report.restart_s) == KILLS
    assert report.acknowledged > 20 * KILLS
    assert report.asked_again > 0
    assert report.repeated > 0
    assert (report.lost, report.changed, report.twice, report.gaps) == ([], [], [], [])
    assert report.integrity == "ok"


def answered(key: str, answer: dict[str, object]) -> Answered:
    return Answered(key=key, command="ticket.issue", body={}, answer=answer, at=0.0)


def tamper(connection: Connection, _: datetime) -> None:
    """Say the newest event once more, and take out the one before it."""
    connection.exec_driver_sql(
        "INSERT INTO event SELECT seq + 1, epoch, at, day, cause, actor, type, data, queue, counter, kiosk, hash"
        " FROM event WHERE seq = (SELECT max(seq) FROM event)"
    )
    connection.exec_driver_sql("DELETE FROM event WHERE seq = (SELECT max(seq) - 2 FROM event)")


@pytest.mark.feature("F226")
def test_the_proof_finds_what_is_lost_changed_missing_and_given_twice(tmp_path: Path) -> None:
    with LiveServer(tmp_path / "data") as server:
        kiosk = server.pair("kiosk", "K1")
        answers = [kiosk.send("ticket.issue", item="a1", key=f"key-{number}").json() for number in range(4)]
        proof = Proof(server.settings.data / "hall.db")
        proof.look([answered(f"key-{number}", answer) for number, answer in enumerate(answers)])
        assert (proof.lost, proof.changed, proof.twice, proof.gaps) == ([], [], [], [])
        proof.look([answered("key-9", answers[0]), answered("key-0", answers[1])])
        assert (proof.lost, proof.changed) == (["key-9"], ["key-0"])
        assert proof.look_over() == "ok"
        server.parts.writer.write(tamper).result(10)
        proof = Proof(server.settings.data / "hall.db")
        proof.look([])
        assert len(proof.gaps) == 2
        assert len(proof.twice) == 1
