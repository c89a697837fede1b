"""``hallcall doctor`` finds what is wrong and leaves alone what is not."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hallcall.cli import main
from hallcall.cli.doctor import reason_text, skew_line
from hallcall.cli.language import choose_language
from hallcall.server.ops.checks import Check, Severity
from hallcall.server.ops.inspection import inspect_database, inspect_disk, inspect_door
from hallcall.server.ops.lines import State, clock_line
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import certificates
from hallcall.server.storage.certificates import CertificateRow
from helpers.live_server import LiveServer

Captured = pytest.CaptureFixture[str]

pytestmark = pytest.mark.feature("F211")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "data") as live:
        yield live


def doctor(capsys: Captured, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and findings."""
    code = main(["doctor", "--json", "--lang", "en", *arguments])
    return code, json.loads(capsys.readouterr().out)


def states(lines: list[dict[str, Any]], subject: str) -> list[str]:
    return [line["state"] for line in lines if line["subject"] == subject]


def backed_up(data: Path, age_s: float = 60.0) -> None:
    folder = data / "backups"
    folder.mkdir(exist_ok=True)
    (folder / "hall.db").touch()
    os.utime(folder / "hall.db", (time.time() - age_s,) * 2)


def test_a_healthy_server_has_no_fault(server: LiveServer, capsys: Captured) -> None:
    backed_up(server.settings.data)
    server.pair("kiosk", "K1").do("device.report", device="K1/printer", health="online", reasons=[])
    code, lines = doctor(capsys, "--data", str(server.settings.data))
    assert code == 0, lines
    assert {line["subject"] for line in lines} == set(
        "server device disk clock backup database certificate notices sqlite key".split()
    )
    assert not [line for line in lines if line["state"] == "fault"]
    assert states(lines, "backup") == ["ok"]


def test_without_a_server_it_says_so_and_still_looks_at_the_rest(tmp_path: Path, capsys: Captured) -> None:
    with LiveServer(tmp_path / "data"):
        pass
    code, lines = doctor(capsys, "--data", str(tmp_path / "data"))
    assert code == 1
    assert states(lines, "server") == ["fault"]
    assert states(lines, "database") == ["ok"]
    assert doctor(capsys, "--data", str(tmp_path / "nowhere"))[0] == 1


@pytest.mark.parametrize(
    ("health", "reasons", "state"),
    [("degraded", ["paper-low"], "warning"), ("fault", ["paper-out"], "fault"), ("offline", ["unplugged"], "fault")],
)
def test_a_device_that_needs_somebody_is_named_with_what_it_needs(
    server: LiveServer, capsys: Captured, health: str, reasons: list[str], state: str
) -> None:
    server.pair("kiosk", "K1").do("device.report", device="K1/printer", health=health, reasons=reasons)
    code, lines = doctor(capsys, "--data", str(server.settings.data))
    assert states(lines, "device") == [state]
    assert code == (state == "fault")
    assert any("K1/printer" in line["text"] for line in lines)


def test_reasons_of_the_server_are_faults_and_warnings_are_not(server: LiveServer, capsys: Captured) -> None:
    checks = server.parts.ops.checks
    checks.add(Check(name="backup", run=lambda: ("backup.old",), severity=Severity.WARNING))
    code, lines = doctor(capsys, "--server", server.url)
    assert (code, states(lines, "server")) == (0, ["ok", "warning"])
    checks.add(Check(name="clock", run=lambda: ("clock.jumped",)))
    code, lines = doctor(capsys, "--server", server.url)
    assert (code, states(lines, "server")) == (1, ["fault", "warning"])
    assert any("set this machine's clock" in line["text"] for line in lines)


@pytest.mark.feature("F213")
def test_another_machine_learns_how_far_its_clock_is_off(tmp_path: Path, capsys: Captured) -> None:
    with LiveServer(tmp_path / "data") as live:
        live.clock.now = datetime.now(UTC) + timedelta(seconds=90)
        code, lines = doctor(capsys, "--server", live.url)
    skewed = next(line for line in lines if line["subject"] == "clock")
    assert (code, skewed["state"]) == (0, "warning")
    assert 85 < skewed["values"]["seconds"] < 95
    assert skew_line(1.9).state is State.OK


