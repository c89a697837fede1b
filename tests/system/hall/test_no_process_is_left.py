"""What a simulated hall has started does not outlive it, however it ends; two halls stand side by side."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from hallcall.sim.orphans import Identity, identity_of
from helpers.keeper_process import until
from helpers.server_process import command_line

pytestmark = [pytest.mark.system, pytest.mark.feature("F210"), pytest.mark.feature("F244"), pytest.mark.timeout(400)]

HALD_AND_MORE = 6
"""Server, devices, hald, glass, board of light, and at least one screen."""


@contextmanager
def theatre(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A theatre and the address of its page."""
    folder.mkdir()
    command = [sys.executable, "-m", "hallcall.cli", "--lang", "en", "sim", "theatre", "--port", "0", "--still"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--folder", str(folder / "data")], stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert process.stdout is not None
    try:
        said = ""
        while (found := re.search(r"http://\S+", said)) is None:
            line = process.stdout.readline()
            assert line, (folder / "log").read_text()
            said += line
        yield process, found.group()
    finally:
        process.terminate()
        process.wait(60)
        process.stdout.close()


def descendants(pid: int) -> list[Identity]:
    """Every living process that was started by this one or by one of those."""
    found: list[Identity] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            identity = identity_of(child)
            found += [identity] if identity is not None else []
            found += descendants(child)
    return found


def left(known: list[Identity]) -> list[str]:
    """Which of these processes are still there."""
    still = [pid for pid, started in known if identity_of(pid) == (pid, started)]
    return [Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in still]


def test_two_theatres_stand_side_by_side_and_one_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    with theatre(tmp_path / "first") as (first, page), theatre(tmp_path / "second") as (_, other):
        assert page != other
        started = descendants(first.pid)
        assert len(started) >= HALD_AND_MORE
        first.kill()
        first.wait()
        until(lambda: not left(started), within_s=60)
        assert httpx.get(other, trust_env=False).is_success, "the other goes on"


def test_a_theatre_whose_port_is_taken_says_so_before_it_starts_anything() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = command_line("sim", "theatre", "--port", port)
    assert said.returncode == 2
    assert port in said.stderr
    assert said.stdout == ""


def test_a_demo_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hallcall.cli", "demo", "--visits", "9", "--out", str(tmp_path / "out")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: len(descendants(process.pid)) >= 4, within_s=120)
        started = descendants(process.pid)
    finally:
        process.kill()
        process.wait()
    until(lambda: not left(started), within_s=60)
