"""Whose folder is cleared away: that of a simulated hall that was killed, and nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.sim.own_folder import OwnFolder, clear_away_dead

_HALL = """
import sys, time
from hallcall.sim.own_folder import OwnFolder
own = OwnFolder()
(own.path / "kiosks").mkdir()
(own.path / "kiosks" / "K1.log").write_text("started")
print(own.path, flush=True)
sys.stdin.read()
own.close()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


class Hall:
    """A process with a folder of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _HALL], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.folder = Path(self.process.stdout.readline().strip())
        assert self.folder.is_dir()

    def kill(self) -> None:
        """``kill -9``."""
        self.process.kill()
        self.process.communicate()

    def end(self) -> None:
        """In peace."""
        self.process.communicate("")


@pytest.fixture
def hall() -> Iterator[Hall]:
    made = Hall()
    yield made
    if made.process.poll() is None:
        made.kill()


def test_a_hall_that_ends_leaves_nothing(hall: Hall, temporary: Path) -> None:
    hall.end()
    assert list(temporary.iterdir()) == []


def test_the_next_hall_clears_away_the_folder_of_one_that_was_killed(hall: Hall) -> None:
    hall.kill()
    assert (hall.folder / "kiosks" / "K1.log").exists()
    with OwnFolder() as own:
        assert not hall.folder.exists()
        assert own.path.is_dir()
    assert not own.path.exists()


def test_a_hall_that_runs_keeps_its_folder(hall: Hall) -> None:
    with OwnFolder() as own:
        assert clear_away_dead() == []
        assert own.path.is_dir()
    assert (hall.folder / "kiosks" / "K1.log").exists()


def test_what_nobody_has_marked_is_left_alone(temporary: Path) -> None:
    """Such as the pictures of a demo, or a folder that is being made just now."""
    (temporary / "hallcall-demo-1").mkdir()
    (temporary / "hallcall-demo-1" / "kiosk.png").write_bytes(b"picture")
    (temporary / "hallcall-notes").write_text("mine")
    linked = temporary / "hallcall-linked"
    linked.mkdir()
    (linked / ".running").symlink_to(temporary / "hallcall-notes")
    (temporary / "hallcall-way").symlink_to(temporary / "other")
    (temporary / "other").mkdir()
    (temporary / "other" / ".running").touch()
    assert clear_away_dead() == []
    assert (temporary / "hallcall-demo-1" / "kiosk.png").exists()
    assert (temporary / "other" / ".running").exists()


def test_the_folder_of_another_user_is_left_alone(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.kill()
    with monkeypatch.context() as other:
        other.setattr(os, "geteuid", lambda: 12345)
        assert clear_away_dead() == []
    assert clear_away_dead() == [hall.folder]
