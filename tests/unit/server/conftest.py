from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.live_server import HandClock, LiveServer
from helpers.writer_bench import WriterBench


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is looked at in the tests of passwords; elsewhere it would only be waited for."""
    monkeypatch.setattr("hallcall.server.security.passwords.COST", {"time_cost": 1, "memory_cost": 8, "parallelism": 1})


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def server(tmp_path: Path, clock: HandClock) -> Iterator[LiveServer]:
    with LiveServer(tmp_path / "data", clock=clock) as live:
        yield live


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[WriterBench]:
    with WriterBench(tmp_path / "hall.db") as writer:
        yield writer
