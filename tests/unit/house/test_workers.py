"""A worker of the tests that dies after its last test is not overlooked."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest

from helpers.workers import Workers


def run_that_ends(*programs: str) -> pytest.ExitCode:
    """How a run ends whose tests have passed and whose workers end by these programs."""
    workers, session = Workers(), SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    for number, program in enumerate(programs):
        process = subprocess.Popen([sys.executable, "-S", "-c", program])
        process.wait()
        gateway: Any = SimpleNamespace(id=f"gw{number}", _io=SimpleNamespace(popen=process))
        workers.pytest_testnodeready(SimpleNamespace(gateway=gateway))
    workers.pytest_sessionfinish(cast("pytest.Session", session))
    return session.exitstatus


def test_a_run_whose_workers_end_well_passes() -> None:
    assert run_that_ends("", "") is pytest.ExitCode.OK


@pytest.mark.parametrize("end", ["import os; os.abort()", "raise SystemExit(1)"])
def test_a_run_fails_when_one_worker_dies_after_its_tests(end: str) -> None:
    assert run_that_ends("", end) is pytest.ExitCode.INTERNAL_ERROR
