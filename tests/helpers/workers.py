"""Several worker processes (``pytest -n``): who runs what, and how they end.

A worker that dies in a test is reported by pytest-xdist; how it ended afterwards nobody looks at, although the tests in
one process would end with that code.
"""

from __future__ import annotations

from subprocess import Popen
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import NodeManager

SYSTEM = "tests/system/"
_END_S = 60
"""A worker that has not ended by then hangs and is killed; on a busy machine it takes more than the usual ten."""


class HallScheduling(LoadFileScheduling):
    """A file is run by one worker, and so is all that starts real processes: two halls at once want four processors."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return SYSTEM if file.startswith(SYSTEM) else file


class Workers:
    """Gives the workers their tests, and looks how their processes have ended."""

    def __init__(self) -> None:
        self._processes: dict[str, Popen[bytes]] = {}

    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> LoadFileScheduling | None:
        """Called by pytest-xdist; None leaves it to ``--dist``."""
        return HallScheduling(config, log) if config.getoption("dist") == "loadfile" else None

    def pytest_testnodeready(self, node: Any) -> None:
        """Called by pytest-xdist for each worker that has started."""
        self._processes[node.gateway.id] = node.gateway._io.popen

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Called by pytest when pytest-xdist has ended the workers."""
        if self._ended_badly() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.INTERNAL_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Called by pytest before the closing line."""
        for name, code in self._ended_badly().items():
            terminalreporter.write_line(f"worker {name} ended with {code} after its tests", red=True, bold=True)

    def _ended_badly(self) -> dict[str, int | None]:
        return {name: process.poll() for name, process in self._processes.items() if process.poll() != 0}


def pytest_configure(config: pytest.Config) -> None:
    """Called by pytest in every process; only the one that starts workers has something to do."""
    if config.getoption("numprocesses", None):
        NodeManager.EXIT_TIMEOUT = _END_S
        config.pluginmanager.register(Workers(), "workers")
