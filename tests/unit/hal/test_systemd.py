"""What the service manager is told."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from hallcall.hal.systemd import Notifier

pytestmark = pytest.mark.feature("F210")


def test_ready_alive_and_stopping_go_to_the_named_socket(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(5)
        notifier = Notifier({"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "20000000"})
        notifier.ready()
        notifier.alive()
        notifier.stopping()
        assert [manager.recv(100) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"STOPPING=1"]
    assert notifier.watchdog_s == 20
    notifier.alive()  # the manager has gone: that is no reason to fail


def test_started_by_hand_nobody_is_told() -> None:
    notifier = Notifier({})
    notifier.ready()
    assert notifier.watchdog_s is None
