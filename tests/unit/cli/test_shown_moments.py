"""Moments that a command tells without a server, which knows the hall's zone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from hallcall.cli.reading import shown_moment


@pytest.fixture
def clock_of_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "told"), [("Asia/Shanghai", "2026-11-27 09:00:00+08:00"), ("UTC", "2026-11-27 01:00:00+00:00")]
)
def test_a_moment_says_how_far_the_clock_of_the_machine_is_from_utc(
    clock_of_machine: pytest.MonkeyPatch, zone: str, told: str
) -> None:
    clock_of_machine.setenv("TZ", zone)
    time.tzset()
    assert shown_moment(datetime(2026, 11, 27, 1, tzinfo=UTC)) == told