def test_a_server_that_does_not_answer_is_a_fault(capsys: Captured) -> None:
    code, lines = doctor(capsys, "--server", "http://127.0.0.1:9")
    assert (code, states(lines, "server")) == (1, ["fault"])


def test_a_key_that_others_can_read_is_a_fault(server: LiveServer, capsys: Captured) -> None:
    server.settings.vault_key.chmod(0o644)
    code, lines = doctor(capsys, "--data", str(server.settings.data))
    assert code == 1
    assert states(lines, "key") == ["fault", "ok"]


def test_backups_are_missed_when_there_are_none_or_only_old_ones(server: LiveServer, capsys: Captured) -> None:
    data = server.settings.data
    assert states(doctor(capsys, "--data", str(data))[1], "backup") == ["warning"]
    backed_up(data, age_s=3 * 3600)
    code, lines = doctor(capsys, "--data", str(data))
    assert (code, states(lines, "backup")) == (0, ["warning"])


def test_a_full_disk_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil._ntuple_diskusage(10**11, 10**11, 1000)
    monkeypatch.setattr("hallcall.server.ops.inspection.shutil.disk_usage", lambda _: usage)
    line = inspect_disk(tmp_path)
    assert (line.state, line.code) == (State.FAULT, "disk.full")


@pytest.mark.parametrize(("days", "state"), [(60, State.OK), (5, State.WARNING), (-1, State.FAULT)])
def test_a_certificate_is_missed_before_it_ends(server: LiveServer, days: int, state: State) -> None:
    now = datetime.now(UTC)
    row = CertificateRow(
        serial="1f", role="kiosk", name="K1", issued_at=now, expires_at=now + timedelta(days=days, hours=1)
    )
    server.parts.writer.write(lambda connection, _: certificates.add(connection, row)).result(10)
    found = {line.subject: line for line in inspect_database(server.settings, now)}
    assert found["certificate"].state is state


@pytest.mark.feature("F215")
def test_plain_http_beyond_the_machine_is_a_warning(tmp_path: Path) -> None:
    settings = ServerSettings(data=tmp_path)
    settings.address_file.write_text("http://127.0.0.1:8750", encoding="utf-8")
    assert list(inspect_door(settings)) == []
    settings.address_file.write_text("http://192.0.2.7:8750", encoding="utf-8")
    assert [line.state for line in inspect_door(settings)] == [State.WARNING]
    settings.address_file.write_text("https://192.0.2.7:8750", encoding="utf-8")
    assert list(inspect_door(settings)) == []


def test_a_database_that_is_none_is_a_fault(tmp_path: Path, capsys: Captured) -> None:
    with LiveServer(tmp_path / "data") as live:
        pass
    live.settings.database.write_bytes(b"no database at all" * 100)
    code, lines = doctor(capsys, "--data", str(tmp_path / "data"))
    assert (code, states(lines, "database")) == (1, ["fault"])


@pytest.mark.logs_warnings
def test_a_postgresql_that_does_not_answer_is_a_fault(tmp_path: Path) -> None:
    settings = ServerSettings(data=tmp_path, database_url="postgresql://nobody@127.0.0.1:9/none")
    (line,) = inspect_database(settings, datetime.now(UTC))
    assert (line.subject, line.state) == ("database", State.FAULT)


def test_a_clock_that_nothing_keeps_right_is_a_warning() -> None:
    assert [clock_line(known).state for known in (True, False, None)] == [State.OK, State.WARNING, State.OK]


def test_the_table_speaks_the_halls_language(tmp_path: Path, capsys: Captured) -> None:
    assert main(["doctor", "--data", str(tmp_path / "nowhere"), "--lang", "zh-CN"]) == 1
    assert "故障  服务器  没有服务器在使用" in capsys.readouterr().out
    choose_language("en")
    assert reason_text("disk.low").startswith("The disk is nearly full")
    assert reason_text("storage.corrupt").startswith("The data is damaged")
    assert reason_text("something.new") == "something.new"
    choose_language("zh-CN")
