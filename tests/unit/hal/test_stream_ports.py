"""A device in the network and a character device: exact reads, and every way to be gone."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hallcall.core.errors import DeviceAbsent, DeviceBusy, DeviceTimeout
from hallcall.hal import DeviceId
from hallcall.hal.transport import FilePort, TcpPort, make_wire
from hallcall.sim.devices import PtyWire, TcpWire

pytestmark = pytest.mark.feature("F210")

_ID = DeviceId("thing")
_LONG_S = 10.0


class Echo:
    """Says back what it hears."""

    def power_on(self) -> None:
        """It has no memory."""

    def receive(self, data: bytes) -> list[bytes]:
        return [data]

    def work(self, now: float) -> tuple[list[bytes], float | None]:  # noqa: ARG002 - fake
        return [], None

    def on_change(self, wake: Callable[[], None]) -> None:
        """It never changes by itself."""


@pytest.fixture
def network() -> Iterator[TcpWire]:
    with TcpWire(Echo()) as wire:
        yield wire


def test_exactly_what_was_asked_for_is_read_and_the_rest_is_kept(network: TcpWire) -> None:
    line = make_wire(TcpPort(device=_ID, host="127.0.0.1", port=network.port))
    line.open()
    line.write(b"abcdef")
    assert line.read_exact(4, time.monotonic() + _LONG_S) == b"abcd"
    assert line.read_exact(2, time.monotonic() + _LONG_S) == b"ef"
    with pytest.raises(DeviceTimeout):
        line.read_exact(1, time.monotonic() + 0.05)
    line.close()
    line.close()


def test_a_pulled_network_cable_is_told_and_the_address_stays_the_same(network: TcpWire) -> None:
    line = make_wire(TcpPort(device=_ID, host="127.0.0.1", port=network.port))
    assert line.is_present()
    line.open()
    network.unplug()
    assert not line.is_present()
    with pytest.raises(DeviceAbsent, match="unplugged"):
        line.read_exact(1, time.monotonic() + _LONG_S)
    with pytest.raises(DeviceAbsent, match="absent"):
        line.open()
    network.plug()
    line.open()
    line.write(b"x")
    assert line.read_exact(1, time.monotonic() + _LONG_S) == b"x"
    line.close()


def test_a_caller_that_has_said_all_still_gets_its_answer(network: TcpWire) -> None:
    network.faults.slow(delay_s=0.1)
    with socket.create_connection(("127.0.0.1", network.port)) as caller:
        caller.sendall(b"print this")
        caller.shutdown(socket.SHUT_WR)
        caller.settimeout(_LONG_S)
        assert caller.recv(100) == b"print this"
        assert caller.recv(100) == b""


def test_a_character_device_is_held_by_one_program_and_its_end_is_told(tmp_path: Path) -> None:
    wire = PtyWire(tmp_path / "lp0", Echo(), baud=None)
    port = FilePort(device=_ID, path=str(wire.path))
    first, second = make_wire(port), make_wire(port)
    with pytest.raises(DeviceAbsent, match="absent"):
        first.open()
    with wire:
        first.open()
        with pytest.raises(DeviceBusy):
            second.open()
        first.write(b"x")
        assert first.read_exact(1, time.monotonic() + _LONG_S) == b"x"
    with pytest.raises(DeviceAbsent, match="unplugged"):
        first.read_exact(1, time.monotonic() + _LONG_S)
    first.close()
