"""Killed before each step it takes on its disk, a kiosk without the server gives no number twice and owes none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hallcall.client.offline import OfflineStore, Outbox
from helpers import dying_kiosk
from helpers.killer import TESTS
from helpers.offline_bench import OfflineBench

pytestmark = [pytest.mark.system, pytest.mark.feature("F080")]


def live_and_die(folder: Path, what: str) -> int:
    """Lives of the kiosk until one reaches its end; how many."""
    run = subprocess.run(
        [sys.executable, dying_kiosk.__file__, str(folder), what],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return int(run.stdout)


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")[:-1] if file.exists() else []


def test_a_kiosk_killed_while_it_gives_numbers_and_tells_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    folder.mkdir()
    first_lives = live_and_die(folder, "tell")
    with OfflineBench(folder) as kiosk:
        kiosk.connect()
        held = kiosk.numbers.left()
    assert held == {"A": 20, "B": 20}, "killed while its file was made, it has a whole one"
    lives = live_and_die(folder, "take")
    # A number that was taken and never shown is lost for the visitor, never for the day: it counts as given.
    store = OfflineStore(folder / "K1.db")
    owed = Outbox(store).waiting()
    with store.reading() as connection:
        given = [(str(key), int(seq)) for key, seq in connection.execute("SELECT entry, seq FROM given ORDER BY seq")]
        used = connection.execute("SELECT sum(next - first) FROM lease").fetchone()[0]
    store.close()
    assert [entry.key for entry in owed] == [key for key, _ in given]
    assert [entry.body["seq"] for entry in owed] == [seq for _, seq in given] == list(range(800, 800 + used))
    assert [seq for _, seq in given] == [800, 801], "killed before it could show the first one"
    assert lines(tmp_path / "shown") == ["A801"]
    last_lives = live_and_die(folder, "tell")
    heard = {(key, int(seq)) for key, seq in (line.split() for line in lines(tmp_path / "heard"))}
    assert heard == set(given), "each number was told, always under its own key"
    with OfflineBench(folder) as kiosk:
        assert kiosk.numbers.outbox.waiting() == []
    assert min(first_lives, lives, last_lives) > 15
