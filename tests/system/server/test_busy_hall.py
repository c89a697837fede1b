"""A whole hall at once against a real server: nothing is given twice, nobody is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hallcall.cli import main
from hallcall.sim.actor import ActorError
from hallcall.sim.busy_hall import BusyHall, BusyPlan
from hallcall.sim.load import connect, run
from hallcall.sim.loadtest import LoadPlan, loadtest_at
from hallcall.sim.pressing import Pressing
from helpers.server_process import ServerProcess

pytestmark = pytest.mark.system


@pytest.mark.feature("F226")
def test_101_counters_and_8_kiosks_at_once_call_nobody_twice_and_give_no_number_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--counters", "101", "--kiosks", "8", "--seconds", "1", "--stored", "200", "--folder", str(tmp_path)]
    assert main(["bench", "hall", *arguments]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["double_calls"], seen["duplicate_numbers"]) == (0, 0)
    assert seen["call_ms"]["count"] >= 101
    assert seen["issue_ms"]["count"] >= 8
    assert seen["items"] == 961
    assert "refused" not in seen


def test_a_server_is_measured_when_the_work_after_its_start_is_over(tmp_path: Path) -> None:
    with BusyHall(BusyPlan(folder=tmp_path, stored=300, waiting=10, counters=1, kiosks=1)) as hall:
        with pytest.raises(ActorError, match="does not come to rest"):
            hall.settle(patience_s=0.0)
        assert hall.settle() >= 2.0, "two looks in which it did nothing"


@pytest.mark.feature("F239")
def test_counters_press_over_tls_each_with_the_certificate_of_its_own_machine(tmp_path: Path) -> None:
    plan = BusyPlan(folder=tmp_path, stored=0, waiting=4000, counters=2, kiosks=0, screens=0, is_encrypted=True)
    with BusyHall(plan) as hall:
        pressed = run(Pressing(hall).press(1.0, counters=2))
        one, other = hall.tokens.seats

        async def from_the_wrong_machine() -> bytes:
            line = await connect(hall.url, other.tls)
            reply = await line.ask(
                f"GET /v1/hall HTTP/1.1\r\nHost: hall\r\nAuthorization: Bearer {one.token}\r\n\r\n".encode()
            )
            line.close()
            return reply.body

        refused = run(from_the_wrong_machine())
    assert hall.url.startswith("https://")
    assert len(pressed.calls_s) == pressed.starts >= 2
    assert not pressed.refused
    assert b"access.certificate_wrong" in refused


@pytest.mark.feature("F219")
def test_a_day_of_visitors_passes_and_everybody_is_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--visits", "60", "--speed", "5000", "--counters", "22", "--folder", str(tmp_path)]
    assert main(["loadtest", *arguments]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["visits"], seen["served"], seen["lost"]) == (60, 60, 0)
    assert (seen["double_calls"], seen["duplicate_numbers"], seen["screens_behind"]) == (0, 0, 0)
    assert seen["refused"] == {}
    assert set(seen["by_command_ms"]) == {
        "call.next",
        "service.finish",
        "service.start",
        "ticket.issue",
        "ticket.record_print",
    }


def test_a_day_can_also_pass_at_a_server_that_runs(tmp_path: Path) -> None:
    with ServerProcess(tmp_path / "data") as server:
        seen = loadtest_at(server.data, LoadPlan(visits=12, speed=20_000, counters=2, kiosks=1, screens=2))
    assert (seen["served"], seen["lost"], seen["screens_behind"]) == (12, 0, 0)
