"""A real server seen from outside: its numbers, its log, and what the doctor says of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from helpers.server_process import ServerProcess, command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F241")]


@pytest.mark.feature("F211")
def test_a_running_server_is_measured_and_examined(tmp_path: Path) -> None:
    with ServerProcess(tmp_path / "data") as server:
        metrics = httpx.get(f"{server.url}/metrics", trust_env=False).text
        assert "hallcall_ready 1.0" in metrics
        assert "process_resident_memory_bytes" in metrics
        healthy = command_line("doctor", data=server.data)
        assert healthy.returncode == 0, healthy.stdout
        assert "0 at fault" in healthy.stdout
        server.kill()
        dead = command_line("doctor", data=server.data)
    assert dead.returncode == 1
    assert "does not answer" in dead.stdout


def test_what_a_server_logs_are_lines_of_json(tmp_path: Path) -> None:
    arguments = [
        "server",
        "--data",
        str(tmp_path / "data"),
        "--hall",
        "community",
        "--port",
        "0",
        "--clock-offset-s",
        "5",
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "hallcall.cli", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("ready ")
    process.terminate()
    _, log = process.communicate(timeout=20)
    entries = [json.loads(line) for line in log.splitlines()]
    assert {"time", "level", "logger", "event"} <= set(entries[0])
    shifted = next(entry for entry in entries if "shifted" in entry["event"])
    assert (shifted["level"], shifted["logger"]) == ("warning", "hallcall.server.clock")
