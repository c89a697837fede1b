"""The machine on which every device is used: what is heard, and what is counted as lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hallcall.sim.busy_machine import BusyMachine


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BusyMachine]:
    with BusyMachine(tmp_path_factory.mktemp("busy"), baud=None) as machine:
        yield machine


@pytest.mark.feature("F235")
def test_every_device_does_its_job_while_another_hangs(busy: BusyMachine) -> None:
    for _ in range(2):
        for kind in busy.kinds:
            busy.use(kind)
    assert busy.used == dict.fromkeys(busy.kinds, 2)
    assert not busy.lost
    assert busy.daemon_memory_mb > 10


def test_a_card_that_nobody_heard_of_is_counted_as_lost(tmp_path: Path) -> None:
    with BusyMachine(tmp_path, baud=None, patient_s=0.5) as machine:
        machine.unplug("reader")
        machine.use("reader")
        machine.use("keypad")
        assert machine.lost == {"reader": 1}
