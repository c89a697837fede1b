"""The house fixtures: tests run offscreen, with the shipped fonts only, on loopback, and leave nothing behind."""

from __future__ import annotations

import gc
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from helpers.lan import HOME_NETWORK, present_network

pytest_plugins = ["helpers.databases", "helpers.workers"]

_HERE = Path(__file__).parent

# Before Qt is imported anywhere: no display, no host fonts that could mask a missing asset, no GPU.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ.setdefault("FONTCONFIG_FILE", str(_HERE / "helpers" / "no-host-fonts.conf"))
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts=false")
os.environ.setdefault("TZ", "Asia/Shanghai")
time.tzset()

_THREAD_GRACE_S = 5.0

# How long an example takes says how busy the machine is: no test is a benchmark.
settings.register_profile("hall", deadline=None)
settings.load_profile("hall")

# Garbage of a test may hold Qt objects: it is collected in this thread only, never in one that a later test starts
# (hallcall.ui.garbage does the same for the applications).
gc.disable()


@pytest.fixture(autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """Take away what the test has left, young and middle-aged."""
    yield
    gc.collect(1)


@pytest.fixture(autouse=True, scope="module")
def all_garbage_is_collected_here() -> Iterator[None]:
    """Take away all that the module's tests have left; what is older than they are is not looked through each time."""
    gc.collect()
    gc.freeze()
    yield
    gc.collect()


@pytest.fixture(autouse=True, scope="session")
def the_last_garbage_is_collected_in_a_test() -> Iterator[None]:
    """What goes wrong in it fails the last test: after the tests, a worker's warnings reach nobody."""
    yield
    gc.unfreeze()
    gc.collect()
    # A process that looks through all of it again and again while it ends is taken for one that hangs.
    gc.freeze()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another machine fails; in a network that it made itself there is none."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        is_outside = address[0] not in {"127.0.0.1", "::1", "localhost"}
        if self.family in {socket.AF_INET, socket.AF_INET6} and is_outside and present_network() == HOME_NETWORK:
            pytest.fail(f"a test reached for {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A test that leaves a thread running fails."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _THREAD_GRACE_S
    while left := [t for t in threading.enumerate() if t not in before and t.is_alive() and not t.daemon]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {[thread.name for thread in left]}")
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def no_unexpected_warning_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A test during which hallcall logs a WARNING or worse fails, unless it is marked ``logs_warnings``."""
    yield
    if request.node.get_closest_marker("logs_warnings") is None:
        loud = [
            record
            for record in caplog.get_records("call")
            if record.levelno >= logging.WARNING and record.name.startswith("hallcall")
        ]
        if loud:
            pytest.fail(f"unexpected log: {loud[0].name}: {loud[0].getMessage()}")
