"""The hall's time as applications keep it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication

from hallcall.client import Beat, LinkSettings
from hallcall.ui.link import LinkBridge

TOLD = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)


@pytest.fixture
def bridge(qapp: QCoreApplication) -> Iterator[LinkBridge]:
    made = LinkBridge(LinkSettings(url="http://127.0.0.1:9", token="t"))
    yield made
    made.close()


def test_before_the_first_sign_of_life_the_machines_own_clock_must_do(bridge: LinkBridge) -> None:
    assert abs(bridge.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_servers_clock_is_carried_on_by_the_steady_clock(
    bridge: LinkBridge, qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    steady = [1000.0]
    monkeypatch.setattr("hallcall.ui.link.time.monotonic", lambda: steady[0])
    bridge.on_beat(Beat(1, TOLD))
    qapp.processEvents()
    assert bridge.now() == TOLD
    steady[0] += 90
    assert bridge.now() == TOLD + timedelta(seconds=90)
